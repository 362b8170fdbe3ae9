"""The document of a corridor, a commodity or a family."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from trafficroutes.analysis.records.overview_results import (
    MarketFigure,
    Overview,
    PlaceFigure,
    YearTold,
)
from trafficroutes.model.dataset import Dataset
from trafficroutes.question.evidence import Cited
from trafficroutes.report.citing import evidence_table, sources_cell
from trafficroutes.report.form.document import Cell, Column, Document, Section, Table
from trafficroutes.report.legs import legs_table
from trafficroutes.report.records import amounts_cell
from trafficroutes.report.wording import counted

#: Years that stand in one row.
_YEARS = 5
_RELIABILITIES = "ABCDEF"


def overview_document(
    found: Overview, data: Dataset, *, top: int | None = None, evidence: bool = False
) -> Document:
    """Return the document: the sentence, legs, citations by year, amounts, places, shares."""
    lines = (found.description,) if found.description else ()
    tables = [
        legs_table(found.legs[:top], len(found.legs)),
        _by_year(found.by_year),
        _amounts(found, top),
        _places("Producers, the newest figure", found.producers, top),
        _places("Markets, the newest figure", found.markets, top),
        _places("Seizures, the largest of one year", found.seizures, top),
        _shares(found, top),
        _corridors(found),
    ]
    if evidence:
        tables.append(evidence_table(data, _cited(found)))
    shown = tuple(table for table in tables if table.rows)
    heading = found.name if found.name == found.id else f"{found.name} ({found.id})"
    notes = (*found.gaps, *found.notes)
    return Document((Section(heading, lines, shown, notes, answer=(found.sentence,)),))


def first(found: Overview, top: int | None) -> Overview:
    """Return an overview with the first rows of its tables, those by year and corridor apart."""
    cut = ("legs", "amounts", "producers", "markets", "seizures", "shares")
    changes: dict[str, Any] = {name: getattr(found, name)[:top] for name in cut}
    return replace(found, **changes)


def _cited(found: Overview) -> list[Cited]:
    return [
        *(moved.citation for moved in found.amounts),
        *(one.citation for one in (*found.producers, *found.markets, *found.seizures)),
        *(c for share in found.shares for c in share.citations),
    ]


def _by_year(found: Sequence[YearTold]) -> Table:
    """Return citations by five years and by the grade of their documents."""
    columns = (
        Column("years", "Years"),
        Column("citations", "Citations", "count"),
        *(Column(f"grade_{grade}", grade, "count") for grade in _RELIABILITIES),
    )
    spans: dict[int | None, Counter[str]] = {}
    for told in found:
        first = None if told.year is None else told.year - told.year % _YEARS
        counts = spans.setdefault(first, Counter())
        for grade, count in told.grades.items():
            counts[grade[0]] += count
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            "without a year" if first is None else f"{first}-{first + _YEARS - 1}",
            counts.total(),
            *(counts[grade] for grade in _RELIABILITIES),
        )
        for first, counts in spans.items()
    )
    title = "Citations, by the last year that they name and by grade"
    return Table(title, columns, rows, name="by_year")


def _amounts(found: Overview, top: int | None) -> Table:
    columns = (
        Column("from_name", "From"),
        Column("to_name", "To"),
        Column("commodity", "Commodity"),
        Column("amount", "Amount"),
        Column("years", "Years"),
        Column("source", "Source"),
    )
    rows = tuple(
        (m.origin_name, m.to_name, m.commodity, m.amount, m.years, _source(m.citation))
        for m in found.amounts[:top]
    )
    title = counted("What is cited to move, the largest a year", len(rows), len(found.amounts))
    return Table(title, columns, rows, name="amounts")


def _source(citation: Cited) -> str:
    return f"{citation.source} ({citation.reliability}{citation.credibility})"


def _places(title: str, found: Sequence[PlaceFigure], top: int | None) -> Table:
    columns = (
        Column("name", "Place"),
        Column("place", "Code"),
        Column("commodity", "Commodity"),
        Column("measure", "Measure"),
        Column("amount", "Amount"),
        Column("years", "Years"),
        Column("figures", "Figures", "count"),
        Column("source", "Source"),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            one.name,
            one.place,
            one.commodity,
            one.measure if isinstance(one, MarketFigure) else None,
            one.amount,
            one.years,
            one.figures,
            _source(one.citation),
        )
        for one in found[:top]
    )
    name = title.partition(",")[0].lower()
    return Table(counted(title, len(rows), len(found)), columns, rows, name=name).without_empty()


def _shares(found: Overview, top: int | None) -> Table:
    columns = (
        Column("years", "Years"),
        Column("statement", "Statement"),
        Column("amounts", "Shares"),
        Column("sources", "Sources"),
    )
    rows = tuple(
        (share.years, share.statement, amounts_cell(share.amounts), sources_cell(share.citations))
        for share in found.shares[:top]
    )
    title = counted("Published shares", len(rows), len(found.shares))
    return Table(title, columns, rows, name="shares")


def _corridors(found: Overview) -> Table:
    columns = (
        Column("corridor", "Id"),
        Column("name", "Corridor"),
        Column("legs", "Legs", "count"),
    )
    rows = tuple((one.corridor, one.name, one.legs) for one in found.corridors)
    title = "Other corridors with some of these legs" if found.kind == "corridor" else "Corridors"
    return Table(title, columns, rows, name="corridors")
