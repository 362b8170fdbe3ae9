"""The tables of the data, or of a part of them: legs, citations, sources, places and the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Any

from trafficroutes.exporting.reference_tables import places_table, sources_table
from trafficroutes.exporting.statements import citation_columns, citation_values, statement_tables
from trafficroutes.exporting.tables import (
    DataColumn,
    DataTable,
    TableBook,
    cells_referring,
    table_of,
)
from trafficroutes.graph.selection import SelectedLeg
from trafficroutes.graph.weighting import evidence_strength
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.records import Citation
from trafficroutes.model.years import pooled
from trafficroutes.question.evidence import records_behind
from trafficroutes.question.extract import Extract, Taken, taken_of
from trafficroutes.version import __version__

Rows = list[list[Any]]
#: Of the hash of a data file, in the line to cite by.
_DIGITS = 12


def data_book(data: Dataset, part: Extract | None = None) -> TableBook:
    """Return the tables of the data, or of a part of them.

    Parameters
    ----------
    data : Dataset
    part : Extract, optional
        Which part; without it everything.

    Raises
    ------
    QueryError
        No leg is left.
    UnknownNameError
        A name means nothing.
    """
    taken = taken_of(data, part or Extract())
    return tables_of(data, taken)


def tables_of(data: Dataset, taken: Taken) -> TableBook:
    """Return the tables of the legs that were taken, and of what is told beside them."""
    legs = sorted((item for _, found in taken.families for item in found), key=_leg_id)
    main = [
        _legs(data, legs),
        _citations(data, legs),
        _connections(taken),
        *statement_tables(data, taken),
    ]
    cited = [str(code) for table in main for code in cells_referring(table, "sources") if code]
    touched = {str(code) for table in main for code in cells_referring(table, "places") if code}
    records = data.records
    corridors: set[str] = {key for item in legs for key in item.leg.corridors}
    corridors |= {str(key) for table in main for key in cells_referring(table, "corridors") if key}
    named = {str(key) for table in main for key in cells_referring(table, "commodities") if key}
    tables = (
        main[0],
        places_table(data.places, touched),
        main[1],
        sources_table(data, cited),
        *main[2:],
        table_of(
            "leg_corridors",
            [DataColumn("leg", refers="legs"), DataColumn("corridor", refers="corridors")],
            [[item.leg.id, key] for item in legs for key in sorted(item.leg.corridors)],
            ("leg", "corridor"),
        ),
        table_of(
            "corridors",
            [DataColumn("id"), DataColumn("name"), DataColumn("description")],
            [
                [key, records.corridors[key].name, records.corridors[key].description]
                for key in sorted(corridors)
            ],
            ("id",),
        ),
        table_of(
            "commodities",
            [DataColumn(name) for name in ("id", "name", "family", "unit", "colour")],
            [
                [key, one.name, one.family, one.unit, one.colour]
                for key, one in sorted(records.commodities.items())
                if key in named
            ],
            ("id",),
        ),
        _about(data, taken),
    )
    return TableBook(records.title, records.updated, tables)


def _leg_id(item: SelectedLeg) -> str:
    return item.leg.id


#: How much stands behind some legs.
_SUPPORT = (
    DataColumn("citations", "whole"),
    DataColumn("documents", "whole"),
    DataColumn("records", "whole"),
    DataColumn("evidence", "number"),
    DataColumn("first_year", "whole"),
    DataColumn("last_year", "whole"),
)


def _support(data: Dataset, citations: Sequence[Citation]) -> list[Any]:
    """Return the cells of ``_SUPPORT``."""
    span = pooled([c.years for c in citations if c.years is not None])
    return [
        len(citations),
        len({c.source for c in citations}),
        records_behind(citations),
        evidence_strength(data, citations),
        None if span is None else span.first,
        None if span is None else span.last,
    ]


def _legs(data: Dataset, legs: Iterable[SelectedLeg]) -> DataTable:
    columns = [
        DataColumn("id"),
        DataColumn("commodity", refers="commodities"),
        DataColumn("family", looked_up=True),
        *_ENDS,
        DataColumn("corridors", looked_up=True),
        DataColumn("modes"),
        *_SUPPORT,
    ]
    name = data.places.name
    rows: Rows = []
    for item in legs:
        leg, cited = item.leg, item.citations
        rows.append(
            [
                leg.id,
                leg.commodity,
                data.commodity(leg.commodity).family,
                *(leg.origin, name(leg.origin), leg.to, name(leg.to)),
                sorted(leg.corridors),
                sorted({mode for citation in cited for mode in citation.modes}),
                *_support(data, cited),
            ]
        )
    return table_of("legs", columns, rows, ("id",))


_ENDS = (
    DataColumn("from", refers="places"),
    DataColumn("from_name", looked_up=True),
    DataColumn("to", refers="places"),
    DataColumn("to_name", looked_up=True),
)


def _citations(data: Dataset, legs: Iterable[SelectedLeg]) -> DataTable:
    columns = [
        DataColumn("id", "whole"),
        DataColumn("leg", refers="legs"),
        DataColumn("commodity", looked_up=True),
        *(DataColumn(c.name, looked_up=True) for c in _ENDS),
        *citation_columns(),
    ]
    name = data.places.name
    rows: Rows = []
    for item in legs:
        leg = item.leg
        ends = (leg.origin, name(leg.origin), leg.to, name(leg.to))
        for citation in item.citations:
            told = citation_values(data, citation)
            rows.append([len(rows) + 1, leg.id, leg.commodity, *ends, *told])
    return table_of("citations", columns, rows, ("id",))


def _connections(taken: Taken) -> DataTable:
    columns = [
        DataColumn("family"),
        *_ENDS,
        DataColumn("flow", "number"),
        DataColumn("measure"),
        DataColumn("legs"),
        *_SUPPORT,
    ]
    name = taken.data.places.name
    rows: Rows = []
    for selection, legs in taken.families:
        for (origin, to), joined, strength in taken.pairs(selection, legs):
            cited = [citation for item in joined for citation in item.citations]
            rows.append(
                [
                    selection.label,
                    *(origin, name(origin), to, name(to)),
                    strength,
                    taken.measure,
                    " ".join(item.leg.id for item in joined),
                    *_support(taken.data, cited),
                ]
            )
    return table_of("connections", columns, rows, ("family", "from", "to"))


def _about(data: Dataset, taken: Taken) -> DataTable:
    """Return what identifies the data and the part, as keys and values."""
    part, records = taken.part, data.records
    told = {
        "title": records.title,
        "data": data.path,
        "sha256": data.sha256,
        "updated": records.updated,
        "licence": records.licence or "",
        "commodity": part.commodity or "all",
        "years": str(part.span or "all"),
        "corridors": "; ".join(part.corridors) or "all",
        "places": "; ".join(part.places) or "all",
        "region": part.region or "all",
        "modes": "; ".join(part.modes) or "all",
        "min_credibility": str(part.min_credibility),
        "measure": taken.measure,
        "trafficroutes": __version__,
        "cite": cited_as(data.path, data.sha256),
    }
    return about_table(told.items())


def cited_as(path: str | None, sha256: str, command: str = "") -> str:
    """Return the line to cite an export by: version, data with hash, command.

    >>> cited_as("data/routes.yaml", "41b8ab559447b1649c").partition(", ")[2]
    'data routes.yaml 41b8ab559447'
    """
    data = "a graph made by hand" if path is None else f"data {PurePath(path).name}"
    told = " ".join(filter(None, (data, sha256[:_DIGITS])))
    return f"Cite as: trafficroutes {__version__}, {told}" + (f": {command}" if command else "")


def about_table(pairs: Iterable[tuple[str, Any]]) -> DataTable:
    """Return the table of what identifies an export."""
    return table_of("about", [DataColumn("key"), DataColumn("value")], pairs, ("key",))
