"""Taboo probabilities: what still arrives when places or legs are taken out, every set.

In the notation of :mod:`trafficroutes.markov.chain`, for any set K of places

    P(arrives, never enters K) = s b - (sN)_K (N_KK)^-1 b_K

Here it stands in chances instead of visits, so that all entries lie between 0 and
1 however often goods go round: f_i = (sN)_i / N_ii is the chance that a journey
ever enters i, H_ij = N_ij / N_jj the chance that from i it comes to j, and

    P(arrives, and enters K) = f_K (H_KK)^-1 b_K

A place of the destination is no exception: nothing goes on from it, b is 1 there,
and H_it is the chance to arrive in it first. One inverse N serves every set.

Scans of all sets subtract, and are off by some 1e-16 of the arrivals, or more
where goods hardly ever leave a cycle. :func:`avoiding` solves one set anew
without a subtraction: numbers that are shown come from it.

Source: Kemeny & Snell, Finite Markov Chains (1960), ch. 3; block inverse of I - Q.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from trafficroutes.graph.arrays import Floats, Ints, Mask
from trafficroutes.markov.chain import Chain

#: Stands for 0 as a divisor: what is divided by it is noise in any case.
_TINY = float(np.finfo(np.float64).tiny)


@dataclass(frozen=True, eq=False)
class HittingProbabilities:
    """How journeys meet the n places that may be taken out.

    Attributes
    ----------
    hit : float array, shape (n,)
        f: chance that a journey ever enters each.
    onward : float array, shape (n, n)
        H: chance that from the one it comes to the other; 1 on the diagonal.
    b : float array, shape (n,)
        Chance to arrive from each.
    arrival : float
        Chance to arrive.
    """

    hit: Floats
    onward: Floats
    b: Floats
    arrival: float


def journeys(chain: Chain, codes: Sequence[str], edges: Sequence[int] = ()) -> HittingProbabilities:
    """Return how journeys meet some places, of the way or of the destination, and connections.

    A connection i -> j is a place in the middle of it: its visits are those of i times
    p(i, j), and from it goods are in j.

    Parameters
    ----------
    chain : Chain
        The solved chain.
    codes : sequence of str
        Places, each once. One that no route touches is never met.
    edges : sequence of int
        Connections, by positions in ``chain.edges``, each once; they follow the places.
    """
    n, count, routes = len(codes) + len(edges), chain.live.size, chain.routes
    order = {routes.places[at]: k for k, at in enumerate(chain.live.tolist())}
    targets = set(routes.targets)
    arrivals = np.flatnonzero(chain.heads < 0)
    ends = routes.heads[chain.edges[arrivals]]
    # Visits of each by goods in a place on the way, or (the last row) in none;
    # where goods are that met it; its own visit, where N does not count it.
    to, rows, own = np.zeros((count + 1, n)), np.full(n, count), np.ones(n)
    hit, b = np.zeros(n), np.zeros(n)
    target = np.full(len(codes), -1)
    found = np.array([order.get(code, -1) for code in codes], dtype=np.int64)
    inner = np.flatnonzero(found >= 0)
    at_inner = found[inner]
    to[:-1, inner], rows[inner], own[inner] = chain.N[:, at_inner], at_inner, 0.0
    hit[inner], b[inner] = chain.visits[at_inner], chain.b[at_inner]
    for k in np.flatnonzero(found < 0).tolist():
        if (at := routes.index.get(codes[k], -1)) in targets:
            into = arrivals[ends == at]
            step = np.bincount(chain.tails[into], chain.chance[into], count)
            to[:-1, k], hit[k], b[k] = chain.N @ step, chain.visits @ step, 1.0
            target[k] = at
    chosen, first = np.array(edges, dtype=np.int64), len(codes)
    if chosen.size:
        tails, heads, chance = chain.tails[chosen], chain.heads[chosen], chain.chance[chosen]
        to[:-1, first:] = chain.N[:, tails] * chance
        rows[first:] = np.where(heads < 0, count, heads)
        hit[first:] = chain.visits[tails] * chance
        b[first:] = np.append(chain.b, 1.0)[heads]
    visits = to[rows]
    # Goods on a connection into the destination arrive there without more ado.
    visits[first:, :first] += routes.heads[chain.edges[chosen]][:, None] == target
    returns = np.diagonal(visits) + own
    onward = visits / returns
    np.fill_diagonal(onward, 1.0)
    return HittingProbabilities(hit / returns, onward, b, float(chain.arrival))


def intercepted(met: HittingProbabilities, places: Sequence[int]) -> float:
    """Return P(arrives, and enters one of some places); arrivals less this avoid them all."""
    chosen = list(dict.fromkeys(places))
    among = met.onward[np.ix_(chosen, chosen)]
    return float(met.hit[chosen] @ np.linalg.solve(among, met.b[chosen]))


def singles(met: HittingProbabilities) -> Floats:
    """Return P(arrives, and enters i) for each place, shape (n,)."""
    chances: Floats = met.hit * met.b
    return chances


def pairs(met: HittingProbabilities, rows: slice = slice(None)) -> Floats:
    """Return P(arrives, and enters i or j) for all pairs, shape (n, n), or some rows of it.

    Symmetric; the diagonal holds the single places.
    """
    both: Floats = singles(met)[rows, None] + gains(met, rows)
    return both


def triples(met: HittingProbabilities) -> Iterator[tuple[int, Floats]]:
    """Yield P(arrives, and enters i, j or k) for all triples, one i at a time.

    Each item is i with an array of shape (n - i - 1,) * 2 over the pairs j, k > i
    (in it pairs of :func:`pairs`, with i). So at most n * n numbers are kept.
    """
    for first in range(met.hit.size - 2):
        rest = without(met, first, slice(first + 1, None))
        yield first, met.arrival - rest.arrival + pairs(rest)


def gains(met: HittingProbabilities, rows: slice = slice(None)) -> Floats:
    """Return P(arrives, and enters j but not i), shape (n, n) over i and j, or some rows of it.

    As the chain that ends in i meets j:
    (f_j - f_i H_ij) (b_j - H_ji b_i) / (1 - H_ij H_ji)
    """
    there, back = met.onward[rows], met.onward.T[rows]
    first = met.hit - met.hit[rows, None] * there
    last = met.b - met.b[rows, None] * back
    found: Floats = first * last / np.maximum(1.0 - there * back, _TINY)
    # What cannot be below 0 may come out so by rounding; i adds nothing to itself.
    np.maximum(found, 0.0, out=found)
    found[np.arange(found.shape[0]), np.arange(met.hit.size)[rows]] = 0.0
    return found


def without(
    met: HittingProbabilities, place: int, kept: slice | Ints | Mask
) -> HittingProbabilities:
    """Return how the journeys that never enter a place meet (some of) the others.

    Parameters
    ----------
    met : HittingProbabilities
        Before.
    place : int
        What is taken out.
    kept : slice or array
        The others that are looked at; not ``place``.
    """
    H = met.onward
    out, back = H[place, kept], H[kept, place]
    left = np.maximum(1.0 - out * back, _TINY)
    onward = np.maximum(H[kept][:, kept] - back[:, None] * out, 0.0) / left
    np.fill_diagonal(onward, 1.0)
    return HittingProbabilities(
        hit=np.maximum(met.hit[kept] - met.hit[place] * out, 0.0) / left,
        onward=onward,
        b=np.maximum(met.b[kept] - back * met.b[place], 0.0),
        arrival=met.arrival - float(met.hit[place] * met.b[place]),
    )


def past(
    met: HittingProbabilities, places: Sequence[int], others: Sequence[int] | Ints
) -> HittingProbabilities:
    """Return how the journeys that enter none of some places meet others, in their order."""
    codes = np.array([*places, *others], dtype=np.int64)
    rest = HittingProbabilities(
        met.hit[codes], met.onward[np.ix_(codes, codes)], met.b[codes], met.arrival
    )
    for _ in places:
        rest = without(rest, 0, slice(1, None))
    return rest


def legs(chain: Chain) -> Floats:
    """Return P(arrives, and uses the connection) for each in ``chain.edges``.

    (sN)_i p(i, j) b_j / (1 + p(i, j) N_ji): the connection is taken out of Q, a
    change of rank one, so N follows by Sherman & Morrison (1950). No subtraction.
    """
    inner = chain.heads >= 0
    again = np.where(inner, chain.N[chain.heads, chain.tails], 0.0)
    reached = np.append(chain.b, 1.0)[chain.heads]
    used = chain.visits[chain.tails] * chain.chance
    found: Floats = used * reached / (1.0 + chain.chance * again)
    return found


def avoiding(chain: Chain, codes: Iterable[str], edges: Iterable[int] = ()) -> Chain:
    """Return the journeys that never enter some places nor use some connections.

    Without a subtraction: see :meth:`~trafficroutes.markov.chain.Chain.avoiding`.

    Parameters
    ----------
    chain : Chain
        The solved chain.
    codes : iterable of str
        Places of the way or of the destination; others make no difference.
    edges : iterable of int
        Connections, by positions in ``chain.edges``.
    """
    index = chain.routes.index
    return chain.avoiding([index[code] for code in codes if code in index], list(edges))


def passed(after: Chain, before: Chain) -> Floats:
    """Return P(enters one of some places, or uses one of some connections | arrives), (...).

    Parameters
    ----------
    after : Chain
        The journeys that do not: see :func:`avoiding`.
    before : Chain
        All journeys, of worlds in which something arrives.
    """
    shares: Floats = np.clip(1.0 - after.arrival / before.arrival, 0.0, 1.0)
    return shares
