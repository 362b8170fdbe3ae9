"""Figures of whole networks, held against networkx and against a search of what is left."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficroutes import QueryError, UnknownNameError, describe
from trafficroutes.analysis.describe import figures, removal
from trafficroutes.analysis.describe.results import Description

CODES = ("ARG", "BRA", "COL", "DEU", "ESP", "FRA", "GBR", "ITA", "MAR", "NLD")


def exactly(value: float) -> object:
    return pytest.approx(value, rel=0, abs=1e-9)


def made_of(*edges: tuple[str, str]) -> nx.DiGraph[str]:
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from(edges, flow=1.0)
    return graph


def described(graph: nx.DiGraph[str], **options: object) -> Description:
    return describe(graph, **{"random": 5, **options}).answers[0]  # type: ignore[arg-type]


@st.composite
def graphs(draw: st.DrawFn) -> nx.DiGraph[str]:
    places = CODES[: draw(st.integers(2, len(CODES)))]
    pairs = [(a, b) for a in places for b in places if a != b]
    edges = draw(st.lists(st.sampled_from(pairs), min_size=1, unique=True))
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from(edges, flow=1.0)
    return graph


def reached(graph: nx.DiGraph[str]) -> list[int]:
    """Return the fewest connections of all pairs of which one leads to the other."""
    far = dict(nx.all_pairs_shortest_path_length(graph))
    return [steps for a in far for b, steps in far[a].items() if a != b]


@given(graphs())
def test_figures_are_those_of_networkx(graph: nx.DiGraph[str]) -> None:
    found = described(graph, remove="degree")
    n, steps = len(graph), reached(graph)
    assert (found.nodes, found.edges) == (n, graph.number_of_edges())
    assert found.density == exactly(nx.density(graph))
    assert found.reciprocity == exactly(nx.overall_reciprocity(graph))
    assert found.reachability == exactly(len(steps) / (n * (n - 1)))
    assert found.mean_path == exactly(float(np.mean(steps)))
    assert found.longest_path == max(steps)
    for kind, components in (
        ("weak", nx.weakly_connected_components(graph)),
        ("strong", nx.strongly_connected_components(graph)),
    ):
        sizes = getattr(found, f"{kind}_components")
        assert sizes == tuple(sorted(map(len, components), reverse=True))
    between = nx.betweenness_centrality(graph)
    for place in found.first:
        assert place.degree_in == graph.in_degree(place.place)
        assert place.degree_out == graph.out_degree(place.place)
        assert place.betweenness == exactly(between[place.place])
    degrees = [degree for _, degree in graph.degree()]
    assert {d.degree: d.places for d in found.degrees if d.places} == {
        degree: degrees.count(degree) for degree in set(degrees)
    }
    out = dict(graph.out_degree())
    most = max(out.values())
    assert found.centralisation_out == exactly(sum(most - d for d in out.values()) / (n - 1) ** 2)
    if n > 2:
        top = max(between.values())
        assert found.centralisation_betweenness == exactly(
            sum(top - b for b in between.values()) / (n - 1)
        )


@given(graphs(), st.sampled_from(["degree", "betweenness_hops", "pagerank"]))
def test_what_is_left_is_what_a_search_of_the_rest_finds(
    graph: nx.DiGraph[str], measure: str
) -> None:
    found = described(graph, remove=measure, steps=20)
    whole = len(reached(graph))
    left = graph.copy()
    assert [step.removed for step in found.removal] == list(range(len(graph) + 1))
    for step in found.removal:
        if step.place is not None:
            left.remove_node(step.place)
        assert step.reachable == exactly(len(reached(left)) / whole)
        largest = max(map(len, nx.weakly_connected_components(left)), default=0)
        assert step.largest == exactly(largest / len(graph))


def test_a_star_has_centralisation_1() -> None:
    spokes = [place for place in CODES if place != "COL"]
    star = made_of(*(("COL", place) for place in spokes))
    found = described(star)
    assert found.centralisation_out == 1.0
    both = made_of(*star.edges, *((place, "COL") for place in spokes))
    found = described(both, remove="betweenness_hops")
    assert (found.centralisation_betweenness, found.reciprocity, found.reachability) == (1, 1, 1)
    assert found.removal[1].place == "COL"
    assert found.removal[1].reachable == 0
    assert found.removal[1].largest == exactly(1 / len(CODES))
    random, band = found.removal[1].random_reachable, found.removal[1].reachable_band
    assert random is not None
    assert band is not None
    assert band[0] <= random <= band[1]


def test_random_orders_are_seeded_and_fewer_are_the_first_of_more() -> None:
    few, many = (removal.random_orders(6, number, 3) for number in (4, 9))
    assert np.array_equal(many[:4], few)
    assert not np.array_equal(removal.random_orders(6, 4, 4), few)
    assert all(sorted(order) == list(range(6)) for order in many.tolist())
    assert removal.random_orders(6, 0, 3).shape == (0, 6)


def test_bands_are_of_the_random_orders() -> None:
    tails, heads = np.array([0, 1, 2]), np.array([1, 2, 3])
    curves = removal.curves_of(tails, heads, np.array([[0, 1, 2, 3], [1, 0, 2, 3]]), 4)
    # Of a > b > c > d: without a there are 3 of 6 pairs; without b 1 (c > d).
    assert (curves.reachable * 6).tolist() == [[6, 3, 1, 0, 0], [6, 1, 1, 0, 0]]
    assert (curves.largest * 4).tolist() == [[4, 3, 2, 1, 0], [4, 2, 2, 1, 0]]


def test_a_network_of_nothing_has_no_mean_path() -> None:
    none = np.array([], dtype=np.int64)
    assert figures.paths_of(none, none, 3) == (0, None, 0)
    assert figures.reciprocity_of(none, none) is None
    assert figures.centralisation(np.array([1.0]), 0.0) is None


@pytest.mark.parametrize(
    ("options", "kind", "said"),
    [
        ({"steps": -1}, QueryError, "the number of steps is 0 or more, not -1"),
        ({"random": -1}, QueryError, "the number of random orders is 0 to 10,000, not -1"),
        ({"random": 10_001}, QueryError, "not 10001"),
        ({"seed": -1}, QueryError, "the seed is 0 or more"),
        ({"remove": "degre"}, UnknownNameError, "did you mean degree"),
        ({"regions": "keep"}, UnknownNameError, "unknown treatment of regions"),
    ],
)
def test_what_cannot_be_done_is_said(
    options: dict[str, object], kind: type[Exception], said: str
) -> None:
    with pytest.raises(kind, match=said):
        describe(made_of(("COL", "ESP")), **options)  # type: ignore[arg-type]


def test_nothing_need_go() -> None:
    found = described(made_of(("COL", "ESP")), remove=(), random=0)
    assert found.removal == ()
    assert not any("Countries go in the order" in note for note in found.notes)
