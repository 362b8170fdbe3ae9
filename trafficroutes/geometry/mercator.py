"""The Mercator projection in degrees, in which arcs are bent and maps are drawn."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import NamedTuple

from trafficroutes.model.places import LngLat

#: Latitude beyond which web maps end: there the square world map is cut.
MAX_LAT = 85.0511287798


class Flat(NamedTuple):
    """A point of the Mercator plane, where a degree is as long up as across.

    ``x`` is the longitude in degrees and may go beyond 180; ``y`` grows northwards.
    """

    x: float
    y: float


def project(point: LngLat) -> Flat:
    """Return a point's place in the Mercator plane.

    >>> project(LngLat(10.0, 0.0))
    Flat(x=10.0, y=0.0)
    """
    return Flat(point.lng, _up(point.lat))


@lru_cache(maxsize=4096)
def _up(lat: float) -> float:
    """Return how far up a latitude stands: a map asks it of few places, thousands of times."""
    kept = max(-MAX_LAT, min(MAX_LAT, lat))
    return math.degrees(math.asinh(math.tan(math.radians(kept))))


def unproject(flat: Flat) -> LngLat:
    """Return the point at a place of the Mercator plane.

    >>> round(unproject(project(LngLat(10.0, 60.0))).lat, 9)
    60.0
    """
    return LngLat(flat.x, math.degrees(math.atan(math.sinh(math.radians(flat.y)))))
