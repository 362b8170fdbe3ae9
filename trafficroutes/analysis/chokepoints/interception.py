"""The k places that most arriving goods pass.

What a set of places intercepts is the weight of the journeys that meet one of
them, so it grows with the set, and each place adds the less the more are there
already (it is submodular). Up to three places every set is looked at. Beyond, a
search by branch and bound uses what Nemhauser, Wolsey & Fisher (1978) derived
from that: for any set S

    value of the best k <= value(S) + the k largest gains over S
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trafficroutes.graph.arrays import Floats, all_but
from trafficroutes.markov import removal
from trafficroutes.markov.removal import HittingProbabilities
from trafficroutes.model.digits import by_size

#: Sets of up to so many places are all looked at.
EXHAUSTED = 3
#: Branches that are opened before the search ends with a gap, times the size of the set.
_BRANCHES = 1200
#: Part of the arrivals below which values count as equal.
_TIE = 1e-11
_PAIR = 2
#: The negative of a bound, the places chosen, and those that may follow.
_Branch = tuple[float, tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True)
class BestSet:
    """A best set as far as it is known.

    Attributes
    ----------
    places : tuple of int
        Positions, sorted; fewer than asked for where more would add nothing.
    value : float
        P(arrives, and enters one of them).
    bound : float
        No set of the size has more.
    """

    places: tuple[int, ...]
    value: float
    bound: float


def greedy(met: HittingProbabilities, most: int) -> list[tuple[int, ...]]:
    """Return sets of 1, 2, ... places, each time with the one that adds most.

    Each in the order of choice. At least 1 - 1/e (63 %) of the best value.
    """
    chosen: list[int] = []
    places, left = np.arange(met.hit.size), met
    sets = []
    for _ in range(most):
        if places.size:
            added = removal.singles(left)
            first = _first(added, _TIE * met.arrival)
            if added[first] > _TIE * met.arrival:
                chosen.append(int(places[first]))
                others = np.arange(places.size) != first
                left, places = removal.without(left, first, others), places[others]
        sets.append(tuple(chosen))
    return sets


def best_sets(met: HittingProbabilities, most: int, ceiling: float) -> list[BestSet]:
    """Return the best sets of 1, 2, ... up to ``most`` places.

    Parameters
    ----------
    met : HittingProbabilities
        How journeys meet the places to choose from.
    most : int
        The largest size.
    ceiling : float
        What all places together intercept.
    """
    tie = _TIE * met.arrival
    by_greed = greedy(met, most)
    found: list[BestSet] = []
    before = BestSet((), 0.0, 0.0)
    for size in range(1, most + 1):
        if size > met.hit.size or ceiling - before.value <= tie:
            best = BestSet(before.places, before.value, before.value)
        elif size <= EXHAUSTED:
            places, value = _exhausted(met, size)
            best = BestSet(places, value, value)
        else:
            start = min(
                (tuple(sorted(by_greed[size - 1])), _extended(met, before.places)),
                key=lambda places: by_size(removal.intercepted(met, places)),
            )
            best = _searched(met, size, start, ceiling)
        if best.value <= before.value + tie:
            best = BestSet(before.places, before.value, max(best.bound, before.value))
        found.append(best)
        before = best
    return found


def _first(values: Floats, tie: float) -> int:
    """Return the first place of the largest value, noise taken for a tie."""
    return int(np.flatnonzero(values >= values.max() - tie)[0])


def _exhausted(met: HittingProbabilities, size: int) -> tuple[tuple[int, ...], float]:
    """Return the best of all sets of one, two or three places."""
    tie = _TIE * met.arrival
    if size == 1:
        alone = removal.singles(met)
        one = _first(alone, tie)
        return (one,), float(alone[one])
    if size == _PAIR:
        return _best_pair(removal.pairs(met), tie)
    best: tuple[tuple[int, ...], float] = ((), -1.0)
    for first, found in removal.triples(met):
        (second, third), value = _best_pair(found, tie)
        if value > best[1] + tie:
            best = (first, first + 1 + second, first + 1 + third), value
    return best


def _best_pair(both: Floats, tie: float) -> tuple[tuple[int, ...], float]:
    apart = np.triu(both, 1)
    i, j = divmod(_first(apart.ravel(), tie), both.shape[0])
    # Where nothing is intercepted, the first pair is as good as any.
    return ((i, j) if i < j else (0, 1)), float(apart[i, j])


def _extended(met: HittingProbabilities, places: Sequence[int]) -> tuple[int, ...]:
    """Return a set with the one more place that adds most."""
    others = all_but(met.hit.size, places)
    left = removal.past(met, places, others)
    added = int(others[_first(removal.singles(left), _TIE * met.arrival)])
    return tuple(sorted((*places, added)))


def _searched(
    met: HittingProbabilities,
    size: int,
    start: tuple[int, ...],
    ceiling: float,
    opened: int = _BRANCHES,
) -> BestSet:
    """Return the best set of more than three places by branch and bound, the best bound first.

    A branch is a set of places chosen, and those that may follow. A place leaves it
    once no set with it can beat the best set known.
    """
    tie = _TIE * met.arrival
    value, best = removal.intercepted(met, start), start
    order = np.argsort(-removal.singles(met), kind="stable")
    branches: list[_Branch] = [(-ceiling, (), tuple(order.tolist()))]
    for _ in range(opened // size):
        if not branches or -branches[0][0] <= value + tie:
            return BestSet(best, value, value)
        above, chosen, rest = heapq.heappop(branches)
        left = removal.past(met, chosen, rest)
        so_far, more = met.arrival - left.arrival, size - len(chosen)
        if more == _PAIR:
            pair, added = _best_pair(removal.pairs(left), tie)
            if so_far + added > value + tie:
                value, best = so_far + added, tuple(sorted((*chosen, *(rest[at] for at in pair))))
            continue
        limits = np.minimum(so_far + _with_each(left, more), -above)
        kept = np.flatnonzero(limits > value + tie)
        if kept.size < more:
            continue
        after = tuple(rest[at] for at in kept.tolist())
        behind = np.triu(removal.gains(left)[np.ix_(kept, kept)], 1)
        firsts = so_far + removal.singles(left)[kept] + _largest(behind, more - 1)
        firsts = np.minimum(firsts, limits[kept])[: kept.size - more + 1]
        for at in np.flatnonzero(firsts > value + tie).tolist():
            heapq.heappush(branches, (-float(firsts[at]), (*chosen, after[at]), after[at + 1 :]))
    bound = max([value, *(-above for above, _, _ in branches[:1])])
    return BestSet(best, value, bound)


def _with_each(met: HittingProbabilities, size: int) -> Floats:
    """Return for each place a bound of the sets of a size that it is in, shape (n,).

    The least over several sets S of value(S) + the largest gains over S, its own
    among them: S is each place by itself, or what greed takes in some steps.
    """
    own = removal.singles(met)
    limits = own + _largest(removal.gains(met), size - 1)
    left, inside = met, np.zeros(own.size, dtype=bool)
    for _ in range(2 * size):
        gained = np.zeros(own.size)
        gained[~inside] = removal.singles(left)
        top = np.sort(gained)[::-1][:size]
        # The place itself, and the largest others: where it is among them, one less.
        others = np.where(gained >= top[-1], top.sum() - gained, top[:-1].sum())
        limits = np.minimum(limits, met.arrival - left.arrival + gained + others)
        first = int(removal.singles(left).argmax())
        others_left = np.arange(left.hit.size) != first
        inside[np.flatnonzero(~inside)[first]] = True
        if inside.all():
            break
        left = removal.without(left, first, others_left)
    return limits


def _largest(values: Floats, count: int) -> Floats:
    """Return the sum of the largest values of each row."""
    if count < values.shape[1]:
        values = -np.partition(-values, count - 1, axis=1)[:, :count]
    summed: Floats = values.sum(axis=1)
    return summed
