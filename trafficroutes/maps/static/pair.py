"""A map of before and after as a figure of one page, with two panels."""

from __future__ import annotations

import textwrap
from dataclasses import replace
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from trafficroutes.geometry.labels import Box
from trafficroutes.geometry.pen import pen_of
from trafficroutes.maps.content.pair import DualView, hatched, told_changes
from trafficroutes.maps.content.plan import MapPlan, plan_of
from trafficroutes.maps.palette import FRAME, INK
from trafficroutes.maps.static.legend import draw_legend
from trafficroutes.maps.static.pair_marks import changed_in, marked_sides
from trafficroutes.maps.static.panel import blank_page, draw_panel, window
from trafficroutes.maps.static.projection import Projection
from trafficroutes.maps.static.sheet import EDGE, FOOT, HEIGHT, WIDTH, sheet_of
from trafficroutes.maps.style import MapStyle
from trafficroutes.model.places import Gazetteer

_GAP = 6.0  # points between the panels
_LINE, _SMALL = 10.5, 7.5  # points between lines of sentences, and of the foot
_ACROSS, _FOOT_ACROSS = 190, 250  # letters that fit into a line


def draw_pair_figure(view: DualView, places: Gazetteer, style: MapStyle) -> Figure:
    """Return both sides of a map as a figure of one page, side by side.

    Parameters
    ----------
    view : DualView
        Both sides.
    places : Gazetteer
        Names and points of places.
    style : MapStyle
        Widths and sizes.
    """
    figure = blank_page()
    page = window(figure, Box(0.0, 0.0, WIDTH, HEIGHT))
    whole = plan_of(view.before, places)
    sentences = [line for told in view.sentences for line in textwrap.wrap(told, _ACROSS)]
    top = HEIGHT - 30 - _LINE * len(sentences) - 4
    middle = WIDTH / 2
    boxes = (
        Box(EDGE, FOOT, middle - _GAP / 2, top),
        Box(middle + _GAP / 2, FOOT, WIDTH - EDGE, top),
    )
    sheets = [sheet_of(whole, box) for box in boxes]
    pen = pen_of(sheets[0].spots([node.at for node in whole.nodes]), len(whole.arcs))
    before, after = (plan_of(side, places) for side in marked_sides(view, style))
    closed = hatched(view, places)
    apart = changed_in(view)
    bundles = False
    for plan, sheet, codes, told in zip(
        (before, _told(after, view)), sheets, ((), closed), view.headings, strict=True
    ):
        axes = window(figure, sheet.box)
        drawn = draw_panel(axes, plan, sheet, style, hatched=codes, pen=pen, apart=apart)
        bundles = bundles or drawn.bundles
        _write_heading(axes, sheet.box, told)
    _write(page, view, sentences, sheets[0].projection)
    draw_legend(page, _both(before, after), style, top=FOOT - 8, pen=pen, bundles=bundles)
    return figure


def _told(plan: MapPlan, view: DualView) -> MapPlan:
    """Return a plan of which the places have their change beside their name."""
    changes = told_changes(view)
    nodes = (
        replace(node, name=f"{node.name} {changes[node.code]}") if node.code in changes else node
        for node in plan.nodes
    )
    return replace(plan, nodes=tuple(nodes))


def _both(before: MapPlan, after: MapPlan) -> MapPlan:
    """Return a plan with the connections and places of both: what the legend explains."""
    connections = (*before.view.connections, *after.view.connections)
    view = replace(after.view, connections=connections, flows=before.view.flows)
    return replace(after, view=view, nodes=(*before.nodes, *after.nodes))


def _write_heading(axes: Axes, box: Box, told: str) -> None:
    frame = {"facecolor": "white", "edgecolor": FRAME, "boxstyle": "round,pad=0.35"}
    look: dict[str, Any] = {"weight": "bold", "color": INK, "va": "top", "parse_math": False}
    text = "\n".join(textwrap.wrap(told, 58))
    axes.text(box.left + 8, box.top - 8, text, fontsize=8.5, bbox=frame, zorder=8, **look)


def _write(page: Axes, view: DualView, sentences: list[str], projection: Projection) -> None:
    """Write the title and sentences above the panels, and what identifies them below."""
    common: dict[str, Any] = {"color": INK, "zorder": 7, "va": "top", "parse_math": False}
    page.text(EDGE, HEIGHT - 12, view.title, fontsize=14, weight="bold", **common)
    for number, line in enumerate(sentences):
        page.text(EDGE, HEIGHT - 32 - _LINE * number, line, fontsize=8, **common)
    told = (
        f"{view.before.summary} {view.before.cut}".strip()
        + " Arcs are schematic and do not show the path taken. "
        + " ".join(view.before.lines)
        + f" Projection: {projection.name}. Borders: Natural Earth (public domain). Boundaries "
        "and names imply no endorsement."
    )
    lines = textwrap.wrap(told, _FOOT_ACROSS)
    for number, line in enumerate(reversed(lines)):
        page.text(EDGE, 13 + _SMALL * number, line, fontsize=6, **common)
