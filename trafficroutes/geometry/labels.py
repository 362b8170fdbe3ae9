"""Names beside their places: on the freest side, left out where there is no room."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from trafficroutes.geometry.crowd import Disc
from trafficroutes.geometry.lines import Spot
from trafficroutes.model.digits import by_size

_GAP, _RANK = 3.0, 0.4
#: So many of the largest places are named, farther off where there is no room beside them.
NAMED = 15
_FARTHER, _TURNS = (6.0, 12.0, 20.0, 30.0, 42.0, 56.0, 74.0), 16
_NEARER, _ASTRAY = 1.5, 12.0


@dataclass(frozen=True)
class Box:
    """A rectangle of a drawing."""

    left: float
    bottom: float
    right: float
    top: float

    def overlaps(self, other: Box) -> bool:
        """Whether two rectangles share some room."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )

    def holds(self, x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]) -> int:
        """Return how many of some points lie inside."""
        inside = (self.left < x) & (x < self.right) & (self.bottom < y) & (y < self.top)
        return int(np.count_nonzero(inside))


def place_labels(
    discs: Sequence[Disc],
    widths: Sequence[float],
    heights: Sequence[float],
    lines: Sequence[Spot],
    frame: Box,
) -> list[Box | None]:
    """Return for each place the box of its name; None where it finds no room.

    The largest 15 have one, farther off where there is no room: see :func:`leader`. No name
    stands nearer to another place than to its own, except there.

    Parameters
    ----------
    discs : sequence of Disc
        The places; the largest are named first.
    widths : sequence of float
        Of their names.
    heights : sequence of float
        Of the same.
    lines : sequence of Spot
        Points of arcs, which a name crosses as few of as it can.
    frame : Box
        No name leaves it.

    Examples
    --------
    >>> box = place_labels([Disc(Spot(0, 0), 4)], [30.0], [10.0], [], Box(-50, -50, 50, 50))[0]
    >>> box.left, box.bottom
    (7.0, -5.0)
    """
    x, y = np.array(lines, dtype=float).reshape(-1, 2).T
    rims = [_around(disc, _GAP) for disc in discs]
    taken: list[Box] = []
    found: list[Box | None] = [None] * len(discs)
    order = sorted(range(len(discs)), key=lambda n: (by_size(discs[n].radius), n))
    largest = frozenset(order[:NAMED])
    for number in order:
        width, height = widths[number], heights[number]
        others = [*taken, *(rim for n, rim in enumerate(rims) if n != number)]
        free = [
            (box.holds(x, y) + _RANK * rank, rank, box)
            for rank, box in enumerate(_sides(discs[number], width, height))
            if _inside(box, frame)
            and not any(box.overlaps(other) for other in others)
            and not _strays(box, number, discs)
        ]
        if not free and number in largest:
            free = [
                (off + box.holds(x, y) + _ASTRAY * _strays(box, number, discs), rank, box)
                for rank, (off, box) in enumerate(_farther(discs[number], width, height))
                if _inside(box, frame) and not any(box.overlaps(other) for other in others)
            ]
        if free:
            box = min(free, key=lambda entry: entry[:2])[2]
            found[number] = box
            taken.append(box)
    return found


def leader(box: Box, disc: Disc) -> tuple[Spot, Spot] | None:
    """Return the line that leads from the rim of a place to its name; None where it is near.

    >>> leader(Box(20, -5, 50, 5), Disc(Spot(0, 0), 4))
    (Spot(x=4.0, y=0.0), Spot(x=20, y=0))
    >>> leader(Box(7, -5, 50, 5), Disc(Spot(0, 0), 4)) is None
    True
    """
    end = _nearest(box, disc.at)
    away = math.dist(end, disc.at)
    if away - disc.radius <= _GAP + 1:
        return None
    part = disc.radius / away
    start = Spot(disc.at.x + (end.x - disc.at.x) * part, disc.at.y + (end.y - disc.at.y) * part)
    return start, end


def _nearest(box: Box, at: Spot) -> Spot:
    return Spot(min(max(at.x, box.left), box.right), min(max(at.y, box.bottom), box.top))


def _off(box: Box, disc: Disc) -> float:
    return max(0.0, math.dist(_nearest(box, disc.at), disc.at) - disc.radius)


def _strays(box: Box, number: int, discs: Sequence[Disc]) -> bool:
    """Whether a box is as near to another place as to its own."""
    own = _off(box, discs[number]) + _NEARER
    return any(n != number and _off(box, disc) < own for n, disc in enumerate(discs))


def _farther(disc: Disc, width: float, height: float) -> Iterator[tuple[float, Box]]:
    """Return boxes farther off, the nearest first, with how far they stand off the rim."""
    for off in _FARTHER:
        for turn in range(_TURNS):
            angle = 2 * math.pi * turn / _TURNS
            reach = disc.radius + off
            left = disc.at.x + math.cos(angle) * (reach + width / 2) - width / 2
            bottom = disc.at.y + math.sin(angle) * (reach + height / 2) - height / 2
            yield off, Box(left, bottom, left + width, bottom + height)


def _inside(box: Box, frame: Box) -> bool:
    return (
        box.left >= frame.left
        and box.right <= frame.right
        and box.bottom >= frame.bottom
        and box.top <= frame.top
    )


def _around(disc: Disc, gap: float) -> Box:
    reach = disc.radius + gap
    return Box(disc.at.x - reach, disc.at.y - reach, disc.at.x + reach, disc.at.y + reach)


def _sides(disc: Disc, width: float, height: float) -> list[Box]:
    """Return the boxes that a name may take, the best liked first."""
    (x, y), away = disc.at, disc.radius + _GAP
    slant = away * 0.7
    corners = [
        (x + away, y - height / 2),
        (x - away - width, y - height / 2),
        (x - width / 2, y - away - height),
        (x - width / 2, y + away),
        (x + slant, y + slant),
        (x + slant, y - slant - height),
        (x - slant - width, y + slant),
        (x - slant - width, y - slant - height),
    ]
    return [Box(left, bottom, left + width, bottom + height) for left, bottom in corners]
