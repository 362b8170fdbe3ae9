"""The sweep command on the small network, in every format."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from pathlib import Path

import pytest

from benchmarks.generate import write
from tests.commands.conftest import Runner
from trafficroutes.commands.sweep import ALL_ROWS, OVER
from trafficroutes.scenario.sweep.items import OVER as ALL_OVER
from trafficroutes.scenario.sweep.rows import kind_of

KEYS = {
    "commodity", "weighting", "origin", "destination", "countries", "legs", "scenarios",
    "results", "draws", "worlds_without_route", "tested", "not_tested", "more_together",
    "redundant", "warnings", "notes",
}  # fmt: skip


def test_table_ranks_sets(run: Runner) -> None:
    found = run("sweep", "Colombia", "Europe", "--size", "2", "--weighting", "equal")
    assert found.code == 0
    lines = found.out.splitlines()
    assert lines[0] == "Cocaine: sets of 2 countries, Colombia to Europe"
    # In 76 of 200 nothing arrives.
    assert lines[1] == "Only in 62 % of the draws of the evidence is there a route at all."
    assert any(
        "124 draws of the evidence" in line and "; left out: 76 in" in line for line in lines
    )
    assert lines[2].endswith(
        " set of 2 countries is Guinea-Bissau and Venezuela: 100 % (by the evidence 100 %) of what "
        "arrives passes one of them."
    )
    assert re.fullmatch(r"Without (it|them) nothing arrives by any cited route\.", lines[3])
    assert lines[4:7] == ["Not tested: no published shares.", "", "Best sets"]
    assert lines[8].split() == [
        *("1", "Guinea-Bissau,", "Venezuela", "100.0", "%", "100", "%"),
        *("nothing", "arrives"),
    ]
    assert "Redundant pairs: nearly all that passes one passes the other" in lines
    by_evidence = run("sweep", "Colombia", "Europe", "--size", "2").out.splitlines()
    assert by_evidence[:8] == [lines[0], *lines[2:9]]


def test_json_has_the_documented_keys(run: Runner) -> None:
    found = json.loads(
        run("sweep", "Colombia", "Europe", "--over", "both", "--top", "2", "-f", "json").out
    )
    assert set(found) == {
        "query", "dataset", "size", "over", "within", "protected", "scenarios", "answers",
        "no_route",
    }  # fmt: skip
    assert (found["size"], found["over"], found["within"]) == (1, "both", None)
    (answer,) = found["answers"]
    assert set(answer) == KEYS
    assert (answer["commodity"], answer["scenarios"]) == ("cocaine", 6)
    assert (answer["countries"], answer["legs"]) == (2, 4)
    assert answer["results"][0] == {
        "places": ["GNB"],
        "legs": [],
        "intercepted": 1.0,
        "cut_off": True,
        "rank": 1,
        "range_50": None,
        "range_90": None,
        "interval": [1.0, 1.0],
    }
    assert answer["more_together"] is None
    assert answer["redundant"] is None
    assert answer["notes"][-1].startswith("Cite as: trafficroutes")


def test_pairs_in_json(run: Runner) -> None:
    options = ("--size", "2", "--over", "legs", "--draws", "0", "-f", "json")
    found = json.loads(run("sweep", "Colombia", "Europe", *options).out)
    (answer,) = found["answers"]
    assert answer["draws"] == 0
    assert answer["results"][0]["interval"] is None
    (pair,) = answer["more_together"]
    assert set(pair) == {
        "places", "legs", "apart", "together", "expected", "both", "turned", "cut_off",
    }  # fmt: skip
    assert pair["legs"] == [["GNB", "ESP"], ["GNB", "R:EUROPE"]]
    assert pair["cut_off"] is True
    assert pair["turned"] == [1.0, 1.0]
    assert ["COL", "VEN"] in [leg for pair in answer["redundant"] for leg in pair["legs"]]


def test_legs_in_a_table(run: Runner) -> None:
    found = run("sweep", "Colombia", "Europe", "--size", "2", "--over", "legs").out
    assert "Cocaine: sets of 2 legs, Colombia to Europe" in found
    more = found.partition("Pairs that do more together than apart")[2].splitlines()
    assert more[2].startswith("Guinea-Bissau > Spain, Guinea-Bissau > Europe")


def test_csv_has_a_row_a_set(run: Runner) -> None:
    found = run("sweep", "Colombia", "Europe", "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(found.out)))
    assert [(row["rank"], row["set"]) for row in rows] == [
        ("1", "Guinea-Bissau"),
        ("1", "Venezuela"),
    ]
    assert [float(row["intercepted"]) for row in rows] == [1.0, 1.0]
    assert [(row["interval_low"], row["interval_high"]) for row in rows] == [("1.0", "1.0")] * 2


def test_all_sets_go_to_a_file_and_the_best_to_the_screen(run: Runner, tmp_path: Path) -> None:
    target = tmp_path / "sets.csv"
    found = run("sweep", "Colombia", "Europe", "--over", "both", "-o", str(target))
    assert found.out.startswith("Cocaine: sets of 1 country or leg, Colombia to Europe")
    assert target.read_text(encoding="utf-8").splitlines() == [
        "origin,destination,commodity,item_1,intercepted",
        *(f"COL,R:EUROPE,cocaine,{item},1.0" for item in ("GNB", "VEN", "COL>VEN")),
        *target.read_text(encoding="utf-8").splitlines()[4:6],
        "COL,R:EUROPE,cocaine,VEN>GNB,1.0",
    ]
    answer = tmp_path / "answer.json"
    found = run("sweep", "Colombia", "Europe", "-f", "json", "-o", str(answer))
    assert found.out == ""
    assert set(json.loads(answer.read_bytes())["answers"][0]) == KEYS


@pytest.mark.slow
def test_what_does_not_change_the_answer_is_not_cited(run: Runner, tmp_path: Path) -> None:
    target = str(tmp_path / "sets.csv")
    found = run("sweep", "Colombia", "Europe", "-o", target, "--resume", "--force").out
    assert found.endswith("sweep Colombia Europe\n")
    assert Path(target).exists()
    from trafficroutes.commands.sweep import _lasting

    given = ["sweep", "A", "--workers", "2", "--scheduler=tcp://a:1", "--size", "2", "--resume"]
    assert _lasting(given) == ["sweep", "A", "--size", "2"]


def test_many_ends_from_a_file(run: Runner, tmp_path: Path) -> None:
    ends = tmp_path / "ends.csv"
    rows = ["COL,Europe,cocaine", "Afghanistan,Russia,heroin", "Russia,Colombia,"]
    ends.write_text("\n".join(["origin,destination,commodity", *rows]), encoding="utf-8")
    found = run("sweep", "--pairs", str(ends))
    assert found.code == 0
    lines = found.out.splitlines()
    assert lines[:4] == [
        "Sets of 1 country, 2 pairs of ends",
        "3 sets between 2 pairs of ends were looked at",
        "No cited route: Russia > Colombia",
        "Not tested: no published shares.",
    ]
    assert [line.split()[:3] for line in lines[7:9]] == [
        ["Colombia", "Europe", "Cocaine"],
        ["Afghanistan", "Russia", "Heroin"],
    ]
    result = json.loads(run("sweep", "--pairs", str(ends), "-f", "json").out)
    assert result["query"]["origin"] is None
    assert [answer["origin"] for answer in result["answers"]] == ["COL", "AFG"]
    assert result["no_route"] == [{"origin": "RUS", "destination": "COL", "commodity": None}]


def test_all_sources_with_all_markets(run: Runner) -> None:
    result = json.loads(run("sweep", "--all-pairs", "-f", "json").out)
    ends = [(answer["origin"], answer["destination"]) for answer in result["answers"]]
    assert ends == [("COL", "BRA"), ("COL", "ESP"), ("AFG", "RUS")]
    many = run("sweep", "--all-pairs", "--commodity", "cocaine")
    assert "Sets of 1 country, 2 pairs of ends" in many.out


def test_too_few_countries(run: Runner) -> None:
    found = run("sweep", "Colombia", "Europe", "--size", "3")
    assert found.code == 0
    told = "There is no set of 3: only 2 countries can be taken out."
    assert found.out.splitlines()[1] == told
    assert "- Looked at: every set of exactly 3 of the 2 transit countries on routes" in found.out
    found = run(
        "sweep", "Colombia", "Europe", "--size", "2", "--within", "Western Africa", "-f", "csv"
    )
    assert "There is no set of 2: only 1 country can be taken out." in found.err
    assert "2 of the 1 transit countries on routes that lie in Western Africa" in found.err


@pytest.mark.slow
def test_a_sweep_too_large(run: Runner, tmp_path: Path) -> None:
    ends = ("COL", "R:EUROPE")
    size = {"places": 60, "legs": 600, "citations": 600, "sources": 9, "seed": 5}
    data = str(write(tmp_path / "wide.yaml", always=("COL", "ESP"), **size))
    found = run("sweep", *ends, "--size", "15", "--draws", "0", data=data)
    assert (found.code, found.out) == (1, "")
    assert re.match(r"Error: there are [\d,]{15,} sets of 15, which would take about", found.err)
    assert "`trafficroutes chokepoints COL R:EUROPE --budget 15`" in found.err
    few = ("--size", "1", "--force", "--draws", "0", "--top", "1")
    assert run("sweep", *ends, *few, data=data).code == 0


def test_wrong_use(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    for wrong in (
        ["Colombia"],
        ["Colombia", "Europe", "Spain"],
        ["Colombia", "Europe", "--all-pairs"],
        ["--pairs", "ends.csv", "--all-pairs"],
        [],
        ["Colombia", "Europe", "--size", "0"],
        ["Colombia", "Europe", "--seed", "-1"],
        ["Colombia", "Europe", "--resume"],
        ["Colombia", "Europe", "--resume", "-o", "answer.json"],
        ["Colombia", "Europe", "--workers", "2", "--scheduler", "tcp://127.0.0.1:1"],
        ["Colombia", "Europe", "--workers", "0"],
    ):
        found = run("sweep", *wrong)
        assert (found.code, found.out) == (2, ""), wrong
    assert "did you mean Venezuela" in run("sweep", "COL", "ESP", "--protect", "Venezuelia").err
    assert run("sweep", "Russia", "Colombia").code == 1
    monkeypatch.setitem(sys.modules, "distributed", None)
    found = run("sweep", "Colombia", "Europe", "--workers", "2")
    assert found.code == 1
    assert "-m pip install 'dask>=2024.8' 'distributed>=2024.8'" in found.err


def test_choices_are_those_of_the_library() -> None:
    assert OVER == ALL_OVER
    assert all(kind_of(Path(f"sets{suffix}")) for suffix in ALL_ROWS)
