"""The arrays that everything is worked out in."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from trafficroutes.model.refs import is_region

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
#: From the middle between two values on, their line is told from its end: as NumPy does.
_HALF = 0.5
Number = TypeVar("Number", np.float64, np.int64)


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


def percentiles(values: Floats, percent: Sequence[float]) -> Floats:
    """Return percentiles over the first axis: as ``np.percentile``, which loads masked arrays.

    Parameters
    ----------
    values : float array, shape (n, ...)
    percent : sequence of float, length k
        Within 0 and 100. Between two values their line counts.

    Returns
    -------
    float array, shape (k, ...)
        NaN where some of the values are.

    Examples
    --------
    >>> percentiles(np.array([3.0, 1.0, 2.0]), (0, 25, 50)).tolist()
    [1.0, 1.5, 2.0]
    """
    at = np.array(percent) / 100 * (len(values) - 1)
    part = (at % 1).reshape(-1, *[1] * (values.ndim - 1))
    # The last of all is NaN where any is.
    ends = np.concatenate([np.floor(at), np.ceil(at), [-1]]).astype(np.int64)
    low, high, last = np.split(order_statistics(values, ends), [at.size, 2 * at.size])
    step = high - low
    found: Floats = np.where(part < _HALF, low + step * part, high - step * (1 - part))
    return np.where(np.isnan(last), np.nan, found)


def order_statistics(values: npt.NDArray[Number], positions: Ints) -> npt.NDArray[Number]:
    """Return order statistics: what stands at some positions once the first axis is sorted.

    >>> order_statistics(np.array([[3, 1], [2, 5]]), np.array([0])).tolist()
    [[2, 1]]
    """
    positions = positions % len(values)
    return np.partition(values, positions, axis=0)[positions]
