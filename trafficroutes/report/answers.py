"""Documents of the answers from an origin to a destination."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from trafficroutes.analysis.hubs.answer import HubAnswer, HubsResult
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.digits import settled
from trafficroutes.question.evidence import Cited
from trafficroutes.question.ranges import RangeShown, told_range
from trafficroutes.report.citing import evidence_table, sources_cell
from trafficroutes.report.form.document import (
    TESTED_FROM,
    Cell,
    Column,
    Document,
    Section,
    Table,
    percent,
    span,
)
from trafficroutes.report.ranges import (
    KINDS,
    hub_share,
    range_cells,
    range_columns,
    record_of,
)
from trafficroutes.report.wording import counted, label

if TYPE_CHECKING:  # a table of hubs need not wait for them
    from trafficroutes.analysis.paths.results import PathsAnswer, PathsResult, Route
    from trafficroutes.analysis.why.results import SharePart, WhyAnswer, WhyResult


def hubs_document(
    result: HubsResult, data: Dataset, *, top: int | None = None, evidence: bool = False
) -> Document:
    """Return the document of a hub answer.

    Parameters
    ----------
    result : HubsResult
        The answer.
    data : Dataset
        For titles of sources.
    top : int, optional
        Only so many hubs and gateways; the rest are counted.
    evidence : bool
        Add a table of the citations behind the hubs shown.
    """
    query = result.query
    ends = f"{query.origin_name} to {query.destination_name}"
    return Document(
        tuple(
            _hubs(
                answer,
                data,
                _Asked(ends, query.range_shown, result.sentences(answer)),
                top,
                evidence=evidence,
            )
            for answer in result.answers
        )
    )


def first(result: HubsResult, top: int | None) -> HubsResult:
    """Return the answer with only the first of its hubs, gateways and ends; None keeps all."""
    if top is None:
        return result
    answers = (
        replace(
            answer,
            hubs=answer.hubs[:top],
            gateways=answer.gateways[:top],
            departures=answer.departures[:top],
            origins_of_arrivals=answer.origins_of_arrivals[:top],
        )
        for answer in result.answers
    )
    return replace(result, answers=tuple(answers))


class _Asked(NamedTuple):
    """What stands in a heading, the range beside shares, and the answer in sentences."""

    ends: str
    shown: RangeShown
    told: tuple[str, ...]


def _hubs(
    answer: HubAnswer, data: Dataset, asked: _Asked, top: int | None, *, evidence: bool
) -> Section:
    hubs = answer.hubs[:top]
    gateways = answer.gateways[:top]
    ranges = range_columns(answer.weighting, asked.shown)
    columns = (
        Column("rank", "#", "count"),
        Column("name", "Hub"),
        Column("place", "Code"),
        Column("share", "Share", hub_share(answer.weighting)),
        *ranges,
        Column("rank_interval", "Ranks", "counts"),
        Column("top_k_chance", f"In first {answer.top_k}", "chance", spare=True),
        Column("seized_kg", "Seized, kg", "amount", spare=True),
        Column("seized_years", "in", spare=True),
        Column("sources", "Sources"),
    )
    rows = tuple(
        (
            rank,
            hub.name,
            hub.place,
            hub.share,
            *range_cells(hub),
            hub.rank_interval,
            hub.top_k_chance,
            hub.seized_kg,
            hub.seized_years,
            sources_cell(hub.citations),
        )
        for rank, hub in enumerate(hubs, start=1)
    )
    tables = [
        Table(
            counted("Transit hubs", len(hubs), len(answer.hubs)),
            columns,
            rows,
            name="hubs",
            head=sum(settled(hub.share) >= TESTED_FROM for hub in hubs),
        ),
        Table(
            counted("Gateways (first arrival)", len(gateways), len(answer.gateways)),
            (
                Column("name", "Gateway"),
                Column("place", "Code"),
                Column("share", "Share", "share"),
                *ranges,
                Column("of_named", "Of those named", "share"),
                Column("by_seizures", "Unnamed by seizures", "share"),
            ),
            tuple(
                (g.name, g.place, g.share, *range_cells(g), g.of_named, g.by_seizures)
                for g in gateways
            ),
            name="gateways",
        ),
        *_where_from(answer, ranges, top),
    ]
    if all(gateway.of_named is not None for gateway in answer.gateways):
        tables[1] = tables[1].without("of_named").without("by_seizures")
    if answer.draws is None:
        tables = [_without_draws(table) for table in tables]
    if evidence:
        tables += [evidence_table(data, hub.citations, f"Evidence for {hub.name}") for hub in hubs]
    origins = ", ".join(
        f"{data.places.name(code)} {percent(share)}" for code, share in answer.origins.items()
    )
    line = (
        f"{percent(answer.arrival_probability)} of what sets out arrives, "
        f"by {settled(answer.expected_legs):.1f} legs on average; origins: {origins}"
    )
    return Section(
        heading=f"{label(answer.commodity)}: {asked.ends}",
        answer=asked.told,
        lines=(line,),
        record=record_of(answer, asked.shown),
        tables=tuple(tables),
        notes=answer.notes,
    )


def _where_from(answer: HubAnswer, ranges: tuple[Column, ...], top: int | None) -> Iterable[Table]:
    """Yield where goods last left the origin and where they started, where there is a choice."""
    columns = (
        Column("name", "Place"),
        Column("place", "Code"),
        Column("share", "Share", "share"),
        *ranges,
    )
    for name, title, places in (
        ("departures", "Departures (last place of the origin)", answer.departures),
        ("origins", "Origins of what arrives", answer.origins_of_arrivals),
    ):
        if len(places) > 1:
            shown = places[:top]
            rows = tuple((part.name, part.place, part.share, *range_cells(part)) for part in shown)
            yield Table(counted(title, len(shown), len(places)), columns, rows, name=name)


def _without_draws(table: Table) -> Table:
    for key in ("interval", "rank_interval", "top_k_chance"):
        table = table.without(key)
    return table


def paths_document(result: PathsResult, data: Dataset, *, evidence: bool = False) -> Document:
    """Return the document of the most likely routes."""
    query = result.query
    ends = f"{query.origin_name} to {query.destination_name}"
    return Document(
        tuple(
            _paths(
                answer,
                data,
                _Asked(ends, query.range_shown, result.sentences(answer)),
                evidence=evidence,
            )
            for answer in result.answers
        )
    )


def _paths(answer: PathsAnswer, data: Dataset, asked: _Asked, *, evidence: bool) -> Section:
    columns = (
        Column("rank", "#", "count"),
        Column("probability", "Share", "share"),
        *range_columns(answer.weighting, asked.shown),
        Column("rank_interval", "Ranks", "counts"),
        Column("route", "Route"),
        Column("steps", "Steps", "count", spare=True),
        Column("sources", "Sources", spare=True),
    )
    rows = tuple(
        (
            rank,
            route.probability,
            *range_cells(route),
            route.rank_interval,
            " > ".join(route.names),
            len(route.steps),
            sources_cell(list(_cited(route))),
        )
        for rank, route in enumerate(answer.paths, start=1)
    )
    tables = [Table("Most likely routes", columns, rows, name="paths")]
    if answer.draws is None:
        tables = [_without_draws(table) for table in tables]
    if evidence:
        tables += [
            evidence_table(
                data,
                step.citations,
                f"{data.places.name(step.origin)} > {data.places.name(step.to)}",
            )
            for step in {s.ids: s for r in answer.paths for s in r.steps if s.ids}.values()
        ]
    return Section(
        heading=f"{label(answer.commodity)}: {asked.ends}",
        answer=asked.told,
        record=record_of(answer, asked.shown),
        tables=tuple(tables),
        notes=answer.notes,
    )


def _cited(route: Route) -> Iterable[Cited]:
    return (citation for step in route.steps for citation in step.citations)


def why_document(result: WhyResult, data: Dataset, *, evidence: bool = False) -> Document:
    """Return the document that explains a share."""
    query = result.query
    ends = f"{result.name}, {query.origin_name} to {query.destination_name}"
    return Document(
        tuple(
            _why(
                answer,
                data,
                _Asked(ends, query.range_shown, result.sentences(answer)),
                evidence=evidence,
            )
            for answer in result.answers
        )
    )


def _why(answer: WhyAnswer, data: Dataset, asked: _Asked, *, evidence: bool) -> Section:
    columns = (
        Column("direction", "Way"),
        Column("name", "Place"),
        Column("place", "Code"),
        Column("share", "Share", "share"),
        *range_columns(answer.weighting, asked.shown),
        Column("rank_interval", "Ranks", "counts"),
        Column("legs", "Legs"),
        Column("sources", "Sources", spare=True),
    )
    rows = [
        *(_part("in", part) for part in answer.incoming),
        *(_part("out", part) for part in answer.outgoing),
    ]
    tables = []
    if rows:
        tables.append(Table("What the share is made of", columns, tuple(rows), name="parts"))
    if answer.draws is None:
        tables = [_without_draws(table) for table in tables]
    if evidence:
        tables += [
            evidence_table(data, part.citations, f"Evidence for {', '.join(part.ids)}")
            for part in (*answer.incoming, *answer.outgoing)
            if part.ids
        ]
    return Section(
        heading=f"{label(answer.commodity)}: {asked.ends}",
        answer=asked.told,
        lines=_starting(answer, asked.shown),
        record=record_of(answer, asked.shown),
        tables=tuple(tables),
        notes=answer.notes,
    )


def _starting(answer: WhyAnswer, shown: RangeShown) -> tuple[str, ...]:
    """Return the range of the part that starts there."""
    starts = told_range(answer, shown, "starts_{}")
    if answer.starts <= 0 or starts.ends is None:
        return ()
    ends = span(starts.ends, KINDS[starts.shown])
    return (f"{percent(answer.starts)} starts there ({starts.called}: {ends}).",)


def _part(direction: str, part: SharePart) -> tuple[Cell, ...]:
    return (
        direction,
        part.name,
        part.place,
        part.share,
        *range_cells(part),
        part.rank_interval,
        ", ".join(part.ids) or "(region to member)",
        sources_cell(part.citations),
    )
