"""Documents in a terminal, by rich; plain where nobody watches."""

from __future__ import annotations

import io
from typing import IO

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from trafficroutes.report.document import Document, Section, Table, clean, show

#: Columns assumed where the output is no terminal: so wide that nothing wraps.
_WIDE = 1_000_000


def write(document: Document, stream: IO[str]) -> None:
    """Print a document; colour and rules only on a terminal (and NO_COLOR is honoured)."""
    if stream.isatty():
        _print(document, stream, watched=True)
        return
    buffer = io.StringIO()
    _print(document, buffer, watched=False)
    stream.writelines(f"{line.rstrip()}\n" for line in buffer.getvalue().splitlines())


def _print(document: Document, stream: IO[str], *, watched: bool) -> None:
    console = Console(
        file=stream,
        highlight=False,
        markup=False,
        emoji=False,
        force_terminal=watched,
        width=None if watched else _WIDE,
        legacy_windows=False,
    )
    for number, section in enumerate(document.sections):
        if number:
            console.print()
        _section(console, section, watched=watched)


def _section(console: Console, section: Section, *, watched: bool) -> None:
    console.print(Text(clean(section.heading), style="bold"))
    for line in section.lines:
        console.print(Text(clean(line)))
    for table in section.tables:
        console.print()
        _table(console, table, watched=watched)
    if section.notes:
        console.print()
        for note in section.notes:
            _hanging(console, clean(note))


def _hanging(console: Console, note: str) -> None:
    grid = RichTable.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(Text("-", style="dim"), Text(note, style="dim"))
    console.print(grid)


def _table(console: Console, table: Table, *, watched: bool) -> None:
    if table.title:
        console.print(Text(clean(table.title), style="bold cyan"))
    if not table.rows:
        console.print(Padding(Text("none"), (0, 0, 0, 2)))
        return
    rich = RichTable(
        box=box.SIMPLE_HEAD if watched else None,
        pad_edge=False,
        padding=(0, 1) if watched else (0, 2, 0, 0),
        header_style="bold",
        show_edge=False,
    )
    for column in table.columns:
        rich.add_column(
            column.title,
            justify="right" if column.is_number else "left",
            no_wrap=column.is_number,
            overflow="fold",
        )
    for row in table.rows:
        cells = zip(row, table.columns, strict=True)
        rich.add_row(*(Text(show(cell, column)) for cell, column in cells))
    console.print(rich)
