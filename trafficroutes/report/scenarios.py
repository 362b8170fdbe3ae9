"""Documents of what scenarios do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from trafficroutes.model.digits import settled
from trafficroutes.report.citing import evidence_table, sources_cell
from trafficroutes.report.form.document import Cell, Column, Document, Kind, Section, Table, percent
from trafficroutes.report.ranges import hub_share, range_cells, range_columns, record_of
from trafficroutes.report.wording import counted, label
from trafficroutes.scenario.whatif.shifts import NOISE

if TYPE_CHECKING:
    from trafficroutes.model.dataset import Dataset
    from trafficroutes.question.ranges import RangeShown
    from trafficroutes.scenario.whatif.results import WhatIfAnswer, WhatIfResult
    from trafficroutes.scenario.whatif.shift_records import LegShift, PlaceShift

_FULL = "full"


def whatif_document(
    result: WhatIfResult, data: Dataset, *, top: int | None = None, evidence: bool = False
) -> Document:
    """Return the document of a what-if answer.

    Parameters
    ----------
    result : WhatIfResult
        The answer.
    data : Dataset
        For names of places and titles of sources.
    top : int, optional
        Only so many hubs and gateways, and so many legs that gain and that lose.
    evidence : bool
        Add the citations behind the legs shown.
    """
    query = result.query
    ends = f"{query.origin_name} to {query.destination_name}"
    return Document(
        tuple(
            _WhatIfSection(answer, data, top, query.range_shown).section(
                ends, result.sentences(answer), evidence=evidence
            )
            for answer in result.answers
        )
    )


def first(result: WhatIfResult, top: int | None) -> WhatIfResult:
    """Return the answer with only its first hubs, gateways and legs; None keeps all."""
    if top is None:
        return result
    answers = (
        replace(
            answer,
            hubs=answer.hubs[:top],
            gateways=answer.gateways[:top],
            legs=(*_gaining(answer.legs)[:top], *_losing(answer.legs)[:top]),
        )
        for answer in result.answers
    )
    return replace(result, answers=tuple(answers))


def _gaining(legs: Iterable[LegShift]) -> list[LegShift]:
    return [leg for leg in legs if (leg.change or 0.0) > NOISE]


def _losing(legs: Iterable[LegShift]) -> list[LegShift]:
    return [leg for leg in legs if (leg.change or 0.0) < -NOISE]


class _WhatIfSection:
    """Makes the section of one family's answer."""

    def __init__(
        self, answer: WhatIfAnswer, data: Dataset, top: int | None, shown: RangeShown
    ) -> None:
        self.answer = answer
        self.shown = shown
        self.name: Callable[[str], str] = data.places.name
        self.data = data
        self.top = top

    def section(self, ends: str, told: tuple[str, ...], *, evidence: bool) -> Section:
        answer = self.answer
        tables = self._tables()
        if evidence:
            tables += [
                evidence_table(
                    self.data, leg.citations, f"{self.name(leg.origin)} > {self.name(leg.to)}"
                )
                for leg in (*_gaining(answer.legs)[: self.top], *_losing(answer.legs)[: self.top])
                if leg.citations
            ]
        heading = label(answer.commodity)
        mark = " (hypothetical)" if answer.hypothetical else ""
        return Section(
            heading=f"{heading}: {ends}{mark}",
            answer=told,
            lines=tuple(self._lines()),
            record=record_of(answer, self.shown),
            tables=tuple(tables),
            notes=answer.notes,
        )

    def _lines(self) -> list[str]:
        answer = self.answer
        lines = []
        if answer.expected_legs_after is not None:
            lines.append(
                f"Before, {percent(answer.arrival_probability)} of what sets out arrives, by "
                f"{settled(answer.expected_legs_before):.2f} legs on average; after, by "
                f"{settled(answer.expected_legs_after):.2f} legs"
            )
        if answer.cut_off:
            lines.append(f"Cut off: {', '.join(map(self.name, answer.cut_off))}")
        return lines

    def _tables(self) -> list[Table]:
        answer = self.answer
        if not answer.destinations:
            return []
        tables = [
            self._places("Transit hubs", "hubs", answer.hubs, hub_share(answer.weighting)),
            self._places("Gateways (first arrival)", "gateways", answer.gateways, "share"),
            self._legs("gains", "Legs that gain most", _gaining(answer.legs)),
            self._legs("losses", "Legs that lose most", _losing(answer.legs)),
        ]
        if answer.delivered:
            tables.append(self._curve())
        if len(answer.destinations) > 1:
            tables.append(self._destinations())
        if answer.corridors:
            tables.append(self._corridors())
        return [table.without_empty() if table.rows else table for table in tables]

    def _ranges(self) -> tuple[Column, ...]:
        return range_columns(self.answer.weighting, self.shown, "before_{}", short=True)

    def _evident(self, key: str, title: str, kind: Kind) -> Column:
        """Return the column of the evidence range of a share after, which people may ask for."""
        return Column(key, title, kind, for_people=self.shown == "evidence")

    def _places(self, title: str, name: str, shifts: Sequence[PlaceShift], share: Kind) -> Table:
        shown = shifts[: self.top]
        return Table(
            counted(f"{title}, by change", len(shown), len(shifts)),
            (
                Column("name", name.removesuffix("s").capitalize()),
                Column("place", "Code"),
                Column("share_before", "Before", share),
                *self._ranges(),
                Column("share_after", "After", share),
                self._evident("after", "Evidence range", "shares"),
                Column("change", "Change", "points"),
                Column("change", "Evidence range", "spread"),
                Column("rank_before", "Rank", "count"),
                Column("rank_after", "after", "count"),
                Column("closed", ""),
            ),
            tuple(
                (
                    shift.name,
                    shift.place,
                    shift.share_before,
                    *range_cells(shift, "before_{}"),
                    shift.share_after,
                    shift.after_interval,
                    shift.change,
                    shift.change_interval,
                    shift.rank_before,
                    shift.rank_after,
                    "closed" if shift.closed else "",
                )
                for shift in shown
            ),
            name=name,
        )

    def _legs(self, name: str, title: str, legs: Sequence[LegShift]) -> Table:
        shown = legs[: self.top]
        return Table(
            counted(title, len(shown), len(legs)),
            (
                Column("from", "From"),
                Column("to", "To"),
                Column("share_before", "Before", "share"),
                *self._ranges(),
                Column("share_after", "After", "share"),
                Column("change", "Change", "points"),
                Column("change", "Evidence range", "spread"),
                Column("sources", "Sources"),
            ),
            tuple(
                (
                    self.name(leg.origin),
                    self.name(leg.to),
                    leg.share_before,
                    *range_cells(leg, "before_{}"),
                    leg.share_after,
                    leg.change,
                    leg.change_interval,
                    "hypothetical"
                    if leg.hypothetical
                    else sources_cell(leg.citations) or "(region to member)",
                )
                for leg in shown
            ),
            name=name,
        )

    def _curve(self) -> Table:
        """Return the delivered share; what no place is watched for has two points only."""
        answer = self.answer
        rated = any(change.kind == "interdict" and change.value != 1 for change in answer.changes)
        points = answer.delivered if rated else (answer.delivered[0], answer.delivered[-1])
        rows: list[tuple[Cell, ...]] = []
        for number, point in enumerate(points):
            full = not rated and number > 0
            shown = _FULL if full else f"{point.adaptation:g}" + (" (none)" if not number else "")
            rows.append((shown, 1.0 - point.share, point.share, point.interval))
        return Table(
            "By adaptation (theta)",
            (
                Column("adaptation", "Adaptation"),
                Column("intercepted", "Stopped", "share"),
                Column("delivered", "Delivered", "share"),
                Column("delivered", "Evidence range", "shares"),
            ),
            tuple(rows),
            name="delivered",
        )

    def _destinations(self) -> Table:
        return Table(
            "Destinations",
            (
                Column("name", "Destination"),
                Column("place", "Code"),
                Column("share_before", "Of the arrivals", "share"),
                *self._ranges(),
                Column("share_after", "After", "share"),
                Column("intercepted", "Intercepted", "share"),
                Column("cut_off", ""),
            ),
            tuple(
                (
                    end.name,
                    end.place,
                    end.share_before,
                    *range_cells(end, "before_{}"),
                    end.share_after,
                    end.intercepted,
                    "cut off" if end.cut_off else "",
                )
                for end in self.answer.destinations
            ),
            name="destinations",
        )

    def _corridors(self) -> Table:
        return Table(
            "Corridors: legs travelled for each arrival before",
            (
                Column("name", "Corridor"),
                Column("legs_before", "Before", "figure"),
                Column("legs_after", "After", "figure"),
                Column("after", "Evidence range", "figures"),
            ),
            tuple(
                (
                    corridor.name,
                    corridor.legs_before,
                    corridor.legs_after,
                    corridor.after_interval,
                )
                for corridor in self.answer.corridors[: self.top]
            ),
            name="corridors",
        )
