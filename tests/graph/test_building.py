"""The networkx graph, out and back."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pytest

from tests.networks import cite, data_of, leg, tonnes
from trafficroutes.analysis.hubs.answer import hubs
from trafficroutes.errors import QueryError
from trafficroutes.flowmodel.networks import build_graph
from trafficroutes.graph.building import network_from_graph

DATA = data_of(
    [
        leg("COL", "MEX", cite(quantity=tonnes(2, "capacity"))),
        leg("MEX", "USA", cite("b", modes=["land"], period=2008)),
        leg("USA", "R:WA"),
    ],
    regions={"WA": ["GNB"]},
    markets=["USA"],
)


def by_hand(*edges: tuple[str, str, Any]) -> nx.DiGraph[str]:
    graph: nx.DiGraph[str] = nx.DiGraph()
    for tail, head, flow in edges:
        graph.add_edge(tail, head, flow=flow)
    return graph


def test_nodes_and_edges() -> None:
    graph = build_graph(DATA, "cocaine")
    assert {node: graph.nodes[node] for node in graph} == {
        "COL": {"name": "Colombia", "kind": "country", "stays": 0.0},
        "MEX": {"name": "Mexico", "kind": "country", "stays": 0.0},
        "R:WA": {"name": "Region WA", "kind": "region", "stays": 0.0},
        "USA": {"name": graph.nodes["USA"]["name"], "kind": "country", "stays": 1.0},
    }
    assert sorted(graph.edges) == [("COL", "MEX"), ("MEX", "USA"), ("USA", "R:WA")]
    edge = graph.edges["COL", "MEX"]
    assert edge["flow"] == pytest.approx(0.9025)
    assert edge["cost"] == pytest.approx(1 / 0.9025)
    assert edge["capacity"] == 2000.0
    assert edge["legs"] == "cocaine.COL-MEX"
    assert "capacity" not in graph.edges["MEX", "USA"]
    assert not any("weight" in attributes for *_, attributes in graph.edges(data=True))


def test_selection_and_weighting() -> None:
    graph = build_graph(DATA, "Cocaine", years="2008", modes=("land",), weighting="equal")
    assert list(graph.edges(data="flow")) == [("MEX", "USA", 1.0)]
    volume = build_graph(DATA, "cocaine", weighting="volume", drop_unquantified=True)
    assert len(volume) == 0


def test_a_graph_goes_back_into_the_network_it_came_from() -> None:
    network = network_from_graph(build_graph(DATA, "cocaine"), DATA.places, DATA)
    assert network.places == ("COL", "MEX", "R:WA", "USA")
    assert network.tails.tolist() == [0, 1, 3]
    assert network.heads.tolist() == [1, 3, 2]
    assert network.stays.tolist() == [0, 0, 0, 1]
    assert network.data is DATA
    assert network.gazetteer.name("R:WA") == "Region WA"


def test_what_is_done_to_a_graph_does_not_come_back() -> None:
    graph = build_graph(DATA, "cocaine")
    graph.graph["supply"] = '{"COL": 1.0}'
    graph.remove_node("MEX")
    assert "supply" not in build_graph(DATA, "cocaine").graph
    assert "MEX" in build_graph(DATA, "cocaine")


def test_a_graph_by_hand_needs_only_flows() -> None:
    r"""COL -3-> MEX -1-> USA -1-> ESP, COL -1-> ESP, in any kind of number.

    MEX hands all on to USA, USA keeps half: 3/4 x 1/2 = 3/8 by MEX, 1/4 straight.
    """
    graph = by_hand(("COL", "MEX", 3), ("COL", "ESP", np.float32(1)), ("MEX", "USA", np.int64(1)))
    graph.add_edge("USA", "ESP", flow=1.0)
    graph.nodes["USA"]["stays"] = 1
    result = hubs(graph, "Colombia", "Spain")
    answer = result.answers[0]
    assert answer.arrival_probability == pytest.approx(5 / 8)
    assert {hub.place: hub.share for hub in answer.hubs} == pytest.approx({"MEX": 0.6, "USA": 0.6})
    assert result.dataset is None
    assert (answer.weighting, answer.commodity) == ("flow", "goods")
    assert answer.hubs[0].citations == ()


def test_a_loop_at_a_place_changes_nothing_but_the_legs() -> None:
    graph = by_hand(("COL", "MEX", 1), ("MEX", "MEX", 1), ("MEX", "ESP", 1))
    answer = hubs(graph, "COL", "ESP").answers[0]
    assert answer.hubs[0].share == pytest.approx(1.0)
    assert answer.expected_legs == pytest.approx(3.0)


def test_a_node_removed_by_hand() -> None:
    """COL to ESP by MEX, GNB or BRA, a third each; without BRA, a half each."""
    graph = build_graph(
        data_of("COL > MEX > ESP\nCOL > GNB > ESP\nCOL > BRA > ESP"), "cocaine", weighting="equal"
    )
    assert [hub.share for hub in hubs(graph, "COL", "ESP").answers[0].hubs] == pytest.approx(
        [1 / 3] * 3
    )
    graph.remove_node("BRA")
    left = hubs(graph, "COL", "ESP").answers[0].hubs
    assert {hub.place: hub.share for hub in left} == pytest.approx({"GNB": 0.5, "MEX": 0.5})
    assert len(left[0].citations) == 1


def test_an_edge_by_hand_may_name_a_leg_of_the_data() -> None:
    legs = [leg("COL", "MEX"), leg("MEX", "ESP", cite("b", period=1990))]
    graph = build_graph(data_of(legs), "cocaine", years="1990")
    graph.add_edge("COL", "MEX", flow=1.0, legs="cocaine.COL-MEX")
    hub = hubs(graph, "COL", "ESP").answers[0].hubs[0]
    assert [citation.source for citation in hub.citations] == ["a", "b"]
    graph.edges["COL", "MEX"]["legs"] = "cocaine.COL-USA"
    with pytest.raises(QueryError, match=r"the leg cocaine.COL-USA, which .* lacks: correct"):
        hubs(graph, "COL", "ESP")


def multigraph() -> Any:
    return nx.MultiDiGraph([("COL", "ESP")])


def undirected() -> Any:
    return nx.Graph([("COL", "ESP")])


def staying(amount: Any) -> nx.DiGraph[str]:
    graph = by_hand(("COL", "ESP", 1))
    graph.nodes["COL"]["stays"] = amount
    return graph


@pytest.mark.parametrize(
    ("graph", "message"),
    [
        (multigraph(), "one edge a pair"),
        (undirected(), "one edge a pair"),
        (nx.DiGraph([("COL", "ESP")]), "COL -> ESP needs a flow of 0 or more, not None"),
        (by_hand(("COL", "ESP", -1)), "needs a flow of 0 or more, not -1"),
        (by_hand(("COL", "ESP", float("inf"))), "not inf"),
        (by_hand(("COL", "ESP", float("nan"))), "not nan"),
        (by_hand(("COL", "ESP", 0)), "has no flow: remove the edge"),
        (by_hand(("COL", "Spain", 1)), "codes of places such as GNB, not Spain"),
        (staying(-2), "what stays in COL is an amount of 0 or more, not -2"),
        (staying("much"), "not 'much'"),
    ],
)
def test_graphs_that_are_no_network(graph: nx.DiGraph[str], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        hubs(graph, "COL", "ESP")
