"""A graph goes through the file formats of networkx, and answers as before."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

import trafficroutes as tr
from tests.networks import cite, data_of, leg, tonnes
from trafficroutes.errors import QueryError

LEGS = [
    leg("COL", "MEX", cite(quantity=tonnes(2, "capacity"), modes=["land"], period=2008)),
    leg("MEX", "ESP", cite("b", modes=["land"], period=2008), cite("c", period=2009)),
    leg("COL", "R:WA", cite(period=2009)),
    leg("R:WA", "ESP", cite(period=2009)),
    leg("COL", "ESP", cite("d", period=1990)),
]
DATA = data_of(LEGS, regions={"WA": ["GNB"]}, markets=["ESP"])
ENDS = ("Colombia", "Spain")

Graph = nx.DiGraph


def directed(graph: nx.Graph[str]) -> Graph[str]:
    assert isinstance(graph, nx.DiGraph)
    return graph


def by_graphml(graph: Graph[str], folder: Path) -> Graph[str]:
    nx.write_graphml(graph, folder / "graph.graphml")
    return directed(nx.read_graphml(folder / "graph.graphml"))


def by_gexf(graph: Graph[str], folder: Path) -> Graph[str]:
    nx.write_gexf(graph, folder / "graph.gexf")
    return directed(nx.read_gexf(folder / "graph.gexf"))


def by_gml(graph: Graph[str], folder: Path) -> Graph[str]:
    nx.write_gml(graph, folder / "graph.gml")
    return directed(nx.read_gml(folder / "graph.gml"))


def by_json(graph: Graph[str], _: Path) -> Graph[str]:
    text = json.dumps(nx.node_link_data(graph, edges="edges"))
    return directed(nx.node_link_graph(json.loads(text), edges="edges"))


FORMATS = [by_graphml, by_gexf, by_gml, by_json]
#: GEXF keeps no attributes of a whole graph.
WHOLE = [by_graphml, by_gml, by_json]
SELECTIONS: list[dict[str, Any]] = [
    {},
    {"weighting": "evidence", "years": "2008-"},
    {"weighting": "equal", "modes": "land", "years": (None, 2009)},
    {"min_citations": 2, "without_press": False},
    {"weighting": "volume", "drop_unquantified": True, "years": 2008},
]
QUESTIONS: list[Callable[[Any], tr.Result]] = [
    lambda source: tr.hubs(source, *ENDS, draws=20),
    lambda source: tr.why(source, "Mexico", *ENDS, draws=20),
    lambda source: tr.chokepoints(source, *ENDS, draws=20),
    lambda source: tr.cooperation(source, *ENDS, members="Mexico", draws=20),
    lambda source: tr.whatif(source, *ENDS, remove="Mexico", draws=20),
    lambda source: tr.centrality(source, draws=20),
]


@pytest.mark.parametrize("selection", SELECTIONS, ids=str)
def test_every_attribute_is_a_plain_value(selection: dict[str, Any]) -> None:
    graph = tr.build_graph(DATA, "cocaine", **selection)
    nodes = [told for _, told in graph.nodes.data()]
    edges = [told for *_, told in graph.edges.data()]
    kinds = {type(value) for told in (graph.graph, *nodes, *edges) for value in told.values()}
    assert kinds <= {str, int, float, bool}


@pytest.mark.parametrize("way", FORMATS, ids=lambda way: way.__name__)
def test_nodes_and_edges_come_back_as_they_were(
    way: Callable[[Graph[str], Path], Graph[str]], tmp_path: Path
) -> None:
    graph = tr.build_graph(DATA, "cocaine")
    back = way(graph, tmp_path)
    assert sorted(back.nodes) == sorted(graph.nodes)
    for node, told in graph.nodes.data():
        assert told.items() <= back.nodes[node].items()
    for tail, head, told in graph.edges.data():
        assert told.items() <= back.edges[tail, head].items()
    if way in WHOLE:
        assert back.graph.items() >= graph.graph.items()


@pytest.mark.parametrize("way", WHOLE, ids=lambda way: way.__name__)
@pytest.mark.parametrize("selection", SELECTIONS[:3], ids=str)
def test_a_graph_read_back_answers_as_the_data_do(
    way: Callable[[Graph[str], Path], Graph[str]], selection: dict[str, Any], tmp_path: Path
) -> None:
    graph = tr.build_graph(DATA, "cocaine", **selection)
    back = way(graph, tmp_path)
    straight = tr.hubs(DATA, *ENDS, commodity="cocaine", draws=20, **selection).answer()
    assert tr.hubs(back, *ENDS, draws=20).answer().to_dict() == straight.to_dict()
    for ask in QUESTIONS:
        assert ask(back).to_dict() == ask(graph).to_dict()


def test_by_gexf_a_graph_is_one_made_by_hand(tmp_path: Path) -> None:
    graph = tr.build_graph(DATA, "cocaine", weighting="equal", years="2008-")
    back = by_gexf(graph, tmp_path)
    back.remove_node("R:WA")
    answer = tr.hubs(back, *ENDS, draws=0).answer()
    assert [(hub.place, hub.share, hub.citations) for hub in answer.hubs] == [("MEX", 1.0, ())]


@pytest.mark.parametrize("way", WHOLE, ids=lambda way: way.__name__)
def test_the_estimate_of_the_data_that_ship_comes_back(
    way: Callable[[Graph[str], Path], Graph[str]], tmp_path: Path
) -> None:
    data = tr.load()
    graph = tr.build_graph(data, "opiates")
    assert graph.graph["weighting"] == "estimate"
    ends = ("Afghanistan", "Russia")
    found = tr.hubs(way(graph, tmp_path), *ends, draws=0)
    assert found.answers == tr.hubs(graph, *ends, draws=0).answers
    straight = tr.hubs(data, *ends, commodity="opiates", draws=0)
    shares = {hub.place: hub.share for hub in straight.answer().hubs}
    assert {hub.place: hub.share for hub in found.answer().hubs} == pytest.approx(shares)
    assert found.dataset == straight.dataset


def elsewhere(graph: Path) -> str:
    """Return what another program answers, or the error that it meets."""
    script = (
        "import json, sys\nimport networkx as nx, trafficroutes as tr\n"
        "graph = nx.read_graphml(sys.argv[1])\n"
        "print(json.dumps(tr.hubs(graph, *sys.argv[2:], draws=0).to_dict()))\n"
    )
    command = [sys.executable, "-c", script, str(graph), *ENDS]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stderr if done.returncode else done.stdout


@pytest.mark.slow
def test_a_graph_finds_its_data_again_in_another_program(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(tr.merge(DATA, DATA).text)
    graph = by_graphml(tr.build_graph(path, "cocaine"), tmp_path)
    before = tr.hubs(graph, *ENDS, draws=0).to_dict()
    assert json.loads(elsewhere(tmp_path / "graph.graphml")) == before
    path.rename(tmp_path / "moved.yaml")
    told = elsewhere(tmp_path / "graph.graphml").splitlines()[-1]
    assert told.startswith("trafficroutes.errors.QueryError: the graph was built from ")
    assert "mine.yaml, which is not there or has changed: set " in told
    graph.graph["data"] = str(tmp_path / "moved.yaml")
    assert tr.hubs(graph, *ENDS, draws=0).to_dict()["answers"] == before["answers"]
    del graph.graph["data"]
    with pytest.raises(QueryError, match=r"not R:WA; regions of a data file are known by"):
        tr.hubs(graph, *ENDS, draws=0)
    graph.remove_node("R:WA")
    by_hand = tr.hubs(graph, *ENDS, draws=0)
    assert by_hand.dataset is None


def test_an_attribute_that_is_no_json_is_refused() -> None:
    graph = tr.build_graph(DATA, "cocaine")
    graph.graph["supply"] = "much"
    with pytest.raises(QueryError, match="the attribute supply of the graph is JSON, not 'much'"):
        tr.hubs(graph, *ENDS, draws=0)
