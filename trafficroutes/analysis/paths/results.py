"""What :func:`trafficroutes.paths` answers with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar

from trafficroutes.model.digits import settled
from trafficroutes.question.evidence import Cited
from trafficroutes.question.intervals import Drawing, Interval, RankInterval, in_words
from trafficroutes.question.plain import Plain, plain
from trafficroutes.question.query import Query
from trafficroutes.question.result import Answered, Result, Tables
from trafficroutes.question.solving import DatasetInfo


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
class Route(Plain):
    """A route that passes no place twice.

    Attributes
    ----------
    places, names : tuple of str
        Codes and names from the origin to the place of arrival.
    probability : float
        P(a journey goes exactly so | it arrives).
    interval : pair of float or None
        Its probability in 90 percent of the draws in which something arrives; None
        without draws, as for the next.
    rank_interval : pair of int or None
        Its best and its worst rank among the routes of the answer in 90 percent of them.
    steps : tuple of Step
        One less than places.
    """

    places: tuple[str, ...]
    names: tuple[str, ...]
    probability: float
    interval: Interval | None
    rank_interval: RankInterval | None
    steps: tuple[Step, ...] = field(repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, by the documented keys."""
        return {
            "places": list(self.places),
            "names": list(self.names),
            "probability": self.probability,
            "interval": plain(self.interval),
            "rank_interval": plain(self.rank_interval),
            "legs": [list(step.ids) for step in self.steps],
            "citations": [plain(step.citations) for step in self.steps],
        }


@dataclass(frozen=True, repr=False)
class PathsAnswer(Result):
    """The most likely routes of one commodity or family.

    Attributes
    ----------
    commodity, weighting : str
        What goes, and how flow is measured.
    paths : tuple of Route
        The most likely first.
    coverage : float
        Share of the arriving journeys that these routes are, all together.
    coverage_interval : pair of float or None
        The same share in 90 percent of the draws in which something arrives.
    draws : Drawing or None
        The draws that intervals are of; None without draws.
    notes : tuple of str
        What was assumed, filled in and left out.
    """

    tables: ClassVar[Tables] = {"paths": Route}

    commodity: str
    weighting: str
    paths: tuple[Route, ...]
    coverage: float
    coverage_interval: Interval | None
    draws: Drawing | None
    notes: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class PathsResult(Answered[PathsAnswer]):
    """The answer of :func:`paths`: the question, the data, one answer a family."""

    query: Query
    dataset: DatasetInfo | None
    answers: tuple[PathsAnswer, ...]

    def __str__(self) -> str:
        lines = []
        for answer in self.answers:
            covered = f"{settled(answer.coverage):.1%}{in_words(answer.coverage_interval)}"
            lines.append(f"{answer.commodity}: {covered} of the arrivals")
            lines += [
                f"  {settled(r.probability):6.1%}  {' > '.join(r.names)}{in_words(r.interval)}"
                for r in answer.paths
            ]
        return "\n".join(lines)
