"""Intervals of a scenario's numbers, from the same draws before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from trafficroutes.question.intervals import (
    Drawing,
    RankInterval,
    intervals,
    rank_intervals,
    ranks_in_draws,
)

if TYPE_CHECKING:
    from trafficroutes.graph.arrays import Floats, Mask
    from trafficroutes.scenario.whatif.outcome import ScenarioOutcome
    from trafficroutes.scenario.whatif.shift_records import Interval


@dataclass(frozen=True, eq=False)
class Ranges:
    """Where the middle 90 percent of the draws lie.

    Attributes
    ----------
    drawn : ScenarioOutcome
        The scenario with one axis over draws in front.
    asked, seed : int
        How many draws were asked for, and by which seed.
    """

    drawn: ScenarioOutcome
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
    def drawing(self) -> Drawing:
        """What the draws are."""
        used, made = int(self.able.sum()), self.able.size
        return Drawing(self.asked, self.seed, used, made - used, self.asked - made)

    def before(self, values: Floats) -> Sequence[Interval]:
        """Return the intervals of values before, shape (draws, k), a column each."""
        return _ends(values[self.able])

    def after(self, values: Floats) -> Sequence[Interval]:
        """Return those of values after, of the draws in which goods still arrive."""
        return _ends(values[self.left])

    def ranks_before(self, shares: Floats) -> Sequence[RankInterval | None]:
        """Return the intervals of the ranks of shares before, a column each."""
        return _rank_ends(shares[self.able])

    def ranks_after(self, shares: Floats) -> Sequence[RankInterval | None]:
        """Return those of shares after, of the draws in which goods still arrive."""
        return _rank_ends(shares[self.left])

    def one(self, values: Floats) -> Interval:
        """Return the interval of one number, shape (draws,), of draws with goods before."""
        return self.before(values[:, np.newaxis])[0]

    def one_after(self, values: Floats) -> Interval:
        """Return the interval of one number, of draws in which goods still arrive."""
        return self.after(values[:, np.newaxis])[0]


def _ends(values: Floats) -> Sequence[Interval]:
    return intervals(values) if values.shape[0] else [None] * values.shape[1]


def _rank_ends(shares: Floats) -> Sequence[RankInterval | None]:
    if not shares.shape[0]:
        return [None] * shares.shape[1]
    return rank_intervals(ranks_in_draws(shares))
