"""What stands in tables of seizure records: files, headings, numbers, dates, words."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pandas as pd
import pytest

from tests.dataset.seizures.tables import HEAD, checked, imported, linked, table
from trafficroutes.dataset.tables.mapping import MappedUnit, Mapping, Weight
from trafficroutes.dataset.tables.reading import TableError
from trafficroutes.errors import DataFileError, FileAccessError, QueryError

ROW = "Spain,2014-11-03,Cocaine,12.5,kg,Colombia,Brazil,Spain,Mail,"
ENDS = ("BRA", "ESP")


def row(amount: str, unit: str = "kg", date: str = "2014-11-03", to: str = "Spain") -> str:
    return f'Spain,{date},Cocaine,"{amount}",{unit},,Brazil,{to},Mail,'


@pytest.mark.parametrize(
    ("amounts", "kilograms"),
    [
        ([".5"], 0.5),
        (["1.200"], None),
        (["1,200"], None),
        (["1.200", "2.5"], 3.7),
        (["1,200", "2.5"], 1202.5),
        (["1,200", "2,5"], 3.7),
        (["1.200", "2,5"], 1202.5),
        (["1,200", "2.5", "2,5"], 5.0),
        (["1,234,567"], None),  # impossible
        (["12 000"], 12000.0),
        (["1.200,5"], 1200.5),
        (["n/a"], None),
        (["NA"], None),
        (["about 5"], None),
        (["0"], None),
        (["-3"], None),
        (["1e3"], 1000.0),
        (["9" * 400], None),
    ],
)
def test_amounts_are_read_in_one_way_or_not_at_all(
    tmp_path: Path, amounts: list[str], kilograms: float | None
) -> None:
    file = table(tmp_path, *(row(text, date=f"{2000 + n}") for n, text in enumerate(amounts)))
    link = linked(file)[ENDS]
    assert link.records == len(amounts)
    assert (link.kilograms if link.weighed else None) == pytest.approx(kilograms)


@pytest.mark.parametrize(("decimal", "kilograms"), [(".", 1200.0), (",", 1.2)])
def test_the_decimal_sign_may_be_told(tmp_path: Path, decimal: str, kilograms: float) -> None:
    file = table(tmp_path, row("1,200"))
    assert linked(file, decimal=decimal)[ENDS].kilograms == kilograms


def test_how_numbers_are_read_is_told(tmp_path: Path) -> None:
    notes = checked(table(tmp_path, row("1,200"), row("2.5"))).notes
    assert any(
        "the point parts decimals, as other amounts of it tell; '1,200' is read as 1,200" in note
        for note in notes
    )


def test_what_is_not_read_is_told_with_its_reason(tmp_path: Path) -> None:
    report = checked(table(tmp_path, row("1,200"), row("many"), row("n/a")))
    found = report.finding("amounts-not-read")
    assert (found.rows, found.action) == (2, "unweigh")
    told = {group.value: group.message for group in found.groups}
    assert "can mean two things" in told["1,200"]
    assert "--decimal" in told["1,200"]
    assert "no number" in told["many"]
    assert [shown.row for shown in found.examples] == [2, 3]


@pytest.mark.parametrize(
    ("dates", "years"),
    [
        (["2014-11-03"], {2014: 1}),
        (["03/04/2014", "2014"], {2014: 2}),
        (["2014-02-30"], {}),
        (["2099-01-01"], {}),
        (["1806-05-05"], {}),
        (["n/a"], {}),
        (["41000"], {}),
        (["Nov 2014"], {2014: 1}),
    ],
)
def test_dates(tmp_path: Path, dates: list[str], years: dict[int, int]) -> None:
    file = table(tmp_path, *(row(f"{n + 1}", date=text) for n, text in enumerate(dates)))
    assert linked(file)[ENDS].years == years


@pytest.mark.parametrize(
    ("unit", "kilograms"),
    [
        ("Gram", 0.002),
        ("mg", 2e-6),
        ("tonnes", 2000.0),
        ("Pound", 0.90718474),
        ("oz", 0.05669904625),
        ("Litre", 2.0),
        ("ml", 0.002),
        ("Tablet", None),
        ("Plant", None),
        ("bucket", None),
        ("", None),
        ("paper (1/10 gm)", 2e-4),
    ],
)
def test_units(tmp_path: Path, unit: str, kilograms: float | None) -> None:
    link = linked(table(tmp_path, row("2", unit)))[ENDS]
    assert (link.kilograms if link.weighed else None) == pytest.approx(kilograms, abs=1e-9)


def test_litres_and_tablets_weigh_as_asked(tmp_path: Path) -> None:
    litre, tablets = (
        table(tmp_path, row("2", unit), name=f"{unit}.csv") for unit in ("l", "pills")
    )
    assert linked(litre, rules={"litres": "unweigh"})[ENDS].weighed == 0
    weight = Weight(drug="cocaine", unit="tablet", kilograms=0.001, source="a laboratory")
    mapping = Mapping(format=1, weights=(weight,))
    assert linked(tablets, mapping=mapping)[ENDS].weighed == 0
    weighed = linked(tablets, mapping=mapping, rules={"tablets": "weigh"})
    assert weighed[ENDS].kilograms == pytest.approx(0.002)


def test_a_mapping_says_what_words_mean(tmp_path: Path) -> None:
    file = table(tmp_path, "Spain,2014,Snow,2,brick,,Netherlands Antilles,Spain,Zeppelin,")
    mapping = Mapping(
        format=1,
        units={"brick": MappedUnit(kilograms=1.5)},
        drugs={"snow": "cocaine"},
        places={"netherlands antilles": "Curaçao"},
        modes={"Zeppelin": "air_cargo"},
    )
    link = linked(file, mapping=mapping)["CUW", "ESP"]
    assert (link.commodity, link.kilograms, link.modes) == ("cocaine", 3.0, {"air_cargo": 1})


@pytest.mark.parametrize("kind", ["csv", "tsv", "xlsx", "parquet", "zip"])
def test_every_kind_of_file_tells_the_same(tmp_path: Path, kind: str) -> None:
    rows = [row(text, date=f"2014-11-0{n + 1}") for n, text in enumerate(("1.200", "7.25", "3"))]
    plain = table(tmp_path, *rows)
    frame = pd.read_csv(plain, parse_dates=["date"])
    file = tmp_path / f"other.{kind}"
    if kind == "xlsx":
        with pd.ExcelWriter(file, engine="xlsxwriter") as book:
            frame.iloc[:1].to_excel(book, sheet_name="2011", index=False)
            frame.iloc[1:].to_excel(book, sheet_name="2012", index=False)
            pd.DataFrame({"a": ["about"]}).to_excel(book, sheet_name="Read me", index=False)
    elif kind == "parquet":
        frame.to_parquet(file)
    elif kind == "zip":
        with zipfile.ZipFile(file, "w") as archive:
            archive.write(plain, "in/records.csv")
            archive.writestr("README.md", "nothing")
    else:
        frame.to_csv(file, sep="\t" if kind == "tsv" else ",", index=False)
    found = imported(file)
    (link,) = found.links
    assert (link.records, link.years) == (3, {2014: 3})
    assert link.kilograms == pytest.approx(11.45)
    assert len(found.report.not_tables) == (kind in ("zip", "xlsx"))


def test_several_tables_are_one(tmp_path: Path) -> None:
    first = table(tmp_path, ROW, name="a.csv")
    second = table(tmp_path, row("3"), ROW, name="b.csv")
    found = imported([first, second])
    assert found.links[0].records == 2
    repeated = found.report.finding("exact-duplicates").examples[0]
    assert (Path(repeated.table).name, repeated.row) == ("b.csv", 3)


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "the table is empty"),
        (b"drug,from,to\n", "no row follows the headings"),
        (b"a,b\n1,2\n", "no heading is known (a, b)"),
        (b"drug,from,to\nx,y\n", "line 2: 'x,y': the row has fewer cells"),
        (b"drug,from,to\nx,y,z\n1,2,3,4\n", "line 3: '1,2,3,4': the row has more cells"),
        (b'drug,from,to\n"x,y,z\n', "quotes do not close"),
        (b"drug,from,drug\na,b,c\n", "two columns are called 'drug'"),
        (b"drug,from,to\nCocaine,Peru,R\xe9union\n", "byte 0xe9 is not valid UTF-8"),
        (b"drug,from\nCocaine,Peru\n", "no column destination among the headings"),
        (b"drug,from,to\nCocaine,Peru,\n", "no record makes a link"),
        (b"PK\x03\x04whatever", "let its name end in .zip or .xlsx"),
        (b"PAR1whatever", "the table cannot be read"),
        (
            b'drug,from,to,amount,unit\n"a,b,c,1,kg\nd,e,f,1,kg\ng",h,i,1,kg\n',
            "quotes that are opened in the column 'drug' close 2 lines further down",
        ),
    ],
)
def test_what_is_no_table_is_refused_with_the_way_out(
    tmp_path: Path, raw: bytes, told: str
) -> None:
    file = tmp_path / "records.csv"
    file.write_bytes(raw)
    with pytest.raises(TableError) as error:
        imported(file)
    assert told in str(error.value)


@pytest.mark.parametrize("name", ["records.xlsx", "records.zip", "records.parquet"])
def test_what_is_no_file_of_its_kind_is_refused(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(b"nothing of the kind")
    with pytest.raises(TableError, match="cannot be read"):
        imported(file)


def test_rows_that_are_none_can_be_left_out(tmp_path: Path) -> None:
    file = table(tmp_path, "too,few", ROW, "n/a" + ",x" * 20, ROW.replace("12.5", "-1"))
    report = checked(file, skip_bad_rows=True)
    assert (report.rows, report.tables[0].bad_rows) == (2, 2)
    # Rows are told as they stand in the file.
    assert report.finding("amounts-impossible").examples[0].row == 5


def test_columns_are_found_in_many_languages_or_told(tmp_path: Path) -> None:
    spanish = "País de incautación,Fecha,Droga,Cantidad,Unidad,Procedencia,Destino"
    cells = "España,2014,Cocaína,2,kilogramos,Brasil,Spain"
    assert linked(table(tmp_path, cells, head=spanish))
    other = spanish.replace("Procedencia", "X1")
    with pytest.raises(TableError, match="no column departure"):
        linked(table(tmp_path, cells, head=other))
    assert linked(table(tmp_path, cells, head=other), columns={"departure": "X1"})
    with pytest.raises(TableError, match=r"no column 'X2', which is to be 'departure': there are"):
        linked(table(tmp_path, cells, head=other), columns={"departure": "X2"})


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"chain": "departure"}, "is no rule for links"),
        ({"decimal": "x"}, "parts no decimals"),
        ({"delimiter": "x"}, "parts no cells"),
        ({"columns": {"form": "drug"}}, "'form' is no field"),
        ({"rules": {"near-duplicate": "keep"}}, "did you mean near-duplicates"),
        ({"rules": {"litres": "leave-out"}}, "can be told to weigh or unweigh"),
        ({"updated": "yesterday"}, "is no date"),
    ],
)
def test_what_is_asked_wrongly_is_refused(
    tmp_path: Path, asked: dict[str, object], told: str
) -> None:
    with pytest.raises(QueryError, match=told):
        checked(table(tmp_path, ROW), **asked)


def test_files_that_are_not_there_are_told(tmp_path: Path) -> None:
    with pytest.raises(FileAccessError, match="no_such"):
        checked(tmp_path / "no_such.csv")
    with pytest.raises(FileAccessError, match="Is a directory"):
        checked(tmp_path)


def test_a_mapping_file_tells_all_its_problems(tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(
        "format: 1\ndecimal: x\nunits: {brick: {kilograms: 1, litres: 2}}\nrules: {litre: keep}\n"
    )
    with pytest.raises(DataFileError) as error:
        checked(table(tmp_path, ROW), mapping=mapping)
    assert [problem.line for problem in error.value.problems] == [2, 3, 4]


def test_headings_and_rows_survive_odd_names(tmp_path: Path) -> None:
    head = HEAD + ',"odd ""name"", it\'s; DROP TABLE staged"'
    assert linked(table(tmp_path, ROW + ",x", head=head))[ENDS].records == 1
