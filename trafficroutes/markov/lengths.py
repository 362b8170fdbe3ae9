"""How long journeys are: the part of them that arrives within some length.

A dynamic program over whole numbers of a unit of length, exact for legs of such lengths:
with m(l, i) the chance to be in i after the length l,

    m(l + length(i, j), j) += m(l, i) p(i, j)

Each leg is at least one unit long, so every m(l, .) is complete when it is its turn.
"""

from __future__ import annotations

import numpy as np

from trafficroutes.graph.arrays import Floats, Ints
from trafficroutes.markov.chain import Chain
from trafficroutes.markov.frame import runs


def arrives_within(chain: Chain, lengths: Ints, limits: Ints) -> Floats:
    """Return P(starts in o, arrives first in t, within a length), for each o and t.

    Parameters
    ----------
    chain : Chain
        Of one world.
    lengths : int array, shape (m,)
        Length of each connection, at least 1.
    limits : int array, shape (starts, gateways)
        How long a journey may be, by where it starts (the places of the chain with some
        ``s``, in order) and where it arrives first (``chain.frame.gateways``).

    Returns
    -------
    float array, shape (starts, gateways)

    Examples
    --------
    A, B and C on a line, one unit apart: all arrives within two units, nothing within one.

    >>> from trafficroutes.graph.routes import Connections
    >>> from trafficroutes.markov.chain import solve
    >>> line = Connections(
    ...     places=("A", "B", "C"), index={"A": 0, "B": 1, "C": 2},
    ...     tails=np.array([0, 1]), heads=np.array([1, 2]), flow=np.ones(2),
    ...     leg=np.array([0, 1]), stays=np.zeros(3), origins=(0,), targets=(2,))
    >>> chain = solve(line, {"A": 1.0})
    >>> [arrives_within(chain, np.array([1, 1]), np.array([[k]])).item() for k in (1, 2)]
    [0.0, 1.0]
    """
    frame, n = chain.frame, chain.live.size
    starts = np.flatnonzero(chain.s > 0)
    column = {place: n + at for at, place in enumerate(frame.gateways)}
    ends = np.array([column.get(place, n) for place in frame.enters.tolist()], dtype=np.int64)
    to = np.where(frame.heads < 0, ends, frame.heads)
    order = np.argsort(to, kind="stable")
    first, reached = runs(to[order])
    tails, lengths, chance = frame.tails[order], lengths[order], chain.chance[order, np.newaxis]
    # Only the last lengths are kept, in a ring that stands there twice, so that those
    # before any length lie in one row: no leg is longer than the longest, and what lies
    # that far back is read before its place is written anew.
    around, farthest = int(lengths.max(initial=1)), int(limits.max(initial=0))
    ring = np.zeros((2, around, n + len(column), starts.size))
    rows, moved = ring.reshape(-1, starts.size), np.empty((order.size, starts.size))
    before = (around - lengths) * ring.shape[2] + tails
    arrived = np.zeros((farthest + 1, len(column), starts.size))
    ring[:, 0, starts, np.arange(starts.size)] = chain.s[starts]
    for length in range(1, farthest + 1):
        at = length % around
        np.take(rows[at * ring.shape[2] :], before, axis=0, out=moved, mode="clip")
        moved *= chance
        now = ring[0, at]
        now[:] = 0.0
        now[reached] = np.add.reduceat(moved, first, axis=0)
        ring[1, at], arrived[length] = now, now[n:]
    within = np.arange(farthest + 1)[:, np.newaxis, np.newaxis] <= limits.T
    found: Floats = np.where(within, arrived, 0.0).sum(axis=0).T
    return found
