"""Arcs on a printed map, with their rims, glows and arrow heads."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon

from trafficroutes.geometry.crowd import Disc
from trafficroutes.geometry.lines import Spot, cut_both
from trafficroutes.geometry.pen import places_by
from trafficroutes.maps.content.plan import Arc, MapPlan
from trafficroutes.maps.content.view import Connection, Mark
from trafficroutes.maps.static.marks import (
    ASSUMED_OPACITY,
    CORE,
    FAINT_OPACITY,
    HALO,
    HALO_OPACITY,
    RIM,
    SCALE,
    dashes,
    draw_letter,
    reach_of,
    sign_strokes,
)
from trafficroutes.maps.static.sheet import Sheet
from trafficroutes.maps.style import MapStyle
from trafficroutes.model.places import LngLat


@dataclass(frozen=True)
class Inks:
    """What a plan is drawn with."""

    plan: MapPlan
    discs: dict[str, Disc]
    style: MapStyle
    pen: float
    letters: tuple[str, ...]
    signs: tuple[int, ...]

    def disc(self, code: str) -> Disc:
        """Return a place with the ring that it may have."""
        found, view = self.discs[code], self.plan.view
        mark = view.mark_of(view.parts[code])
        return replace(found, radius=reach_of(found.radius, mark, places_by(self.pen)))

    def mark_of(self, number: int | None) -> Mark | None:
        """Return a mark of the plan by its number."""
        return None if number is None else self.plan.view.marks[number]


def draw_arc(axes: Axes, arc: Arc, sheet: Sheet, inks: Inks) -> list[Spot]:
    """Draw an arc at each of its turns; return its points for the labels to keep clear of."""
    connection = arc.connection
    found: list[Spot] = []
    for shift in arc.shifts:
        points = [LngLat(p.lng + shift, p.lat) for p in arc.points]
        kept = sheet.projection.inside(points)
        if len(kept) < 2:  # noqa: PLR2004 - a line has two ends
            continue
        line = sheet.spots(kept)
        starts, ends = kept[0] == points[0], kept[-1] == points[-1]
        start, end = inks.disc(connection.origin), inks.disc(connection.to)
        line = _moved(line, start.at if starts else line[0], end.at if ends else line[-1])
        found += draw_line(
            axes,
            line,
            connection,
            inks,
            start=connection.origin if starts else None,
            end=connection.to if ends else None,
        )
    return found


def draw_line(
    axes: Axes,
    line: list[Spot],
    connection: Connection,
    inks: Inks,
    *,
    start: str | None = None,
    end: str | None = None,
    cap: str = "butt",
) -> list[Spot]:
    """Draw a line from rim to rim, with its head; return points along it.

    Parameters
    ----------
    axes : Axes
        In points of the page.
    line : list of Spot
        From the middle of a place to that of another, or from and to where it is cut.
    connection : Connection
        What goes there.
    inks : Inks
        Colours, widths and places.
    start, end : str, optional
        Codes of the places at its ends; an end without one has no rim, and no head.
    cap : {"butt", "round"}
        How a whole line ends.
    """
    style = inks.style
    colour = inks.plan.view.flows[connection.flow].colour
    full = style.head + style.head_per_width * style.widths[connection.width]
    head = full * SCALE * inks.pen if end is not None else 0.0
    rims = [0.0 if code is None else inks.disc(code).radius for code in (start, end)]
    whole = cut_both(line, *rims)
    whole = whole if whole is not None else line
    short = cut_both(line, rims[0], rims[1] + head)
    short = short if short is not None else whole
    opacity = _stroke(axes, short, colour, connection, inks, cap)
    if end is not None:
        axes.add_artist(_arrow(short[-1], whole[-1], head, colour, opacity))
    if inks.letters:
        middle = short[len(short) // 2]
        letter = inks.letters[connection.flow]
        draw_letter(axes, middle, letter, colour, size=5.0, order=3.6)
    return _dense(short)


def _moved(line: list[Spot], start: Spot, end: Spot) -> list[Spot]:
    """Return a line with its ends moved, and its points in proportion."""
    last = len(line) - 1
    (ax, ay), (bx, by) = (
        (start.x - line[0].x, start.y - line[0].y),
        (end.x - line[-1].x, end.y - line[-1].y),
    )
    return [
        Spot(p.x + ax * (1 - n / last) + bx * n / last, p.y + ay * (1 - n / last) + by * n / last)
        for n, p in enumerate(line)
    ]


def _stroke(
    axes: Axes, line: list[Spot], colour: str, connection: Connection, inks: Inks, cap: str
) -> float:
    """Draw a line with its rim or glow; return its opacity."""
    xs, ys = [p.x for p in line], [p.y for p in line]
    mark = inks.mark_of(connection.marked.mark)
    width = inks.style.widths[connection.width] * SCALE * inks.pen
    dash = inks.style.dashes[connection.confidence if connection.legs else 0]
    dash = mark.dash if mark is not None and mark.dash else dash
    common: dict[str, Any] = {"solid_capstyle": cap, "dash_capstyle": "butt", "zorder": 3}
    faint = mark is not None and mark.faint
    if mark is not None and mark.colour:
        glow = width + HALO * mark.wide * inks.pen
        strength = 1.0 if mark.hollow else HALO_OPACITY
        axes.add_line(Line2D(xs, ys, color=mark.colour, alpha=strength, lw=glow, **common))
        if mark.hollow:
            axes.add_line(Line2D(xs, ys, color="white", lw=max(0.1, glow - RIM), **common))
    elif connection.legs and not faint:
        rim = width + inks.style.casing * SCALE * inks.pen
        axes.add_line(Line2D(xs, ys, color="white", alpha=0.85, lw=rim, **common))
    pattern: Any = "-" if not dash else (0, dashes(dash, width, max(inks.pen, 0.5)))
    opacity = FAINT_OPACITY if faint else 0.88 if connection.legs else ASSUMED_OPACITY
    axes.add_line(Line2D(xs, ys, color=colour, alpha=opacity, lw=width, ls=pattern, **common))
    if not connection.measured:
        axes.add_line(Line2D(xs, ys, color="white", lw=width * CORE, **common))
    if connection.legs and not faint:
        sign = inks.signs[connection.flow]
        for look in sign_strokes(sign, colour, width, inks.pen):
            axes.add_line(Line2D(xs, ys, zorder=3, **look))
    return opacity


def _arrow(base: Spot, tip: Spot, head: float, colour: str, opacity: float) -> Polygon:
    length = math.dist(base, tip) or 1.0
    ux, uy = (tip.x - base.x) / length, (tip.y - base.y) / length
    back = Spot(tip.x - ux * head, tip.y - uy * head)
    half = head / 2
    corners = [
        tip,
        (back.x - uy * half, back.y + ux * half),
        (back.x + uy * half, back.y - ux * half),
    ]
    return Polygon(corners, closed=True, fc=colour, alpha=opacity, lw=0, zorder=3)


def _dense(line: list[Spot]) -> list[Spot]:
    return [
        Spot(a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part)
        for a, b in pairwise(line)
        for part in (0.0, 0.33, 0.66)
    ]
