"""Documents as Markdown and CSV, and results as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from trafficroutes.model.digits import settled
from trafficroutes.model.safe_text import clean, csv_cell
from trafficroutes.report.form.document import MARKED, Cell, Document, Section, Table, marked, show


def to_json(plain: Any, *, ascii_only: bool = False) -> str:
    """Return plain values as JSON text, with full precision; letters as escapes on request.

    >>> print(to_json({"share": 0.1}), end="")
    {
      "share": 0.1
    }
    """
    text = json.dumps(plain, indent=2, ensure_ascii=ascii_only, allow_nan=False) + "\n"
    return _STEERING.sub(_escaped, text)


#: What json leaves as it is and a terminal obeys or hides; it stands within texts alone.
_STEERING = re.compile(
    "[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]"
)


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def to_markdown(document: Document) -> str:
    """Return a document as Markdown (GitHub's tables)."""
    return "\n\n".join(_section(section) for section in document.sections) + "\n"


def _section(section: Section) -> str:
    blocks = [f"## {escaped(section.heading)}"]
    if section.told:
        blocks.append("\n".join(escaped(line) + "  " for line in section.told).rstrip())
    for table in section.tables:
        if table.title:
            blocks.append(f"### {escaped(table.title)}")
        blocks.append(table_to_markdown(table))
    if section.notes:
        blocks.append("\n".join(f"- {escaped(note)}" for note in section.notes))
    return "\n\n".join(blocks)


def table_to_markdown(table: Table) -> str:
    """Return a table as Markdown (GitHub's tables), without its title."""
    table = table.for_people()
    if not table.rows:
        return "none"
    lines = [
        "| " + " | ".join(escaped(column.title) for column in table.columns) + " |",
        "|" + "|".join(" ---: " if c.is_number else " --- " for c in table.columns) + "|",
    ]
    rows = [list(map(show, row, table.columns)) for row in table.rows]
    lines += ["| " + " | ".join(map(escaped, row)) + " |" for row in rows]
    return "\n".join([*lines, *(["", escaped(MARKED)] if marked(rows) else [])])


def escaped(text: str) -> str:
    """Return a text that Markdown takes for nothing but text."""
    text = clean(text)
    for mark in "\\`*_[]<>|":
        text = text.replace(mark, "\\" + mark)
    return text


def _values(table: Table, row: tuple[Cell, ...]) -> list[Cell]:
    cells = zip(table.columns, row, strict=True)
    values = [value for column, cell in cells for value in column.values(cell)]
    return [settled(value) if isinstance(value, float) else value for value in values]


def to_csv(document: Document) -> str:
    """Return the first kind of table of each section as one CSV table.

    All sections of a document have the same tables; the heading of each is put
    before its rows in a column of its own. Nine significant digits; shares are fractions.
    A text that a spreadsheet would take for a formula has an apostrophe before it.
    """
    lines: list[Iterable[Cell]] = []
    for section in document.sections:
        for table in (one.for_csv() for one in _alike(section.tables)):
            if not lines:
                lines.append(["answer", *(key for column in table.columns for key in column.keys)])
            lines += ([section.heading, *_values(table, row)] for row in table.rows)
    return "".join(f"{','.join(map(_csv, line))}\n" for line in lines)


def _alike(tables: Sequence[Table]) -> Iterator[Table]:
    """Yield the first table, and those of its name: the citations of one thing after another."""
    for table in tables:
        if table is tables[0] or (table.name and table.name == tables[0].name):
            yield table


def _csv(value: Cell) -> str:
    return "" if value is None else csv_cell(value) if isinstance(value, str) else str(value)
