"""What stands on a printed map. One unit of the drawing is one point of the page."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle
from matplotlib.textpath import TextPath

from trafficroutes.geometry.crowd import Disc, make_room
from trafficroutes.geometry.labels import Box, place_labels
from trafficroutes.geometry.lines import Spot, cut_both
from trafficroutes.geometry.pen import pen_of, places_by
from trafficroutes.maps.plan import Arc, Node, Plan
from trafficroutes.maps.print_legend import draw_legend
from trafficroutes.maps.print_looks import (
    ASSUMED_OPACITY,
    FAINT_OPACITY,
    HALO,
    HALO_OPACITY,
    HATCH,
    INK,
    SCALE,
    dashes,
    place_mark,
    reach_of,
    ring,
)
from trafficroutes.maps.print_margins import (
    EDGE,
    FOOT,
    HEAD,
    HEIGHT,
    WIDTH,
    draw_margins,
    draw_text,
)
from trafficroutes.maps.projecting import Projection, projection_for, world
from trafficroutes.maps.style import MapStyle
from trafficroutes.maps.view import GATEWAY, ORIGIN, TRANSIT, Connection, Mark
from trafficroutes.model.places import LngLat

_SEA, _LAND, _INVOLVED, _BORDER = "#EEF2F5", "#FBFBF9", "#E3E6E3", "#CBD2D6"
_RANK = (TRANSIT, ORIGIN, GATEWAY)
_LABEL, _LABEL_HEIGHT = 6.6, 7.0
_POINT_INCH = 72.0
_FINE = 0.2  # points


@dataclass(frozen=True)
class Sheet:
    """The map's part of the page, and how metres of the plane become points of it."""

    projection: Projection
    box: Box
    scale: float
    dx: float
    dy: float

    def spots(self, points: list[LngLat]) -> list[Spot]:
        """Return points of the page."""
        return [
            Spot(x * self.scale + self.dx, y * self.scale + self.dy)
            for x, y in self.projection.project(points)
        ]


@dataclass(frozen=True)
class _Inks:
    """What a plan is drawn with."""

    plan: Plan
    discs: dict[str, Disc]
    style: MapStyle
    pen: float

    def disc(self, code: str) -> Disc:
        """Return a place with the ring that it may have."""
        found, view = self.discs[code], self.plan.view
        mark = view.mark_of(view.parts[code])
        return replace(found, radius=reach_of(found.radius, mark, places_by(self.pen)))

    def mark_of(self, number: int | None) -> Mark | None:
        return None if number is None else self.plan.view.marks[number]


def draw_figure(plan: Plan, style: MapStyle) -> Figure:
    """Return a plan as a figure of one page."""
    figure = blank_page()
    axes = window(figure, Box(0.0, 0.0, WIDTH, HEIGHT))
    sheet = sheet_of(plan, Box(EDGE, FOOT, WIDTH - EDGE, HEIGHT - HEAD))
    pen = draw_panel(axes, plan, sheet, style)
    draw_margins(axes)
    draw_text(axes, plan, sheet.projection)
    draw_legend(axes, plan, style, top=FOOT - 8, pen=pen)
    return figure


def blank_page() -> Figure:
    """Return an empty page."""
    return Figure(figsize=(WIDTH / _POINT_INCH, HEIGHT / _POINT_INCH), facecolor="white")


def window(figure: Figure, box: Box) -> Axes:
    """Return axes over a part of the page, in points of the page; they cut off what leaves it."""
    across, up = box.right - box.left, box.top - box.bottom
    axes = figure.add_axes((box.left / WIDTH, box.bottom / HEIGHT, across / WIDTH, up / HEIGHT))
    axes.set(xlim=(box.left, box.right), ylim=(box.bottom, box.top), aspect="equal")
    axes.set_axis_off()
    return axes


