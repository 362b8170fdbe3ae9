"""What a person types into the cells of a table, as the values of records.

Each function takes the text of a cell and raises ``CellError`` with the way out
where it says nothing of the kind. What could mean two things is refused.
"""

from __future__ import annotations

import re
import typing
from typing import Any, TypeVar, cast

from trafficroutes.dataset.tables.days import DayError, day
from trafficroutes.dataset.tables.numbers import NumberError, NumberMarks, number
from trafficroutes.dataset.tables.words import mode_names, unit_names, units
from trafficroutes.errors import QueryError, RecordError
from trafficroutes.model.addresses import flaw_of_address
from trafficroutes.model.names import fold, suggest
from trafficroutes.model.quantity import Quantity
from trafficroutes.model.units import Basis, Unit
from trafficroutes.model.vocabulary import Credibility, Mode, Reliability, SourceKind
from trafficroutes.model.years import Years, parse_years

T = TypeVar("T")

#: What points and commas do where nobody says more.
COMMA_UNCLEAR = NumberMarks("decimals", "unclear")

_DASHES = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-"})
_FIRST_YEAR, _LAST_YEAR = 1800, 2100

_BASES: dict[str, Basis] = {
    **dict.fromkeys(("flow", "flows", "moved", "trafficked", "estimate"), "flow"),
    **dict.fromkeys(("seizure", "seizures", "seized", "intercepted"), "seizure"),
    **dict.fromkeys(("capacity",), "capacity"),
}
_KINDS: dict[str, SourceKind] = {fold(kind): kind for kind in typing.get_args(SourceKind)}
_ANSWERS = {
    **dict.fromkeys(("yes", "y", "true", "1", "x"), True),
    **dict.fromkeys(("no", "n", "false", "0"), False),
}
#: Units of the format that no table of words has.
_MONEY = frozenset(("usd", "us$", "$", "dollar", "dollars", "usdollars"))
_YEARLY = re.compile(
    r"(?:[ _]?per[ _]?(?:year|annum)|\s+a\s+year|\s*/\s*(?:year|yr|y|a)|\s*p\.?\s?a\.?|\s+yearly)$"
)
_NUMBER = r"(?:\d(?:[\d.,]*\d)?|\.\d+)(?:e[+-]?\d{1,2})?"
_AMOUNT = re.compile(
    rf"(?P<lead>[^\d]*?)\s*(?P<first>{_NUMBER})\s*(?P<between>[^\d]*?)\s*"
    rf"(?:(?P<join>-|\bto\b|\band\b)\s*(?P<second>{_NUMBER})\s*(?P<rest>.*))?",
    re.DOTALL,
)
_LEADS = {
    **dict.fromkeys(
        ("at least", "min", "minimum", "more than", "over", ">", ">=", "\u2265"), "low"
    ),
    **dict.fromkeys(
        ("up to", "at most", "max", "maximum", "less than", "under", "<", "<="), "high"
    ),
    **dict.fromkeys(("\u2264",), "high"),
    **dict.fromkeys(("", "about", "approx", "approximately", "around", "ca", "circa", "~"), "best"),
    **dict.fromkeys(("\u2248", "some", "between", "from", "$", "usd", "us$"), "best"),
}
_AMOUNT_HELP = "write 5, 5-7, 'at least 5' or 'up to 7', with the unit behind it or in a column"


class CellError(ValueError):
    """A cell that does not say what its column is for; the message has the way out."""


def words(text: str) -> list[str]:
    """Return the entries of a cell that lists several, split by semicolons.

    >>> words("Ghana; Mali")
    ['Ghana', 'Mali']
    """
    return [word for word in (part.strip() for part in text.split(";")) if word]


def period(text: str) -> int | Years:
    """Return the year or the years of a cell.

    >>> period("2005"), str(period("2005-2008")), str(period("2005-"))
    (2005, '2005-2008', 'since 2005')
    >>> period("2014-11-03"), period("3/11/2014")
    (2014, 2014)
    """
    tidy = re.sub(r"\.0\b", "", text.translate(_DASHES)).replace("/", "-")
    try:
        span = parse_years(tidy)
    except QueryError as error:
        dated = _years_of_date(text)
        if dated is None:
            raise CellError(str(error).replace(repr(tidy), repr(text), 1)) from None
        span = dated
    for end in (span.first, span.last):
        if end is not None:
            year(str(end))
    return span.first if span.first is not None and span.first == span.last else span


def _years_of_date(text: str) -> Years | None:
    """Return the year of a date; None where the text is none.

    ``2010-12`` is a month of 2010, or three years: that is refused.
    """
    short = re.fullmatch(r"\d\d(\d\d)[-/](\d\d)", text.translate(_DASHES))
    if short is not None and short[2] > short[1]:
        told = f"{text[:4]}-{text[:2]}{short[2]}"
        raise CellError(f"{text!r} can mean two things: write {text[:4]}, or {told}")
    try:
        found = day(text).year
    except DayError:
        return None
    year(str(found))
    return Years(found, found)


def year(text: str) -> int:
    """Return the one year of a cell."""
    found = re.fullmatch(r"(\d{4})(?:\.0)?", text)
    if not found or not _FIRST_YEAR <= int(found[1]) <= _LAST_YEAR:
        raise CellError(f"{text!r} is no year: write one from {_FIRST_YEAR} to {_LAST_YEAR}")
    return int(found[1])


