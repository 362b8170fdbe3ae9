"""What stands on a printed map. One unit of the drawing is one point of the page."""

from __future__ import annotations

import math
import textwrap
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Polygon, Rectangle
from matplotlib.textpath import TextPath

from trafficroutes.geometry.crowd import Disc, make_room
from trafficroutes.geometry.labels import Box, place_labels
from trafficroutes.geometry.lines import Spot, cut_both
from trafficroutes.maps.plan import Arc, Node, Plan
from trafficroutes.maps.print_legend import draw_legend
from trafficroutes.maps.projecting import Projection, projection_for, world
from trafficroutes.maps.style import MapStyle
from trafficroutes.maps.view import GATEWAY, ORIGIN, TRANSIT
from trafficroutes.model.places import LngLat

WIDTH, HEIGHT = 842.0, 595.0  # points: A4 across
_HEAD, _FOOT, _EDGE = 56.0, 138.0, 14.0
_SEA, _LAND, _INVOLVED, _BORDER, INK = "#EEF2F5", "#FBFBF9", "#E3E6E3", "#CBD2D6", "#22303A"
FILLS = {ORIGIN: "white", TRANSIT: "#9AA5AC", GATEWAY: "#111111"}
_RANK = (TRANSIT, ORIGIN, GATEWAY)
_SCALE = 0.72  # of the pixels of the interactive map
_LABEL, _LABEL_HEIGHT = 6.6, 7.0
_POINT_INCH = 72.0
_FINE = 0.2  # points


@dataclass(frozen=True)
class _Sheet:
    """The map's part of the page, and how metres of the plane become points of it."""

    projection: Projection
    box: Box
    scale: float
    dx: float
    dy: float

    def spots(self, points: list[LngLat]) -> list[Spot]:
        return [
            Spot(x * self.scale + self.dx, y * self.scale + self.dy)
            for x, y in self.projection.project(points)
        ]


def draw_figure(plan: Plan, style: MapStyle) -> Figure:
    """Return a plan as a figure of one page."""
    figure = Figure(figsize=(WIDTH / _POINT_INCH, HEIGHT / _POINT_INCH), facecolor="white")
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set(xlim=(0, WIDTH), ylim=(0, HEIGHT), aspect="equal")
    axes.set_axis_off()
    sheet = _sheet(plan)
    _draw_world(axes, plan, sheet)
    discs = _discs(plan, sheet, style)
    lines = [spot for arc in plan.arcs for spot in _draw_arc(axes, arc, plan, sheet, discs, style)]
    _draw_places(axes, plan, discs)
    _draw_labels(axes, plan, discs, lines, sheet.box)
    _draw_margins(axes)
    _draw_text(axes, plan, sheet.projection)
    draw_legend(axes, plan, style, top=_FOOT - 8)
    return figure


def _sheet(plan: Plan) -> _Sheet:
    projection = projection_for(plan)
    box = Box(_EDGE, _FOOT, WIDTH - _EDGE, HEIGHT - _HEAD)
    seen = [node.at for node in plan.nodes]
    seen += [p for arc in plan.arcs for p in projection.inside(arc.points)]
    if any(len(arc.shifts) > 1 for arc in plan.arcs):
        # An arc that leaves the world at one side comes in at the other.
        seen += [LngLat(projection.west, 0.0), LngLat(projection.east, 0.0)]
    flat = projection.project(seen)
    xs, ys = [s.x for s in flat], [s.y for s in flat]
    width, height = box.right - box.left, box.top - box.bottom
    margin = 46.0
    scale = min(
        (width - 2 * margin) / max(max(xs) - min(xs), 1e5),
        (height - 2 * margin * 0.6) / max(max(ys) - min(ys), 1e5),
    )
    dx = (box.left + box.right) / 2 - scale * (max(xs) + min(xs)) / 2
    dy = (box.bottom + box.top) / 2 - scale * (max(ys) + min(ys)) / 2
    return _Sheet(projection, box, scale, dx, dy)


def _draw_world(axes: Axes, plan: Plan, sheet: _Sheet) -> None:
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
    lines = _on_page(borders, matrix)
    lines.plot(ax=axes, color=_BORDER, linewidth=0.5, aspect=None, zorder=1.5)


def _on_page(frame: Any, matrix: list[float]) -> Any:
    """Return shapes in points of the page, without what is too fine to print."""
    moved = frame.geometry.set_crs(None, allow_override=True).affine_transform(matrix)
    return frame.set_geometry(moved.simplify(_FINE))


def _discs(plan: Plan, sheet: _Sheet, style: MapStyle) -> dict[str, Disc]:
    spots = sheet.spots([node.at for node in plan.nodes])
    wanted = [
        Disc(spot, style.radius(_size(node, plan)) * _SCALE, movable=node.region)
        for node, spot in zip(plan.nodes, spots, strict=True)
    ]
    return {node.code: d for node, d in zip(plan.nodes, make_room(wanted), strict=True)}


def _size(node: Node, plan: Plan) -> float:
    sizes = [part.size for part in node.parts]
    return sum(sizes) if plan.view.adds_up else max(sizes)


