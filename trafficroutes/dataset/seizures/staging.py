"""Tables in files into one table of texts, as they are written, in the database."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from trafficroutes.dataset.seizures.engine import Engine, literal, quoted
from trafficroutes.dataset.seizures.layout import FIELDS, Layout, headings_of, layout_of
from trafficroutes.dataset.tables.encoding import EncodingError, decoded, told_encoding
from trafficroutes.dataset.tables.reading import RowProblem, TableError
from trafficroutes.errors import FileAccessError

#: Endings of the files that are read.
TEXT, SHEETS, PARQUET = (".csv", ".tsv", ".txt"), (".xlsx", ".xlsm", ".xls", ".ods"), (".parquet",)
ENDINGS = (*TEXT, *SHEETS, *PARQUET, ".zip")
_SEP_LINE = re.compile(r"\s*\"?sep=([^\n])\"?[ \t]*\n", re.IGNORECASE)
_CHUNK = 1 << 22
#: Rows that a table of texts may break its rules in before it is given up.
_MOST_BAD = 10_000
#: All that a zip file may unfold to.
_MOST_BYTES = 64 << 30
_ROWS = 20_000


@dataclass(frozen=True)
class Reading:
    """How tables are to be read.

    Attributes
    ----------
    columns : mapping of field to names
        What columns are called, where somebody says so.
    encoding, delimiter : str or None
        Of tables of text; None finds out.
    skip_bad_rows : bool
        Whether rows that are no rows of the table are left out instead of refusing it.
    """

    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    encoding: str | None = None
    delimiter: str | None = None
    skip_bad_rows: bool = False


@dataclass(frozen=True)
class Part:
    """One table as it was read.

    Attributes
    ----------
    name : str
        The file, with the sheet or the file within it.
    number : int
        Its place among the tables, from 0.
    layout : Layout
        Its columns.
    first, rows : int
        Where its rows begin among all, and how many they are.
    headings_at : int
        The row with its headings, from 1.
    bad : tuple of RowProblem
        Rows that were left out.
    delimiter : str
        What parts its cells; empty where it is no table of text.
    """

    name: str
    number: int
    layout: Layout
    first: int
    rows: int
    headings_at: int = 1
    bad: tuple[RowProblem, ...] = ()
    delimiter: str = ""

    def row(self, at: int) -> int:
        """Return the row of the table, the headings being the first, of a row among all."""
        row = at - self.first + self.headings_at + 1
        for problem in self.bad:
            row += problem.row <= row
        return row


@dataclass
class Staged:
    """All tables: their parts, and what of the files is no table of records."""

    parts: list[Part] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def stage(engine: Engine, paths: Sequence[Path], reading: Reading) -> Staged:
    """Read tables into ``staged``: the file, a text a field, amounts that were numbers, a hash.

    Raises
    ------
    TableError
        A table cannot be read as one, with every problem of it.
    FileAccessError
        A file cannot be read.
    """
    columns = ", ".join(f"{quoted(name)} VARCHAR" for name in FIELDS)
    engine.run(f"CREATE TABLE staged (part USMALLINT, {columns}, exact DOUBLE, whole UBIGINT)")
    found = Staged()
    for path in paths:
        for name, file in _files(engine, path, found):
            _stage_file(engine, name, file, reading, found)
    if not found.parts:
        told = f"no table of records is in it: {'; '.join(found.unread) or 'it is empty'}"
        raise TableError(str(paths[0]), [RowProblem(1, "", "", told)])
    return found


def _files(engine: Engine, path: Path, found: Staged) -> Iterator[tuple[str, Path]]:
    """Yield the name and the file of each table: the file itself, or those in a zip file."""
    if not path.is_file():
        reason = "Is a directory" if path.is_dir() else "No such file or directory"
        raise FileAccessError(f"cannot read {path}: {reason}; name a readable file")
    if path.suffix.lower() != ".zip":
        yield str(path), path
        return
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if sum(member.file_size for member in members) > _MOST_BYTES:
                _refuse(str(path), f"it unfolds to more than {_MOST_BYTES >> 30} GB: unpack it")
            for number, member in enumerate(members):
                name = f"{path}/{member.filename}"
                ending = Path(member.filename).suffix.lower()
                if ending not in ENDINGS or ending == ".zip" or "__MACOSX" in member.filename:
                    found.unread.append(f"{name}: no table")
                    continue
                target = engine.folder / f"member-{len(found.parts)}-{number}{ending}"
                _unpack(archive, member, target, str(path))
                yield name, target
                target.unlink()
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        _refuse(str(path), f"the zip file cannot be read: {error}")


def _unpack(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, path: str
) -> None:
    left = member.file_size
    with archive.open(member) as source, target.open("wb") as stream:
        while piece := source.read(_CHUNK):
            left -= len(piece)
            if left < 0:
                _refuse(path, f"{member.filename} is larger than it says: pack it anew")
            stream.write(piece)


def _refuse(path: str, message: str, line: int = 1) -> None:
    raise TableError(path, [RowProblem(line, "", "", message)])


def _stage_file(
    engine: Engine, name: str, file: Path, reading: Reading, found: Staged
) -> None:
    ending = file.suffix.lower()
    try:
        with file.open("rb") as stream:
            start = stream.read(8)
    except OSError as error:
        raise FileAccessError(
            f"cannot read {name}: {error.strerror}; name a readable file"
        ) from error
    if ending in SHEETS:
        _stage_sheets(engine, name, file, reading, found)
    elif ending in PARQUET or start.startswith(b"PAR1"):
        _stage_parquet(engine, name, file, reading, found)
    elif start.startswith(b"PK\x03\x04"):
        _refuse(name, "this is a zip file or a spreadsheet: let its name end in .zip or .xlsx")
    else:
        _stage_text(engine, name, file, reading, found)


# Tables of text.


def _stage_text(
    engine: Engine, name: str, file: Path, reading: Reading, found: Staged
) -> None:
    plain, text = _as_utf8(engine, name, file, reading.encoding)
    skipped = 0
    told = _SEP_LINE.match(text)
    delimiter = reading.delimiter
    if told is not None:
        delimiter = delimiter or told[1]
        skipped, text = told[0].count("\n"), text[told.end() :]
    leading = len(text) - len(text.lstrip("\n"))
    headings, sign = headings_of(text, delimiter, name, skipped + 1)
    row = skipped + leading + 1
    layout = layout_of(headings, reading.columns, name, row)
    first = engine.one("SELECT count(*) FROM staged")
    names = [f"c{at}" for at in range(len(headings))]
    typed = ", ".join(f"{literal(column)}: 'VARCHAR'" for column in names)
    number = len(found.parts)
    rejects = f"rejects_{number}"
    source = (
        f"read_csv({literal(str(plain))}, auto_detect=false, header=true, skip={skipped + leading}, "
        f"delim={literal(sign)}, quote='\"', escape='\"', columns={{{typed}}}, strict_mode=true, "
        f"ignore_errors=true, store_rejects=true, rejects_table='{rejects}', "
        f"rejects_scan='{rejects}_scan', rejects_limit={_MOST_BAD}, max_line_size={_CHUNK}, "
        "nullstr='')"
    )
    _insert(engine, number, layout, names, source, name)
    bad = _bad_rows(engine, rejects)
    if plain != file:
        plain.unlink()
    if bad and (len(bad) >= _MOST_BAD or not reading.skip_bad_rows):
        raise TableError(name, bad)
    _refuse_swallowed(engine, number, layout, sign, name)
    rows = engine.one("SELECT count(*) FROM staged") - first
    found.parts.append(Part(name, number, layout, first, rows, row, tuple(bad), sign))


def _as_utf8(engine: Engine, name: str, file: Path, encoding: str | None) -> tuple[Path, str]:
    """Return a table of text that the database can read, and its beginning."""
    try:
        if encoding is None and _is_plain(file):
            with file.open("rb") as stream:
                return file, next(decoded(stream), "")
        target = engine.folder / "text.csv"
        start = ""
        with file.open("rb") as source, target.open("w", encoding="utf-8", newline="") as stream:
            for text in decoded(source, encoding):
                start = start or text
                stream.write(text)
    except EncodingError as error:
        raise TableError(name, [RowProblem(error.line, "", "", str(error))]) from None
    return target, start


def _is_plain(file: Path) -> bool:
    """Whether a file tells no other encoding than UTF-8, and its lines end in one way."""
    lone = pairs = lines = 0
    last = b""
    with file.open("rb") as stream:
        start = stream.read(4)
        if told_encoding(start) not in ("utf-8", "utf-8-sig"):
            return False
        stream.seek(0)
        while piece := stream.read(_CHUNK):
            lone += piece.count(b"\r")
            pairs += piece.count(b"\r\n") + (last == b"\r" and piece.startswith(b"\n"))
            lines += piece.count(b"\n")
            last = piece[-1:]
    return lone == 0 or (lone == pairs == lines)


def _insert(
    engine: Engine, number: int, layout: Layout, names: Sequence[str], source: str, name: str
) -> None:
    """Insert the rows of a source whose columns are texts."""
    import duckdb

    cells = [
        f"nullif(trim({quoted(names[layout.columns[f]])}), '')"
        if f in layout.columns
        else "NULL"
        for f in FIELDS
    ]
    every = ", ".join(map(quoted, names))
    try:
        engine.run(
            f"INSERT INTO staged SELECT {number}, {', '.join(cells)}, NULL, hash({every}) "
            f"FROM {source}"
        )
    except duckdb.Error as error:
        raise TableError(name, [_refused_by_database(error)]) from None


def _refused_by_database(error: Exception) -> RowProblem:
    """Return what the database says of a table in one line."""
    text = str(error)
    at = re.search(r"Line: (\d+)", text)
    told = re.sub(r"^[A-Za-z ]+ Error: ", "", text).split("\n")
    lines = [line for line in told if line and not line.startswith(("CSV Error", "Original Line"))]
    first = next((line for line in lines if not line.startswith(("Possible", "*", " "))), "")
    return RowProblem(int(at[1]) if at else 1, "", "", f"the table cannot be read: {first}")


_SAID = {
    "TOO MANY COLUMNS": "the row has more cells than there are headings: put text that holds the "
    "delimiter in quotes",
    "MISSING COLUMNS": "the row has fewer cells than there are headings: fill it up",
    "UNQUOTED VALUE": "quotes do not close where they should: close them, and double those inside",
    "INVALID ENCODING": "the row is not valid UTF-8: save the table as UTF-8, or name its encoding "
    "by --encoding, such as cp1252",
    "LINE SIZE OVER MAXIMUM": "the row is longer than any row should be: look for quotes that do "
    "not close",
}


def _bad_rows(engine: Engine, rejects: str) -> list[RowProblem]:
    rows = engine.rows(
        f"SELECT line, any_value(error_type), any_value(csv_line), any_value(error_message) "
        f"FROM {rejects} GROUP BY line ORDER BY line"
    )
    problems = []
    for line, kind, text, message in rows:
        told = _SAID.get(str(kind), str(message).split("\n", 1)[0])
        shown = " ".join((text or "").split())[:40]
        problems.append(RowProblem(int(line), "", shown, told))
    return problems


def _refuse_swallowed(
    engine: Engine, number: int, layout: Layout, sign: str, name: str
) -> None:
    """Refuse a table in which a cell holds rows, because its quotes close in a later one."""
    width = len(layout.headings)
    for field_, _ in layout.columns.items():
        column = quoted(field_)
        rows = engine.rows(
            f"SELECT rowid, {column} FROM staged WHERE part = {number} AND contains({column}, chr(10))"
            " LIMIT 1000"
        )
        for _, cell in rows:
            breaks = cell.count("\n")
            if width > 3 and cell.count(sign) == breaks * (width - 1):  # noqa: PLR2004
                shown = " ".join(cell.split())[:40]
                told = (
                    f"quotes that are opened in the column {layout.heading(field_)!r} close "
                    f"{breaks} lines further down, with all rows between them in one cell: close "
                    "them where they belong"
                )
                raise TableError(name, [RowProblem(1, "", shown, told)])


# Parquet.


def _stage_parquet(
    engine: Engine, name: str, file: Path, reading: Reading, found: Staged
) -> None:
    import duckdb

    source = f"read_parquet({literal(str(file))})"
    try:
        described = engine.rows(f"DESCRIBE SELECT * FROM {source}")
    except duckdb.Error as error:
        raise TableError(name, [_refused_by_database(error)]) from None
    headings = [str(row[0]) for row in described]
    types = [str(row[1]) for row in described]
    layout = layout_of(headings, reading.columns, name)
    first = engine.one("SELECT count(*) FROM staged")
    number = len(found.parts)
    cells = []
    exact = "NULL"
    for wanted in FIELDS:
        at = layout.columns.get(wanted)
        if at is None:
            cells.append("NULL")
            continue
        column = quoted(headings[at])
        if wanted == "amount" and re.match(r"(?:U?(?:TINY|SMALL|BIG|HUGE)?INT|INTEGER|UINTEGER|"
                                           r"FLOAT|DOUBLE|DECIMAL)", types[at]):
            exact = f"TRY_CAST({column} AS DOUBLE)"
        text = f"CAST({column} AS VARCHAR)"
        cells.append(f"nullif(trim({text}), '')")
    every = ", ".join(map(quoted, headings))
    try:
        engine.run(
            f"INSERT INTO staged SELECT {number}, {', '.join(cells)}, {exact}, hash({every}) "
            f"FROM {source}"
        )
    except duckdb.Error as error:
        raise TableError(name, [_refused_by_database(error)]) from None
    rows = engine.one("SELECT count(*) FROM staged") - first
    found.parts.append(Part(name, number, layout, first, rows))


# Spreadsheets.


def _stage_sheets(
    engine: Engine, name: str, file: Path, reading: Reading, found: Staged
) -> None:
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_path(str(file))
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise TableError(
            name, [RowProblem(1, "", "", f"the spreadsheet cannot be read: {error}")]
        ) from None
    refusals = []
    before = len(found.parts)
    for sheet_name in book.sheet_names:
        called = f"{name}[{sheet_name}]"
        try:
            sheet = book.get_sheet_by_name(sheet_name)
            _stage_sheet(engine, called, sheet.iter_rows(), reading, found)
        except calamine.WorksheetNotFound:
            found.unread.append(f"{called}: no sheet with cells")
        except calamine.CalamineError as error:
            refusals.append(f"{called}: {error}")
        except TableError as error:
            refusals.append(str(error.problems[0]))
            found.unread.append(f"{called}: {error.problems[0].message}")
    if len(found.parts) == before:
        _refuse(name, "; ".join(refusals) or "no sheet holds a table")


def _stage_sheet(
    engine: Engine, name: str, rows: Iterable[Sequence[Any]], reading: Reading, found: Staged
) -> None:
    cursor = enumerate(rows, start=1)
    at, header = next(((n, row) for n, row in cursor if any(map(_text, row))), (1, ()))
    if not header:
        raise TableError(name, [RowProblem(1, "", "", "the sheet is empty")])
    layout = layout_of([_text(cell) or "" for cell in header], reading.columns, name, at)
    first = engine.one("SELECT count(*) FROM staged")
    number = len(found.parts)
    engine.run(f"CREATE OR REPLACE TEMP TABLE sheet ({_sheet_columns()})")
    batch: list[tuple[Any, ...]] = []
    for _, row in cursor:
        batch.append(_sheet_row(number, layout, row))
        if len(batch) >= _ROWS:
            _append(engine, batch)
            batch = []
    _append(engine, batch)
    count = engine.one("SELECT count(*) FROM staged") - first
    found.parts.append(Part(name, number, layout, first, count, at))


def _sheet_columns() -> str:
    columns = ", ".join(f"{quoted(name)} VARCHAR" for name in FIELDS)
    return f"part USMALLINT, {columns}, exact DOUBLE, every VARCHAR"


def _sheet_row(number: int, layout: Layout, row: Sequence[Any]) -> tuple[Any, ...]:
    texts = [_text(cell) for cell in row]
    exact = None
    at = layout.columns.get("amount")
    if at is not None and at < len(row):
        cell = row[at]
        is_number = isinstance(cell, (int, float)) and not isinstance(cell, bool)
        exact = float(cell) if is_number else None
    places = (layout.columns.get(name) for name in FIELDS)
    cells = [None if at is None or at >= len(texts) else texts[at] for at in places]
    return (number, *cells, exact, "\x1f".join(text or "" for text in texts))


def _append(engine: Engine, batch: list[tuple[Any, ...]]) -> None:
    if not batch:
        return
    import pandas as pd

    names = ["part", *FIELDS, "exact", "every"]
    frame = pd.DataFrame(batch, columns=names, dtype=object)
    frame["part"] = frame["part"].astype("uint16")
    frame["exact"] = frame["exact"].astype("float64")
    for name in (*FIELDS, "every"):
        frame[name] = frame[name].astype("string")
    engine.connection.register("given", frame)
    fields = ", ".join(map(quoted, FIELDS))
    try:
        engine.run(
            f"INSERT INTO staged SELECT part, {fields}, CASE WHEN isnan(exact) THEN NULL ELSE exact END, "
            "hash(every) FROM given "
            "WHERE replace(every, chr(31), '') <> ''"
        )
    finally:
        engine.connection.unregister("given")


def _text(cell: Any) -> str | None:
    """Return what a cell of a spreadsheet holds as text; None where it holds nothing."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:  # noqa: PLR2004
        return str(int(cell))
    if isinstance(cell, (datetime, date)):
        return cell.isoformat(sep=" ") if isinstance(cell, datetime) else cell.isoformat()
    text = " ".join(str(cell).split())
    return text or None
