"""A plan drawn on a page: the world, its arcs, places and names.

One unit of the drawing is one point of the page.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.textpath import text_to_path

from trafficroutes.geometry.crowd import Disc, make_room
from trafficroutes.geometry.labels import Box, leader, place_labels
from trafficroutes.geometry.lines import Spot
from trafficroutes.geometry.pen import pen_of, places_by
from trafficroutes.maps.content.plan import MapPlan, Node
from trafficroutes.maps.palette import INK, letters_of, signs_of
from trafficroutes.maps.static.arcs import Inks, draw_arc
from trafficroutes.maps.static.legend import draw_legend
from trafficroutes.maps.static.marks import (
    SCALE,
    place_mark,
    ring,
)
from trafficroutes.maps.static.ranges import LONG, ROOM, bars_of, draw_bar
from trafficroutes.maps.static.sheet import (
    EDGE,
    FOOT,
    HEAD,
    HEIGHT,
    WIDTH,
    Sheet,
    draw_margins,
    draw_text,
    draw_world,
    sheet_of,
)
from trafficroutes.maps.static.trunks import Key, bundled, draw_bundle
from trafficroutes.maps.style import MapStyle
from trafficroutes.model.digits import by_size

_LABEL, _LABEL_HEIGHT = 6.6, 7.0
_POINT_INCH = 72.0


class Drawn(NamedTuple):
    """How thick the pen was, and whether there are bundles."""

    pen: float
    bundles: bool


def draw_figure(plan: MapPlan, style: MapStyle) -> Figure:
    """Return a plan as a figure of one page."""
    figure = blank_page()
    axes = window(figure, Box(0.0, 0.0, WIDTH, HEIGHT))
    sheet = sheet_of(plan, Box(EDGE, FOOT, WIDTH - EDGE, HEIGHT - HEAD))
    drawn = draw_panel(axes, plan, sheet, style)
    draw_margins(axes)
    draw_text(axes, plan, sheet.projection)
    draw_legend(axes, plan, style, top=FOOT - 8, pen=drawn.pen, bundles=drawn.bundles)
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
    plan: MapPlan,
    sheet: Sheet,
    style: MapStyle,
    *,
    hatched: Collection[str] = (),
    pen: float | None = None,
    apart: Collection[Key] = (),
) -> Drawn:
    """Draw a plan onto its part of a page.

    Parameters
    ----------
    axes : Axes
        In points of the page.
    plan : MapPlan
        What is drawn.
    sheet : Sheet
        Where.
    style : MapStyle
        Widths and sizes.
    hatched : collection of str
        Countries to hatch, by code.
    pen : float, optional
        Instead of one that suits the plan.
    apart : collection of (flow, origin, to), optional
        Connections that are in no bundle.
    """
    draw_world(axes, plan, sheet, hatched)
    if pen is None:
        pen = pen_of(sheet.spots([node.at for node in plan.nodes]), len(plan.arcs))
    discs = _discs(plan, sheet, style, places_by(pen))
    flows = plan.view.flows
    letters = letters_of(flow.label for flow in flows) if len(flows) > 1 else ()
    signs = signs_of((flow.label, flow.colour) for flow in flows)
    inks = Inks(plan, discs, style, pen, letters, signs)
    found = bundled(inks, sheet, apart)
    single = [arc for arc in plan.arcs if not found.holds(arc)]
    lines = [spot for arc in single for spot in draw_arc(axes, arc, sheet, inks)]
    lines += [spot for bundle in found.bundles for spot in draw_bundle(axes, bundle, inks)]
    _draw_places(axes, inks)
    _draw_labels(axes, inks, lines, sheet.box)
    return Drawn(pen, bundles=len(found.bundles) > 0)


def _discs(plan: MapPlan, sheet: Sheet, style: MapStyle, scale: float) -> dict[str, Disc]:
    spots = sheet.spots([node.at for node in plan.nodes])
    wanted = [
        Disc(spot, style.radius(_size(node, plan)) * SCALE * scale, movable=node.region)
        for node, spot in zip(plan.nodes, spots, strict=True)
    ]
    return {node.code: d for node, d in zip(plan.nodes, make_room(wanted), strict=True)}


def _size(node: Node, plan: MapPlan) -> float:
    sizes = [part.size for part in node.parts]
    return sum(sizes) if plan.view.adds_up else max(sizes)


def _draw_places(axes: Axes, inks: Inks) -> None:
    scale = places_by(inks.pen)
    for node in sorted(inks.plan.nodes, key=lambda n: by_size(inks.discs[n.code].radius)):
        disc = inks.discs[node.code]
        role = inks.plan.view.role_of(node.parts)
        axes.add_artist(place_mark(disc.at, disc.radius, role, region=node.region))
        for patch in ring(disc.at, disc.radius, inks.plan.view.mark_of(node.parts), scale):
            axes.add_artist(patch)


def _draw_labels(axes: Axes, inks: Inks, lines: list[Spot], frame: Box) -> None:
    from matplotlib.patheffects import withStroke

    nodes = inks.plan.nodes
    bold = FontProperties(family="DejaVu Sans", weight="bold")
    bold.set_size(_LABEL)
    widths = [
        text_to_path.get_text_width_height_descent(node.name, bold, ismath=False)[0]
        for node in nodes
    ]
    listed = [inks.disc(node.code) for node in nodes]
    bars = bars_of(inks.plan)
    breadths = [
        max(width, LONG) if node.code in bars else width
        for node, width in zip(nodes, widths, strict=True)
    ]
    heights = [_LABEL_HEIGHT + (ROOM if node.code in bars else 0.0) for node in nodes]
    boxes = place_labels(listed, breadths, heights, lines, frame)
    for node, disc, box in zip(nodes, listed, boxes, strict=True):
        if box is not None:
            below = 0.0
            if node.code in bars:
                draw_bar(axes, Spot(box.left + 0.5, box.bottom + 0.8), bars[node.code], 5)
                below = ROOM
            if (line := leader(box, disc)) is not None:
                xs, ys = zip(*line, strict=True)
                axes.add_line(Line2D(xs, ys, color=INK, alpha=0.75, lw=0.5, zorder=4.5))
            axes.text(
                box.left,
                box.bottom + below + 1.4,
                node.name,
                fontsize=_LABEL,
                weight="bold",
                style="italic" if node.region else "normal",
                color=INK,
                zorder=5,
                parse_math=False,
                path_effects=[withStroke(linewidth=1.8, foreground="white")],
            )
