"""Periods in whole years, with open ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from numbers import Integral
from typing import Annotated, ClassVar, Protocol, TypeAlias

import msgspec

from trafficroutes.errors import QueryError
from trafficroutes.model.checks import Check, Flaw, ensure

#: The bounds of a calendar year catch typing slips such as 20011.
FIRST, LAST = 1800, 2100
Year = Annotated[int, msgspec.Meta(ge=FIRST, le=LAST, description=f"a year from {FIRST} to {LAST}")]


#: A statement without a first year ("until 2010") speaks of so many years at most. No
#: document says how far back it looks; reports on routes are rarely about more than a decade.
HORIZON = 10


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


class Years(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
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
    def reach(self) -> Years:
        """The span without an open start: :data:`HORIZON` years up to its last.

        >>> str(Years(None, 2010).reach), str(Years(2005, None).reach)
        ('2001-2010', 'since 2005')
        """
        if self.first is not None or self.last is None:
            return self
        return Years(max(FIRST, self.last - HORIZON + 1), self.last)

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


#: Dashes as they are typed and typeset: hyphens, figure, en and em dash, bar, minus.
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_WRITTEN = re.compile(rf"(\d{{4}})?\s*(?:([{DASHES}]|\bto\b)\s*(\d{{4}})?)?", re.IGNORECASE)
_OPEN_END = re.compile(r"^(since|until)\s+(\d{4})$", re.IGNORECASE)

#: What a period can be given as; see :func:`parse_years`.
Period: TypeAlias = str | int | range | Sequence[int | None] | Years


@cache
def single_year(year: int) -> Years:
    """Return the span of one year."""
    return Years(year, year)


def gap(span: Years, years: Years) -> int:
    """Return how many years lie between a span that is told of and a period; 0 where they overlap.

    A span without a first year is told of its :attr:`~Years.reach`.

    >>> gap(Years(2001, 2003), Years(2006, 2010)), gap(Years(2006), Years(2010, 2011))
    (3, 0)
    >>> gap(Years(None, 2010), Years(1998, 1998))
    3
    """
    told = span.reach
    if told.overlaps(years):
        return 0
    earlier, later = sorted((told, years), key=lambda one: (one.first is not None, one.first or 0))
    return (later.first or 0) - (earlier.last or 0)


def pooled(spans: list[Years]) -> Years | None:
    """Return the span from the first to the last year that the spans name.

    Open ends do not widen it: they name no year. None where no year is named.

    >>> str(pooled([Years(2001, None), Years(2005, 2008)]))
    '2001-2008'
    """
    named = [year for span in spans for year in (span.first, span.last) if year is not None]
    return Years(min(named), max(named)) if named else None


def parse_years(text: Period) -> Years:
    """Return the span that a person wrote.

    Parameters
    ----------
    text
        A year, ``"2005"``, ``"2005-2010"``, ``"2005-"``, ``"-2010"``, a pair of
        years with None for an open end, a ``range`` of years, or a span, which is
        returned as it is. Any dash will do, and so will "2005 to 2010", "since 2005"
        and "until 2010".

    Raises
    ------
    QueryError
        It is none of these.

    Examples
    --------
    >>> parse_years("2005-2010") == parse_years((2005, 2010)) == Years(2005, 2010)
    True
    >>> str(parse_years(range(2005, 2011)))
    '2005-2010'
    >>> str(parse_years("2005 to 2010")), str(parse_years("since 2005"))
    ('2005-2010', 'since 2005')
    """
    if isinstance(text, Years):
        return text
    first, last = _ends(text)
    try:
        return Years(_year(first), _year(last))
    except ValueError as error:
        raise QueryError(str(error)) from None


def _ends(given: object) -> tuple[object, object]:
    """Return the first and the last year of what a person gave."""
    if isinstance(given, str):
        match = _WRITTEN.fullmatch(_OPEN_END.sub(_with_dash, given.strip()))
        if match is None or not (match[1] or match[3]):
            raise QueryError(f"{given!r} is no period: write 2008, 2005-2010, 2005- or -2010")
        return match[1], match[3] if match[2] else match[1]
    if isinstance(given, Integral):
        return given, given
    if isinstance(given, range) and given and given.step == 1:
        return given[0], given[-1]
    if isinstance(given, (tuple, list)) and len(given) == len(("first", "last")):
        return given[0], given[1]
    raise QueryError(
        f"{given!r} is no period: give 2008, '2005-2010', (2005, 2010), (2005, None) or "
        "range(2005, 2011)"
    )


def _with_dash(word: re.Match[str]) -> str:
    """Return "since 2005" and "until 2010" with a dash for the open end."""
    return f"{word[2]}-" if word[1].lower() == "since" else f"-{word[2]}"


def _year(given: object) -> int | None:
    if given is None:
        return None
    number = None
    if isinstance(given, Integral) or (isinstance(given, str) and given.strip().isdecimal()):
        number = int(given)
    if number is None or not FIRST <= number <= LAST:
        raise QueryError(f"{given!r} is no year: give one from {FIRST} to {LAST}")
    return number