def modes(text: str) -> tuple[Mode, ...]:
    """Return the modes of a cell, each once.

    >>> modes("sea container; truck")
    ('sea_container', 'land')
    """
    return tuple(dict.fromkeys(_named(word, mode_names(), "mode") for word in words(text)))


def reliability(text: str) -> Reliability:
    """Return the grade of a source."""
    if text.upper() not in typing.get_args(Reliability):
        raise CellError(f"{text!r} is no grade of a source: write A, B, C, D, E or F")
    return cast("Reliability", text.upper())


def credibility(text: str) -> Credibility:
    """Return the grade of a statement."""
    found = re.fullmatch(r"([1-6])(?:\.0)?", text)
    if not found:
        raise CellError(f"{text!r} is no grade of a statement: write 1, 2, 3, 4, 5 or 6")
    return cast("Credibility", int(found[1]))


def source_kind(text: str) -> SourceKind:
    """Return the kind of a source."""
    return _named(text, _KINDS, "kind of source")


def basis(text: str) -> Basis:
    """Return what an amount measures."""
    return _named(text, _BASES, "basis")


def address(text: str) -> str:
    """Return an address that leads to a document."""
    flaw = flaw_of_address(text)
    if flaw:
        raise CellError(flaw)
    return text


def is_yes(text: str) -> bool:
    """Return whether a cell says yes."""
    return _named(text, _ANSWERS, "answer")


def quantity(
    text: str, unit: str, measured: Basis | None, *, marks: NumberMarks = COMMA_UNCLEAR
) -> Quantity:
    """Return the amount of a cell.

    Parameters
    ----------
    text : str
        Such as ``5``, ``5-7``, ``5 t a year`` or ``at least 5``.
    unit : str
        The cell with the unit; may be empty where the text has it.
    measured : {"flow", "seizure", "capacity"}, optional
        What the amount measures.
    marks : NumberMarks
        What points and commas do. In a table split by semicolons, as spreadsheets write
        where the comma parts decimals, ``1.200`` may be 1200.

    Grams, pounds and other weights become kilograms.

    Examples
    --------
    >>> str(quantity("at least 5 t/year", "", "flow")), str(quantity("341.61", "Gram", "seizure"))
    ('at least 5 t a year', '0.34161 kg')
    """
    found = _AMOUNT.fullmatch(text.translate(_DASHES).lower())
    if found is None:
        raise CellError(f"{text!r} is no amount: {_AMOUNT_HELP}")
    if re.search(r"[a-z]\.\d", found.string[: found.end("first")]):
        raise CellError(f"{text!r}: the point can mean two things: write 0.5, or 'ca. 5'")
    lead = re.sub(r"(?<=[a-z])\.$", "", found["lead"].strip())
    first = _number(found["first"], text, marks)
    second = found["second"]
    named = [part for part in (found["between"], found["rest"] or "") if part.strip()]
    if lead in ("$", "usd", "us$"):
        named.append("usd")
    if lead not in _LEADS or (second and _LEADS[lead] != "best"):
        raise CellError(f"{text!r} is no amount: {_AMOUNT_HELP}")
    found_units = list(dict.fromkeys(_unit(part) for part in (*named, unit) if part.strip()))
    if len(found_units) != 1:
        told = f"has two units ({', '.join(name for name, _, _ in found_units)}): keep one"
        told = told if found_units else "has no unit: add one"
        raise CellError(f"{text!r} {told}, such as t, kg, t_per_year or usd")
    ((_, held, size),) = found_units
    bounds: dict[str, Any] = {_LEADS[lead]: first}
    if second:
        bounds = {"low": first, "high": _number(second, text, marks)}
    bounds = {bound: _scaled(value, size) for bound, value in bounds.items()}
    try:
        return Quantity(unit=cast("Unit", held), basis=measured, **bounds)
    except RecordError as error:
        raise CellError(f"{text!r}: {error}") from None


def _scaled(value: float, size: float) -> float:
    """Return a value in another unit, with the digits that it was given by."""
    return value if size == 1 else float(f"{value * size:.12g}")


def _number(text: str, cell: str, marks: NumberMarks) -> float:
    try:
        return number(text, marks)
    except NumberError as error:
        told = str(error).replace(repr(text), repr(cell), 1)
        raise CellError(told if repr(cell) in told else f"{cell!r}: {told}") from None


def _unit(text: str) -> tuple[str, str, float]:
    """Return how people write a unit, the unit of the format, and how many of it are in one."""
    lowered = text.strip().lower()
    yearly = _YEARLY.search(lowered)
    base = lowered[: yearly.start()] if yearly else lowered
    key = unit_names().get(fold(base), "")
    size = units()[key].kilograms if key else None
    plain = re.sub(r"[\s.]", "", base)
    if plain in _MONEY:
        key, held, size = "usd", "usd", 1.0
    elif key in ("kg", "t"):
        held, size = key, 1.0
    elif size is not None:
        held = "kg"
    else:
        shown = text.strip()
        told = f"{shown!r} is no weight" if key else f"unknown unit {shown!r}"
        raise CellError(f"{told}: write t, kg, g or usd, or these 'per year'")
    suffix = "_per_year" if yearly else ""
    return f"{key}{suffix}", f"{held}{suffix}", size


def _named(text: str, known: dict[str, T], what: str) -> T:
    """Return what a word stands for."""
    found = known.get(fold(text))
    if found is None:
        near = suggest(text, known)
        values = sorted({str(known[name]) for name in near or known})
        hint = f"did you mean {', '.join(values)}?" if near else f"known: {', '.join(values)}"
        raise CellError(f"unknown {what} {text!r}; {hint}")
    return found
