"""How far places are from each other, by their label points."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from trafficroutes.graph.arrays import Floats
from trafficroutes.model.places import Gazetteer

_EARTH = 6371.0  # kilometres, mean radius


def directions_of(places: Gazetteer, codes: Sequence[str]) -> Floats:
    """Return unit vectors from the centre of the Earth to places, shape (codes, 3).

    A region without a label point lies in the middle of those of its members; one
    without members either is nowhere (0, 0, 0).
    """
    return np.array([_direction(places, code) for code in codes]).reshape(-1, 3)


def _direction(places: Gazetteer, code: str) -> Floats:
    label = places[code].label
    if label is None:
        members = sorted(places.members(code))
        middle = np.sum([_direction(places, member) for member in members], axis=0)
        size = float(np.linalg.norm(middle)) if members else 0.0
        return np.asarray(middle / size if size else np.zeros(3))
    lng, lat = np.radians(label.lng), np.radians(label.lat)
    return np.array([np.cos(lat) * np.cos(lng), np.cos(lat) * np.sin(lng), np.sin(lat)])


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
