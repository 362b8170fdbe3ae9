"""The arrays that everything is worked out in."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from trafficroutes.model.refs import is_region

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


def summed(values: Floats, at: Ints, count: int) -> Floats:
    """Return the sums of values (..., n) by position (n), shape (..., count).

    Values of one position are added in their order, in each world alike.

    >>> summed(np.array([[1.0, 2.0, 4.0], [0.0, 1.0, 0.0]]), np.array([0, 2, 0]), 3)
    array([[5., 0., 2.],
           [0., 0., 1.]])
    """
    *worlds, _ = values.shape
    size = math.prod(worlds)
    cells = np.arange(size)[:, np.newaxis] * count + at
    sums = np.bincount(cells.ravel(), values.ravel(), size * count).astype(np.float64)
    return sums.reshape(*worlds, count)


def quotient(above: Floats, below: Floats) -> Floats:
    """Return above / below, 0 where nothing is below; shapes alike.

    >>> quotient(np.array([1.0, 2.0]), np.array([4.0, 0.0]))
    array([0.25, 0.  ])
    """
    found: Floats = np.divide(above, below, out=np.zeros_like(above), where=below > 0)
    return found


def all_but(count: int, some: Ints | Sequence[int]) -> Ints:
    """Return the numbers below ``count`` but some: as ``np.setdiff1d``, which loads masked arrays.

    >>> all_but(4, (1, 3)).tolist(), all_but(2, []).tolist()
    ([0, 2], [0, 1])
    """
    left = np.ones(count, dtype=bool)
    left[np.asarray(some, dtype=np.int64)] = False
    return np.flatnonzero(left)


def regions_among(places: Sequence[str]) -> Mask:
    """Return which of some codes are regions, shape (places,).

    >>> regions_among(["COL", "R:EUROPE"])
    array([False,  True])
    """
    return np.array([is_region(place) for place in places], dtype=bool)
