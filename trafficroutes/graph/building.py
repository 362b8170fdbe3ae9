"""The public networkx graph, made from a network, and accepted in its place."""

from __future__ import annotations

from numbers import Real
from typing import TYPE_CHECKING, Any

import numpy as np

from trafficroutes.errors import QueryError
from trafficroutes.graph.network import Network, capacity
from trafficroutes.graph.weighting import cost
from trafficroutes.model.places import Gazetteer
from trafficroutes.model.refs import is_region

if TYPE_CHECKING:
    import networkx as nx


def graph_of(network: Network) -> nx.DiGraph[str]:
    """Return a network as a graph; see :func:`trafficroutes.build_graph`."""
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph(
        label=network.label,
        weighting=network.weighting,
        places=network.gazetteer,
        supply=dict(network.supply),
        data=network.data,
        selection=network.selection,
        regions_pass_on=network.regions_pass_on,
        remarks=network.remarks,
    )
    for code, stays in zip(network.places, network.stays.tolist(), strict=True):
        kind = "region" if is_region(code) else "country"
        graph.add_node(code, name=network.gazetteer.name(code), kind=kind, stays=stays)
    ends = zip(network.tails.tolist(), network.heads.tolist(), strict=True)
    for (tail, head), flow, legs in zip(ends, network.flow.tolist(), network.legs, strict=True):
        extra: dict[str, Any] = {}
        limit = capacity(legs)
        if limit is not None:
            extra["capacity"] = limit
        graph.add_edge(
            network.places[tail],
            network.places[head],
            flow=flow,
            cost=cost(flow),
            legs=legs,
            **extra,
        )
    return graph


def network_from_graph(graph: nx.DiGraph[str], gazetteer: Gazetteer) -> Network:
    """Return the arrays of a graph; the graph is not changed.

    It may be one of :func:`trafficroutes.build_graph`, changed by hand, or any directed graph
    whose nodes are codes of places and whose edges have a ``flow`` above 0.
    ``gazetteer`` says what the codes mean where the graph does not.

    Raises
    ------
    QueryError
        The graph is a multigraph or undirected, a node is no place, or a flow or
        what stays is no amount.
    """
    if graph.is_multigraph() or not graph.is_directed():
        raise QueryError("a route network is a networkx.DiGraph with one edge a pair of places")
    known = graph.graph.get("places") or gazetteer
    strange = sorted(str(node) for node in graph if node not in known)
    if strange:
        raise QueryError(f"nodes are codes of places such as GNB, not {', '.join(strange)}")
    places = tuple(sorted(graph.nodes))
    index = {code: position for position, code in enumerate(places)}
    edges = sorted(graph.edges(data=True), key=lambda edge: edge[:2])
    flows = []
    for tail, head, attributes in edges:
        flow = _amount(attributes.get("flow"), f"the edge {tail} -> {head} needs a flow")
        if flow == 0:
            raise QueryError(f"the edge {tail} -> {head} has no flow: remove the edge")
        flows.append(flow)
    return Network(
        label=graph.graph.get("label", "goods"),
        weighting=graph.graph.get("weighting", "flow"),
        places=places,
        tails=np.array([index[tail] for tail, _, _ in edges], dtype=np.int64),
        heads=np.array([index[head] for _, head, _ in edges], dtype=np.int64),
        flow=np.array(flows, dtype=np.float64),
        stays=np.array(
            [
                _amount(graph.nodes[code].get("stays", 0.0), f"what stays in {code} is an amount")
                for code in places
            ],
            dtype=np.float64,
        ),
        legs=tuple(tuple(attributes.get("legs", ())) for _, _, attributes in edges),
        gazetteer=known,
        supply=graph.graph.get("supply", {}),
        data=graph.graph.get("data"),
        selection=graph.graph.get("selection"),
        regions_pass_on=graph.graph.get("regions_pass_on", False),
        remarks=tuple(graph.graph.get("remarks", ())),
    )


def _amount(value: Any, what: str) -> float:
    if not isinstance(value, Real) or not 0 <= float(value) < float("inf"):
        raise QueryError(f"{what} of 0 or more, not {value!r}")
    return float(value)
