"""Lines in a flat plane, cut at the rims of the places that they join."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple


class Spot(NamedTuple):
    """A point of a drawing, in its units; ``y`` grows upwards."""

    x: float
    y: float


def cut(line: Sequence[Spot], away: float) -> list[Spot] | None:
    """Return a line from where it is this far from its first point; None where it never is.

    >>> [round(spot.x, 6) for spot in cut([Spot(0.0, 0.0), Spot(10.0, 0.0)], 4.0)]
    [4.0, 10.0]
    """
    start = line[0]
    for number in range(1, len(line)):
        if math.dist(line[number], start) >= away:
            low, high = 0.0, 1.0
            for _ in range(40):
                middle = (low + high) / 2
                if math.dist(_along(line[number - 1], line[number], middle), start) < away:
                    low = middle
                else:
                    high = middle
            return [_along(line[number - 1], line[number], high), *line[number:]]
    return None


def cut_both(line: Sequence[Spot], start: float, end: float) -> list[Spot] | None:
    """Return a line without what is this near its first point, and this near its last.

    Where its first point is too near the last, it begins there all the same; None
    where nothing is left.
    """
    begun = cut(line, start)
    for kept in (begun, list(line)):
        if kept is not None:
            turned = cut(kept[::-1], end)
            if turned is not None and len(turned) > 1:
                return turned[::-1]
    return None


def _along(a: Spot, b: Spot, part: float) -> Spot:
    return Spot(a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part)
