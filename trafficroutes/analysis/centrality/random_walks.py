"""Centralities of random walks, and those that places lend each other."""

from __future__ import annotations

import numpy as np

from trafficroutes.graph.arrays import Floats, Ints
from trafficroutes.markov.elimination import expected_visits

#: PageRank: the chance to go on; the rest starts anew anywhere.
DAMPING = 0.85
#: Katz: what a leg passes on, as a part of the most at which the sum surely ends.
ATTENUATION = 0.85
#: Singular values that differ by less, relatively, are one.
_SAME = 1e-9
_SMALLEST = 3  # with fewer places nothing lies between


def random_walk_betweenness(tails: Ints, heads: Ints, flow: Floats, count: int) -> Floats:
    """Return how much of the current between two places passes each, on average.

    One unit of current enters at s and leaves at t; conductance is the flow both
    ways together. Mean over all pairs that do not hold the place; a pair that no
    connection joins carries nothing.

    Notes
    -----
    Newman, *Social Networks* 27 (2005); without the ends, as Brandes & Fleischer,
    *STACS* (2005). Currents of one connection for all n(n-1)/2 pairs are
    differences of n numbers, so their absolute values add up in one sort.
    """
    low, high, conductance = _undirected(tails, heads, flow, count)
    through = np.zeros(count)
    for members in _components(low, high, count):
        if members.size >= _SMALLEST:
            inside = np.isin(low, members)
            at = np.zeros(count, dtype=np.int64)
            at[members] = np.arange(members.size)
            through[members] = _throughput(
                at[low[inside]], at[high[inside]], conductance[inside], members.size
            )
    return through / max((count - 1) * (count - 2) / 2, 1)


def _undirected(tails: Ints, heads: Ints, flow: Floats, count: int) -> tuple[Ints, Ints, Floats]:
    """Return the pairs of places that are joined, with the flow both ways."""
    key = np.minimum(tails, heads) * count + np.maximum(tails, heads)
    pairs, position = np.unique(key, return_inverse=True)
    joined = np.bincount(position, flow, pairs.size).astype(np.float64)
    return pairs // count, pairs % count, joined


def _components(low: Ints, high: Ints, count: int) -> list[Ints]:
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    matrix = csr_array((np.ones(low.size), (low, high)), shape=(count, count))
    number, label = connected_components(matrix, directed=False)
    return [np.flatnonzero(label == which) for which in range(number)]


def _throughput(low: Ints, high: Ints, conductance: Floats, count: int) -> Floats:
    """Return the current through each place, summed over the pairs of the others."""
    potential = _potentials(low, high, conductance, count)
    current = conductance[:, None] * (potential[low] - potential[high])
    current.sort(axis=1)
    # Sum of |x_s - x_t| over pairs of sorted numbers: each counts by its rank.
    total = np.einsum("ij,j->i", current, 2.0 * np.arange(count) - (count - 1))
    both = np.bincount(low, total, count) + np.bincount(high, total, count)
    # Current comes in and goes out; where a pair starts or ends it only does one.
    passed: Floats = np.maximum((both - (count - 1)) / 2, 0.0)
    return passed


def _potentials(low: Ints, high: Ints, conductance: Floats, count: int) -> Floats:
    """Return potentials for a unit of current into each place (columns), one grounded.

    The inverse of the Laplacian without the ground's row and column, by the chain
    that walks until it meets the ground: no subtraction, so no loss of digits.
    """
    joined = np.zeros((count, count))
    joined[low, high] = joined[high, low] = conductance
    degree = joined.sum(axis=1)
    ground = int(degree.argmax())
    rest = np.flatnonzero(np.arange(count) != ground)
    walk = joined / degree[:, None]
    visits = expected_visits(walk[np.ix_(rest, rest)], walk[rest, ground])
    potential = np.zeros((count, count))
    potential[np.ix_(rest, rest)] = visits / degree[rest]
    return potential


def pagerank(adjacency: Floats) -> Floats:
    """Return the share of time that a walk along the legs spends in each place.

    It follows legs in proportion to flow with chance 0.85, else starts anew
    anywhere; where no leg leads on, it starts anew too. Sums to 1.

    Notes
    -----
    Brin & Page, *Computer Networks* 30 (1998).
    """
    count = adjacency.shape[0]
    out = adjacency.sum(axis=1, keepdims=True)
    step = np.divide(adjacency, out, out=np.full_like(adjacency, 1.0 / count), where=out > 0)
    rank = np.linalg.solve(
        np.eye(count) - DAMPING * step.T, np.full(count, (1.0 - DAMPING) / count)
    )
    shares: Floats = rank / rank.sum()
    return shares


def katz_attenuation(adjacency: Floats) -> float:
    """Return what one unit of flow passes on: 0.85 / the largest strength.

    Of the largest strength in and the largest out, the smaller: both are at least
    the spectral radius, so the sum over walks always ends.
    """
    bound = min(float(adjacency.sum(axis=0).max()), float(adjacency.sum(axis=1).max()))
    return ATTENUATION / bound


def katz(adjacency: Floats) -> Floats:
    """Return x = a A' x + 1, scaled to length 1: the walks that end in each place.

    Each leg of a walk counts by a x flow: see :func:`katz_attenuation`.

    Notes
    -----
    Katz, *Psychometrika* 18 (1953).
    """
    count = adjacency.shape[0]
    walks = np.linalg.solve(
        np.eye(count) - katz_attenuation(adjacency) * adjacency.T, np.ones(count)
    )
    scaled: Floats = walks / np.linalg.norm(walks)
    return scaled


def hits(adjacency: Floats) -> tuple[Floats, Floats]:
    """Return hub and authority scores; each sums to 1.

    A good hub sends much to good authorities, a good authority gets much from good
    hubs: the leading singular vectors. Where several lead alike, the limit of the
    iteration that starts evenly.

    Notes
    -----
    Kleinberg, *Journal of the ACM* 46 (1999).
    """
    _, values, vectors = np.linalg.svd(adjacency)
    leading = vectors[values >= values[0] * (1.0 - _SAME)]
    authority = np.abs(leading.T @ (leading @ np.ones(adjacency.shape[0])))
    authority[authority < authority.max() * _SAME] = 0.0
    hub = adjacency @ authority
    return hub / hub.sum(), authority / authority.sum()
