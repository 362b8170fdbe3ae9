"""Tables as files: CSV, Excel, Parquet."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from trafficroutes.errors import QueryError
from trafficroutes.exporting.tables import DataTable, Kind, TableBook, Value
from trafficroutes.model.safe_text import csv_cell
from trafficroutes.version import MADE_BY

if TYPE_CHECKING:
    import pyarrow as pa
    import xlsxwriter

#: What a sheet of Excel holds: rows, and characters of a cell.
ROWS, CHARACTERS = 1_048_576, 32_767
_WIDEST, _LEAST, _LOOKED_AT = 60, 8, 200
#: What Excel may take for a formula where the cell is edited, or saved as CSV.
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
_MARK = "\ufeff"


def csv_bytes(table: DataTable, *, excel: bool = False) -> bytes:
    """Return a table as CSV in UTF-8.

    A text that a spreadsheet would take for a formula has an apostrophe before it.

    Parameters
    ----------
    table : DataTable
    excel : bool
        With a byte order mark and line ends as Excel writes them, so that it opens the
        file with the right letters.
    """
    end = "\r\n" if excel else "\n"
    lines: Iterable[Iterable[Value]] = (table.names, *table.rows)
    text = "".join(f"{','.join(map(_csv, line))}{end}" for line in lines)
    return ((_MARK if excel else "") + text).encode()


def _csv(value: Value) -> str:
    if value is None:
        return ""
    return csv_cell(value) if isinstance(value, str) else str(value)


def xlsx_bytes(book: TableBook) -> bytes:
    """Return tables as an Excel workbook: a sheet a table, the first row its keys.

    Texts are texts whatever they begin with, numbers are numbers. The date of making is
    that of the data, so that the same tables give the same bytes.

    Raises
    ------
    QueryError
        A table or a text is larger than a sheet or a cell holds.
    """
    import xlsxwriter

    stream = io.BytesIO()
    made = datetime.fromisoformat(book.updated).replace(tzinfo=UTC)
    settings = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    workbook = xlsxwriter.Workbook(stream, settings)
    about = {"title": book.title, "author": MADE_BY, "created": made.replace(tzinfo=None)}
    workbook.set_properties(about)
    head = workbook.add_format({"bold": True, "bottom": 1})
    quoted = workbook.add_format({"quote_prefix": True})
    for table in book.tables:
        _sheet(workbook, table, head, quoted)
    workbook.close()
    return stream.getvalue()


def _sheet(workbook: xlsxwriter.Workbook, table: DataTable, head: Any, quoted: Any) -> None:
    if len(table) >= ROWS:
        raise QueryError(
            f"{table.name} has {len(table):,} rows, a sheet of Excel holds {ROWS - 1:,}: export "
            "a part, or a .parquet or .sqlite file"
        )
    sheet = workbook.add_worksheet(table.name)
    for at, name in enumerate(table.names):
        sheet.write_string(0, at, name, head)
        sheet.set_column(at, at, _width(table, at))
    for number, row in enumerate(table.rows, start=1):
        for at, value in enumerate(row):
            if isinstance(value, str):
                _check_length(table, number, value)
                sheet.write_string(number, at, value, quoted if value[:1] in _FORMULAS else None)
            elif isinstance(value, bool):
                sheet.write_boolean(number, at, value)
            elif value is not None:
                sheet.write_number(number, at, value)
    sheet.freeze_panes(1, 0)
    if table.rows:
        sheet.autofilter(0, 0, len(table), len(table.columns) - 1)


def _check_length(table: DataTable, number: int, text: str) -> None:
    if len(text) > CHARACTERS:
        raise QueryError(
            f"row {number} of {table.name} has a text of {len(text):,} characters, a cell of "
            f"Excel holds {CHARACTERS:,}: export a .csv, .parquet or .sqlite file"
        )


def _width(table: DataTable, at: int) -> int:
    """Return how wide a column is, in characters, by its first cells."""
    shown = [len(str(row[at])) for row in table.rows[:_LOOKED_AT] if row[at] is not None]
    return min(_WIDEST, max([_LEAST, len(table.names[at]) + 2, *shown]))


def parquet_bytes(table: DataTable) -> bytes:
    """Return a table as a Parquet file, each column with its own type."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    stream = io.BytesIO()
    arrays = {
        column.name: pa.array(
            [_number(row[at], column.kind) for row in table.rows], _type_of(column.kind)
        )
        for at, column in enumerate(table.columns)
    }
    pq.write_table(pa.table(arrays, metadata={"made_by": MADE_BY}), stream)
    return stream.getvalue()


def _number(value: Value, kind: Kind) -> Value:
    return float(value) if kind == "number" and value is not None else value


def _type_of(kind: Kind) -> pa.DataType:
    import pyarrow as pa

    kinds = {"text": pa.string(), "whole": pa.int64(), "number": pa.float64(), "truth": pa.bool_()}
    return kinds[kind]
