"""Citations as rows, and the tables of what the data tell beside the legs, a citation a row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from trafficroutes.exporting.tables import DataColumn, DataTable, table_of
from trafficroutes.graph.selection import taken_of
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.records import Citation
from trafficroutes.question.extract import Taken

Rows = list[list[Any]]
#: What an entry has to say of itself, in front of the columns of its citation.
Told = Callable[[Any], list[Any]]


def citation_columns() -> tuple[DataColumn, ...]:
    """Return the columns of a citation, with what is known of its document."""
    return (
        DataColumn("source", refers="sources"),
        *(DataColumn(name, looked_up=True) for name in ("title", "publisher")),
        DataColumn("year", "whole", looked_up=True),
        DataColumn("url", looked_up=True),
        DataColumn("locator"),
        DataColumn("reliability", looked_up=True),
        DataColumn("credibility", "whole"),
        DataColumn("chance", "number"),
        DataColumn("first_year", "whole"),
        DataColumn("last_year", "whole"),
        DataColumn("modes"),
        *(DataColumn(name, "number") for name in ("low", "best", "high")),
        DataColumn("unit"),
        DataColumn("basis"),
        *(DataColumn(name, "number") for name in ("change_start", "change_end")),
        DataColumn("change_unit"),
        DataColumn("estimate"),
        *(DataColumn(name, "truth") for name in ("pairwise", "excerpt", "stopped")),
        DataColumn("records", "whole"),
        DataColumn("note"),
    )


def citation_values(data: Dataset, citation: Citation) -> list[Any]:
    """Return a citation as the cells of :func:`citation_columns`."""
    source, years = data.source(citation), citation.years
    amount, change = citation.quantity, citation.change
    return [
        citation.source,
        *(source.title, source.publisher, source.year, source.url),
        citation.locator,
        source.reliability,
        citation.credibility,
        data.probability(citation),
        *((None, None) if years is None else (years.first, years.last)),
        sorted(citation.modes),
        *((None,) * 3 if amount is None else (amount.low, amount.best, amount.high)),
        *((None, None) if amount is None else (amount.unit, amount.basis)),
        *((None,) * 3 if change is None else (change.start, change.end, change.unit)),
        citation.estimate,
        *(citation.pairwise, citation.excerpt, citation.stopped),
        citation.records,
        citation.note,
    ]


def statement_tables(data: Dataset, taken: Taken) -> tuple[DataTable, ...]:
    """Return the tables of figures, observations, flows and mentions that belong to a part.

    They belong by commodity, by a place that they name, by corridor (figures are of
    none), and by citations of the period, modes and grades.
    """
    records = data.records
    figures: Rows = []
    for section, entries in (
        ("production", records.production),
        ("consumption", records.consumption),
        ("seizures", records.seizures),
    ):
        for entry in entries if not taken.part.corridors else ():
            about: list[Any] = [section, entry.id, entry.place, entry.commodity]
            about += [getattr(entry, name, None) for name in ("measure", "origin", "to")]
            figures += _rows(data, taken, entry, about)
    observations: Rows = []
    for seen in records.observations:
        told: list[Any] = [seen.id, seen.kind, seen.statement, seen.commodity, seen.place]
        told += [seen.origin, seen.to, list(seen.via), seen.corridor, seen.question]
        observations += _rows(data, taken, seen, told)
    flows: Rows = []
    for flow in records.flows:
        ends = [flow.id, flow.commodity, flow.origin, flow.to]
        more = [list(flow.via), flow.ordered, sorted(flow.corridors)]
        flows += _rows(data, taken, flow, [*ends, *more])
    mentions: Rows = []
    for told_by in records.mentions if not taken.part.corridors else ():
        for counted in told_by.named:
            known: list[Any] = [told_by.id, told_by.commodity, told_by.place]
            known += [getattr(counted, "place", None), getattr(counted, "places", 1)]
            known += [counted.records, counted.weighed, counted.kilograms, counted.largest]
            mentions += _rows(data, taken, told_by, known)
    return (
        _table("figures", _FIGURES, figures),
        _table("observations", _OBSERVATIONS, observations),
        _table("flows", _FLOWS, flows),
        _table("mentions", _MENTIONS, mentions),
    )


_COMMODITY = DataColumn("commodity", refers="commodities")
_FROM, _TO, _PLACE = (DataColumn(name, refers="places") for name in ("from", "to", "place"))
_FIGURES = (
    DataColumn("section"),
    DataColumn("entry"),
    _PLACE,
    _COMMODITY,
    DataColumn("measure"),
    _FROM,
    _TO,
)
_OBSERVATIONS = (
    DataColumn("entry"),
    DataColumn("kind"),
    DataColumn("statement"),
    _COMMODITY,
    _PLACE,
    _FROM,
    _TO,
    DataColumn("via"),
    DataColumn("corridor", refers="corridors"),
    DataColumn("question"),
)
_MENTIONS = (
    DataColumn("entry"),
    _COMMODITY,
    _PLACE,
    DataColumn("supplier", refers="places"),
    *(DataColumn(name, "whole") for name in ("countries", "records_naming", "records_weighed")),
    *(DataColumn(name, "number") for name in ("kilograms", "largest")),
)
_FLOWS = (
    DataColumn("entry"),
    _COMMODITY,
    _FROM,
    _TO,
    DataColumn("via"),
    DataColumn("ordered", "truth"),
    DataColumn("corridors"),
)


def _table(name: str, columns: Sequence[DataColumn], rows: Rows) -> DataTable:
    numbered = [[number, *row] for number, row in enumerate(rows, start=1)]
    return table_of(
        name, [DataColumn("id", "whole"), *columns, *citation_columns()], numbered, ("id",)
    )


def _rows(data: Dataset, taken: Taken, entry: Any, told: list[Any]) -> Iterator[list[Any]]:
    """Yield an entry once for each of its citations that the part takes."""
    if not _belongs(taken, entry):
        return
    part = taken.part
    for citation in taken_of(entry.evidence, part.span, part.modes):
        if citation.credibility <= part.min_credibility:
            yield [*told, *citation_values(data, citation)]


def _belongs(taken: Taken, entry: Any) -> bool:
    part = taken.part
    wanted = {key for selection, _ in taken.families for key in selection.commodities}
    if part.commodity is None:
        wanted |= set(taken.data.records.commodities)
    if entry.commodity not in wanted:
        return False
    if part.corridors:
        own = (getattr(entry, "corridor", None), *getattr(entry, "corridors", ()))
        if not set(part.corridors).intersection(own):
            return False
    named = [getattr(entry, key, None) for key in ("place", "origin", "to")]
    named += getattr(entry, "via", ())
    return taken.touched is None or not taken.touched.isdisjoint(named)
