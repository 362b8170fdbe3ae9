"""The hubs of networks that are too large for the matrix of all expected visits.

How they are bounded and solved: :mod:`trafficroutes.markov.bounds`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trafficroutes.errors import NoRouteError, QueryError
from trafficroutes.graph.arrays import Floats, Ints, Mask
from trafficroutes.markov.bounds import TOLERANCE, Sparse, bounded, largest


@dataclass(frozen=True, eq=False)
class TopHubs:
    """The places with the largest hub shares, and how sure that is.

    Attributes
    ----------
    places : int array, shape (k,)
        The places, the largest share first; fewer where fewer lie on routes.
    shares : float array, shape (k,)
        P(passes the place | arrives).
    errors : float array, shape (k,)
        A bound on how far each share may be off, from the residuals.
    left : float
        No other place has a larger share than this; 0 where none is left. Where it is
        above the last share, then by the tolerance at most.
    arrival : float
        Chance that goods which set out arrive.
    live : int
        Places on some route.
    solves : int
        Linear systems solved.
    residual : float
        The largest residual of these, as a part of its right-hand side.
    """

    places: Ints
    shares: Floats
    errors: Floats
    left: float
    arrival: float
    live: int
    solves: int
    residual: float


def top_hubs(
    tails: Ints,
    heads: Ints,
    flow: Floats,
    stays: Floats,
    sources: Floats,
    targets: Ints,
    *,
    k: int = 20,
    tolerance: float = TOLERANCE,
) -> TopHubs:
    """Return the k largest hub shares of a large network, from arrays.

    Parameters
    ----------
    tails, heads : int array, shape (edges,)
        Positions of the two ends of each connection, from 0; those between the same
        two places add up.
    flow : float array, shape (edges,)
        Strength of each connection, all above 0, in any unit.
    stays : float array, shape (places,)
        What stays in each place, in that unit.
    sources : float array, shape (places,)
        What starts in each place, in any unit; these places are no hubs. What starts
        where no route leads to a target is left out.
    targets : int array
        Positions of the places of the destination.
    k : int
        How many places.
    tolerance : float
        How far a share may be off, and how much larger than the last a share may be that
        is left out.

    Returns
    -------
    TopHubs
        Positions and shares (dimensionless), with bounds.

    Raises
    ------
    QueryError
        The arrays do not fit together, or hold what is no amount.
    NoRouteError
        Nothing that starts reaches a target.
    NotSolvedError
        The iterations do not come within the tolerance.

    Notes
    -----
    Method and bounds: docs/method.md, "Large networks".

    Examples
    --------
    The example of docs/method.md: 0 > 1 > 3, 0 > 2 > 3 and 2 > 1, and 1 has a market.

    >>> top = top_hubs(
    ...     tails=np.array([0, 0, 1, 2, 2]),
    ...     heads=np.array([1, 2, 3, 3, 1]),
    ...     flow=np.ones(5),
    ...     stays=np.array([0.0, 1.0, 0.0, 0.0]),
    ...     sources=np.array([1.0, 0.0, 0.0, 0.0]),
    ...     targets=np.array([3]),
    ... )
    >>> top.places.tolist(), top.shares.round(9).tolist()
    ([1, 2], [0.6, 0.6])
    """
    _check(tails, heads, flow, stays, sources, targets, k)
    live, chain = _chain(tails, heads, flow, stays, sources, targets)
    found = bounded(chain)
    among = np.flatnonzero(sources[live] == 0)
    top = largest(found, among, k, tolerance)
    return TopHubs(
        places=live[top.places],
        shares=top.shares,
        errors=top.errors,
        left=top.left,
        arrival=found.arrival,
        live=int(live.size),
        solves=found.solves.solves,
        residual=found.solves.worst,
    )


def _check(
    tails: Ints, heads: Ints, flow: Floats, stays: Floats, sources: Floats, targets: Ints, k: int
) -> None:
    count = stays.size
    if not tails.shape == heads.shape == flow.shape or sources.shape != stays.shape:
        raise QueryError("tails, heads and flow have one entry an edge, stays and sources a place")
    for positions in (tails, heads, targets):
        if positions.size and not (positions.min() >= 0 and positions.max() < count):
            raise QueryError(f"positions of places are from 0 to {count - 1}")
    for name, amounts in (("flow", flow), ("stays", stays), ("sources", sources)):
        if not (np.isfinite(amounts).all() and (amounts >= 0).all()):
            raise QueryError(f"{name} holds amounts of 0 or more")
    if not (flow > 0).all():
        raise QueryError("an edge has a flow above 0: leave it out if it has none")
    if k < 1:
        raise QueryError(f"ask for 1 hub or more, not {k}")


def _chain(
    tails: Ints, heads: Ints, flow: Floats, stays: Floats, sources: Floats, targets: Ints
) -> tuple[Ints, Sparse]:
    """Return the places on routes from a source to a target, and their chain."""
    count = stays.size
    is_target = np.zeros(count, dtype=bool)
    is_target[targets] = True
    onward = ~is_target[tails]
    tails, heads, flow = tails[onward], heads[onward], flow[onward]
    back = reached(heads, tails, is_target)
    start = np.where(back & ~is_target, sources, 0.0)
    if not start.any():
        raise NoRouteError("nothing that starts in a source reaches a target")
    on_way = reached(tails, heads, start > 0) & back & ~is_target
    live = np.flatnonzero(on_way)
    order = np.full(count, -1)
    order[live] = np.arange(live.size)
    total = np.bincount(tails, flow, count) + stays
    chance = flow / total[tails]
    inner, arrives = on_way[tails] & on_way[heads], on_way[tails] & is_target[heads]
    r = np.bincount(order[tails[arrives]], chance[arrives], live.size)
    return live, Sparse(
        tails=order[tails[inner]],
        heads=order[heads[inner]],
        chance=chance[inner],
        s=start[live] / start.sum(),
        r=np.asarray(r, dtype=np.float64),
    )


def reached(tails: Ints, heads: Ints, starts: Mask) -> Mask:
    """Return which places can be reached from some by the connections."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import breadth_first_order

    count = starts.size
    begin = np.flatnonzero(starts)
    # One more place, from which all starts are one step away.
    ends = (np.append(tails, np.full(begin.size, count)), np.append(heads, begin))
    graph = csr_array((np.ones(ends[0].size), ends), shape=(count + 1, count + 1))
    seen = np.zeros(count + 1, dtype=bool)
    seen[breadth_first_order(graph, count, return_predecessors=False)] = True
    return seen[:count]
