"""How tables are to be read, and what became of each."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from heapq import merge
from typing import NoReturn

from trafficroutes.dataset.seizures.engine import quoted
from trafficroutes.dataset.seizures.layout import FIELDS, Layout
from trafficroutes.dataset.tables.numbers import NumberMarks
from trafficroutes.dataset.tables.reading import RowProblem, TableError


@dataclass(frozen=True)
class Reading:
    """How tables are to be read.

    Attributes
    ----------
    columns : mapping of field to names
        What columns are called, where somebody says so.
    likely : mapping of field to names
        What a mapping file calls them; a table need not have them.
    encoding, delimiter : str or None
        Of tables of text; None finds out.
    skip_bad_rows : bool
        Whether rows that are no rows of the table are left out instead of refusing it.
    """

    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    likely: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    encoding: str | None = None
    delimiter: str | None = None
    skip_bad_rows: bool = False


@dataclass(frozen=True)
class RowsAsked:
    """What is asked of the rows of a table.

    Attributes
    ----------
    types : mapping of field to str
        What words are to the database; texts where nothing is said.
    others : sequence of str
        The columns that are no fields, as their layouts call them; what a table lacks is blank.
    rejects : str
        A table for the rows that are none; empty where nobody asks for them.
    """

    types: Mapping[str, str] = field(default_factory=dict)
    others: Sequence[str] = ()
    rejects: str = ""


#: Returns the query for the rows of a table.
Rows = Callable[[RowsAsked], str]


@dataclass(frozen=True)
class TablePart:
    """One table, found and not yet read.

    Attributes
    ----------
    name : str
        The file, with the sheet or the file within it.
    number : int
        Its place among the tables, from 0.
    layout : Layout
        Its columns.
    select : callable
        Returns the query for its rows: a column a field, ``exact`` (amounts that were
        numbers) and ``other`` (a hash of the other columns that are asked for).
    headings_at : int
        The row with its headings, from 1.
    find_blank : callable
        Returns the rows that hold nothing, sorted.
    delimiter : str
        What parts its cells; empty where it is no table of text.
    has_quotes : bool
        Whether quotes stand in a table of text.
    """

    name: str
    number: int
    layout: Layout
    select: Rows = field(repr=False)
    headings_at: int = 1
    find_blank: Callable[[], Sequence[int]] = field(default=tuple, repr=False)
    delimiter: str = ""
    has_quotes: bool = False

    @cached_property
    def blank(self) -> Sequence[int]:
        """The rows that hold nothing, sorted; looked for where a row is to be named."""
        return self.find_blank()


def rows_of(
    layout: Layout, cells: Sequence[str], exact: str, source: str, others: Sequence[str]
) -> str:
    """Return the query for the rows of a table.

    Parameters
    ----------
    layout : Layout
        Its columns.
    cells : sequence of str
        The text in each of them, as SQL has it.
    exact : str
        The amount, where it is a number already.
    source : str
        Where they stand, as SQL has it.
    others : sequence of str
        As for :class:`RowsAsked`.
    """
    fields = [
        f"{cells[layout.columns[name]] if name in layout.columns else 'NULL::VARCHAR'} "
        f"AS {quoted(name)}"
        for name in FIELDS
    ]
    unread = layout.others()
    known = ", ".join(cells[unread[name]] if name in unread else "NULL" for name in others)
    other = f"hash({known})" if others else "0::UBIGINT"
    return f"SELECT {', '.join(fields)}, {exact} AS exact, {other} AS other FROM {source}"


@dataclass(frozen=True)
class Seen:
    """What stands in a table.

    Attributes
    ----------
    part : TablePart
        The table.
    words : dict of field to tuple of str
        The different texts of fields whose words are read one by one, as they are written.
    marks : NumberMarks
        What points and commas do in its amounts.
    is_told : bool
        Whether somebody says what parts decimals.
    first, rows : int
        Where its rows begin among all, and how many they are; known when all are read.
    bad : tuple of RowProblem
        Rows that are left out, likewise.
    """

    part: TablePart
    words: Mapping[str, tuple[str, ...]] = field(repr=False)
    marks: NumberMarks
    is_told: bool = False
    first: int = 0
    rows: int = 0
    bad: tuple[RowProblem, ...] = ()

    def row(self, at: int) -> int:
        """Return the row of the table, the headings being the first, of a row among all."""
        row = at - self.first + self.part.headings_at + 1
        left_out = (problem.row for problem in self.bad)
        for skipped in merge(self.part.blank, left_out):
            if skipped > row:
                break
            row += skipped > self.part.headings_at
        return row


@dataclass
class Staged:
    """All tables: what is in them, and what of the files is no table of records."""

    seen: list[Seen] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def refuse(path: str, message: str, line: int = 1) -> NoReturn:
    """Refuse a table for one reason."""
    raise TableError(path, [RowProblem(line, "", "", message)])


def refused_by_database(error: Exception) -> RowProblem:
    """Return what the database says of a table in one line."""
    text = str(error)
    at = re.search(r"Line: (\d+)", text)
    told = re.sub(r"^[A-Za-z ]+ Error: ", "", text).split("\n")
    lines = [line for line in told if line and not line.startswith(("CSV Error", "Original Line"))]
    first = next((line for line in lines if not line.startswith(("Possible", "*", " "))), "")
    return RowProblem(int(at[1]) if at else 1, "", "", f"the table cannot be read: {first}")
