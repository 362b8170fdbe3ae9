"""The absorbing Markov chain of a question, solved once.

Notation of docs/method.md: p(i, j) is the chance that goods in i go to j next,
Q the part of it between places on the way, r the chance to step straight into
the destination, N = (I - Q)^-1 the expected visits, b = N r the chance to
arrive, s the distribution of the goods over the origins.

Source: Kemeny & Snell, Finite Markov Chains (1960), ch. 3.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trafficroutes.analysis.routes import NO_LEG, Routes
from trafficroutes.graph.network import Floats, Ints, Mask


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
    Q : float array, shape (n, n)
        Transition chances between them.
    N : float array, shape (n, n)
        Expected visits.
    b : float array, shape (n,)
        Chance to arrive from each.
    visits : float array, shape (n,)
        s N: expected visits of a journey that starts by s.
    arrival : float
        s b: chance to arrive.
    edges : int array, shape (m,)
        Positions in ``routes`` of the connections on routes from S to T.
    chance : float array, shape (m,)
        p(i, j) of each of these.
    """

    routes: Routes
    live: Ints
    s: Floats
    Q: Floats
    N: Floats
    b: Floats
    visits: Floats
    arrival: float
    edges: Ints
    chance: Floats

    def position(self, code: str) -> int | None:
        """Return where a place stands in the arrays, or None if it is on no route."""
        found = np.flatnonzero(self.live == self.routes.index.get(code, -1))
        return int(found[0]) if found.size else None

    def pass_shares(self) -> Floats:
        """Return P(passes h | arrives in T) for each place on the way.

        ``(sN)_h b_h / (N_hh s b)``: the chance that a journey uses h at all.
        """
        shares: Floats = self.visits * self.b / (np.diagonal(self.N) * self.arrival)
        return shares

    def edge_shares(self) -> Floats:
        """Return how often an arriving journey uses each connection, on average.

        ``(sN)_i p(i, j) b_j / (s b)``, with b = 1 in the destination.
        """
        arriving = np.ones(len(self.routes.places))
        on_the_way = np.full(len(self.routes.places), -1)
        on_the_way[self.live] = np.arange(self.live.size)
        arriving[self.live] = self.b
        tails = on_the_way[self.routes.tails[self.edges]]
        heads = self.routes.heads[self.edges]
        shares: Floats = self.visits[tails] * self.chance * arriving[heads] / self.arrival
        return shares

    def expected_legs(self) -> float:
        """Return the mean number of legs of a journey that arrives.

        A region's way on to its members is no leg of its own.
        """
        is_leg = self.routes.leg[self.edges] != NO_LEG
        return float(self.edge_shares()[is_leg].sum())

    def gateway_shares(self) -> dict[str, float]:
        """Return P(first arrival is at t | arrives in T) by code; they sum to 1."""
        shares = self.edge_shares()
        targets = set(self.routes.targets)
        found: dict[str, float] = {}
        for edge, share in zip(self.edges.tolist(), shares.tolist(), strict=True):
            head = int(self.routes.heads[edge])
            if head in targets:
                code = self.routes.places[head]
                found[code] = found.get(code, 0.0) + share
        return found


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


def on_routes(routes: Routes) -> Mask:
    """Return which places lie on some route from an origin to a destination.

    Destinations themselves are not among them.
    """
    count = len(routes.places)
    positive = routes.flow > 0
    tails, heads = routes.tails[positive], routes.heads[positive]
    forth = reach(routes.origins, tails, heads, count)
    back = reach(routes.targets, heads, tails, count)
    live = forth & back
    live[list(routes.targets)] = False
    return live


def solve(routes: Routes, s: dict[str, float]) -> Chain:
    """Solve the chain for goods that start by s.

    Parameters
    ----------
    routes : Routes
        At least one origin reaches the destination.
    s : dict of code to share
        Over origins that reach the destination; sums to 1.
    """
    count = len(routes.places)
    live_mask = on_routes(routes)
    live = np.flatnonzero(live_mask)
    order = np.full(count, -1)
    order[live] = np.arange(live.size)
    is_target = np.zeros(count, dtype=bool)
    is_target[list(routes.targets)] = True

    total = np.bincount(routes.tails, routes.flow, count) + routes.stays
    heads_on = live_mask[routes.heads] | is_target[routes.heads]
    edges = np.flatnonzero(live_mask[routes.tails] & heads_on)
    tails, heads = routes.tails[edges], routes.heads[edges]
    chance = routes.flow[edges] / total[tails]

    n = live.size
    inner = ~is_target[heads]
    Q = np.zeros((n, n))
    Q[order[tails[inner]], order[heads[inner]]] = chance[inner]
    r = np.bincount(order[tails[~inner]], chance[~inner], n)
    N = np.asarray(np.linalg.inv(np.eye(n) - Q), dtype=np.float64)
    b = N @ r
    start = np.zeros(n)
    for code, share in s.items():
        start[order[routes.index[code]]] = share
    return Chain(
        routes=routes,
        live=live,
        s=start,
        Q=Q,
        N=N,
        b=b,
        visits=start @ N,
        arrival=float(start @ b),
        edges=edges,
        chance=chance,
    )
