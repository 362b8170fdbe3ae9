"""show, places, sources, info and validate on the small file."""

from __future__ import annotations

import json
from pathlib import Path

from tests.commands.conftest import Runner


def test_show_lists_roles_legs_figures_and_bodies(run: Runner) -> None:
    found = json.loads(run("show", "Tajikistan", "-f", "json").out)
    assert found["roles"] == {"heroin": ["transit"]}
    assert [leg["id"] for leg in found["legs_in"]] == ["AFG-TJK"]
    assert [leg["id"] for leg in found["legs_out"]] == ["TJK-RUS"]
    assert found["bodies"][0]["name"] == "CARICC"
    assert found["bodies"][0]["citations"][0]["locator"] == "p. 7"


def test_show_of_a_place_begins_with_a_sentence(run: Runner) -> None:
    assert run("show", "Guinea-Bissau").out.splitlines()[1] == (
        "1 leg leads into Guinea-Bissau and 2 out of it (cocaine), told by 2 documents; 1 figure "
        "is cited of it."
    )
    assert run("show", "Peru").out.splitlines()[1] == (
        "No leg from or to Peru is cited; there are 0 figures."
    )


def test_show_narrows_by_commodity_and_period(run: Runner) -> None:
    out = run("show", "Guinea-Bissau", "--year", "2007").out
    assert "Legs in" in out
    assert "Legs out" not in out
    assert "Legs in" not in run("show", "Guinea-Bissau", "--commodity", "heroin").out


def test_show_evidence_cites_every_part(run: Runner) -> None:
    out = run("show", "Guinea-Bissau", "--evidence").out
    evidence = out.partition("Evidence")[2]
    assert "UN office (2012): World report" in evidence
    assert "The Paper (undated): A load found" in evidence


def test_places_finds_regions_with_members(run: Runner) -> None:
    out = run("places", "Micronesia").out
    assert "R:MICRONESIA" in out
    assert "Guam" in out
    found = json.loads(run("places", "Ivory Coast", "-f", "json").out)["places"]
    assert [place["place"] for place in found] == ["CIV"]
    assert "R:WESTERN_AFRICA" in found[0]["regions"]


def test_places_without_a_match_suggests(run: Runner) -> None:
    found = run("places", "Gunea")
    assert found.code == 1
    assert "unknown place 'Gunea'; did you mean Guinea, " in found.err


def test_sources_lists_searches_and_cites(run: Runner) -> None:
    listed = json.loads(run("sources", "-f", "json").out)["sources"]
    assert [(source["id"], source["cited"]) for source in listed] == [("paper", 5), ("report", 8)]
    assert "report" not in run("sources", "load").out.split()
    one = run("sources", "report").out
    assert "UN office (2012): World report. https://example.org/report" in one
    assert "Colombia > Venezuela (cocaine)" in one
    missing = run("sources", "nothing like it")
    assert missing.code == 1
    assert "unknown source" in missing.err


def test_info_counts(run: Runner) -> None:
    found = json.loads(run("info", "-f", "json").out)
    assert found["legs"] == found["distinct_pairs"] == 7
    assert found["sources_cited"] == 2
    assert found["legs_with_quantity"] == 1
    assert found["years"] == [2006, 2011]
    # COL-BRA and GNB-ESP stand on the press alone; no leg has two independent
    # sources, because both reports of VEN-GNB repeat one estimate.
    assert found["share_press_only"] == 2 / 7
    assert found["share_two_independent"] == 0
    shown = run("info").out
    assert "28.6 %" in shown
    assert [row["name"] for row in found["by_corridor"]] == ["no corridor"]
    assert found["by_corridor"][0]["legs"] == 7
    assert "no corridor" in shown


def test_validate_says_that_a_file_is_sound(run: Runner, data_file: Path) -> None:
    found = run("validate", str(data_file))
    assert found.code == 0
    assert found.out.strip() == f"{data_file}: no problem found"


def test_validate_lists_every_problem_with_its_line(run: Runner, tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    text = (tmp_path / "small.yaml").read_text(encoding="utf-8")
    broken.write_text(text.replace("from: TJK", "from: Tajikstan"), encoding="utf-8")
    found = run("validate", str(broken))
    assert found.code == 1
    assert f"{broken}: 1 problem" in found.out
    assert "legs[6].from" in found.out
    assert "unknown country 'Tajikstan'; did you mean Tajikistan?" in found.out
    problems = json.loads(run("validate", str(broken), "-f", "json").out)["problems"]
    line = broken.read_text(encoding="utf-8").splitlines()[problems[0]["line"] - 1]
    assert line[problems[0]["column"] - 1 :].startswith("Tajikstan")


def test_a_query_on_a_broken_file_shows_the_same_problems(run: Runner, tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("format: 1\nlegs: []\n", encoding="utf-8")
    found = run("hubs", "Colombia", "Europe", data=str(broken))
    assert found.code == 1
    assert "'sources' is missing: add it" in found.err


def test_show_of_a_commodity_puts_the_sentence_first(run: Runner) -> None:
    lines = run("show", "cocaine", "--evidence").out.splitlines()
    assert lines[1].startswith("Cocaine has 5 legs between 5 countries, told by 6 citations about")
    assert lines[3].startswith("Legs")
    assert any(line.startswith("Evidence") for line in lines)
    found = json.loads(run("show", "cocaine", "-f", "json", "--top", "2").out)
    assert (found["kind"], found["coverage"]["legs"], len(found["legs"])) == ("commodity", 5, 2)
    assert found["producers"][0]["place"] == "COL"
    assert run("show", "cocaine", "--as", "place").code == 1
    assert run("show", "Spain", "--top", "3").code == 2
    assert "place, corridor or commodity 'nowhere'" in run("show", "nowhere").err


def test_show_chooses_by_the_same_kinds_as_the_library() -> None:
    from trafficroutes.analysis.records.naming import KINDS as LIBRARY
    from trafficroutes.commands.show import KINDS

    assert KINDS == LIBRARY
