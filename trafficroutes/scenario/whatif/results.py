"""What a what-if answers, as results carry it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from trafficroutes.question.intervals import Drawing, without_route
from trafficroutes.question.plain import Plain
from trafficroutes.question.query import Query
from trafficroutes.question.result import Answered, Result, Tables
from trafficroutes.question.solving import DatasetInfo
from trafficroutes.question.tested import TrackRecord
from trafficroutes.scenario.whatif.changes import ScenarioChange
from trafficroutes.scenario.whatif.shift_records import (
    CorridorShift,
    DestinationShift,
    Interval,
    LegShift,
    PlaceShift,
)


@dataclass(frozen=True)
class ChangeMade(Plain):
    """A change, and what it meets in one answer.

    Attributes
    ----------
    kind, subject, name, value, hypothetical
        As of :class:`~trafficroutes.scenario.whatif.changes.ScenarioChange`.
    touches : bool
        Whether some arriving journey uses what it changes.
    places : tuple of str
        Places on the routes that it closes or watches.
    legs : tuple of str
        Ids of the legs on the routes that it cuts, wholly or in part.
    """

    kind: str
    subject: str
    name: str
    value: float | None
    hypothetical: bool
    touches: bool
    places: tuple[str, ...]
    legs: tuple[str, ...]


@dataclass(frozen=True)
class Delivered(Plain):
    """The delivered share of what is sent, at an adaptation, with its evidence range."""

    adaptation: float
    share: float
    interval: Interval = None


@dataclass(frozen=True)
class WhatIfIntervals(Plain):
    """Evidence ranges of an answer's single numbers, by their names there."""

    arrival_probability: Interval
    arrival_probability_after: Interval
    intercepted: Interval
    expected_legs_before: Interval
    expected_legs_after: Interval
    arrivals_after: Interval


@dataclass(frozen=True, repr=False)
class WhatIfAnswer(Result):
    """What a scenario does to one commodity or family.

    Attributes
    ----------
    commodity, weighting : str
        What moves, and how flow is measured.
    changes : tuple of ChangeMade
        The changes, in the order given.
    hypothetical : bool
        Whether the numbers stand on a leg that no document cites.
    origins : dict of code to float
        Share of the goods by origin, before.
    arrival_probability, arrival_probability_after : float
        Chance that goods which set out arrive; after: with the changes and no
        adaptation.
    intercepted : float or None
        Share of what would arrive that is lost without adaptation; None where the
        question has no such number, and ``summary`` says why.
    adaptation : float
        Theta that shares after are told at, where places are watched at a rate.
    delivered : tuple of Delivered
        Delivered share of what is sent along the curve of adaptation.
    expected_legs_before, expected_legs_after : float or None
        Mean number of legs of a journey that arrives.
    destinations : tuple of DestinationShift
        The named destinations, in the order given.
    hubs, gateways : tuple of PlaceShift
        The largest change first.
    legs : tuple of LegShift
        Connections, the largest change first.
    corridors : tuple of CorridorShift
        The largest change first.
    arrivals_after : float or None
        The goods that shares after are told of, as a part of the arrivals before: below
        1 where a destination is cut off and demand is fixed.
    cut_off : tuple of str
        Destinations, and their countries, that goods reached before and that no cited
        route reaches any more.
    draws : Drawing or None
        The draws that evidence ranges are of; None without.
    tested : TrackRecord or None
        How often such shares were right, before the changes.
    not_tested : str or None
        Why that is not known, where it is not.
    intervals : WhatIfIntervals or None
        Evidence ranges of the single numbers; None without draws.
    summary : str
        Two sentences.
    warnings : tuple of str
        What heads an answer that the data can hardly carry.
    notes : tuple of str
        What was assumed, filled in and left out.
    """

    tables: ClassVar[Tables] = {
        "hubs": PlaceShift,
        "gateways": PlaceShift,
        "legs": LegShift,
        "corridors": CorridorShift,
        "destinations": DestinationShift,
        "delivered": Delivered,
        "changes": ChangeMade,
        "origins": None,
    }

    commodity: str
    weighting: str
    changes: tuple[ChangeMade, ...]
    hypothetical: bool
    origins: dict[str, float]
    arrival_probability: float
    arrival_probability_after: float | None
    intercepted: float | None
    adaptation: float
    delivered: tuple[Delivered, ...]
    expected_legs_before: float
    expected_legs_after: float | None
    destinations: tuple[DestinationShift, ...]
    hubs: tuple[PlaceShift, ...]
    gateways: tuple[PlaceShift, ...]
    legs: tuple[LegShift, ...]
    corridors: tuple[CorridorShift, ...]
    arrivals_after: float | None
    cut_off: tuple[str, ...]
    draws: Drawing | None
    tested: TrackRecord | None = field(default=None, kw_only=True)
    not_tested: str | None = field(default=None, kw_only=True)
    warnings: tuple[str, ...] = field(default=(), kw_only=True)
    summary: str
    notes: tuple[str, ...]
    intervals: WhatIfIntervals | None = None

    def headline(self) -> str:
        """Return what would happen, in one line."""
        return f"{self.commodity}: {self.summary}"


@dataclass(frozen=True, repr=False)
class WhatIfResult(Answered[WhatIfAnswer]):
    """The answer of :func:`trafficroutes.whatif`.

    Attributes
    ----------
    query : Query
        The question.
    changes : tuple of ScenarioChange
        What the scenario changes.
    adaptation : float
        Theta.
    demand : {"fixed", "free"}
        Whether destinations keep their amounts.
    dataset : DatasetInfo or None
        The data; None for a graph made by hand.
    answers : tuple of WhatIfAnswer
        One for each family with a route.
    """

    query: Query
    changes: tuple[ScenarioChange, ...]
    adaptation: float
    demand: str
    dataset: DatasetInfo | None
    answers: tuple[WhatIfAnswer, ...]

    def _about(self) -> str:
        return f"{super()._about()}, {'; '.join(map(str, self.changes))}"

    def sentences(self, answer: WhatIfAnswer) -> tuple[str, ...]:
        """Return what would happen, in words."""
        return (*without_route(answer.draws), *answer.warnings, answer.summary)
