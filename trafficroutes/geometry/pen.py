"""How thick the pen of a drawing is: thinner where many arcs share little room."""

from __future__ import annotations

import math
from collections.abc import Sequence

from trafficroutes.geometry.lines import Spot

ROOM = 1900.0  # square points an arc, from which on widths are drawn in full
_THINNEST, _LEAST_SIDE, _PLACES = 0.36, 40.0, 0.75


def pen_of(spots: Sequence[Spot], arcs: int) -> float:
    """Return how many times its full width each of some arcs is drawn.

    Parameters
    ----------
    spots : sequence of Spot
        Where the places of the drawing stand, in points.
    arcs : int
        How many arcs join them.

    Examples
    --------
    >>> corners = [Spot(0.0, 0.0), Spot(760.0, 100.0)]
    >>> pen_of(corners, 40), pen_of(corners, 160), pen_of(corners, 9000)
    (1.0, 0.5, 0.36)
    """
    if not spots or not arcs:
        return 1.0
    width, height = (
        max(max(along) - min(along), _LEAST_SIDE) for along in zip(*spots, strict=True)
    )
    return min(1.0, max(_THINNEST, math.sqrt(width * height / arcs / ROOM)))


def places_by(pen: float) -> float:
    """Return how many times its full size a place is drawn, by the pen.

    >>> places_by(1.0), places_by(0.5)
    (1.0, 0.625)
    """
    return 1.0 - _PLACES + _PLACES * pen
