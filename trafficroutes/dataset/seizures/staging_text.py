"""Tables of text: their encoding, their headings, their rows as the database has them."""

from __future__ import annotations

import csv
import re
from array import array
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from trafficroutes.dataset.seizures.engine import Engine, literal, trimmed
from trafficroutes.dataset.seizures.layout import headings_of, layout_of
from trafficroutes.dataset.seizures.looking import MOST_BAD, WORDS
from trafficroutes.dataset.seizures.parts import Reading, RowsAsked, TablePart, rows_of
from trafficroutes.dataset.tables.encoding import EncodingError, decoded, told_encoding
from trafficroutes.dataset.tables.reading import RowProblem, TableError

_SEP_LINE = re.compile(r"\s*\"?sep=([^\n])\"?[ \t]*\n", re.IGNORECASE)
_CHUNK = 1 << 22


def find_text(engine: Engine, name: str, file: Path, reading: Reading, number: int) -> TablePart:
    """Return a table of text."""
    held = _held(file, b"\r", b'"')
    plain, text = _as_utf8(engine, name, file, reading.encoding, number, one_end=b"\r" not in held)
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
    has_quotes = b'"' in (held if plain is file else _held(plain, b'"'))

    def select(asked: RowsAsked) -> str:
        columns = [f"c{at}" for at in range(len(headings))]
        cells = [trimmed(column) for column in columns]
        kinds = dict.fromkeys(columns, "VARCHAR")
        for wanted, at in layout.columns.items():
            if wanted in WORDS:  # what is around a word is seen to where it is read
                cells[at] = columns[at]
                kinds[columns[at]] = asked.types.get(wanted, "VARCHAR")
        typed = ", ".join(f"{literal(column)}: {literal(kind)}" for column, kind in kinds.items())
        stored = (
            f", store_rejects=true, rejects_table={literal(asked.rejects)}, "
            f"rejects_scan={literal(asked.rejects + '_scan')}, rejects_limit={MOST_BAD}"
            if asked.rejects
            else ""
        )
        source = (
            f"read_csv({literal(str(plain))}, auto_detect=false, header=true, skip={row - 1}, "
            f"delim={literal(sign)}, quote='\"', escape='\"', columns={{{typed}}}, "
            f"strict_mode=true, ignore_errors=true, max_line_size={_CHUNK}, nullstr=''{stored})"
        )
        return rows_of(layout, cells, "NULL::DOUBLE", source, asked.others)

    blank = partial(_blank_rows, plain, sign, has_quotes=has_quotes)
    return TablePart(name, number, layout, select, row, blank, sign, has_quotes)


def _as_utf8(
    engine: Engine, name: str, file: Path, encoding: str | None, number: int, *, one_end: bool
) -> tuple[Path, str]:
    """Return a table of text that the database can read, and its beginning."""
    try:
        if encoding is None and _is_plain(file, one_end=one_end):
            with file.open("rb") as stream:
                return file, next(decoded(stream), "")
        target = engine.folder / f"text-{number}.csv"
        start = ""
        with file.open("rb") as source, target.open("w", encoding="utf-8", newline="") as stream:
            for text in decoded(source, encoding):
                start = start or text
                stream.write(text)
    except EncodingError as error:
        raise TableError(name, [RowProblem(error.line, "", "", str(error))]) from None
    return target, start


def _held(file: Path, *signs: bytes) -> set[bytes]:
    """Return which of some signs, of three bytes at most, stand in a file."""
    found: set[bytes] = set()
    end = b""
    with file.open("rb") as stream:
        while len(found) < len(signs) and (piece := stream.read(_CHUNK)):
            edge = end + piece[:2]
            found.update(sign for sign in signs if sign in piece or sign in edge)
            end = piece[-2:]
    return found


def _blank_rows(file: Path, delimiter: str, *, has_quotes: bool) -> Sequence[int]:
    """Return the numbers of the rows that hold nothing, from 1; lines in quotes are no rows."""
    found = array("Q")
    if not _held(file, b"\n\n", b"\n\r\n"):
        return found
    with file.open("r", encoding="utf-8", errors="replace", newline="") as stream:
        rows: Iterable[Sequence[str]] = (line.strip("\r\n") for line in stream)
        if has_quotes:
            rows = csv.reader(stream, delimiter=delimiter)
        with suppress(csv.Error):  # rows of such a table are refused by the database
            found.extend(number for number, row in enumerate(rows, start=1) if not row)
    return found


def _is_plain(file: Path, *, one_end: bool) -> bool:
    """Whether a file tells no other encoding than UTF-8, and its lines end in one way.

    They do where it has no carriage return (``one_end``).
    """
    lone = pairs = lines = 0
    last = b""
    with file.open("rb") as stream:
        if told_encoding(stream.read(4)) not in ("utf-8", "utf-8-sig"):
            return False
        if one_end:
            return True
        stream.seek(0)
        while piece := stream.read(_CHUNK):
            lone += piece.count(b"\r")
            pairs += piece.count(b"\r\n") + (last == b"\r" and piece.startswith(b"\n"))
            lines += piece.count(b"\n")
            last = piece[-1:]
    return lone == pairs == lines
