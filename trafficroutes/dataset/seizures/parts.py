"""How tables are to be read, and what became of each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NoReturn

from trafficroutes.dataset.seizures.layout import Layout
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
class TablePart:
    """One table as it was read.

    Attributes
    ----------
    name : str
        The file, with the sheet or the file within it.
    number : int
        Its place among the tables, from 0.
    layout : Layout
        Its columns.
    first, rows : int
        Where its rows begin among all, and how many they are.
    headings_at : int
        The row with its headings, from 1.
    bad : tuple of RowProblem
        Rows that were left out.
    delimiter : str
        What parts its cells; empty where it is no table of text.
    """

    name: str
    number: int
    layout: Layout
    first: int
    rows: int
    headings_at: int = 1
    bad: tuple[RowProblem, ...] = ()
    delimiter: str = ""

    def row(self, at: int) -> int:
        """Return the row of the table, the headings being the first, of a row among all."""
        row = at - self.first + self.headings_at + 1
        for problem in self.bad:
            row += problem.row <= row
        return row


@dataclass
class Staged:
    """All tables: their parts, and what of the files is no table of records."""

    parts: list[TablePart] = field(default_factory=list)
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
