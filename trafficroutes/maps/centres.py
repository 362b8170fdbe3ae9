"""Where a place stands on the map."""

from __future__ import annotations

import math

from trafficroutes.model.places import Gazetteer, LngLat

_NOWHERE = 1e-9  # a sum of directions as short as this points nowhere


def label_point(places: Gazetteer, code: str) -> LngLat:
    """Return the point at which a place is drawn.

    A region without a point of its own stands in the middle of its members: the
    mean of their directions from the centre of the Earth, so that one which lies
    across the antimeridian does not end up on the other side of the world.
    """
    place = places[code]
    if place.label is not None:
        return LngLat(*place.label)
    members = [places[member].label for member in sorted(places.members(code))]
    return middle([LngLat(*point) for point in members if point is not None])


def middle(points: list[LngLat]) -> LngLat:
    """Return the middle of points on the globe; (0, 0) where they have none.

    >>> found = middle([LngLat(170.0, 0.0), LngLat(-170.0, 0.0)])
    >>> abs(round(found.lng, 9))
    180.0
    """
    x = sum(math.cos(math.radians(p.lat)) * math.cos(math.radians(p.lng)) for p in points)
    y = sum(math.cos(math.radians(p.lat)) * math.sin(math.radians(p.lng)) for p in points)
    z = sum(math.sin(math.radians(p.lat)) for p in points)
    if math.hypot(x, y, z) < _NOWHERE:
        return LngLat(0.0, 0.0)
    return LngLat(
        round(math.degrees(math.atan2(y, x)), 6),
        round(math.degrees(math.atan2(z, math.hypot(x, y))), 6),
    )
