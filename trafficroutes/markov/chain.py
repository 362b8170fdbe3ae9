"""The absorbing Markov chain of a question, solved once.

Notation of docs/method.md: p(i, j) is the chance that goods in i go to j next,
Q the part of it between places on the way, r the chance to step straight into
the destination, N = (I - Q)^-1 the expected visits, b = N r the chance to
arrive, s the distribution of the goods over the origins. N is had by elimination;
where it would be too large, b and s N are had by iteration
(:mod:`trafficroutes.markov.bounds`).

Source: Kemeny & Snell, Finite Markov Chains (1960), ch. 3.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from trafficroutes.errors import NotSolvedError, QueryError
from trafficroutes.graph.network import Floats, Ints, Mask
from trafficroutes.graph.routes import NO_LEG, Routes
from trafficroutes.markov import elimination
from trafficroutes.markov.bounds import Bounded, Sparse, bounded

#: With more places on routes than this, shares are had by iteration.
DENSE = 2_000
#: With more places the matrices of all pairs of them are not made.
MOST = 12_000
#: Places up to which no product of blocks is so large that a BLAS starts its threads,
#: which wait for each other on a busy machine; and from which on they are worth it.
_CALM, _BUSY = 160, 640


@dataclass(frozen=True, eq=False)
class Chain:
    """A solved chain over the n places that lie on some route from S to T.

    Attributes
    ----------
    routes : Routes
        What it was made from.
    live : int array, shape (n,)
        Positions in ``routes.places`` of the places on the way.
    s : float array, shape (n,)
        Share of the goods that starts in each.
    r : float array, shape (n,)
        Chance to step from each straight into the destination.
    leak : float array, shape (n,)
        Chance to leave these places from each: to arrive, stay, or get lost.
    edges : int array, shape (m,)
        Positions in ``routes`` of the connections on routes from S to T.
    tails, heads : int array, shape (m,)
        Their ends as positions in ``live``; a head of -1 is the destination.
    chance : float array, shape (m,)
        p(i, j) of each of these.
    """

    routes: Routes
    live: Ints
    s: Floats
    r: Floats
    leak: Floats
    edges: Ints
    tails: Ints
    heads: Ints
    chance: Floats

    @cached_property
    def Q(self) -> Floats:  # noqa: N802 - as it is written in the method
        """Transition chances between the places, shape (n, n); refuses too many places."""
        n = self.live.size
        if n > MOST:
            raise QueryError(
                f"{n:,} places lie on the routes, and this question needs a matrix of all pairs, "
                f"which is made up to {MOST:,}: take a part of the network, or ask for hubs alone"
            )
        inner = self.heads >= 0
        Q = np.zeros((n, n))
        Q[self.tails[inner], self.heads[inner]] = self.chance[inner]
        return Q

    @cached_property
    def N(self) -> Floats:  # noqa: N802 - as it is written in the method
        """Expected visits, shape (n, n)."""
        return expected_visits(self.Q, self.leak)

    @cached_property
    def bounded(self) -> Bounded | None:
        """Visits and chances to arrive by iteration, where N is not to be made.

        None where it is: for few places, or where the iterations fail and it can be.
        """
        if self.live.size <= DENSE:
            return None
        inner = self.heads >= 0
        Q = (self.tails[inner], self.heads[inner], self.chance[inner])
        try:
            return bounded(Sparse(*Q, self.s, self.r))
        except NotSolvedError:
            if self.live.size > MOST:
                raise
        return None

    @cached_property
    def b(self) -> Floats:
        """Chance to arrive from each place, shape (n,)."""
        b: Floats = self.N @ self.r if self.bounded is None else self.bounded.b
        return b

    @cached_property
    def visits(self) -> Floats:
        """The expected visits s N of a journey that starts by s, shape (n,)."""
        visits: Floats = self.s @ self.N if self.bounded is None else self.bounded.visits
        return visits

    @cached_property
    def arrival(self) -> float:
        """The chance s b to arrive."""
        return float(self.s @ self.b)

    def position(self, code: str) -> int | None:
        """Return where a place stands in the arrays; None if on no route."""
        found = np.flatnonzero(self.live == self.routes.index.get(code, -1))
        return int(found[0]) if found.size else None

    def pass_shares(self) -> Floats:
        """Return P(passes h | arrives in T) for each place on the way.

        ``(sN)_h b_h / (N_hh s b)``: the chance that a journey uses h at all.
        """
        shares: Floats = self.visits * self.b / (np.diagonal(self.N) * self.arrival)
        return shares

    def edge_shares(self) -> Floats:
        """Return how often an arriving journey uses each connection: ``(sN)_i p b_j / (s b)``."""
        arriving = np.append(self.b, 1.0)[self.heads]
        shares: Floats = self.visits[self.tails] * self.chance * arriving / self.arrival
        return shares

    def expected_legs(self) -> float:
        """Return the mean legs of a journey that arrives; a region's ways are none."""
        is_leg = self.routes.leg[self.edges] != NO_LEG
        return float(self.edge_shares()[is_leg].sum())

    def gateway_shares(self) -> dict[str, float]:
        """Return P(first arrival is at t | arrives in T) by code; they sum to 1."""
        arrivals = np.flatnonzero(self.heads < 0)
        places = self.routes.heads[self.edges[arrivals]]
        shares = np.bincount(places, self.edge_shares()[arrivals])
        # Not np.unique: it would import all of numpy.ma.
        return {self.routes.places[at]: float(shares[at]) for at in sorted(set(places.tolist()))}

    def first_entries(self, h: int) -> dict[int, float]:
        """Return P(first enters h by a connection | arrives), by position in ``edges``.

        Together with the journeys that start in h they sum to its share.
        """
        before = self._without(h).visits
        into = np.flatnonzero(self.heads == h)
        shares = before[self.tails[into]] * self.chance[into] * self.b[h] / self.arrival
        return dict(zip(into.tolist(), shares.tolist(), strict=True))

    def last_exits(self, h: int) -> dict[int, float]:
        """Return P(last leaves h by a connection | arrives), by position in ``edges``.

        They sum to the share of h.
        """
        never_back = np.append(self._without(h).b, 1.0)
        out = np.flatnonzero(self.tails == h)
        shares = self.visits[h] * self.chance[out] * never_back[self.heads[out]] / self.arrival
        return dict(zip(out.tolist(), shares.tolist(), strict=True))

    def _without(self, h: int) -> _Avoiding:
        """Solve the chain of the journeys up to, or since, their visit of h.

        In it h is the end: visits of i before h is met, and the chance to
        arrive from i without meeting h; both are 0 for h itself.
        """
        others = np.flatnonzero(np.arange(self.live.size) != h)
        N = expected_visits(self.Q[np.ix_(others, others)], self.leak[others] + self.Q[others, h])
        visits, b = np.zeros(self.live.size), np.zeros(self.live.size)
        visits[others] = self.s[others] @ N
        b[others] = N @ self.r[others]
        return _Avoiding(visits, b)


