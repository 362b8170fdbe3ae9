"""What is run in parts: chunks of sweeps, in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

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


@dataclass(frozen=True)
class Chunk:
    """A range of the sets of one of several sweeps.

    Attributes
    ----------
    at : int
        Which chunk of the whole run.
    sweep : int
        Which sweep.
    start, stop : int
        The range of the sets' numbers.
    """

    at: int
    sweep: int
    start: int
    stop: int


def scan(swept: Swept, start: int, stop: int) -> Found:
    """Return what a range of sets gives; a pure function."""
    values = shares(swept.met, swept.size, start, stop)
    numbers = np.arange(start, stop)
    rows = b"" if swept.form is None else rows_of(swept.form, swept.size, numbers, values)
    return Found(best(numbers, values, swept.top), rows)


class Runner(Protocol):
    """Runs chunks and gives what they find, in any order."""

    @property
    def workers(self) -> int:
        """How many chunks are run at a time."""
        ...

    def __call__(
        self, chunks: Iterable[Chunk], sweep: Callable[[int], Swept]
    ) -> Iterator[tuple[Chunk, Found]]:
        """Run chunks; ``sweep`` gives the arrays of each sweep by its number."""
        ...


class Here:
    """Runs chunks one after the other in this process."""

    workers = 1

    def __call__(
        self, chunks: Iterable[Chunk], sweep: Callable[[int], Swept]
    ) -> Iterator[tuple[Chunk, Found]]:
        """Run chunks, in their order."""
        for chunk in chunks:
            yield chunk, scan(sweep(chunk.sweep), chunk.start, chunk.stop)
