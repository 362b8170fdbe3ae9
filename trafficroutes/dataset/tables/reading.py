"""A plain table (CSV) into rows of named cells."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from trafficroutes.dataset.tables.encoding import EncodingError, decoded
from trafficroutes.errors import TrafficRoutesError, visible
from trafficroutes.model.names import fold, suggest
from trafficroutes.model.place_names import says_nothing
from trafficroutes.model.safe_text import odd_character

#: What each column may be called; case, spaces and underscores do not count.
COLUMNS: dict[str, tuple[str, ...]] = {
    "from": ("from", "origin", "departure", "from country", "origin country", "start"),
    "to": ("to", "destination", "arrival", "to country", "destination country", "end"),
    "commodity": ("commodity", "drug", "substance", "goods", "product"),
    "source": ("source", "source id", "source title", "title", "document", "reference", "report"),
    "publisher": ("publisher", "author", "authors", "organisation", "organization", "institution"),
    "year": ("year", "publication year", "published", "year of publication", "source year"),
    "url": ("url", "link", "address", "web address", "website"),
    "kind": ("kind", "source kind", "type", "source type"),
    "reliability": ("reliability", "source grade", "reliability grade"),
    "locator": ("locator", "page", "pages", "where", "place in source"),
    "credibility": ("credibility", "credibility grade", "statement grade"),
    "modes": ("modes", "mode", "transport", "means of transport"),
    "years": ("years", "period", "when", "date", "time"),
    "quantity": ("quantity", "amount", "volume", "tonnage"),
    "unit": ("unit", "units"),
    "basis": ("basis", "measure", "quantity basis"),
    "note": ("note", "notes", "comment", "comments", "remark", "remarks"),
    "corridors": ("corridors", "corridor"),
    "via": ("via", "by way of", "through", "transit"),
    "ordered": ("ordered", "in order", "via in order"),
}
REQUIRED = ("from", "to", "commodity", "source")
#: Columns in which a word for nothing is an empty cell. Not ``via``: whether goods went
#: straight is not for an empty cell to say.
MAY_BE_BLANK = frozenset(COLUMNS) - {*REQUIRED, "via", "note"}

_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
#: What some spreadsheets write, and read, above the headings.
_SEP_LINE = re.compile(r"\s*\"?sep=([^\r\n])\"?[ \t]*(?=[\r\n]|\Z)", re.IGNORECASE)
_LINES = 3  # lines of a problem that a message names
_SHOWN = 40  # characters of a cell with rows in it that a message repeats
_FIELD_OF = {fold(name): field for field, names in COLUMNS.items() for name in names}


@dataclass(frozen=True, order=True)
class RowProblem:
    """One thing that is wrong with a table.

    Attributes
    ----------
    row : int
        The line of the file in which the row begins, counted from 1.
    column : str
        Heading of the column; empty where it is about the whole row.
    value : str
        What stands there.
    message : str
        What is wrong, with the way out.
    """

    row: int
    column: str
    value: str
    message: str

    def to_dict(self) -> dict[str, str | int]:
        """Return plain values."""
        return dict(vars(self))

    def __str__(self) -> str:
        column = f", column {self.column}" if self.column else ""
        told = f"{self.value!r}: " if self.value and repr(self.value) not in self.message else ""
        return visible(f"line {self.row}{column}: {told}{self.message}")


def grouped(problems: Iterable[RowProblem]) -> list[str]:
    """Return problems in lines, those that say one thing of one value in one line.

    >>> print(*grouped(RowProblem(row, "To", "Unknown", "is no place") for row in range(2, 9)))
    lines 2, 3, 4 and 4 more, column To: 'Unknown': is no place
    """
    alike: dict[tuple[str, str, str], list[RowProblem]] = {}
    for problem in sorted(problems):
        alike.setdefault((problem.column, problem.value, problem.message), []).append(problem)
    lines = []
    for first, *others in alike.values():
        shown = [first, *others[: _LINES - 1]]
        left = 1 + len(others) - len(shown)
        at = ", ".join(str(problem.row) for problem in shown)
        line = f"lines {at}{f' and {left:,} more' if left else ''}"
        lines.append(str(first).replace(f"line {first.row}", line, 1) if others else str(first))
    return lines


class TableError(TrafficRoutesError, ValueError):
    """A table that cannot be used; holds all of its problems at once.

    Attributes
    ----------
    path : str
        The file.
    problems : tuple of RowProblem
        All that is wrong with it, in the order of its lines.
    """

    def __init__(self, path: str, problems: Sequence[RowProblem]) -> None:
        self.path = path
        self.problems = tuple(sorted(problems))
        count = len(self.problems)
        lines = "\n".join(f"  {line}" for line in grouped(self.problems))
        super().__init__(f"{visible(path)}: {count} problem{'s' if count != 1 else ''}\n{lines}")


@dataclass(frozen=True)
class Row:
    """One row: the line where it begins, and its cells by field; empty ones are left out."""

    line: int
    cells: dict[str, str]

    def get(self, field: str) -> str:
        """Return a cell; "" where it is empty or the table has no such column."""
        return self.cells.get(field, "")


@dataclass(frozen=True)
class TableRead:
    """A table as it was read.

    Attributes
    ----------
    headings : dict of field to heading
        Columns that are read, as the file calls them.
    unread : tuple of str
        Headings of columns that mean nothing here.
    delimiter : str
        Name of the character between cells.
    rows : tuple of Row
        Those that are not empty.
    blank : dict of heading to number
        How many cells of a column that may be empty said nothing, such as "n/a".
    """

    headings: dict[str, str]
    unread: tuple[str, ...]
    delimiter: str
    rows: tuple[Row, ...]
    blank: dict[str, int]


def read_table(
    raw: bytes,
    path: str,
    *,
    columns: Mapping[str, Sequence[str]] | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
) -> TableRead:
    """Return the table that a CSV file holds.

    Parameters
    ----------
    raw : bytes
        The file.
    path : str
        Its name, for messages.
    columns : mapping of field to headings, optional
        What columns are called, where it is none of the usual names.
    encoding, delimiter : str, optional
        By default UTF-8, and what the headings or a line "sep=;" tell.

    Raises
    ------
    TableError
        The file is not UTF-8, its quotes do not close, a required column is
        missing, a column stands twice, a row has more cells than the heading, or a
        cell holds a character that no text needs.
    """
    text, told = _told_delimiter(_decoded(raw, path, encoding), path)
    named = _names_with(columns or {})
    delimiter = delimiter or told or _delimiter(text, named)
    lines = list(_records(text, delimiter, path))
    if not lines:
        raise TableError(path, [RowProblem(1, "", "", "the table is empty: begin with headings")])
    (line, header), *body = lines
    fields, problems = _fields(line, header, named, columns or {})
    rows = []
    blank: Counter[str] = Counter()
    for number, cells in body:
        extra = [cell for cell in cells[len(header) :] if cell]
        if extra:
            message = f"the row has {len(cells)} cells under {len(header)} headings: "
            message += "put text that holds the delimiter in quotes"
            problems.append(RowProblem(number, "", extra[0], message))
        held = {f: cell for f, cell in zip(fields, cells, strict=False) if f and cell}
        for field, heading in zip(fields, header, strict=True):
            cell = held.get(field, "")
            odd = odd_character(cell)
            if odd:
                problems.append(RowProblem(number, heading, cell, odd))
            if cell and field in MAY_BE_BLANK and says_nothing(cell):
                blank[heading] += 1
                del held[field]
        rows.append(Row(number, held))
    if problems:
        raise TableError(path, problems)
    named_columns = [(f, h) for f, h in zip(fields, header, strict=True) if f]
    unread = tuple(h for f, h in zip(fields, header, strict=True) if not f and h)
    return TableRead(dict(named_columns), unread, _DELIMITERS[delimiter], tuple(rows), dict(blank))


def near_column(heading: str) -> str:
    """Return the column that a heading is perhaps a slip for; "" where none is near."""
    return next(iter(suggest(heading, COLUMNS)), "")


def _decoded(raw: bytes, path: str, encoding: str | None) -> str:
    try:
        return "".join(decoded(io.BytesIO(raw), encoding))
    except EncodingError as error:
        raise TableError(path, [RowProblem(error.line, "", "", str(error))]) from None


def _told_delimiter(text: str, path: str) -> tuple[str, str]:
    """Return a table without the line "sep=;", and the delimiter that this line tells."""
    found = _SEP_LINE.match(text)
    if found is None:
        return text, ""
    if found[1] not in _DELIMITERS:
        line = len(re.split(r"\r\n|\r|\n", text[: found.start(1)]))
        told = found[0].strip()
        message = f"{told!r} asks for {found[1]!r} between cells: split by comma, semicolon or tab"
        raise TableError(path, [RowProblem(line, "", told, message)])
    return text[: found.start(1) - len("sep=")].rstrip('"') + text[found.end() :], found[1]


def _names_with(columns: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the fields of headings, those that somebody tells before the usual ones."""
    told = {fold(name): field for field, names in columns.items() for name in names}
    usual = {name: field for name, field in _FIELD_OF.items() if field not in columns}
    return {**usual, **told}


