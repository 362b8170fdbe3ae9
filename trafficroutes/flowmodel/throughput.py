"""Throughput and flows from demand and supplier shares, for many draws at once.

With s(j, k) the part of k's supply that comes from j, c(k) what ends in k, and
a(k) the part of k's throughput that it does not make itself,

    x(j) = c(j) + sum over k of s(j, k) a(k) x(k)      x = (I - S)^-1 c
    f(j, k) = s(j, k) a(k) x(k)

so that what comes in and is made equals what goes out and stays.
Source: the input-output system of Leontief as Berlusconi et al. (2017) use it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trafficroutes.graph.arrays import Floats, Ints, Mask, quotient, summed
from trafficroutes.markov.elimination import visits_of
from trafficroutes.markov.threads import one_blas_thread, parts_of, side_by_side


@dataclass(frozen=True, eq=False)
class ThroughputSolution:
    """A solved system; every array has a leading axis of draws.

    Attributes
    ----------
    flow : float array, shape (draws, edges)
        What moves over each connection.
    throughput : float array, shape (draws, places)
        What comes in or is made, which is what goes out and stays.
    made : float array, shape (draws, places)
        The part of it that does not come in: production, or goods of unknown
        origin in a place without a supplier.
    fed : bool array, shape (draws, places)
        Whether some way leads there from a producer or a place without suppliers.
    """

    flow: Floats
    throughput: Floats
    made: Floats
    fed: Mask


def shares_of(weight: Floats, fixed: Floats, heads: Ints, count: int) -> Floats:
    """Return the share of each connection in the supply of its head.

    Cited shares stay as they are and the other suppliers divide the rest by
    their weights. Where all suppliers have cited shares, or these leave nothing,
    they are scaled to sum to 1.

    >>> heads = np.array([0, 0, 0])
    >>> shares_of(np.array([[1.0, 1, 2]]), np.array([0.4, np.nan, np.nan]), heads, 1).round(9)
    array([[0.4, 0.2, 0.4]])
    """
    told = ~np.isnan(fixed)
    cited = np.where(told & (weight > 0), np.nan_to_num(fixed), 0.0)
    free = np.where(told, 0.0, weight)
    taken, open_ = summed(cited, heads, count), summed(free, heads, count)
    rest = np.clip(1.0 - taken, 0.0, None)
    spread = free * quotient(rest, open_)[:, heads]
    share = cited + spread
    whole: Floats = share * quotient(np.ones_like(taken), summed(share, heads, count))[:, heads]
    return whole


@one_blas_thread
def solve(
    share: Floats, demand: Floats, own: Floats, tails: Ints, heads: Ints, *, known: Mask
) -> ThroughputSolution:
    """Solve for throughput and flows.

    Parameters
    ----------
    share : float array, shape (draws, edges)
        Part of the head's supply; the shares of a head sum to 1 or are all 0.
    demand : float array, shape (draws, places)
        What ends in each place.
    own : float array, shape (draws, places)
        The part of its throughput that a place makes itself: 1 for a producer
        that needs no supplier.
    tails, heads : int array, shape (edges,)
        Ends of the connections; each pair once.
    known : bool array, shape (places,)
        Places that may start a flow although no supplier is known: those that
        have no supplier in the data.
    """
    draws, count = demand.shape
    fed = _fed(share, own, tails, heads, known)
    # What only comes from where nothing can come from is no supply.
    share = np.where(fed[:, tails], share, 0.0)
    share = share * quotient(np.ones((draws, count)), summed(share, heads, count))[:, heads]
    part = share * (1.0 - own)[:, heads]
    supplied = summed(share, heads, count) > 0
    throughput = _throughput(part, np.where(supplied, own, 1.0), demand, tails, heads)
    flow = part * throughput[:, heads]
    made = np.clip(throughput - summed(flow, heads, count), 0.0, None)
    made[np.broadcast_to(own == 0, made.shape) & supplied] = 0.0
    return ThroughputSolution(flow, throughput, made, fed)


def _throughput(part: Floats, begins: Floats, demand: Floats, tails: Ints, heads: Ints) -> Floats:
    """Return x = (I - S)^-1 c of each draw, S holding ``part``.

    Followed back from its end, what ends in a place goes from each place to one of its
    suppliers, or begins there; x counts how much comes by each. Rows of that chain sum,
    with ``begins``, to 1, so it is solved without a subtraction. Places that supply
    nobody are only starts of it.
    """
    draws, count = demand.shape
    carries = np.flatnonzero(part.any(axis=0))
    suppliers = np.flatnonzero(np.bincount(tails[carries], minlength=count))
    n = suppliers.size
    at = np.full(count, -1)
    at[suppliers] = np.arange(n)
    among = carries[at[heads[carries]] >= 0]
    last = carries[at[heads[carries]] < 0]
    asked = demand[:, suppliers] + summed(
        part[:, last] * demand[:, heads[last]], at[tails[last]], n
    )
    cells = at[heads[among]] * n + at[tails[among]]
    throughput = demand.copy()

    def work(some: slice) -> None:
        Q = np.zeros((some.stop - some.start, n * n))
        Q[:, cells] = part[some][:, among]
        throughput[some, suppliers] = visits_of(
            Q.reshape(-1, n, n), begins[some][:, suppliers], asked[some]
        )

    side_by_side(work, parts_of(draws if n else 0))
    return throughput


def closed_loops(fed: Mask, share: Floats, tails: Ints, heads: Ints) -> list[list[int]]:
    """Return the loops of places that supply each other and that nothing feeds.

    ``fed`` and ``share`` are of one draw. Each loop is a strongly connected
    component without a way in from outside it.
    """
    used = share > 0
    ends = list(zip(tails[used].tolist(), heads[used].tolist(), strict=True))
    back: dict[int, set[int]] = {}
    for tail, head in ends:
        back.setdefault(head, set()).add(tail)
    hungry = np.flatnonzero(~fed).tolist()
    above = {place: _upstream(place, back) for place in hungry}
    loops = []
    seen: set[int] = set()
    for place in hungry:
        loop = {other for other in above[place] if place in above.get(other, ())}
        if place not in seen and loop and above[place] == loop:
            seen |= loop
            loops.append(sorted(loop))
    return loops


def _upstream(place: int, back: dict[int, set[int]]) -> set[int]:
    """Return the places from which goods can come to one."""
    found: set[int] = set()
    ahead = list(back.get(place, ()))
    while ahead:
        other = ahead.pop()
        if other not in found:
            found.add(other)
            ahead += back.get(other, ())
    return found


def _fed(share: Floats, own: Floats, tails: Ints, heads: Ints, known: Mask) -> Mask:
    """Return which places some way leads to from a start of goods."""
    fed = (own > 0.0) | known
    order = np.argsort(heads, kind="stable")
    if not order.size:
        return fed
    starts = np.flatnonzero(np.append(True, np.diff(heads[order]) > 0))
    ends = heads[order][starts]
    used = share[:, order] > 0
    while True:
        reached = np.logical_or.reduceat(fed[:, tails[order]] & used, starts, axis=1)
        more = fed.copy()
        more[:, ends] |= reached
        if (more == fed).all():
            return fed
        fed = more
