"""The tables of an answer: its own, the legs behind it, a citation a row, sources, places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from trafficroutes.dataset.gazetteer import load_gazetteer
from trafficroutes.exporting.data_tables import about_table, cited_as
from trafficroutes.exporting.reference_tables import places_table, sources_table
from trafficroutes.exporting.tables import (
    GAZETTEER,
    DataColumn,
    DataTable,
    TableBook,
    cells_referring,
    table_of,
    table_of_records,
)
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.places import Gazetteer
from trafficroutes.question.graphs import flat, is_cited, leg_rows
from trafficroutes.question.plain import plain
from trafficroutes.question.result import Result, answers_of
from trafficroutes.version import __version__

Row = dict[str, Any]

#: Columns that hold codes of places.
_ENDS = ("place", "from", "to", "origin", "destination")
#: What a question without data is dated by.
UNDATED = "2000-01-01"
SOURCES = "sources"


def answer_book(result: Result, data: Dataset | None, command: str = "") -> TableBook:
    """Return the tables of an answer.

    Parameters
    ----------
    result : Result
        What a question returned.
    data : Dataset or None
        The data that it is of; without them documents have an id alone.
    command : str
        What asked the question on the command line.
    """
    places = load_gazetteer() if data is None else data.places
    found = dict(_rows(result, places))
    cited = list(_citations(found))
    tables = [_table(name, rows, places) for name, rows in found.items() if rows]
    codes = {str(code) for table in tables for code in cells_referring(table, GAZETTEER) if code}
    sources = [row["source"] for row in cited]
    sources += [code for table in tables for code in cells_referring(table, SOURCES) if code]
    documents = sources_table(data, sources)
    more = [
        _citation_table(cited, documents),
        documents,
        places_table(places, codes, GAZETTEER),
        _answers(result),
        _notes(result),
        about_table(_about(result, command)),
    ]
    own = {table.name for table in tables}
    shown = [*tables, *(table for table in more if table.name not in own)]
    title = " ".join(filter(None, (type(result).__name__, _about_of(result))))
    updated = UNDATED if data is None else data.records.updated
    return TableBook(title, updated, tuple(shown))


def _rows(result: Result, places: Gazetteer) -> Iterator[tuple[str, list[Row]]]:
    """Yield the rows of each table, with citations; the legs last where no table has them."""
    answers = answers_of(result)
    names = answers[0].tables if answers else {}
    legs = [
        {**_leading(answer), **_named(row, places)}
        for answer in answers
        for row in leg_rows(answer, getattr(result, "place", None))
    ]
    for name in names:
        yield name, legs if name == "legs" and legs else result.rows(name)
    if "legs" not in names:
        yield "legs", legs


def _leading(answer: Result) -> Row:
    commodity = getattr(answer, "commodity", None)
    return {} if commodity is None else {"commodity": commodity}


def _named(row: Row, places: Gazetteer) -> Row:
    """Return a leg with the names of its ends behind their codes."""
    found: Row = {}
    for key, value in row.items():
        found[key] = value
        if key in ("from", "to"):
            found[f"{key}_name"] = places.name(value) if value in places else value
    return found


def _table(name: str, rows: Sequence[Row], places: Gazetteer) -> DataTable:
    """Return rows as a table, numbered; columns of codes refer to places."""
    records = [{"row": number, **flat(row)} for number, row in enumerate(rows, start=1)]
    table = table_of_records(name, records, ("row",))
    columns = []
    for column in table.columns:
        cells = set(table.column(column.name)) - {None}
        if column.name in _ENDS and cells and all(cell in places for cell in cells):
            columns.append(replace(column, refers=GAZETTEER))
        elif (name, column.name) == ("citations", "source"):
            columns.append(replace(column, refers=SOURCES))
        else:
            looked_up = column.name in ("from_name", "to_name")
            columns.append(replace(column, looked_up=looked_up))
    return replace(table, columns=tuple(columns))


def _citations(tables: Mapping[str, Sequence[Row]]) -> Iterator[Row]:
    """Yield every citation of a row of a table, with where it stands."""
    for name, rows in tables.items():
        for number, row in enumerate(rows, start=1):
            for key, value in row.items():
                for citation in _each(value) if is_cited(key, value) else ():
                    yield {"table": name, "row": number, "of": key, **citation}


def _each(value: Any) -> Iterator[Row]:
    """Yield the citations in a list, of lists or not, or the one."""
    if isinstance(value, dict):
        yield value
    for item in value if isinstance(value, list) else ():
        yield from _each(item)


_CITATION = (
    DataColumn("id", "whole"),
    DataColumn("table"),
    DataColumn("row", "whole"),
    DataColumn("of"),
    DataColumn("source", refers="sources"),
    *(DataColumn(name, looked_up=True) for name in ("title", "publisher")),
    DataColumn("year", "whole", looked_up=True),
    DataColumn("url", looked_up=True),
    DataColumn("locator"),
    DataColumn("reliability"),
    DataColumn("credibility", "whole"),
    DataColumn("estimate"),
)


def _citation_table(cited: Iterable[Row], documents: DataTable) -> DataTable:
    known = {record["id"]: record for record in documents.records()}
    own = ("table", "row", "of", "source")
    looked_up = ("title", "publisher", "year", "url")
    last = ("locator", "reliability", "credibility", "estimate")
    rows = [
        [
            number,
            *(row[key] for key in own),
            *(known[row["source"]][key] for key in looked_up),
            *(row.get(key) for key in last),
        ]
        for number, row in enumerate(cited, start=1)
    ]
    return table_of("citations", _CITATION, rows, ("id",))


def _answers(result: Result) -> DataTable:
    """Return what answers say of the whole, a row an answer."""
    records = []
    for number, answer in enumerate(answers_of(result), start=1):
        told = {
            key: value
            for key, value in plain(answer).items()
            if key not in answer.tables and key not in ("notes", "dataset", "query", "answers")
        }
        records.append({"row": number, **flat(told)})
    return table_of_records("answers", records, ("row",))


def _notes(result: Result) -> DataTable:
    notes = [
        [str(getattr(answer, "commodity", "")), note]
        for answer in answers_of(result)
        for note in getattr(answer, "notes", ())
    ]
    rows = [[number, *row] for number, row in enumerate(notes, start=1)]
    columns = [DataColumn("row", "whole"), DataColumn("answer"), DataColumn("note")]
    return table_of("notes", columns, rows, ("row",))


def _about(result: Result, command: str) -> Iterator[tuple[str, Any]]:
    """Yield what identifies an answer."""
    yield "answer", type(result).__name__
    dataset, query = (plain(getattr(result, key, None)) for key in ("dataset", "query"))
    for key in ("path", "sha256"):
        if dataset is not None:
            yield {"path": "data"}.get(key, key), dataset[key]
    for key, value in flat(query or {}).items():
        if value not in (None, ""):
            yield key, value
    if command:
        yield "command", command
    yield "trafficroutes", __version__
    path, digest = (None, "") if dataset is None else (dataset["path"], dataset["sha256"])
    yield "cite", cited_as(path, digest, command)


def _about_of(result: Result) -> str:
    query = getattr(result, "query", None)
    ends = (getattr(query, f"{end}_name", None) for end in ("origin", "destination"))
    return " to ".join(filter(None, ends))
