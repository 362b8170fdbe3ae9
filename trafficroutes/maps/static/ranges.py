"""Bars under the names of places on a printed map: where a share may lie."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from trafficroutes.geometry.lines import Spot
from trafficroutes.maps.content.plan import MapPlan
from trafficroutes.maps.content.view import ORIGIN, PlaceInFlow
from trafficroutes.maps.palette import ASSUMED, INK
from trafficroutes.maps.static.marks import SCALE
from trafficroutes.model.digits import by_size

#: Points from nothing to the largest end, and how much higher a name with a bar is.
LONG, ROOM = 36 * SCALE, 6 * SCALE
_HIGH, _BARS = 4 * SCALE, 15  # so many of the largest places have one


class RangeBar(NamedTuple):
    """A range and its best value along a bar, each from 0 to 1."""

    low: float
    best: float
    high: float

    @property
    def sure(self) -> bool:
        """Whether the range keeps off zero: its bar is full then, else hollow."""
        return self.low > 0


def most_of(plan: MapPlan) -> float:
    """Return the size at the right end of all bars: the highest end on the map, 0 without any."""
    parts = (_told(plan, node.parts) for node in plan.nodes)
    return max((max(p.size, p.ends[1]) for p in parts if p is not None and p.ends), default=0.0)


def bars_of(plan: MapPlan) -> dict[str, RangeBar]:
    """Return the bars of the largest places that have a range, by code."""
    most = most_of(plan)
    found = []
    for node in plan.nodes:
        part = _told(plan, node.parts)
        if part is not None and part.ends is not None and most > 0:
            low, high = part.ends
            bar = RangeBar(low / most, part.size / most, high / most)
            found.append((by_size(part.size), node.code, bar))
    return {code: bar for _, code, bar in sorted(found)[:_BARS]}


def draw_bar(axes: Axes, at: Spot, bar: RangeBar, order: float) -> None:
    """Draw a bar with its lower left corner at a spot: the track, the range, the best value."""
    wide = max(0.7, (bar.high - bar.low) * LONG)
    common: dict[str, Any] = {"zorder": order, "lw": 0.5}
    full = ASSUMED if bar.sure else "white"
    pieces = (
        Rectangle((at.x, at.y), LONG, _HIGH, fc="white", ec=INK, **common),
        Rectangle((at.x + bar.low * LONG, at.y), wide, _HIGH, fc=full, ec=ASSUMED, **common),
        Rectangle((at.x + bar.best * LONG - 0.5, at.y - 0.7), 1.0, _HIGH + 1.4, fc=INK, lw=0),
    )
    for piece in pieces:
        piece.set_zorder(order)
        axes.add_artist(piece)


def _told(plan: MapPlan, parts: Iterable[PlaceInFlow]) -> PlaceInFlow | None:
    """Return the part of a place with the largest range; where all set out is sure in an answer."""
    shares = plan.view.words.unit == "share"
    ranged = [p for p in parts if p.ends is not None and not (shares and p.role == ORIGIN)]
    return max(ranged, key=lambda part: part.size, default=None)
