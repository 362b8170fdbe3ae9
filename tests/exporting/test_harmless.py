"""No cell of a table runs anything, and numbers stay numbers."""

from __future__ import annotations

import csv
import io
import unicodedata
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exporting.samples import NASTY, sample, written
from trafficroutes.errors import QueryError
from trafficroutes.exporting.answer import Exported
from trafficroutes.exporting.table_files import CHARACTERS, csv_bytes, xlsx_bytes
from trafficroutes.exporting.tables import DataColumn, TableBook, table_of

TEXT_AND_NUMBER = (DataColumn("text"), DataColumn("number", "number"))


@given(st.text(max_size=20), st.floats(allow_nan=False, allow_infinity=False))
def test_a_text_is_no_formula_and_a_number_is_one(text: str, number: float) -> None:
    written = csv_bytes(table_of("t", TEXT_AND_NUMBER, [[text, number]])).decode()
    _, row = csv.reader(io.StringIO(written, newline=""))
    assert not row[0].startswith(("=", "+", "-", "@", "\t", "\r"))
    # Spaces of all widths, which Python calls unprintable, steer nothing.
    assert all(c in "\n\r\t" or unicodedata.category(c) != "Cc" for c in row[0])
    assert float(row[1]) == pytest.approx(number, rel=1e-8, abs=1e-11)


def test_excel_takes_texts_for_texts(tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(written(Exported(sample()), "xlsx", tmp_path))
    head, *rows = workbook["citations"].iter_rows()
    at = [cell.value for cell in head].index("note")
    told = {row[at].value: row[at] for row in rows if row[at].value}
    assert set(told) == {NASTY, "-5 degrees"}
    for cell in told.values():
        assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_numbers_in_excel_are_numbers(tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(written(Exported(sample()), "xlsx", tmp_path))
    head, *rows = workbook["places"].iter_rows()
    at = [cell.value for cell in head].index("longitude")
    assert {row[at].data_type for row in rows} == {"n"}
    assert any(row[at].value < 0 for row in rows)


def test_csv_for_excel_begins_with_a_mark(tmp_path: Path) -> None:
    marked = written(Exported(sample()), "csv", tmp_path, what="sources", excel=True).read_bytes()
    plain = written(Exported(sample()), "csv", tmp_path, what="sources").read_bytes()
    assert marked.startswith(b"\xef\xbb\xbf")
    assert marked.decode("utf-8-sig").replace("\r\n", "\n") == plain.decode()
    assert "“déjà”" in plain.decode()


def test_what_a_sheet_cannot_hold_is_refused() -> None:
    table = table_of("t", [DataColumn("text")], [["x" * (CHARACTERS + 1)]])
    with pytest.raises(QueryError, match="row 1 of t has a text of 32,768 characters"):
        xlsx_bytes(TableBook("t", "2026-01-01", (table,)))
