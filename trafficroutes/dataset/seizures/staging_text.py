"""Tables of text into the database: their encoding, their headings, rows that are none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from trafficroutes.dataset.seizures.engine import Engine, literal, quoted
from trafficroutes.dataset.seizures.layout import FIELDS, Layout, headings_of, layout_of
from trafficroutes.dataset.seizures.parts import Reading, Staged, TablePart, refused_by_database
from trafficroutes.dataset.tables.encoding import EncodingError, decoded, told_encoding
from trafficroutes.dataset.tables.reading import RowProblem, TableError

_SEP_LINE = re.compile(r"\s*\"?sep=([^\n])\"?[ \t]*\n", re.IGNORECASE)
_CHUNK = 1 << 22
#: Rows that a table of texts may break its rules in before it is given up.
_MOST_BAD = 10_000
_SHOWN = 40  # characters of a row that a message repeats


def stage_text(engine: Engine, name: str, file: Path, reading: Reading, found: Staged) -> None:
    """Insert the rows of a table of text."""
    plain, text = _as_utf8(engine, name, file, reading.encoding)
    has_quotes = _has_quotes(plain)
    skipped = 0
    told = _SEP_LINE.match(text)
    delimiter = reading.delimiter
    if told is not None:
        delimiter = delimiter or told[1]
        skipped, text = told[0].count("\n"), text[told.end() :]
    leading = len(text) - len(text.lstrip("\n"))
    headings, sign = headings_of(text, delimiter, name, skipped + 1)
    row = skipped + leading + 1
    layout = layout_of(headings, reading.columns, name, row, likely=reading.likely)
    first = engine.one("SELECT count(*) FROM staged")
    names = [f"c{at}" for at in range(len(headings))]
    typed = ", ".join(f"{literal(column)}: 'VARCHAR'" for column in names)
    number = len(found.parts)
    rejects = f"rejects_{number}"
    source = (
        f"read_csv({literal(str(plain))}, auto_detect=false, header=true, skip={row - 1}, "
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
    if has_quotes:
        _refuse_swallowed(engine, number, layout, sign, name)
    rows = engine.one("SELECT count(*) FROM staged") - first
    found.parts.append(TablePart(name, number, layout, first, rows, row, tuple(bad), sign))


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


def _has_quotes(file: Path) -> bool:
    with file.open("rb") as stream:
        return any(b'"' in piece for piece in iter(lambda: stream.read(_CHUNK), b""))


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
        f"nullif(trim({quoted(names[layout.columns[f]])}), '')" if f in layout.columns else "NULL"
        for f in FIELDS
    ]
    every = ", ".join(map(quoted, names))
    try:
        engine.run(
            f"INSERT INTO staged SELECT {number}, {', '.join(cells)}, NULL, hash({every}) "
            f"FROM {source}"
        )
    except duckdb.Error as error:
        raise TableError(name, [refused_by_database(error)]) from None


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
        shown = " ".join((text or "").split())[:_SHOWN]
        problems.append(RowProblem(int(line), "", shown, told))
    return problems


def _refuse_swallowed(engine: Engine, number: int, layout: Layout, sign: str, name: str) -> None:
    """Refuse a table in which a cell holds rows, because its quotes close in a later one."""
    width = len(layout.headings)
    for field in layout.columns:
        column = quoted(field)
        rows = engine.rows(
            f"SELECT {column} FROM staged "
            f"WHERE part = {number} AND contains({column}, chr(10)) LIMIT {_MOST_BAD}"
        )
        for (cell,) in rows:
            breaks = cell.count("\n")
            if width > 3 and cell.count(sign) == breaks * (width - 1):  # noqa: PLR2004
                shown = " ".join(cell.split())[:_SHOWN]
                told = (
                    f"quotes that are opened in the column {layout.heading(field)!r} close "
                    f"{breaks} lines further down, with all rows between them in one cell: close "
                    "them where they belong"
                )
                raise TableError(name, [RowProblem(1, "", shown, told)])
