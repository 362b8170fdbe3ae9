"""The facts of a map of before and after, as the JSON that its scripts read."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from trafficroutes.maps.dual import (
    REMOVED,
    DualView,
    Shift,
    change_text,
    connection_key,
    points_text,
    shift_of,
    size_of,
)
from trafficroutes.maps.payload import part_row, payload
from trafficroutes.maps.plan import Node, Plan
from trafficroutes.maps.references import References
from trafficroutes.maps.style import MapStyle
from trafficroutes.maps.view import Connection
from trafficroutes.model.places import Gazetteer

_FAR_BELOW = 50


def dual_payload(
    plan: Plan,
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
    plan : Plan
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
    facts = payload(plan, references, style, table=table)
    later = {connection_key(c): c for c in view.after.connections}
    facts["dual"] = {
        "headings": list(view.headings),
        "sentences": list(view.sentences),
        "arcs": [_arc(arc.connection, later, view) for arc in plan.arcs],
        "nodes": _nodes(plan, view),
        "hatched": hatched(view, places),
        "glows": list(style.glows[: len(view.gains)]),
        "gains": gain_labels(view.gains),
    }
    return facts


def hatched(view: DualView, places: Gazetteer) -> list[str]:
    """Return the countries that are removed, those of removed regions among them."""
    found: set[str] = set()
    for code, touch in view.touched.items():
        if touch.kind == REMOVED:
            found |= {code} if code in places.countries else places.members(code)
    return sorted(found)


def gain_labels(gains: tuple[float, ...]) -> list[str]:
    """Return what each width of glow stands for, in percentage points.

    >>> gain_labels((0.003, 0.01, 0.03))
    ['+0.3 to 1', '+1 to 3', '+3 and more']
    """
    written = [f"{limit * 100:g}" for limit in gains]
    between = [f"+{a} to {b}" for a, b in pairwise(written)]
    return [*between, f"+{written[-1]} and more"]


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
    ]


def _nodes(plan: Plan, view: DualView) -> list[list[Any]]:
    """Return the places after; a change far below the largest is not written beside its name."""
    rows = [(_change(node, view), node) for node in plan.nodes]
    least = max(view.gains[0], max(abs(shift.points) for shift, _ in rows) / _FAR_BELOW)
    return [_node(node, shift, view, least) for shift, node in rows]


def _change(node: Node, view: DualView) -> Shift:
    adds = view.before.adds_up
    after = view.after.parts.get(node.code, ())
    return shift_of(size_of(node.parts, adds_up=adds), size_of(after, adds_up=adds), view.gains)


def _node(node: Node, shift: Shift, view: DualView, least: float) -> list[Any]:
    touch = view.touched.get(node.code)
    return [
        [part_row(part) for part in view.after.parts.get(node.code, ())],
        shift.kind,
        shift.glow,
        points_text(shift.points) if abs(shift.points) >= least else "",
        None if touch is None else [touch.kind, touch.words],
        change_text(shift.points, view.spreads.get(node.code)),
    ]
