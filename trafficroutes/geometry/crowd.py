"""Room between the places of a drawing: countries shrink, regions move aside."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from trafficroutes.geometry.lines import Spot
from trafficroutes.model.digits import by_size

_LEAST, _GAP, _CLEAR = 2.2, 1.0, 3.0
_ROUNDS, _STEP, _FARTHEST, _DIRECTIONS = 4, 4.0, 80.0, 16


@dataclass(frozen=True)
class Disc:
    """A place of a drawing.

    Attributes
    ----------
    at : Spot
        Its middle.
    radius : float
        In the units of the drawing.
    movable : bool
        Whether it may stand elsewhere: a region does, a country does not.
    """

    at: Spot
    radius: float
    movable: bool = False


def make_room(discs: Sequence[Disc]) -> list[Disc]:
    """Return discs that do not cover each other, as far as there is room.

    Those that stay shrink in proportion, down to a least radius; then the movable
    ones go to the nearest free point, the largest first.

    >>> [disc.radius for disc in make_room([Disc(Spot(0, 0), 6), Disc(Spot(9, 0), 6)])]
    [4.0, 4.0]
    """
    found = list(discs)
    fixed = [number for number, disc in enumerate(found) if not disc.movable]
    for _ in range(_ROUNDS):
        for place, i in enumerate(fixed):
            for j in fixed[place + 1 :]:
                found[i], found[j] = _apart(found[i], found[j])
    placed = [found[number] for number in fixed]
    movable = [number for number, disc in enumerate(found) if disc.movable]
    for number in sorted(movable, key=lambda n: (by_size(found[n].radius), n)):
        found[number] = replace(found[number], at=_aside(found[number], placed))
        placed.append(found[number])
    return found


def _apart(a: Disc, b: Disc) -> tuple[Disc, Disc]:
    part = (math.dist(a.at, b.at) - _GAP) / (a.radius + b.radius)
    if part >= 1:
        return a, b
    return (
        replace(a, radius=max(_LEAST, a.radius * part)),
        replace(b, radius=max(_LEAST, b.radius * part)),
    )


def _aside(disc: Disc, others: Sequence[Disc]) -> Spot:
    def free(at: Spot) -> bool:
        return all(
            math.dist(at, other.at) >= disc.radius * 1.3 + other.radius + _CLEAR for other in others
        )

    if free(disc.at):
        return disc.at
    for ring in range(1, round(_FARTHEST / _STEP) + 1):
        for turn in range(_DIRECTIONS):
            angle = 2 * math.pi * turn / _DIRECTIONS
            at = Spot(
                disc.at.x + ring * _STEP * math.cos(angle),
                disc.at.y + ring * _STEP * math.sin(angle),
            )
            if free(at):
                return at
    return disc.at
