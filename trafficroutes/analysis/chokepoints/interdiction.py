"""The k countries without which the least can be carried (Wood 1993).

Every connection carries at most its flow. Taking out countries leaves a network
with a largest flow, and so (Ford & Fulkerson 1956) with a smallest cut; the k
countries and that cut are chosen together by one mixed-integer program, which
HiGHS solves with a proof:

    least   sum of f(i, j) y_ij
    where   p = 0 at the start, p = 1 at the end, and
            y_ij >= p_in(j) - p_out(i)     for each connection
            x_k  >= p_out(k) - p_in(k)     for each country that may go
            sum of x <= K,  x in {0, 1},  p and y from 0 to 1

A solver's tolerances are absolute, and flows may span many orders. No best set leaves
more than a set that is known, U: so all f are cut off at 2 U, which changes the flow of
no better set and makes no worse one better, and counted in parts of that. Where much
less than U is left, what is left is the next U.

Source: Wood, Deterministic network interdiction, Mathematical and Computer
Modelling 17 (1993).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import TYPE_CHECKING

import numpy as np

from trafficroutes.analysis.chokepoints.cuts import Ways
from trafficroutes.analysis.chokepoints.maxflow import FlowNetwork, max_flow
from trafficroutes.graph.arrays import Floats, Ints, Mask
from trafficroutes.markov.chain import Chain
from trafficroutes.model.digits import by_size

if TYPE_CHECKING:
    from scipy.sparse import csr_array

#: Part of what is left below which amounts count as equal: HiGHS's own tolerance.
_TIE = 1e-6
#: Part of what a known set leaves below which a set that was found is the next one known.
_MUCH_LESS = 1e-2
#: Branches after which HiGHS ends with a gap.
_BRANCHES = 20_000


@dataclass(frozen=True)
class Least:
    """Countries to take out, and what can be carried without them.

    Attributes
    ----------
    places : tuple of str
        Sorted; fewer than asked for where more would change nothing.
    value : float
        The largest flow left, in the unit of the flow.
    bound : float
        No set of the size leaves less.
    proven : bool
        Whether the two agree, to a millionth.
    """

    places: tuple[str, ...]
    value: float
    bound: float
    proven: bool


def flow_left(chain: Chain, gone: Collection[str] = ()) -> float:
    """Return the largest flow from the origins to the destination without some places."""
    return _sent(Ways.of(chain), gone)[0]


def greedy(chain: Chain, codes: Sequence[str], most: int) -> list[tuple[tuple[str, ...], float]]:
    """Return sets of 1, 2, ... countries, each time with the one that leaves least.

    Each with what it leaves. No promise goes with it: two countries can matter
    together that do not matter alone.
    """
    ways = Ways.of(chain)
    value, through = _sent(ways, ())
    chosen: tuple[str, ...] = ()
    sets = []
    for _ in range(most):
        noise = _TIE * value
        # Without a place, what the flow sends elsewhere can still be sent.
        tried = sorted(
            (code for code in codes if through.get(code, 0.0) > noise),
            key=lambda code: (by_size(through[code]), code),
        )
        best = (value, "", through)
        for code in tried:
            if value - through[code] >= best[0]:
                break
            left, then = _sent(ways, (*chosen, code))
            if left < best[0] - noise:
                best = (left, code, then)
        if best[1]:
            value, code, through = best
            chosen = (*chosen, code)
        sets.append((chosen, value))
    return sets


def _sent(ways: Ways, gone: Collection[str]) -> tuple[float, dict[str, float]]:
    """Return the largest flow past some places, and how much of it passes each other one."""
    flow = ways.chain.routes.flow[ways.chain.edges].tolist()
    network = FlowNetwork(ways.end + 1)
    out = {node for node, code in enumerate(ways.codes) if code in gone}
    arcs = [
        (network.add(tail, head, amount), head)
        for (tail, head), amount in zip(ways.pairs, flow, strict=True)
        if head != ways.start and tail not in out and head not in out
    ]
    value = max_flow(network, ways.start, ways.end)
    through = [0.0] * network.count
    for arc, head in arcs:
        through[head] += network.left[arc ^ 1]
    return value, dict(zip(ways.codes, through, strict=True))


def least_sets(
    chain: Chain, codes: Sequence[str], by_greed: Sequence[tuple[tuple[str, ...], float]]
) -> list[Least]:
    """Return the best sets of 1, 2, ... countries.

    Parameters
    ----------
    chain : Chain
        The solved chain.
    codes : sequence of str
        The countries to choose from.
    by_greed : sequence of pairs of tuple of str and float
        What :func:`greedy` finds for each size; no set returned is worse.
    """
    program = _Program.of(Ways.of(chain), codes)
    whole = _sent(program.ways, ())[0]
    before = Least((), whole, whole, proven=True)
    found = []
    for size, (chosen, left) in enumerate(by_greed, start=1):
        if before.value == 0 or len(before.places) == len(codes):
            best = before
        else:
            known = min(
                ((before.value, before.places), (left, tuple(sorted(chosen)))),
                key=lambda known: known[0],
            )
            best = _least(program, size, *known)
            if best.value >= before.value * (1 - _TIE):
                best = replace(best, places=before.places, value=before.value)
        found.append(best)
        before = best
    return found


def _least(program: _Program, size: int, value: float, places: tuple[str, ...]) -> Least:
    """Return the best set of a size, from one that is known and what it leaves."""
    while value > 0:
        known = value
        chosen, bound = program.solved(size, 2 * known)
        left = _sent(program.ways, chosen)[0]
        if left > known * (1 + _TIE):
            # It missed the set that is known: what it says of others is not believed.
            return Least(places, value, 0.0, proven=False)
        if left < known * (1 - _TIE):
            places, value = chosen, left
        if value > _MUCH_LESS * known:
            bound = max(min(bound, value), 0.0)
            return Least(places, value, bound, proven=value - bound <= _TIE * known)
    return Least(places, 0.0, 0.0, proven=True)


@dataclass(frozen=True, eq=False)
class _Program:
    """The program of one network, for any number of countries.

    Attributes
    ----------
    ways : Ways
        The connections.
    codes : tuple of str
        Countries that may go.
    at : int array, shape (connections,)
        The variable that each connection's flow is the cost of.
    sign : float array, shape (connections,)
        -1 where the cost is of what the variable lacks of 1, 0 where there is none.
    whole : bool array, shape (connections,)
        Whose flow is carried where no variable says otherwise.
    cuts : sparse array, shape (constraints, variables)
        Each at least 0.
    """

    ways: Ways
    codes: tuple[str, ...]
    at: Ints
    sign: Floats
    whole: Mask
    cuts: csr_array

    @classmethod
    def of(cls, ways: Ways, codes: Sequence[str]) -> _Program:
        """Set up: p_in of all places, p_out and x of those that may go, then y."""
        from scipy.sparse import csr_array

        places = {code: node for node, code in enumerate(ways.codes[: ways.start])}
        known = tuple(code for code in codes if code in places)
        n, k = ways.start, len(known)
        leave = {places[code]: n + number for number, code in enumerate(known)}
        count = n + 2 * k
        columns = [column for node, out in leave.items() for column in (out + k, out, node)]
        costs: list[tuple[int, float]] = []
        for tail, head in ways.pairs:
            out = leave.get(tail, tail)
            # Next to an end, y is the other end's p and needs no variable.
            if head == ways.start or (tail, head) == (ways.start, ways.end):
                costs.append((0, 0.0))
            elif head == ways.end:
                costs.append((out, -1.0))
            elif tail == ways.start:
                costs.append((head, 1.0))
            else:
                columns += [count, head, out]
                costs.append((count, 1.0))
                count += 1
        values = np.tile([1.0, -1.0, 1.0], len(columns) // 3)
        rows = np.repeat(np.arange(len(columns) // 3), 3)
        cuts = csr_array((values, (rows, columns)), shape=(len(columns) // 3, count))
        whole = np.array([head == ways.end for _, head in ways.pairs])
        at, sign = map(np.array, zip(*costs, strict=True))
        return cls(ways, known, at, sign, whole, cuts)

    def solved(self, size: int, unit: float) -> tuple[tuple[str, ...], float]:
        """Return the countries chosen, and what no choice can go below.

        Flows are cut off at the unit: no set that leaves less is any different.
        """
        from scipy.optimize import Bounds, LinearConstraint, milp

        chain, count, k = self.ways.chain, self.cuts.shape[1], len(self.codes)
        flow = np.minimum(chain.routes.flow[chain.edges] / unit, 1.0)
        # Behind p_in of all places and p_out of those that may go.
        x = slice(self.ways.start + k, self.ways.start + 2 * k)
        chosen = np.zeros(count)
        chosen[x] = 1.0
        done = milp(
            np.round(np.bincount(self.at, self.sign * flow, count), 12),
            integrality=chosen,
            bounds=Bounds(0.0, 1.0),
            constraints=[
                LinearConstraint(self.cuts, 0.0, inf),
                LinearConstraint(chosen[None], -inf, size),
            ],
            options={"mip_rel_gap": 0.0, "node_limit": _BRANCHES},
        )
        if done.x is None:
            return (), 0.0
        taken = np.flatnonzero(done.x[x] > 0.5)  # noqa: PLR2004 - 0 or 1
        carried = sum(flow[self.whole].tolist())
        bound = (float(done.mip_dual_bound) + carried) * unit
        return tuple(self.codes[at] for at in taken.tolist()), bound
