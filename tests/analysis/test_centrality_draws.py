"""Centralities in draws: each draw against the centralities of the data that it keeps."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from tests.analysis.luck import Luck
from tests.analysis.questions import Question, questions
from tests.networks import cite, data_of, leg
from trafficroutes import build_graph
from trafficroutes.analysis import ensemble_network
from trafficroutes.analysis.centrality import centrality
from trafficroutes.analysis.centrality_draws import CentralityDraws, values_outside
from trafficroutes.analysis.centrality_results import CentralityAnswer
from trafficroutes.errors import QueryError
from trafficroutes.model.dataset import Dataset

DRAWS = 6
MEASURES = (
    "strength_in",
    "betweenness_hops",
    "betweenness_cost",
    "pairs_hops",
    "random_walk",
    "pagerank",
    "hits_hub",
    "gatekeeper",
)
forced = settings(
    max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


def kept(data: Dataset, luck: Luck, draw: int, regions: dict[str, Any]) -> Dataset:
    """Return a data file of what a draw keeps."""
    stands = luck.kept[draw]
    return data_of(
        [
            leg(str(one.origin), str(one.to))
            for one in data.legs
            if any(stands[id(c)] for c in one.citations)
        ],
        production=dict.fromkeys((str(made.place) for made in data.records.production), 1.0),
        markets=[
            str(use.place)
            for use in data.records.consumption
            if any(stands[id(c)] for c in use.citations)
        ],
        regions=regions,
    )


@forced
@given(questions(), st.sampled_from(("leave_out", "members")))
def test_every_draw_is_the_network_that_it_keeps(question: Question, regions: str) -> None:
    luck = Luck()
    held = {code[2:]: sorted(members) for code, members in question.world.regions.items()}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRAFFICROUTES_NO_CACHE", "1")
        patch.setattr(ensemble_network, "draws_of", luck)
        try:
            answer = asked(question.data, regions, DRAWS)
        except QueryError:
            event("no leg between countries")
            return
    values: dict[str, list[dict[str, float]]] = {measure: [] for measure in answer.measures}
    for draw in range(DRAWS):
        try:
            there = asked(kept(question.data, luck, draw, held), regions, 0)
        except QueryError:
            continue
        for measure in answer.measures:
            values[measure].append({place.place: place.values[measure] for place in there.places})
    assert answer.draws is not None
    assert answer.draws.used == len(values[answer.measures[0]])
    assert answer.draws.without_route == DRAWS - answer.draws.used
    for place in answer.places:
        if not answer.draws.used:
            assert place.intervals is None
            continue
        assert place.intervals is not None
        assert place.rank_intervals is not None
        for measure, draws in values.items():
            mine = [found.get(place.place, 0.0) for found in draws]
            assert place.intervals[measure] == pytest.approx(
                np.percentile(mine, (5, 95)), rel=1e-6, abs=1e-9
            )
            ranks = [
                1 + sum(found.get(other.place, 0.0) > own + 1e-9 for other in answer.places)
                for found, own in zip(draws, mine, strict=True)
            ]
            best, worst = place.rank_intervals[measure]
            # Of so few draws 90 percent are all of them.
            assert (best, worst) == (min(ranks), max(ranks))


def asked(data: Dataset, regions: str, draws: int) -> CentralityAnswer:
    return centrality(
        data,
        commodity="cocaine",
        measures=MEASURES,
        weighting="equal",
        regions=regions,
        draws=draws,
        seed=1,
    ).answers[0]


#: MEX by a document of grade A, BRA by one of grade E.
FORK = [
    leg("COL", "MEX", cite("a")),
    leg("MEX", "ESP", cite("a", locator="p. 2")),
    leg("COL", "BRA", cite("e", credibility=5)),
    leg("BRA", "ESP", cite("e", credibility=5, locator="p. 2")),
]


def test_what_is_doubtful_is_mostly_of_no_degree() -> None:
    answer = centrality(data_of(FORK), measures=["degree"], draws=300).answers[0]
    found = {place.place: place for place in answer.places}
    # Some leg of Brazil stands in .2 x (1 - .8 x .8) = .072 of the draws, both in .008.
    assert found["BRA"].intervals == {"degree": (0.0, 1.0)}
    # Where some leg stands, it is mostly one of Mexico's.
    assert found["MEX"].rank_intervals == {"degree": (1, 1)}
    notes = "\n".join(answer.notes)
    assert "Legs stand without intervals" in notes
    assert "Outside its own interval lies the value by degree of" in notes


def test_none_on_request_and_by_hand() -> None:
    none = centrality(data_of(FORK), measures=["degree"], draws=0).answers[0]
    assert none.draws is None
    assert {place.intervals is None for place in none.places} == {True}
    graph = build_graph(data_of(FORK), "cocaine", weighting="equal")
    graph.edges["COL", "MEX"]["flow"] = 2.0
    by_hand = centrality(graph, measures=["degree"]).answers[0]
    assert by_hand.draws is None
    assert any("made or changed by hand" in note for note in by_hand.notes)
    with pytest.raises(QueryError, match="the number of draws is 0"):
        centrality(data_of(FORK), draws=-1)


def test_with_an_origin_and_a_destination() -> None:
    answer = centrality(
        data_of(FORK), "COL", "ESP", measures=["pairs_hops", "degree"], draws=200
    ).answers[0]
    found = {place.place: place for place in answer.places}
    assert found["MEX"].intervals is not None
    # Both legs by Mexico stand in .857 of the draws, so in 5 percent it lies on no path.
    assert found["MEX"].intervals["pairs_hops"] == (0.0, 1.0)


def test_values_inside_need_no_note() -> None:
    drawn = CentralityDraws(None, {"degree": [(0.0, 2.0), (1.0, 1.0)]}, {}, ())
    assert values_outside({"degree": np.array([1.0, 1.0])}, drawn) == ""
    assert "degree of 1 countries" in values_outside({"degree": np.array([1.0, 1.5])}, drawn)


def test_the_cache_gives_the_same(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.delenv("TRAFFICROUTES_NO_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    one, two = (centrality(data_of(FORK), draws=20, seed=9).answers[0] for _ in range(2))
    assert one == two
    assert list(tmp_path.rglob("ensemble-*"))
