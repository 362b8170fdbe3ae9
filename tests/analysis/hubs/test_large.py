"""Hub shares by iteration: against brute force, against the dense chain, and with their bounds."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.analysis.drawings import Drawing, drawings
from tests.networks import near
from tests.walking import World
from trafficroutes.analysis.chokepoints.interception import greedy
from trafficroutes.analysis.hubs import answer
from trafficroutes.analysis.hubs.answer import HubAnswer, hubs, shares_of_hubs
from trafficroutes.analysis.hubs.large import TopHubs, reached, top_hubs
from trafficroutes.errors import NoRouteError, NotSolvedError, QueryError
from trafficroutes.graph.arrays import Floats
from trafficroutes.markov import chain, iterative
from trafficroutes.markov.bounds import Sparse, bounded
from trafficroutes.markov.chain import DENSE, MOST
from trafficroutes.markov.removal import journeys
from trafficroutes.model.places import Country, Gazetteer, LngLat
from trafficroutes.model.refs import CountryRef
from trafficroutes.question.legs import used_legs
from trafficroutes.question.solving import Solved, ask, solve_question

CLOSE = 1e-9


def asked(drawing: Drawing, stays: Floats, *, k: int = 20, start: int = 0) -> TopHubs:
    """Return the top hubs from one place to the last one."""
    sources = np.zeros(drawing.count)
    sources[start] = 1.0
    return top_hubs(
        drawing.tails,
        drawing.heads,
        drawing.numbers,
        stays,
        sources,
        np.array([drawing.count - 1]),
        k=k,
    )


def world_of(drawing: Drawing, stays: Floats) -> World:
    ends = zip(drawing.tails.tolist(), drawing.heads.tolist(), strict=True)
    return World(
        flow={
            (str(tail), str(head)): Fraction(number)
            for (tail, head), number in zip(ends, drawing.numbers.tolist(), strict=True)
        },
        origin="0",
        destination=str(drawing.count - 1),
        stays={str(at): Fraction(amount) for at, amount in enumerate(stays.tolist())},
    )


@pytest.mark.slow
@given(drawings(least=3), st.lists(st.sampled_from([0.0, 0.5, 2.0]), min_size=7, max_size=7))
def test_shares_are_those_of_brute_force(drawing: Drawing, kept: list[float]) -> None:
    """Exact fractions over networks with cycles, dead ends and parts apart."""
    stays = np.array(kept[: drawing.count])
    world = world_of(drawing, stays)
    if not world.s:
        with pytest.raises(NoRouteError):
            asked(drawing, stays)
        return
    found = asked(drawing, stays)
    assert found.arrival == near(world.arrival())
    shares = dict(zip(found.places.tolist(), found.shares.tolist(), strict=True))
    for at in range(1, drawing.count - 1):
        assert shares.get(at, 0.0) == near(world.share(str(at)))
    assert found.left == 0.0
    assert (found.errors <= CLOSE).all()


@pytest.mark.slow
@given(drawings(least=4), st.integers(1, 3))
def test_the_first_are_certain_and_the_rest_is_bounded(drawing: Drawing, k: int) -> None:
    stays = np.zeros(drawing.count)
    world = world_of(drawing, stays)
    assume(world.s)
    found = asked(drawing, stays, k=k)
    shares = {at: float(world.share(str(at))) for at in range(1, drawing.count - 1)}
    ordered = sorted((share for share in shares.values() if share), reverse=True)
    assert found.shares.tolist() == pytest.approx(ordered[:k], abs=CLOSE)
    others = [share for at, share in shares.items() if at not in found.places.tolist()]
    assert all(share <= found.left + CLOSE for share in others)
    assert found.places.size < k or found.left <= found.shares[-1] + CLOSE


def test_only_candidates_are_solved_for() -> None:
    """0 > 1 > 2 > 9 with 9 parts in 10, 0 > 3 ... 8 > 9 with the rest: 1 and 2 have .9 each."""
    thin = range(3, 9)
    ends = [(0, 1, 9.0), (1, 2, 1.0), (2, 9, 1.0)]
    ends += [edge for at in thin for edge in ((0, at, 1 / 6), (at, 9, 1.0))]
    tails, heads, flow = (np.array(column) for column in zip(*ends, strict=True))
    sources = np.eye(10)[0]
    found = top_hubs(tails, heads, flow, np.zeros(10), sources, np.array([9]), k=2)
    assert found.places.tolist() == [1, 2]
    assert found.shares == pytest.approx([0.9, 0.9])
    assert found.left == near(1 / 60)
    assert (found.solves, found.live) == (3 + 2, 9)
    assert found.residual <= iterative.CLOSE


def test_more_places_may_be_asked_for_than_there_are() -> None:
    """0 > 1, 2 ... 300 > 301: one part in 300 passes each."""
    n, way = 302, np.arange(1, 301)
    tails, heads = np.append(np.zeros(300, int), way), np.append(way, np.full(300, 301))
    sources = np.eye(n)[0]
    found = top_hubs(tails, heads, np.ones(600), np.zeros(n), sources, np.array([n - 1]), k=n)
    assert found.places.tolist() == way.tolist()
    assert found.shares == pytest.approx(np.full(300, 1 / 300))
    assert (found.left, found.solves) == (0, 3 + 300)


def test_what_starts_where_nothing_arrives_is_left_out() -> None:
    """0 > 1 > 4 and 2 > 3, where 3 leads nowhere; three quarters start in 2."""
    tails, heads = np.array([0, 1, 2, 4]), np.array([1, 4, 3, 0])
    sources = np.array([1.0, 0, 3, 0, 0])
    found = top_hubs(tails, heads, np.ones(4), np.zeros(5), sources, np.array([4]))
    assert (found.arrival, found.live) == (near(1), 2)
    assert found.places.tolist() == [1]
    with pytest.raises(NoRouteError):
        top_hubs(tails, heads, np.ones(4), np.zeros(5), np.eye(5)[2], np.array([4]))


def test_several_edges_of_a_pair_add_up() -> None:
    """0 > 1 by 1 and 2, 0 > 2 by 1, both on to 3."""
    tails, heads = np.array([0, 0, 0, 1, 2]), np.array([1, 1, 2, 3, 3])
    flow = np.array([1.0, 2.0, 1.0, 1.0, 1.0])
    found = top_hubs(tails, heads, flow, np.zeros(4), np.eye(4)[0], np.array([3]))
    assert dict(zip(found.places.tolist(), found.shares.tolist(), strict=True)) == {
        1: near(0.75),
        2: near(0.25),
    }


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"flow": np.ones(1)}, "one entry an edge"),
        ({"sources": np.ones(3)}, "one entry an edge"),
        ({"heads": np.array([1, 4])}, "from 0 to 3"),
        ({"targets": np.array([-1])}, "from 0 to 3"),
        ({"flow": np.array([1.0, np.nan])}, "flow holds amounts"),
        ({"stays": np.array([0.0, -1, 0, 0])}, "stays holds amounts"),
        ({"flow": np.array([1.0, 0.0])}, "above 0"),
        ({"k": 0}, "1 hub or more"),
    ],
)
def test_arrays_that_make_no_sense(changed: dict[str, Any], message: str) -> None:
    whole: dict[str, Any] = {
        "tails": np.array([0, 1]),
        "heads": np.array([1, 3]),
        "flow": np.ones(2),
        "stays": np.zeros(4),
        "sources": np.eye(4)[0],
        "targets": np.array([3]),
    }
    with pytest.raises(QueryError, match=message):
        top_hubs(**{**whole, **changed})


def test_reached_follows_directions() -> None:
    found = reached(np.array([0, 1, 3]), np.array([1, 2, 0]), np.array([True, False, False, False]))
    assert found.tolist() == [True, True, True, False]


def sticky(leak: float) -> Sparse:
    """Return 0 <> 1, from which little leaves to the destination."""
    return Sparse(
        tails=np.array([0, 1]),
        heads=np.array([1, 0]),
        chance=np.array([1.0, 1.0 - leak]),
        s=np.array([1.0, 0.0]),
        r=np.array([0.0, leak]),
    )


@pytest.mark.parametrize("leak", [2.0**-7, 2.0**-14, 2.0**-20])
def test_bounds_hold_where_goods_hardly_leave_a_cycle(leak: float) -> None:
    """Visits of 1 / leak in each place; whatever starts arrives."""
    found = bounded(sticky(leak))
    assert np.abs(found.b - 1.0).max() <= found.off_b.max()
    assert np.abs(found.visits - 1 / leak).max() <= found.off_visits / leak
    share, error = found.share(1)
    assert abs(share - 1.0) <= error


@pytest.mark.parametrize("leak", [2.0**-50, 1e-300])
def test_a_cycle_that_nothing_leaves_is_an_error(leak: float) -> None:
    """The steps are so many that rounding hides them, or the sums never end."""
    with pytest.raises(NotSolvedError, match="hardly ever leave"):
        bounded(sticky(leak))


def test_the_next_method_takes_over() -> None:
    """Without BiCGSTAB, GMRES solves; without that, the sum of what is passed on."""
    expected = bounded(sticky(0.1)).b

    def fails(_: object, f: Floats) -> Floats:
        return np.full_like(f, np.nan)

    gmres, summing = iterative.METHODS[3:]
    for methods in ((fails, gmres), (fails, fails, summing)):
        assert bounded(sticky(0.1), methods=methods).b == pytest.approx(expected)
    with pytest.raises(NotSolvedError) as caught:
        bounded(sticky(0.1), methods=(fails,))
    assert caught.value.residual == near(1)


def test_a_tolerance_that_cannot_be_kept_is_an_error() -> None:
    drawing = Drawing(4, np.array([0, 1, 2]), np.array([1, 2, 3]), np.ones(3))
    sources = np.eye(4)[0]
    with pytest.raises(NotSolvedError):
        top_hubs(
            np.append(drawing.tails, 2),
            np.append(drawing.heads, 1),
            np.array([1.0, 1.0, 1e-9, 1.0]),
            np.zeros(4),
            sources,
            np.array([3]),
            tolerance=1e-16,
        )


def gazetteer(count: int) -> Gazetteer:
    """Return places P0, P1, ... that no region holds."""
    return Gazetteer(
        (
            Country(CountryRef(f"P{at}"), f"P{at}", f"Place {at}", (), "R", "S", None, LngLat(0, 0))
            for at in range(count)
        ),
        (),
    )


def made_up(count: int, seed: int, *, flow: float = 1.0) -> nx.DiGraph[str]:
    """Return a graph of some places, each with about six ways on, and a few markets."""
    chance = np.random.default_rng(seed)
    graph: nx.DiGraph[str] = nx.DiGraph(places=gazetteer(count))
    tails, heads = chance.integers(0, count, (2, 6 * count)).tolist()
    for tail, head, amount in zip(tails, heads, chance.lognormal(0, flow, 6 * count), strict=True):
        if tail != head:
            graph.add_edge(f"P{tail}", f"P{head}", flow=float(amount))
    for at in range(0, count, 4):
        graph.add_node(f"P{at}", stays=0.5)
    return graph


def answer_of(graph: nx.DiGraph[str]) -> HubAnswer:
    return hubs(graph, "Place 0", "Place 1").answers[0]


def solved_of(graph: nx.DiGraph[str], *, dense: int = DENSE, most: int = MOST) -> Solved:
    """Return the question solved, with other limits on the size of what is made."""
    solved = solve_question(graph, ask(graph, "Place 0", "Place 1", {}))[0]
    return replace(solved, chain=replace(solved.chain, dense=dense, most=most))


@pytest.mark.slow
def test_hubs_of_a_large_network_are_those_of_the_dense_chain() -> None:
    graph = made_up(DENSE + 500, seed=3)
    first = answer_of(graph)
    dense = solved_of(graph, dense=MOST)
    assert dense.chain.live.size > DENSE
    shares, none = shares_of_hubs(dense)
    assert none == ()
    order = sorted(shares, key=lambda code: -shares[code])
    assert [hub.place for hub in first.hubs] == order[:100]
    assert [hub.share for hub in first.hubs] == [near(shares[code]) for code in order[:100]]
    assert first.arrival_probability == near(float(dense.chain.arrival))
    assert first.expected_legs == near(float(dense.chain.expected_legs()))
    assert {g.place: g.share for g in first.gateways} == pytest.approx(dense.chain.gateways())
    of_legs = {(leg.origin, leg.to): leg.share for leg in used_legs(dense)}
    assert {(leg.origin, leg.to): leg.share for leg in first.legs} == pytest.approx(of_legs)
    assert "the first 100 hubs are worked out, and no other has a share above" in first.notes[0]
    told = float(first.notes[0].rsplit(" ", 1)[1])
    assert shares[order[100]] <= told * 1.01


@pytest.mark.slow
def test_other_questions_make_the_matrix_that_they_need() -> None:
    graph = made_up(60, seed=4)
    chains = [solved_of(graph, dense=dense).chain for dense in (DENSE, 10)]
    expected, found = (
        greedy(journeys(one, list(one.routes.transit(one.live))), 3) for one in chains
    )
    assert len(found) == 3
    assert found == expected
    with pytest.raises(QueryError, match="a matrix of all pairs, which is made up to 20"):
        _ = solved_of(graph, dense=10, most=20).chain.N


def no_iteration(*_: object) -> None:
    raise NotSolvedError(1.0, 0.0)


def test_elimination_takes_over_where_iterations_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    """Flows over twenty orders of magnitude: shares by elimination, or an error beyond its size."""
    graph = made_up(60, seed=5, flow=10.0)
    expected = shares_of_hubs(solved_of(graph))
    monkeypatch.setattr(chain, "bounded", no_iteration)
    assert shares_of_hubs(solved_of(graph, dense=10)) == expected
    with pytest.raises(NotSolvedError):
        shares_of_hubs(solved_of(graph, dense=10, most=20))


def test_elimination_takes_over_where_a_share_cannot_be_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    graph = made_up(60, seed=6)
    expected, _ = shares_of_hubs(solved_of(graph))
    monkeypatch.setattr(answer, "largest", no_iteration)
    found, _ = shares_of_hubs(solved_of(graph, dense=10))
    assert found == pytest.approx(expected)
    with pytest.raises(NotSolvedError):
        shares_of_hubs(solved_of(graph, dense=10, most=20))
