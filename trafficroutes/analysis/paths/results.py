"""What :func:`trafficroutes.paths` answers with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, ClassVar

from trafficroutes.model.digits import settled
from trafficroutes.question.evidence import Cited
from trafficroutes.question.intervals import (
    Drawing,
    Interval,
    RankInterval,
    without_route,
)
from trafficroutes.question.plain import plain
from trafficroutes.question.query import Query
from trafficroutes.question.ranges import Ranged, ShareRange, told_range
from trafficroutes.question.result import Answered, Result, Tables
from trafficroutes.question.saying import (
    Measured,
    measured,
    share_and_range,
    with_ranges_told,
)
from trafficroutes.question.solving import DatasetInfo
from trafficroutes.question.tested import TrackRecord

#: A likeliest route with less than this does not stand out.
FEW = 0.1
_RANGES = ("range_50", "range_90", "interval")


@dataclass(frozen=True)
class Step:
    """One step of a route.

    Attributes
    ----------
    origin, to : str
        Codes of its ends.
    ids : tuple of str
        Legs behind it; empty where goods traced to a region go on to a member.
    citations : tuple of Cited
        Those of its legs.
    """

    origin: str
    to: str
    ids: tuple[str, ...]
    citations: tuple[Cited, ...] = field(repr=False)


@dataclass(frozen=True)
class Route(Ranged):
    """A route that passes no place twice.

    Attributes
    ----------
    places, names : tuple of str
        Codes and names from the origin to the place of arrival.
    probability : float
        P(a journey goes exactly so | it arrives).
    range_50, range_90 : pair of float or None
        Where a published share lies as likely as not, and with 90 percent; None where
        the weighting is not tested.
    interval : pair of float or None
        The evidence range: its probability in the middle 90 percent of the draws in which
        something arrives; None without draws, as for the next.
    rank_interval : pair of int or None
        Its best and its worst rank among the routes of the answer in these.
    steps : tuple of Step
        One less than places.
    """

    ranged = MappingProxyType({"probability": "{}"})

    places: tuple[str, ...]
    names: tuple[str, ...]
    probability: float
    range_50: Interval | None = field(default=None, kw_only=True)
    range_90: Interval | None = field(default=None, kw_only=True)
    interval: Interval | None
    rank_interval: RankInterval | None
    steps: tuple[Step, ...] = field(repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, by the documented keys."""
        return {
            "places": list(self.places),
            "names": list(self.names),
            "probability": self.probability,
            "range_50": plain(self.range_50),
            "range_90": plain(self.range_90),
            "interval": plain(self.interval),
            "rank_interval": plain(self.rank_interval),
            "legs": [list(step.ids) for step in self.steps],
            "citations": [plain(step.citations) for step in self.steps],
        }


@dataclass(frozen=True, repr=False)
class PathsAnswer(Result, Ranged):
    """The most likely routes of one commodity or family.

    Attributes
    ----------
    commodity, weighting : str
        What goes, and how flow is measured.
    paths : tuple of Route
        The most likely first.
    coverage : float
        Share of the arriving journeys that these routes are, all together.
    coverage_range_50, coverage_range_90, coverage_interval : pair of float or None
        Its ranges, as of a route.
    draws : Drawing or None
        The draws that evidence ranges are of; None without draws.
    tested : TrackRecord or None
        How often such shares were right.
    not_tested : str or None
        Why that is not known, where it is not.
    warnings : tuple of str
        What heads an answer that the data can hardly carry.
    notes : tuple of str
        What was assumed, filled in and left out.
    """

    tables: ClassVar[Tables] = {"paths": Route}
    ranged = MappingProxyType({"coverage": "coverage_{}"})

    commodity: str
    weighting: str
    paths: tuple[Route, ...]
    coverage: float
    coverage_range_50: Interval | None = field(default=None, kw_only=True)
    coverage_range_90: Interval | None = field(default=None, kw_only=True)
    coverage_interval: Interval | None
    draws: Drawing | None
    tested: TrackRecord | None = field(default=None, kw_only=True)
    not_tested: str | None = field(default=None, kw_only=True)
    warnings: tuple[str, ...] = field(default=(), kw_only=True)
    notes: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class PathsResult(Answered[PathsAnswer]):
    """The answer of :func:`paths`: the question, the data, one answer a family."""

    query: Query
    dataset: DatasetInfo | None
    answers: tuple[PathsAnswer, ...]

    def sentences(self, answer: PathsAnswer) -> tuple[str, ...]:
        """Return the likeliest route, and how much of the arrivals the routes make up, in words."""
        return (*without_route(answer.draws), *answer.warnings, *self._routes(answer))

    def _routes(self, answer: PathsAnswer) -> Iterator[str]:
        shown = self.query.range_shown
        ranges = {field: getattr(answer, f"coverage_{field}") for field in _RANGES}
        covered = measured("", ShareRange(answer.coverage, **ranges), shown)
        likeliest, *others = answer.paths
        first = Measured(
            " > ".join(likeliest.names), likeliest.probability, *told_range(likeliest, shown)
        )
        if not others:
            yield f"The likeliest route is {with_ranges_told([first])}."
            return
        begin = "No route stands out: the likeliest" if first.share < FEW else "The likeliest route"
        yield f"{begin} is {with_ranges_told([first])}."
        rest = "" if settled(covered.share) >= 1 else "; the rest goes by other routes"
        yield (
            f"The {len(answer.paths)} likeliest routes make up {share_and_range(covered)} "
            f"of what arrives{rest}."
        )
