"""The chokepoints command on the small network, in every format."""

from __future__ import annotations

import csv
import io
import json
import re

from tests.commands.conftest import Runner


def test_table_says_what_stands_between(run: Runner) -> None:
    found = run("chokepoints", "Colombia", "Europe")
    assert found.code == 0
    lines = found.out.splitlines()
    assert lines[0] == "Cocaine: chokepoints, Colombia to Europe"
    assert lines[1:3] == [
        "Every cited route passes Venezuela and Guinea-Bissau.",
        "To stop all, at least 1 country has to be closed.",
    ]
    assert "Smallest cut: 1 country; there are 2 such sets" in lines
    assert "Smallest leg cut: 1 leg; there are 2 such sets" in lines
    assert "Capacity: none is cited for a leg on these routes" in lines
    row = next(line.split() for line in lines if line.startswith("Guinea-Bissau"))
    assert row == ["Guinea-Bissau", "GNB", "1", "100.0", "%", "100.0", "%", "report", "+1"]
    best = found.out.partition("that most of the arriving goods pass")[2].splitlines()
    whole = ["100.0", "%", "100", "%"]
    rest = [*whole, "proven", "Guinea-Bissau", *whole]
    assert best[2].split() == ["1", "Guinea-Bissau", "100.0", "%", *rest]
    assert "Countries in a smallest cut, in draws: most often 1 (100.0 %), 1 in all" in lines
    none = run("chokepoints", "Colombia", "Europe", "--draws", "0").out
    assert "Evidence range" not in none
    assert "in draws" not in none


def test_json_has_the_documented_keys(run: Runner) -> None:
    found = json.loads(run("chokepoints", "Colombia", "Europe", "-f", "json").out)
    assert set(found) == {"query", "dataset", "answers"}
    (answer,) = found["answers"]
    assert set(answer) == {
        "commodity", "weighting", "cuts_of", "direct", "direct_legs", "unavoidable", "cut_size",
        "cuts",
        "cuts_complete", "membership", "hub_shares", "hub_ranges", "leg_cut_size", "leg_cuts",
        "leg_cuts_complete", "capacity_cut", "articulation", "bridges", "protected", "max_flow",
        "flow_unit", "budget", "draws", "tested", "not_tested", "in_draws", "citations", "warnings",
        "notes",
    }  # fmt: skip
    assert answer["direct"] is False
    assert answer["unavoidable"] == ["VEN", "GNB"]
    assert (answer["cut_size"], answer["cuts"]) == (1, [["GNB"], ["VEN"]])
    assert answer["cuts_complete"] is True
    assert answer["membership"] == {"GNB": 1, "VEN": 1}
    assert answer["budget"][0] == {
        "k": 1,
        "objective": "most_intercepted",
        "exact": ["GNB"],
        "value": 1.0,
        "bound": 1.0,
        "proven": True,
        "greedy": ["GNB"],
        "greedy_value": 1.0,
        "range_50": None,
        "range_90": None,
        "interval": [1.0, 1.0],
        "greedy_range_50": None,
        "greedy_range_90": None,
        "greedy_interval": [1.0, 1.0],
        "membership": {"GNB": 1.0},
    }
    assert answer["notes"][-1].startswith("Cite as: trafficroutes")


def test_budget_runs_from_one_to_k(run: Runner) -> None:
    found = json.loads(run("chokepoints", "Colombia", "Europe", "--budget", "10", "-f", "json").out)
    lines = found["answers"][0]["budget"]
    assert [line["k"] for line in lines] == [*range(1, 11), *range(1, 11)]
    assert {line["objective"] for line in lines} == {"most_intercepted", "least_max_flow"}


def test_protecting_everything_says_that_there_is_no_cut(run: Runner) -> None:
    found = run(
        "chokepoints", "Colombia", "Europe", "--protect", "Venezuela", "--protect", "Guinea-Bissau"
    )
    assert found.code == 0
    assert found.out.splitlines()[1:3] == [
        "Every cited route passes Venezuela and Guinea-Bissau.",
        "No set of countries stops all while Guinea-Bissau and Venezuela cannot be closed.",
    ]
    assert "Smallest cut:" not in found.out


def test_a_direct_leg_is_named(run: Runner) -> None:
    found = run("chokepoints", "Tajikistan", "Russia")
    assert "arrive without passing a transit country, over Tajikistan > Russia: no set" in found.out
    assert re.search(
        r"^(All|Some) of it arrives without passing any transit country, which no set of countries "
        r"stops\.$",
        found.out,
        re.MULTILINE,
    )
    assert "To stop all" not in found.out
    assert "Nothing arrives otherwise, so there is no country to cut" in found.out


def test_evidence_of_the_countries_shown(run: Runner) -> None:
    found = run("chokepoints", "Colombia", "Europe", "--evidence").out
    assert "UN office (2012): World report" in found.partition("Evidence for Guinea-Bissau")[2]


def test_csv_has_a_row_a_country(run: Runner) -> None:
    found = run("chokepoints", "Colombia", "Europe", "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(found.out)))
    assert [(row["place"], row["cuts"]) for row in rows] == [("GNB", "1"), ("VEN", "1")]
    assert "Smallest cut: 1 country" in found.err


def test_wrong_use(run: Runner) -> None:
    assert run("chokepoints", "Colombia", "Europe", "--budget", "0").code == 2
    assert run("chokepoints", "Colombia", "Europe", "--limit", "0").code == 2
    unknown = run("chokepoints", "Colombia", "Europe", "--protect", "Venezuelia")
    assert unknown.code == 1
    assert "did you mean Venezuela" in unknown.err
    assert run("chokepoints", "Russia", "Colombia").code == 1
