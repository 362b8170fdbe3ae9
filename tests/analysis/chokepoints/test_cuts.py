"""Cuts against all subsets on small networks, and networks to check by hand."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import combinations, pairwise
from typing import Any, TypeVar

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.questions import Question, questions
from tests.markov.test_removal import chain_of
from tests.networks import data_of
from tests.properties import forced
from tests.walking import World
from trafficroutes.analysis.chokepoints import cuts
from trafficroutes.analysis.chokepoints.maxflow import (
    FlowNetwork,
    max_flow,
    reachable,
    smallest_cuts,
)
from trafficroutes.markov.chain import Chain
from trafficroutes.question.solving import ask, solve_question

few = forced(80)
T = TypeVar("T", str, tuple[str, str])


def solved(legs: str, origin: str = "COL", destination: str = "ESP", **more: Any) -> Chain:
    data = data_of(legs, **more)
    query = ask(data, origin, destination, {"weighting": "equal"})
    return solve_question(data, query)[0].chain


def by_force(routes: Iterable[Collection[T]]) -> tuple[int | None, set[tuple[T, ...]]]:
    """Return all smallest sets that hold something of every route."""
    ways = [set(route) for route in routes]
    if not all(ways):
        return None, set()
    known = sorted(set[T]().union(*ways))
    for size in range(len(known) + 1):
        found = {cut for cut in combinations(known, size) if all(way & set(cut) for way in ways)}
        if found:
            return size, found - {()}
    raise AssertionError("all of them together are a cut")


def simple_routes(world: World) -> list[tuple[str, ...]]:
    """Return simple routes that do not come by a second place where goods start."""
    return [walk for walk, _ in world.routes() if not set(walk[1:]) & set(world.s)]


def other_ways(world: World) -> list[set[str]]:
    """Return the transit countries on each route that arrives as no direct one does."""
    between, routes = transit_of(world), simple_routes(world)
    direct = {walk[-2:] for walk in routes if not between & set(walk)}
    return [between & set(walk) for walk in routes if walk[-2:] not in direct]


def transit_of(world: World) -> set[str]:
    return {i for i, _ in world.uses()} - world.sources - set(world.regions)


@pytest.mark.slow
@few
@given(questions(), st.sets(st.sampled_from(("BRA", "GNB", "MEX")), max_size=2))
def test_country_cuts(question: Question, protected: set[str]) -> None:
    chain, world = chain_of(question), question.world
    between = transit_of(world)
    assert cuts.transit(chain) == tuple(sorted(between))
    routes = simple_routes(world)
    assert bool(cuts.direct(chain)) == any(not between & set(walk) for walk in routes)
    direct = {walk[-2:] for walk in routes if not between & set(walk)}
    assert set(cuts.direct(chain)) == direct
    size, found = by_force(way - protected for way in other_ways(world))
    cut = cuts.country_cuts(chain, protected=protected)
    assert (cut.size, set(cut.cuts), cut.complete) == (size, found, True)
    assert len(cut.cuts) == len(found)
    for code, count in cut.membership().items():
        assert count == sum(code in one for one in found)
    standing = tuple(sorted(set[str]().union(*found)))
    assert cuts.standing_in_cuts(chain, protected=protected) == (size, standing)


@pytest.mark.slow
@few
@given(questions())
def test_unavoidable(question: Question) -> None:
    chain, world = chain_of(question), question.world
    routes = simple_routes(world)
    on_all = transit_of(world).intersection(*map(set, routes))
    found = cuts.unavoidable(chain)
    assert set(found) == on_all
    for walk in routes:
        assert [code for code in walk if code in on_all] == list(found)


@pytest.mark.slow
@few
@given(questions())
def test_leg_cuts(question: Question) -> None:
    chain, world = chain_of(question), question.world
    routes = [
        {pair for pair in pairwise(walk) if pair in world.legs} for walk in simple_routes(world)
    ]
    size, found = by_force(routes)
    cut = cuts.leg_cuts(chain)
    assert (cut.size, set(cut.cuts), cut.complete) == (size, found, True)
    assert len(cut.cuts) == len(found)


@pytest.mark.slow
@few
@given(
    st.lists(
        st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(1, 3)), min_size=6, max_size=18
    )
)
def test_all_smallest_cuts_of_any_network(arcs: list[tuple[int, int, int]]) -> None:
    """Against networkx for the size, against all sides for the cuts."""
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(7))
    network = FlowNetwork(7)
    for tail, head, capacity in arcs:
        if tail != head and not graph.has_edge(tail, head):
            graph.add_edge(tail, head, capacity=capacity)
            network.add(tail, head, float(capacity))
    value = max_flow(network, 0, 6)
    assert value == nx.maximum_flow_value(graph, 0, 6)
    expected = set()
    for size in range(6):
        for side in combinations(range(1, 6), size):
            inside = {0, *side}
            out = [(i, j) for i, j in graph.edges if i in inside and j not in inside]
            if sum(graph.edges[pair]["capacity"] for pair in out) == value:
                expected.add(frozenset(out))
    found = [
        frozenset((network.tail(arc), network.heads[arc]) for arc in cut)
        for cut in smallest_cuts(network, 0, 6)
    ]
    assert set(found) == expected
    assert len(found) == len(expected)


def test_a_capacity_that_counts_as_nothing_leads_nowhere() -> None:
    """0 > 3 carries 1; what 0 > 1 > 3 could carry is lost in rounding beside it."""
    network = FlowNetwork(4)
    wide = network.add(0, 3, 1.0)
    network.add(0, 1, 1e-20)
    network.add(1, 3, 1.0)
    assert max_flow(network, 0, 3) == 1
    assert reachable(network, 0) == {0}
    assert list(smallest_cuts(network, 0, 3)) == [(wide,)]


def test_two_rows_have_every_mix_of_cuts() -> None:
    """Two rows of two countries: four cuts, one country of each row.

    COL --> VEN --> BRA --> ESP
      `---> MEX --> GNB -----^
    """
    chain = solved("COL > VEN > BRA > ESP\nCOL > MEX > GNB > ESP")
    found = cuts.country_cuts(chain)
    assert found.size == 2
    assert found.cuts == (("BRA", "GNB"), ("BRA", "MEX"), ("GNB", "VEN"), ("MEX", "VEN"))
    assert found.complete
    assert found.membership() == {"BRA": 2, "GNB": 2, "MEX": 2, "VEN": 2}
    some = cuts.country_cuts(chain, limit=3)
    assert len(some.cuts) == 3
    assert not some.complete
    assert set(some.cuts) < set(found.cuts)
    assert cuts.country_cuts(chain, limit=4).complete
    assert cuts.leg_cuts(chain).size == 2
    assert len(cuts.leg_cuts(chain).cuts) == 9


def test_a_hundred_cuts_are_listed_unless_asked_otherwise() -> None:
    """Three rows of five countries: 125 cuts, and 216 of the legs."""
    rows = ("VEN BRA GUY SUR TTO", "MEX GNB SEN MLI MAR", "ECU PER BOL ARG URY")
    chain = solved("\n".join(f"COL {row} ESP".replace(" ", " > ") for row in rows))
    for found in (cuts.country_cuts(chain), cuts.leg_cuts(chain)):
        assert (found.size, len(found.cuts), found.complete) == (3, 100, False)
    assert len(cuts.country_cuts(chain, limit=125).cuts) == 125
    assert cuts.leg_cuts(chain, limit=216).complete


def test_a_protected_country_is_left_out_of_cuts() -> None:
    chain = solved("COL > VEN > BRA > ESP\nCOL > MEX > BRA")
    assert cuts.country_cuts(chain).cuts == (("BRA",),)
    assert cuts.country_cuts(chain, protected={"BRA"}).cuts == (("MEX", "VEN"),)
    assert cuts.unavoidable(chain) == ("BRA",)
    none = cuts.country_cuts(chain, protected={"BRA", "MEX"})
    assert (none.size, none.cuts, none.complete) == (None, (), True)


def test_a_direct_leg_is_named_and_the_rest_is_cut() -> None:
    chain = solved("COL > ESP\nCOL > VEN > ESP")
    assert cuts.direct(chain) == (("COL", "ESP"),)
    assert cuts.country_cuts(chain).cuts == (("VEN",),)
    assert cuts.unavoidable(chain) == ()
    assert cuts.leg_cuts(chain).size == 2


def test_only_a_direct_leg_leaves_nothing_to_cut() -> None:
    chain = solved("COL > ESP\nESP > COL")
    found = cuts.country_cuts(chain)
    assert (found.size, found.cuts) == (0, ())
    assert cuts.leg_cuts(chain).cuts == ((("COL", "ESP"),),)


def test_a_leg_back_from_the_destination_is_no_route() -> None:
    """There networkx 3.6.1 answers the empty set."""
    chain = solved("COL > VEN > ESP > COL")
    assert cuts.country_cuts(chain).cuts == (("VEN",),)
    assert cuts.direct(chain) == ()


def test_a_region_cannot_be_cut_and_is_no_way_round() -> None:
    """Goods traced to a region pass one of its countries, or arrive by it alone."""
    regions = {"COAST": ["GNB", "SEN"]}
    chain = solved("COL > R:COAST\nGNB > ESP\nSEN > ESP", regions=regions)
    assert cuts.country_cuts(chain).cuts == (("GNB", "SEN"),)
    assert cuts.leg_cuts(chain).cuts == ((("COL", "R:COAST"),),)
    into = solved("COL > R:COAST\nGNB > ESP", destination="GNB", regions=regions)
    assert cuts.direct(into) == (("R:COAST", "GNB"),)
    assert cuts.country_cuts(into).size == 0


def test_what_arrives_directly_is_left_out_of_cuts() -> None:
    """Goods reach Guinea-Bissau from the coast at large, by way of Venezuela or without."""
    regions = {"COAST": ["GNB", "SEN"]}
    legs = "COL > VEN > R:COAST\nCOL > R:COAST"
    chain = solved(legs, destination="GNB", regions=regions)
    assert cuts.direct(chain) == (("R:COAST", "GNB"),)
    assert cuts.country_cuts(chain).size == 0
    chain = solved(f"{legs}\nVEN > GNB", destination="GNB", regions=regions)
    assert cuts.country_cuts(chain).cuts == (("VEN",),)


def test_a_member_that_a_region_passes_goods_to_and_fro_is_on_no_route() -> None:
    """BRA > R:TWO > COL > R:TWO > ESP comes to the region twice."""
    regions = {"TWO": ["COL", "ESP"]}
    chain = solved("BRA > R:TWO\nCOL > R:TWO", origin="BRA", regions=regions)
    assert cuts.direct(chain) == (("R:TWO", "ESP"),)
    assert cuts.country_cuts(chain) == cuts.Cuts(0, (), complete=True)
    assert cuts.standing_in_cuts(chain) == (0, ())


def test_capacity_is_limited_where_every_route_has_a_cited_capacity() -> None:
    chain = solved("COL > VEN > ESP\nCOL > MEX > ESP")
    # In the order of chain.edges: COL-MEX, COL-VEN, MEX-ESP, VEN-ESP.
    found = cuts.capacity_cut(chain, [None, 5.0, 2.5, 7.0])
    assert found.tonnes == pytest.approx(7.5)
    assert found.legs == (("COL", "VEN"), ("MEX", "ESP"))
    assert (found.cited, found.total) == (3, 4)
    free = cuts.capacity_cut(chain, [None, 5.0, None, 7.0])
    assert (free.tonnes, free.legs, free.cited) == (None, (), 2)


def test_shadow_forgets_directions() -> None:
    """The ring COL, VEN, BRA, MEX hangs together; from BRA on there is one way.

    COL --> VEN --> BRA --> ESP
      `---> MEX ---^
    """
    chain = solved("COL > VEN > BRA > ESP\nCOL > MEX > BRA")
    found = cuts.shadow(chain)
    assert found.articulation == ("BRA",)
    assert found.bridges == (("BRA", "ESP"),)
