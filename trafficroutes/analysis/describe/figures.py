"""Figures of a whole directed network: density, reachability, mean path, centralisation.

A network is its number of places and the two ends of its connections; no connection is
told twice, and none leads from a place to itself.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, shortest_path

from trafficroutes.graph.arrays import Floats, Ints


class Paths(NamedTuple):
    """Fewest connections between places.

    Attributes
    ----------
    pairs : int
        Ordered pairs of two places of which one leads to the other.
    mean : float or None
        Mean over these pairs; None without any.
    longest : int
        The diameter of what is connected: the most over these pairs, 0 without any.
    """

    pairs: int
    mean: float | None
    longest: int


def matrix_of(tails: Ints, heads: Ints, count: int) -> csr_array:
    """Return the adjacency of a network, shape (count, count)."""
    return csr_array((np.ones(tails.size, dtype=np.int8), (tails, heads)), shape=(count, count))


def paths_of(tails: Ints, heads: Ints, count: int) -> Paths:
    """Return the fewest connections between all places.

    >>> paths_of(np.array([0, 1]), np.array([1, 2]), 3)
    Paths(pairs=3, mean=1.333..., longest=2)
    """
    far = shortest_path(matrix_of(tails, heads, count), unweighted=True)
    told = far[np.isfinite(far) & ~np.eye(count, dtype=bool)]
    if not told.size:
        return Paths(0, None, 0)
    return Paths(int(told.size), float(told.mean()), int(told.max()))


def reciprocity_of(tails: Ints, heads: Ints) -> float | None:
    """Return the part of connections that are told of the other way round too; None of none.

    >>> reciprocity_of(np.array([0, 1, 1]), np.array([1, 0, 2]))
    0.666...
    """
    if not tails.size:
        return None
    pairs = set(zip(tails.tolist(), heads.tolist(), strict=True))
    return sum((head, tail) in pairs for tail, head in pairs) / len(pairs)


def components_of(tails: Ints, heads: Ints, count: int, connection: str) -> tuple[int, ...]:
    """Return the sizes of components, the largest first.

    Parameters
    ----------
    tails, heads : int array, shape (edges,)
    count : int
        Number of places.
    connection : {"weak", "strong"}
        Whether directions are passed over, or each place leads to each.
    """
    matrix = matrix_of(tails, heads, count)
    _, at = connected_components(matrix, directed=True, connection=connection)
    return tuple(sorted(np.bincount(at).tolist(), reverse=True))


def centralisation(values: Floats, most: float) -> float | None:
    """Return Freeman's centralisation: how far the first place stands above the others.

    The sum of the differences from the largest value, over the most that it can be in a
    network of so many places (Freeman 1979); None where that is 0.

    Parameters
    ----------
    values : float array, shape (places,)
    most : float
        That sum in a star.
    """
    return float((values.max() - values).sum() / most) if values.size and most > 0 else None
