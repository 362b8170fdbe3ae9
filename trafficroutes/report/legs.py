"""Documents of legs: who says that goods go so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from trafficroutes.analysis.legs.results import (
    Contradiction,
    FlowTestimony,
    LegsResult,
    LegTold,
    Testimony,
)
from trafficroutes.model.dataset import Dataset
from trafficroutes.report.form.document import Cell, Column, Document, Section, Table
from trafficroutes.report.wording import counted

#: What a citation says of its amount.
_SAYS = {
    "crossing": "that goods go so",
    "flow": "moves: ",
    "seizure": "seized: ",
    "capacity": "could carry: ",
    "change": "went ",
    "records": "",
}

#: Of an entry, where several are shown together.
_WHICH = (
    Column("entry", "Id", for_people=False),
    Column("from", "From code", for_people=False),
    Column("from_name", "From"),
    Column("to", "To code", for_people=False),
    Column("to_name", "To"),
    Column("commodity", "Commodity"),
)
_CITED = (
    Column("source", "Source", spare=True),
    Column("told_by", "Document", for_csv=False),
    Column("publisher", "Publisher", for_people=False),
    Column("document", "Title", for_people=False),
    Column("kind", "Kind", for_people=False),
    Column("published", "Published", for_people=False),
    Column("url", "Address", for_people=False),
    Column("locator", "Where", spare=True),
    Column("grade", "Grade"),
    Column("says", "Says", for_csv=False),
    Column("claim", "Claim", for_people=False),
    Column("records", "Records", "count", for_people=False),
    Column("amount", "Amount", for_people=False),
    Column("modes", "Modes", spare=True),
    Column("marks", "Marks", spare=True),
    Column("note", "Note", spare=True),
)
_YEARS = Column("years", "Years")


def legs_document(result: LegsResult, data: Dataset, *, top: int | None = None) -> Document:
    """Return the document of legs: the sentence, citations, what contradicts, the legs."""
    few = first(result, top)
    tables = [_citations(few.citations, len(result.citations), one=len(result.legs) == 1)]
    if result.contradictions:
        tables.append(_contradictions(result.contradictions[:top], len(result.contradictions)))
    if len(result.legs) > 1:
        tables.append(legs_table(result.legs[:top], len(result.legs)))
    if result.flows:
        tables.append(_flows(few.flows, len(result.flows), data))
    told = (result.sentence,)
    return Document((Section(result.query.about, (), tuple(tables), result.notes, answer=told),))


def first(result: LegsResult, top: int | None) -> LegsResult:
    """Return a result with its first citations, of legs and of flows."""
    return replace(result, citations=result.citations[:top], flows=result.flows[:top])


def says(told: Testimony) -> str:
    """Return what a citation says, in a few words."""
    return f"{_SAYS[told.claim]}{told.amount or ''}"


def _which(told: Testimony) -> tuple[Cell, ...]:
    return (told.entry, told.origin, told.origin_name, told.to, told.to_name, told.commodity)


def _cited(told: Testimony) -> tuple[Cell, ...]:
    return (
        told.source,
        f"{told.publisher}{f' ({told.published})' if told.published else ''}: {told.document}",
        told.publisher,
        told.document,
        told.kind,
        None if told.published is None else str(told.published),
        told.url,
        told.locator,
        told.grade,
        says(told),
        told.claim,
        told.records,
        told.amount,
        ", ".join(told.modes),
        ", ".join(told.marks),
        told.note,
    )


def _citations(found: Sequence[Testimony], total: int, *, one: bool) -> Table:
    """Return the citations; the ends of the leg stand in CSV alone where there is one."""
    which = tuple(replace(column, for_people=False) for column in _WHICH) if one else _WHICH
    rows = tuple((told.years, *_which(told), *_cited(told)) for told in found)
    # Where there are several, a narrow screen names the document by its id.
    cited = tuple(
        replace(column, spare=one if column.key == "source" else column.spare or not one)
        if column.key in ("source", "told_by")
        else column
        for column in _CITED
    )
    title = counted("Citations, the newest first", len(found), total)
    return Table(title, (_YEARS, *which, *cited), rows, name="citations")


def _contradictions(found: Sequence[Contradiction], total: int) -> Table:
    """Return what does not go together, the two sides of each in one row."""
    columns = (
        Column("entry", "Leg"),
        Column("kind", "What"),
        Column("one", "One says"),
        Column("one_by", "By"),
        Column("other", "The other says"),
        Column("other_by", "By"),
        Column("factor", "Times", "figure"),
    )
    what = {"amounts": "amounts differ", "doubt": "one is doubtful"}
    rows = tuple(
        (
            one.entry,
            what[one.kind],
            *(cell for side in one.sides for cell in _side(side)),
            one.factor,
        )
        for one in found
    )
    title = counted("Beside each other", len(found), total)
    return Table(title, columns, rows, name="contradictions")


def _side(told: Testimony) -> tuple[str, str]:
    years = f" ({told.years})" if told.years else ""
    return f"{says(told)}{years}", f"{told.source}, {told.grade}"


def legs_table(found: Sequence[LegTold], total: int) -> Table:
    """Return a table of legs with how well each is founded."""
    columns = (
        Column("id", "Id", spare=True),
        Column("from_name", "From"),
        Column("to_name", "To"),
        Column("commodity", "Commodity"),
        Column("years", "Years"),
        Column("citations", "Citations", "count"),
        Column("independent", "Independent", "count"),
        Column("best_grade", "Best grade"),
        Column("strength", "Strength", "share"),
        Column("records", "Records", "count"),
    )
    rows = tuple(
        (
            leg.id,
            leg.origin_name,
            leg.to_name,
            leg.commodity,
            leg.years,
            leg.citations,
            leg.independent,
            leg.best_grade,
            leg.strength,
            leg.records or None,
        )
        for leg in found
    )
    return Table(counted("Legs", len(found), total), columns, rows, name="legs", hides_empty=True)


def _flows(found: Sequence[FlowTestimony], total: int, data: Dataset) -> Table:
    columns = (_YEARS, *_WHICH, Column("via", "By way of"), *_CITED)
    rows = tuple(
        (
            told.years,
            *_which(told),
            ", ".join(map(data.places.name, told.via)),
            *_cited(told),
        )
        for told in found
    )
    title = counted("Said of both ends, not of each crossing", len(found), total)
    return Table(title, columns, rows, name="flows")
