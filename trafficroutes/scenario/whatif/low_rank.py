"""Many scenarios of one solved chain, by Woodbury low-rank updates.

A scenario takes E from Q, with entries in k columns (or k rows) only. With U the k
columns of E and V' picking them (or the other way round), the changed chain is

    N' = N - N U (I + V' N U)^-1 V' N

(Woodbury 1950): k equations instead of n. It subtracts, so it is off by some 1e-16 of
the arrivals; what no route reaches is found by walking the connections and set to 0.
Where next to nothing arrives, and where hypothetical legs bring new connections, the
scenario is solved anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trafficroutes.markov.frame import reach
from trafficroutes.scenario.whatif.network import field_of
from trafficroutes.scenario.whatif.outcome import (
    CURVE,
    ScenarioOutcome,
    amounts_kept,
    delivered,
    outcome_of,
    over,
    parts_of,
)
from trafficroutes.scenario.whatif.passage import Passage, passage

#: Less of the arrivals than this is too little for differences.
_LITTLE = 1e-5

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trafficroutes.graph.arrays import Floats, Ints, Mask
    from trafficroutes.question.solving import Solved
    from trafficroutes.scenario.whatif.effect import Effect
    from trafficroutes.scenario.whatif.passage import Shares


@dataclass(frozen=True, eq=False)
class Base:
    """A question solved once, n places of it on routes.

    Attributes
    ----------
    before : Passage
        Without any change.
    shares : Shares
        What arriving journeys pass.
    amounts : float array, shape (destinations,)
        Parts of the arrivals.
    N : float array, shape (n, n)
        Expected visits.
    live : int array, shape (n,)
        Positions of these places among all.
    order : int array, shape (places,)
        Position of each place among these; -1 for the others.
    R : float array, shape (n, destinations)
        Chance to step from each straight into each destination.
    inner, arrives : int array
        Positions of the connections between these places, and into destinations.
    """

    before: Passage
    shares: Shares
    amounts: Floats
    N: Floats
    live: Ints
    order: Ints
    R: Floats
    inner: Ints
    arrives: Ints


def base_of(solved: Solved) -> Base:
    """Return a question ready for many scenarios."""
    chain, field = solved.chain, field_of(solved)
    before = passage(field, np.ones(field.plain.size), field.start)
    order = np.full(len(field.routes.places), -1)
    order[chain.live] = np.arange(chain.live.size)
    into = chain.edges[chain.heads < 0]
    R = np.zeros((chain.live.size, len(field.routes.destinations)))
    goals = field.goal[field.routes.heads[into]]
    np.add.at(R, (order[field.routes.tails[into]], goals), before.chance[into])
    amounts = parts_of(before.arrivals)
    return Base(
        before=before,
        shares=before.shares(amounts),
        amounts=amounts,
        N=chain.N,
        live=chain.live,
        order=order,
        R=R,
        inner=chain.edges[chain.heads >= 0],
        arrives=into,
    )


def quick_outcome(base: Base, effect: Effect, *, adaptation: float, demand: str) -> ScenarioOutcome:
    """Return what a scenario does, as :func:`outcome_of` does it, in a fraction of the time."""
    if effect.field.added:
        return outcome_of(effect, adaptation=adaptation, demand=demand)
    thetas = sorted({*CURVE, adaptation})
    phis = sorted({*thetas[1:], *(theta + 1.0 for theta in thetas), adaptation})
    if not effect.rated:
        phis = [1.0]
    changed = _Changed(base, effect, np.array(phis))
    if changed.little():
        return outcome_of(effect, adaptation=adaptation, demand=demand)
    at = {phi: number for number, phi in enumerate(phis)}

    def arrivals(powers: Sequence[float]) -> Floats:
        found: Floats = changed.arrivals[[at[phi] if effect.rated else 0 for phi in powers]]
        return found

    before = base.before.arrivals
    after = changed.passage(at[adaptation] if effect.rated else 0)
    level, amounts_after = amounts_kept(base.amounts, after.arrivals, demand)
    (through,) = arrivals([1.0])
    sent = np.vstack([before, arrivals(thetas[1:])])  # at theta 0 nobody turns away
    curve = delivered(sent, arrivals([theta + 1.0 for theta in thetas]), base.amounts, demand)
    return ScenarioOutcome(
        effect=effect,
        before=base.before,
        unchanged=base.before,
        after=after,
        level=level,
        amounts_before=base.amounts,
        amounts_after=amounts_after,
        intercepted=np.maximum(1.0 - over(through.sum(), before.sum()), 0.0),
        lost=np.where(before > 0, np.maximum(1.0 - over(through, before), 0.0), 0.0),
        curve=dict(zip(thetas, curve, strict=True)),
        arrives=through.sum(),
        shares_before=base.shares,
        shares_unchanged=base.shares,
        shares_after=after.shares(amounts_after),
    )


class _Changed:
    """The chain of a scenario at several powers of its rates, first axis over these."""

    def __init__(self, base: Base, effect: Effect, phis: Floats) -> None:
        self.base, self.effect = base, effect
        routes = effect.field.routes
        entry = effect.entry[routes.heads]
        self.factors = effect.kept * entry ** phis[:, np.newaxis]
        start = effect.field.start * effect.begun
        self.start = (start * effect.outset ** phis[:, np.newaxis])[:, base.live]
        self._solve()

    def _solve(self) -> None:
        base, routes = self.base, self.effect.field.routes
        lost = base.before.chance * (1.0 - self.factors)
        changed = self.factors.min(axis=0) < 1.0
        touched = base.inner[changed[base.inner]]
        tails, heads = base.order[routes.tails[touched]], base.order[routes.heads[touched]]
        columns = sorted(set(heads.tolist()))
        n, count = base.live.size, len(self.factors)
        slot = np.zeros(n, dtype=np.int64)
        slot[columns] = np.arange(len(columns))
        U = np.zeros((count, n, len(columns)))
        U[:, tails, slot[heads]] = lost[:, touched]
        self.G = base.N @ U
        self.columns = columns
        self.M = np.eye(len(columns)) + self.G[:, columns, :]
        into = base.arrives[changed[base.arrives]]
        R = np.broadcast_to(base.R, (count, *base.R.shape)).copy()
        goals = self.effect.field.goal[routes.heads[into]]
        for edge, goal in zip(into.tolist(), goals.tolist(), strict=True):
            R[:, base.order[routes.tails[edge]], goal] -= lost[:, edge]
        straight = base.N @ R
        again = np.linalg.solve(self.M, straight[:, columns])
        self.b = np.maximum(straight - self.G @ again, 0.0)
        self.cuts = bool((self.effect.kept == 0).any() or (self.effect.begun == 0).any())
        self.able = self._able() if self.cuts else np.ones(base.R.shape, dtype=bool)
        if self.cuts:
            self.b *= self.able
        self.arrivals = (self.start[:, np.newaxis] @ self.b)[:, 0]

    def little(self) -> bool:
        """Whether next to nothing arrives in a destination that can be reached."""
        reached = (self.start[0] > 0) @ self.able
        return bool((reached & (self.arrivals < _LITTLE * self.base.before.arrivals)).any())

    def _able(self) -> Mask:
        """Return from which places each destination can be reached, shape (n, destinations)."""
        base, field = self.base, self.effect.field
        routes = field.routes
        moves = self.factors[0] * base.before.chance > 0
        tails, heads, count = routes.tails[moves], routes.heads[moves], len(routes.places)
        able = [
            reach(tuple(np.flatnonzero(field.goal == end).tolist()), heads, tails, count)
            for end in range(base.R.shape[1])
        ]
        found: Mask = np.array(able).T[base.live]
        return found

    def _reached(self, number: int) -> Mask:
        """Return which places goods still reach, shape (places,)."""
        routes = self.effect.field.routes
        moves = self.factors[number] * self.base.before.chance > 0
        starts = self.base.live[self.start[number] > 0]
        return reach(
            tuple(starts.tolist()), routes.tails[moves], routes.heads[moves], len(routes.places)
        )

    def passage(self, number: int) -> Passage:
        """Return the passage at one of the powers."""
        base, field = self.base, self.effect.field
        places = len(field.routes.places)
        G, start = self.G[number], self.start[number]
        turned = np.linalg.solve(self.M[number], base.N[self.columns])
        visits, returns = np.zeros(places), np.ones(places)
        visits[base.live] = np.maximum(start @ base.N - (start @ G) @ turned, 0.0)
        returns[base.live] = np.maximum(np.diagonal(base.N) - np.einsum("hk,kh->h", G, turned), 1.0)
        b = base.before.b.copy()
        b[base.live] = self.b[number]
        # What is not on any route any more is not passed.
        visits[base.live] *= self.b[number].any(axis=1)
        if self.cuts:
            visits *= self._reached(number)
        chance = base.before.chance * self.factors[number]
        whole = np.zeros(places)
        whole[base.live] = start
        return Passage(field, chance, visits, returns, b, self.arrivals[number], whole)
