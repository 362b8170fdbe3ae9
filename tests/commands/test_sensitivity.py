"""sensitivity on the small network, in every format, and the options it shares."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.commands.conftest import Runner

ASKED = ("sensitivity", "Colombia", "Spain", "--commodity", "cocaine")


def test_the_table_says_what_is_left(run: Runner) -> None:
    """COL > VEN > GNB > ESP: the last leg stands on the press; GNB > Europe > ESP does not."""
    found = run(*ASKED)
    assert found.code == 0
    lines = found.out.splitlines()
    assert lines[0] == "Cocaine, Colombia to Spain: the ranking by how much a leg stands on"
    assert lines[1:5] == [
        *(
            f"0 of 5 legs have {level} or more independent citations; they give no ranking."
            for level in (2, 3, 5)
        ),
        "3 of 5 legs are told of by more than the press; by these 2 of the first 2 stay first.",
    ]
    assert lines[5] == "All legs: 5, 4 connections in use, 2 countries"
    assert lines[6] == "2 or more independent citations: 0 of 5 legs; no leg is left"
    assert lines[9] == (
        "Without legs of press alone: 3 of 5 legs, 3 connections in use, 2 countries; "
        "no rank correlation; 2 of the first 2 stay there"
    )
    assert lines[11] == "Rank and hub share (in brackets: evidence ranges)"
    alone = "1 (1) 100.0 % (100)"
    assert lines[13].split() == f"Guinea-Bissau GNB {alone} {alone}".split()
    assert "More citations mean that more was written of a leg" in found.out


def test_a_network_by_a_measure(run: Runner) -> None:
    """Out-degrees of COL, VEN, GNB, BRA, ESP: 2 1 1 0 0; then 1 1 0 and none.

    Ranks 1 2.5 2.5 4.5 4.5 and 1.5 1.5 4 4 4: rho = 6.25 / sqrt(9 x 7.5).
    """
    asked = ("--commodity", "cocaine", "--by", "degree_out", "--level", "1", "--draws", "0")
    found = run("sensitivity", *asked)
    lines = found.out.splitlines()
    assert lines[1] == (
        "3 of 5 legs are told of by more than the press; by these 3 of the first 5 stay first."
    )
    assert lines[2] == "All legs: 5, 5 connections in use, 5 countries"
    assert lines[3] == (
        "Without legs of press alone: 3 of 5 legs, 3 connections in use, 3 countries; rank "
        "correlation with all: Spearman +0.76, Kendall +0.72; 3 of the first 5 stay there"
    )
    assert lines[5] == "Rank and degree out"
    assert lines[7].split() == ["Colombia", "COL", "1", "2", "1", "1"]


def test_no_route_is_said(run: Runner) -> None:
    found = run("sensitivity", "Colombia", "Brazil", "--level", "1")
    assert "Without legs of press alone: 3 of 5 legs; no route is left" in found.out


def test_json_has_the_documented_keys(run: Runner) -> None:
    found = json.loads(run(*ASKED, "-f", "json").out)
    assert set(found) == {"query", "dataset", "answers"}
    (answer,) = found["answers"]
    assert set(answer) == {"commodity", "weighting", "by", "cases", "places", "notes"}
    assert set(answer["cases"][0]) == {
        "min_citations",
        "without_press",
        "outcome",
        "legs",
        "connections",
        "places",
        "spearman",
        "kendall",
        "head_kept",
        "draws",
    }
    assert answer["places"][0]["ranks"] == [1, None, None, None, 1]
    assert answer["notes"][-1].startswith("Cite as: trafficroutes")
    short = json.loads(run(*ASKED, "-f", "json", "--top", "1").out)
    assert len(short["answers"][0]["places"]) == 1


def test_csv_has_a_rank_and_a_value_a_case(run: Runner) -> None:
    rows = list(csv.DictReader(io.StringIO(run(*ASKED, "-f", "csv").out)))
    assert [(row["place"], row["rank_all"], row["value_all"]) for row in rows] == [
        ("GNB", "1", "1.0"),
        ("VEN", "1", "1.0"),
    ]


@pytest.mark.slow
def test_every_question_can_ask_for_evidence(run: Runner) -> None:
    found = run("hubs", "Colombia", "Europe", "--without-press")
    assert found.code == 0
    assert "Left out: 2 legs with press reports alone" in found.out
    assert "Spain" not in found.out
    found = run("centrality", "--commodity", "cocaine", "--without-press")
    assert "left out: 2 legs with press reports alone" in found.out
    found = run("why", "Brazil", "Colombia", "Europe", "--without-press")
    assert "or standing on too little evidence for what is asked" in found.out
    found = run("hubs", "Colombia", "Europe", "--min-citations", "2", "--without-press")
    assert found.code == 1
    assert (
        "without legs with fewer than 2 independent citations or press reports alone" in found.err
    )


def test_wrong_usage(run: Runner) -> None:
    for arguments in (("sensitivity", "Mali"), (*ASKED, "--level", "0")):
        assert run(*arguments).code == 2
    assert run("hubs", "Colombia", "Europe", "--min-citations", "0").code == 2
