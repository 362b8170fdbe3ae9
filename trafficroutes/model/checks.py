"""What a record must satisfy beyond the types of its fields.

Each check takes a record and yields (path below the record, message). The
reader of a data file runs the checks on records that hold wrong values too, so
that all problems come out at once; it puts a stand-in for each wrong value,
which is falsy, empty and equal to nothing. So a check asks for what is wrong
("is it empty?") and never for what is right.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from trafficroutes.errors import RecordError
from trafficroutes.model.units import dimension

if TYPE_CHECKING:
    from trafficroutes.model.quantity import Change, Quantity
    from trafficroutes.model.records import (
        Citation,
        DataFile,
        FormerName,
        Grades,
        Leg,
        Member,
        Region,
        _Cited,
        _Movement,
    )
    from trafficroutes.model.years import Years

#: A path below a record, and what is wrong there.
Flaw = tuple[tuple[str | int, ...], str]
Check = Callable[[Any], Iterator[Flaw]]
_WHOLE = 100.0  # percent


def ensure(record: Any) -> None:
    """Run a record's checks.

    Raises
    ------
    RecordError
        With all that they find.
    """
    flaws = [flaw for check in record.checks for flaw in check(record)]
    if flaws:
        raise RecordError(flaws)


def span_in_order(span: Years | FormerName) -> Iterator[Flaw]:
    """Refuse a span of years that ends before it begins."""
    yield from _in_order(span.first, span.last)


def membership_in_order(member: Member) -> Iterator[Flaw]:
    """Refuse a membership that ends before it begins."""
    yield from _in_order(member.joined, member.left)


def _in_order(first: int | None, last: int | None) -> Iterator[Flaw]:
    if isinstance(first, int) and isinstance(last, int) and last < first:
        yield (), f"the period ends ({last}) before it begins ({first}): correct the years"


def finite(amount: Quantity | Change) -> Iterator[Flaw]:
    """Refuse infinite numbers (the types refuse negative ones and NaN)."""
    for name in ("low", "best", "high", "start", "end"):
        value = getattr(amount, name, None)
        if isinstance(value, float) and not math.isfinite(value):
            yield (name,), f"{value} is not finite: give a number"


def range_in_order(quantity: Quantity) -> Iterator[Flaw]:
    """Refuse a range without a number, one that is reversed, a share over 100 percent."""
    named = (("low", quantity.low), ("best", quantity.best), ("high", quantity.high))
    if all(value is None for _, value in named):
        yield (), "the quantity has no number: give low, best or high"
        return
    given = [(name, value) for name, value in named if isinstance(value, (int, float))]
    values = [value for _, value in given]
    if values != sorted(values):
        shown = ", ".join(f"{name} {value:g}" for name, value in given)
        yield (), f"the range is reversed ({shown}): give low <= best <= high"
    elif quantity.unit == "percent" and values and _WHOLE < values[-1] < math.inf:
        yield (given[-1][0],), f"{values[-1]:g} percent is over 100: correct the number"


def grades_complete(grades: Grades) -> Iterator[Flaw]:
    """Refuse a table with a grade missing."""
    for name, wanted in (("reliability", "ABCDEF"), ("credibility", range(1, 7))):
        table = getattr(grades, name)
        missing = [str(grade) for grade in wanted if grade not in table]
        if isinstance(table, dict) and missing:
            yield (name,), f"no value for {', '.join(missing)}: add a probability for each"


def land_or_sea(region: Region) -> Iterator[Flaw]:
    """Refuse a region on land without members, and a sea area with some."""
    if region.sea is False and region.members == ():
        yield (), "a region needs members: add some, or 'sea: true' for a sea area"
    elif region.sea and region.members:
        yield ("members",), "a sea area has no members: remove them, or 'sea: true'"


def period_named(citation: Citation) -> Iterator[Flaw]:
    """Refuse a period that is open at both ends."""
    period = citation.period
    if period and not isinstance(period, int) and period.first is None and period.last is None:
        yield ("period",), "the period names no year: give from, to or both, or remove it"


def ends_differ(movement: _Movement) -> Iterator[Flaw]:
    """Refuse a movement from a place to itself."""
    if movement.origin == movement.to:
        yield ("to",), f"it leads from {movement.origin} to itself: name two places"


def units_fit(record: _Cited) -> Iterator[Flaw]:
    """Refuse money where goods are measured by weight, and the other way round."""
    measured = record.commodity.dimension
    for number, citation in enumerate(record.citations):
        unit = citation.quantity.unit if citation.quantity else ""
        found = dimension(unit)
        if found and measured and found != measured:
            said = f"{unit} is {found}, but {record.commodity} is measured in {measured}"
            at = ("citations", number, "quantity", "unit")
            yield at, f"{said}: correct the unit or the commodity"


def quantities_measure(leg: Leg) -> Iterator[Flaw]:
    """Refuse quantities on a leg of which it is not clear what they measure."""
    for number, citation in enumerate(leg.citations):
        quantity = citation.quantity
        if not quantity:
            continue
        at = ("citations", number, "quantity")
        if quantity.basis is None:
            yield at, "'basis' is missing: add basis: flow, seizure or capacity"
        if quantity.unit and not dimension(quantity.unit):
            way = "give kg, t or usd (or these per year), or make it an observation"
            yield (*at, "unit"), f"a leg has no quantity in {quantity.unit}: {way}"


def date_exists(file: DataFile) -> Iterator[Flaw]:
    """Refuse a date such as 2026-02-30."""
    if isinstance(file.updated, str):
        try:
            date.fromisoformat(file.updated)
        except ValueError:
            yield ("updated",), f"{file.updated} is not in the calendar: correct the date"
