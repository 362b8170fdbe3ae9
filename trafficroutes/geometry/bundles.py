"""Arcs from one region to another as one line that splits at its ends."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from trafficroutes.geometry.lines import Spot, bowed, on_curve

_FEWEST = 3  # arcs that make a bundle
_SLIM = 0.42  # how far each end spreads at most, as a part of the bundle's length
_LONGEST = 0.42  # part of its length over which each end may split
_POINTS = 25


class BundleEnd(NamedTuple):
    """A place at one end of an arc.

    Attributes
    ----------
    place : str
        What tells it from others.
    at : Spot
        Where it stands.
    within : tuple of int
        The regions that hold it.
    """

    place: str
    at: Spot
    within: tuple[int, ...]


class BundledArc(NamedTuple):
    """An arc that may be part of a bundle: what goes there, its bow, and its ends."""

    flow: int
    bow: float
    start: BundleEnd
    end: BundleEnd


@dataclass(frozen=True)
class BundleLines:
    """The lines of a bundle, all in the direction of its goods.

    Attributes
    ----------
    trunk : list of Spot
        What all go along.
    starts, ends : dict of place to list of Spot
        The lines from places to the trunk, and from it to places; empty for the only place.
    """

    trunk: list[Spot]
    starts: dict[str, list[Spot]]
    ends: dict[str, list[Spot]]


def bundles_of(arcs: Sequence[BundledArc], spread: float) -> list[tuple[int, ...]]:
    """Return the bundles of some arcs, the largest first, as positions; no arc is in two.

    A bundle has at least three arcs of one flow, and each end of it lies in one region or
    is one place.

    Parameters
    ----------
    arcs : sequence of BundledArc
        What may be bundled.
    spread : float
        How far the places at an end may lie apart, in units of the drawing.
    """
    groups: dict[tuple[int, str, str], list[int]] = defaultdict(list)
    ranks: dict[tuple[int, str, str], int] = {}
    for number, arc in enumerate(arcs):
        for to_rank, to in enumerate(_levels(arc.end)):
            for from_rank, start in enumerate(_levels(arc.start)):
                key = (arc.flow, start, to)
                groups[key].append(number)
                ranks.setdefault(key, from_rank + to_rank)
    order = sorted(groups, key=lambda key: (-len(groups[key]), ranks[key], key))
    taken: set[int] = set()
    found = []
    for key in order:
        members = tuple(number for number in groups[key] if number not in taken)
        if _holds([arcs[number] for number in members], spread):
            taken |= set(members)
            found.append(members)
    return found


def lines_of(arcs: Sequence[BundledArc], split: float) -> BundleLines:
    """Return the lines of a bundle of arcs.

    Parameters
    ----------
    arcs : sequence of BundledArc
        Its members.
    split : float
        Length over which an end splits at least, in units of the drawing.
    """
    starts = {arc.start.place: arc.start.at for arc in arcs}
    ends = {arc.end.place: arc.end.at for arc in arcs}
    a, b = _middle(list(starts.values())), _middle(list(ends.values()))
    whole = _curve(a, bowed(a, b, arcs[0].bow), b)
    length, steps = math.dist(a, b), _POINTS - 1
    begin, finish = (
        _steps(list(places.values()), length, steps, split) for places in (starts, ends)
    )
    trunk = whole[begin : len(whole) - finish]
    return BundleLines(
        trunk,
        {
            place: [] if len(starts) == 1 else _branch(trunk[1], trunk[0], at)[::-1]
            for place, at in starts.items()
        },
        {
            place: [] if len(ends) == 1 else _branch(trunk[-2], trunk[-1], at)
            for place, at in ends.items()
        },
    )


def _levels(end: BundleEnd) -> list[str]:
    """Return what an end of a bundle may be: the regions that hold a place, or it alone."""
    return [*(f"region {number}" for number in end.within), f"place {end.place}"]


def _holds(arcs: Sequence[BundledArc], spread: float) -> bool:
    """Whether arcs are many, and their ends near enough to each other, to be one line."""
    starts = list(dict.fromkeys(arc.start.at for arc in arcs))
    ends = list(dict.fromkeys(arc.end.at for arc in arcs))
    if len(arcs) < _FEWEST or len(starts) + len(ends) <= 2:  # noqa: PLR2004 - two ends are one arc
        return False
    room = min(spread, _SLIM * math.dist(_middle(starts), _middle(ends)))
    return _extent(starts) <= room and _extent(ends) <= room


def _middle(spots: Sequence[Spot]) -> Spot:
    return Spot(sum(s.x for s in spots) / len(spots), sum(s.y for s in spots) / len(spots))


def _extent(spots: Sequence[Spot]) -> float:
    """Return the diagonal of the box round some spots."""
    xs, ys = [s.x for s in spots], [s.y for s in spots]
    return math.hypot(max(xs) - min(xs), max(ys) - min(ys))


def _steps(places: Sequence[Spot], length: float, steps: int, split: float) -> int:
    """Return how many of so many steps of a trunk an end takes to split."""
    if len(places) == 1:
        return 0
    part = min(_LONGEST, (_extent(places) * 0.9 + split) / length)
    return max(1, round(part * steps))


def _branch(before: Spot, at: Spot, end: Spot) -> list[Spot]:
    """Return the line from the last two spots of a trunk on to a place."""
    ahead = math.dist(at, end) * 0.5 / max(math.dist(before, at), 1e-6)
    control = Spot(at.x + (at.x - before.x) * ahead, at.y + (at.y - before.y) * ahead)
    return _curve(at, control, end)


def _curve(a: Spot, control: Spot, b: Spot) -> list[Spot]:
    return [on_curve(a, control, b, number / (_POINTS - 1)) for number in range(_POINTS)]
