"""How thick the pen of a drawing is: thinner where many arcs share little room."""

from __future__ import annotations

import math
from collections.abc import Sequence

from trafficroutes.geometry.lines import Spot

ROOM = 1600.0  # square points an arc, from which on widths are drawn in full
_THINNEST, _LEAST_SIDE, _PLACES = 0.36, 40.0, 0.9


def pen_of(spots: Sequence[Spot], arcs: int) -> float:
    """Return how many times its full width each of some arcs is drawn.

    Parameters
    ----------
    spots : sequence of Spot
        Where the places of the drawing stand, in points; at least one.
    arcs : int
        How many arcs join them, at least one.

    Examples
    --------
    >>> corners = [Spot(0.0, 0.0), Spot(640.0, 100.0)]
    >>> pen_of(corners, 40), pen_of(corners, 160), pen_of(corners, 9000)
    (1.0, 0.5, 0.36)
    """
    width, height = (
        max(max(along) - min(along), _LEAST_SIDE) for along in zip(*spots, strict=True)
    )
    return min(1.0, max(_THINNEST, math.sqrt(width * height / arcs / ROOM)))


def places_by(pen: float) -> float:
    """Return how many times its full size a place is drawn, by the pen.

    >>> places_by(1.0), places_by(0.5)
    (1.0, 0.55)
    """
    return 1.0 - _PLACES + _PLACES * pen
