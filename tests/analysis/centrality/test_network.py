"""The network between countries: what becomes of legs into and out of regions."""

from __future__ import annotations

import networkx as nx
import pytest

from tests.networks import data_of, near
from trafficroutes.analysis.centrality.network import CountryNetwork, country_network
from trafficroutes.flowmodel.networks import build_graph
from trafficroutes.graph.building import network_from_graph

#: COL --10--> R:WA (GNB, SEN), GNB --4--> ESP, R:WA --5--> ESP, GNB --2--> R:WA
DATA = data_of(
    "COL > R:WA 10\nGNB > ESP 4\nR:WA > ESP 5\nGNB > R:WA 2", regions={"WA": ["GNB", "SEN"]}
)


def made(regions: str) -> CountryNetwork:
    graph = build_graph(DATA, "cocaine", weighting="volume")
    return country_network(network_from_graph(graph, DATA.places), regions=regions)


def flows(found: CountryNetwork) -> dict[tuple[str, str], float]:
    ends = zip(found.tails.tolist(), found.heads.tolist(), strict=True)
    return {
        (found.places[tail], found.places[head]): flow
        for (tail, head), flow in zip(ends, found.flow.tolist(), strict=True)
    }


def test_legs_of_regions_are_left_out_and_counted() -> None:
    found = made("leave_out")
    assert flows(found) == {("GNB", "ESP"): near(4)}
    assert found.places == ("ESP", "GNB")
    assert (found.into_regions, found.out_of_regions) == (2, 1)
    assert found.flow_into_regions == near(12)


def test_or_shared_out_among_the_other_members() -> None:
    """GNB gets no part of its own 2 t; legs out of a region name no country in any case."""
    found = made("members")
    assert flows(found) == {
        ("COL", "GNB"): near(5),
        ("COL", "SEN"): near(5),
        ("GNB", "ESP"): near(4),
        ("GNB", "SEN"): near(2),
    }
    assert found.out_of_regions == 1


def test_as_the_estimate_shares_them_out_where_it_was_made() -> None:
    """R:WA passes 3 on to GNB and 1 to SEN; what BRA sends there is divided so."""
    graph: nx.DiGraph[str] = nx.DiGraph(places=DATA.places, regions_pass_on=True)
    for tail, head, flow in (
        ("COL", "R:WA", 3.0),
        ("SEN", "R:WA", 1.0),
        ("R:WA", "GNB", 3.0),
        ("R:WA", "SEN", 1.0),
    ):
        graph.add_edge(tail, head, flow=flow)
    found = country_network(network_from_graph(graph, DATA.places), regions="members")
    assert flows(found) == {
        ("COL", "GNB"): near(2.25),
        ("COL", "SEN"): near(0.75),
        ("SEN", "GNB"): near(1),
    }
    assert found.out_of_regions == 0


def test_a_named_leg_and_a_part_of_a_region_add_up() -> None:
    data = data_of("COL > R:WA 10\nCOL > SEN 1", regions={"WA": ["GNB", "SEN"]})
    graph = build_graph(data, "cocaine", weighting="volume")
    found = country_network(network_from_graph(graph, data.places), regions="members")
    assert flows(found) == {("COL", "GNB"): near(5), ("COL", "SEN"): near(6)}
    named = {found.places[head]: edge for head, edge in zip(found.heads, found.edge, strict=True)}
    assert named["GNB"] < 0 <= named["SEN"]


def test_a_place_is_not_joined_to_itself() -> None:
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edge("COL", "COL", flow=1.0)
    graph.add_edge("COL", "ESP", flow=2.0)
    found = country_network(network_from_graph(graph, DATA.places))
    assert flows(found) == {("COL", "ESP"): pytest.approx(2)}