class _Avoiding(NamedTuple):
    """Visits, and chances to arrive, of journeys that do not meet a place."""

    visits: Floats
    b: Floats


def reach(starts: tuple[int, ...], tails: Ints, heads: Ints, count: int) -> Mask:
    """Return which of the places can be reached from some by the connections."""
    seen = np.zeros(count, dtype=bool)
    seen[list(starts)] = True
    while True:
        ahead = seen.copy()
        ahead[heads[seen[tails]]] = True
        if (ahead == seen).all():
            return seen
        seen = ahead


def on_routes(routes: Routes, starts: tuple[int, ...]) -> Mask:
    """Return which places lie on some route from the starts to the destination.

    Destinations themselves are not among them.
    """
    count = len(routes.places)
    forth = reach(starts, routes.tails, routes.heads, count)
    back = reach(routes.targets, routes.heads, routes.tails, count)
    live = forth & back
    live[list(routes.targets)] = False
    return live


def expected_visits(Q: Floats, leak: Floats) -> Floats:
    """Return (I - Q)^-1 for rows that sum, with their leak, to 1.

    By halves (block elimination), and without one subtraction: the diagonal of
    I - Q is the sum of what leaves the place. So each entry has nearly full relative
    precision, however unequal flows are, and what is 0 is exactly 0. A general
    inverse has errors of 1e-6 where flows span twelve orders of magnitude.

    Source: Grassmann, Taksar & Heyman, Operations Research 33 (1985), by blocks.

    >>> expected_visits(np.array([[0.0, 0.5], [0.5, 0.0]]), np.array([0.5, 0.5]))
    array([[1.33333333, 0.66666667],
           [0.66666667, 1.33333333]])
    """
    n = leak.size
    if n <= 1:
        single: Floats = 1.0 / leak.reshape(n, n)
        return single
    if _CALM < n <= _BUSY:
        calm: Floats = elimination.expected_visits(Q[np.newaxis], leak[np.newaxis])[0]
        return calm
    half = n // 2
    over, back = Q[:half, half:], Q[half:, :half]
    first = expected_visits(Q[:half, :half], leak[:half] + over.sum(axis=1))
    there = first @ over
    second = expected_visits(
        Q[half:, half:] + back @ there, leak[half:] + back @ (first @ leak[:half])
    )
    N = np.empty((n, n))
    N[half:, half:] = second
    N[half:, :half] = second @ (back @ first)
    N[:half, half:] = there @ second
    N[:half, :half] = first + there @ N[half:, :half]
    return N


def solve(routes: Routes, s: dict[str, float]) -> Chain:
    """Solve the chain for goods that start by s.

    Parameters
    ----------
    routes : Routes
        At least one origin reaches the destination.
    s : dict of code to share
        Over origins that reach the destination, all above 0; sums to 1.
    """
    count = len(routes.places)
    live = np.flatnonzero(on_routes(routes, tuple(routes.index[code] for code in s)))
    n = live.size
    order = np.full(count, -1)
    order[live] = np.arange(n)
    is_target = np.zeros(count, dtype=bool)
    is_target[list(routes.targets)] = True

    tails, heads = order[routes.tails], order[routes.heads]
    onward = tails >= 0
    total = np.bincount(routes.tails, routes.flow, count) + routes.stays
    chance = routes.flow / total[routes.tails]
    inner, arrives = onward & (heads >= 0), onward & is_target[routes.heads]
    out = onward & (heads < 0)
    leak = np.bincount(tails[out], chance[out], n) + routes.stays[live] / total[live]
    r = np.asarray(np.bincount(tails[arrives], chance[arrives], n), dtype=np.float64)
    start = np.zeros(n)
    for code, share in s.items():
        start[order[routes.index[code]]] = share
    edges = np.flatnonzero(inner | arrives)
    return Chain(
        routes=routes,
        live=live,
        s=start,
        r=r,
        leak=leak,
        edges=edges,
        tails=tails[edges],
        heads=heads[edges],
        chance=chance[edges],
    )
