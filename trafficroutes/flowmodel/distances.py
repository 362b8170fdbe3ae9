"""How far places are from each other, by their label points."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from trafficroutes.graph.arrays import Floats
from trafficroutes.model.places import Gazetteer, LngLat

_EARTH = 6371.0  # kilometres, mean radius


def directions_of(places: Gazetteer, codes: Sequence[str]) -> Floats:
    """Return unit vectors from the centre of the Earth to places, shape (codes, 3).

    A region without a label point lies in the middle of those of its members; one
    without members either is nowhere (0, 0, 0).
    """
    found = np.zeros((len(codes), 3))
    labels = {at: places[code].label for at, code in enumerate(codes)}
    known = {at: label for at, label in labels.items() if label is not None}
    found[list(known)] = _unit_vectors(list(known.values()))
    for at in labels.keys() - known.keys():
        members = sorted(places.members(codes[at]))
        middle = directions_of(places, members).sum(axis=0)
        found[at] = middle / (float(np.linalg.norm(middle)) or 1.0)
    return found


def _unit_vectors(points: Sequence[LngLat]) -> Floats:
    """Return the unit vectors to points, shape (points, 3)."""
    lng, lat = np.radians([(point.lng, point.lat) for point in points]).reshape(-1, 2).T
    return np.stack([np.cos(lat) * np.cos(lng), np.cos(lat) * np.sin(lng), np.sin(lat)], axis=1)


def kilometres(here: Floats, there: Floats) -> Floats:
    """Return great-circle distances between unit vectors, shapes (..., 3).

    >>> poles = np.array([[0.0, 0.0, 1.0], [0.0, 0.0, -1.0]])
    >>> kilometres(poles[0], poles).round()
    array([    0., 20015.])
    """
    across = np.linalg.norm(np.cross(here, there), axis=-1)
    along = np.sum(here * there, axis=-1)
    found: Floats = _EARTH * np.arctan2(across, along)
    return found
