"""The page round a printed map: its title, and what identifies it."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from matplotlib.patches import Rectangle

from trafficroutes.maps.print_looks import INK

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from trafficroutes.maps.plan import Plan
    from trafficroutes.maps.projecting import Projection

WIDTH, HEIGHT = 842.0, 595.0  # points: A4 across
HEAD, FOOT, EDGE = 56.0, 138.0, 14.0


def draw_margins(axes: Axes) -> None:
    """Cover what leaves the map's part of the page."""
    for corner, width, height in (
        ((0, 0), WIDTH, FOOT),
        ((0, HEIGHT - HEAD), WIDTH, HEAD),
        ((0, 0), EDGE, HEIGHT),
        ((WIDTH - EDGE, 0), EDGE, HEIGHT),
    ):
        axes.add_patch(Rectangle(corner, width, height, fc="white", lw=0, zorder=6))


def draw_text(axes: Axes, plan: Plan, projection: Projection) -> None:
    """Write the title above the map, and what identifies it below."""
    view = plan.view
    common: dict[str, Any] = {"color": INK, "zorder": 7, "va": "top", "parse_math": False}
    axes.text(EDGE, HEIGHT - 12, view.title, fontsize=14, weight="bold", **common)
    told = (
        f"{view.summary} {view.cut}".strip() + " Arcs are schematic and do not show the path taken."
    )
    axes.text(EDGE, HEIGHT - 34, textwrap.fill(told, 180), fontsize=8, **common)
    foot = " ".join(view.lines) + (
        f" Projection: {projection.name}. Borders: Natural Earth (public domain). Boundaries and "
        "names imply no endorsement."
    )
    axes.text(EDGE, 24, textwrap.fill(foot, 250), fontsize=6, **common)
