"""The linear algebra of the chain, where flows are most unequal."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.properties import examples
from tests.walking import World, solved
from trafficroutes.analysis.hubs.answer import hubs
from trafficroutes.analysis.why.answer import why
from trafficroutes.errors import QueryError
from trafficroutes.graph.routes import Connections
from trafficroutes.markov.chain import Chain, chain_of, solve
from trafficroutes.markov.elimination import expected_visits
from trafficroutes.markov.frame import frame_of


def test_one_place_and_none() -> None:
    assert expected_visits(np.zeros((1, 1)), np.array([0.5])).tolist() == [[2.0]]
    assert expected_visits(np.zeros((0, 0)), np.zeros(0)).shape == (0, 0)


@pytest.mark.slow
@settings(max_examples=examples(60))
@given(st.integers(2, 6), st.integers(0, 2**32 - 1))
def test_relative_precision_over_twelve_orders_of_magnitude(n: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    flow = 10.0 ** chance.uniform(-6, 6, (n, n)) * (chance.random((n, n)) < 0.6)
    np.fill_diagonal(flow, 0)
    leak = 10.0 ** chance.uniform(-6, 6, n)
    total = flow.sum(axis=1) + leak
    found = expected_visits(flow / total[:, None], leak / total)

    wholes = [
        sum(map(Fraction, [*row, out]))
        for row, out in zip(flow.tolist(), leak.tolist(), strict=True)
    ]
    p = {i: {j: Fraction(flow[i, j]) / wholes[i] for j in range(n) if flow[i, j]} for i in range(n)}
    for j in range(n):
        exact = solved(list(range(n)), p, {j: Fraction(1)})
        for i in range(n):
            if exact[i]:
                assert found[i, j] == pytest.approx(float(exact[i]), rel=1e-13)
            else:
                assert found[i, j] == 0


def test_goods_that_hardly_ever_leave_a_cycle() -> None:
    r"""MEX and USA send a thousand million times more to each other than on.

    ::

        COL --> MEX <==> USA --> FRA --> ESP
                 `-----> GNB ------------^

    A journey is in both about as often, and leaves MEX three times as often.
    """
    flows = {
        ("COL", "MEX"): 1.0,
        ("MEX", "USA"): 1e9,
        ("USA", "MEX"): 1e9,
        ("MEX", "GNB"): 3.0,
        ("USA", "FRA"): 1.0,
        ("GNB", "ESP"): 1.0,
        ("FRA", "ESP"): 1.0,
    }
    graph: nx.DiGraph[str] = nx.DiGraph()
    for (tail, head), flow in flows.items():
        graph.add_edge(tail, head, flow=flow)
    world = World({pair: Fraction(f) for pair, f in flows.items()}, "COL", "ESP")
    answer = hubs(graph, "COL", "ESP").answers[0]
    shares = {hub.place: hub.share for hub in answer.hubs}
    assert shares["GNB"] == pytest.approx(0.75, abs=1e-8)
    for place, share in shares.items():
        assert share == pytest.approx(float(world.share(place)), rel=1e-12)
    found = why(graph, "MEX", "COL", "ESP").answers[0]
    assert [part.place for part in found.incoming] == ["COL"]
    assert sum(part.share for part in found.outgoing) == pytest.approx(1, abs=1e-12)


def test_goods_of_which_next_to_nothing_arrives() -> None:
    """Six markets in a row each let one part in a million on: 1e-36 arrives."""
    codes = ["COL", "VEN", "BRA", "GNB", "SEN", "MLI", "DZA", "ESP"]
    graph: nx.DiGraph[str] = nx.DiGraph()
    for tail, head in pairwise(codes):
        graph.add_edge(tail, head, flow=1.0)
        graph.nodes[tail]["stays"] = 0.0 if tail == "COL" else 1e6 - 1
    graph.add_edge("COL", "MEX", flow=1.0)
    graph.add_edge("MEX", "SEN", flow=1.0)
    answer = hubs(graph, "COL", "ESP").answers[0]
    shares = {hub.place: hub.share for hub in answer.hubs}
    # By MEX goods pass three markets fewer.
    assert shares["MEX"] == pytest.approx(1 - 1e-18, rel=1e-12)
    assert shares["GNB"] == pytest.approx(1e-18, rel=1e-9)
    assert answer.arrival_probability == pytest.approx(0.5e-18, rel=1e-9)


def test_only_one_whole_world_of_one_class_is_iterated() -> None:
    chain = solve_line()
    assert chain.bounded is None
    large = replace(chain, dense=0)
    assert large.bounded is not None
    assert large.b.tolist() == chain.b.tolist() == [1, 1]
    assert replace(large, survival=np.array([1.0, 0.5])).bounded is None
    assert replace(large, flow=np.stack([chain.flow, chain.flow])).bounded is None
    classes = frame_of(chain.routes, classes=np.array([0, 0, 1]))
    assert replace(large, frame=classes).bounded is None
    with pytest.raises(QueryError, match=r"^2 places lie on the routes, .* made up to 1: take a"):
        _ = replace(chain, most=1).solution


def solve_line() -> Chain:
    """Return the chain of A > B > C."""
    index = {code: at for at, code in enumerate("ABC")}
    ends, three = (np.array([0, 1]), np.array([1, 2])), np.zeros(3)
    return solve(
        Connections(tuple("ABC"), index, *ends, np.ones(2), np.arange(2), three, (0,), (2,)),
        {"A": 1.0},
    )


def test_chances_to_arrive_are_told_by_class() -> None:
    """A > B > C or D, a half each; of A a quarter goes to D at once. C is class 0, D class 1."""
    tails, heads = np.array([0, 0, 1, 1]), np.array([1, 3, 2, 3])
    flow = np.array([3.0, 1.0, 1.0, 1.0])
    index = {code: at for at, code in enumerate("ABCD")}
    routes = Connections(
        tuple("ABCD"), index, tails, heads, flow, np.arange(4), np.zeros(4), (0,), (2, 3)
    )
    start = np.array([1.0, 0.0, 0.0, 0.0])
    frame = frame_of(routes, classes=np.array([0, 0, 0, 1]))
    found = chain_of(frame, flow, routes.stays, start)
    assert found.b_by_class.tolist() == [[3 / 8, 5 / 8], [1 / 2, 1 / 2]]
    assert found.b.tolist() == [1, 1]
    assert found.arrivals.tolist() == [3 / 8, 5 / 8]
    assert found.arrival == 1
    assert (frame.classes, frame_of(routes, classes=np.zeros(4, int)).classes) == (2, 1)
    several = chain_of(frame, np.stack([flow, [1.0, 1.0, 0.0, 1.0]]), np.zeros((2, 4)), start)
    assert several.arrivals.tolist() == [[3 / 8, 5 / 8], [0, 1]]
    assert several.b.tolist() == [[1, 1], [1, 1]]


def test_worlds_may_differ_in_one_thing_alone() -> None:
    """Of A > B > C, in B one half stays, or three quarters; or a part is lost on the way."""
    line = solve_line()
    stays = np.array([[0.0, 1.0, 0.0], [0.0, 3.0, 0.0]])
    assert replace(line, stays=stays).arrival.tolist() == [1 / 2, 1 / 4]
    assert replace(line, stays=stays, chunk=1).pass_shares().tolist() == [[1, 1], [1, 1]]
    survival = np.array([[1.0, 0.5], [0.5, 0.5], [1.0, 0.0]])
    assert replace(line, survival=survival).arrival.tolist() == [1 / 2, 1 / 4, 0]
