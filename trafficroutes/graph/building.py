"""The public networkx graph, made from a network, and accepted in its place."""

from __future__ import annotations

from numbers import Real
from typing import TYPE_CHECKING, Any

import numpy as np

from trafficroutes.errors import QueryError
from trafficroutes.graph.independence import Threshold
from trafficroutes.graph.network import Network, capacity, network_of
from trafficroutes.graph.selection import SelectedLeg, Selection
from trafficroutes.graph.weighting import cost
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.places import Gazetteer
from trafficroutes.model.refs import is_region
from trafficroutes.model.years import parse_years

if TYPE_CHECKING:
    import networkx as nx


def graph_of(network: Network) -> nx.DiGraph[str]:
    """Return a network as a graph; see :func:`trafficroutes.build_graph`.

    All attributes are texts, numbers and truth values, as the file formats of graphs
    take them; what was selected from which data is told so that it can be found again.
    """
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph(
        label=network.label,
        weighting=network.weighting,
        regions_pass_on=network.regions_pass_on,
        **_listings(network),
    )
    graph.graph.update(_origin(network))
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
            legs=" ".join(item.leg.id for item in legs),
            **extra,
        )
    return graph


def _listings(network: Network) -> dict[str, Any]:
    """Return what of a network is no plain value, as JSON; what is empty is not told."""
    import json  # loaded only where a graph is made or read

    found = {"supply": dict(network.supply), "remarks": network.remarks}
    return {key: json.dumps(told, ensure_ascii=False) for key, told in found.items() if told}


def _origin(network: Network) -> dict[str, str | int | bool]:
    """Return what a network was made from, as attributes of a graph."""
    data, selection = network.data, network.selection
    if data is None or selection is None:
        return {}
    years = selection.years
    return {
        "data": data.path,
        "sha256": data.sha256,
        "commodities": " ".join(selection.commodities),
        "years": "" if years is None else f"{years.first or ''}-{years.last or ''}",
        "modes": " ".join(selection.modes),
        "min_citations": selection.threshold.citations,
        "without_press": not selection.threshold.press_alone,
    }


def network_from_graph(
    graph: nx.DiGraph[str], gazetteer: Gazetteer, data: Dataset | None = None
) -> Network:
    """Return the arrays of a graph; the graph is not changed.

    It may be one of :func:`trafficroutes.build_graph`, changed by hand or read from a
    file, or any directed graph whose nodes are codes of places and whose edges have a
    ``flow`` above 0; ``graph.graph["places"]`` may be a gazetteer of its own.

    Parameters
    ----------
    graph : networkx.DiGraph
    gazetteer : Gazetteer
        What the codes mean.
    data : Dataset, optional
        The data that the graph names; without them its legs have no citations.

    Raises
    ------
    QueryError
        The graph is a multigraph or undirected, a node is no place, a flow or
        what stays is no amount, or an edge names a leg that the data do not hold.
    """
    if graph.is_multigraph() or not graph.is_directed():
        raise QueryError("a route network is a networkx.DiGraph with one edge a pair of places")
    gazetteer = graph.graph.get("places") or gazetteer
    strange = sorted(str(node) for node in graph if node not in gazetteer)
    if strange:
        of_a_file = data is None and all(map(is_region, strange))
        hint = "; regions of a data file are known by graph.graph['data']" if of_a_file else ""
        raise QueryError(f"nodes are codes of places such as GNB, not {', '.join(strange)}{hint}")
    places = tuple(sorted(graph.nodes))
    index = {code: position for position, code in enumerate(places)}
    edges = sorted(graph.edges(data=True), key=lambda edge: edge[:2])
    flows = []
    for tail, head, attributes in edges:
        flow = _amount(attributes.get("flow"), f"the edge {tail} -> {head} needs a flow")
        if flow == 0:
            raise QueryError(f"the edge {tail} -> {head} has no flow: remove the edge")
        flows.append(flow)
    selection = None if data is None else _selection(graph, data)
    legs = _LegsById(data, selection)
    return Network(
        label=str(graph.graph.get("label", "goods")),
        weighting=str(graph.graph.get("weighting", "flow")),
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
        legs=tuple(legs.of(attributes.get("legs", "")) for _, _, attributes in edges),
        gazetteer=gazetteer,
        supply=_listed(graph, "supply", {}),
        data=data,
        selection=selection,
        regions_pass_on=bool(graph.graph.get("regions_pass_on", False)),
        remarks=tuple(_listed(graph, "remarks", [])),
    )


def _selection(graph: nx.DiGraph[str], data: Dataset) -> Selection | None:
    """Return what a graph says that it was selected by; None where it says nothing."""
    told = graph.graph
    commodities = tuple(told.get("commodities", "").split())
    unknown = [key for key in commodities if key not in data.records.commodities]
    if unknown or not commodities:
        return None
    return network_of(
        data,
        str(told.get("label", "goods")),
        commodities,
        years=parse_years(told["years"]) if told.get("years") else None,
        modes=tuple(told.get("modes", "").split()),
        threshold=Threshold(
            int(told.get("min_citations", 1)), press_alone=not told.get("without_press", False)
        ),
    ).selection


class _LegsById:
    """The legs of some data: as they were selected, else with all their citations."""

    def __init__(self, data: Dataset | None, selection: Selection | None) -> None:
        self._data = data
        self._taken = {} if selection is None else {str(i.leg.id): i for i in selection.legs}

    def of(self, ids: Any) -> tuple[SelectedLeg, ...]:
        """Return the legs of these ids, with blanks between them."""
        data = self._data
        if data is None or not ids:
            return ()
        return tuple(self._leg(data, key) for key in str(ids).split())

    def _leg(self, data: Dataset, key: str) -> SelectedLeg:
        if key not in self._taken:
            found = next((leg for leg in data.legs if leg.id == key), None)
            if found is None:
                raise QueryError(
                    f"an edge of the graph names the leg {key}, which {data.path} lacks: "
                    "correct the attribute legs, or delete it"
                )
            self._taken[key] = SelectedLeg(found, found.evidence)
        return self._taken[key]


def _listed(graph: nx.DiGraph[str], key: str, nothing: Any) -> Any:
    """Return an attribute that is a list or a mapping, and in a graph its JSON text."""
    told = graph.graph.get(key, nothing)
    if not isinstance(told, str):
        return told
    import json

    try:
        found = json.loads(told)
    except ValueError:
        found = None
    if not isinstance(found, type(nothing)):
        raise QueryError(f"the attribute {key} of the graph is JSON, not {told!r}")
    return found


def _amount(value: Any, what: str) -> float:
    if not isinstance(value, Real) or not 0 <= float(value) < float("inf"):
        raise QueryError(f"{what} of 0 or more, not {value!r}")
    return float(value)
