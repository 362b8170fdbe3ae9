"""Documents in a terminal, by rich; plain where nobody watches."""

from __future__ import annotations

import io
import shutil
import textwrap
from collections.abc import Sequence
from typing import IO

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from trafficroutes.model.safe_text import clean
from trafficroutes.report.form.document import (
    MARKED,
    Column,
    Document,
    Section,
    Table,
    marked,
    show,
)
from trafficroutes.report.form.fitting import fit
from trafficroutes.report.form.screen import shortened

#: Columns assumed where the output is no terminal: so wide that nothing wraps.
_WIDE = 1_000_000


def write(document: Document, stream: IO[str], *, whole: bool = True) -> None:
    """Print a document; colour and rules only on a terminal (and NO_COLOR is honoured).

    Parameters
    ----------
    document : Document
    stream : text stream
    whole : bool
        On a terminal too: without it what fits on one screen stands there, the answer first.
    """
    if stream.isatty():
        shown = document if whole else on_screen(document)
        _print(shown, stream, watched=True)
        return
    buffer = io.StringIO()
    _print(document, buffer, watched=False)
    stream.writelines(f"{line.rstrip()}\n" for line in buffer.getvalue().splitlines())


def on_screen(document: Document) -> Document:
    """Return what of a document fits on the screen: fewer rows and notes of a low one."""
    width, height = shutil.get_terminal_size()
    shown = document
    for shown in shortened(document, width):
        buffer = io.StringIO()
        _print(shown, buffer, watched=True)
        # The last line is for the prompt.
        if buffer.getvalue().count("\n") < height:
            break
    return shown


def _print(document: Document, stream: IO[str], *, watched: bool) -> None:
    console = Console(
        file=stream,
        highlight=False,
        markup=False,
        emoji=False,
        force_terminal=watched,
        width=shutil.get_terminal_size().columns if watched else _WIDE,
        legacy_windows=False,
    )
    for number, section in enumerate(document.sections):
        if number:
            console.print()
        _section(console, section, watched=watched)


def _section(console: Console, section: Section, *, watched: bool) -> None:
    console.print(Text(clean(section.heading), style="bold"))
    for line in section.told:
        console.print(Text(_wrapped(clean(line), console.width)))
    for table in section.tables:
        console.print()
        _table(console, table, watched=watched)
    if section.notes or section.more:
        console.print()
        for note in section.notes:
            told = _wrapped(clean(note), console.width - len("- "))
            _hang(console, Text("-", style="dim"), Text(told, style="dim"))
        if section.more:
            console.print(Text(clean(section.more), style="bold"))


def _wrapped(text: str, width: int) -> str:
    """Return a text in lines that do not part a number from its percent sign.

    >>> print(_wrapped("It arrives first in Spain (18 %).", 30))
    It arrives first in Spain
    (18 %).
    """
    bound = text.replace(" %", f"{_BOUND}%")
    return "\n".join(textwrap.wrap(bound, width)).replace(_BOUND, " ") if text.strip() else text


#: A space at which no line ends.
_BOUND = "\u00a0"


def _hang(console: Console, mark: Text, text: Text) -> None:
    """Print a paragraph that hangs by its mark."""
    grid = RichTable.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True, min_width=1)
    grid.add_column(overflow="fold")
    grid.add_row(mark, text)
    console.print(grid)


def _table(console: Console, table: Table, *, watched: bool) -> None:
    table = table.for_people()
    if table.title:
        console.print(Text(clean(table.title), style="bold cyan"))
    if not table.rows:
        console.print(Padding(Text("none"), (0, 0, 0, 2)))
        return
    rows = [
        [show(cell, column) for cell, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]
    found = fit(table.columns, rows, console.width)
    if found is None:
        _records(console, table.columns, rows)
        return
    rich = RichTable(
        box=box.SIMPLE_HEAD if watched else None,
        pad_edge=False,
        # The box has a space of its own between columns.
        padding=(0, found.gap - watched, 0, 0),
        header_style="bold",
        show_edge=False,
    )
    for column, width in zip(table.columns, found.widths, strict=True):
        rich.add_column(
            column.title,
            justify="right" if column.is_number else "left",
            width=width,
            overflow="fold",
        )
    for row in rows:
        rich.add_row(*map(Text, row))
    console.print(rich)
    if marked(rows):
        console.print(Text(MARKED, style="dim"))


def _records(console: Console, columns: Sequence[Column], rows: list[list[str]]) -> None:
    """Print a table that is too wide for the terminal row by row, with titles between."""
    first = next((n for n, column in enumerate(columns) if not column.is_number), 0)
    for row in rows:
        text = Text("  ".join(filter(None, row[: first + 1])), style="bold")
        mark = ": "
        for cell, column in zip(row[first + 1 :], columns[first + 1 :], strict=True):
            if cell:
                # A column without a title goes with the one before it.
                title = clean(column.title)
                text.append(f"{mark}{title} {cell}" if title else f", {cell}", style="not bold")
                mark = "; "
        _hang(console, Text(), text)