def _draw_arc(
    axes: Axes, arc: Arc, plan: Plan, sheet: _Sheet, discs: dict[str, Disc], style: MapStyle
) -> list[Spot]:
    """Draw an arc at each of its turns; return its points for the labels to keep clear of."""
    connection = arc.connection
    colour = plan.view.flows[connection.flow].colour
    width = style.widths[connection.width] * _SCALE
    dash = style.dashes[connection.confidence if connection.legs else 0]
    found: list[Spot] = []
    for shift in arc.shifts:
        points = [LngLat(p.lng + shift, p.lat) for p in arc.points]
        kept = sheet.projection.inside(points)
        if len(kept) < 2:  # noqa: PLR2004 - a line has two ends
            continue
        line = sheet.spots(kept)
        starts, ends = kept[0] == points[0], kept[-1] == points[-1]
        start, end = discs[connection.origin], discs[connection.to]
        line = _moved(line, start.at if starts else line[0], end.at if ends else line[-1])
        head = (style.head + style.head_per_width * style.widths[connection.width]) * _SCALE
        whole = cut_both(line, start.radius if starts else 0.0, end.radius if ends else 0.0)
        whole = whole if whole is not None else line
        short = cut_both(line, start.radius if starts else 0.0, end.radius + head if ends else 0.0)
        short = short if short is not None else whole
        _stroke(axes, short, colour, width, dash, style)
        if ends:
            axes.add_patch(_arrow(short[-1], whole[-1], head, colour))
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
    axes: Axes, line: list[Spot], colour: str, width: float, dash: str, style: MapStyle
) -> None:
    xs, ys = [p.x for p in line], [p.y for p in line]
    common: dict[str, Any] = {"solid_capstyle": "butt", "dash_capstyle": "butt", "zorder": 3}
    casing = width + style.casing * _SCALE
    axes.add_line(Line2D(xs, ys, color="white", alpha=0.85, linewidth=casing, **common))
    pattern: Any = "-" if not dash else (0, [float(n) * _SCALE / width for n in dash.split()])
    axes.add_line(
        Line2D(xs, ys, color=colour, alpha=0.88, linewidth=width, linestyle=pattern, **common)
    )


def _arrow(base: Spot, tip: Spot, head: float, colour: str) -> Polygon:
    length = math.dist(base, tip) or 1.0
    ux, uy = (tip.x - base.x) / length, (tip.y - base.y) / length
    back = Spot(tip.x - ux * head, tip.y - uy * head)
    half = head / 2
    corners = [
        tip,
        (back.x - uy * half, back.y + ux * half),
        (back.x + uy * half, back.y - ux * half),
    ]
    return Polygon(corners, closed=True, fc=colour, lw=0, zorder=3)


def _dense(line: list[Spot]) -> list[Spot]:
    return [
        Spot(a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part)
        for a, b in pairwise(line)
        for part in (0.0, 0.33, 0.66)
    ]


def _draw_places(axes: Axes, plan: Plan, discs: dict[str, Disc]) -> None:
    for node in sorted(plan.nodes, key=lambda n: -discs[n.code].radius):
        disc = discs[node.code]
        role = max((part.role for part in node.parts), key=_RANK.index)
        axes.add_patch(mark(disc.at, disc.radius, role, region=node.region))


def mark(at: Spot, radius: float, role: str, *, region: bool) -> Circle | Rectangle:
    """Return the mark of a place."""
    look: dict[str, Any] = {"fc": FILLS[role], "ec": INK, "lw": 0.9, "zorder": 4}
    if region:
        side = radius * 1.8
        return Rectangle((at.x - side / 2, at.y - side / 2), side, side, **look)
    return Circle((at.x, at.y), radius, **look)


def _draw_labels(
    axes: Axes, plan: Plan, discs: dict[str, Disc], lines: list[Spot], frame: Box
) -> None:
    from matplotlib.patheffects import withStroke

    bold = FontProperties(family="DejaVu Sans", weight="bold")
    widths = [
        TextPath((0, 0), node.name, size=_LABEL, prop=bold, usetex=False).get_extents().width
        for node in plan.nodes
    ]
    listed = [discs[node.code] for node in plan.nodes]
    boxes = place_labels(listed, widths, _LABEL_HEIGHT, lines, frame)
    for node, box in zip(plan.nodes, boxes, strict=True):
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


def _draw_margins(axes: Axes) -> None:
    """Cover what leaves the map's part of the page."""
    for corner, width, height in (
        ((0, 0), WIDTH, _FOOT),
        ((0, HEIGHT - _HEAD), WIDTH, _HEAD),
        ((0, 0), _EDGE, HEIGHT),
        ((WIDTH - _EDGE, 0), _EDGE, HEIGHT),
    ):
        axes.add_patch(Rectangle(corner, width, height, fc="white", lw=0, zorder=6))


def _draw_text(axes: Axes, plan: Plan, projection: Projection) -> None:
    view = plan.view
    common: dict[str, Any] = {"color": INK, "zorder": 7, "va": "top", "parse_math": False}
    axes.text(_EDGE, HEIGHT - 12, view.title, fontsize=14, weight="bold", **common)
    told = (
        f"{view.summary} {view.cut}".strip() + " Arcs are schematic and do not show the path taken."
    )
    axes.text(_EDGE, HEIGHT - 34, textwrap.fill(told, 170), fontsize=8, **common)
    foot = " ".join(view.lines) + (
        f" Projection: {projection.name}. Borders: Natural Earth (public domain). Boundaries and "
        "names imply no endorsement."
    )
    axes.text(_EDGE, 24, textwrap.fill(foot, 205), fontsize=6, **common)
