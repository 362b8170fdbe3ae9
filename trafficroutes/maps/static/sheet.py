"""The page of a printed map: the world and its countries, the title, what identifies it."""

from __future__ import annotations

import textwrap
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.patches import PathPatch, Polygon, Rectangle
from matplotlib.path import Path

from trafficroutes.geometry.labels import Box
from trafficroutes.geometry.lines import Spot
from trafficroutes.maps.content.plan import MapPlan
from trafficroutes.maps.palette import BORDER, HATCH, INK, INVOLVED, LAND, SEA
from trafficroutes.maps.static.projection import Projection, projection_for, world
from trafficroutes.model.places import LngLat

_FINE = 0.2  # points
WIDTH, HEIGHT = 842.0, 595.0  # points: A4 across
HEAD, FOOT, EDGE = 56.0, 138.0, 14.0


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

    def on_page(self, shape: Any) -> Any:
        """Return a shape of the plane in points of the page, without what is too fine to print."""
        import shapely

        corner = np.array((self.dx, self.dy))
        moved = shapely.transform(shape, lambda points: points * self.scale + corner)
        return shapely.simplify(moved, _FINE)


def sheet_of(plan: MapPlan, box: Box) -> Sheet:
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


def draw_world(axes: Axes, plan: MapPlan, sheet: Sheet, hatched: Collection[str]) -> None:
    """Draw sea, countries and borders; hatch some countries, by code."""
    box = sheet.box
    if sheet.projection.whole:
        axes.add_artist(Polygon(sheet.spots(sheet.projection.rim()), closed=True, fc=SEA, lw=0))
    else:
        width, height = box.right - box.left, box.top - box.bottom
        axes.add_artist(Rectangle((box.left, box.bottom), width, height, fc=SEA, lw=0))
    countries, borders = world(sheet.projection)
    shown = set(plan.involved)
    for tone, codes in ((LAND, countries.keys() - shown), (INVOLVED, countries.keys() & shown)):
        look: dict[str, Any] = {"facecolor": tone, "edgecolor": tone, "linewidth": 0.3}
        _fill(axes, [sheet.on_page(countries[code]) for code in sorted(codes)], zorder=1, **look)
    closed = [sheet.on_page(countries[code]) for code in sorted(countries.keys() & set(hatched))]
    hatch: dict[str, Any] = {"hatch": "//////", "facecolor": "none", "edgecolor": HATCH}
    _fill(axes, closed, zorder=1.6, linewidth=0.6, **hatch)
    lines = [np.asarray(line.coords) for line in _parts(sheet.on_page(borders), "LineString")]
    axes.add_collection(
        LineCollection(lines, colors=BORDER, linewidths=0.5, zorder=1.5), autolim=False
    )


def _fill(axes: Axes, shapes: list[Any], **look: Any) -> None:
    """Draw shapes of shapely in one way, as one path."""
    rings = [
        np.asarray(ring.coords)
        for shape in shapes
        for part in _parts(shape, "Polygon")
        for ring in (part.exterior, *part.interiors)
    ]
    if rings:
        path = Path.make_compound_path(*(Path(ring, closed=True) for ring in rings))
        axes.add_artist(PathPatch(path, **look))


def _parts(shape: Any, kind: str) -> list[Any]:
    """Return the parts of a kind that a shape has; at an edge it may have others too."""
    import shapely

    parts = shapely.get_parts(shapely.get_parts([shape]))
    return [part for part in parts if part.geom_type == kind and not part.is_empty]


def draw_margins(axes: Axes) -> None:
    """Cover what leaves the map's part of the page."""
    for corner, width, height in (
        ((0, 0), WIDTH, FOOT),
        ((0, HEIGHT - HEAD), WIDTH, HEAD),
        ((0, 0), EDGE, HEIGHT),
        ((WIDTH - EDGE, 0), EDGE, HEIGHT),
    ):
        axes.add_artist(Rectangle(corner, width, height, fc="white", lw=0, zorder=6))


def draw_text(axes: Axes, plan: MapPlan, projection: Projection) -> None:
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
