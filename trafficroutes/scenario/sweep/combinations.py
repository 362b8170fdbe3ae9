"""Every combination of a size, by ranges of the combinatorial number system.

The sets of ``size`` out of n are numbered in lexicographic order, from 0. A chunk of a
sweep is a range of these numbers, and what it gives is a pure function of the arrays and the
range: no product of matrices is in it, only operations on single numbers, so that any
machine comes to the same bits.

A set is looked at as its first ``size - 2`` members, one after the other, taken out of
the chain (:func:`trafficroutes.markov.removal.without`), and all pairs of what is left.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import comb

import numpy as np

from trafficroutes.graph.arrays import Floats, Ints
from trafficroutes.markov import removal
from trafficroutes.markov.removal import HittingProbabilities
from trafficroutes.model.digits import DIGITS as SETTLED
from trafficroutes.model.digits import NOTHING, settled_all

#: Digits of a share that a scan stands by: it subtracts.
DIGITS = 12
#: Numbers that are held at a time, about.
HELD = 1 << 17
_PAIR = 2
#: Part of a number within which others may count as equal to it: a unit of its last digit, twice.
_UNIT = 2 * 10.0 ** (1 - SETTLED)


@dataclass(frozen=True, eq=False)
class Best:
    """The best sets of a range.

    Attributes
    ----------
    numbers : int array, shape (k,)
        Which sets.
    shares : float array, shape (k,)
        What they intercept, the largest first; equal ones in the order of numbers.
    """

    numbers: Ints
    shares: Floats


#: The best of no sets.
NONE = Best(np.empty(0, np.int64), np.empty(0))


def shares(
    met: HittingProbabilities, size: int, start: int, stop: int, *, held: int = HELD
) -> Floats:
    """Return the intercepted shares of a range of sets, shape (stop - start,).

    Rounded to 12 digits, which a scan can stand by.

    Parameters
    ----------
    met : HittingProbabilities
        How journeys meet the n things that may be taken out.
    size : int
        How many are taken.
    start, stop : int
        The range of the sets' numbers, within 0 and C(n, size).
    held : int
        Numbers that are held at a time, about.
    """
    found = np.empty(stop - start)
    for first, lost in _blocks(met, met.arrival, size, 0, (start, stop), held):
        low, high = max(first, start), min(first + lost.size, stop)
        found[low - start : high - start] = lost[low - first : high - first]
    found /= met.arrival
    np.clip(found, 0.0, 1.0, out=found)
    return np.round(found, DIGITS, out=found)


def _blocks(
    left: HittingProbabilities,
    arrival: float,
    size: int,
    first: int,
    wanted: tuple[int, int],
    held: int,
) -> Iterator[tuple[int, Floats]]:
    """Yield P(arrives, and meets the set) of consecutive sets, with the number of the first.

    ``left`` is what remains after the members before; ``first`` the number of its first set.
    """
    n, lost = left.hit.size, arrival - left.arrival
    start, stop = wanted
    if size == 1:
        yield first, lost + removal.singles(left)
        return
    if size == _PAIR:
        for rows in _panels(n, held):
            begin, end = (first + comb(n, 2) - comb(n - at, 2) for at in (rows.start, rows.stop))
            if begin < stop and end > start:
                above = np.arange(n) > np.arange(rows.start, rows.stop)[:, None]
                yield begin, lost + removal.pairs(left, rows)[above]
        return
    for member in range(n - size + 1):
        after = first + comb(n - member - 1, size - 1)
        if first < stop and after > start:
            rest = removal.without(left, member, slice(member + 1, None))
            yield from _blocks(rest, arrival, size - 1, first, wanted, held)
        first = after


def _panels(n: int, held: int) -> Iterator[slice]:
    """Yield rows of an n x n matrix, as many at a time as may be held."""
    height = max(1, held // max(n, 1))
    for start in range(0, n, height):
        yield slice(start, min(start + height, n))


def members(n: int, size: int, numbers: Ints) -> Ints:
    """Return the members of sets by their numbers, shape (size, k), ascending in each.

    >>> members(4, 2, np.arange(6))
    array([[0, 0, 0, 1, 1, 2],
           [1, 2, 3, 2, 3, 3]])
    """
    found = np.empty((size, numbers.size), dtype=np.int64)
    left = numbers.copy()
    least: Ints | int = 0
    for at in range(size):
        # Sets of the rest that begin below each member.
        more = size - at
        below = np.array([comb(n, more) - comb(n - one, more) for one in range(n + 1)], np.int64)
        left = left + below[least]
        found[at] = np.searchsorted(below, left, side="right") - 1
        # The last entries of the table are equal where fewer than ``more`` are left.
        np.minimum(found[at], n - more, out=found[at])
        left = left - below[found[at]]
        least = found[at] + 1
    return found


def best(numbers: Ints, values: Floats, count: int) -> Best:
    """Return the best of some sets; of equal ones, the first by number.

    Parameters
    ----------
    numbers : int array, shape (k,)
        Ascending.
    values : float array, shape (k,)
        Their shares.
    count : int
        How many at most.
    """
    if values.size > count:
        numbers, values = _near(numbers, values, count)
    values = settled_all(values)
    if values.size > count:
        least = np.partition(values, values.size - count)[values.size - count]
        above = np.flatnonzero(values > least)
        level = np.flatnonzero(values == least)[: count - above.size]
        kept = np.concatenate([above, level])
        numbers, values = numbers[kept], values[kept]
    order = np.lexsort((numbers, -values))
    return Best(numbers[order], values[order])


def _near(numbers: Ints, values: Floats, count: int) -> tuple[Ints, Floats]:
    """Return the sets that may be among the best once the digits that count are: few of many."""
    least = float(np.partition(values, values.size - count)[values.size - count])
    near = np.flatnonzero(values >= least - _UNIT * abs(least) - NOTHING)
    return numbers[near], values[near]


def best_of(parts: list[Best], count: int) -> Best:
    """Return the best of the best of several ranges."""
    numbers = np.concatenate([part.numbers for part in parts])
    values = np.concatenate([part.shares for part in parts])
    order = np.argsort(numbers)
    return best(numbers[order], values[order], count)
