"""Parquet files and spreadsheets into the database: tables whose cells have types."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from trafficroutes.dataset.seizures.engine import Engine, literal, quoted
from trafficroutes.dataset.seizures.layout import FIELDS, Layout, layout_of
from trafficroutes.dataset.seizures.parts import (
    Reading,
    Staged,
    TablePart,
    refuse,
    refused_by_database,
)
from trafficroutes.dataset.tables.reading import RowProblem, TableError

_ROWS = 20_000
_NUMBERS = re.compile(r"(?:U?(?:TINY|SMALL|BIG|HUGE)?INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL)")
_EXACT = 1e15  # whole numbers below it are written without exponent


def stage_parquet(engine: Engine, name: str, file: Path, reading: Reading, found: Staged) -> None:
    """Insert the rows of a Parquet file; numbers and dates keep their types."""
    import duckdb

    source = f"read_parquet({literal(str(file))})"
    try:
        described = engine.rows(f"DESCRIBE SELECT * FROM {source}")
    except duckdb.Error as error:
        raise TableError(name, [refused_by_database(error)]) from None
    headings = [str(row[0]) for row in described]
    types = [str(row[1]) for row in described]
    layout = layout_of(headings, reading.columns, name, likely=reading.likely)
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
        if wanted == "amount" and _NUMBERS.match(types[at]):
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
        raise TableError(name, [refused_by_database(error)]) from None
    rows = engine.one("SELECT count(*) FROM staged") - first
    found.parts.append(TablePart(name, number, layout, first, rows))


def stage_sheets(engine: Engine, name: str, file: Path, reading: Reading, found: Staged) -> None:
    """Insert the rows of all sheets of a spreadsheet that hold records."""
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
        refuse(name, "; ".join(refusals) or "no sheet holds a table")


def _stage_sheet(
    engine: Engine, name: str, rows: Iterable[Sequence[Any]], reading: Reading, found: Staged
) -> None:
    cursor = enumerate(rows, start=1)
    at, header = next(((n, row) for n, row in cursor if any(map(_text, row))), (1, ()))
    if not header:
        raise TableError(name, [RowProblem(1, "", "", "the sheet is empty")])
    layout = layout_of(
        [_text(cell) or "" for cell in header], reading.columns, name, at, likely=reading.likely
    )
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
    found.parts.append(TablePart(name, number, layout, first, count, at))


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
            f"INSERT INTO staged SELECT part, {fields}, "
            "CASE WHEN isnan(exact) THEN NULL ELSE exact END, hash(every) "
            "FROM given WHERE replace(every, chr(31), '') <> ''"
        )
    finally:
        engine.connection.unregister("given")


def _text(cell: Any) -> str | None:
    """Return what a cell of a spreadsheet holds as text; None where it holds nothing."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _EXACT:
        return str(int(cell))
    if isinstance(cell, (datetime, date)):
        return cell.isoformat(sep=" ") if isinstance(cell, datetime) else cell.isoformat()
    text = " ".join(str(cell).split())
    return text or None
