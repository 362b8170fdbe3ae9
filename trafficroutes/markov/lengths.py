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
    column = {place: at for at, place in enumerate(frame.gateways)}
    ends = np.array([n + column.get(place, 0) for place in frame.enters.tolist()], dtype=np.int64)
    to = np.where(frame.heads < 0, ends, frame.heads)
    farthest = int(limits.max(initial=0))
    longest = int(lengths.max(initial=1))
    # Only the next lengths are kept, in a ring: no leg is longer than the longest.
    ring = np.zeros((longest + 1, n + len(column), starts.size))
    cells = ring.reshape(-1)  # numpy adds into one dimension several times faster than into three
    to = to[:, np.newaxis] * starts.size + np.arange(starts.size)
    lengths, around = lengths[:, np.newaxis], ring[0].size
    ring[0, starts, np.arange(starts.size)] = chain.s[starts]
    found = np.zeros((starts.size, len(column)))
    chance = chain.chance[:, np.newaxis]
    for length in range(farthest + 1):
        now = ring[length % (longest + 1)]
        found += np.where(length <= limits, now[n:].T, 0.0)
        if now[:n].any():
            moved = now[frame.tails] * chance
            at = (length + lengths) % (longest + 1) * around + to
            np.add.at(cells, at.ravel(), moved.ravel())
        now[:] = 0.0
    return found