def draw_panel(
    axes: Axes,
    plan: Plan,
    sheet: Sheet,
    style: MapStyle,
    *,
    hatched: Collection[str] = (),
    pen: float | None = None,
) -> float:
    """Draw a plan onto its part of a page; return how thick the pen was.

    Parameters
    ----------
    axes : Axes
        In points of the page.
    plan : Plan
        What is drawn.
    sheet : Sheet
        Where.
    style : MapStyle
        Widths and sizes.
    hatched : collection of str
        Countries to hatch, by code.
    pen : float, optional
        Instead of one that suits the plan.
    """
    _draw_world(axes, plan, sheet, hatched)
    if pen is None:
        pen = pen_of(sheet.spots([node.at for node in plan.nodes]), len(plan.arcs))
    discs = _discs(plan, sheet, style, places_by(pen))
    inks = _Inks(plan, discs, style, pen)
    lines = [spot for arc in plan.arcs for spot in _draw_arc(axes, arc, sheet, inks)]
    _draw_places(axes, inks)
    _draw_labels(axes, inks, lines, sheet.box)
    return pen


def sheet_of(plan: Plan, box: Box) -> Sheet:
    """Return where the places and arcs of a plan fit into a part of the page."""
    projection = projection_for(plan)
    seen = [node.at for node in plan.nodes]
    seen += [p for arc in plan.arcs for p in projection.inside(arc.points)]
    if any(len(arc.shifts) > 1 for arc in plan.arcs):
        # An arc that leaves the world at one side comes in at the other.
        seen += [LngLat(projection.west, 0.0), LngLat(projection.east, 0.0)]
    flat = projection.project(seen)
    xs, ys = [s.x for s in flat], [s.y for s in flat]
    width, height = box.right - box.left, box.top - box.bottom
    margin = min(46.0, width / 9)
    # What goes round the world fills its breadth: no name stands beyond its edge.
    sides = 8.0 if any(len(arc.shifts) > 1 for arc in plan.arcs) else margin
    scale = min(
        (width - 2 * sides) / max(max(xs) - min(xs), 1e5),
        (height - 2 * margin * 0.6) / max(max(ys) - min(ys), 1e5),
    )
    dx = (box.left + box.right) / 2 - scale * (max(xs) + min(xs)) / 2
    dy = (box.bottom + box.top) / 2 - scale * (max(ys) + min(ys)) / 2
    return Sheet(projection, box, scale, dx, dy)


def _draw_world(axes: Axes, plan: Plan, sheet: Sheet, hatched: Collection[str]) -> None:
    box = sheet.box
    if sheet.projection.whole:
        axes.add_patch(Polygon(sheet.spots(sheet.projection.rim()), closed=True, fc=_SEA, lw=0))
    else:
        width, height = box.right - box.left, box.top - box.bottom
        axes.add_patch(Rectangle((box.left, box.bottom), width, height, fc=_SEA, lw=0))
    countries, borders = world(sheet.projection)
    matrix = [sheet.scale, 0, 0, sheet.scale, sheet.dx, sheet.dy]
    shown = set(plan.involved)
    tones = [_INVOLVED if code in shown else _LAND for code in countries["code"]]
    moved = _on_page(countries, matrix)
    moved.plot(ax=axes, color=tones, edgecolor=tones, linewidth=0.3, aspect=None, zorder=1)
    closed = moved[moved["code"].isin(sorted(hatched))]
    if len(closed):
        hatch: Any = {"hatch": "//////", "facecolor": "none", "edgecolor": HATCH}
        closed.plot(ax=axes, linewidth=0.6, aspect=None, zorder=1.6, **hatch)
    lines = _on_page(borders, matrix)
    lines.plot(ax=axes, color=_BORDER, linewidth=0.5, aspect=None, zorder=1.5)


def _on_page(frame: Any, matrix: list[float]) -> Any:
    """Return shapes in points of the page, without what is too fine to print."""
    moved = frame.geometry.set_crs(None, allow_override=True).affine_transform(matrix)
    return frame.set_geometry(moved.simplify(_FINE))


def _discs(plan: Plan, sheet: Sheet, style: MapStyle, scale: float) -> dict[str, Disc]:
    spots = sheet.spots([node.at for node in plan.nodes])
    wanted = [
        Disc(spot, style.radius(_size(node, plan)) * SCALE * scale, movable=node.region)
        for node, spot in zip(plan.nodes, spots, strict=True)
    ]
    return {node.code: d for node, d in zip(plan.nodes, make_room(wanted), strict=True)}


