"""centrality on the small network, in every format."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.commands.conftest import Runner
from trafficroutes.analysis.centrality.measures import BUNDLES, GROUPS, MEASURES
from trafficroutes.analysis.centrality.network import REGIONS
from trafficroutes.commands import centrality


def test_choices_are_those_of_the_library() -> None:
    assert tuple(MEASURES) == centrality.MEASURES
    assert tuple(BUNDLES) == centrality.BUNDLES
    assert (GROUPS, REGIONS) == (centrality.GROUPS, centrality.REGIONS)


@pytest.mark.slow
def test_the_table_puts_ranks_side_by_side(run: Runner) -> None:
    """VEN and GNB each lie between others; COL sends most."""
    found = run("centrality", "--commodity", "cocaine", "--measure", "degree_out")
    assert found.code == 0
    lines = found.out.splitlines()
    assert lines[0] == "Cocaine: centrality, by evidence"
    assert lines[1:3] == [
        (
            "Of 5 countries the most central by degree out are Colombia (rank 1), Guinea-Bissau "
            "(rank 2) and Venezuela (rank 2)."
        ),
        "5 countries, 4 connections",
    ]
    row = next(line.split() for line in lines if line.startswith("Colombia"))
    assert row == ["Colombia", "COL", "1", "(1)", "source"]
    assert "Ranks (in brackets: evidence ranges)" in found.out
    assert "How far measures agree" not in found.out


@pytest.mark.slow
def test_several_measures_and_where_they_disagree(run: Runner) -> None:
    """COL sends to most and gets from none; that four get from one each tells none apart."""
    found = run(
        "centrality", "--commodity", "cocaine", "--measure", "degree_out", "--measure", "degree_in"
    )
    row = next(line for line in found.out.splitlines() if line.startswith("Colombia"))
    assert row.split()[2:4] == ["1", "(1)"]
    assert row.split()[4] == "5"
    assert row.endswith("degree out 1, degree in 5")
    assert "The 2 measures disagree about 1 of the countries." in found.out.splitlines()
    assert "How far measures agree (Spearman)" in found.out


@pytest.mark.slow
def test_a_rank_that_many_share_says_so(run: Runner) -> None:
    """COL sends to most, but lies between none, no more than BRA and ESP."""
    measures = ("--measure", "degree_out", "--measure", "betweenness_hops")
    found = run("centrality", "--commodity", "cocaine", *measures)
    row = next(line for line in found.out.splitlines() if line.startswith("Colombia"))
    assert row.endswith("degree out 1, betweenness hops 3 like 2 others")


def test_values_in_place_of_ranks(run: Runner) -> None:
    asked = ("centrality", "--commodity", "cocaine", "--measure", "degree_out", "--values")
    # Draws by evidence lose no leg; those in which every leg counts alike may.
    for weighting, told in (("evidence", "(2)"), ("equal", "(1-2)")):
        found = run(*asked, "--weighting", weighting)
        row = next(line for line in found.out.splitlines() if line.startswith("Colombia"))
        assert row.split() == ["Colombia", "COL", "2", told, "source"]
    none = run(*asked, "--draws", "0")
    row = next(line for line in none.out.splitlines() if line.startswith("Colombia"))
    assert row.split() == ["Colombia", "COL", "2", "source"]


@pytest.mark.slow
def test_json_has_the_documented_keys(run: Runner) -> None:
    found = json.loads(run("centrality", "Colombia", "Europe", "-f", "json").out)
    assert set(found) == {"query", "dataset", "answers"}
    assert (found["query"]["origin"], found["query"]["destination"]) == ("COL", "R:EUROPE")
    (answer,) = found["answers"]
    assert set(answer) == {
        "commodity",
        "weighting",
        "measures",
        "places",
        "legs",
        "agreement",
        "sources",
        "destinations",
        "draws",
        "notes",
    }
    assert set(answer["places"][0]) >= {"place", "name", *answer["measures"], "role", "ranks"}
    assert set(answer["places"][0]["intervals"]) == set(answer["measures"])
    assert set(answer["places"][0]["rank_intervals"]) == set(answer["measures"])
    assert answer["draws"]["asked"] == 200
    shares = {(item["from"], item["to"]): item["share"] for item in answer["legs"]}
    assert shares["VEN", "GNB"] == pytest.approx(1)
    assert shares["COL", "BRA"] is None
    legs = {(item["from"], item["to"]): item for item in answer["legs"]}
    measures = {"flow", "betweenness_hops", "betweenness_cost", "pairs_cost"}
    for key in ("ranks", "intervals", "rank_intervals"):
        assert set(legs["VEN", "GNB"][key]) == measures | {"share"}
        assert set(legs["COL", "BRA"][key]) == measures
    assert legs["VEN", "GNB"]["intervals"]["share"] == [1.0, 1.0]
    assert answer["notes"][-1].startswith("Cite as: trafficroutes")


@pytest.mark.slow
def test_csv_has_places_or_legs(run: Runner) -> None:
    asked = ("centrality", "--commodity", "cocaine", "--measure", "degree", "-f", "csv")
    places = list(csv.DictReader(io.StringIO(run(*asked).out)))
    assert {row["place"] for row in places} == {"BRA", "COL", "ESP", "GNB", "VEN"}
    assert {"degree", "degree_low", "degree_high"} <= set(places[0])
    legs = list(csv.DictReader(io.StringIO(run(*asked, "--legs").out)))
    assert {(row["from"], row["to"]) for row in legs} == {
        ("COL", "BRA"),
        ("COL", "VEN"),
        ("GNB", "ESP"),
        ("VEN", "GNB"),
    }
    assert {"betweenness_cost_low", "rank_interval_high", "flow_high"} <= set(legs[0])
    none = list(csv.DictReader(io.StringIO(run(*asked, "--legs", "--draws", "0").out)))
    assert [key for key in none[0] if key.endswith(("_low", "_high"))] == []


@pytest.mark.slow
def test_top_limits_tables_and_json(run: Runner) -> None:
    asked = ("centrality", "--commodity", "cocaine", "--top", "2")
    assert "Ranks (in brackets: evidence ranges): 2 of 5" in run(*asked).out
    assert "Ranks: 2 of 5" in run(*asked, "--draws", "0").out
    answer = json.loads(run(*asked, "-f", "json").out)["answers"][0]
    assert (len(answer["places"]), len(answer["legs"])) == (2, 2)


@pytest.mark.slow
def test_regions_can_be_shared_out(run: Runner) -> None:
    asked = ("centrality", "--commodity", "cocaine", "--measure", "degree")
    assert "1 leg into regions without a named country" in run(*asked).out
    assert "(by way of a region)" in run(*asked, "--regions", "members", "--legs").out


@pytest.mark.parametrize("ends", [("Colombia",), ("Colombia", "Spain", "Mali")])
def test_one_end_or_three_are_wrong_usage(run: Runner, ends: tuple[str, ...]) -> None:
    found = run("centrality", *ends)
    assert found.code == 2
    assert "ORIGIN and DESTINATION, or neither" in found.err


def test_an_unknown_measure_is_wrong_usage(run: Runner) -> None:
    found = run("centrality", "--measure", "fame")
    assert found.code == 2
    assert "fame" in found.err
