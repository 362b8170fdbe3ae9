"""What an answer looks like on paper: headings, lines and tables, no format yet.

A document is made once from a result and then rendered for a terminal, as
Markdown or as CSV, so that the formats cannot tell different things.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from trafficroutes.model.digits import settled
from trafficroutes.model.safe_text import clean

Span = tuple[float, float]
Within = tuple[float, float, float]
Cell = str | float | int | Span | Within | None
Kind = Literal[
    "text",
    "share",
    "tested_share",
    "chance",
    "points",
    "amount",
    "figure",
    "count",
    "shares",
    "whole_shares",
    "figures",
    "counts",
    "spread",
    "share_within",
    "tested_share_within",
    "figure_within",
    "count_within",
]


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes
    ----------
    key : str
        Name in CSV; of spans, which are columns of their own there, before ``_low`` and
        ``_high``.
    title : str
        Heading for people.
    kind : str
        How cells are shown: ``text``, ``share`` (a fraction of 1, in percent),
        ``tested_share`` (the same, where published shares cannot test small ones),
        ``chance`` (in whole percent),
        ``points`` (a difference of shares, in percentage points), ``amount``,
        ``figure`` (three digits that count) or ``count``. ``shares``,
        ``whole_shares`` (in whole percent), ``figures``, ``counts`` and ``spread`` (of
        differences) are spans, pairs of low and high;
        those in ``_within`` have a value before them.
    for_people, for_csv : bool
        Who sees it.
    spare : bool
        Whether a narrow screen goes without it rather than folding rows.
    """

    key: str
    title: str
    kind: Kind = "text"
    for_people: bool = True
    for_csv: bool = True
    spare: bool = False

    @property
    def is_number(self) -> bool:
        """Whether cells stand at the right."""
        return self.kind != "text"

    @property
    def keys(self) -> tuple[str, ...]:
        """Names in CSV."""
        ends = (f"{self.key}_low", f"{self.key}_high")
        if self.kind in ("shares", "whole_shares", "figures", "counts", "spread"):
            return ends
        return (self.key, *ends) if self.kind.endswith("_within") else (self.key,)

    def values(self, cell: Cell) -> tuple[Cell, ...]:
        """Return what CSV has of a cell, one for each of ``keys``."""
        if isinstance(cell, tuple):
            return cell
        others = (None,) * (len(self.keys) - 1)
        return (cell, *others) if self.kind.endswith("_within") else (*others, cell)


