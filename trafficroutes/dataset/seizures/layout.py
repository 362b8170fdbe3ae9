"""Which column of a table holds which field of a seizure record."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from trafficroutes.dataset.tables.mapping import Field
from trafficroutes.dataset.tables.reading import RowProblem, TableError
from trafficroutes.dataset.tables.words import column_names
from trafficroutes.model.names import fold, suggest
from trafficroutes.model.safe_text import odd_character

FIELDS: tuple[str, ...] = get_args(Field)
#: Fields that name places.
PLACES = ("producing", "departure", "seized", "destination")
#: Longest line with headings that is read.
_LONGEST = 1 << 20


@dataclass(frozen=True)
class Layout:
    """The columns of one table.

    Attributes
    ----------
    headings : tuple of str
        As the table has them.
    columns : dict of field to int
        Which of them holds a field, counted from 0.
    unread : tuple of str
        Headings of the others.
    """

    headings: tuple[str, ...]
    columns: dict[str, int]
    unread: tuple[str, ...]

    def heading(self, field: str) -> str:
        """Return what the table calls a field; the field where it has no such column."""
        at = self.columns.get(field)
        return field if at is None else self.headings[at]

    def others(self) -> dict[str, int]:
        """Return the columns that hold no field by their headings, folded and counted."""
        found: dict[str, int] = {}
        for at, heading in enumerate(self.headings):
            if at not in self.columns.values():
                name, number = fold(heading), 1
                while f"{name} {number}" in found:  # several may have no heading
                    number += 1
                found[f"{name} {number}"] = at
        return found


def layout_of(
    headings: Sequence[str],
    asked: Mapping[str, tuple[str, ...]],
    path: str,
    line: int = 1,
    *,
    likely: Mapping[str, tuple[str, ...]] | None = None,
) -> Layout:
    """Return which heading stands for which field.

    Parameters
    ----------
    headings : sequence of str
        Of the table.
    asked : mapping of field to names
        What somebody says of them; of several names, the first that is there counts.
    path : str
        The table, for messages.
    line : int
        Where its headings are.
    likely : mapping of field to names, optional
        What a mapping file calls them; a table need not have them.

    Raises
    ------
    TableError
        Two headings are alike, one that is asked for is not there, or none is known.
    """
    names = [" ".join(heading.split()) for heading in headings]
    _refuse_odd(names, path, line)
    places = {fold(name): at for at, name in reversed(list(enumerate(names))) if name}
    columns: dict[str, int] = {}
    for field, wanted in asked.items():
        found = [at for at in (_exactly(name, names, places) for name in wanted) if at is not None]
        if not found:
            near = suggest(wanted[0], [name for name in names if name])
            hint = f"did you mean {', '.join(near)}?" if near else f"there are {_listed(names)}"
            told = f"no column {wanted[0]!r}, which is to be {field!r}: {hint}"
            raise TableError(path, [RowProblem(line, "", "", told)])
        columns[field] = found[0]
    for field, wanted in (likely or {}).items():
        found = [at for at in (_exactly(name, names, places) for name in wanted) if at is not None]
        if field not in columns and found and found[0] not in columns.values():
            columns[field] = found[0]
    taken = set(columns.values())
    known = list(column_names().items())
    for name, field in known:  # the likeliest names of a field come first
        at = places.get(name)
        if at is not None and field not in columns and at not in taken:
            columns[field] = at
            taken.add(at)
    if not columns:
        told = (
            f"no heading is known ({_listed(names)}): the first line names the columns; say what "
            "they hold by --map, such as --map departure=COLUMN"
        )
        raise TableError(path, [RowProblem(line, "", "", told)])
    ordered = {field: columns[field] for field in FIELDS if field in columns}
    unread = tuple(name for at, name in enumerate(names) if name and at not in taken)
    return Layout(tuple(names), ordered, unread)


def _exactly(name: str, names: list[str], places: Mapping[str, int]) -> int | None:
    """Return the column of a name: as it is written, or but for case and signs."""
    return names.index(name) if name in names else places.get(fold(name))


def _refuse_odd(names: list[str], path: str, line: int) -> None:
    problems = []
    for at, name in enumerate(names):
        flaw = odd_character(name)
        if flaw:
            problems.append(RowProblem(line, "", name, flaw))
        if name and name in names[:at]:
            told = f"two columns are called {name!r}: rename or remove one"
            problems.append(RowProblem(line, name, "", told))
    if problems:
        raise TableError(path, problems)


def _listed(names: Iterable[str]) -> str:
    shown = [name for name in names if name]
    return ", ".join(shown[:12]) + (" ..." if len(shown) > 12 else "")  # noqa: PLR2004


def headings_of(text: str, delimiter: str | None, path: str, line: int) -> tuple[list[str], str]:
    """Return the headings that a text begins with, and the delimiter between them.

    Parameters
    ----------
    text : str
        The beginning of a table.
    delimiter : str, optional
        By default the one that parts the most headings that are known.
    path, line
        The table, and the line where the text begins, for messages.

    Raises
    ------
    TableError
        The text holds no headings.
    """
    start = text[:_LONGEST]
    first = next((part for part in start.split("\n") if part.strip()), "")
    if not first:
        raise TableError(path, [RowProblem(line, "", "", "the table is empty")])
    choices = (delimiter,) if delimiter else (",", ";", "\t", "|")
    read = {sign: _first_row(start, sign) for sign in choices}
    known = column_names()

    def fitting(sign: str) -> tuple[int, int]:
        names = {known.get(fold(name)) for name in read[sign]} - {None}
        return len(names), len(read[sign])

    best = max(choices, key=fitting)
    if not read[best]:
        told = "the headings are no CSV: close the quotes, and double those inside a cell"
        raise TableError(path, [RowProblem(line, "", first[:40], told)])
    return read[best], best


def _first_row(text: str, delimiter: str) -> list[str]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return next((row for row in reader if any(cell.strip() for cell in row)), [])
    except csv.Error:
        return []
