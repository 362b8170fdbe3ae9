"""A table becomes a data file, or every problem of every row is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.networks import data_of
from tests.properties import examples
from trafficroutes.dataset.importing import Imported, import_legs
from trafficroutes.dataset.loading import load_bytes
from trafficroutes.dataset.tables.reading import COLUMNS, RowProblem, TableError, read_table
from trafficroutes.errors import FileAccessError, TrafficRoutesError
from trafficroutes.model.names import fold
from trafficroutes.model.places import Gazetteer

KNOWN = data_of(
    "COL > GNB",
    regions={"COAST": ["GNB", "GIN"], "WIDE": ["R:COAST", "SEN"]},
    corridors={"west": {"name": "West Africa", "description": "By sea"}},
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def imported(folder: Path, text: str | bytes, **options: Any) -> Imported:
    table = folder / "my.csv"
    table.write_bytes(text if isinstance(text, bytes) else text.encode())
    return import_legs(table, data=KNOWN, updated="2026-01-31", **options)


def problems(folder: Path, text: str | bytes, **options: Any) -> list[str]:
    with pytest.raises(TableError) as caught:
        imported(folder, text, **options)
    return [str(problem) for problem in caught.value.problems]


def test_a_full_row_becomes_a_leg_with_all_that_it_says(folder: Path) -> None:
    found = imported(
        folder,
        "from,to,commodity,source,publisher,year,url,kind,reliability,locator,credibility,"
        "modes,years,quantity,unit,basis,note,corridor\n"
        "Colombia,gnb,Cocaine,World report,An office,2012,https://e.org,un_report,b,p. 5,2,"
        "sea_vessel; light aircraft,2005-2008,5-7,t per year,flow,a note,West Africa\n",
    )
    (leg,) = found.dataset.legs
    (citation,) = leg.citations
    assert (leg.id, leg.origin, leg.to, leg.corridors) == (
        "cocaine-COL-GNB",
        "COL",
        "GNB",
        ("west",),
    )
    assert (citation.locator, citation.credibility, citation.note) == ("p. 5", 2, "a note")
    assert citation.modes == ("sea_vessel", "air_private")
    assert (str(citation.years), str(citation.quantity)) == ("2005-2008", "5-7 t a year")
    source = found.dataset.source(citation)
    assert citation.source == "an-office-world-report-2012"
    assert (source.kind, source.reliability, source.year, source.url) == (
        "un_report",
        "B",
        2012,
        "https://e.org",
    )
    assert found.dataset.records.corridors == KNOWN.records.corridors
    assert found.dataset.records.grades == KNOWN.records.grades
    assert found.rows == 1
    assert len(found.notes) == 1  # the columns: nothing was filled in


def test_what_is_filled_in_is_told(folder: Path) -> None:
    found = imported(
        folder, "Origin;Destination;Drug;Title;Colour;Year\nPeru;Brazil;captagon;A paper;x;2010\n"
    )
    (leg,) = found.dataset.legs
    source = found.dataset.source(leg.citations[0])
    assert (source.kind, source.reliability, source.publisher) == ("press", "F", "not given")
    assert (leg.citations[0].locator, leg.citations[0].credibility) == ("not given", 6)
    assert found.dataset.commodity("captagon").unit == "t"
    told = "\n".join(found.notes)
    for words in (
        "split by semicolon: Origin (as from)",
        "'Colour' is not read",
        "'Year' is read as the year of publication",
        "commodity 'captagon' is new",
        "credibility 6 (cannot be judged) where none is given (rows: 1)",
        "locator 'not given' where none is given (rows: 1)",
        "reliability F (cannot be judged)",
        "kind press",
        "publisher 'not given'",
    ):
        assert words in told


def test_rows_of_one_crossing_become_one_leg(folder: Path) -> None:
    found = imported(
        folder,
        "from,to,commodity,source,corridors\n"
        "COL,GNB,cocaine,One,\nCOL,GNB,cocaine,Two,new way\nCOL,GNB,cocaine,One,\n",
    )
    (leg,) = found.dataset.legs
    assert [citation.source for citation in leg.citations] == ["one", "two"]
    assert leg.corridors == ("new-way",)
    assert "rows that repeat another, taken once: lines 4" in found.notes
    assert any("corridor 'new way' is new" in note for note in found.notes)


def test_rows_with_places_on_the_way_become_flows(folder: Path) -> None:
    found = imported(
        folder,
        "from,to,commodity,source,via,ordered\n"
        "COL,ESP,cocaine,One,Gambia; R:COAST,\nCOL,ESP,cocaine,One,Region COAST;Gambia,yes\n"
        "COL,ESP,cocaine,Two,Gambia; R:COAST,no\n",
    )
    assert found.dataset.legs == ()
    assert {(flow.id, flow.via, flow.ordered) for flow in found.dataset.records.flows} == {
        ("flow-cocaine-COL-ESP-via-GMB-R.COAST", ("GMB", "R:COAST"), False),
        ("flow-cocaine-COL-ESP-via-R.COAST-GMB-ordered", ("R:COAST", "GMB"), True),
    }
    assert any("became flows (2)" in note for note in found.notes)


def test_regions_of_the_known_data_come_along_with_what_they_hold(folder: Path) -> None:
    found = imported(folder, "from,to,commodity,source\nCOL,Region WIDE,cocaine,One\n")
    assert set(found.dataset.records.regions) == {"COAST", "WIDE"}
    assert found.dataset.places.members("R:WIDE") == {"GNB", "GIN", "SEN"}


def test_one_document_is_one_source_however_much_a_row_says_of_it(folder: Path) -> None:
    found = imported(
        folder,
        "from,to,commodity,source,publisher,year\n"
        "COL,GNB,cocaine,Report,,\nCOL,BRA,cocaine,report,An office,\n"
        "COL,VEN,cocaine,Report,,2012\nCOL,PER,cocaine,Report,Another,\n",
    )
    assert sorted(found.dataset.records.sources) == [
        "an-office-report-2012",
        "another-report",
    ]


def test_ids_that_would_be_the_same_get_numbers(folder: Path) -> None:
    found = imported(folder, "from,to,commodity,source\nCOL,GNB,cocaine,北\nCOL,BRA,cocaine,南\n")
    assert sorted(found.dataset.records.sources) == ["source", "source-2"]


def test_a_source_can_be_named_by_a_known_id(folder: Path) -> None:
    text = "from,to,commodity,source,reliability\nCOL,BRA,cocaine,a,A\nCOL,PER,cocaine,a,\n"
    found = imported(folder, text)
    assert found.dataset.records.sources == {"a": KNOWN.records.sources["a"]}
    (told,) = problems(folder, "from,to,commodity,source,reliability\nCOL,BRA,cocaine,a,C\n")
    assert told == (
        "line 2, column source: 'a': reliability 'C' of the known source a is 'A': leave the cell "
        "empty, or name the source by a title of its own"
    )


def test_every_problem_of_every_row_is_told_at_once(folder: Path) -> None:
    text = (
        "from,to,commodity,source,years,quantity,unit,modes,reliability,basis,publisher\n"
        'Gunea,Spain,cocaine,S,2010,"1,200",t,boot,G,flow,\n'
        "\n"
        "Spain,Spain,cocaine,S,soon,5,,land,B,,\n"
        'USSR,Micronesia,"","",2300,7-5,t,,,sold,\n'
        "Peru,Brazil,cocaine,S,,5,usd,,C,flow,\n"
        "Peru,Brazil,cocaine,S,,5,t,,,,\n"
    )
    told = problems(folder, text)
    expected = [
        ("line 2, column from", "unknown place 'Gunea'; did you mean Guinea"),
        ("line 2, column modes", "unknown mode 'boot'; did you mean sea_vessel?"),
        ("line 2, column quantity", "the comma can mean two things: write 1200 or 1.2"),
        ("line 2, column reliability", "'G' is no grade"),
        ("line 4, column quantity", "has no unit: add one"),
        ("line 4, column to", "it leads from ESP to itself"),
        ("line 4, column years", "'soon' is no period"),
        ("line 5, column basis", "unknown basis 'sold'"),
        ("line 5, column commodity", "the cell is empty"),
        ("line 5, column from", "'USSR' is a former state"),
        ("line 5, column quantity", "the range is reversed"),
        ("line 5, column source", "the cell is empty"),
        ("line 5, column to", "'Micronesia' has several meanings"),
        ("line 5, column years", "'2300' is no year"),
        ("line 6, column source", "reliability 'C' of 'S' is 'B' in a row above"),
        ("line 6, column unit", "usd is money"),
        ("line 7, column basis", "'basis' is missing: add basis: flow, seizure or capacity"),
    ]
    assert len(told) == len(expected)
    for line, (where, what) in zip(told, expected, strict=True):
        assert line.startswith(where)
        assert what in line


def test_bad_rows_can_be_left_out_but_not_all(folder: Path) -> None:
    text = "from,to,commodity,source\nGunea,Spain,cocaine,S\nPeru,Brazil,cocaine,T\n"
    found = imported(folder, text, skip_bad_rows=True)
    assert [leg.id for leg in found.dataset.legs] == ["cocaine-PER-BRA"]
    assert [problem.row for problem in found.skipped] == [2]
    assert set(found.dataset.records.sources) == {"t"}
    only_bad = text.replace("Peru", "Brazil")
    assert len(problems(folder, only_bad, skip_bad_rows=True)) == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"", "line 1: the table is empty"),
        (b"from,to,commodity,source\n", "line 1: no row follows the headings"),
        (b"a,b\n1,2\n", "no column from, to, commodity, source among the headings (a, b)"),
        (b"from,origin,to,drug,source\n", "'origin' and 'from' both mean 'from'"),
        (b"from,to,drug,source\nCOL,ESP,x,\xff\n", "line 2: byte 0xff is not valid UTF-8"),
        ("from,to\n".encode("utf-16"), "no column commodity, source"),
        (b"from,to\n\xff\xfe", "line 2: byte 0xff is not valid UTF-8"),
        (b'from,to,drug,source\nCOL,ESP,x,"y\n', "line 2: not CSV (unexpected end of data)"),
        (b"from,to,drug,source\nCOL,ESP,x,y,z\n", "the row has 5 cells under 4 headings"),
        ("from,to,drug,source\nCOL,ESP,北,y\n".encode(), "no id can be made of '北'"),
    ],
)
def test_a_table_that_cannot_be_read_says_why(folder: Path, text: bytes, message: str) -> None:
    assert message in "\n".join(problems(folder, text))


def test_names_that_come_too_near_are_refused(folder: Path) -> None:
    text = "from,to,drug,source\nCOL,ESP,a,y\nCOL,ESP,the a b,z\nCOL,ESP,b a,z\nCOL,ESP,of b,z\n"
    assert "line 5, column drug: 'of b' is too near to b" in problems(folder, text)[-1]


def test_rows_that_fit_two_documents_are_refused(folder: Path) -> None:
    text = "from,to,drug,source,year\nCOL,ESP,x,S,2010\nCOL,ESP,x,S,2011\nCOL,ESP,x,S,\n"
    assert problems(folder, text) == [
        "line 4, column source: 2 sources are called 'S': add the publisher and the year"
    ]


def test_a_missing_file_says_so(folder: Path) -> None:
    with pytest.raises(FileAccessError, match="cannot read"):
        import_legs(folder / "none.csv", data=KNOWN)


@pytest.mark.parametrize(
    ("delimiter", "start"), [(",", ""), (";", "\ufeff"), ("\t", ""), (";", "\r\n")]
)
def test_delimiters_are_found_and_a_byte_order_mark_is_no_matter(
    folder: Path, delimiter: str, start: str
) -> None:
    rows = [["From", "TO", "commodity", "Source"], ["COL", "GNB", "cocaine", '"One, two; three"']]
    text = start + "\r\n".join(delimiter.join(row) for row in rows)
    found = imported(folder, text)
    assert found.dataset.records.sources["one-two-three"].title == "One, two; three"


def test_lines_are_counted_through_cells_with_line_breaks(folder: Path) -> None:
    text = 'from,to,drug,source,note\nCOL,ESP,x,S,"a\nb"\nGunea,ESP,x,S,\n'
    assert problems(folder, text)[0].startswith("line 4, column from")


def test_a_point_in_a_table_split_by_semicolons(folder: Path) -> None:
    table = "from,to,drug,source,quantity,unit,basis\nCOL,ESP,cocaine,S,1.200,kg,flow\n"
    (leg,) = imported(folder, table).dataset.legs
    assert str(leg.citations[0].quantity) == "1.2 kg"
    (told,) = problems(folder, table.replace(",", ";"))
    assert told == (
        "line 2, column quantity: '1.200': the point can mean two things: write 1200 or 1.2, or "
        "say which sign parts decimals (--decimal)"
    )


@pytest.mark.parametrize("text", ["n/a", "N/A", "#N/A", "<NA>", "n.a.", "No.", "-", "Unknown"])
def test_words_for_nothing_are_no_places(folder: Path, text: str) -> None:
    rows = f"{text},ESP,cocaine,S,\nCOL,{text},cocaine,S,\nCOL,ESP,cocaine,S,{text}\n"
    told = problems(folder, f"from,to,drug,source,via\n{rows}")
    assert [line[: line.index(":")] for line in told] == [
        "line 2, column from",
        "line 3, column to",
        "line 4, column via",
    ]
    assert all("names no place: name one, or leave it out" in line for line in told)


def test_the_code_of_namibia_is_a_place(folder: Path) -> None:
    (leg,) = imported(folder, "from,to,drug,source\nNA,NO,cocaine,S\n").dataset.legs
    assert (leg.origin, leg.to) == ("NAM", "NOR")


def test_words_for_nothing_are_told_where_a_cell_may_be_empty(folder: Path) -> None:
    found = imported(
        folder,
        "from,to,drug,source,publisher,quantity,unit,basis,Mode,note\n"
        "COL,ESP,cocaine,S,NA,#N/A,-,N/A,unknown,n/a\nCOL,BRA,cocaine,S,NA,,,,,\n",
    )
    citation = found.dataset.legs[1].citations[0]
    assert (citation.quantity, citation.modes, citation.note) == (None, ("unknown",), "n/a")
    assert found.dataset.source(citation).publisher == "not given"
    said = "cells of column {!r} that say nothing, such as 'n/a', are empty: {}"
    for heading, count in (("publisher", 2), ("quantity", 1), ("unit", 1), ("basis", 1)):
        assert said.format(heading, count) in found.notes


@pytest.mark.parametrize("column", ["commodity", "source"])
def test_words_for_nothing_are_no_commodity_and_no_source(folder: Path, column: str) -> None:
    row = {"commodity": "cocaine", "source": "S", column: "NA"}
    told = problems(folder, f"from,to,{','.join(row)}\nCOL,ESP,{','.join(row.values())}\n")
    assert told == [f"line 2, column {column}: 'NA' says nothing: every row needs {column!r}"]


def test_other_titles_and_other_addresses_are_other_documents(folder: Path) -> None:
    found = imported(
        folder,
        "from,to,drug,source,url\n"
        "COL,ESP,cocaine,Herald 1/12/2010,\nCOL,ESP,cocaine,Herald 11/2/2010,\n"
        "COL,BRA,cocaine,A load,https://herald.example/2010/1/12\n"
        "COL,BRA,cocaine,A load,https://herald.example/2010/11/2\n"
        "COL,PER,cocaine,दिन,\nCOL,PER,cocaine,दान,\n"
        "COL,VEN,cocaine,!,\nCOL,VEN,cocaine,!?,\n",
    )
    assert len(found.dataset.records.sources) == 8
    assert all(len(leg.citations) == 2 for leg in found.dataset.legs)


def test_spellings_taken_for_one_document_are_told(folder: Path) -> None:
    found = imported(
        folder,
        "from,to,drug,source,url\nCOL,GNB,cocaine,The Report,https://www.a.org/x/\n"
        "COL,BRA,cocaine,report,http://a.org/x\n",
    )
    assert len(found.dataset.records.sources) == 1
    assert "taken for one document, by their titles: 'The Report' and 'report'" in found.notes


def test_numbers_in_names_of_goods_and_corridors_stay_apart(folder: Path) -> None:
    found = imported(
        folder,
        "from,to,drug,source,corridor\n"
        "COL,ESP,Type 1-12,S,Way 1-12\nCOL,ESP,Type 11-2,S,Way 11-2\n",
    )
    assert set(found.dataset.records.commodities) == {"type_1_12", "type_11_2"}
    assert set(found.dataset.records.corridors) == {"way-1-12", "way-11-2"}


@pytest.mark.parametrize("start", ["sep=;\r\n", '"sep=;"\n', "\ufeffSEP=;\n"])
def test_a_line_that_tells_the_delimiter_is_read(folder: Path, start: str) -> None:
    text = f"{start}from;to;drug;source;x,y,z,to\nCOL;ESP;cocaine;S;1\nGunea;ESP;cocaine;S;1\n"
    (told,) = problems(folder, text)
    assert told.startswith("line 4, column from: unknown place 'Gunea'")
    assert "split by semicolon" in imported(folder, text, skip_bad_rows=True).notes[0]


def test_a_delimiter_that_is_not_read_is_told(folder: Path) -> None:
    assert problems(folder, "sep=#\nfrom#to#drug#source\nCOL#ESP#cocaine#S\n") == [
        "line 1: 'sep=#' asks for '#' between cells: split by comma, semicolon or tab"
    ]


@pytest.mark.parametrize("rows", [1, 3, 3000])
def test_quotes_that_swallow_rows_are_refused(folder: Path, rows: int) -> None:
    swallowed = "COL,ESP,cocaine,T,a note\n" * (rows - 1)
    text = (
        "from,to,drug,source,note\nCOL,BRA,cocaine,S,\n"
        f'COL,ESP,cocaine,"S,a note\n{swallowed}COL,PER,cocaine,U",a note\nCOL,VEN,cocaine,S,\n'
    )
    (told,) = problems(folder, text)
    assert told.startswith("line 3: 'S,a note COL,")
    assert f"close {rows} line{'s' if rows > 1 else ''} further down, with all rows" in told


def test_quotes_that_never_close_are_told_with_their_line(folder: Path) -> None:
    text = 'from,to,drug,source\nCOL,BRA,cocaine,S\nCOL,ESP,cocaine,"S\n'
    (told,) = problems(folder, text + "COL,ESP,cocaine,T\n" * 10_000)
    assert told.startswith("line 3: not CSV (")
    assert "close the quotes" in told


@pytest.mark.parametrize(
    ("cell", "shown"), [("a\x1b[31mb", "U+001B"), ("a\u202eb", "U+202E"), ("a\x9bb", "U+009B")]
)
def test_characters_that_make_a_line_lie_are_refused(folder: Path, cell: str, shown: str) -> None:
    (told,) = problems(folder, f"from,to,drug,source,note\nCOL,ESP,cocaine,S,{cell}\n")
    assert told.isprintable()
    assert f"line 2, column note: {cell!r}: the invisible character {shown}" in told


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html", "C:\\me\\report.pdf"])
def test_addresses_that_lead_to_no_document_are_refused(folder: Path, url: str) -> None:
    (told,) = problems(folder, f"from,to,drug,source,url\nCOL,ESP,cocaine,S,{url}\n")
    assert told.startswith(f"line 2, column url: {url!r}: an address cannot begin with")
    assert told.endswith("give one that begins with https://, or none")


def test_no_heading_means_two_things() -> None:
    names = [fold(name) for found in COLUMNS.values() for name in found]
    assert len(names) == len(set(names))


HEADINGS = [name for names in COLUMNS.values() for name in names[:1]]
CELLS = st.one_of(
    st.sampled_from(
        [
            "COL",
            "Spain",
            "R:WIDE",
            "USSR",
            "cocaine",
            "captagon",
            "2005-2008",
            "5 t",
            "at least 5",
            "flow",
            "t_per_year",
            "yes",
            "land; rail",
            "A",
            "6",
            "Gambia; Mali",
            "a",
            "press",
            "",
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
)


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    headings = [*("from", "to", "commodity", "source"), *draw(st.sets(st.sampled_from(HEADINGS)))]
    rows = draw(
        st.lists(st.lists(CELLS, min_size=4, max_size=len(headings)), min_size=1, max_size=4)
    )
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    return "\n".join([",".join(dict.fromkeys(headings)), *quoted]).encode()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRAFFICROUTES_NO_CACHE", "1")
        yield tmp_path_factory.mktemp("tables")


@pytest.mark.slow
@given(raw=st.one_of(tables(), st.binary(max_size=60), st.text(max_size=60).map(str.encode)))
@settings(max_examples=examples(200))
def test_any_table_is_imported_or_refused_with_lines(place: Path, raw: bytes) -> None:
    for skip in (False, True):
        told: tuple[RowProblem, ...] = ()
        try:
            found = imported(place, raw, skip_bad_rows=skip)
        except TableError as error:
            told = error.problems
        else:
            again = load_bytes(found.text.encode(), "again.yaml")
            assert again.records == found.dataset.records
            assert found.rows >= 1
        assert all(problem.row >= 1 and problem.message for problem in told)


SOUND = st.tuples(
    st.sampled_from(["COL", "Peru", "R:WIDE"]),
    st.sampled_from(["Spain", "USA"]),
    st.sampled_from(["cocaine", "captagon"]),
    st.sampled_from(["One", "Two", "Three"]),
    st.sampled_from(["", "p. 1", "p. 2"]),
)


@pytest.mark.slow
@given(rows=st.lists(SOUND, min_size=1, max_size=8))
def test_every_row_is_a_citation_of_its_crossing(
    place: Path, rows: list[tuple[str, str, str, str, str]]
) -> None:
    text = "\n".join(["from,to,commodity,source,page", *(",".join(row) for row in rows)])
    found = imported(place, text)
    made = {
        (leg.origin, leg.to, leg.commodity, found.dataset.source(c).title, c.locator)
        for leg in found.dataset.legs
        for c in leg.citations
    }
    resolve = KNOWN.places.resolve
    assert made == {
        (resolve(a), resolve(b), c, title, page or "not given") for a, b, c, title, page in rows
    }


def test_a_problem_is_plain_values_too() -> None:
    with pytest.raises(TableError) as caught:
        read_table(b"", "x.csv")
    assert issubclass(TableError, TrafficRoutesError)
    assert issubclass(TableError, ValueError)
    assert caught.value.problems[0].to_dict() == {
        "row": 1,
        "column": "",
        "value": "",
        "message": "the table is empty: begin with headings",
    }


def test_units_modes_dates_and_names_of_the_un(folder: Path) -> None:
    found = imported(
        folder,
        "from,to,commodity,source,years,quantity,unit,basis,modes\n"
        "Peru,Brazil,Cocaine HCL,IDS,2014-11-03,341.61,Gram,seizure,Commercial air\n"
        'Peru,"Macau, SAR of China",cocaine,IDS,3.11.2014,5,Ounce,seizure,Private road\n'
        'Peru,"Congo, the Democratic Republic of the",Crack,IDS,Nov 2014,3,Pound,seizure,Other\n'
        "Peru,Chile,cocaine,IDS,2014,2,mg per year,flow,Commercial sea\n",
    )
    legs = {str(leg.to): leg for leg in found.dataset.legs}
    assert {str(leg.commodity) for leg in legs.values()} == {"cocaine"}
    told = {to: leg.citations[0] for to, leg in legs.items()}
    assert {to: str(one.quantity) for to, one in told.items()} == {
        "BRA": "0.34161 kg",
        "MAC": "0.141747615625 kg",
        "COD": "1.36077711 kg",
        "CHL": "2e-06 kg a year",
    }
    assert {to: one.modes for to, one in told.items()} == {
        "BRA": ("air_courier",),
        "MAC": ("land",),
        "COD": ("unknown",),
        "CHL": ("sea_vessel",),
    }
    assert {str(one.years) for one in told.values()} == {"2014"}


def test_what_can_be_two_years_or_a_month_is_refused(folder: Path) -> None:
    head = "from,to,commodity,source,years\nPeru,Brazil,cocaine,S,"
    (told,) = problems(folder, f"{head}2010-12\n")
    assert "'2010-12' can mean two things: write 2010, or 2010-2012" in told
    (leg,) = imported(folder, f"{head}2014-11\n").dataset.legs
    assert str(leg.citations[0].years) == "2014"
    (told,) = problems(folder, f"{head}2014-02-30\n")
    assert "is no period" in told


def test_what_is_counted_is_no_quantity(folder: Path) -> None:
    head = "from,to,commodity,source,quantity,unit,basis\nPeru,Brazil,cocaine,S,5,"
    (told,) = problems(folder, f"{head}Tablet,seizure\n")
    assert "'Tablet' is no weight: write t, kg, g or usd" in told


def test_headings_encoding_and_signs_may_be_told(folder: Path) -> None:
    text = (
        "DEPARTURE_COUNTRY|Ziel|drug|source|quantity|unit|basis\n"
        "Peru|R\u00e9union|cocaine|S|1.200,5|kg|seizure\n"
    )
    found = imported(
        folder,
        text.encode("cp1252"),
        columns={"from": "departure country", "to": ["Ziel", "Destination"]},
        encoding="cp1252",
        delimiter="bar",
        decimal=",",
    )
    (leg,) = found.dataset.legs
    assert (leg.to, str(leg.citations[0].quantity)) == ("REU", "1,200.5 kg")
    told = problems(folder, text.replace("\u00e9", "e"), columns={"from": "X"})
    assert "line 1: no column 'X', which is to be 'from'" in told


def test_problems_of_one_kind_are_told_together(folder: Path) -> None:
    rows = "Peru,Unknown,cocaine,S\n" * 2808 + "Peru,Gunea,cocaine,S\n"
    with pytest.raises(TableError) as caught:
        imported(folder, f"from,to,commodity,source\n{rows}")
    assert len(caught.value.problems) == 2809
    first, second = str(caught.value).splitlines()[1:]
    assert first.startswith("  lines 2, 3, 4 and 2,805 more, column to: 'Unknown' names no place")
    assert second.startswith("  line 2810, column to: unknown place 'Gunea'; did you mean Guinea")


def test_suggestions_are_worked_out_once_a_name(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    suggest = Gazetteer.suggestions

    def counted(places: Gazetteer, name: str) -> tuple[str, ...]:
        asked.append(name)
        return suggest(places, name)

    monkeypatch.setattr(Gazetteer, "suggestions", counted)
    rows = "Peru,Gunea,cocaine,S\n" * 50
    assert len(problems(folder, f"from,to,commodity,source\n{rows}")) == 50
    assert asked == ["Gunea"]
