"""The sweeps of a run: which questions, how many sets, how long."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import comb
from shlex import quote
from typing import TYPE_CHECKING

from trafficroutes.errors import NoRouteError, SweepTooLargeError
from trafficroutes.question.query import Query
from trafficroutes.question.solving import solve_question
from trafficroutes.scenario.sweep.chunk import Swept, scan
from trafficroutes.scenario.sweep.chunks import Chunk, cut
from trafficroutes.scenario.sweep.items import Items, items_of
from trafficroutes.scenario.sweep.options import Setup
from trafficroutes.scenario.sweep.results import NoRoute
from trafficroutes.scenario.sweep.rows import Form

if TYPE_CHECKING:
    from trafficroutes.question.solving import Source

#: A run that would take longer has to be asked for.
SECONDS = 60.0
#: Sets that a run may have without a look at how fast they go; for that, so many ranges
#: of so many sets are looked at.
UNMEASURED = 1_000_000
_SAMPLES, _SAMPLE = 8, 25_000
#: Sets beyond this cannot be numbered.
_NUMBERED = 1 << 62
#: The largest budget that chokepoints takes.
_BUDGET = 30
#: Questions of which the solved chain is kept.
_KEPT = 64


@dataclass(frozen=True)
class Sweep:
    """One question and family of a run.

    Attributes
    ----------
    query : int
        Which question.
    family : int
        Which of its families with a route.
    scenarios : int
        How many sets it has.
    """

    query: int
    family: int
    scenarios: int


class SweepPlan:
    """All sweeps of a run. Chains are solved again when they are needed, and few are kept.

    Parameters
    ----------
    source : Dataset or networkx.DiGraph
        What is asked.
    queries : sequence of Query
        The questions.
    setup : Setup
        How they are to be run.
    """

    def __init__(self, source: Source, queries: Sequence[Query], setup: Setup) -> None:
        self.queries = queries
        self.setup = setup
        self._solve = lru_cache(maxsize=_KEPT)(
            lambda at: tuple(
                items_of(solved, setup.narrowing) for solved in solve_question(source, queries[at])
            )
        )
        self.swept = lru_cache(maxsize=2)(self._swept)
        self.no_route: list[NoRoute] = []
        self.sweeps = list(self._sweeps())
        if not self.sweeps:
            raise NoRouteError(
                f"there is no cited route between any of the {len(queries):,} pairs of ends"
            )

    @property
    def scenarios(self) -> int:
        """How many sets there are in all."""
        return sum(sweep.scenarios for sweep in self.sweeps)

    def _sweeps(self) -> Iterator[Sweep]:
        for at, query in enumerate(self.queries):
            try:
                found = self._solve(at)
            except NoRouteError:
                if len(self.queries) == 1:
                    raise
                self.no_route.append(NoRoute(query.origin, query.destination, query.commodity))
                continue
            for family, items in enumerate(found):
                yield Sweep(at, family, comb(items.count, self.setup.size))

    def items(self, sweep: int) -> Items:
        """Return what the sets of a sweep are made of."""
        return self._solve(self.sweeps[sweep].query)[self.sweeps[sweep].family]

    def _swept(self, sweep: int) -> Swept:
        items = self.items(sweep)
        query = self.queries[self.sweeps[sweep].query]
        ends = (query.origin, query.destination, items.solved.network.label)
        kind = self.setup.kind
        form = None if kind is None else Form(kind, ends, items.labels)
        return Swept(items.journeys(), self.setup.size, self.setup.top, form)

    def chunks(self) -> Iterator[Chunk]:
        """Return the chunks of all sweeps, in order."""
        return cut((sweep.scenarios for sweep in self.sweeps), self.setup.chunk)

    def check(
        self, workers: int, *, unmeasured: int = UNMEASURED, longest: float = SECONDS
    ) -> None:
        """Refuse a run that would take too long, unless it is forced.

        Parameters
        ----------
        workers : int
            How many share the sets.
        unmeasured : int
            Sets that a run may have without a look at how fast they go.
        longest : float
            Seconds that a run may take.

        Raises
        ------
        SweepTooLargeError
            With how many sets there are, how long they would take, and the ways out.
        """
        total = self.scenarios
        if total <= unmeasured or (self.setup.force and total < _NUMBERED):
            return
        rate = self._rate()
        seconds = total / rate / workers
        if total < _NUMBERED and seconds <= longest:
            return
        raise SweepTooLargeError(self._refusal(rate, seconds, workers), total, seconds)

    def _rate(self) -> float:
        """Return how many sets a second this machine does.

        Measured on some of the largest sweep, from all over it: sets at its end share less.
        """
        largest = max(range(len(self.sweeps)), key=lambda at: self.sweeps[at].scenarios)
        swept, total = self.swept(largest), self.sweeps[largest].scenarios
        if total >= _NUMBERED:
            swept, total = replace(swept, form=None), _NUMBERED
        length = min(_SAMPLE, total)
        starts = [(total - length) * at // _SAMPLES for at in range(_SAMPLES)]
        begin = time.perf_counter()
        for start in starts:
            scan(swept, start, start + length)
        return length * _SAMPLES / (time.perf_counter() - begin)

    def _refusal(self, rate: float, seconds: float, workers: int) -> str:
        size, total = self.setup.size, self.scenarios
        by = f" by {workers} workers" if workers > 1 else ""
        force = (
            "run it all the same by --force (force=True)"
            if total < _NUMBERED
            else "these are too many even for --force"
        )
        return (
            f"there are {total:,} sets of {size}, which would take about {duration(seconds)}{by} "
            f"at the {rate:,.0f} sets a second measured here. The best {size} countries are "
            f"found without looking at every set, with a proof or the gap to it, by "
            f"`{self._budget()}`. "
            f"Or narrow the sweep by --within, --protect or a smaller --size; {force}"
        )

    def _budget(self) -> str:
        """Return the command that looks for the best countries."""
        words = ["trafficroutes", "chokepoints", "ORIGIN", "DESTINATION"]
        if len(self.queries) == 1:
            (query,) = self.queries
            words[2:] = [query.origin, query.destination]
            if query.commodity is not None:
                words += ["--commodity", query.commodity]
        return " ".join([*map(quote, words), "--budget", str(min(self.setup.size, _BUDGET))])


def duration(seconds: float) -> str:
    """Return a time in words.

    >>> duration(42.4), duration(150), duration(9000), duration(200_000), duration(4e8)
    ('42 seconds', '2 minutes', '2.5 hours', '2.3 days', '13 years')
    """
    for unit, length, places in (
        ("years", 31_557_600, 0),
        ("days", 86_400, 1),
        ("hours", 3_600, 1),
        ("minutes", 60, 0),
    ):
        if seconds >= 2 * length:
            return f"{seconds / length:,.{places}f} {unit}"
    return f"{seconds:.0f} seconds"
