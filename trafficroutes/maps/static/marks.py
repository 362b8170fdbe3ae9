"""How places and their marks look on a printed map."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from matplotlib.axes import Axes
from matplotlib.patches import Circle, Patch, Rectangle
from matplotlib.patheffects import withStroke

from trafficroutes.geometry.lines import Spot
from trafficroutes.maps.content.view import GATEWAY, ORIGIN, TRANSIT, Mark
from trafficroutes.maps.palette import ARRIVED, INK, PASSED, SIGN_AT, SIGNS, SOURCE

#: Of the pixels of the interactive map.
SCALE = 0.72
#: Points that a glow reaches beyond its arc, on both sides together.
HALO = 7.0 * SCALE
HALO_OPACITY, FAINT_OPACITY, ASSUMED_OPACITY = 0.6, 0.34, 0.45
#: Of the width of a line that nothing measures, and points of both rims of a hollow glow.
CORE, RIM = 0.5, 2.0
_FILLS = {ORIGIN: SOURCE, TRANSIT: PASSED, GATEWAY: ARRIVED}
_GAP, _RING = 1.6 * SCALE, 2.2 * SCALE


def place_mark(at: Spot, radius: float, role: str, *, region: bool) -> Circle | Rectangle:
    """Return the disc of a country, or the square of a region."""
    look: dict[str, Any] = {
        "fc": _FILLS[role],
        "ec": INK,
        "lw": min(0.9, 0.25 * radius),
        "zorder": 4,
    }
    if region:
        side = radius * 1.8
        return Rectangle((at.x - side / 2, at.y - side / 2), side, side, **look)
    return Circle((at.x, at.y), radius, **look)


def reach_of(radius: float, mark: Mark | None, scale: float = 1.0) -> float:
    """Return how far a place reaches with the ring of its mark."""
    return radius + (_GAP + _RING) * scale if mark is not None and mark.colour else radius


def ring(at: Spot, radius: float, mark: Mark | None, scale: float = 1.0) -> Iterator[Patch]:
    """Return the ring round a place that has a mark with one."""
    if mark is not None and mark.colour:
        pattern: Any = "-" if not mark.dash else (0, dashes(mark.dash, _RING))
        reach = reach_of(radius, mark, scale) - _RING / 2
        yield Circle(
            (at.x, at.y), reach, fill=False, ec=mark.colour, lw=_RING, ls=pattern, zorder=3.5
        )


def draw_letter(
    axes: Axes, at: Spot, letter: str, colour: str, *, size: float, order: float
) -> None:
    """Write the letter of a flow onto its line, where it has one."""
    if letter:
        axes.text(
            at.x,
            at.y,
            letter,
            fontsize=size,
            weight="bold",
            color=colour,
            ha="center",
            va="center",
            zorder=order,
            parse_math=False,
            path_effects=[withStroke(linewidth=1.6, foreground="white")],
        )


def dashes(text: str, width: float, scale: float = 1.0) -> list[float]:
    """Return dashes in pixels as matplotlib counts them: in widths of their line."""
    return [float(part) * SCALE * scale / width for part in text.split()]


def sign_strokes(sign: int, colour: str, width: float, scale: float) -> Iterator[dict[str, Any]]:
    """Yield the looks of a sign along a line of this width, in points, for matplotlib."""
    for stroke in SIGNS[sign]:
        wide = width + stroke.more * SCALE * scale
        pattern = dashes(stroke.dash, wide, max(scale, 0.5))
        cap = "round" if stroke.round else "butt"
        # The pattern begins so that its first dash lies as far along as on the page.
        start = sum(pattern) - SIGN_AT * SCALE * max(scale, 0.5) / wide
        yield {
            "color": "white" if stroke.white else colour,
            "lw": wide,
            "ls": (start, pattern),
            "dash_capstyle": cap,
            "solid_capstyle": cap,
        }
