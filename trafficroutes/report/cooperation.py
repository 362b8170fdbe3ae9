"""Documents of coverage by bodies of cooperation."""

from __future__ import annotations

from collections.abc import Sequence

from trafficroutes.analysis.cooperation.results import CooperationAnswer, CooperationResult
from trafficroutes.analysis.cooperation.rows import BodyCover, CoveredLeg, CoveredPlace, Proposal
from trafficroutes.model.dataset import Dataset
from trafficroutes.question.intervals import Interval
from trafficroutes.report.citing import evidence_table
from trafficroutes.report.document import Cell, Column, Document, Section, Table, percent, span
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
            _section(answer, data, ends, top, evidence=evidence, corridor=bool(result.corridor))
            for answer in result.answers
        )
    )


def _section(
    answer: CooperationAnswer,
    data: Dataset,
    ends: str,
    top: int | None,
    *,
    evidence: bool,
    corridor: bool,
) -> Section:
    tables = [
        _places(answer, top, corridor=corridor),
        _bodies("Operational bodies", answer.bodies, data),
        _joining(answer.bodies),
        _legs(answer, data, top),
    ]
    if answer.forums:
        tables.append(_bodies("Policy forums", answer.forums, data))
    if evidence:
        tables += [
            evidence_table(data, body.citations, f"Evidence for {body.name}")
            for body in (*answer.bodies, *answer.forums)
        ]
        tables += [
            evidence_table(data, leg.citations, f"Evidence for {_ends(leg, data)}")
            for leg in answer.legs[:top]
        ]
    return Section(
        heading=f"{label(answer.commodity)}: cooperation, {ends}",
        lines=_lines(answer, data, corridor=corridor),
        tables=tuple(tables),
        notes=answer.notes,
    )


def _lines(answer: CooperationAnswer, data: Dataset, *, corridor: bool) -> tuple[str, ...]:
    covered = _told(answer.covered_share, answer.covered_interval)
    whole = (
        f"{covered} of the flow is on legs from or to a member of an operational body, "
        if corridor
        else f"{covered} of the arriving goods pass a member of an operational body on the way, "
    )
    names = ", ".join(map(data.places.name, answer.uncovered))
    joint = _told(answer.leg_share, answer.leg_interval)
    rest = _told(answer.uncovered_share, answer.uncovered_interval)
    lines = [
        f"{whole}{rest} {'is' if corridor else 'do'} not",
        f"{joint} of the leg crossings have members of one such body at both ends",
    ]
    if names:
        lines.append(f"In no operational body, by name: {names}")
    if answer.newcomer is not None:
        lines.append(
            f"Of these, {answer.newcomer.name} would add most by joining one: "
            f"{_told(answer.newcomer.gain, answer.newcomer.gain_interval)}"
        )
    if answer.proposal is not None:
        lines.append(_proposed(answer.proposal, data))
    return tuple(lines)


def _proposed(found: Proposal, data: Dataset) -> str:
    names = ", ".join(map(data.places.name, found.members))
    idle = ", ".join(map(data.places.name, found.idle))
    rest = f"; not on the way: {idle}" if idle else ""
    return (
        f"A body of {names} would cover {_told(found.share, found.interval)}, and "
        f"{_told(found.leg_share, found.leg_interval)} of the leg crossings; more than now: "
        f"{_told(found.gain, found.gain_interval)} and "
        f"{_told(found.leg_gain, found.leg_gain_interval)}{rest}"
    )


def _told(share: float, interval: Interval | None) -> str:
    """Return a share with where the draws lie."""
    drawn = "" if interval is None else f" (draws: {span(interval, 'shares')})"
    return f"{percent(share)}{drawn}"


def _places(answer: CooperationAnswer, top: int | None, *, corridor: bool) -> Table:
    shown = answer.places[:top]
    title = "Countries of the corridor" if corridor else "Transit countries"
    return Table(
        counted(title, len(shown), len(answer.places)),
        (
            Column("name", "Country"),
            Column("place", "Code"),
            Column("share", "Share", "share"),
            Column("interval", "90 % of draws", "shares"),
            Column("rank_interval", "Ranks", "counts"),
            Column("chokepoint", "Chokepoint"),
            Column("bodies", "Bodies"),
            Column("forums", "Forums"),
        ),
        tuple(_place(place) for place in shown),
    ).without_empty()


def _place(place: CoveredPlace) -> tuple[Cell, ...]:
    return (
        place.name,
        place.place,
        place.share,
        place.interval,
        place.rank_interval,
        "yes" if place.chokepoint else None,
        ", ".join(place.bodies) or "none",
        ", ".join(place.forums) or None,
    )


def _bodies(title: str, bodies: Sequence[BodyCover], data: Dataset) -> Table:
    return Table(
        title,
        (
            Column("id", "Body"),
            Column("name", "Name"),
            Column("share", "Passed by", "share"),
            Column("interval", "90 % of draws", "shares"),
            Column("arrival_share", "Arrives at", "share"),
            Column("arrival_interval", "90 %", "shares"),
            Column("leg_share", "Both ends", "share"),
            Column("leg_interval", "90 %", "shares"),
            Column("members", "Members here"),
        ),
        tuple(
            (
                body.id,
                body.name,
                body.share,
                body.interval,
                body.arrival_share,
                body.arrival_interval,
                body.leg_share,
                body.leg_interval,
                ", ".join(map(data.places.name, body.members)),
            )
            for body in bodies
        ),
    ).without_empty()


def _joining(bodies: Sequence[BodyCover]) -> Table:
    return Table(
        "The country that would add most to each body",
        (
            Column("id", "Body"),
            Column("name", "Country"),
            Column("place", "Code"),
            Column("gain", "More of the body", "share"),
            Column("gain_interval", "90 % of draws", "shares"),
            Column("covered_gain", "More of all", "share"),
            Column("covered_gain_interval", "90 %", "shares"),
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
    ).without_empty()


def _legs(answer: CooperationAnswer, data: Dataset, top: int | None) -> Table:
    shown = answer.legs[:top]
    return Table(
        counted("Legs, the most used first", len(shown), len(answer.legs)),
        (
            Column("from", "From"),
            Column("to", "To"),
            Column("share", "Share", "share"),
            Column("interval", "90 % of draws", "shares"),
            Column("rank_interval", "Ranks", "counts"),
            Column("bodies", "Bodies with both ends"),
            Column("forums", "Forums"),
        ),
        tuple(
            (
                data.places.name(leg.origin),
                data.places.name(leg.to),
                leg.share,
                leg.interval,
                leg.rank_interval,
                ", ".join(leg.bodies),
                ", ".join(leg.forums) or None,
            )
            for leg in shown
        ),
    ).without_empty()


def _ends(leg: CoveredLeg, data: Dataset) -> str:
    return f"{data.places.name(leg.origin)} > {data.places.name(leg.to)}"
