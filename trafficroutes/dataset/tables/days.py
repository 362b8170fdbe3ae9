"""Dates as people write them: years, months and days, or what can be told of them.

``03/04/2014`` is in March or in April. Where the other dates of a column say which comes
first it is read so; else the year alone is taken, and the day is left open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple

from trafficroutes.model.names import fold

#: Which of two numbers before a year is the day.
Order = Literal["day first", "month first", ""]

_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:[T ]\d{1,2}:.*)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_PLAIN_YEAR = re.compile(r"(\d{4})\.0+")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?:[T ]\d{1,2}:.*)?")
_POINTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?:[T ]\d{1,2}:.*)?")
_WORDED = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th|\.)?[\s-]+)?([^\W\d_]+)\.?[\s,-]+(\d{4})")
_WORD_FIRST = re.compile(r"([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_MONTHS: dict[str, int] = {
    fold(name): number
    for number, names in enumerate(
        (
            "jan january janvier enero ene januar janeiro gennaio",
            "feb february fevrier febrero februar fevereiro fev febbraio",
            "mar march mars marzo marz marco",
            "apr april avril abril abr aprile",
            "may mai mayo maio maggio",
            "jun june juin junio juni junho giugno",
            "jul july juillet julio juli julho luglio",
            "aug august aout agosto ago",
            "sep sept september septembre septiembre setembro settembre",
            "oct october octobre octubre oktober okt outubro ottobre",
            "nov november novembre noviembre novembro",
            "dec december decembre diciembre dic dezember dez dezembro dicembre",
        ),
        start=1,
    )
    for name in names.split()
}
_TWELVE = 12


class Day(NamedTuple):
    """What a text says of a date; 0 where it leaves the month or the day open."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def whole(self) -> date | None:
        """The date, where all of it is told."""
        return date(self.year, self.month, self.day) if self.day else None


class DayError(ValueError):
    """A text that is no date; the message has the way out."""


def day(text: str, order: Order = "") -> Day:
    """Return what a text says of a date.

    Parameters
    ----------
    text : str
        Such as ``2014-11-03``, ``3.11.2014``, ``3 Nov 2014``, ``2014-11``, ``2014``.
    order : {"day first", "month first", ""}
        Which of two numbers before a year is the day, where the column tells.

    Raises
    ------
    DayError
        It is no date, or one that is not in the calendar.

    Examples
    --------
    >>> day("2014-11-03"), day("3 Nov 2014").month, day("2014")
    (Day(year=2014, month=11, day=3), 11, Day(year=2014, month=0, day=0))
    >>> day("03/04/2014"), day("23/04/2014").day, day("03/04/2014", "day first").month
    (Day(year=2014, month=0, day=0), 23, 4)
    """
    found = _parts(text.strip(), order)
    if found is None:
        raise DayError(f"{text!r} is no date: write 2014-11-03, 2014-11 or 2014")
    try:
        # A day of no month is none: the month is 0 then, which the calendar refuses.
        date(found.year, found.month if found.day else found.month or 1, found.day or 1)
    except ValueError:
        raise DayError(f"{text!r} is not in the calendar: correct the date") from None
    return found


def _parts(text: str, order: Order) -> Day | None:
    iso = _ISO.fullmatch(text) or _COMPACT.fullmatch(text) or _PLAIN_YEAR.fullmatch(text)
    if iso is not None:
        return Day(*(int(part) if part is not None else 0 for part in iso.groups()))
    pointed = _POINTED.fullmatch(text)
    if pointed is not None:
        return Day(int(pointed[3]), int(pointed[2]), int(pointed[1]))
    slashed = _SLASHED.fullmatch(text)
    if slashed is not None:
        return _slashed(int(slashed[1]), int(slashed[2]), int(slashed[3]), order)
    worded = _WORDED.fullmatch(text)
    if worded is not None:
        return _worded(worded[1] or "0", worded[2], worded[3])
    first = _WORD_FIRST.fullmatch(text)
    return None if first is None else _worded(first[2], first[1], first[3])


def _slashed(first: int, second: int, year: int, order: Order) -> Day:
    if first == second:
        return Day(year, first, second)
    order = order or order_told(first, second)
    if order == "day first":
        return Day(year, second, first)
    return Day(year, first, second) if order == "month first" else Day(year)


def order_told(first: int, second: int) -> Order:
    """Return which of two numbers is the day, where one of them can be no month."""
    if (first > _TWELVE) == (second > _TWELVE):
        return ""
    return "day first" if first > _TWELVE else "month first"


def _worded(day_of_month: str, month: str, year: str) -> Day | None:
    number = _MONTHS.get(fold(month))
    return None if number is None else Day(int(year), number, int(day_of_month))


def order_of(texts: Iterable[str]) -> Order:
    """Return which of two numbers comes first in a column; "" where it tells none, or both.

    >>> order_of(["03/04/2014", "23/04/2014"]), order_of(["03/04/2014"])
    ('day first', '')
    """
    told: set[Order] = set()
    for text in texts:
        found = _SLASHED.fullmatch(text.strip())
        if found is not None:
            told.add(order_told(int(found[1]), int(found[2])))
    told.discard("")
    return told.pop() if len(told) == 1 else ""
