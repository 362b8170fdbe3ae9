"""Reports about a corridor and about a place: what the data tell, without a question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from trafficroutes.analysis.cooperation.answer import corridor_cooperation
from trafficroutes.analysis.records.overview import overview
from trafficroutes.analysis.records.profile import profile
from trafficroutes.briefing.contents import Chapter, Illustration, Part
from trafficroutes.briefing.evidence import chosen_of, contradictions_chapter, unknown_chapter
from trafficroutes.briefing.numbering import Numbers
from trafficroutes.maps.content.plan import plan_of
from trafficroutes.maps.views.network import network_view
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.names import spoken
from trafficroutes.model.years import Years
from trafficroutes.question.evidence import Cited, cited
from trafficroutes.question.extract import Extract
from trafficroutes.question.intervals import without_route
from trafficroutes.question.saying import number_of
from trafficroutes.report.cooperation import cooperation_document
from trafficroutes.report.form.document import Cell, Table
from trafficroutes.report.overview import overview_document
from trafficroutes.report.records import profile_document

#: Rows of a table, connections of a map.
_ROWS, _DRAWN = 15, 80
_METHOD = (
    (
        "What stands here is what cited documents say, not what is estimated from it, where a "
        "table does not say so."
    ),
    (
        "A leg is one crossing of one commodity from a place to a place. Its strength is the "
        "chance that at least one independent report of it is true, by their grades (A to F for "
        "the document, 1 to 6 for the statement)."
    ),
    "That more is told of a leg does not mean that more goes there: it may be watched more.",
)


@dataclass(frozen=True)
class _InPeriod:
    """What citations of a corridor or place are chosen by."""

    years: Years | None
    modes: tuple[str, ...] = ()
    min_citations: int = 1
    without_press: bool = False


def corridor_part(
    data: Dataset,
    corridor: str,
    numbers: Numbers,
    *,
    commodity: str | None,
    years: Years | None,
    draws: int | None,
    seed: int,
) -> Part:
    """Return what the data tell of a corridor; its name is the heading."""
    found = overview(data, corridor, kind="corridor", commodity=commodity, years=years)
    legs = {leg.id: f"{leg.origin_name} to {leg.to_name}" for leg in found.legs}
    chosen = chosen_of(data, _InPeriod(years), legs)
    for one in chosen:
        numbers.cell(cited(data, one.citations), legs[one.entry.id])
    entered = [
        *((moved.citation, moved.commodity) for moved in found.amounts),
        *((f.citation, f.name) for f in (*found.producers, *found.markets, *found.seizures)),
        *((c, "published shares") for share in found.shares for c in share.citations),
    ]
    (section,) = overview_document(found, data, top=_ROWS).sections
    told = (*section.answer, *section.lines)
    extract = Extract(commodity=commodity, corridors=(found.id,), years=years)
    chapters = (
        Chapter("answer", "What is known", told),
        _map(data, extract),
        _tables("records", "What is cited", section.tables, numbers, entered),
        *_working_together(data, found.id, numbers, commodity, years, draws, seed),
        contradictions_chapter(data, chosen, numbers, {}),
        unknown_chapter(data, chosen, found.notes, found.gaps),
        Chapter("method", "How to read this", _METHOD),
    )
    return Part(commodity, found.name, chapters)


def place_part(
    data: Dataset, place: str, numbers: Numbers, *, commodity: str | None, years: Years | None
) -> Part:
    """Return what the data tell of a place; its name is the heading."""
    found = profile(data, place, commodity=commodity, years=years)
    legs = {
        **{leg.id: f"{leg.name} to {found.name}" for leg in found.legs_in},
        **{leg.id: f"{found.name} to {leg.name}" for leg in found.legs_out},
    }
    chosen = chosen_of(data, _InPeriod(years), legs)
    entered = [
        *((c, legs[leg.id]) for leg in (*found.legs_in, *found.legs_out) for c in leg.citations),
        *((f.citation, f"{f.kind}, {f.commodity}") for f in found.figures),
        *((c, "observations") for observed in found.observations for c in observed.citations),
        *((c, "seizure records") for counted in found.mentions for c in counted.citations),
        *((c, body.name) for body in found.bodies for c in body.citations),
    ]
    (section,) = profile_document(found, data).sections
    chapters = [Chapter("answer", "What is known", (*section.answer, *_sentences(section.lines)))]
    if legs:
        extract = Extract(commodity=commodity, places=(found.place,), years=years)
        chapters.append(_map(data, extract))
    if section.tables:
        chapters.append(_tables("records", "What is cited", section.tables, numbers, entered))
    chapters += (
        contradictions_chapter(data, chosen, numbers, {}),
        unknown_chapter(data, chosen, ()),
        Chapter("method", "How to read this", _METHOD),
    )
    return Part(commodity, found.name, tuple(chapters))


def _sentences(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(spoken(f"{line.rstrip('.')}.") for line in lines)


def _map(data: Dataset, extract: Extract) -> Chapter:
    view = network_view(data, extract, largest=_DRAWN)
    caption = f"{view.title}. {view.summary} {view.cut}".strip()
    picture = Illustration(
        "map", caption, f"A map of the world. {caption}", plan_of(view.at_first(), data.places)
    )
    return Chapter("map", "On the map", pictures=(picture,))


def _working_together(
    data: Dataset,
    corridor: str,
    numbers: Numbers,
    commodity: str | None,
    years: Years | None,
    draws: int | None,
    seed: int,
) -> Iterator[Chapter]:
    """Yield which bodies cover the legs of a corridor, where a family has some."""
    some: dict[str, Any] = {} if draws is None else {"draws": draws}
    found = corridor_cooperation(
        data, corridor, commodity=commodity, years=years, seed=seed, **some
    )
    document = cooperation_document(found, data, top=_ROWS)
    for answer, section in zip(found.answers, document.sections, strict=True):
        bodies = [(c, body.name) for body in answer.bodies for c in body.citations]
        tables = [table for table in section.tables if table.rows]
        heading = f"Who works together on it: {spoken(answer.commodity)}"
        notes = without_route(answer.draws)
        chapter = _tables("cooperation", heading, tables, numbers, bodies)
        told = tuple(line for line in section.answer if line not in notes)
        yield replace(chapter, sentences=told, notes=notes)


def _tables(
    name: str,
    heading: str,
    tables: Iterable[Table],
    numbers: Numbers,
    entered: Iterable[tuple[Cited, str]],
) -> Chapter:
    """Return a chapter of tables whose sources are numbers, after numbering what is cited."""
    for citation, about in entered:
        numbers.cell([citation], about)
    return Chapter(name, heading, tables=tuple(_numbered(_cut(one), numbers) for one in tables))


def _cut(table: Table) -> Table:
    """Return the first rows of a table, with a title that counts them."""
    total = len(table.rows)
    if total <= _ROWS:
        return table
    title = f"{table.title}: the first {_ROWS} of {number_of(total, 'row')}"
    return replace(table, rows=table.rows[:_ROWS], title=title)


def _numbered(table: Table, numbers: Numbers) -> Table:
    """Return a table with numbers in place of the ids of sources."""
    at = {n for n, column in enumerate(table.columns) if column.key in ("source", "sources")}

    def cell(number: int, value: Cell) -> Cell:
        return numbers.in_place_of(value) if number in at and isinstance(value, str) else value

    rows = tuple(tuple(cell(n, value) for n, value in enumerate(row)) for row in table.rows)
    return replace(table, rows=rows, hides_empty=True)
