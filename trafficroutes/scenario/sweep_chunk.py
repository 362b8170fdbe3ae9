"""A chunk of a sweep: a range of its sets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trafficroutes.analysis.removal import Journeys
from trafficroutes.scenario.sweep_rows import Form, rows_of
from trafficroutes.scenario.sweep_scan import Best, best, shares

#: Sets in a chunk, where their rows are kept and where only the best are.
WITH_ROWS = 250_000
WITHOUT_ROWS = 2_000_000


@dataclass(frozen=True, eq=False)
class Swept:
    """The arrays of one sweep: all that a chunk needs besides its range.

    Attributes
    ----------
    met : Journeys
        How journeys meet what may be taken out.
    size : int
        How many are taken.
    top : int
        How many of the best are kept.
    form : Form or None
        How rows are written; None keeps none.
    """

    met: Journeys
    size: int
    top: int
    form: Form | None


@dataclass(frozen=True, eq=False)
class Found:
    """What a chunk gives: the best of its sets, and the rows of all."""

    best: Best
    rows: bytes


def scan(swept: Swept, start: int, stop: int) -> Found:
    """Return what a range of sets gives; a pure function."""
    values = shares(swept.met, swept.size, start, stop)
    numbers = np.arange(start, stop)
    rows = b"" if swept.form is None else rows_of(swept.form, swept.size, numbers, values)
    return Found(best(numbers, values, swept.top), rows)
