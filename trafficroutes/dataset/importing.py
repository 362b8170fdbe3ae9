"""A plain table of legs into a data file: an analyst's own table, in her first hour."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import msgspec

from trafficroutes.dataset.files import read_bytes
from trafficroutes.dataset.loading import load, load_bytes
from trafficroutes.dataset.opening import DataGiven, opened
from trafficroutes.dataset.tables.mapping import check_decimal, check_field, sign_of
from trafficroutes.dataset.tables.names import NOT_GIVEN, Documents, TableNames
from trafficroutes.dataset.tables.reading import (
    COLUMNS,
    RowProblem,
    TableError,
    TableRead,
    near_column,
    read_table,
)
from trafficroutes.dataset.tables.rows import RowReader, Statement
from trafficroutes.dataset.writing import to_yaml
from trafficroutes.model.arguments import listed, path_of
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.markup import told_html
from trafficroutes.model.records import DataFile, Flow, Leg, Region
from trafficroutes.model.refs import SourceRef


@dataclass(frozen=True)
class Imported:
    """A table as a data file.

    Attributes
    ----------
    dataset : Dataset
        The data, checked as any file is.
    text : str
        The data file.
    rows : int
        Rows of the table that are in it.
    skipped : tuple of RowProblem
        What was wrong with the rows that were left out.
    notes : tuple of str
        What was filled in, made up and left unread.
    """

    dataset: Dataset
    text: str = field(repr=False)
    rows: int
    skipped: tuple[RowProblem, ...]
    notes: tuple[str, ...]

    def __repr__(self) -> str:
        """Return what became of the table, in one line."""
        return f"<Imported {self._headline()}>"

    def _repr_html_(self) -> str:
        """Return what a notebook shows: what became of the table, and what was filled in."""
        lost = [str(problem) for problem in self.skipped]
        return told_html(self._headline(), [*lost, *self.notes])

    def _headline(self) -> str:
        rows, legs = self.rows, len(self.dataset.records.legs)
        told = f"{legs} leg{'s' * (legs != 1)} of {rows} row{'s' * (rows != 1)}"
        return f"{told}, {len(self.skipped)} left out" if self.skipped else told


def import_legs(
    path: str | os.PathLike[str],
    *,
    data: DataGiven | None = None,
    title: str | None = None,
    updated: str | None = None,
    skip_bad_rows: bool = False,
    columns: Mapping[str, str | Sequence[str]] | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    decimal: str | None = None,
) -> Imported:
    r"""Turn a table into a data file.

    Parameters
    ----------
    path : path-like
        A CSV file with headings: ``from``, ``to``, ``commodity``,
        ``source`` and any of those in docs/upkeep.md.
    data : Dataset or path, optional
        Whose commodities, corridors, regions, sources (by id) and grades are
        known; by default the data that :func:`load` returns.
    title : str, optional
        Of the data file.
    updated : str, optional
        Its date, year-month-day; today by default.
    skip_bad_rows : bool
        Leave out rows with a problem instead of refusing the table.
    columns : mapping of field to heading, optional
        What columns are called, such as ``{"from": "DEPARTURE_COUNTRY"}``.
    encoding, delimiter, decimal : str, optional
        By default UTF-8, what the headings tell, and a point.

    Returns
    -------
    Imported
        The data file, and what was done to make it.

    Raises
    ------
    TableError
        Something is wrong with the table; lists every problem with its line.
    FileAccessError
        The file cannot be read.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     table = Path(folder) / "my.csv"
    ...     _ = table.write_text("from,to,commodity,source\nPeru,Brazil,cocaine,A report\n")
    ...     import_legs(table).dataset.legs[0].id
    'cocaine-PER-BRA'
    """
    place = path_of("the table", path)
    name = os.fspath(path)
    said = {column: listed(column, names) for column, names in (columns or {}).items()}
    for column in said:
        check_field(column, COLUMNS)
    table = read_table(
        read_bytes(place),
        name,
        columns=said,
        encoding=encoding,
        delimiter=sign_of(delimiter),
    )
    known = opened(data) if data is not None else load()
    words = TableNames(known)
    documents = Documents(known.records.sources)
    reader = RowReader(table, known.places, words, documents, check_decimal(decimal))
    statements = [found for found in map(reader.read, table.rows) if found is not None]
    if not table.rows:
        reader.problems.append(RowProblem(1, "", "", "no row follows the headings: add some"))
    if reader.problems and not (skip_bad_rows and statements):
        raise TableError(name, reader.problems)
    sources, ids = reader.documents.sources()
    moves, repeated = _joined(statements, ids)
    kept = {ids[id(statement.document)] for statement in statements}
    legs = tuple(move for move in moves if isinstance(move, Leg))
    flows = tuple(move for move in moves if isinstance(move, Flow))
    records = DataFile(
        format=1,
        title=title or f"Imported from {Path(path).name}",
        updated=updated or date.today().isoformat(),  # noqa: DTZ011 - the analyst's own day
        grades=known.records.grades,
        commodities=words.commodities_of(move.commodity for move in moves),
        corridors=words.corridors_of(key for move in moves for key in move.corridors),
        regions=regions_of(known, moves),
        sources={key: source for key, source in sources.items() if key in kept},
        legs=legs,
        flows=flows,
    )
    text = to_yaml(records)
    return Imported(
        dataset=load_bytes(text.encode(), name),
        text=text,
        rows=len(statements),
        skipped=tuple(sorted(reader.problems)),
        notes=tuple(_notes(table, words, statements, records, repeated)),
    )


def _joined(
    statements: Sequence[Statement], ids: dict[int, str]
) -> tuple[list[Leg | Flow], list[int]]:
    """Return one movement an id, with all citations, and the lines that repeat others."""
    moves: dict[str, Leg | Flow] = {}
    repeated = []
    for statement in statements:
        source = SourceRef(ids[id(statement.document)])
        (stated,) = statement.move.citations
        citation = msgspec.structs.replace(stated, source=source)
        before = moves.get(statement.move.id)
        citations = () if before is None else before.citations
        corridors = () if before is None else before.corridors
        if citation in citations:
            repeated.append(statement.line)
        moves[statement.move.id] = msgspec.structs.replace(
            statement.move,
            citations=tuple(dict.fromkeys((*citations, citation))),
            corridors=tuple(dict.fromkeys((*corridors, *statement.move.corridors))),
        )
    return [moves[key] for key in sorted(moves)], repeated


def regions_of(known: Dataset, moves: Iterable[Leg | Flow]) -> dict[str, Region]:
    """Return the definitions of the regions named, of those that they hold and lie in."""
    defined = known.records.regions
    found: dict[str, Region] = {}
    to_visit = [
        str(place) for move in moves for place in (move.origin, move.to, *getattr(move, "via", ()))
    ]
    while to_visit:
        key = to_visit.pop().removeprefix("R:")
        if key in defined and key not in found:
            found[key] = defined[key]
            to_visit += [str(member.place) for member in defined[key].members]
            to_visit += map(str, defined[key].within)
    return dict(sorted(found.items()))


def _notes(
    table: TableRead,
    words: TableNames,
    statements: Sequence[Statement],
    records: DataFile,
    repeated: list[int],
) -> Iterator[str]:
    """Yield what the analyst should know of what was made of her table."""
    yield from _on_columns(table)
    for heading, count in table.blank.items():
        yield f"cells of column {heading!r} that say nothing, such as 'n/a', are empty: {count}"
    yield from _on_new_words(words, records)
    yield from _on_what_was_filled_in(statements)
    if records.flows:
        yield (
            f"rows with places on the way became flows ({len(records.flows)}): statements that "
            "are shown and checked, and are no connection of the network"
        )
    if repeated:
        yield f"rows that repeat another, taken once: lines {', '.join(map(str, repeated))}"


def _on_columns(table: TableRead) -> Iterator[str]:
    read = ", ".join(
        field if heading.lower() == field else f"{heading} (as {field})"
        for field, heading in table.headings.items()
    )
    yield f"columns read, split by {table.delimiter}: {read}"
    for heading in table.unread:
        near = near_column(heading)
        yield f"column {heading!r} is not read{f'; did you mean {near}?' if near else ''}"
    if "year" in table.headings and "years" not in table.headings:
        heading = table.headings["year"]
        yield (
            f"column {heading!r} is read as the year of publication; call it 'years' if it says "
            "when goods moved"
        )


def _on_new_words(words: TableNames, records: DataFile) -> Iterator[str]:
    for key, name in sorted(words.made_up.items()):
        if key in records.commodities:
            near = words.near(name)
            hint = f"; did you mean {', '.join(near)}?" if near else ""
            yield f"commodity {name!r} is new: id {key}, grey on maps, measured in t{hint}"
    for key, name in sorted(words.made_up_corridors.items()):
        if key in records.corridors:
            yield f"corridor {name!r} is new: id {key}, without a description"


def _on_what_was_filled_in(statements: Sequence[Statement]) -> Iterator[str]:
    filled = Counter(name for statement in statements for name in statement.filled)
    if filled["credibility"]:
        count = filled["credibility"]
        yield f"credibility 6 (cannot be judged) where none is given (rows: {count})"
    if filled["locator"]:
        yield f"locator '{NOT_GIVEN}' where none is given (rows: {filled['locator']})"
    named = {id(s.document): s.document for s in statements if not s.document.known_as}
    for document in named.values():
        if document.spellings:
            titles = " and ".join(map(repr, (document.title, *document.spellings)))
            yield f"taken for one document, by their titles: {titles}"
    for detail, said in (
        ("reliability", "F (cannot be judged)"),
        ("kind", "press (the most cautious)"),
        ("publisher", f"'{NOT_GIVEN}'"),
    ):
        count = sum(detail not in document.details for document in named.values())
        if count:
            yield f"{detail} {said} where none is given (sources: {count})"
