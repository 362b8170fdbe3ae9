"""Periods as people say them: years, spans, decades, and what is told from today."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from trafficroutes.model.years import FIRST, LAST, Years

#: How many years "these days" are.
RECENT = 5

Form = Literal["year", "range", "since", "until", "decade", "recent"]

_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_DECADES = (
    "twenties",
    "thirties",
    "forties",
    "fifties",
    "sixties",
    "seventies",
    "eighties",
    "nineties",
)
_YEAR = r"(?:1[89]\d\d|20\d\d)(?!\d)"
_LEAD = (
    r"(?:(?:in|during|over|for|of|within|throughout|from|between|the|years?|period|about"
    r"|around|through)\s+)*"
)
_NOW = r"(?:now|today|the\s+present|present|date|this\s+day|nowadays)"
_RANGE = re.compile(
    rf"(?P<lead>{_LEAD})(?P<first>{_YEAR})(?:\s*-\s*|\s*/\s*|\s+(?:to|until|till|through|up\s+to|and)\s+)"
    rf"(?:the\s+year\s+)?(?P<last>{_YEAR}|\d\d(?!\d))"
)
_SINCE = re.compile(
    rf"(?:(?:ever\s+)?since|starting\s+in|starting|beginning\s+in|beginning|from|as\s+from)\s+(?:the\s+)?(?:year\s+|early\s+)?"
    rf"(?P<year>{_YEAR})(?P<s>'?s)?(?P<on>\s+(?:on(?:wards?)?(?!\w)|(?:to|until|till|up\s+to)\s+{_NOW})|\s*-\s*{_NOW})?"
)
_ONWARDS = re.compile(
    rf"{_LEAD}(?P<year>{_YEAR})(?:\s+(?:onwards?|and\s+(?:later|after)|or\s+later)(?!\w)"
    rf"|(?:\s*-\s*|\s+(?:to|until|till)\s+){_NOW}(?!\w))"
)
_AFTER = re.compile(
    rf"(?:after|later\s+than|past)\s+(?:the\s+)?(?:year\s+)?(?P<year>{_YEAR})(?P<s>'?s)?"
)
_BEFORE = re.compile(
    rf"(?:before|prior\s+to|earlier\s+than|preceding)\s+(?:the\s+)?(?:year\s+)?(?P<year>{_YEAR})(?P<s>'?s)?"
)
_UNTIL = re.compile(
    rf"(?:until|till|up\s+to|up\s+until|to\s+the\s+end\s+of|through\s+to|no\s+later\s+than|by\s+the\s+end\s+of)\s+"
    rf"(?:the\s+)?(?:year\s+)?(?P<year>{_YEAR})"
)
_DECADE = re.compile(
    rf"{_LEAD}(?:(?P<part>early|late|later)[\s-]+)?'?(?P<decade>(?:(?:18|19|20)\d0|[2-9]0)(?='?s\b)|{'|'.join(_DECADES)})(?:'?s\b)?"
)
_LAST_YEARS = re.compile(
    rf"{_LEAD}(?:last|past|recent|previous|latest|most\s+recent)\s+(?:(?P<count>\d{{1,2}}|{'|'.join(_WORDS)})\s+)?"
    r"(?P<unit>years?|decades?)(?!\w)"
)
_RECENT = re.compile(
    r"(?:these\s+days|nowadays|at\s+present|at\s+the\s+moment|currently|presently|recently|lately|today|right\s+now"
    r"|in\s+recent\s+times|of\s+late|at\s+this\s+time|in\s+the\s+present\s+day|now)(?!\w)"
)
_THIS_YEAR = re.compile(r"(?:in\s+)?this\s+year(?!\w)")
_ONE = re.compile(rf"{_LEAD}(?P<year>{_YEAR})(?!\s*%)")


class Period(NamedTuple):
    """A period in a question: its years, where it ends in the text, and how it was said."""

    years: Years
    end: int
    form: Form


def period_at(text: str, start: int, now: int) -> Period | None:
    """Return the period that begins at a place of a text in small letters.

    Parameters
    ----------
    text : str
        The question, with plain hyphens.
    start : int
        Where to look.
    now : int
        The year from which "these days" and "the last five years" are counted back.

    Examples
    --------
    >>> [str(period_at(said, 0, 2026).years) for said in ("since 2015", "the 1990s", "before 2010")]
    ['since 2015', '1990-1999', 'until 2009']
    """
    for read in (_range, _since, _open_end, _decade, _from_now, _single):
        found = read(text, start, now)
        if found is not None:
            return found
    return None


def _range(text: str, start: int, now: int) -> Period | None:  # noqa: ARG001 - one signature for all
    match = _RANGE.match(text, start)
    if match is None:
        return None
    if re.match(r"\s+and\s", text[match.end("first") :]) and "between" not in match["lead"]:
        return None
    first, last = int(match["first"]), int(match["last"])
    if last < len("00") * 50:
        last += first // 100 * 100
    return Period(Years(first, last), match.end(), "range") if first <= last else None


def _since(text: str, start: int, now: int) -> Period | None:  # noqa: ARG001
    match = _SINCE.match(text, start)
    if match is None:
        return None
    if match[0].startswith("from") and not match["on"]:
        return None
    return Period(Years(int(match["year"]), None), match.end(), "since")


def _open_end(text: str, start: int, now: int) -> Period | None:  # noqa: ARG001
    match = _ONWARDS.match(text, start)
    if match is not None:
        return Period(Years(int(match["year"]), None), match.end(), "since")
    match = _AFTER.match(text, start)
    if match is not None:
        first = int(match["year"]) + (10 if match["s"] else 1)
        return Period(Years(first, None), match.end(), "since")
    match = _BEFORE.match(text, start)
    if match is not None and int(match["year"]) > FIRST:
        return Period(Years(None, int(match["year"]) - 1), match.end(), "until")
    match = _UNTIL.match(text, start)
    if match is not None:
        return Period(Years(None, int(match["year"])), match.end(), "until")
    return None


def _decade(text: str, start: int, now: int) -> Period | None:
    match = _DECADE.match(text, start)
    if match is None:
        return None
    said = match["decade"]
    if said in _DECADES:
        first = 1920 + 10 * _DECADES.index(said)
    else:
        first = int(said) if len(said) == len("1990") else 1900 + int(said)
    if first > now:
        return None
    half = {"early": (0, 4), "late": (5, 9), "later": (5, 9), None: (0, 9)}[match["part"]]
    return Period(Years(first + half[0], first + half[1]), match.end(), "decade")


def _from_now(text: str, start: int, now: int) -> Period | None:
    match = _LAST_YEARS.match(text, start)
    if match is not None:
        return _last_years(match, now)
    match = _THIS_YEAR.match(text, start)
    if match is not None:
        return Period(Years(now, now), match.end(), "year")
    match = _RECENT.match(text, start)
    if match is not None:
        return Period(Years(now - RECENT + 1, now), match.end(), "recent")
    return None


def _last_years(match: re.Match[str], now: int) -> Period:
    said = match["count"]
    unit = 10 if match["unit"].startswith("decade") else 1
    if said is None and match["unit"] == "year":
        return Period(Years(now - 1, now - 1), match.end(), "year")
    if said is None:
        count = RECENT if unit == 1 else 1
    else:
        count = int(said) if said.isdecimal() else _WORDS.index(said) + 1
    length = max(1, count * unit)
    return Period(Years(max(FIRST, now - length + 1), now), match.end(), "recent")


def _single(text: str, start: int, now: int) -> Period | None:  # noqa: ARG001
    match = _ONE.match(text, start)
    if match is None or int(match["year"]) > LAST:
        return None
    year = int(match["year"])
    return Period(Years(year, year), match.end(), "year")
