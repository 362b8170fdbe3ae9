"""Periods in whole years, with open ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, ClassVar, Protocol

import msgspec

from trafficroutes.errors import QueryError
from trafficroutes.model.checks import Check, Flaw, ensure

#: A calendar year; the bounds catch typing slips such as 20011.
Year = Annotated[int, msgspec.Meta(ge=1800, le=2100, description="a year from 1800 to 2100")]


class _Span(Protocol):
    """Anything with a first and a last year, each of which may be open."""

    @property
    def first(self) -> int | None: ...

    @property
    def last(self) -> int | None: ...


def span_in_order(span: _Span) -> Iterator[Flaw]:
    """Refuse a span of years that ends before it begins."""
    yield from in_order(span.first, span.last)


def in_order(first: int | None, last: int | None) -> Iterator[Flaw]:
    """Refuse a last year that is before the first."""
    if isinstance(first, int) and isinstance(last, int) and last < first:
        yield (), f"the period ends ({last}) before it begins ({first}): correct the years"


class Years(msgspec.Struct, frozen=True, forbid_unknown_fields=True, order=True):
    """A span of years, both ends included; ``None`` leaves an end open.

    >>> Years(2005, 2008).overlaps(Years(2008, None))
    True
    >>> str(Years(None, 1999)), str(Years(2010, 2010))
    ('until 1999', '2010')
    """

    first: Year | None = msgspec.field(default=None, name="from")
    last: Year | None = msgspec.field(default=None, name="to")

    checks: ClassVar[tuple[Check, ...]] = (span_in_order,)

    def __post_init__(self) -> None:
        """Refuse a span that ends before it begins."""
        ensure(self)

    def overlaps(self, other: Years) -> bool:
        """Whether the two spans share a year."""
        return (self.first is None or other.last is None or self.first <= other.last) and (
            other.first is None or self.last is None or other.first <= self.last
        )

    @property
    def length(self) -> int | None:
        """Number of years, or None where an end is open."""
        if self.first is None or self.last is None:
            return None
        return self.last - self.first + 1

    def __str__(self) -> str:
        if self.first == self.last:
            return "any year" if self.first is None else str(self.first)
        if self.first is None:
            return f"until {self.last}"
        if self.last is None:
            return f"since {self.first}"
        return f"{self.first}-{self.last}"


def pooled(spans: list[Years]) -> Years | None:
    """Return the span from the first to the last year that the spans name.

    Open ends do not widen it: they name no year. None where no year is named.

    >>> str(pooled([Years(2001, None), Years(2005, 2008)]))
    '2001-2008'
    """
    named = [year for span in spans for year in (span.first, span.last) if year is not None]
    return Years(min(named), max(named)) if named else None


def parse_years(text: str | int | tuple[int | None, int | None] | Years) -> Years:
    """Return the span that a person wrote.

    Parameters
    ----------
    text
        A year, ``"2005"``, ``"2005-2010"``, ``"2005-"``, ``"-2010"``, a pair of
        years with None for an open end, or a span, which is returned as it is.

    Raises
    ------
    QueryError
        It is none of these.

    Examples
    --------
    >>> parse_years("2005-2010") == parse_years((2005, 2010)) == Years(2005, 2010)
    True
    """
    if isinstance(text, Years):
        return text
    if isinstance(text, int):
        ends: tuple[int | None, int | None] = (text, text)
    elif isinstance(text, tuple):
        ends = text
    else:
        match = re.fullmatch(r"\s*(\d{4})?\s*(?:(-)\s*(\d{4})?)?\s*", text)
        if match is None or not (match[1] or match[3]):
            raise QueryError(f"{text!r} is no period: write 2008, 2005-2010, 2005- or -2010")
        first = int(match[1]) if match[1] else None
        last = int(match[3]) if match[3] else None
        ends = (first, last if match[2] else first)
    try:
        return Years(*ends)
    except ValueError as error:
        raise QueryError(str(error)) from None
