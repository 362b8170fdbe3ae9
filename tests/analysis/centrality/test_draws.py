"""Centralities in draws: each draw against the centralities of the data that it keeps."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from tests.analysis.luck import Luck
from tests.analysis.questions import Question, questions
from tests.copied import copied_code
from tests.networks import cite, data_of, leg, near
from tests.properties import forced
from trafficroutes import build_graph
from trafficroutes.analysis.centrality.answer import centrality
from trafficroutes.analysis.centrality.draws import values_outside
from trafficroutes.analysis.centrality.legs import LEG_MEASURES, SHARE
from trafficroutes.analysis.centrality.results import CentralityAnswer, CentralityIntervals
from trafficroutes.errors import NoRouteError, QueryError
from trafficroutes.model.dataset import Dataset
from trafficroutes.question import worlds_network

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
few = forced(40)


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


@pytest.mark.slow
@few
@given(questions(), st.sampled_from(("leave_out", "members")))
def test_every_draw_is_the_network_that_it_keeps(question: Question, regions: str) -> None:
    luck = Luck()
    held = {code[2:]: sorted(members) for code, members in question.world.regions.items()}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRAFFICROUTES_NO_CACHE", "1")
        patch.setattr(worlds_network, "draws_of", luck)
        try:
            answer = asked(question.data, regions, DRAWS)
        except QueryError:
            event("no leg between countries")
            return
    alone: list[CentralityAnswer] = []
    for draw in range(DRAWS):
        with contextlib.suppress(QueryError):
            alone.append(asked(kept(question.data, luck, draw, held), regions, 0))
    values = {
        measure: [{one.place: one.values[measure] for one in there.places} for there in alone]
        for measure in answer.measures
    }
    of_legs = {
        measure: [
            {(leg.origin, leg.to): getattr(leg, measure) for leg in there.legs} for there in alone
        ]
        for measure in LEG_MEASURES
    }
    assert answer.draws is not None
    assert answer.draws.used == len(values[answer.measures[0]])
    assert answer.draws.without_route == DRAWS - answer.draws.used
    if regions == "members":
        # A country that only a region leads to has a market in the draw, which keeps all
        # places, but none in a data file without legs to it: other pairs are looked at.
        del values["pairs_hops"], of_legs["pairs_cost"]
    codes = [place.place for place in answer.places]
    for place in answer.places:
        check(values, place.place, codes, (place.intervals, place.rank_intervals))
    pairs = [(leg.origin, leg.to) for leg in answer.legs]
    for one in answer.legs:
        assert one.share is None
        check(of_legs, (one.origin, one.to), pairs, (one.intervals, one.rank_intervals))
        for measure in LEG_MEASURES:
            mine = getattr(one, measure)
            others = [getattr(other, measure) for other in answer.legs]
            assert one.ranks[measure] == 1 + sum(other > mine + 1e-9 for other in others)


def check(values: dict[str, list[dict[Any, float]]], own: Any, among: list[Any], told: Any) -> None:
    """Hold what the draws say of a country, or of a leg, to what each of them has."""
    found, ranked = told
    if not any(values.values()):
        assert (found, ranked) == (None, None)
        return
    assert {*values} <= {*found} == {*ranked}
    for measure, draws in values.items():
        mine = [there.get(own, 0.0) for there in draws]
        spread = tuple(np.percentile(mine, (5, 95)).tolist())
        assert found[measure] == pytest.approx(spread, rel=1e-6, abs=1e-9), measure
        ranks = [
            1 + sum(there.get(other, 0.0) > value + 1e-9 for other in among)
            for there, value in zip(draws, mine, strict=True)
        ]
        # Of so few draws 90 percent are all of them.
        assert ranked[measure] == (min(ranks), max(ranks))


@pytest.mark.slow
@few
@given(questions())
def test_shares_of_journeys_in_every_draw(question: Question) -> None:
    """Each draw is walked through by itself."""
    luck, world = Luck(), question.world
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRAFFICROUTES_NO_CACHE", "1")
        patch.setattr(worlds_network, "draws_of", luck)
        try:
            answer = centrality(
                question.data,
                world.origin,
                world.destination,
                measures=["degree"],
                draws=DRAWS,
                seed=2,
                **question.options,
            ).answers[0]
        except (NoRouteError, QueryError):
            event("no route, or no leg between countries")
            return
    assert answer.draws is not None
    uses = [there.uses() for draw in range(DRAWS) if (there := luck.world(question, draw)).s]
    told_of = "evidence ranges of shares of journeys are of the other"
    lost = [note for note in answer.notes if told_of in note]
    assert bool(lost) == (len(uses) < DRAWS and answer.draws.used > 0)
    pairs = [(leg.origin, leg.to) for leg in answer.legs]
    for one, own in zip(answer.legs, pairs, strict=True):
        if one.share is None or not uses or not answer.draws.used:
            assert SHARE not in (one.intervals or {})
            continue
        assert one.intervals is not None
        assert one.rank_intervals is not None
        told = {SHARE: one.intervals[SHARE]}, {SHARE: one.rank_intervals[SHARE]}
        shares = [{pair: float(use) for pair, use in there.items()} for there in uses]
        check({SHARE: shares}, own, pairs, told)


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


@pytest.mark.slow
def test_what_is_doubtful_is_mostly_of_no_degree() -> None:
    answer = centrality(data_of(FORK), measures=["degree"], weighting="equal", draws=300).answers[0]
    found = {place.place: place for place in answer.places}
    # Some leg of Brazil stands in .2 x (1 - .8 x .8) = .072 of the draws, both in .008.
    assert found["BRA"].intervals == {"degree": (0.0, 1.0)}
    # Where some leg stands, it is mostly one of Mexico's.
    assert found["MEX"].rank_intervals == {"degree": (1, 1)}
    notes = "\n".join(answer.notes)
    assert "Legs stand without" not in notes
    assert "A value lies outside its evidence range by degree of" in notes
    legs = {(leg.origin, leg.to): leg for leg in answer.legs}
    doubtful, sure = legs["BRA", "ESP"], legs["MEX", "ESP"]
    # Brazil's legs stand in .04 of the draws each, Mexico's in .9025 each.
    assert doubtful.intervals is not None
    assert doubtful.intervals["flow"] == (0.0, 0.0)
    assert sure.rank_intervals is not None
    assert sure.rank_intervals["flow"][0] == 1


def test_by_evidence_what_is_doubtful_is_weak_and_never_gone() -> None:
    answer = centrality(
        data_of(FORK), "COL", "ESP", measures=["degree"], weighting="evidence", draws=300
    ).answers[0]
    assert answer.draws is not None
    assert (answer.draws.used, answer.draws.without_route) == (300, 0)
    assert {place.intervals == {"degree": (2.0, 2.0)} for place in answer.places} == {True}
    found = {(leg.origin, leg.to): leg.intervals or {} for leg in answer.legs}
    # A leg of Brazil is right in .04 of the draws, one of Mexico in .9025.
    assert found["BRA", "ESP"]["flow"] == (near(0.05), near(0.05))
    assert found["MEX", "ESP"]["flow"] == (near(0.05), near(1.0))
    # COL parts 20 to 1 where it knows the way to MEX and not the other, else evenly.
    assert found["COL", "MEX"]["share"] == (near(1 / 2), near(20 / 21))
    assert found["COL", "BRA"]["share"] == (near(1 / 21), near(1 / 2))


def test_none_on_request_and_by_hand() -> None:
    none = centrality(data_of(FORK), measures=["degree"], draws=0).answers[0]
    assert none.draws is None
    assert {place.intervals is None for place in none.places} == {True}
    assert {leg.intervals is leg.rank_intervals is None for leg in none.legs} == {True}
    graph = build_graph(data_of(FORK), "cocaine", weighting="equal")
    graph.edges["COL", "MEX"]["flow"] = 2.0
    by_hand = centrality(graph, measures=["degree"]).answers[0]
    assert by_hand.draws is None
    assert any("made or changed by hand" in note for note in by_hand.notes)
    assert {leg.intervals for leg in by_hand.legs} == {None}
    with pytest.raises(QueryError, match="the number of draws is 0"):
        centrality(data_of(FORK), draws=-1)


@pytest.mark.slow
def test_with_an_origin_and_a_destination() -> None:
    answer = centrality(
        data_of(FORK),
        "COL",
        "ESP",
        measures=["pairs_hops", "degree"],
        weighting="equal",
        draws=200,
    ).answers[0]
    found = {place.place: place for place in answer.places}
    assert found["MEX"].intervals is not None
    # Both legs by Mexico stand in .857 of the draws, so in 5 percent it lies on no path.
    assert found["MEX"].intervals["pairs_hops"] == (0.0, 1.0)
    legs = {(leg.origin, leg.to): leg for leg in answer.legs}
    mexico = legs["COL", "MEX"]
    assert mexico.intervals is not None
    # Where something arrives it does by Mexico, but for few draws.
    assert mexico.share == near(1 / 2)
    assert mexico.intervals["share"] == (1.0, 1.0)
    assert mexico.rank_intervals is not None
    assert mexico.rank_intervals["share"] == (1, 1)


def test_values_inside_need_no_note() -> None:
    drawn = CentralityIntervals({"degree": [(0.0, 2.0), (1.0, 1.0)]}, {})
    assert values_outside({"degree": np.array([1.0, 1.0])}, drawn, "legs") == ""
    assert "degree of 1 (of 2 legs)" in values_outside(
        {"degree": np.array([1.0, 1.5])}, drawn, "legs"
    )


def test_the_cache_gives_the_same(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.delenv("TRAFFICROUTES_NO_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    one, two = (centrality(data_of(FORK), draws=20, seed=9).answers[0] for _ in range(2))
    assert one == two
    assert list(tmp_path.rglob("ensemble-*"))


@pytest.mark.parametrize(
    "changed", ["analysis/centrality/measures.py", "question/worlds_network.py", "markov/chain.py"]
)
def test_the_digest_makes_a_new_entry_after_a_change_of(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, changed: str
) -> None:
    monkeypatch.delenv("TRAFFICROUTES_NO_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    file = copied_code(tmp_path, monkeypatch) / changed
    centrality(data_of(FORK), draws=5, seed=9)
    (kept,) = tmp_path.rglob("ensemble-*")
    file.write_text("# changed\n", encoding="utf-8")
    centrality(data_of(FORK), draws=5, seed=9)
    assert {*tmp_path.rglob("ensemble-*")} > {kept}
