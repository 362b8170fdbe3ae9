"""Chokepoints in draws, each draw against brute force on the world that it keeps."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import event, given

from tests.analysis.chokepoints.test_budget import carried, random_journeys
from tests.analysis.chokepoints.test_cuts import by_force, other_ways, simple_routes, transit_of
from tests.analysis.luck import Luck
from tests.analysis.questions import Question, questions
from tests.markov.test_removal import left
from tests.networks import cite, data_of, leg, near
from tests.properties import forced
from tests.walking import World
from trafficroutes import build_graph
from trafficroutes.analysis.chokepoints.answer import ChokepointsAnswer, chokepoints
from trafficroutes.analysis.chokepoints.draws import NONE, _best_sets
from trafficroutes.analysis.chokepoints.interception import EXHAUSTED
from trafficroutes.errors import NoRouteError, QueryError
from trafficroutes.markov import removal
from trafficroutes.markov.removal import HittingProbabilities
from trafficroutes.question import worlds_network
from trafficroutes.question.intervals import Drawing

DRAWS = 8
few = forced(50)


@pytest.mark.slow
@few
@given(questions())
def test_every_draw_by_force(question: Question) -> None:
    luck, asked = Luck(), question.world
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worlds_network, "draws_of", luck)
        try:
            answer = chokepoints(
                question.data,
                asked.origin,
                asked.destination,
                protect=["MEX"],
                budget=2,
                draws=DRAWS,
                seed=4,
                **question.options,
            ).answers[0]
        except NoRouteError:
            return
    worlds = [world for draw in range(DRAWS) if (world := luck.world(question, draw)).s]
    event("some draws arrive" if worlds else "none does")
    assert answer.draws == Drawing(DRAWS, 4, len(worlds), DRAWS - len(worlds), 0)
    if not worlds:
        assert answer.in_draws is None
        return
    assert answer.in_draws is not None
    unavoidable: dict[str, float] = {}
    members: dict[str, float] = {}
    sizes: dict[str, float] = {}
    direct = 0.0
    part = 1 / len(worlds)
    for world in worlds:
        between = transit_of(world)
        ways = [between & set(walk) for walk in simple_routes(world)]
        direct += part * (not all(ways))
        for code in between.intersection(*ways):
            unavoidable[code] = unavoidable.get(code, 0.0) + part
        size, found = by_force(way - {"MEX"} for way in other_ways(world))
        for code in set[str]().union(*found):
            members[code] = members.get(code, 0.0) + part
        key = NONE if size is None else str(size)
        sizes[key] = sizes.get(key, 0.0) + part
    drawn = answer.in_draws
    assert drawn.used == len(worlds)
    assert drawn.direct == near(direct)
    assert drawn.unavoidable == {code: near(chance) for code, chance in unavoidable.items()}
    assert drawn.membership == {code: near(chance) for code, chance in members.items()}
    assert drawn.cut_size == {key: near(chance) for key, chance in sizes.items()}
    for line in answer.budget:
        if line.objective == "most_intercepted":
            values = [float(1 - left(w, line.exact) / w.arrival()) for w in worlds]
        else:
            values = [carried(w, line.exact) for w in worlds]
        assert line.interval is not None
        assert line.interval == pytest.approx(np.percentile(values, (5, 95)), abs=1e-6)


def best_by_force(world: World, most: int) -> list[tuple[str, ...]]:
    """Return the sets of 1, 2, ... countries but MEX without which least arrives, ties by code.

    A set is no larger than it need be.
    """
    codes = sorted(transit_of(world) - {"MEX"})
    found: list[tuple[str, ...]] = []
    before: tuple[str, ...] = ()
    for size in range(1, most + 1):
        sets = list(combinations(codes, size))
        best = min(sets, key=lambda one: (left(world, one), one), default=before)
        before = best if left(world, best) < left(world, before) else before
        found.append(before)
    return found


@pytest.mark.slow
@forced(12)
@given(questions())
def test_membership_by_force(question: Question) -> None:
    luck, asked, draws = Luck(), question.world, 4
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worlds_network, "draws_of", luck)
        try:
            answer = chokepoints(
                question.data,
                asked.origin,
                asked.destination,
                protect=["MEX"],
                budget=2,
                draws=draws,
                **question.options,
            ).answers[0]
        except NoRouteError:
            return
    worlds = [world for draw in range(draws) if (world := luck.world(question, draw)).s]
    best = [best_by_force(world, 2) for world in worlds]
    for line in answer.budget:
        if line.objective == "least_max_flow" or not worlds:
            assert line.membership is None
            continue
        assert line.membership == {
            code: near(sum(code in sets[line.k - 1] for sets in best) / len(worlds))
            for code in line.exact
        }


@pytest.mark.slow
@forced(25)
@given(random_journeys())
def test_passing_over_places_that_cannot_be_in_a_best_set_loses_none(
    met: HittingProbabilities,
) -> None:
    for size, places in enumerate(_best_sets(met, 4), start=1):
        sets = combinations(range(met.hit.size), min(size, met.hit.size))
        most = max(removal.intercepted(met, one) for one in sets)
        if size <= EXHAUSTED:
            assert removal.intercepted(met, places) == near(most)
        else:
            assert removal.intercepted(met, places) >= (1 - 1 / np.e) * most


def fork() -> ChokepointsAnswer:
    """MEX by a document of grade A, BRA by one of grade E: all that is sure is one of them."""
    data = data_of(
        [
            leg("COL", "MEX", cite("a")),
            leg("MEX", "ESP", cite("a", locator="p. 2")),
            leg("COL", "BRA", cite("e", credibility=5)),
            leg("BRA", "ESP", cite("e", credibility=5, locator="p. 2")),
        ]
    )
    return chokepoints(data, "COL", "ESP", weighting="equal", draws=2000).answers[0]


@pytest.mark.slow
def test_what_is_avoidable_may_not_be_in_most_draws() -> None:
    answer = fork()
    assert answer.unavoidable == ()
    assert answer.cut_size == 2
    assert answer.in_draws is not None
    mexico, brazil = 0.95**3, 0.2**3
    some = mexico + brazil - mexico * brazil
    chances = {
        "MEX": mexico * (1 - brazil) / some,
        "BRA": brazil * (1 - mexico) / some,
    }
    assert answer.in_draws.unavoidable == pytest.approx(chances, abs=0.05)
    assert list(answer.in_draws.unavoidable) == ["MEX", "BRA"]
    assert answer.in_draws.cut_size["1"] == pytest.approx(sum(chances.values()), abs=0.05)
    assert answer.in_draws.membership["MEX"] == pytest.approx(mexico / some, abs=0.05)
    assert answer.budget[0].exact == ("BRA",) or answer.budget[0].value == near(0.5)


def test_none_on_request() -> None:
    answer = chokepoints(data_of("COL > MEX > ESP"), "COL", "ESP", draws=0).answers[0]
    assert answer.draws is None
    assert answer.in_draws is None
    assert {line.interval for line in answer.budget} == {None}


def test_a_graph_changed_by_hand_says_why_there_are_none() -> None:
    graph = build_graph(data_of("COL > MEX > ESP"), "cocaine", weighting="equal")
    graph.edges["COL", "MEX"]["flow"] = 0.5
    answer = chokepoints(graph, "COL", "ESP").answers[0]
    assert answer.draws is None
    assert any("made or changed by hand" in note for note in answer.notes)


def test_a_number_below_0() -> None:
    with pytest.raises(QueryError, match="the number of draws is 0"):
        chokepoints(data_of("COL > MEX > ESP"), "COL", "ESP", draws=-1)
