"""Random walks, PageRank, Katz and HITS, against networkx and by hand."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import assume, given

from tests.analysis.drawings import LOOSE, TIED, Drawing, drawing, drawings
from trafficroutes.analysis.centrality.random_walks import (
    DAMPING,
    hits,
    katz,
    katz_attenuation,
    pagerank,
    random_walk_betweenness,
)
from trafficroutes.graph.arrays import Floats
from trafficroutes.markov.elimination import expected_visits


def walked(drawn: Drawing) -> Floats:
    return random_walk_betweenness(drawn.tails, drawn.heads, drawn.numbers, drawn.count)


def by_node(found: dict[int, float]) -> list[float]:
    return [found[node] for node in sorted(found)]


@pytest.mark.slow
@given(drawings(TIED, least=3, connected=True) | drawings(LOOSE, least=3, connected=True))
def test_random_walk_is_networkx_current_flow(drawn: Drawing) -> None:
    reference = nx.current_flow_betweenness_centrality(drawn.undirected, weight="weight")
    assert walked(drawn) == pytest.approx(by_node(reference), abs=1e-9)


def test_random_walk_by_kirchhoff() -> None:
    r"""A triangle 0, 1, 2 of equal legs, and 3 behind 2.

    From 0 to 2 two thirds go straight and one third by 1. So 1 carries 1/3 for
    (0, 2) and for (0, 3) and none for (2, 3): 2/9 on average. 2 carries all for
    (0, 3) and (1, 3), and 1/3 for (0, 1): 7/9.
    """
    drawn = drawing(4, {(0, 1): 1.0, (1, 2): 1.0, (2, 0): 1.0, (2, 3): 1.0})
    assert walked(drawn) == pytest.approx([2 / 9, 2 / 9, 7 / 9, 0.0])


def test_flow_both_ways_is_one_conductance() -> None:
    """0 - 1 conducts 1 + 2 = 3, so from 0 to 2 it is 3/4 by way of 1 (6 + 3, 1/2) against 1/2.

    0 > 1 and 1 > 0 are 3 together and 1 > 2 is 3: two in a row conduct 1.5; 0 > 2
    conducts 0.5; 1 carries 1.5 / 2 = 3/4 of the one pair.
    """
    drawn = drawing(3, {(0, 1): 1.0, (1, 0): 2.0, (1, 2): 3.0, (0, 2): 0.5})
    assert walked(drawn)[1] == pytest.approx(0.75)


def test_parts_that_nothing_joins_carry_no_current_between_them() -> None:
    """1 lies between 0 and 2, one of the 10 pairs of the five others."""
    edges = {(0, 1): 1.0, (1, 2): 1.0, (3, 4): 1.0, (4, 5): 1.0}
    assert walked(drawing(6, edges)) == pytest.approx([0, 0.1, 0, 0, 0.1, 0])
    assert walked(drawing(2, {(0, 1): 1.0})).tolist() == [0, 0]


def test_random_walk_holds_where_flows_differ_by_nine_orders() -> None:
    """A chain carries everything, however weak a link is."""
    drawn = drawing(4, {(0, 1): 1e-9, (1, 2): 1.0, (2, 3): 1e-6})
    assert walked(drawn) == pytest.approx([0, 2 / 3, 2 / 3, 0])


@pytest.mark.slow
@given(drawings(LOOSE, least=3))
def test_visits_are_those_of_the_inverse(drawn: Drawing) -> None:
    """Half of what is left after the legs' parts leaves; some places only leave."""
    walk = drawn.adjacency / (drawn.adjacency.sum(axis=1, keepdims=True) + 0.5)
    leak = 1.0 - walk.sum(axis=1)
    found = expected_visits(walk, leak)
    assert found @ (np.eye(drawn.count) - walk) == pytest.approx(np.eye(drawn.count), abs=1e-9)


@pytest.mark.slow
@given(drawings(LOOSE))
def test_pagerank_is_that_of_networkx(drawn: Drawing) -> None:
    reference = nx.pagerank(drawn.graph, alpha=DAMPING, tol=1e-13, max_iter=2000)
    assert pagerank(drawn.adjacency) == pytest.approx(by_node(reference), abs=1e-9)


def test_pagerank_as_published() -> None:
    """Bryan & Leise, SIAM Review 48 (2006): four pages, .368, .142, .288 and .202."""
    links = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 0), (3, 0), (3, 2)]
    found = pagerank(drawing(4, dict.fromkeys(links, 1.0)).adjacency)
    assert np.round(found, 3).tolist() == [0.368, 0.142, 0.288, 0.202]


@pytest.mark.slow
@given(drawings(LOOSE))
def test_katz_is_that_of_networkx(drawn: Drawing) -> None:
    alpha = katz_attenuation(drawn.adjacency)
    reference = nx.katz_centrality_numpy(drawn.graph, alpha=alpha, beta=1.0, weight="weight")
    assert katz(drawn.adjacency) == pytest.approx(by_node(reference), abs=1e-9)


@pytest.mark.slow
@given(drawings(LOOSE))
def test_the_attenuation_is_below_where_the_sum_over_walks_diverges(drawn: Drawing) -> None:
    radius = float(np.abs(np.linalg.eigvals(drawn.adjacency)).max())
    assert katz_attenuation(drawn.adjacency) * radius < 0.86


def test_the_attenuation_by_hand() -> None:
    """1 + 2 leave 0 and 2 + 2 reach 2, the most of any: 3 is the less."""
    drawn = drawing(3, {(0, 1): 1.0, (0, 2): 2.0, (1, 2): 2.0})
    assert katz_attenuation(drawn.adjacency) == pytest.approx(0.85 / 3)


def test_katz_by_hand() -> None:
    """0 > 1 > 2, each leg passes on 0.85: 1, 1 + .85, 1 + .85 + .85^2."""
    found = katz(drawing(3, {(0, 1): 2.0, (1, 2): 2.0}).adjacency)
    assert found / found[0] == pytest.approx([1, 1.85, 1 + 0.85 + 0.85**2])


@pytest.mark.slow
@given(drawings(LOOSE, least=4))
def test_hits_is_that_of_networkx_where_one_vector_leads(drawn: Drawing) -> None:
    values = np.linalg.svd(drawn.adjacency, compute_uv=False)
    assume(values[1] < 0.9 * values[0])
    hubs, authorities = nx.hits(drawn.graph)
    hub, authority = hits(drawn.adjacency)
    assert hub == pytest.approx(by_node(hubs), abs=1e-6)
    assert authority == pytest.approx(by_node(authorities), abs=1e-6)


def test_hits_divides_evenly_where_two_parts_lead_alike() -> None:
    """0 > 1 and 2 > 3 are the same twice: neither part may win by chance."""
    hub, authority = hits(drawing(4, {(0, 1): 1.0, (2, 3): 1.0}).adjacency)
    assert hub == pytest.approx([0.5, 0, 0.5, 0])
    assert authority == pytest.approx([0, 0.5, 0, 0.5])
