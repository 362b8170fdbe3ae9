"""What an answer looks like on paper: headings, lines and tables, no format yet.

A document is made once from a result and then rendered for a terminal, as
Markdown or as CSV, so that the formats cannot tell different things.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

Cell = str | float | int | None


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes
    ----------
    key : str
        Name in CSV.
    title : str
        Heading for people.
    kind : {"text", "share", "points", "amount", "figure", "count"}
        How cells are shown; shares are fractions of 1 and shown in percent, differences
        of shares in percentage points, figures with three digits that count.
    """

    key: str
    title: str
    kind: Literal["text", "share", "points", "amount", "figure", "count"] = "text"

    @property
    def is_number(self) -> bool:
        """Whether cells stand at the right."""
        return self.kind != "text"


@dataclass(frozen=True)
class Table:
    """A titled table; ``rows`` hold one cell a column."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def without(self, key: str) -> Table:
        """Return the table without a column."""
        return self._only([at for at, column in enumerate(self.columns) if column.key != key])

    def without_empty(self) -> Table:
        """Return the table without columns in which no row says anything."""
        return self._only(
            [
                number
                for number in range(len(self.columns))
                if any(row[number] not in (None, "") for row in self.rows)
            ]
        )

    def _only(self, kept: list[int]) -> Table:
        return Table(
            self.title,
            tuple(self.columns[number] for number in kept),
            tuple(tuple(row[number] for number in kept) for row in self.rows),
        )


@dataclass(frozen=True)
class Section:
    """Part of a document: a heading, lines under it, tables, and notes."""

    heading: str
    lines: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Document:
    """Sections in order."""

    sections: tuple[Section, ...] = field(default_factory=tuple)


def show(cell: Cell, column: Column) -> str:
    """Return a cell as people read it.

    >>> show(0.3412, Column("share", "Share", "share"))
    '34.1 %'
    >>> show(15800.0, Column("seized", "Seized", "amount"))
    '15,800'
    """
    if cell is None:
        return ""
    if isinstance(cell, str):
        return clean(cell)
    return _NUMBERS.get(column.kind, "{:,}".format)(cell)


def figure(amount: float) -> str:
    """Return an amount with three digits that count, more before the point.

    >>> figure(0.012345), figure(3.0), figure(1234.5), figure(-0.5), figure(0.0)
    ('0.0123', '3', '1,234', '-0.5', '0')
    """
    if abs(amount) >= _HUNDREDS:
        return f"{amount:,.0f}"
    return f"{amount:.3g}" if abs(amount) >= _TRACE else ("< 0.001" if amount else "0")


_HUNDREDS, _TRACE = 100.0, 0.001


def percent(share: float) -> str:
    """Return a fraction of 1 in percent; what is not zero never looks like it.

    >>> percent(0.25), percent(0.00002), percent(0.0)
    ('25.0 %', '< 0.1 %', '0.0 %')
    """
    return "< 0.1 %" if 0 < share < 0.0005 else f"{share * 100:.1f} %"  # noqa: PLR2004 - rounding


def points(difference: float) -> str:
    """Return a difference of two fractions of 1 in percentage points.

    >>> points(0.25), points(-0.00002), points(0.0)
    ('+25.0', '> -0.1', '0.0')
    """
    if 0 < abs(difference) < 0.0005:  # noqa: PLR2004 - rounding
        return "< 0.1" if difference > 0 else "> -0.1"
    return f"{difference * 100:+.1f}" if difference else "0.0"


_NUMBERS: dict[str, Callable[[float], str]] = {
    "share": percent,
    "points": points,
    "amount": "{:,.0f}".format,
    "figure": figure,
}


def clean(text: str) -> str:
    """Replace what could steer a terminal or turn text around.

    >>> clean("two" + chr(10) + "lines") == "two lines"
    True
    """
    if text.isprintable():
        return text
    return "".join(
        "\ufffd" if unicodedata.category(c) in ("Cc", "Cf") else c for c in text.replace("\n", " ")
    )
