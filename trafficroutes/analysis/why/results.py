"""What :func:`trafficroutes.why` answers with."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, ClassVar

from trafficroutes.question.evidence import Cited, Seized
from trafficroutes.question.intervals import (
    Drawing,
    Interval,
    RankInterval,
    without_route,
)
from trafficroutes.question.plain import plain
from trafficroutes.question.query import Query
from trafficroutes.question.ranges import Ranged
from trafficroutes.question.result import Answered, Result, Tables
from trafficroutes.question.saying import called, ends_in_words, measured
from trafficroutes.question.solving import DatasetInfo
from trafficroutes.question.tested import TrackRecord


@dataclass(frozen=True)
class SharePart(Ranged):
    """A connection's part of a hub's share.

    Attributes
    ----------
    place, name : str
        The other end.
    ids : tuple of str
        The legs behind it; empty for a region's way on to its members.
    share : float
        On the way in: P(journeys first enter the hub so | arrive). On the way
        out: P(journeys last leave the hub so | arrive).
    range_50, range_90 : pair of float or None
        Where a published share lies as likely as not, and with 90 percent; None where
        the weighting is not tested.
    interval : pair of float or None
        The evidence range: the share in the middle 90 percent of the draws in which
        something arrives; None without draws, as for the next.
    rank_interval : pair of int or None
        Its best and its worst rank among the parts of its side in these.
    citations : tuple of Cited
        Those of its legs.
    """

    renamed = MappingProxyType({"ids": "legs"})

    place: str
    name: str
    ids: tuple[str, ...]
    share: float
    range_50: Interval | None = field(default=None, kw_only=True)
    range_90: Interval | None = field(default=None, kw_only=True)
    interval: Interval | None
    rank_interval: RankInterval | None
    citations: tuple[Cited, ...] = field(repr=False)


@dataclass(frozen=True, repr=False)
class WhyAnswer(Result, Ranged):
    """What a place's share is made of, for one commodity or family.

    Attributes
    ----------
    commodity, weighting : str
        What goes, and how flow is measured.
    share : float
        P(a journey passes or starts or arrives at the place | it arrives).
    range_50, range_90, interval : pair of float or None
        As of a part.
    starts : float
        The part of the journeys that start here and do not enter.
    starts_range_50, starts_range_90, starts_interval : pair of float or None
        Its ranges; the last is None of a place without a share.
    incoming, outgoing : tuple of SharePart
        Each sums (with ``starts`` on the way in) to ``share``.
    seized : Seized or None
        The largest cited seizure of one year there.
    reason : str
        One sentence: the share's main parts, or why there is none.
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

    tables: ClassVar[Tables] = {"incoming": SharePart, "outgoing": SharePart}
    ranged = MappingProxyType({"share": "{}", "starts": "starts_{}"})

    commodity: str
    weighting: str
    share: float
    range_50: Interval | None = field(default=None, kw_only=True)
    range_90: Interval | None = field(default=None, kw_only=True)
    interval: Interval | None
    starts: float
    starts_range_50: Interval | None = field(default=None, kw_only=True)
    starts_range_90: Interval | None = field(default=None, kw_only=True)
    starts_interval: Interval | None
    incoming: tuple[SharePart, ...]
    outgoing: tuple[SharePart, ...]
    seized: Seized | None
    reason: str
    draws: Drawing | None
    tested: TrackRecord | None = field(default=None, kw_only=True)
    not_tested: str | None = field(default=None, kw_only=True)
    warnings: tuple[str, ...] = field(default=(), kw_only=True)
    notes: tuple[str, ...]

    def headline(self) -> str:
        """Return the share and its main parts, in one line."""
        return f"{self.commodity}: {self.reason}"

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, by the documented keys."""
        values = super().to_dict()
        seized = self.seized
        del values["seized"]
        return {
            **values,
            "seized_kg": None if seized is None else seized.kg,
            "seized_years": None if seized is None or seized.years is None else str(seized.years),
            "seized_citations": [] if seized is None else plain(seized.cited),
        }


@dataclass(frozen=True, repr=False)
class WhyResult(Answered[WhyAnswer]):
    """The answer of :func:`why`: the place, the question, one answer a family."""

    place: str
    name: str
    query: Query
    dataset: DatasetInfo | None
    answers: tuple[WhyAnswer, ...]

    def _about(self) -> str:
        return f"{self.name}, {super()._about()}"

    def sentences(self, answer: WhyAnswer) -> tuple[str, ...]:
        """Return the reason, and how sure the share is, in words."""
        reason = f"{answer.reason[0].upper()}{answer.reason[1:].removesuffix('.')}."
        whole = measured("", answer, self.query.range_shown)
        told = (*without_route(answer.draws), *answer.warnings, reason)
        if answer.share <= 0 or whole.ends is None:
            return told
        return (*told, f"{called(whole)} it is {ends_in_words(whole.ends)}.")
