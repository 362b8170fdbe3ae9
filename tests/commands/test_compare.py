"""compare on the small network, in every format."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

from tests.commands.conftest import DATA, Runner

ASKED = ("compare", "--commodity", "cocaine", "--years", "2006-2009", "--with", "2010")
#: So weighted, a period leaves out what is not of it, and a leg may be gone from a draw.
EQUAL = (*ASKED, "--weighting", "equal")


def test_the_table_says_what_appears_and_disappears(run: Runner) -> None:
    """Until 2009: COL > BRA, VEN > GNB; in 2010: COL > VEN, GNB > ESP, GNB > Europe."""
    found = run(*EQUAL)
    assert found.code == 0
    lines = found.out.splitlines()
    assert lines[0] == "Cocaine: 2006-2009 compared with 2010"
    sides = json.loads(run(*EQUAL, "-f", "json").out)["answers"][0]
    assert [sides[side]["draws"]["without_route"] for side in ("before", "after")] == [17, 9]
    # 183 and 191 of 200.
    for line, name, part in zip(lines[1:], ("Before", "After"), (92, 96), strict=False):
        told = rf"{name}: [Oo]nly in {part} % of the draws of the evidence is there a leg at all\."
        assert re.fullmatch(told, line)
    # Spain appears, Brazil disappears, and of the others none changes its rank.
    assert lines[4].endswith("3 connections appear, 2 disappear and 0 stay.")
    assert lines[5] == ("Before: 2 connections, 4 countries, 2 documents; after: 3, 4, 2")
    assert lines[6] == (
        "Connections: 3 appear, 2 disappear, 0 stay; Jaccard 0.00; "
        "no rank correlation of the 0 on both sides"
    )
    brazil = next(line.split() for line in lines if line.startswith("Brazil"))
    assert brazil[:3] == ["Brazil", "BRA", "disappears"]
    assert "Evidence, not trade, may have changed" in found.out


def test_by_evidence_connections_come_and_go_and_places_stay(run: Runner) -> None:
    """Reports of other years weigh places on both sides, but make no connection of a side."""
    lines = run(*ASKED).out.splitlines()
    assert lines[1:4] == [
        (
            "From 2006-2009 to 2010 Colombia gains most (strength rank 2 to 1) and Venezuela loses "
            "most (strength rank 1 to 2)."
        ),
        "The evidence leaves open whether Colombia or Venezuela changed rank at all.",
        "3 connections appear, 2 disappear and 0 stay.",
    ]
    assert lines[4] == "Before: 2 connections, 5 countries, 2 documents; after: 3, 5, 2"
    assert lines[5].startswith("Connections: 3 appear, 2 disappear, 0 stay; Jaccard 0.00; ")
    assert lines[6].startswith("Countries: 0 appear, 0 disappear, 5 stay; Jaccard 1.00; ")
    assert not any("of the draws of the evidence" in line for line in lines)
    brazil = next(line.split() for line in lines if line.startswith("Brazil"))
    assert brazil[:3] == ["Brazil", "BRA", "stays"]
    assert any(
        "; connections are listed where something is reported of them in the years of a side, and "
        "shares stand on reports of other years too" in line
        for line in lines
    )


def test_by_evidence_documents_are_those_that_speak_of_the_years(run: Runner) -> None:
    """Of 2006-2008 the report alone says something, of 2009 the paper alone."""
    years = ("--years", "2006-2008", "--with", "2009")
    found = run("compare", "--commodity", "cocaine", *years, "--draws", "0").out
    lines = found.splitlines()
    assert lines[1] == (
        "From 2006-2008 to 2009 Colombia gains most (strength rank 3 to 1) and Venezuela loses "
        "most (strength rank 1 to 2)."
    )
    assert re.fullmatch(
        r"1 connections? appears?, 1 disappears? and (0 stay|none stays)\.", lines[2]
    )
    assert lines[3] == "Before: 1 connections, 5 countries, 1 documents; after: 1, 5, 1"
    assert "Of 2 connections on one side only, 2 stand on documents that say nothing" in found


def test_json_has_the_documented_keys(run: Runner) -> None:
    found = json.loads(run(*ASKED, "-f", "json").out)
    assert set(found) == {"query", "with_query", "dataset", "with_dataset", "answers"}
    assert found["query"]["years"] == [2006, 2009]
    assert found["with_query"]["years"] == [2010, 2010]
    (answer,) = found["answers"]
    assert set(answer) == {
        "commodity",
        "weighting",
        "by",
        "before",
        "after",
        "jaccard",
        "jaccard_places",
        "places",
        "legs",
        "correlation",
        "correlation_legs",
        "tested",
        "not_tested",
        "notes",
    }
    assert answer["by"] == "strength"
    assert answer["notes"][-1].startswith("Cite as: trafficroutes")


def test_between_two_ends_and_two_files(run: Runner, tmp_path: Path) -> None:
    """The other file has no leg from Guinea-Bissau to Spain, only one to Europe."""
    other = tmp_path / "other.yaml"
    start = DATA.index("  - {id: GNB-ESP")
    end = DATA.index("  - {id: GNB-EUR")
    other.write_text(DATA[:start] + DATA[end:], encoding="utf-8")
    found = run("compare", "Colombia", "Europe", "--with-data", str(other))
    assert found.code == 0
    assert found.out.splitlines()[0].startswith("Cocaine: all years compared with all years,")
    spain = next(line for line in found.out.splitlines() if "GNB-ESP" in line)
    assert "disappears" in spain
    assert "Countries: 0 appear, 0 disappear, 2 stay; Jaccard 1.00" in found.out


def test_csv_has_the_countries(run: Runner) -> None:
    rows = list(csv.DictReader(io.StringIO(run(*EQUAL, "-f", "csv").out)))
    assert {row["place"]: row["status"] for row in rows} == {
        "BRA": "disappears",
        "COL": "stays",
        "ESP": "appears",
        "GNB": "stays",
        "VEN": "stays",
    }
    rows = list(csv.DictReader(io.StringIO(run(*ASKED, "-f", "csv").out)))
    assert {row["place"]: row["status"] for row in rows} == dict.fromkeys(
        ("BRA", "COL", "ESP", "GNB", "VEN"), "stays"
    )


def test_top_counts_each_kind(run: Runner) -> None:
    answer = json.loads(run(*EQUAL, "--top", "1", "-f", "json").out)["answers"][0]
    assert [item["status"] for item in answer["places"]] == ["appears", "disappears", "stays"]
    assert "Connections (in brackets: evidence ranges): 2 of 5" in run(*EQUAL, "--top", "1").out


def test_ranks_and_values_stand_with_their_draws(run: Runner) -> None:
    spans = {"rank_before", "rank_after", "before", "after"}
    rows = list(csv.DictReader(io.StringIO(run(*ASKED, "-f", "csv").out)))
    assert {f"{key}_{end}" for key in spans for end in ("low", "high")} <= set(rows[0])
    guinea = next(row for row in rows if row["place"] == "GNB")
    assert float(guinea["before_low"]) <= float(guinea["before"]) <= float(guinea["before_high"])
    assert int(guinea["rank_after_low"]) <= int(guinea["rank_after_high"])
    text = run(*ASKED, "--draws", "50", "--seed", "3").out
    assert "middle 90 percent of 50 draws (seed 3)" in text
    assert "changed rank beyond the draws" in text


def test_no_draws_on_request(run: Runner) -> None:
    found = run(*ASKED, "--draws", "0").out
    assert "draws" not in found.split("Cite as")[0]
    assert "Connections: 3 appear" in found
    assert "vidence range" not in found
    answer = json.loads(run(*ASKED, "--draws", "0", "-f", "json").out)["answers"][0]
    assert answer["before"]["draws"] is None
    assert {item["interval_after"] for item in answer["places"]} == {None}
    assert run(*ASKED, "--draws", "-1").code == 2


def test_wrong_usage(run: Runner) -> None:
    for arguments, message in (
        (("compare", "--years", "2010"), "--with C-D or --with-data FILE"),
        (("compare", "--years", "2010", "--with", "soon"), "no period"),
        (("compare", "Mali", "--with", "2010"), "ORIGIN and DESTINATION, or neither"),
    ):
        found = run(*arguments)
        assert found.code == 2
        assert message in found.err


def test_no_difference_is_an_error(run: Runner) -> None:
    found = run("compare", "--years", "2010", "--with", "2010")
    assert found.code == 1
    assert "same period of the same file" in found.err


def test_since_is_both_sides(run: Runner) -> None:
    usual = ("compare", "--commodity", "cocaine", "--draws", "0")
    found = run(*usual, "--since", "2010\N{EN DASH}")
    assert found.out.splitlines()[0] == "Cocaine: until 2009 compared with since 2010"
    told = json.loads(run(*usual, "--since", "2010", "-f", "json").out)
    assert (told["query"]["years"], told["with_query"]["years"]) == ([None, 2009], [2010, None])
    for more in (["--years", "2006"], ["--with", "2006"], ["--with-data", "x.yaml"]):
        wrong = run(*usual, "--since", "2010", *more)
        assert wrong.code == 2
        assert "--since names both sides" in wrong.err
    wrong = run(*usual, "--since", "2006-2010")
    assert wrong.code == 2
    assert "no year to begin with" in wrong.err
    assert "--since Y" in run(*usual).err
