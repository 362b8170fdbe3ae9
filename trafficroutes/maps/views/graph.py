"""A graph, as built or as changed by hand, as a map's content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trafficroutes.dataset.gazetteer import load_gazetteer
from trafficroutes.graph.building import network_from_graph
from trafficroutes.maps.content.legbook import (
    colour_of,
    confidence_of,
    identity,
    leg_fact,
)
from trafficroutes.maps.content.strongest import largest_first, legible, told_cut, told_ties
from trafficroutes.maps.content.view import Connection, FlowLayer, View
from trafficroutes.maps.style import MapStyle, amount, chance
from trafficroutes.maps.views.network_sides import parts_of, words_of
from trafficroutes.model.names import spoken
from trafficroutes.question.saying import capital

if TYPE_CHECKING:
    import networkx as nx

    from trafficroutes.model.dataset import Dataset


def graph_view(
    graph: nx.DiGraph[str],
    data: Dataset | None,
    style: MapStyle,
    *,
    title: str | None = None,
    largest: int | None,
) -> View:
    """Return what a map of a graph shows: each edge, as wide as its flow.

    Parameters
    ----------
    graph : networkx.DiGraph
        See :func:`trafficroutes.build_graph`.
    data : Dataset or None
        For colours and sources.
    style : MapStyle
        Classes of width and confidence.
    title : str, optional
        Instead of the graph's label.
    largest : int or None
        How many connections are drawn at most; None leaves it to the map.
    """
    places = data.places if data is not None else load_gazetteer()
    network = network_from_graph(graph, places, data)
    measure = network.weighting
    found = largest_first(
        Connection(
            flow=0,
            origin=network.places[tail],
            to=network.places[head],
            legs=()
            if data is None
            else tuple(leg_fact(data, item.leg, item.citations) for item in legs),
            strength=strength,
            amount=chance(strength) if measure == "evidence" else amount(strength, measure),
            width=style.width_class(strength, measure),
            confidence=2
            if data is None
            else style.confidence_class(
                confidence_of(data, [c for item in legs for c in item.citations])
            ),
        )
        for tail, head, strength, legs in zip(
            network.tails.tolist(),
            network.heads.tolist(),
            network.flow.tolist(),
            network.legs,
            strict=True,
        )
    )
    top = legible(len(found), largest)
    ends = {end for c in found for end in (c.origin, c.to)}
    parts, most = parts_of(data, [network.commodities], found, [measure], ends)
    known = data if data is not None and network.commodities else None
    return View(
        title=title or f"{capital(spoken(network.label))} routes",
        flows=(FlowLayer(network.label, colour_of(known, network.label, 0), network.remarks),),
        connections=tuple(found),
        undrawn=(),
        parts=parts,
        words=words_of(measure, most, style),
        summary=f"{top:,} connections.",
        cut=told_cut(len(found), top),
        lines=tuple(identity(data, f"Weighting: {measure}.")),
        adds_up=True,
        notes=told_ties(len(found), top),
        top=top,
    )