def _size(node: Node, plan: Plan) -> float:
    sizes = [part.size for part in node.parts]
    return sum(sizes) if plan.view.adds_up else max(sizes)


def _draw_arc(axes: Axes, arc: Arc, sheet: Sheet, inks: _Inks) -> list[Spot]:
    """Draw an arc at each of its turns; return its points for the labels to keep clear of."""
    connection, style = arc.connection, inks.style
    colour = inks.plan.view.flows[connection.flow].colour
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
        full = style.head + style.head_per_width * style.widths[connection.width]
        head = full * SCALE * inks.pen
        whole = cut_both(line, start.radius if starts else 0.0, end.radius if ends else 0.0)
        whole = whole if whole is not None else line
        short = cut_both(line, start.radius if starts else 0.0, end.radius + head if ends else 0.0)
        short = short if short is not None else whole
        opacity = _stroke(axes, short, colour, connection, inks)
        if ends:
            axes.add_patch(_arrow(short[-1], whole[-1], head, colour, opacity))
        found += _dense(short)
    return found


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
    axes: Axes, line: list[Spot], colour: str, connection: Connection, inks: _Inks
) -> float:
    """Draw a line with its rim or glow; return its opacity."""
    xs, ys = [p.x for p in line], [p.y for p in line]
    mark = inks.mark_of(connection.marked.mark)
    width = inks.style.widths[connection.width] * SCALE * inks.pen
    dash = inks.style.dashes[connection.confidence if connection.legs else 0]
    dash = mark.dash if mark is not None and mark.dash else dash
    common: dict[str, Any] = {"solid_capstyle": "butt", "dash_capstyle": "butt", "zorder": 3}
    faint = mark is not None and mark.faint
    if mark is not None and mark.colour:
        glow = width + HALO * mark.wide * inks.pen
        axes.add_line(Line2D(xs, ys, color=mark.colour, alpha=HALO_OPACITY, lw=glow, **common))
    elif connection.legs and not faint:
        rim = width + inks.style.casing * SCALE * inks.pen
        axes.add_line(Line2D(xs, ys, color="white", alpha=0.85, lw=rim, **common))
    pattern: Any = "-" if not dash else (0, dashes(dash, width, max(inks.pen, 0.5)))
    opacity = FAINT_OPACITY if faint else 0.88 if connection.legs else ASSUMED_OPACITY
    axes.add_line(Line2D(xs, ys, color=colour, alpha=opacity, lw=width, ls=pattern, **common))
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


def _draw_places(axes: Axes, inks: _Inks) -> None:
    scale = places_by(inks.pen)
    for node in sorted(inks.plan.nodes, key=lambda n: -inks.discs[n.code].radius):
        disc = inks.discs[node.code]
        role = max((part.role for part in node.parts), key=_RANK.index)
        axes.add_patch(place_mark(disc.at, disc.radius, role, region=node.region))
        for patch in ring(disc.at, disc.radius, inks.plan.view.mark_of(node.parts), scale):
            axes.add_patch(patch)


def _draw_labels(axes: Axes, inks: _Inks, lines: list[Spot], frame: Box) -> None:
    from matplotlib.patheffects import withStroke

    nodes = inks.plan.nodes
    bold = FontProperties(family="DejaVu Sans", weight="bold")
    widths = [
        TextPath((0, 0), node.name, size=_LABEL, prop=bold, usetex=False).get_extents().width
        for node in nodes
    ]
    listed = [inks.disc(node.code) for node in nodes]
    boxes = place_labels(listed, widths, _LABEL_HEIGHT, lines, frame)
    for node, box in zip(nodes, boxes, strict=True):
        if box is not None:
            axes.text(
                box.left,
                box.bottom + 1.4,
                node.name,
                fontsize=_LABEL,
                weight="bold",
                style="italic" if node.region else "normal",
                color=INK,
                zorder=5,
                parse_math=False,
                path_effects=[withStroke(linewidth=1.8, foreground="white")],
            )
