"""Documents of from where a place gets its goods."""

from __future__ import annotations

from dataclasses import replace

from trafficroutes.analysis.suppliers.results import Supplier, SuppliersAnswer, SuppliersResult
from trafficroutes.model.dataset import Dataset
from trafficroutes.report.citing import evidence_table, sources_cell
from trafficroutes.report.document import Column, Document, Section, Table, percent, span
from trafficroutes.report.wording import label


def suppliers_document(
    result: SuppliersResult, data: Dataset, *, top: int | None = None, evidence: bool = False
) -> Document:
    """Return the document of an answer about suppliers.

    Parameters
    ----------
    result : SuppliersResult
        The answer.
    data : Dataset
        For titles of sources.
    top : int, optional
        Only so many suppliers and origins; the rest are counted.
    evidence : bool
        Add the citations behind those shown.
    """
    return Document(
        tuple(_section(answer, data, top, evidence=evidence) for answer in result.answers)
    )


def first(result: SuppliersResult, top: int | None) -> SuppliersResult:
    """Return the answer with only its first suppliers and origins; None keeps all."""
    answers = (
        replace(answer, suppliers=answer.suppliers[:top], origins=answer.origins[:top])
        for answer in result.answers
    )
    return replace(result, answers=tuple(answers))


def _section(answer: SuppliersAnswer, data: Dataset, top: int | None, *, evidence: bool) -> Section:
    tables = [
        _table("Comes in from", "Supplier", answer.suppliers, top),
        _table("Begins in", "Origin", answer.origins, top),
    ]
    if answer.draws is None:
        tables = [table.without("interval") for table in tables]
    if evidence:
        tables += [
            evidence_table(data, found.citations, f"Evidence for {what} {found.name}")
            for what, every in (
                ("what comes in from", answer.suppliers),
                ("goods of", answer.origins),
            )
            for found in every[:top]
            if found.citations
        ]
    return Section(
        heading=f"{label(answer.commodity)}: suppliers of {answer.name}",
        lines=_lines(answer),
        tables=tuple(tables),
        notes=answer.notes,
    )


def _lines(answer: SuppliersAnswer) -> tuple[str, ...]:
    if not answer.made_there.share:
        return (f"Shares are of what comes into {answer.name}",)
    interval = answer.made_there.interval
    drawn = "" if interval is None else f" (draws: {span(interval, 'shares')})"
    begins = f"{percent(answer.made_there.share)}{drawn} of what {answer.name} has begins there"
    return (f"{begins}; shares are of all it has",)


def _table(title: str, heading: str, every: tuple[Supplier, ...], top: int | None) -> Table:
    shown = every[:top]
    counted = title if len(shown) == len(every) else f"{title}: {len(shown)} of {len(every)}"
    columns = (
        Column("rank", "#", "count"),
        Column("name", heading),
        Column("place", "Code"),
        Column("share", "Share", "share"),
        Column("interval", "90 % of draws", "shares"),
        Column("sources", "Sources"),
    )
    rows = tuple(
        (rank, found.name, found.place, found.share, found.interval, sources_cell(found.citations))
        for rank, found in enumerate(shown, start=1)
    )
    return Table(counted, columns, rows)
