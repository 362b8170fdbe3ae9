"""Betweenness and closeness, against networkx, by hand, and where networkx is lost."""

from __future__ import annotations

from collections.abc import Mapping

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.drawings import LOOSE, TIED, Drawing, both_ways, drawing, drawings
from trafficroutes.analysis.centrality.shortest_paths import BLOCK, PathSums, harmonic, path_sums
from trafficroutes.graph.arrays import Floats


def sums(
    drawn: Drawing, cost: Floats | None = None, *, at_once: int = BLOCK, **ends: list[int]
) -> PathSums:
    chosen = {key: np.array(value, dtype=np.int64) for key, value in ends.items()}
    lengths = drawn.numbers if cost is None else cost
    return path_sums(drawn.tails, drawn.heads, lengths, drawn.count, at_once=at_once, **chosen)


def by_node(drawn: Drawing, found: Mapping[int, float]) -> list[float]:
    return [found[node] for node in range(drawn.count)]


def by_edge(drawn: Drawing, found: dict[tuple[int, int], float]) -> list[float]:
    return [found[edge] for edge in zip(drawn.tails.tolist(), drawn.heads.tolist(), strict=True)]


@pytest.mark.slow
@given(drawings(TIED) | drawings(LOOSE))
def test_betweenness_of_places_and_legs_is_that_of_networkx(drawn: Drawing) -> None:
    graph = drawn.graph
    for cost, weight in ((drawn.numbers, "weight"), (np.ones(drawn.tails.size), None)):
        found = sums(drawn, cost)
        places = nx.betweenness_centrality(graph, normalized=False, weight=weight)
        edges = nx.edge_betweenness_centrality(graph, normalized=False, weight=weight)
        assert found.places == pytest.approx(by_node(drawn, places), abs=1e-9)
        assert found.edges == pytest.approx(by_edge(drawn, edges), abs=1e-9)


@pytest.mark.slow
@given(drawings(TIED) | drawings(LOOSE), st.data())
def test_betweenness_of_some_pairs_is_that_of_networkx(drawn: Drawing, data: st.DataObject) -> None:
    some = st.sets(st.integers(0, drawn.count - 1), min_size=1).map(sorted)
    sources, targets = data.draw(some), data.draw(some)
    found = sums(drawn, sources=sources, targets=targets)
    graph = drawn.graph
    places = nx.betweenness_centrality_subset(graph, sources, targets, weight="weight")
    edges = nx.edge_betweenness_centrality_subset(graph, sources, targets, weight="weight")
    assert found.places == pytest.approx(by_node(drawn, places), abs=1e-9)
    assert found.edges == pytest.approx(by_edge(drawn, edges), abs=1e-9)
    joined = sum(nx.has_path(graph, s, t) for s in sources for t in targets if s != t)
    assert found.pairs == joined


@pytest.mark.slow
@given(drawings(TIED))
def test_betweenness_of_tied_paths_counted_one_by_one(drawn: Drawing) -> None:
    """Every shortest path is listed; each of q gives the places on it 1/q."""
    graph, places = drawn.graph, np.zeros(drawn.count)
    for s in graph:
        for t in nx.descendants(graph, s):
            paths = list(nx.all_shortest_paths(graph, s, t, weight="weight"))
            for path in paths:
                places[path[1:-1]] += 1 / len(paths)
    assert sums(drawn).places == pytest.approx(places, abs=1e-9)


def test_equal_lengths_are_equal_whatever_rounding_makes_of_them() -> None:
    """Both ways are 0.6 long, but 0.1 + 0.2 + 0.3 and 0.3 + 0.2 + 0.1 differ in floats.

    ::

        0 --.1-- 1 --.2-- 2 --.3-- 5
        0 --.3-- 3 --.2-- 4 --.1-- 5
    """
    steps = {(0, 1): 0.1, (1, 2): 0.2, (2, 5): 0.3, (0, 3): 0.3, (3, 4): 0.2, (4, 5): 0.1}
    drawn = drawing(6, steps)
    assert 0.1 + 0.2 + 0.3 != 0.3 + 0.2 + 0.1
    found = sums(drawn, sources=[0], targets=[5])
    assert found.places.tolist() == [0, 0.5, 0.5, 0.5, 0.5, 0]


def test_costs_that_rounding_would_swallow_do_not_turn_paths_around() -> None:
    """0 - 1 costs 1e-30 beside 1; a path still leads from 2 by 0 to 1."""
    found = sums(drawing(3, {(0, 1): 1e-30, (1, 0): 1e-30, (2, 0): 1.0}))
    assert found.places.tolist() == [1.0, 0.0, 0.0]
    assert found.pairs == 4


def test_sources_in_blocks_give_the_same() -> None:
    drawn = both_ways(nx.krackhardt_kite_graph())
    whole = sums(drawn)
    one_by_one = sums(drawn, at_once=1)
    assert one_by_one.places == pytest.approx(whole.places)
    assert one_by_one.pairs == whole.pairs == 90


def test_krackhardts_kite_as_published() -> None:
    """Krackhardt (1990): Heather .389, Fernando and Garth .231, Ike .222, Diane .102."""
    found = sums(both_ways(nx.krackhardt_kite_graph())).places / (9 * 8)
    diane, fernando, garth, heather, ike = (3, 5, 6, 7, 8)
    assert np.round(found[[heather, fernando, garth, ike, diane]], 3).tolist() == [
        0.389,
        0.231,
        0.231,
        0.222,
        0.102,
    ]


def test_florentine_families_as_published() -> None:
    """Jackson, Social and Economic Networks (2008), sec. 1.2: Medici .522, Strozzi .103."""
    families = nx.florentine_families_graph()
    names = sorted(families)
    drawn = both_ways(nx.relabel_nodes(families, {name: at for at, name in enumerate(names)}))
    found = dict(zip(names, sums(drawn).places / (14 * 13), strict=True))
    published = {"Medici": 0.522, "Guadagni": 0.255, "Albizzi": 0.212, "Strozzi": 0.103}
    assert {name: round(float(found[name]), 3) for name in published} == published


@pytest.mark.slow
@given(drawings())
def test_closeness_is_networkx_harmonic_centrality(drawn: Drawing) -> None:
    others = drawn.count - 1
    into = nx.harmonic_centrality(drawn.graph)
    out = nx.harmonic_centrality(drawn.graph.reverse())
    found_in = harmonic(drawn.heads, drawn.tails, drawn.count) * others
    found_out = harmonic(drawn.tails, drawn.heads, drawn.count) * others
    assert found_in == pytest.approx(by_node(drawn, into))
    assert found_out == pytest.approx(by_node(drawn, out))


def test_closeness_by_hand() -> None:
    """0 > 1 > 2: from 0 it is 1 and 2 legs to the others, so (1 + 1/2) / 2."""
    drawn = drawing(3, {(0, 1): 1.0, (1, 2): 1.0})
    assert harmonic(drawn.tails, drawn.heads, 3).tolist() == [0.75, 0.5, 0.0]


def test_without_sources_nothing_lies_between() -> None:
    found = sums(drawing(2, {(0, 1): 1.0}), sources=[], targets=[1])
    assert (found.places.tolist(), found.edges.tolist(), found.pairs) == ([0, 0], [0], 0)
