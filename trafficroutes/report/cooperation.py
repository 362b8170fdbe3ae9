"""Documents of coverage by bodies of cooperation."""

from __future__ import annotations

from collections.abc import Sequence

from trafficroutes.analysis.cooperation.results import CooperationAnswer, CooperationResult
from trafficroutes.analysis.cooperation.rows import BodyCover, CoveredLeg, CoveredPlace, Proposal
from trafficroutes.model.dataset import Dataset
from trafficroutes.question.ranges import RangeShown
from trafficroutes.report.citing import evidence_table
from trafficroutes.report.form.document import Cell, Column, Document, Section, Table
from trafficroutes.report.ranges import (
    evidence_told,
    hub_share,
    range_cells,
    range_columns,
    record_of,
    share_told,
)
from trafficroutes.report.wording import counted, label


def cooperation_document(
    result: CooperationResult, data: Dataset, *, top: int | None = None, evidence: bool = False
) -> Document:
    """Return the document of coverage.

    Parameters
    ----------
    result : CooperationResult
        The answer.
    data : Dataset
        For names and titles of sources.
    top : int, optional
        Only so many countries and legs; the rest are counted.
    evidence : bool
        Add the citations behind the bodies shown and the legs shown.
    """
    query = result.query
    ends = result.corridor_name or f"{query.origin_name} to {query.destination_name}"
    return Document(
        tuple(
            _CooperationSection(
                answer, data, top, query.range_shown, corridor=bool(result.corridor)
            ).section(ends, result.sentences(answer), evidence=evidence)
            for answer in result.answers
        )
    )


