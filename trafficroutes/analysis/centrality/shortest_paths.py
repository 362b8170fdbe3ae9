"""Centralities that follow shortest paths: betweenness of places and legs, closeness.

Distances come from scipy's Dijkstra. Paths of equal length are all counted, and
sums that differ only by rounding are equal: 0.1 + 0.2 and 0.3 are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from trafficroutes.graph.arrays import Floats, Ints, Mask

#: Lengths that differ by less than this, relatively, are equal.
_SAME = 1e-12
#: A cost below this part of the largest one counts as this much, so that every step
#: is longer than what rounding hides.
_LEAST = 1e-10
#: Distances and connections looked at together; bounds the memory.
BLOCK = 4_000_000


@dataclass(frozen=True, eq=False)
class PathSums:
    """Shortest paths between pairs of places, summed over the pairs.

    Attributes
    ----------
    places : float array, shape (n,)
        Parts of the pairs' paths that pass each place between its ends.
    edges : float array, shape (m,)
        Parts of the pairs' paths that take each connection.
    pairs : int
        Ordered pairs that a path joins.
    """

    places: Floats
    edges: Floats
    pairs: int


def path_sums(
    tails: Ints,
    heads: Ints,
    cost: Floats,
    count: int,
    *,
    sources: Ints | None = None,
    targets: Ints | None = None,
    at_once: int = BLOCK,
) -> PathSums:
    """Return how the shortest paths from sources to targets spread over places and legs.

    Parameters
    ----------
    tails, heads : int array, shape (m,)
        Ends of the connections.
    cost : float array, shape (m,)
        Their lengths, all above 0.
    count : int
        Number of places, n.
    sources, targets : int array, optional
        Positions; None takes all places. A place is no target of its own.
    at_once : int
        Distances and connections looked at together; bounds the memory.

    Notes
    -----
    A pair with q shortest paths gives each of them 1/q. Brandes, *Journal of
    Mathematical Sociology* 25 (2001), and *Social Networks* 30 (2008) for subsets,
    here for many sources at once: along the connections that lie on a shortest
    path from a source, counts of paths go forward and dependencies come back.
    """
    places, edges, pairs = np.zeros(count), np.zeros(tails.size), 0
    cost = np.maximum(cost, _LEAST * cost.max(initial=0.0))
    wanted = np.zeros(count, dtype=bool)
    wanted[slice(None) if targets is None else targets] = True
    every = np.arange(count) if sources is None else sources
    for block, distance in _distances(tails, heads, cost, count, every, at_once):
        goal = np.isfinite(distance) & wanted
        goal[np.arange(block.size), block] = False
        passed, taken = _dependencies(tails, heads, cost, block, distance, goal)
        places += passed
        edges += taken
        pairs += int(goal.sum())
    return PathSums(places, edges, pairs)


def _dependencies(
    tails: Ints, heads: Ints, cost: Floats, block: Ints, distance: Floats, goal: Mask
) -> tuple[Floats, Floats]:
    """Return what the paths from some sources to their goals give to places and legs."""
    size, count = distance.shape
    row, edge = _on_shortest(tails, heads, cost, distance)
    tail, head = row * count + tails[edge], row * count + heads[edge]

    step = np.zeros(size * count)
    step[np.arange(size) * count + block] = 1.0
    paths = step
    while (step := np.bincount(head, step[tail], size * count)).any():
        paths = paths + step
    part = paths[tail] / paths[head]
    step = goal.ravel().astype(np.float64)
    ahead = step
    while (step := np.bincount(tail, part * step[head], size * count)).any():
        ahead = ahead + step
    # What lies ahead of a source or ends at a goal does not pass there.
    passed = ahead.reshape(size, count) - goal
    passed[np.arange(size), block] = 0.0
    taken = np.bincount(edge, part * ahead[head], tails.size).astype(np.float64)
    return passed.sum(axis=0), taken


def _on_shortest(tails: Ints, heads: Ints, cost: Floats, distance: Floats) -> tuple[Ints, Ints]:
    """Return (source, connection) where a connection lies on a shortest path from a source."""
    over = distance[:, tails]
    over += cost
    near = np.flatnonzero(over <= (distance * (1.0 + _SAME))[:, heads])
    row, edge = np.divmod(near, tails.size)
    # Places that no path reaches are infinitely far, and equally so.
    ahead = distance[row, tails[edge]] < distance[row, heads[edge]]
    return row[ahead], edge[ahead]


def _distances(
    tails: Ints, heads: Ints, cost: Floats, count: int, sources: Ints, at_once: int
) -> Iterator[tuple[Ints, Floats]]:
    """Yield blocks of sources with their distances to every place."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    if not tails.size or not sources.size:
        return
    matrix = csr_array((cost, (tails, heads)), shape=(count, count))
    size = max(1, at_once // max(count, tails.size))
    for first in range(0, sources.size, size):
        block = sources[first : first + size]
        yield block, dijkstra(matrix, indices=block)


def harmonic(tails: Ints, heads: Ints, count: int) -> Floats:
    """Return the mean of 1 / hops from each place to all others; 0 where no way leads.

    Swap tails and heads for the way from all others to each place.

    Notes
    -----
    Marchiori & Latora, *Physica A* 285 (2000); Rochat (2009).
    """
    near = np.zeros(count)
    for block, distance in _distances(
        tails, heads, np.ones(tails.size), count, np.arange(count), BLOCK
    ):
        distance[np.arange(block.size), block] = np.inf
        near[block] = (1.0 / distance).sum(axis=1)
    return near / max(count - 1, 1)
