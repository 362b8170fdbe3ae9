"""Names beside their places: on the freest side, left out where there is no room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from trafficroutes.geometry.crowd import Disc
from trafficroutes.geometry.lines import Spot
from trafficroutes.model.digits import by_size

_GAP, _RANK = 3.0, 0.4


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
    height: float,
    lines: Sequence[Spot],
    frame: Box,
) -> list[Box | None]:
    """Return for each place the box of its name; None where it finds no room.

    Parameters
    ----------
    discs : sequence of Disc
        The places; the largest are named first.
    widths : sequence of float
        Of their names.
    height : float
        Of every name.
    lines : sequence of Spot
        Points of arcs, which a name crosses as few of as it can.
    frame : Box
        No name leaves it.

    Examples
    --------
    >>> box = place_labels([Disc(Spot(0, 0), 4)], [30.0], 10.0, [], Box(-50, -50, 50, 50))[0]
    >>> box.left, box.bottom
    (7.0, -5.0)
    """
    x, y = np.array(lines, dtype=float).reshape(-1, 2).T
    rims = [_around(disc, _GAP) for disc in discs]
    taken: list[Box] = []
    found: list[Box | None] = [None] * len(discs)
    for number in sorted(range(len(discs)), key=lambda n: (by_size(discs[n].radius), n)):
        others = [*taken, *(rim for n, rim in enumerate(rims) if n != number)]
        free = [
            (box.holds(x, y) + _RANK * rank, rank, box)
            for rank, box in enumerate(_sides(discs[number], widths[number], height))
            if _inside(box, frame) and not any(box.overlaps(other) for other in others)
        ]
        if free:
            box = min(free, key=lambda entry: entry[:2])[2]
            found[number] = box
            taken.append(box)
    return found


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
