"""What :func:`trafficroutes.cooperation` answers with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, ClassVar

from trafficroutes.analysis.cooperation.rows import (
    BodyCover,
    CoveredLeg,
    CoveredPlace,
    Joining,
    Proposal,
)
from trafficroutes.question.intervals import Drawing, Interval, without_route
from trafficroutes.question.legs import Journeys
from trafficroutes.question.query import Query
from trafficroutes.question.ranges import Ranged, told_range
from trafficroutes.question.result import Answered, Result, Tables
from trafficroutes.question.saying import Measured, capital, number_of, percent, share_and_range
from trafficroutes.question.solving import DatasetInfo
from trafficroutes.question.tested import TrackRecord


@dataclass(frozen=True, repr=False)
class CooperationAnswer(Result, Ranged):
    """The coverage of one commodity or family.

    Attributes
    ----------
    commodity, weighting : str
        The commodity or family, and how flow is measured.
    covered_share : float
        Part of the arriving goods that passes a member of an operational body
        between the ends (on corridors: of the flow, on legs from or to a member).
    covered_range_50, covered_range_90, covered_interval : pair of float or None
        Where a published share lies as likely as not, and with 90 percent (None where the
        weighting is not tested), and the evidence range (None without draws).
    uncovered_share : float
        The rest.
    uncovered_range_50, uncovered_range_90, uncovered_interval : pair of float or None
        Its ranges.
    leg_share : float
        Part of the leg crossings with members of one operational body at both ends.
    leg_range_50, leg_range_90, leg_interval : pair of float or None
        Its ranges.
    uncovered : tuple of str
        Countries on the way in no operational body, sorted by name.
    places : tuple of CoveredPlace
        By share, then name.
    legs : tuple of CoveredLeg
        By share, then ends.
    bodies, forums : tuple of BodyCover
        Operational bodies with a member on the way, and forums where asked for;
        by id.
    newcomer : Joining or None
        The country in no operational body whose joining one, whichever, would add
        most to ``covered_share``; None where none adds anything.
    proposal : Proposal or None
        Of the members proposed.
    draws : Drawing or None
        The draws that evidence ranges are of; None without draws.
    tested : TrackRecord or None
        How often such shares were right.
    not_tested : str or None
        Why that is not known, where it is not.
    journeys : Journeys
        The connections that goods use, for maps; not among the plain values.
    warnings : tuple of str
        What heads an answer that the data can hardly carry.
    notes : tuple of str
        What was assumed, filled in and left out.
    """

    tables: ClassVar[Tables] = {
        "places": CoveredPlace,
        "legs": CoveredLeg,
        "bodies": BodyCover,
        "forums": BodyCover,
        "uncovered": None,
    }

    for_maps: ClassVar[tuple[str, ...]] = ("journeys",)
    ranged = MappingProxyType(
        {
            "covered_share": "covered_{}",
            "uncovered_share": "uncovered_{}",
            "leg_share": "leg_{}",
        }
    )

    commodity: str
    weighting: str
    covered_share: float
    covered_range_50: Interval | None = field(default=None, kw_only=True)
    covered_range_90: Interval | None = field(default=None, kw_only=True)
    covered_interval: Interval | None
    uncovered_share: float
    uncovered_range_50: Interval | None = field(default=None, kw_only=True)
    uncovered_range_90: Interval | None = field(default=None, kw_only=True)
    uncovered_interval: Interval | None
    leg_share: float
    leg_range_50: Interval | None = field(default=None, kw_only=True)
    leg_range_90: Interval | None = field(default=None, kw_only=True)
    leg_interval: Interval | None
    uncovered: tuple[str, ...]
    places: tuple[CoveredPlace, ...]
    legs: tuple[CoveredLeg, ...]
    bodies: tuple[BodyCover, ...]
    forums: tuple[BodyCover, ...]
    newcomer: Joining | None
    proposal: Proposal | None
    draws: Drawing | None
    tested: TrackRecord | None = field(default=None, kw_only=True)
    not_tested: str | None = field(default=None, kw_only=True)
    warnings: tuple[str, ...] = field(default=(), kw_only=True)
    journeys: Journeys
    notes: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class CooperationResult(Answered[CooperationAnswer]):
    """The answer to "which bodies cover what moves from A to B".

    Attributes
    ----------
    query : Query
        The question; without ends where it is about a corridor.
    corridor, corridor_name : str or None
        The corridor asked about.
    dataset : DatasetInfo or None
        The data.
    answers : tuple of CooperationAnswer
        One for each family with a route.
    """

    query: Query
    corridor: str | None
    corridor_name: str | None
    dataset: DatasetInfo | None
    answers: tuple[CooperationAnswer, ...]

    def sentences(self, answer: CooperationAnswer) -> tuple[str, ...]:
        """Return how much is covered, and who would add most by joining, in words."""
        return (*without_route(answer.draws), *answer.warnings, *self._covered(answer))

    def _covered(self, answer: CooperationAnswer) -> Iterator[str]:
        shown = self.query.range_shown
        covered = Measured("", answer.covered_share, *told_range(answer, shown, "covered_{}"))
        joint = Measured("", answer.leg_share, *told_range(answer, shown, "leg_{}"))
        meets = "of the goods pass a member of an operational body of cooperation on the way"
        if self.corridor:
            meets = "of the flow is on legs from or to a member of an operational body"
        yield f"{capital(share_and_range(covered, named=True))} {meets}."
        both = capital(share_and_range(joint))
        yield f"{both} of the crossings are between two members of one."
        if answer.newcomer is not None:
            gain = answer.newcomer.gain
            yield (
                f"Of {number_of(len(answer.uncovered), 'country')} on the way in no such body, "
                f"{answer.newcomer.name} would add most by joining one: {percent(gain)}."
            )
        if answer.proposal is not None:
            new = answer.proposal
            whole = Measured("", new.share, *told_range(new, shown))
            covers, more = share_and_range(whole), percent(new.gain)
            yield (
                f"The body proposed would cover {covers}; that is {more} of all goods more than "
                "now."
            )

    def _about(self) -> str:
        return self.corridor_name or super()._about()

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, by the documented keys; ends of no name are null."""
        found = super().to_dict()
        query = {key: None if value == "" else value for key, value in found["query"].items()}
        return {**found, "query": query}
