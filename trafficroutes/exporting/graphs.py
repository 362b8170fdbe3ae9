"""An export as a graph: for Gephi and Cytoscape, and what arcs and places are made of."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, TypeAlias
from xml.etree import ElementTree as ET

import networkx as nx

from trafficroutes.exporting.tables import TableBook, cell_of
from trafficroutes.geometry.mercator import project
from trafficroutes.maps.content.legbook import colour_of
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.digits import settled
from trafficroutes.model.places import LngLat
from trafficroutes.question.graphs import SIZES

ExportGraph: TypeAlias = "nx.DiGraph[str] | nx.MultiDiGraph[str]"

#: Of GEXF: degrees become so many units, places and edges are so large at most and at least.
_SCALE = 10.0
_NODE, _EDGE = (4.0, 40.0), (0.5, 12.0)
_PLAIN = "#6B6B6B"
#: What a node has of itself, whichever answer it is in.
_OWN = ("name", "kind", "iso2", "region", "longitude", "latitude")


@dataclass(frozen=True)
class Layer:
    """The connections of one commodity or family.

    Attributes
    ----------
    label : str
        What moves.
    colour : str
        As ``#RRGGBB``.
    graph : networkx.DiGraph
        With plain attributes.
    """

    label: str
    colour: str
    graph: nx.DiGraph[str]


def layers_of_data(book: TableBook, data: Dataset) -> list[Layer]:
    """Return the connections of the data, a layer a family."""
    graphs: dict[str, nx.DiGraph[str]] = {}
    for record in book["connections"].records():
        ends = str(record["from"]), str(record["to"])
        graph = graphs.setdefault(str(record["family"]), nx.DiGraph())
        told: dict[str, Any] = {
            key: value
            for key, value in record.items()
            if value is not None and key not in ("family", "from", "to", "from_name", "to_name")
        }
        graph.add_edge(*ends, **told)
    return [
        Layer(label, _colour(data, label, number), graph)
        for number, (label, graph) in enumerate(graphs.items())
    ]


def layers_of_answers(graphs: Sequence[nx.DiGraph[str]], data: Dataset | None) -> list[Layer]:
    """Return the connections of answers, a layer an answer."""
    found: list[Layer] = []
    for number, graph in enumerate(graphs):
        commodity = str(graph.graph.get("commodity", ""))
        taken = [layer.label for layer in found]
        label = commodity if commodity not in taken else f"{commodity} {number + 1}"
        for _, _, told in graph.edges(data=True):
            # An answer about legs has a commodity for each, and none of its own.
            if "commodity" in told:
                told["colour"] = _colour(data, told["commodity"].split("; ")[0], number)
        found.append(Layer(label, _colour(data, commodity, number), graph))
    return found


def _colour(data: Dataset | None, label: str, number: int) -> str:
    known = data is not None and label in {*data.families, *data.records.commodities}
    return colour_of(data if known else None, label, number)


def joined(layers: Sequence[Layer], book: TableBook) -> ExportGraph:
    """Return layers as one graph; with several, a multigraph with an edge a layer.

    Every edge has ``commodity`` and ``colour``; every node ``name``, ``kind``, ``iso2``,
    ``region``, ``longitude``, ``latitude`` and, with one layer, what the answer says of
    it; with several, that with the layer in front.
    """
    graph: ExportGraph = nx.DiGraph() if len(layers) == 1 else nx.MultiDiGraph()
    graph.graph.update({str(key): str(value) for key, value in book["about"].rows})
    places = {record["code"]: record for record in book.places.records()}
    for layer in layers:
        for code in layer.graph:
            own = {key: places[code][key] for key in _OWN} if code in places else {}
            told = dict(layer.graph.nodes[code])
            if len(layers) > 1:
                told = {k if k in _OWN else f"{layer.label}_{k}": v for k, v in told.items()}
            graph.add_node(code, **_plain({**told, **own}))
        for origin, to, told in layer.graph.edges(data=True):
            named = {"commodity": layer.label, "colour": layer.colour}
            keyed = {} if len(layers) == 1 else {"key": layer.label}
            graph.add_edge(origin, to, **keyed, **{**named, **_plain(told)})
    return graph


def _plain(told: dict[str, Any]) -> dict[str, Any]:
    return {key: cell_of(value) for key, value in told.items() if value is not None}


def size_key(graph: ExportGraph) -> str | None:
    """Return what says how much of the goods an edge has; None where nothing does."""
    keys = {key for _, _, told in graph.edges(data=True) for key in told}
    return next((key for key in SIZES if key in keys), None)


def sizes_of(graph: ExportGraph) -> list[float]:
    """Return how large each edge is, as part of the largest; alike where nothing tells."""
    key = size_key(graph)
    if key is None:
        return [1.0] * graph.number_of_edges()
    found = [float(told.get(key, 0.0) or 0.0) for _, _, told in graph.edges(data=True)]
    most = max(found, default=0.0)
    return [one / most for one in found] if most > 0 else [1.0] * len(found)


def place_sizes(graph: ExportGraph) -> dict[str, float]:
    """Return what goes into and out of each place, as part of the largest."""
    total = dict.fromkeys(graph, 0.0)
    for (origin, to, _), size in zip(graph.edges(data=True), sizes_of(graph), strict=True):
        total[origin] += size
        total[to] += size
    most = max(total.values(), default=0.0)
    return {code: settled(one / most) if most else 1.0 for code, one in total.items()}


def place_colours(graph: ExportGraph) -> dict[str, str]:
    """Return the colour of what most of goes through each place."""
    found: dict[str, dict[str, float]] = {code: {} for code in graph}
    for (origin, to, told), size in zip(graph.edges(data=True), sizes_of(graph), strict=True):
        for code in (origin, to):
            by = found[code]
            by[told["colour"]] = by.get(told["colour"], 0.0) + size
    return {
        code: min(by, key=lambda colour: (-by[colour], colour)) if by else _PLAIN
        for code, by in found.items()
    }


def graphml_bytes(graph: ExportGraph) -> bytes:
    """Return a graph as GraphML."""
    stream = BytesIO()
    # That of lxml, which is taken where it is installed, writes other bytes.
    nx.write_graphml_xml(graph, stream, named_key_ids=True)
    return stream.getvalue()


def node_link_bytes(graph: ExportGraph) -> bytes:
    """Return a graph as node-link JSON."""
    told = nx.node_link_data(graph, edges="edges")
    return (json.dumps(told, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def gexf_bytes(graph: ExportGraph, updated: str, cite: str) -> bytes:
    """Return a graph as GEXF 1.2 with colours, sizes and positions, as Gephi shows them.

    Parameters
    ----------
    graph : networkx.DiGraph or MultiDiGraph
    updated : str
        The date that it is of, as ``2026-01-31``.
    cite : str
        The line to cite it by.
    """
    shown = _with_viz(graph)
    stream = BytesIO()
    nx.write_gexf(shown, stream, version="1.2draft")
    return _dated(stream.getvalue(), updated, cite)


def _with_viz(graph: ExportGraph) -> ExportGraph:
    shown: ExportGraph = graph.copy()
    sizes, colours = place_sizes(graph), place_colours(graph)
    for code, told in shown.nodes(data=True):
        told["label"] = told["name"]
        flat = project(LngLat(told.get("longitude", 0.0), told.get("latitude", 0.0)))
        x, y = (round(one * _SCALE, 3) for one in (flat.x, flat.y))
        told["viz"] = {
            "color": _rgb(colours[code]),
            "size": _between(_NODE, sizes[code]),
            "position": {"x": x, "y": y, "z": 0.0},
        }
    for (_, _, told), size in zip(shown.edges(data=True), sizes_of(graph), strict=True):
        told["weight"] = cell_of(size)
        told["viz"] = {"color": _rgb(told["colour"]), "thickness": _between(_EDGE, size)}
    return shown


def _between(ends: tuple[float, float], part: float) -> float:
    low, high = ends
    return round(low + (high - low) * math.sqrt(part), 3)


def _rgb(colour: str) -> dict[str, Any]:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return {"r": red, "g": green, "b": blue, "a": 1.0}


def _dated(written: bytes, updated: str, cite: str) -> bytes:
    """Return GEXF with the date of the data in place of today's, and a line to cite by."""
    for prefix, space in _SPACES:
        ET.register_namespace(prefix, space)
    root = ET.fromstring(written)  # noqa: S314 - written above
    for meta in _meta(root):
        meta.set("lastmodifieddate", updated)
        ET.SubElement(meta, f"{{{_SPACES[0][1]}}}description").text = cite
    dated: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return dated


_SPACES = (
    ("", "http://www.gexf.net/1.2draft"),
    ("viz", "http://www.gexf.net/1.2draft/viz"),
    ("xsi", "http://www.w3.org/2001/XMLSchema-instance"),
)


def _meta(root: ET.Element) -> Iterable[ET.Element]:
    return (found for found in root.iter() if found.tag.endswith("}meta"))
