"""Rows of several tables: which of them are one, and how messages count them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from tests.dataset.seizures.tables import HEAD, checked, imported, linked, table
from tests.fuzz.seizure_tables import shipped
from trafficroutes.dataset.seizures import decoding, looking
from trafficroutes.dataset.tables.numbers import UNCLEAR, NumberError, NumberMarks
from trafficroutes.dataset.tables.reading import TableError

HEADINGS = [*HEAD.split(","), "remark"]
ROWS = [
    ["Spain", "2014-11-03", "Cocaine", 12.5, "kg", "Colombia", "Brazil", "Spain", "Mail", "", "7"],
    ["Spain", "2014-11-04", "Cocaine", 3.0, "kg", "", "Brazil", "Spain", "Mail", "x", "7"],
    ["Italy", "2014-11-05", "Heroin", 0.25, "kg", "", "Türkiye", "Italy", "", "", "two words"],
]
ENDS = ("BRA", "ESP")


def written(folder: Path, kind: str, rows: list[list[object]] = ROWS) -> Path:
    """Write records as a table of a kind, with the types that cells have in it."""
    frame = pd.DataFrame(rows, columns=HEADINGS)
    file = folder / f"{kind}.{kind.partition('-')[0]}"
    if kind == "csv-turned":
        frame["amount"] = frame["amount"].map("{:.3f}".format)
        frame[[*reversed(HEADINGS)]].to_csv(file, index=False, sep=";")
    elif kind == "csv":
        frame.to_csv(file, index=False)
    else:
        frame["date"] = pd.to_datetime(frame["date"])
        frame["remark"] = [float(cell) if str(cell).isdigit() else cell for cell in frame["remark"]]
        if kind == "xlsx":
            with pd.ExcelWriter(file, engine="xlsxwriter") as book:
                frame.to_excel(book, index=False)
        else:
            frame["remark"] = frame["remark"].map(lambda c: f"{c:g}" if isinstance(c, float) else c)
            frame.to_parquet(file)
    return file


@pytest.mark.parametrize("other", ["csv-turned", "xlsx", "parquet"])
@pytest.mark.parametrize("is_first", [True, False])
def test_records_of_one_kind_of_file_are_found_again_in_another(
    tmp_path: Path, other: str, *, is_first: bool
) -> None:
    files = [written(tmp_path, "csv"), written(tmp_path, other)]
    found = imported(files if is_first else files[::-1])
    assert found.report.finding("exact-duplicates").rows == len(ROWS)
    assert [link.records for link in found.links] == [2, 1]


@pytest.mark.parametrize(("at", "changed"), [(3, 12.6), (1, "2014-11-13"), (10, "8"), (9, "y")])
@pytest.mark.parametrize("other", ["csv-turned", "xlsx", "parquet"])
def test_records_that_differ_in_one_cell_are_two(
    tmp_path: Path, other: str, at: int, changed: object
) -> None:
    rows = [[*row] for row in ROWS]
    rows[0][at] = changed
    files = [written(tmp_path, "csv"), written(tmp_path, other, rows)]
    assert checked(files).finding("exact-duplicates").rows == len(ROWS) - 1


def row(amount: str = "12.5", date: str = "2014-11-03", to: str = "Spain") -> str:
    return f'Spain,{date},Cocaine,"{amount}",kg,,Brazil,{to},Mail,'


@pytest.mark.parametrize(
    ("first", "second", "is_one"),
    [
        ({"amount": "1,200"}, {"amount": "1200.0"}, True),
        ({"amount": "n/a"}, {"amount": "many"}, False),
        ({"date": "3 Nov 2014"}, {"date": "2014-11-03"}, True),
        ({"date": "2014-11-03 00:00"}, {"date": "2014-11-03"}, True),
        ({"date": "2014-11-03 10:00"}, {"date": "2014-11-03 18:00"}, False),
        ({"date": "03/04/2014"}, {"date": "04/03/2014"}, False),
        ({"date": "spring"}, {"date": "autumn"}, False),
        ({"to": " Spain"}, {"to": "Spain "}, True),
        ({"to": "Spain"}, {"to": "ESP"}, False),
    ],
)
def test_numbers_and_dates_are_compared_as_they_are_read(
    tmp_path: Path, first: dict[str, str], second: dict[str, str], *, is_one: bool
) -> None:
    file = table(tmp_path, row(**first), row(**second), row("2.5"))
    assert checked(file).finding("exact-duplicates").rows == is_one


def test_columns_without_a_heading_of_their_own_count(tmp_path: Path) -> None:
    head = f"{HEAD},,,Seen by,seen-by"
    ends = (",a,b,x,y", ",b,a,x,y", ",a,b,y,x", ",a,b,x,y", ",,b,x,y", ",b,,x,y")
    file = table(tmp_path, *(row() + end for end in ends), head=head)
    assert checked(file).finding("exact-duplicates").rows == 1


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_blank_lines_are_rows_of_a_table_of_text(tmp_path: Path, end: str) -> None:
    lines = ["", HEAD, "", row(), "", "", '"Spain', '",,,,,,,,,', "", row("-1"), row("0"), "", ""]
    file = tmp_path / "records.csv"
    file.write_bytes(end.join(lines).encode())
    shown = checked(file).finding("amounts-impossible").examples
    # As a spreadsheet counts them: a line that is in quotes belongs to the row before it.
    assert [one.row for one in shown] == [9, 10]


def test_blank_lines_are_counted_where_no_quotes_are(tmp_path: Path) -> None:
    bare = row("-1").replace('"', "")
    file = table(tmp_path, "", bare, "", "", "too,few", "", bare.replace("-1", "-2"))
    with pytest.raises(TableError, match="line 6: 'too,few'"):
        checked(file)
    shown = checked(file, skip_bad_rows=True).finding("amounts-impossible").examples
    assert [one.row for one in shown] == [3, 8]


def test_blank_rows_of_a_sheet_are_counted(tmp_path: Path) -> None:
    file = tmp_path / "records.xlsx"
    blank = [None] * len(HEADINGS)
    rows = [blank, HEADINGS, blank, ROWS[0], blank, blank, [*ROWS[1][:3], -1.0, *ROWS[1][4:]]]
    with pd.ExcelWriter(file, engine="xlsxwriter") as book:
        pd.DataFrame(rows).to_excel(book, index=False, header=False)
    report = checked(file)
    assert report.rows == 2
    assert [one.row for one in report.finding("amounts-impossible").examples] == [7]


def test_the_last_amount_counts_as_much_as_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "_SAMPLE", 2)
    amounts = ("2.5", "3.5", "1,200", "4,5")
    first = table(tmp_path, *map(row, amounts), name="first.csv")
    link = linked(first)[ENDS]
    # Points and commas part decimals in one table: 1,200 may be two numbers.
    assert (link.weighed, link.kilograms) == (3, 10.5)
    second = table(tmp_path, row("1,200"), row("2.5"), row("-1"), name="second.csv")
    report = checked([second, first, second], rules={"exact-duplicates": "keep"})
    shown = report.finding("amounts-impossible").examples
    assert [(Path(one.table).name, one.row) for one in shown] == [("second.csv", 4)] * 2
    assert [one.row for one in report.finding("amounts-not-read").examples] == [4]


@pytest.mark.parametrize(("module", "name"), [(looking, "_MANY"), (decoding, "_MOST_WORDS")])
def test_many_different_words_are_read_as_few_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: object, name: str
) -> None:
    file = table(tmp_path, row(), row(" 3", date=" 2015"), row(to=" Italy "), row(to="Atlantis"))
    usual = imported(file)
    monkeypatch.setattr(module, name, 0)
    found = imported(file)
    assert (found.text, found.report) == (usual.text, usual.report)
    assert [link.years for link in usual.links] == [{2014: 1, 2015: 1}, {2014: 1}]


@pytest.mark.parametrize("column", [7, 9])
def test_bytes_that_are_no_text_are_told_far_down(tmp_path: Path, column: int) -> None:
    file = tmp_path / "records.csv"
    cells = row().encode().split(b",")
    cells[column] = b"\xff"
    rows = [HEAD.encode(), *[row().encode()] * 30_000, b",".join(cells)]
    file.write_bytes(b"\n".join(rows) + b"\n")
    with pytest.raises(TableError, match=r"line 30002: .* not valid UTF-8"):
        checked(file)
    assert checked(file, skip_bad_rows=True).rows == 30_000


ODD = (
    *("1e2", "1E2", "1_0", "1_000.5", "+5", "-5", "inf", "nan", "0x10", "5.", "/5", ".", ",", "5,"),
    *("1.5.", "1 000", "1d", "1f", "5\t", "\uff15", "007", "0", "1.5e", "1,5", "1.5", "12345678"),
    *(".5", ",5", "1.200", "1,200", "1.200,5", "1,200.5", "--5", "e5", "1.", "5%", "$5", "1'000"),
)


@pytest.mark.parametrize("decimal", [".", ",", None])
def test_the_database_reads_no_number_that_the_program_does_not(
    tmp_path: Path, decimal: str | None
) -> None:
    codes = sorted(place.code for place in shipped().places.everything if place.code.isalpha())
    places = [code for code in codes if code != "BRA"][: len(ODD)]
    marks = UNCLEAR if decimal is None else NumberMarks.of(decimal)
    file = table(tmp_path, *(row(text, to=to) for text, to in zip(ODD, places, strict=True)))
    links = linked(file, decimal=decimal)
    for text, to in zip(ODD, places, strict=True):
        try:
            meant = decoding.amount_of(text, marks)
        except NumberError:
            meant = None
        link = links["BRA", to]
        found = link.kilograms if link.weighed else None
        assert found == (pytest.approx(meant) if meant and 0 < meant <= 1e6 else None), text
