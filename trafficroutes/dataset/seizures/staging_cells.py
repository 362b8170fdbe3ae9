"""Parquet files and spreadsheets: tables whose cells have types."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from trafficroutes.dataset.seizures.engine import Engine, literal, quoted, trimmed
from trafficroutes.dataset.seizures.layout import layout_of
from trafficroutes.dataset.seizures.looking import WORDS
from trafficroutes.dataset.seizures.parts import (
    Reading,
    RowsAsked,
    TablePart,
    refuse,
    refused_by_database,
    rows_of,
)
from trafficroutes.dataset.tables.reading import RowProblem, TableError

_ROWS = 20_000
_NUMBERS = re.compile(r"(?:U?(?:TINY|SMALL|BIG|HUGE)?INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL)")
_POINTED = ("FLOAT", "DOUBLE")
_EXACT = 1e15  # whole numbers below it are written without exponent


def find_parquet(engine: Engine, name: str, file: Path, reading: Reading, number: int) -> TablePart:
    """Return the table of a Parquet file; numbers and dates keep their types."""
    import duckdb

    source = f"read_parquet({literal(str(file))})"
    try:
        described = engine.rows(f"DESCRIBE SELECT * FROM {source}")
    except duckdb.Error as error:
        raise TableError(name, [refused_by_database(error)]) from None
    headings = [str(row[0]) for row in described]
    types = [str(row[1]) for row in described]
    layout = layout_of(headings, reading.columns, name, likely=reading.likely)
    at = layout.columns.get("amount")
    exact = "NULL::DOUBLE"
    if at is not None and _NUMBERS.match(types[at]):
        exact = f"TRY_CAST({quoted(headings[at])} AS DOUBLE)"
    texts = [_typed(quoted(heading), kind) for heading, kind in zip(headings, types, strict=True)]

    def select(asked: RowsAsked) -> str:
        cells = [trimmed(text) for text in texts]
        for wanted, at in layout.columns.items():
            if wanted in WORDS:
                cells[at] = f"CAST(nullif({texts[at]}, '') AS {asked.types.get(wanted, 'VARCHAR')})"
        return rows_of(layout, cells, exact, source, asked.others)

    return TablePart(name, number, layout, select)


def _typed(column: str, kind: str) -> str:
    """Return, as SQL, what a typed cell is as text: whole numbers have no point."""
    text = f"CAST({column} AS VARCHAR)"
    return f"regexp_replace({text}, '\\.0$', '')" if kind in _POINTED else text


def find_sheets(
    engine: Engine, name: str, file: Path, reading: Reading, number: int, unread: list[str]
) -> list[TablePart]:
    """Return the tables of all sheets of a spreadsheet that hold records."""
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_path(str(file))
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise TableError(
            name, [RowProblem(1, "", "", f"the spreadsheet cannot be read: {error}")]
        ) from None
    refusals = []
    found: list[TablePart] = []
    for sheet_name in book.sheet_names:
        called = f"{name}[{sheet_name}]"
        try:
            sheet = book.get_sheet_by_name(sheet_name)
            rows = sheet.iter_rows()
            found.append(_sheet(engine, called, rows, reading, number + len(found)))
        except calamine.WorksheetNotFound:
            unread.append(f"{called}: no sheet with cells")
        except calamine.CalamineError as error:
            refusals.append(f"{called}: {error}")
        except TableError as error:
            refusals.append(str(error.problems[0]))
            unread.append(f"{called}: {error.problems[0].message}")
    if not found:
        refuse(name, "; ".join(refusals) or "no sheet holds a table")
    return found


def _sheet(
    engine: Engine, name: str, rows: Iterable[Sequence[Any]], reading: Reading, number: int
) -> TablePart:
    """Return the table of a sheet, whose cells are put into the database as texts."""
    cursor = enumerate(rows, start=1)
    at, header = next(((n, row) for n, row in cursor if any(map(_text, row))), (1, ()))
    if not header:
        raise TableError(name, [RowProblem(1, "", "", "the sheet is empty")])
    headings = [_text(cell) or "" for cell in header]
    layout = layout_of(headings, reading.columns, name, at, likely=reading.likely)
    names = [f"c{column}" for column in range(len(headings))]
    source = f"sheet_{number}"
    types = [*["VARCHAR"] * len(names), "DOUBLE"]
    engine.table(source, [], **dict(zip([*names, "exact"], types, strict=True)))
    blank = array("Q")
    batch: list[tuple[Any, ...]] = []
    for n, row in cursor:
        cells = [*map(_text, row)]
        if not any(cells):
            blank.append(n)
            continue
        cells = (cells + [None] * len(names))[: len(names)]
        batch.append((*cells, _exact(row, layout.columns.get("amount"))))
        if len(batch) >= _ROWS:
            engine.insert(source, batch, types)
            batch = []
    engine.insert(source, batch, types)

    def select(asked: RowsAsked) -> str:
        cells = [*names]
        for wanted, column in layout.columns.items():
            cells[column] = f"CAST({names[column]} AS {asked.types.get(wanted, 'VARCHAR')})"
        return rows_of(layout, cells, "exact", source, asked.others)

    return TablePart(name, number, layout, select, at, lambda: blank)


def _exact(row: Sequence[Any], at: int | None) -> float | None:
    """Return the amount of a row, where it is a number."""
    cell = row[at] if at is not None and at < len(row) else None
    is_number = isinstance(cell, (int, float)) and not isinstance(cell, bool)
    return float(cell) if is_number else None  # type: ignore[arg-type]


def _text(cell: Any) -> str | None:
    """Return what a cell of a spreadsheet holds as text; None where it holds nothing."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _EXACT:
        return str(int(cell))
    if isinstance(cell, (datetime, date)):
        return cell.isoformat(sep=" ") if isinstance(cell, datetime) else cell.isoformat()
    text = " ".join(str(cell).split())
    return text or None
