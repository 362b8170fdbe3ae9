"""Lines in a flat plane, cut at the rims of the places that they join."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple


class Spot(NamedTuple):
    """A point of a drawing, in its units; ``y`` grows upwards."""

    x: float
    y: float


def bowed(start: tuple[float, float], end: tuple[float, float], bow: float) -> Spot:
    """Return the control point of a curve that bows to the left by a part of its chord.

    >>> bowed((0.0, 0.0), (10.0, 0.0), 0.2)
    Spot(x=5.0, y=2.0)
    """
    (x, y), (to_x, to_y) = start, end
    return Spot((x + to_x) / 2 - (to_y - y) * bow, (y + to_y) / 2 + (to_x - x) * bow)


def on_curve(
    start: tuple[float, float], control: tuple[float, float], end: tuple[float, float], part: float
) -> Spot:
    """Return the point of a quadratic Bezier curve this part of the way along.

    >>> on_curve((0.0, 0.0), (5.0, 2.0), (10.0, 0.0), 0.5)
    Spot(x=5.0, y=1.0)
    """
    left = 1 - part
    a, b, c = left * left, 2 * left * part, part * part
    return Spot(
        a * start[0] + b * control[0] + c * end[0],
        a * start[1] + b * control[1] + c * end[1],
    )


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
