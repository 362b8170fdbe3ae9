"""Intervals of a scenario's numbers, from the same draws before and after."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from trafficroutes.graph.network import Floats, Mask
    from trafficroutes.scenario.outcome import Outcome
    from trafficroutes.scenario.shift_records import Interval

#: Ends of an interval, in percent of the draws.
ENDS = (5.0, 95.0)


@dataclass(frozen=True, eq=False)
class Ranges:
    """Where the middle 90 percent of the draws lie.

    Attributes
    ----------
    drawn : Outcome
        The scenario with one axis over draws in front.
    asked, seed : int
        How many draws were asked for, and by which seed.
    """

    drawn: Outcome
    asked: int
    seed: int

    @cached_property
    def able(self) -> Mask:
        """In which draws goods arrive before, shape (draws,)."""
        some: Mask = self.drawn.before.arrivals.sum(axis=-1) > 0
        return some

    @cached_property
    def left(self) -> Mask:
        """In which of these draws goods still arrive after."""
        some: Mask = self.able & (self.drawn.level > 0)
        return some

    @property
    def used(self) -> int:
        """How many draws stand behind the intervals."""
        return int(self.able.sum())

    def before(self, values: Floats) -> list[Interval]:
        """Return the intervals of values before, shape (draws, k), a column each."""
        return _ends(values[self.able])

    def after(self, values: Floats) -> list[Interval]:
        """Return those of values after, of the draws in which goods still arrive."""
        return _ends(values[self.left])

    def one(self, values: Floats) -> Interval:
        """Return the interval of one number, shape (draws,), of draws with goods before."""
        return self.before(values[:, np.newaxis])[0]

    def one_after(self, values: Floats) -> Interval:
        """Return the interval of one number, of draws in which goods still arrive."""
        return self.after(values[:, np.newaxis])[0]


def _ends(values: Floats) -> list[Interval]:
    if not values.shape[0]:
        return [None] * values.shape[1]
    low, high = np.percentile(values, ENDS, axis=0)
    return list(zip(low.tolist(), high.tolist(), strict=True))


def drawn_ranks(shares: Floats) -> Floats:
    """Return the rank of each share in each draw, 1 the largest and equals alike.

    >>> drawn_ranks(np.array([[0.2, 0.5, 0.2]])).tolist()
    [[2.0, 1.0, 2.0]]
    """
    found = np.ones(shares.shape)
    for column in shares.T:
        found += column[:, np.newaxis] > shares
    return found
