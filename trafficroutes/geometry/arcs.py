"""Schematic arcs between two places: which side they bow to, and how far.

Curves, not straight lines: they keep apart the two directions of a pair and the
commodities that share it (Jenny et al. 2018, Design principles for
origin-destination flow maps).
"""

from __future__ import annotations

import math

from trafficroutes.geometry.lines import bowed, on_curve
from trafficroutes.geometry.mercator import Flat, project, unproject
from trafficroutes.model.places import LngLat

POINTS = 25
_LEAST, _PER_DEGREE, _MOST, _PER_LANE = 0.12, 0.0009, 0.22, 0.10
#: Arcs bow south where the middle of their chord lies south of this latitude.
_SOUTHERN = project(LngLat(0.0, -5.0)).y


def nearest_turn(lng: float, reference: float) -> float:
    """Return a longitude, give or take whole turns, at most 180 degrees from another.

    >>> nearest_turn(151.0, -99.0)
    -209.0
    """
    return lng - 360.0 * round((lng - reference) / 360.0)


def arc(
    origin: LngLat, to: LngLat, *, lane: int = 0, opposed: bool = False, points: int = POINTS
) -> tuple[LngLat, ...]:
    """Return an arc from one place to another, the short way round the world.

    A quadratic Bezier curve in the Mercator plane. It bows north, or south where
    its middle lies south of latitude -5.

    Parameters
    ----------
    origin, to : LngLat
        Its ends, in degrees. They are not one point.
    lane : int
        0 for the first leg of a pair; each further one bows out more.
    opposed : bool
        Bow to the other side: for one of the two directions of a pair.
    points : int
        How many points to return, at least 3.

    Returns
    -------
    tuple of LngLat
        From the origin on; longitudes do not jump, so they may go beyond 180.

    Examples
    --------
    >>> there = arc(LngLat(-99.0, 23.0), LngLat(151.0, -33.0))
    >>> there[0].lng, there[-1].lng
    (-99.0, -209.0)
    """
    return bend(origin, to, bow_of(origin, to, lane=lane, opposed=opposed), points=points)


def bend(origin: LngLat, to: LngLat, bow: float, *, points: int = POINTS) -> tuple[LngLat, ...]:
    """Return the arc of a given bow: see :func:`arc` and :func:`bow_of`."""
    start, end = _chord(origin, to)
    control = bowed(start, end, bow)
    inner = (on_curve(start, control, end, n / (points - 1)) for n in range(1, points - 1))
    first, last = origin, LngLat(end.x, to.lat)
    return (first, *(unproject(Flat(*at)) for at in inner), last)


def bow_of(origin: LngLat, to: LngLat, *, lane: int = 0, opposed: bool = False) -> float:
    """Return how far the control point of an arc stands off the middle of its chord.

    As a part of the chord, to the left of the way (positive) or to its right: with
    the ends, the whole curve in one number. Parameters are those of :func:`arc`.

    >>> bow_of(LngLat(0.0, 0.0), LngLat(100.0, 0.0)) > 0
    True
    """
    start, end = _chord(origin, to)
    dx, dy = end.x - start.x, end.y - start.y
    south = ((start.y + end.y) / 2 < _SOUTHERN) != opposed
    # (-dy, dx) stands square on the chord; a chord due north bows west.
    leftwards = dx > 0 or (dx == 0 and dy > 0)
    side = 1.0 if leftwards != south else -1.0
    return side * curvature(math.hypot(dx, dy), lane)


def _chord(origin: LngLat, to: LngLat) -> tuple[Flat, Flat]:
    return project(origin), project(LngLat(nearest_turn(to.lng, origin.lng), to.lat))


def reach_of(origin: LngLat, to: LngLat, bow: float) -> tuple[float, float]:
    """Return the longitudes of the outermost points of an arc, in degrees.

    They are its ends, or where the curve turns back between them.

    >>> reach_of(LngLat(170.0, 0.0), LngLat(-170.0, 0.0), 0.1)
    (170.0, 190.0)
    >>> reach_of(LngLat(0.0, -30.0), LngLat(0.0, 30.0), 0.2)[0] < -5
    True
    """
    start, end = _chord(origin, to)
    control = bowed(start, end, bow)
    outermost = [start.x, end.x]
    if not min(outermost) <= control.x <= max(outermost):
        turns = (start.x - control.x) / (start.x - 2 * control.x + end.x)
        outermost.append(on_curve(start, control, end, turns).x)
    return min(outermost), max(outermost)


def curvature(length: float, lane: int = 0) -> float:
    """Return how far the control point stands off, as a part of the chord.

    Parameters
    ----------
    length : float
        Of the chord, in degrees of the Mercator plane.
    lane : int
        As for :func:`arc`.
    """
    return min(_LEAST + _PER_DEGREE * length, _MOST) + _PER_LANE * lane