def _delimiter(text: str, names: Mapping[str, str]) -> str:
    """Return the character that splits the heading into the most columns that are known."""
    first = next((line for line in text.splitlines() if line.strip()), "")

    def known(delimiter: str) -> int:
        cells = first.replace('"', "").split(delimiter)
        return len({names.get(fold(cell)) for cell in cells} - {None})

    return max(_DELIMITERS, key=known)


def _records(text: str, delimiter: str, path: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (line, cells) of each row that is not empty; white space in cells is tidied."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = columns = 0
    try:
        for cells in reader:
            columns = columns or len(cells)
            for cell in cells:
                _check_quotes(cell, columns, delimiter, before + 1, path)
            tidy = [" ".join(cell.split()) for cell in cells]
            if any(tidy):
                yield before + 1, tidy
            before = reader.line_num
    except csv.Error as error:
        message = f"not CSV ({error}): close the quotes, and double those inside a cell"
        raise TableError(path, [RowProblem(before + 1, "", "", message)]) from None


def _check_quotes(cell: str, columns: int, delimiter: str, line: int, path: str) -> None:
    """Refuse a cell that has swallowed rows, because its quotes close in a later one.

    It then holds the end of one row and the beginning of another, and whole rows in
    between: as many delimiters as a row has, for each line break.
    """
    breaks = len(cell.splitlines()) - 1
    if breaks > 0 and columns >= len(REQUIRED) and cell.count(delimiter) == breaks * (columns - 1):
        message = (
            f"quotes that are opened here close {breaks} line{'s' if breaks > 1 else ''} further "
            "down, with all rows between them in one cell: close them where they belong"
        )
        shown = " ".join(cell.split())[:_SHOWN]
        raise TableError(path, [RowProblem(line, "", shown, message)])


def _fields(
    line: int,
    header: list[str],
    names: Mapping[str, str],
    columns: Mapping[str, Sequence[str]],
) -> tuple[list[str], list[RowProblem]]:
    """Return the field of each heading ("" where it means nothing), and what is wrong."""
    fields = [names.get(fold(heading), "") for heading in header]
    problems = [
        RowProblem(line, "", wanted[0], f"no column {wanted[0]!r}, which is to be {field!r}")
        for field, wanted in columns.items()
        if field not in fields
    ]
    for position, (field, heading) in enumerate(zip(fields, header, strict=True)):
        if field and field in fields[:position]:
            other = header[fields.index(field)]
            message = f"{heading!r} and {other!r} both mean {field!r}: rename or remove one"
            problems.append(RowProblem(line, heading, "", message))
    missing = [field for field in REQUIRED if field not in fields]
    if missing:
        found = ", ".join(heading for heading in header if heading)
        message = (
            f"no column {', '.join(missing)} among the headings ({found}): the first line names "
            "the columns, split by comma, semicolon or tab; --map says what others hold"
        )
        problems.append(RowProblem(line, "", "", message))
    return fields, problems
