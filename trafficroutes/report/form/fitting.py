"""How wide the columns of a table are on a terminal, and whether it fits there at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len

from trafficroutes.model.safe_text import clean
from trafficroutes.report.form.document import Column

#: Longer words of text are broken; names of countries are shorter.
_WORD = 16
#: Spaces between columns; fewer where there is not room for more.
_GAPS = (2, 1)


class Fit(NamedTuple):
    """Widths of the columns, and the spaces between them, in characters."""

    widths: tuple[int, ...]
    gap: int


def fit(columns: Sequence[Column], rows: Sequence[Sequence[str]], available: int) -> Fit | None:
    """Return how wide the columns of a table are; None where it does not fit.

    Numbers stay on one line, and so do words. The widest columns of words are folded
    first.

    Parameters
    ----------
    columns : sequence of Column
    rows : sequence of sequence of str
        The cells as they are shown.
    available : int
        Characters of a line.

    Examples
    --------
    >>> columns = (Column("name", "Place"), Column("share", "Share of all", "share"))
    >>> rows = [["Guinea-Bissau", "12.3 %"]]
    >>> [fit(columns, rows, width) for width in (80, 24, 19)]
    [Fit(widths=(13, 12), gap=2), Fit(widths=(13, 9), gap=2), None]
    """
    widest, least = _bounds(columns, rows)
    cells = [_cells(rows, at) for at in range(len(columns))]
    for gap in _GAPS:
        room = available - gap * (len(widest) - 1)
        if sum(least) <= room:
            # Headings are folded before cells are.
            headed = list(map(max, cells, least))
            unfolded = _shrunk(widest, headed, max(room, sum(headed)))
            return Fit(_shrunk(unfolded, least, room), gap)
    return None


def _cells(rows: Sequence[Sequence[str]], at: int) -> int:
    return max((cell_len(row[at]) for row in rows), default=0)


def fits_unfolded(columns: Sequence[Column], rows: Sequence[Sequence[str]], available: int) -> bool:
    """Return whether each row of a table stands on one line; headings may be folded.

    >>> columns = (Column("name", "Place"), Column("share", "Share of all", "share"))
    >>> [fits_unfolded(columns, [["Guinea-Bissau", "12.3 %"]], width) for width in (21, 20)]
    [True, False]
    """
    widths = [
        max(_longest(clean(column.title)), _cells(rows, at)) for at, column in enumerate(columns)
    ]
    return sum(widths) + _GAPS[0] * (len(widths) - 1) <= available


def _bounds(
    columns: Sequence[Column], rows: Sequence[Sequence[str]]
) -> tuple[list[int], list[int]]:
    """Return how wide each column is without folds, and how narrow it can be."""
    widest, least = [], []
    for number, column in enumerate(columns):
        cells = [row[number] for row in rows]
        title = clean(column.title)
        widest.append(max(map(cell_len, (title, *cells)), default=0))
        least.append(min(_least(column, title, cells), widest[-1]))
    return widest, least


def _least(column: Column, title: str, cells: list[str]) -> int:
    """Return the length of what is never broken."""
    heading = _longest(title)
    if column.is_number:
        return max((heading, *map(cell_len, cells)))
    return max(heading, min(_WORD, max(map(_longest, cells), default=0)))


def _longest(text: str) -> int:
    return max(map(cell_len, text.split()), default=0)


def _shrunk(widest: Sequence[int], least: Sequence[int], room: int) -> tuple[int, ...]:
    """Take from the widest column that has something to give, until all fit."""
    widths = list(widest)
    for _ in range(sum(widths) - room):
        giving = [at for at, width in enumerate(widths) if width > least[at]]
        widths[max(giving, key=widths.__getitem__)] -= 1
    return tuple(widths)