@dataclass(frozen=True)
class Table:
    """A titled table; ``rows`` hold one cell a column.

    Attributes
    ----------
    title : str
    columns : tuple of Column
    rows : tuple of tuple
    name : str
        What ``--table`` calls it; empty where it cannot be asked for.
    head : int or None
        The rows that a screen shows first: those that the evidence tells apart.
    hides_empty : bool
        Whether people see no column in which no row says anything.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    name: str = field(default="", kw_only=True)
    head: int | None = field(default=None, kw_only=True)
    hides_empty: bool = field(default=False, kw_only=True)

    def without(self, key: str) -> Table:
        """Return the table without a column."""
        return self._only([at for at, column in enumerate(self.columns) if column.key != key])

    def for_people(self) -> Table:
        """Return the table without the columns that are for CSV alone."""
        shown = self._only([at for at, column in enumerate(self.columns) if column.for_people])
        return shown.without_empty() if self.hides_empty else shown

    def for_csv(self) -> Table:
        """Return the table without the columns that are for people alone."""
        return self._only([at for at, column in enumerate(self.columns) if column.for_csv])

    def without_spare(self, left: int) -> Table:
        """Return the table with only so many of its spare columns left, the first ones."""
        spare = [at for at, column in enumerate(self.columns) if column.spare]
        return self._only([at for at in range(len(self.columns)) if at not in spare[left:]])

    @property
    def spare(self) -> int:
        """How many columns a narrow screen goes without."""
        return sum(column.spare for column in self.columns)

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
        return replace(
            self,
            columns=tuple(self.columns[number] for number in kept),
            rows=tuple(tuple(row[number] for number in kept) for row in self.rows),
        )


@dataclass(frozen=True)
class Section:
    """Part of a document.

    Attributes
    ----------
    heading : str
    answer : tuple of str
        The answer in sentences. Where there is one, a screen shows no more than it, the
        first table and the first notes; where there is none, all.
    lines : tuple of str
        More about it, in lines.
    record : str
        How often such answers were right; empty where that is nothing to say.
    tables : tuple of Table
        The main one first.
    notes : tuple of str
        What was assumed and left out, the weightiest first; at the end the line to cite by.
    more : str
        What a screen leaves out, and how to see it.
    whole : bool
        Whether a screen shows all sentences of a section that is not the first.
    """

    heading: str
    lines: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
    answer: tuple[str, ...] = field(default=(), kw_only=True)
    record: str = field(default="", kw_only=True)
    more: str = field(default="", kw_only=True)
    whole: bool = field(default=False, kw_only=True)

    @property
    def told(self) -> tuple[str, ...]:
        """All sentences and lines above the tables."""
        return (*self.answer, *self.lines, *filter(None, (self.record,)))


@dataclass(frozen=True)
class Document:
    """Sections in order."""

    sections: tuple[Section, ...] = field(default_factory=tuple)


def within(value: float | None, ends: Span | None) -> Cell:
    """Return the cell of a value and its span; without one the value alone.

    >>> within(3, (1, 7)), within(3, None), within(None, (1, 7))
    ((3, 1, 7), 3, None)
    """
    return value if value is None or ends is None else (value, *ends)


#: How the line to cite an answer by begins.
CITE = "Cite as: "
#: Stands before a range of shares that reaches down to zero; and what that means.
MARK = "*"
MARKED = "* The range reaches down to zero: the evidence leaves open whether anything goes there."


def marked(rows: Iterable[Iterable[str]]) -> bool:
    """Return whether a cell of a table, as people read it, has the mark.

    >>> marked([["Ghana", "*0-40 %"]]), marked([["Ghana", "30 % (*0-40)"]]), marked([["a * b"]])
    (True, True, False)
    """
    return any(cell.startswith(MARK) or f"({MARK}" in cell for row in rows for cell in row)


def show(cell: Cell, column: Column) -> str:
    """Return a cell as people read it.

    >>> show(0.3412, Column("share", "Share", "share"))
    '34.1 %'
    >>> show(15800.0, Column("seized", "Seized", "amount"))
    '15,800'
    >>> show((0.12, 0.41), Column("interval", "Evidence range", "shares"))
    '12-41 %'
    """
    if cell is None:
        return ""
    if isinstance(cell, str):
        return clean(cell)
    if isinstance(cell, tuple):
        return span(cell, column.kind) if len(cell) == 2 else _within(cell, column)  # noqa: PLR2004
    return _written(cell, column.kind)


def span(ends: Span, kind: Kind) -> str:
    """Return low and high as people read them; equal ends once.

    A share that can be nothing at all is marked.

    >>> span((0.12, 0.414), "shares"), span((0.0003, 0.0123), "shares"), span((0, 1), "shares")
    ('12-41 %', '< 0.1-1.2 %', '*0-100 %')
    >>> span((0.007, 0.058), "whole_shares"), span((0.003, 0.058), "whole_shares")
    ('1-6 %', '< 1-6 %')
    >>> span((1, 4), "counts"), span((2, 2), "counts"), span((1.5, 20.25), "figures")
    ('1-4', '2', '1.5-20.2')
    >>> span((-0.012, 0.3), "spread")
    '-1.2 to +30.0'
    """
    low, high = ends
    if kind == "spread":
        return " to ".join(dict.fromkeys((points(low), points(high))))
    in_percent = kind in ("shares", "whole_shares")
    if in_percent:
        whole = kind == "whole_shares" or settled(high) >= _WHOLE
        ends_told = [_part(end, whole=whole) for end in ends]
    else:
        ends_told = [figure(end) if kind == "figures" else f"{end:,}" for end in (low, high)]
    told = "-".join(dict.fromkeys(ends_told)) + (" %" if in_percent else "")
    return f"{MARK}{told}" if in_percent and settled(low) <= 0 < settled(high) else told


def _within(cell: Within, column: Column) -> str:
    """Return a value with its span behind it.

    >>> show((3, 1, 7), Column("rank", "Rank", "count_within"))
    '3 (1-7)'
    >>> show((0.375, 0.12, 0.6), Column("share", "Share", "share_within"))
    '37.5 % (12-60)'
    """
    value, low, high = cell
    spread = span((low, high), _SPANS[column.kind]).removesuffix(" %")
    return f"{_written(value, column.kind)} ({spread})"


def _written(value: float, kind: Kind) -> str:
    """Return one number of a column."""
    written = _WRITTEN.get(kind)
    return written(value) if written else f"{value:,}"


def _part(share: float, *, whole: bool) -> str:
    """Return a share in percent, without a digit after the point where all are large."""
    share = settled(share)
    told = f"{settled(share * 100):.{0 if whole else 1}f}"
    if share > 0 and float(told) == 0:
        return "< 1" if whole else "< 0.1"
    return told


def figure(amount: float) -> str:
    """Return an amount with three digits that count, more before the point.

    >>> figure(0.012345), figure(3.0), figure(1234.5), figure(-0.5), figure(0.0)
    ('0.0123', '3', '1,234', '-0.5', '0')
    """
    amount = settled(amount)
    if abs(amount) >= _HUNDREDS:
        return f"{amount:,.0f}"
    return f"{amount:.3g}" if abs(amount) >= _TRACE else ("< 0.001" if amount else "0")


_HUNDREDS, _TRACE = 100.0, 0.001
#: Shares from which percents need no digit after the point.
_WHOLE = 0.0995


def percent(share: float) -> str:
    """Return a fraction of 1 in percent; what is not zero never looks like it.

    >>> percent(0.25), percent(0.00002), percent(0.0)
    ('25.0 %', '< 0.1 %', '0.0 %')
    """
    return f"{_part(share, whole=False)} %"


def points(difference: float) -> str:
    """Return a difference of two fractions of 1 in percentage points.

    >>> points(0.25), points(-0.00002), points(0.0)
    ('+25.0', '> -0.1', '0.0')
    """
    difference = settled(difference)
    if 0 < abs(difference) < 0.0005:  # noqa: PLR2004 - rounding
        return "< 0.1" if difference > 0 else "> -0.1"
    return f"{settled(difference * 100):+.1f}" if difference else "0.0"


def tested_percent(share: float) -> str:
    """Return a fraction of 1 in percent, where published shares cannot test small ones.

    >>> tested_percent(0.25), tested_percent(0.049), tested_percent(0.0)
    ('25.0 %', 'under 5 %', '0.0 %')
    """
    return "under 5 %" if 0 < settled(share) < TESTED_FROM else percent(share)


#: Shares below are "under 5 %" in tables of the estimate.
TESTED_FROM = 0.05


_WRITTEN: dict[Kind, Callable[[float], str]] = {
    "share": percent,
    "tested_share": tested_percent,
    "chance": lambda share: f"{_part(share, whole=True)} %",
    "tested_share_within": tested_percent,
    "points": points,
    "amount": lambda amount: f"{settled(amount):,.0f}",
    "figure": figure,
    "share_within": percent,
    "figure_within": figure,
}
_SPANS: dict[Kind, Kind] = {
    "share_within": "shares",
    "tested_share_within": "shares",
    "figure_within": "figures",
    "count_within": "counts",
}
