"""Documents of from where a place gets its goods."""

from __future__ import annotations

from dataclasses import replace

from trafficroutes.analysis.suppliers.results import Supplier, SuppliersAnswer, SuppliersResult
from trafficroutes.model.dataset import Dataset
from trafficroutes.question.ranges import RangeShown
from trafficroutes.report.citing import evidence_table, sources_cell
from trafficroutes.report.form.document import Column, Document, Section, Table
from trafficroutes.report.ranges import range_cells, range_columns, record_of
from trafficroutes.report.wording import counted, label


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
    shown = result.query.range_shown
    return Document(
        tuple(
            _section(answer, data, shown, top, result.sentences(answer), evidence=evidence)
            for answer in result.answers
        )
    )


def first(result: SuppliersResult, top: int | None) -> SuppliersResult:
    """Return the answer with only its first suppliers and origins; None keeps all."""
    answers = (
        replace(answer, suppliers=answer.suppliers[:top], origins=answer.origins[:top])
        for answer in result.answers
    )
    return replace(result, answers=tuple(answers))


def _section(
    answer: SuppliersAnswer,
    data: Dataset,
    shown: RangeShown,
    top: int | None,
    told: tuple[str, ...],
    *,
    evidence: bool,
) -> Section:
    ranges = range_columns(answer.weighting, shown)
    tables = [
        _table(("Comes in from", "Supplier"), ranges, answer.suppliers, top),
        _table(("Begins in", "Origin"), ranges, answer.origins, top),
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
        answer=told,
        lines=_lines(answer),
        record=record_of(answer, shown),
        tables=tuple(tables),
        notes=answer.notes,
    )


def _lines(answer: SuppliersAnswer) -> tuple[str, ...]:
    if answer.made_there.share:
        return (f"Shares are of all that {answer.name} has, with what begins there.",)
    return (f"Shares are of what comes into {answer.name}.",)


def _table(
    titles: tuple[str, str],
    ranges: tuple[Column, ...],
    every: tuple[Supplier, ...],
    top: int | None,
) -> Table:
    title, heading = titles
    shown = every[:top]
    columns = (
        Column("rank", "#", "count"),
        Column("name", heading),
        Column("place", "Code"),
        Column("share", "Share", "share"),
        *ranges,
        Column("sources", "Sources"),
    )
    rows = tuple(
        (
            rank,
            found.name,
            found.place,
            found.share,
            *range_cells(found),
            sources_cell(found.citations),
        )
        for rank, found in enumerate(shown, start=1)
    )
    name = "suppliers" if heading == "Supplier" else "origins"
    return Table(counted(title, len(shown), len(every)), columns, rows, name=name)
