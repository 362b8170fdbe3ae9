"""Hub shares from three solves and one more for each place asked for, with bounds.

Notation of docs/method.md. Three systems give v = s N, b = N r and w = N 1 (expected
steps). A hub's share is v_h b_h / (N_hh s b), and N_hh >= 1 / (1 - f) for any part f of
the chance to come back to h, such as that of coming back at once. So v, b and f bound
every share from above, and N_hh need only be solved for the places with the largest
bounds, until no bound that is left reaches the k-th share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from trafficroutes.errors import NotSolvedError
from trafficroutes.graph.arrays import Floats, Ints
from trafficroutes.markov.iterative import METHODS, Method, SparseSolves
from trafficroutes.model.digits import settled_all

#: How far a share may be off, unless asked otherwise.
TOLERANCE = 1e-9
_TINY = np.finfo(np.float64).tiny


class Sparse(NamedTuple):
    """A chain over n places without its matrix of visits: entries of Q, and s and r.

    Attributes
    ----------
    tails, heads : int array, shape (m,)
    chance : float array, shape (m,)
        Chances to go from a place on the way to another.
    s, r : float array, shape (n,)
        Where goods start, and the chance to step from each straight into T.
    """

    tails: Ints
    heads: Ints
    chance: Floats
    s: Floats
    r: Floats


@dataclass(frozen=True, eq=False)
class Bounded:
    """What the three solves say of a chain, with bounds on how far they are off.

    Attributes
    ----------
    solves : SparseSolves
        To solve more with.
    visits, b : float array, shape (n,)
        v = s N and b = N r.
    off_visits : float
        v_h is off by N_hh times this at most, since N_ih <= N_hh.
    off_b : float array, shape (n,)
        How far b may be off: the largest residual times w.
    steps : float array, shape (n,)
        At least w = N 1: expected steps from each place.
    arrival, off_arrival : float
        s b, and how far it may be off.
    returning : float array, shape (n,)
        A part of the chance to come back: at once, and by way of one other place.
    """

    solves: SparseSolves
    visits: Floats
    b: Floats
    off_visits: float
    off_b: Floats
    steps: Floats
    arrival: float
    off_arrival: float
    returning: Floats

    def most(self) -> Floats:
        """Return a bound from above on the share of every place."""
        visits = self.visits * (1.0 - self.returning) + self.off_visits
        bound: Floats = visits * (self.b + self.off_b) / max(self.arrival - self.off_arrival, _TINY)
        return np.minimum(bound, 1.0)

    def share(self, h: int) -> tuple[float, float]:
        """Return the share of a place by one more solve, and how far it may be off."""
        unit = np.zeros_like(self.b)
        unit[h] = 1.0
        x, residual = self.solves.onward(unit)
        returns, off = float(x[h]), float(residual.max() * self.steps[h])
        share = float(self.visits[h] * self.b[h]) / (returns * self.arrival)
        least, most = max(returns - off, 1.0), returns + off
        high = (
            (self.visits[h] / least + self.off_visits)
            * (self.b[h] + self.off_b[h])
            / max(self.arrival - self.off_arrival, _TINY)
        )
        low = (
            max(self.visits[h] / most - self.off_visits, 0.0)
            * max(self.b[h] - self.off_b[h], 0.0)
            / (self.arrival + self.off_arrival)
        )
        return share, float(max(high - share, share - low))


def bounded(chain: Sparse, *, methods: Sequence[Method] = METHODS) -> Bounded:
    """Solve for visits and chances to arrive, and bound how far they are off.

    With (I - Q) w >= (1 - e) 1, N 1 is at most w / (1 - e), because N has no negative
    entry; so N |residual| is at most the largest residual times that.

    Parameters
    ----------
    chain : Sparse
    methods : sequence of functions
        Iterations to be tried in turn.

    Raises
    ------
    NotSolvedError
        No iteration comes near enough.
    """
    n = chain.s.size
    solves = SparseSolves(chain.tails, chain.heads, chain.chance, n, methods=methods)
    w, left = solves.onward(np.ones(n))
    e = float(left.max())
    if e >= 1.0:
        raise NotSolvedError(e, 1.0)
    steps = np.maximum(w, 1.0) / (1.0 - e)
    b, left_b = solves.onward(chain.r)
    visits, left_visits = solves.backward(chain.s)
    off_b = float(left_b.max()) * steps
    return Bounded(
        solves=solves,
        visits=np.maximum(visits, 0.0),
        b=np.clip(b, 0.0, 1.0),
        off_visits=float(left_visits.sum()),
        off_b=off_b,
        steps=steps,
        arrival=float(chain.s @ b),
        off_arrival=float(chain.s @ off_b),
        returning=_returning(solves),
    )


def _returning(solves: SparseSolves) -> Floats:
    """Return the chance to come back to each place at once or by way of one other."""
    at_once: Floats = solves.Q.diagonal()
    by_one = np.asarray(solves.Q.multiply(solves.back).sum(axis=1)).ravel() - at_once**2
    # What leaves keeps it below 1; where rounding does not, the bound is still one.
    found: Floats = np.minimum(at_once + by_one, 1.0 - 1e-12)
    return found


class Largest(NamedTuple):
    """The places of the largest shares, the largest first.

    Attributes
    ----------
    places : int array, shape (k,)
    shares, errors : float array, shape (k,)
        Their shares, and how far each may be off.
    left : float
        No other place has a larger share.
    """

    places: Ints
    shares: Floats
    errors: Floats
    left: float


def largest(found: Bounded, among: Ints, k: int, tolerance: float = TOLERANCE) -> Largest:
    """Return the k largest shares of some places; fewer where they are fewer.

    Raises
    ------
    NotSolvedError
        A share cannot be told to within the tolerance.
    """
    bound = found.most()[among]
    order = np.argsort(-bound, kind="stable")
    shares: list[float] = []
    errors: list[float] = []
    solved = 0
    while solved < order.size:
        kth = sorted(shares, reverse=True)[k - 1] if len(shares) >= k else -np.inf
        if bound[order[solved]] <= kth + tolerance:
            break
        share, error = found.share(int(among[order[solved]]))
        if error > tolerance:
            raise NotSolvedError(error, tolerance)
        shares.append(share)
        errors.append(error)
        solved += 1
    values, off = np.array(shares), np.array(errors)
    ranked = np.lexsort((among[order[:solved]], -settled_all(values)))
    top, beyond = ranked[:k], ranked[k:]
    left = max(
        float(bound[order[solved]]) if solved < order.size else 0.0,
        float((values + off)[beyond].max(initial=0.0)),
    )
    return Largest(among[order[:solved]][top], values[top], off[top], left)
