"""What :func:`trafficroutes.compare` answers with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from trafficroutes.analysis.comparison.changes import Correlation, LegChange, PlaceChange
from trafficroutes.analysis.comparison.sides import HUB_SHARE
from trafficroutes.question.intervals import Drawing, without_route
from trafficroutes.question.network import NetworkQuery
from trafficroutes.question.plain import Plain
from trafficroutes.question.result import Answered, Result, Tables
from trafficroutes.question.solving import DatasetInfo
from trafficroutes.question.tested import TrackRecord


@dataclass(frozen=True)
class SideSummary(Plain):
    """How much one side holds.

    Attributes
    ----------
    years, data : str
        The period and the file.
    connections, places, documents : int
        Connections, countries ranked, and documents behind its legs.
    draws : Drawing or None
        The draws that its intervals are of; None where there are none.
    """

    years: str
    data: str
    connections: int
    places: int
    documents: int
    draws: Drawing | None


@dataclass(frozen=True, repr=False)
class ComparisonAnswer(Result):
    """What changes in the network of one commodity or family.

    Attributes
    ----------
    commodity, weighting, by : str
        What moves, how flow is measured, and what countries are ranked by.
    before, after : SideSummary
        The two sides.
    jaccard, jaccard_places : float or None
        Connections (countries) on both sides, as a part of those on either.
    places : tuple of PlaceChange
    legs : tuple of LegChange
        What appears, then what disappears, then what stays, the largest change of
        rank first.
    correlation, correlation_legs : Correlation
        Of the ranks of countries, and of connections.
    tested : TrackRecord or None
        How often such shares were right.
    not_tested : str or None
        Why that is not known, where it is not.
        Both None where no shares are compared.
    notes : tuple of str
        What was assumed and left out.
    """

    tables: ClassVar[Tables] = {"places": PlaceChange, "legs": LegChange}

    commodity: str
    weighting: str
    by: str
    before: SideSummary
    after: SideSummary
    jaccard: float | None
    jaccard_places: float | None
    places: tuple[PlaceChange, ...]
    legs: tuple[LegChange, ...]
    correlation: Correlation
    correlation_legs: Correlation
    tested: TrackRecord | None = field(default=None, kw_only=True)
    not_tested: str | None = field(default=None, kw_only=True)
    notes: tuple[str, ...]

    def lost_draws(self, before: str, after: str) -> tuple[str, ...]:
        """Return in how many draws a side has no route (or leg), by what the sides are called."""
        lost = "route" if self.by == HUB_SHARE else "leg"
        return tuple(
            f"{called}: {told}"
            for called, side in ((before, self.before), (after, self.after))
            for told in without_route(side.draws, lost=lost)
        )


@dataclass(frozen=True, repr=False)
class ComparisonResult(Answered[ComparisonAnswer]):
    """The answer of :func:`compare`: both questions, the data, an answer a family."""

    query: NetworkQuery
    with_query: NetworkQuery
    dataset: DatasetInfo | None
    with_dataset: DatasetInfo | None
    answers: tuple[ComparisonAnswer, ...]

    def __str__(self) -> str:
        lines: list[str] = []
        for answer in self.answers:
            lines += answer.lost_draws(str(answer.before.years), str(answer.after.years))
            kinds = [change.change.status for change in answer.legs]
            lines.append(
                f"{answer.commodity}, {answer.before.years} and {answer.after.years}: "
                f"{kinds.count('appears')} connections appear, "
                f"{kinds.count('disappears')} disappear, {kinds.count('stays')} stay"
            )
        return "\n".join(lines)
