"""Tables as they are exported: named columns of one kind each, keys, and what refers to what."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from trafficroutes.model.digits import settled

Kind = Literal["text", "whole", "number", "truth"]
Value = str | int | float | bool | None

#: Kinds of characters that a terminal obeys or that turn text round.
_HIDDEN = ("Cc", "Cf", "Cs")


#: What the table of places is called: of data, and of answers.
PLACES, GAZETTEER = "places", "gazetteer"


@dataclass(frozen=True)
class DataColumn:
    """A column of an exported table.

    Attributes
    ----------
    name : str
        Its key.
    kind : {"text", "whole", "number", "truth"}
        What its cells are, where they are not None.
    refers : str
        Table whose first column its cells are of; empty for none.
    looked_up : bool
        Whether it only repeats what the table that the row refers to says.
    """

    name: str
    kind: Kind = "text"
    refers: str = ""
    looked_up: bool = False


@dataclass(frozen=True)
class DataTable:
    """An exported table.

    Attributes
    ----------
    name : str
        Its name.
    columns : tuple of DataColumn
        In order.
    rows : tuple of tuples
        A cell a column.
    key : tuple of str
        Columns whose values together tell rows apart.
    """

    name: str
    columns: tuple[DataColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    key: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> tuple[Value, ...]:
        """Return the cells of a column."""
        at = self.names.index(name)
        return tuple(row[at] for row in self.rows)

    def records(self) -> list[dict[str, Value]]:
        """Return the rows by the names of their columns."""
        return [dict(zip(self.names, row, strict=True)) for row in self.rows]

    def without_looked_up(self) -> DataTable:
        """Return the table without columns that only repeat what it refers to."""
        kept = [at for at, column in enumerate(self.columns) if not column.looked_up]
        return DataTable(
            self.name,
            tuple(self.columns[at] for at in kept),
            tuple(tuple(row[at] for at in kept) for row in self.rows),
            self.key,
        )


@dataclass(frozen=True)
class TableBook:
    """All tables of one export.

    Attributes
    ----------
    title : str
        What they are of.
    updated : str
        Date of the data, as ``2026-01-31``; it stands where a file wants a date.
    tables : tuple of DataTable
        The main one first.
    """

    title: str
    updated: str
    tables: tuple[DataTable, ...]

    def __getitem__(self, name: str) -> DataTable:
        """Return the table with a name."""
        return next(table for table in self.tables if table.name == name)

    def __contains__(self, name: str) -> bool:
        return any(table.name == name for table in self.tables)

    @property
    def places(self) -> DataTable:
        """The table of codes, names and points of places.

        Answers call it ``gazetteer``, since some have a table ``places`` of their own.
        """
        return self[GAZETTEER if GAZETTEER in self else PLACES]

    @property
    def cite(self) -> str:
        """The line to cite by."""
        return next(str(value) for key, value in self["about"].rows if key == "cite")

    def counts(self) -> dict[str, int]:
        """Return the number of rows by table."""
        return {table.name: len(table) for table in self.tables}


def table_of(
    name: str,
    columns: Sequence[DataColumn],
    rows: Iterable[Sequence[Any]],
    key: Sequence[str] = (),
) -> DataTable:
    """Return a table of cells as they may be written: texts clean, numbers settled."""
    cells = tuple(
        tuple(
            _text_of(cell_of(cell)) if column.kind == "text" else cell_of(cell)
            for cell, column in zip(row, columns, strict=True)
        )
        for row in rows
    )
    return DataTable(name, tuple(columns), cells, tuple(key))


def cells_referring(table: DataTable, refers: str) -> Iterator[Any]:
    """Yield the cells of all columns of a table that refer to another."""
    for column in table.columns:
        if column.refers == refers:
            yield from table.column(column.name)


def _text_of(value: Value) -> str | None:
    """Return a cell of a column of texts.

    >>> _text_of(True), _text_of(0.5), _text_of(None)
    ('true', '0.5', None)
    """
    if value is None or isinstance(value, str):
        return value
    return str(value).lower() if isinstance(value, bool) else str(value)


def table_of_records(
    name: str, records: Sequence[Mapping[str, Any]], key: Sequence[str] = ()
) -> DataTable:
    """Return a table of rows by keys; columns are all keys in the order of their coming."""
    names = tuple(dict.fromkeys(key for record in records for key in record))
    rows = [[record.get(column) for column in names] for record in records]
    kinds = [_kind_of(column) for column in zip(*rows, strict=True)]
    columns = [DataColumn(*pair) for pair in zip(names, kinds, strict=True)]
    return table_of(name, columns, rows, key)


def _kind_of(cells: Iterable[Any]) -> Kind:
    """Return what all cells are that are not None; a text where they differ."""
    kinds = {type(cell) for cell in cells if cell is not None}
    if kinds and kinds <= {bool}:
        return "truth"
    if kinds and kinds <= {int}:
        return "whole"
    return "number" if kinds and kinds <= {int, float} else "text"


def cell_of(value: Any) -> Value:
    r"""Return a value as a cell: a text without characters that steer, a number settled.

    Line ends and tabs stay.

    >>> cell_of("a\x1b[2J"), cell_of(0.1 + 0.2), cell_of(True), cell_of(("a", "b"))
    ('a\ufffd[2J', 0.3, True, 'a; b')
    """
    if isinstance(value, float):
        return settled(value)
    if value is None or isinstance(value, (bool, int)):
        return value
    text = value if isinstance(value, str) else "; ".join(map(str, value))
    text = str(text)
    if text.isprintable():
        return text
    return "".join(
        "\ufffd" if c not in "\n\r\t" and unicodedata.category(c) in _HIDDEN else c for c in text
    )
