"""Cited amounts: a range, a unit, and what kind of amount it is."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import ClassVar

import msgspec

from trafficroutes.model.checks import Check, Flaw, ensure
from trafficroutes.model.units import SIZE, Amount, Basis, Unit
from trafficroutes.model.years import Years

#: percent
_WHOLE = 100.0


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


class Quantity(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """An amount as its source gives it: low, best and high in one unit.

    A figure without a range has only ``best``; "at least" has only ``low``, "up
    to" only ``high``. ``basis`` says whether it measures what moves (``flow``),
    what was taken (``seizure``) or what could be carried (``capacity``).

    >>> Quantity(low=40, high=47, unit="t_per_year", basis="flow").central
    43.35896...
    """

    unit: Unit
    low: Amount | None = None
    best: Amount | None = None
    high: Amount | None = None
    basis: Basis | None = None

    checks: ClassVar[tuple[Check, ...]] = (finite, range_in_order)

    def __post_init__(self) -> None:
        """Refuse an empty, reversed or infinite range and impossible shares."""
        ensure(self)

    @property
    def central(self) -> float:
        """The one value to use where one is needed, in the unit of the quantity.

        ``best`` where it is given; else the geometric mean of low and high (the
        median of the log-uniform distribution between them), the arithmetic mean
        where low is 0; else the only bound there is.
        """
        if self.best is not None:
            return self.best
        if self.low is not None and self.high is not None:
            # One root each: the product may be too large for a float.
            return math.sqrt(self.low) * math.sqrt(self.high) if self.low > 0 else self.high / 2
        return self.low if self.low is not None else self.high or 0.0

    def base_amount(self) -> float | None:
        """Return the central value in kilograms or dollars; None for other units."""
        size = SIZE.get(self.unit)
        return None if size is None else self.central * size

    def per_year(self, span: Years | None) -> float | None:
        """Return the central value in kilograms (or dollars) a year.

        A total counts only where its period is closed: it is spread evenly over
        the years. None where no rate can be told.

        >>> Quantity(best=30, unit="t").per_year(Years(2006, 2008))
        10000.0
        >>> Quantity(best=30, unit="t").per_year(None) is None
        True
        """
        amount = self.base_amount()
        if amount is None or self.unit.endswith("_per_year"):
            return amount
        length = span.length if span is not None else None
        return None if length is None else amount / length

    def __str__(self) -> str:
        unit = self.unit.replace("_per_year", " a year").replace("_", " ")
        if self.low is not None and self.high is not None:
            best = f" (best {written(self.best)})" if self.best is not None else ""
            ends = dict.fromkeys((written(self.low), written(self.high)))
            return f"{'-'.join(ends)}{best} {unit}"
        if self.best is not None:
            return f"{written(self.best)} {unit}"
        bound = "at least" if self.low is not None else "up to"
        return f"{bound} {written(self.central)} {unit}"


def written(number: float) -> str:
    """Return a number as people write it, without powers of ten.

    >>> written(3498700.0), written(0.1), written(15800)
    ('3,498,700', '0.1', '15,800')
    """
    return f"{number:,.12g}"


class Change(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """A figure that went from one value to another over the citation's period."""

    start: Amount
    end: Amount
    unit: Unit

    checks: ClassVar[tuple[Check, ...]] = (finite,)

    def __post_init__(self) -> None:
        """Refuse values that are not finite."""
        ensure(self)
