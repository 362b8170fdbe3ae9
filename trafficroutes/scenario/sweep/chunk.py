"""A chunk of a sweep: a range of its sets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trafficroutes.markov.removal import HittingProbabilities
from trafficroutes.scenario.sweep.combinations import NONE, Best, best, best_of, shares
from trafficroutes.scenario.sweep.rows import Form, rows_of

#: Sets in a chunk, where their rows are kept and where only the best are.
WITH_ROWS = 250_000
WITHOUT_ROWS = 2_000_000
#: Sets of which the shares are held at a time, where only the best are kept.
_STEP = 1 << 20


@dataclass(frozen=True, eq=False)
class Swept:
    """The arrays of one sweep: all that a chunk needs besides its range.

    Attributes
    ----------
    met : HittingProbabilities
        How journeys meet what may be taken out.
    size : int
        How many are taken.
    top : int
        How many of the best are kept.
    form : Form or None
        How rows are written; None keeps none.
    """

    met: HittingProbabilities
    size: int
    top: int
    form: Form | None


@dataclass(frozen=True, eq=False)
class ChunkResult:
    """What a chunk gives: the best of its sets, and the rows of all."""

    best: Best
    rows: bytes


def scan(swept: Swept, start: int, stop: int) -> ChunkResult:
    """Return what a range of sets gives; a pure function."""
    if swept.form is None:
        parts = [_best(swept, at, min(at + _STEP, stop)) for at in range(start, stop, _STEP)]
        return ChunkResult(best_of([NONE, *parts], swept.top), b"")
    values = shares(swept.met, swept.size, start, stop)
    numbers = np.arange(start, stop)
    return ChunkResult(
        best(numbers, values, swept.top), rows_of(swept.form, swept.size, numbers, values)
    )


def _best(swept: Swept, start: int, stop: int) -> Best:
    values = shares(swept.met, swept.size, start, stop)
    return best(np.arange(start, stop), values, swept.top)
