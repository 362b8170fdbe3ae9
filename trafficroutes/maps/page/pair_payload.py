"""The facts of a map of before and after, as the JSON that its scripts read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trafficroutes.maps.content.pair import (
    DualView,
    change_text,
    connection_key,
    gain_labels,
    hatched,
    keeps_off_zero,
    place_shift,
    shift_of,
    told_changes,
)
from trafficroutes.maps.content.plan import MapPlan, Node
from trafficroutes.maps.content.references import References
from trafficroutes.maps.content.view import Connection
from trafficroutes.maps.page.payload import part_row, payload, strength_of
from trafficroutes.maps.style import MapStyle
from trafficroutes.model.places import Gazetteer


def dual_payload(
    plan: MapPlan,
    view: DualView,
    references: References,
    style: MapStyle,
    places: Gazetteer,
    *,
    table: bool,
) -> dict[str, Any]:
    """Return the facts of the side before, and beside them what the other has instead.

    Parameters
    ----------
    plan : MapPlan
        Of the side before.
    view : DualView
        Both sides.
    references : References
        The documents of both.
    style : MapStyle
        Widths of glow.
    places : Gazetteer
        Members of removed regions.
    table : bool
        Whether a table follows.
    """
    told = told_changes(view)
    facts = payload(plan, references, style, table=table)
    facts["listed"] = _listed(plan, view, places)
    facts["choice"] = "that change or carry most"
    later = {connection_key(c): c for c in view.after.connections}
    facts["dual"] = {
        "headings": list(view.headings),
        "sentences": list(view.sentences),
        "arcs": [_arc(arc.connection, later, view) for arc in plan.arcs],
        "nodes": [_node(node, view, told) for node in plan.nodes],
        "hatched": hatched(view, places),
        "glows": list(style.glows[: len(view.gains)]),
        "gains": gain_labels(view.gains),
    }
    return facts


def _listed(plan: MapPlan, view: DualView, places: Gazetteer) -> list[dict[str, Any]]:
    """Return the names of places that only the table has."""
    drawn = {node.code for node in plan.nodes}
    ends = {end for c in view.before.undrawn for end in (c.origin, c.to)} - drawn
    return [
        {
            "code": code,
            "name": places.full_name(code),
            "label": places.name(code),
            "aliases": list(places[code].aliases),
        }
        for code in sorted(ends)
    ]


def _arc(
    before: Connection,
    later: Mapping[tuple[int, str, str], Connection],
    view: DualView,
) -> list[Any]:
    """Return an arc's values after, in the order in which ``sides.js`` names them again."""
    after = later[connection_key(before)]
    shift = shift_of(before.strength, after.strength, view.gains)
    return [
        after.width,
        after.amount,
        shift.kind,
        shift.glow,
        before.strength > 0,
        connection_key(before) in view.hypothetical,
        change_text(after.strength - before.strength, view.spreads.get(connection_key(before))),
        keeps_off_zero(view.spreads.get(connection_key(before))),
        strength_of(after, adds=view.after.words.unit != ""),
    ]


def _node(node: Node, view: DualView, told: Mapping[str, str]) -> list[Any]:
    touch, shift = view.touched.get(node.code), place_shift(node.code, view)
    return [
        [part_row(part) for part in view.after.parts.get(node.code, ())],
        shift.kind,
        shift.glow,
        told.get(node.code, ""),
        None if touch is None else [touch.kind, touch.words],
        change_text(shift.points, view.spreads.get(node.code)),
        keeps_off_zero(view.spreads.get(node.code)),
    ]