class _CooperationSection:
    """Writes the section of one answer."""

    def __init__(
        self,
        answer: CooperationAnswer,
        data: Dataset,
        top: int | None,
        shown: RangeShown,
        *,
        corridor: bool,
    ) -> None:
        self.answer = answer
        self.data = data
        self.name = data.places.name
        self.top = top
        self.shown = shown
        self.corridor = corridor

    def section(self, ends: str, told: tuple[str, ...], *, evidence: bool) -> Section:
        answer, data = self.answer, self.data
        tables = [
            self._places(),
            self._bodies("Operational bodies", answer.bodies),
            _joining(answer.bodies),
            self._legs(),
        ]
        if answer.forums:
            tables.append(self._bodies("Policy forums", answer.forums))
        if evidence:
            tables += [
                evidence_table(data, body.citations, f"Evidence for {body.name}")
                for body in (*answer.bodies, *answer.forums)
            ]
            tables += [
                evidence_table(data, leg.citations, f"Evidence for {self._ends(leg)}")
                for leg in answer.legs[: self.top]
            ]
        return Section(
            heading=f"{label(answer.commodity)}: cooperation, {ends}",
            answer=told,
            lines=tuple(self._lines()),
            record=record_of(answer, self.shown),
            tables=tuple(tables),
            notes=answer.notes,
        )

    def _ends(self, leg: CoveredLeg) -> str:
        return f"{self.name(leg.origin)} > {self.name(leg.to)}"

    def _lines(self) -> list[str]:
        answer = self.answer
        names = ", ".join(map(self.name, answer.uncovered))
        lines = [f"In no operational body, by name: {names}"] if names else []
        if answer.newcomer is not None:
            lines.append(
                f"Of these, {answer.newcomer.name} would add most by joining one: "
                f"{evidence_told(answer.newcomer.gain, answer.newcomer.gain_interval)}"
            )
        if answer.proposal is not None:
            lines.append(self._proposed(answer.proposal))
        return lines

    def _proposed(self, found: Proposal) -> str:
        names = ", ".join(map(self.name, found.members))
        idle = ", ".join(map(self.name, found.idle))
        rest = f"; not on the way: {idle}" if idle else ""
        return (
            f"A body of {names} would cover {self._told(found, found.share)}, and "
            f"{self._told(found, found.leg_share, 'leg_{}')} of the leg crossings; more than now: "
            f"{evidence_told(found.gain, found.gain_interval)} and "
            f"{evidence_told(found.leg_gain, found.leg_gain_interval)}{rest}"
        )

    def _told(self, record: object, share: float, called: str = "{}") -> str:
        return share_told(record, share, self.shown, called)

    def _ranges(self, called: str = "{}", *, short: bool = False) -> tuple[Column, ...]:
        return range_columns(self.answer.weighting, self.shown, called, short=short)

    def _places(self) -> Table:
        answer = self.answer
        shown = answer.places[: self.top]
        title = "Countries of the corridor" if self.corridor else "Transit countries"
        return Table(
            counted(title, len(shown), len(answer.places)),
            (
                Column("name", "Country"),
                Column("place", "Code"),
                Column("share", "Share", hub_share(answer.weighting)),
                *self._ranges(),
                Column("rank_interval", "Ranks", "counts"),
                Column("chokepoint", "Chokepoint"),
                Column("bodies", "Bodies"),
                Column("forums", "Forums"),
            ),
            tuple(map(_place, shown)),
            name="places",
        ).without_empty()

    def _bodies(self, title: str, bodies: Sequence[BodyCover]) -> Table:
        return Table(
            title,
            (
                Column("id", "Body"),
                Column("name", "Name"),
                Column("share", "Passed by", "share"),
                *self._ranges(),
                Column("arrival_share", "Arrives at", "share"),
                *self._ranges("arrival_{}", short=True),
                Column("leg_share", "Both ends", "share"),
                *self._ranges("leg_{}", short=True),
                Column("members", "Members here"),
            ),
            tuple(
                (
                    body.id,
                    body.name,
                    body.share,
                    *range_cells(body),
                    body.arrival_share,
                    *range_cells(body, "arrival_{}"),
                    body.leg_share,
                    *range_cells(body, "leg_{}"),
                    ", ".join(map(self.name, body.members)),
                )
                for body in bodies
            ),
            name="forums" if title == "Policy forums" else "bodies",
        ).without_empty()

    def _legs(self) -> Table:
        answer = self.answer
        shown = answer.legs[: self.top]
        return Table(
            counted("Legs, the most used first", len(shown), len(answer.legs)),
            (
                Column("from", "From"),
                Column("to", "To"),
                Column("share", "Share", "share"),
                *self._ranges(),
                Column("rank_interval", "Ranks", "counts"),
                Column("bodies", "Bodies with both ends"),
                Column("forums", "Forums"),
            ),
            tuple(
                (
                    self.name(leg.origin),
                    self.name(leg.to),
                    leg.share,
                    *range_cells(leg),
                    leg.rank_interval,
                    ", ".join(leg.bodies),
                    ", ".join(leg.forums) or None,
                )
                for leg in shown
            ),
            name="legs",
        ).without_empty()


def _place(place: CoveredPlace) -> tuple[Cell, ...]:
    return (
        place.name,
        place.place,
        place.share,
        *range_cells(place),
        place.rank_interval,
        "yes" if place.chokepoint else None,
        ", ".join(place.bodies) or "none",
        ", ".join(place.forums) or None,
    )


def _joining(bodies: Sequence[BodyCover]) -> Table:
    return Table(
        "The country that would add most to each body",
        (
            Column("id", "Body"),
            Column("name", "Country"),
            Column("place", "Code"),
            Column("gain", "More of the body", "share"),
            Column("gain_interval", "Evidence range", "shares"),
            Column("covered_gain", "More of all", "share"),
            Column("covered_gain_interval", "Evidence range", "shares"),
        ),
        tuple(
            (
                body.id,
                body.joining.name,
                body.joining.place,
                body.joining.gain,
                body.joining.gain_interval,
                body.joining.covered_gain,
                body.joining.covered_gain_interval,
            )
            for body in bodies
            if body.joining is not None
        ),
        name="joining",
    ).without_empty()
