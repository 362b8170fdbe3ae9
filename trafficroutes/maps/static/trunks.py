"""Bundles on a printed map: arcs from one region to another as one line."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import TypeAlias

from matplotlib.axes import Axes

from trafficroutes.geometry.bundles import BundledArc, BundleEnd, bundles_of, lines_of
from trafficroutes.geometry.lines import Spot
from trafficroutes.maps.content.plan import Arc
from trafficroutes.maps.content.view import Connection
from trafficroutes.maps.static.arcs import Inks, draw_line
from trafficroutes.maps.static.marks import SCALE
from trafficroutes.maps.static.sheet import Sheet

_SPREAD, _SPLIT = 230.0 * SCALE, 40.0 * SCALE

#: Flow, origin and destination of a connection.
Key: TypeAlias = tuple[int, str, str]


@dataclass(frozen=True)
class Bundled:
    """The bundles of a plan, each as arcs, and which arcs these are."""

    bundles: tuple[tuple[Arc, ...], ...]

    def holds(self, arc: Arc) -> bool:
        """Whether an arc is drawn as part of a bundle."""
        return any(arc is one for bundle in self.bundles for one in bundle)


def bundled(inks: Inks, sheet: Sheet, apart: Collection[Key]) -> Bundled:
    """Return the bundles of a plan.

    Parameters
    ----------
    inks : Inks
        With the plan, and where its places stand.
    sheet : Sheet
        Where it is drawn.
    apart : collection of (flow, origin, to)
        What is drawn for itself all the same; and so is what a mark sets apart, and what leaves
        the map.
    """
    free = [arc for arc in inks.plan.arcs if _may(arc, inks, sheet, apart)]
    items = _items(free, inks)
    return Bundled(
        tuple(tuple(free[number] for number in found) for found in bundles_of(items, _SPREAD))
    )


def draw_bundle(axes: Axes, bundle: tuple[Arc, ...], inks: Inks) -> list[Spot]:
    """Draw a bundle; return points along it for the names to keep clear of."""
    lines = lines_of(_items(bundle, inks), _SPLIT)
    found: list[Spot] = []
    for place, line in lines.starts.items():
        if line:
            members = [arc.connection for arc in bundle if arc.connection.origin == place]
            found += draw_line(axes, line, _together(members, inks), inks, start=place)
    for place, line in lines.ends.items():
        if line:
            members = [arc.connection for arc in bundle if arc.connection.to == place]
            found += draw_line(axes, line, _together(members, inks), inks, end=place)
    whole = _together([arc.connection for arc in bundle], inks)
    start = next(iter(lines.starts)) if len(lines.starts) == 1 else None
    end = next(iter(lines.ends)) if len(lines.ends) == 1 else None
    return found + draw_line(axes, lines.trunk, whole, inks, start=start, end=end, cap="round")


def _may(arc: Arc, inks: Inks, sheet: Sheet, apart: Collection[Key]) -> bool:
    connection = arc.connection
    mark = inks.mark_of(connection.marked.mark)
    plain = mark is None or not (mark.colour or mark.dash or mark.faint)
    whole = arc.shifts == (0,) and len(sheet.projection.inside(arc.points)) == len(arc.points)
    key = (connection.flow, connection.origin, connection.to)
    return plain and whole and bool(connection.legs) and key not in apart


def _items(arcs: Collection[Arc], inks: Inks) -> list[BundledArc]:
    within = {node.code: node.within for node in inks.plan.nodes}

    def end(code: str) -> BundleEnd:
        return BundleEnd(code, inks.disc(code).at, within[code])

    return [
        BundledArc(arc.connection.flow, arc.bow, end(arc.connection.origin), end(arc.connection.to))
        for arc in arcs
    ]


def _together(members: list[Connection], inks: Inks) -> Connection:
    """Return some connections as one: as wide as all where that adds up, as sure as the surest."""
    words = inks.plan.view.words
    width = max(c.width for c in members)
    if words.limits and all(c.measured for c in members):
        total = sum(c.strength for c in members)
        width = max(width, sum(total >= limit for limit in words.limits))
    return replace(
        members[0],
        width=width,
        confidence=max(c.confidence for c in members),
        measured=any(c.measured for c in members),
    )
