"""Cited figures of a period, pooled to one range in one unit."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from trafficroutes.flowmodel.worlds.spreads import Spread, spread_of
from trafficroutes.graph.independence import independent
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.quantity import Quantity
from trafficroutes.model.records import Citation
from trafficroutes.model.units import SIZE
from trafficroutes.model.years import Years, gap

#: A figure from outside the period may stand in when it is at most so many years away.
REACH = 5

#: Kilograms of heroin that a kilogram makes or equals; others count as they are.
#: Ten of opium for one of heroin is the conversion of UNODC's World Drug Reports.
EQUIVALENT = {"opium": 0.1}


@dataclass(frozen=True)
class Figure:
    """An amount with its range and the citations that it stands on.

    Attributes
    ----------
    low, best, high : float
        Kilograms a year, persons, or a fraction, as the context says;
        equal where no range is cited.
    citations : tuple of Citation
        What it was made from.
    near : bool
        Whether it is from outside the period, for want of a figure from within.
    derived : bool
        Whether it is a product or a part of cited figures and not itself cited.
    terms, factors : tuple of Figure
        What it is the sum, or the product, of; empty for a figure that is cited.
    scale : float
        What that sum or product is multiplied by.
    spread : Spread or None
        How it is drawn, where it is one cited figure; None where it is pooled from several.
    """

    low: float
    best: float
    high: float
    citations: tuple[Citation, ...] = ()
    near: bool = False
    derived: bool = False
    terms: tuple[Figure, ...] = ()
    factors: tuple[Figure, ...] = ()
    scale: float = 1.0
    spread: Spread | None = None

    @property
    def half_range(self) -> float:
        """Half the distance from low to high; 0 where no range is cited."""
        return (self.high - self.low) / 2

    def times(self, factor: float) -> Figure:
        """Return the figure in another unit, or a part of it."""
        return replace(
            self,
            low=self.low * factor,
            best=self.best * factor,
            high=self.high * factor,
            scale=self.scale * factor,
            spread=None if self.spread is None else self.spread.times(factor),
        )

    def by(self, other: Figure) -> Figure:
        """Return the product of two figures: low by low, best by best, high by high."""
        return Figure(
            self.low * other.low,
            self.best * other.best,
            self.high * other.high,
            self.citations + other.citations,
            near=self.near or other.near,
            derived=True,
            factors=(self, other),
        )

    def plus(self, other: Figure) -> Figure:
        """Return the sum of two figures."""
        return Figure(
            self.low + other.low,
            self.best + other.best,
            self.high + other.high,
            self.citations + other.citations,
            near=self.near or other.near,
            derived=self.derived or other.derived,
            terms=(self, other),
        )


Reading = tuple[float, float, float]
Reader = Callable[[Quantity, Years | None], Reading | None]


def about(
    citations: Iterable[Citation], years: Years | None, reach: float = REACH
) -> tuple[list[Citation], bool]:
    """Return the citations that speak of a period, and whether they only come near it.

    Those that overlap it; where none does, the nearest ones within ``reach`` years.
    Without a period all are taken, undated ones too.
    """
    citations = list(citations)
    if years is None:
        return citations, False
    dated = [(gap(c.years, years), c) for c in citations if c.years is not None]
    nearest = min((far for far, _ in dated), default=math.inf)
    if nearest > reach or math.isinf(nearest):
        return [], False
    return [c for far, c in dated if far == nearest], nearest > 0


def mass(quantity: Quantity, years: Years | None) -> Reading | None:
    """Return kilograms a year; a total is spread over the years that it covers."""
    size = SIZE.get(quantity.unit)
    if size is None or quantity.unit.startswith("usd"):
        return None
    if not quantity.unit.endswith("_per_year"):
        length = years.length if years is not None else None
        if length is None:
            return None
        size /= length
    return _range(quantity, size)


def in_unit(unit: str, factor: float = 1.0) -> Reader:
    """Return a reader of amounts in one unit, by a factor."""

    def read(quantity: Quantity, years: Years | None) -> Reading | None:  # noqa: ARG001 - a Reader
        return _range(quantity, factor) if quantity.unit == unit else None

    return read


def _range(quantity: Quantity, size: float) -> Reading:
    best = quantity.central
    low = quantity.low if quantity.low is not None else best
    high = quantity.high if quantity.high is not None else best
    return low * size, best * size, high * size


def pooled(
    data: Dataset,
    citations: Sequence[Citation],
    years: Years | None,
    read: Reader,
    *,
    geometric: bool = False,
    reach: float = REACH,
) -> Figure | None:
    """Return one figure from all that is cited for a period; None where nothing is.

    The best value is the mean, one voice for each independent group of
    citations, each weighted by its chance to be true; the range is from the
    lowest to the highest cited value. ``geometric`` takes the geometric mean, for
    amounts that differ by orders of magnitude.
    """
    chosen, near = about(citations, years, reach)
    lows: list[float] = []
    highs: list[float] = []
    voices: list[tuple[float, float]] = []
    used: list[Citation] = []
    spreads: list[Spread] = []
    for group in independent(chosen):
        told: list[tuple[float, float]] = []
        for citation in group:
            found = citation.quantity and read(citation.quantity, citation.years)
            if citation.quantity and found:
                lows.append(found[0])
                highs.append(found[2])
                told.append((found[1], data.probability(citation)))
                used.append(citation)
                spreads.append(_spread(citation.quantity, found[1]))
        if told:
            voices.append((_mean(told, geometric=geometric), max(p for _, p in told)))
    if not used:
        return None
    best = _mean(voices, geometric=geometric)
    # Rounding must not put the mean of equal values outside them.
    best = min(max(best, min(lows)), max(highs))
    spread = spreads[0] if len(spreads) == 1 else None
    return Figure(min(lows), best, max(highs), tuple(used), near=near, spread=spread)


def _spread(quantity: Quantity, best: float) -> Spread:
    """Return how one cited figure is drawn, in the unit in which ``best`` is its central value."""
    central = quantity.central
    return spread_of(quantity).times(best / central if central else 1.0)


def _mean(values: list[tuple[float, float]], *, geometric: bool) -> float:
    """Return the weighted mean of (value, weight) pairs."""
    total = sum(weight for _, weight in values)
    if not total:
        values, total = [(value, 1.0) for value, _ in values], float(len(values))
    if geometric and all(value > 0 for value, _ in values):
        return math.exp(sum(math.log(value) * weight for value, weight in values) / total)
    return sum(value * weight for value, weight in values) / total
