"""What :func:`trafficroutes.compare` answers with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from trafficroutes.analysis.comparison.changes import (
    BeforeAndAfter,
    Correlation,
    LegChange,
    PlaceChange,
)
from trafficroutes.analysis.comparison.sides import HUB_SHARE
from trafficroutes.model.digits import by_size, settled
from trafficroutes.model.names import spoken
from trafficroutes.question.intervals import Drawing, without_route
from trafficroutes.question.network import NetworkQuery
from trafficroutes.question.plain import Plain
from trafficroutes.question.result import Answered, Result, Tables
from trafficroutes.question.saying import listed, number_of, percent, tenths
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

    def sentences(self, answer: ComparisonAnswer) -> tuple[str, ...]:
        """Return what gains and loses most between the sides, in words."""
        return (
            *answer.lost_draws("Before", "After"),
            *self._moves(answer),
            self._connections(answer),
        )

    def _moves(self, answer: ComparisonAnswer) -> Iterator[str]:
        period = f"From {answer.before.years} to {answer.after.years}"
        moved = sorted(
            ((_moved(place.change, answer.by), place) for place in answer.places),
            key=lambda found: (by_size(found[0]), found[1].name),
        )
        ends = [
            (verb, place)
            for verb, found in (("gains", moved[:1]), ("loses", moved[-1:]))
            for by, place in found
            if (by > 0 if verb == "gains" else by < 0)
        ]
        parts = [f"{p.name} {verb} most ({_values(p.change, answer.by)})" for verb, p in ends]
        if answer.by != HUB_SHARE:
            parts += _come_and_gone(answer)
        yield f"{period} {listed(parts)}." if parts else f"{period} no country gains or loses."
        doubted = [p.name for _, p in ends if p.change.beyond_draws is False]
        if doubted:
            yield f"The evidence leaves open whether {' or '.join(doubted)} changed rank at all."

    def _connections(self, answer: ComparisonAnswer) -> str:
        kinds = [item.change.status for item in answer.legs]
        counts = (kinds.count("appears"), kinds.count("disappears"), kinds.count("stays"))
        come, go, stay = (
            f"{verb}{'s' if count == 1 else ''}"
            for verb, count in zip(("appear", "disappear", "stay"), counts, strict=True)
        )
        return (
            f"{number_of(counts[0], 'connection')} {come}, {counts[1]} {go} and {counts[2]} {stay}."
        )


def _come_and_gone(answer: ComparisonAnswer) -> list[str]:
    """Return the highest-ranked countries that are on one side only; shares of them are 0."""
    told = []
    for status, when in (("appears", "rank_after"), ("disappears", "rank_before")):
        ranked = [
            (getattr(place.change, when), place.name)
            for place in answer.places
            if place.change.status == status
        ]
        if ranked:
            rank, name = min(ranked)
            told.append(f"{name} {status} ({spoken(answer.by)} rank {rank})")
    return told


def _moved(change: BeforeAndAfter, by: str) -> float:
    """Return by how much a country gained: in its share, by other measures in ranks."""
    if by == HUB_SHARE:
        return settled((change.after or 0.0) - (change.before or 0.0))
    return float(change.change or 0)


def _values(change: BeforeAndAfter, by: str) -> str:
    if by == HUB_SHARE:
        ends = (change.before or 0.0, change.after or 0.0)
        told = [percent(end) for end in ends]
        return " to ".join(told if told[0] != told[1] else map(tenths, ends))
    return f"{spoken(by)} rank {change.rank_before} to {change.rank_after}"
