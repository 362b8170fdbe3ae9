"""legs on the small file."""

from __future__ import annotations

import csv
import io
import json

from tests.commands.conftest import Runner


def test_the_sentence_comes_first_then_the_citations(run: Runner) -> None:
    found = run("legs", "Venezuela", "Guinea-Bissau")
    lines = found.out.splitlines()
    assert lines[1] == (
        "That cocaine goes from Venezuela to Guinea-Bissau is told by 2 citations of 2 documents "
        "(1 of the press, 1 of the UN), about 2006 to 2008. The best of them is graded A2, but "
        "they count as one report, since they share a document or an estimate."
    )
    assert lines[3] == "Citations, the newest first"
    assert "moves: 40-47 t a year" in found.out
    assert "same estimate" in found.out


def test_json_and_csv_hold_a_citation_a_row(run: Runner) -> None:
    told = json.loads(run("legs", "VEN", "GNB", "-f", "json").out)
    assert [c["source"] for c in told["citations"]] == ["report", "paper"]
    assert told["citations"][0]["claim"] == "flow"
    assert told["query"]["kind"] == "between"
    assert told["notes"][-1].startswith("Cite as: ")
    rows = list(csv.DictReader(io.StringIO(run("legs", "VEN", "GNB", "-f", "csv").out)))
    assert [(row["source"], row["grade"], row["entry"]) for row in rows] == [
        ("report", "A2", "VEN-GNB"),
        ("paper", "B3", "VEN-GNB"),
    ]
    assert (
        len(json.loads(run("legs", "VEN", "GNB", "-f", "json", "--top", "1").out)["citations"]) == 1
    )
    assert run("legs", "VEN", "GNB", "-f", "markdown").out.startswith("## Venezuela to Guinea")


def test_a_region_and_one_leg(run: Runner) -> None:
    out = run("legs", "Guinea-Bissau", "Europe").out
    assert "2 legs lead from Guinea-Bissau to Europe" in out
    assert "Europe, country not stated" in out
    assert "is told by 2 citations" in run("legs", "VEN-GNB").out


def test_nothing_found_and_too_many_names(run: Runner) -> None:
    found = run("legs", "Spain", "Guinea-Bissau")
    assert found.code == 1
    assert "The other way round there is 1 leg" in found.err
    assert run("legs", "VEN-GNV").err.startswith("Error: unknown leg or corridor 'VEN-GNV'; did")
    wrong = run("legs", "West", "Africa", "Spain")
    assert wrong.code == 2
    assert "in quotes" in wrong.err
    assert run("legs").code == 2
