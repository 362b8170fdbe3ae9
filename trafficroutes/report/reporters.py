"""Documents of who reports the seizures behind a network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from trafficroutes.analysis.reporters.results import (
    Reporter,
    ReportersAnswer,
    ReportersResult,
    ReportingYear,
)
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.digits import settled
from trafficroutes.report.form.document import Column, Document, Section, Table
from trafficroutes.report.wording import counted, label

#: What stands for a ranking that is not there.
_NONE = {"no_route": "no route is left", "no_leg": "no leg is left", "not_asked": ""}


def reporters_document(
    result: ReportersResult, data: Dataset, *, top: int | None = None
) -> Document:
    """Return the document of reporters, with only the first of them if asked."""
    query = result.query
    ends = f", {query.origin_name} to {query.destination_name}" if query.origin else ""
    return Document(
        tuple(
            Section(
                heading=f"{label(answer.commodity)}{ends}: who reports the seizures",
                answer=result.sentences(answer),
                lines=_lines(answer),
                tables=(_reporters(answer, data, top), _years(answer.by_year)),
                notes=answer.notes,
            )
            for answer in result.answers
        )
    )


def first_reporters(result: ReportersResult, top: int | None) -> ReportersResult:
    """Return the answer with only the first reporters; None keeps all."""
    answers = (replace(answer, reporters=answer.reporters[:top]) for answer in result.answers)
    return replace(result, answers=tuple(answers))


def _lines(answer: ReportersAnswer) -> tuple[str, ...]:
    if answer.effective is None:
        return ()
    return (f"As unequal as {settled(answer.effective):.3g} countries that report alike",)


def _reporters(answer: ReportersAnswer, data: Dataset, top: int | None) -> Table:
    columns = (
        Column("name", "Reporter"),
        Column("place", "Code"),
        Column("records", "Records", "count"),
        Column("share", "Of all", "share"),
        Column("years", "Years", "count"),
        Column("per_year", "A year", "figure"),
        Column("per_million", "Per million people", "figure"),
        Column("per_tonne", "Per tonne seized", "figure"),
        Column("links_alone", "Links by it alone", "count"),
        Column("spearman", "Without: rank correlation", "figure"),
        Column("head_kept", "First ten kept", "count"),
        Column("moves", "Moves furthest"),
    )
    shown = answer.reporters[:top]
    rows = tuple(
        (
            one.name,
            one.place,
            one.records,
            one.share,
            one.years,
            one.per_year,
            one.per_million,
            one.per_tonne,
            one.links_alone,
            one.spearman,
            one.head_kept,
            _moves(one, data),
        )
        for one in shown
    )
    title = counted("Reporters", len(shown), len(answer.reporters))
    return Table(title, columns, rows, name="reporters", hides_empty=True)


def _moves(one: Reporter, data: Dataset) -> str:
    """Return which country moves furthest without the records, and how far."""
    if one.outcome != "ranked":
        return _NONE[one.outcome]
    if one.moves is None:
        return "none"
    after = "out" if one.rank_after is None else str(one.rank_after)
    return f"{data.places.name(one.moves)} {one.rank_before} > {after}"


def _years(found: Sequence[ReportingYear]) -> Table:
    columns = (
        Column("year", "Year"),
        Column("countries", "Countries that report", "count"),
        Column("records", "Records", "count"),
        Column("first_name", "The most"),
        Column("first_share", "Its part", "share"),
    )
    rows = tuple(
        (str(one.year), one.countries, one.records, one.first_name, one.first_share)
        for one in found
    )
    return Table("By year", columns, rows, name="by_year")
