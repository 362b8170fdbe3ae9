"""Answers as graphs: every leg is an edge, with plain attributes."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx
import pytest

import trafficroutes as tr
from tests.networks import cite, data_of, leg
from trafficroutes.errors import QueryError
from trafficroutes.question.graphs import flat
from trafficroutes.question.result import Result

DATA = data_of(
    [
        leg("COL", "MEX", cite("a"), cite("b")),
        leg("MEX", "ESP", cite("a")),
        leg("COL", "GNB", cite("c")),
        leg("GNB", "ESP", cite("a")),
        leg("COL", "MEX", cite("a"), commodity="heroin"),
        leg("MEX", "ESP", cite("a"), commodity="heroin"),
    ],
    production={"COL": 100},
    markets=["ESP"],
)
OTHER = data_of("COL > MEX > ESP")
ENDS = (DATA, "COL", "ESP")
ASKED: dict[str, Callable[[], Result]] = {
    "hubs": lambda: tr.hubs(*ENDS, commodity="cocaine", draws=10),
    "paths": lambda: tr.paths(*ENDS, commodity="cocaine", draws=10),
    "why": lambda: tr.why(DATA, "MEX", "COL", "ESP", commodity="cocaine", draws=10),
    "suppliers": lambda: tr.suppliers(DATA, "ESP", commodity="cocaine", draws=0),
    "chokepoints": lambda: tr.chokepoints(*ENDS, commodity="cocaine", draws=10),
    "cooperation": lambda: tr.cooperation(*ENDS, commodity="cocaine", draws=10),
    "centrality": lambda: tr.centrality(*ENDS, commodity="cocaine", draws=10),
    "compare": lambda: tr.compare(DATA, with_data=OTHER, commodity="cocaine", draws=0),
    "whatif": lambda: tr.whatif(*ENDS, remove="GNB", commodity="cocaine", draws=10),
}
#: How many edges each has; the others have all four.
EDGES = {"why": 2}


@pytest.mark.parametrize("name", ASKED)
def test_every_answer_with_legs_is_a_graph(name: str) -> None:
    graph = ASKED[name]().to_graph()
    assert isinstance(graph, nx.DiGraph)
    assert not graph.is_multigraph()
    assert graph.number_of_edges() == EDGES.get(name, 4)
    assert graph.nodes["MEX"]["name"] == "Mexico"
    assert graph.nodes["MEX"]["kind"] == "country"
    assert graph.edges["COL", "MEX"]["legs"] == "cocaine.COL-MEX"
    plain = (str, int, float, bool)
    told = [told for _, told in graph.nodes(data=True)]
    told += [told for _, _, told in graph.edges(data=True)]
    assert all(isinstance(value, plain) for one in told for value in one.values())
    assert graph.graph["commodity"] == "cocaine"


@pytest.mark.parametrize("name", ["hubs", "paths", "why", "suppliers", "whatif", "cooperation"])
def test_edges_count_their_citations(name: str) -> None:
    told = ASKED[name]().to_graph().edges["COL", "MEX"]
    assert (told["citations"], told["documents"]) == (2, "a b")


def test_shares_are_those_of_the_answer() -> None:
    result = tr.hubs(*ENDS, commodity="cocaine", draws=0)
    graph = result.to_graph()
    into = sum(told["share"] for _, _, told in graph.in_edges("ESP", data=True))
    assert into == pytest.approx(1)
    for hub in result.answer().hubs:
        assert graph.nodes[hub.place]["hubs_share"] == pytest.approx(hub.share)
        coming = sum(told["share"] for _, _, told in graph.in_edges(hub.place, data=True))
        assert coming == pytest.approx(hub.share)


def test_a_step_of_several_routes_has_their_probabilities_added() -> None:
    data = data_of("COL > MEX > ESP\nMEX > FRA > ESP")
    graph = tr.paths(data, "COL", "ESP", draws=0, weighting="evidence").to_graph()
    assert graph.edges["COL", "MEX"]["probability"] == pytest.approx(1)
    assert graph.edges["COL", "MEX"]["routes"] == "1; 2"


def test_legs_of_one_pair_are_one_edge() -> None:
    graph = tr.legs(DATA, "COL", "MEX").to_graph()
    told = graph.edges["COL", "MEX"]
    assert told["legs"].split() == ["cocaine.COL-MEX", "heroin.COL-MEX"]
    assert told["commodity"] == "cocaine; heroin"
    assert told["citations"] == 3
    assert "strength" not in told
    one = tr.legs(DATA, "COL", "MEX", commodity="heroin").to_graph().edges["COL", "MEX"]
    assert (one["legs"], one["citations"]) == ("heroin.COL-MEX", 1)
    assert one["strength"] > 0


def test_of_several_answers_one_is_named() -> None:
    result = tr.hubs(*ENDS, draws=0)
    with pytest.raises(QueryError, match="there are 2 answers"):
        result.to_graph()
    assert result.to_graph("opiates").number_of_edges() == 2
    assert result.answer("opiates").to_graph().number_of_edges() == 2


def test_an_answer_without_legs_says_so() -> None:
    with pytest.raises(QueryError, match="has no legs to make a graph of: take its tables"):
        tr.sensitivity(*ENDS, commodity="cocaine", draws=0).to_graph()


def test_ranges_are_two_values_and_lists_texts() -> None:
    row = {
        "share_range_50": None,
        "years": [2001, None],
        "legs": [["a", "b"], ["c"]],
        "cuts": [["COL", "ESP"], ["MEX", "ESP"]],
        "citations": [{"source": "a"}],
        "citation": {"source": "a"},
    }
    assert flat(row) == {
        "share_range_50_low": None,
        "share_range_50_high": None,
        "years_first": 2001,
        "years_last": None,
        "legs": "a b; c",
        "cuts": "COL>ESP; MEX>ESP",
    }
