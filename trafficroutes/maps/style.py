"""How a map is drawn: what its widths and sizes stand for."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise

from trafficroutes.model.digits import settled
from trafficroutes.question.ranges import Told

_SMALLEST = 0.1  # percent; below it only this much is said
_ALL_BUT_CERTAIN = 0.995
_WHOLE = 9.95  # percent, from which on no decimals are written

# Gains from which on traffic may glow: what rounds to less than 0.1 points does not.
_LADDER = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3)

#: Where wider classes begin, by what the width shows.
LIMITS = {
    "share": (0.005, 0.02, 0.05, 0.15),
    "estimate": (0.1, 1.0, 10.0, 50.0),
    "volume": (0.1, 1.0, 10.0, 50.0),
    # The first two are those of the kinds of line: weak, fair, strong.
    "evidence": (0.5, 0.8, 0.95, 0.99),
    # About 2, 10, 50 and 250 records.
    "records": (1.1, 2.4, 3.9, 5.5),
    "records-sqrt": (1.5, 3.2, 7.1, 15.8),
    "kilograms": (1.0, 10.0, 100.0, 1000.0),
}
#: What is written after a number of each measure that has a unit.
_UNITS = {"share": " %", "evidence": " %", "estimate": " t", "volume": " t", "kilograms": " kg"}


@dataclass(frozen=True)
class MapStyle:
    """Widths, sizes and classes of a map.

    Colours are in :mod:`trafficroutes.maps.palette`.

    Attributes
    ----------
    limits : tuple of float, optional
        Amounts at which a wider class of legs begins, ascending. Without them they
        fit what the width shows: shares of journeys, tonnes a year, or evidence.
    widths : tuple of float
        Width of each class in pixels, one more than the limits.
    casing : float
        Width of the white rim of an arc on both sides together, in pixels.
    pointer : float
        Least width in pixels over which an arc takes the pointer.
    head, head_per_width : float
        Length of an arrow head: pixels, and pixels a pixel of the arc's width.
    node, node_per_root : float
        Radius of a place: pixels, and pixels at a size of 1, growing with its root.
    confidence : tuple of float
        Evidence at which a line is dashed, and at which it is solid.
    least_share : float
        Connections of an answer that fewer of the journeys use are not drawn; the
        map says how many, and its table has them.
    gains : tuple of float, optional
        In a map of before and after: gains of share from which on traffic glows, and
        glows wider, ascending. Without them they fit the largest gain.
    glows : tuple of float
        How much wider than the arc its glow is, in pixels, by class of gain.
    least_changed : float
        In a map of before and after: connections with less of the journeys on both sides
        are drawn at first only if they gain or are lost.
    unmeasured : int
        Class of width of connections of which nothing measures the flow, on a map where
        something measures that of others: they are drawn hollow.
    """

    limits: tuple[float, ...] | None = None
    widths: tuple[float, ...] = (1.4, 2.2, 3.4, 5.0, 7.0)
    casing: float = 2.4
    pointer: float = 14.0
    head: float = 6.0
    head_per_width: float = 1.4
    node: float = 3.5
    node_per_root: float = 5.5
    confidence: tuple[float, float] = (0.5, 0.8)
    least_share: float = 0.002
    gains: tuple[float, ...] | None = None
    glows: tuple[float, ...] = (6.0, 10.0, 15.0)
    least_changed: float = 0.005
    unmeasured: int = 2
    dashes: Mapping[int, str] = field(default_factory=lambda: {0: "2 6", 1: "10 5", 2: ""})

    def limits_for(self, measure: str) -> tuple[float, ...]:
        """Return where the classes of a measure begin; one class where it has none."""
        return self.limits if self.limits is not None else LIMITS.get(measure, ())

    def gains_for(self, most: float) -> tuple[float, ...]:
        """Return where the classes of gain begin, for the largest gain on a map.

        >>> MapStyle().gains_for(0.052), MapStyle().gains_for(0.0004)
        ((0.003, 0.01, 0.03), (0.001,))
        """
        if self.gains is not None:
            return self.gains
        reached = [limit for limit in _LADDER if limit <= settled(most)] or [_LADDER[0]]
        return tuple(reached[-len(self.glows) :])

    def width_class(self, amount: float, measure: str = "share") -> int:
        """Return the class of a leg, from 0.

        >>> [MapStyle().width_class(share) for share in (0.001, 0.005, 1.0)]
        [0, 1, 4]
        """
        counted = settled(amount)
        return sum(counted >= limit for limit in self.limits_for(measure))

    def confidence_class(self, evidence: float) -> int:
        """Return 2 for a leg that is well attested, 1 for one less so, 0 for a weak one.

        >>> [MapStyle().confidence_class(chance) for chance in (0.9, 0.64, 0.16)]
        [2, 1, 0]
        """
        counted = settled(evidence)
        return sum(counted >= limit for limit in self.confidence)

    def radius(self, size: float) -> float:
        """Return the radius of a place in pixels."""
        return self.node + self.node_per_root * math.sqrt(min(max(size, 0.0), 1.0))

    def class_labels(self, measure: str = "share") -> tuple[str, ...]:
        """Return what each width stands for.

        >>> MapStyle().class_labels()[0], MapStyle().class_labels()[-1]
        ('under 0.5 %', '15 % and more')
        >>> MapStyle().class_labels("estimate")[1]
        '0.1-1 t'
        >>> MapStyle().class_labels("equal")
        ('each the same',)
        """
        limits = self.limits_for(measure)
        if not limits:
            return ("each the same",)
        scale = 100 if measure in ("share", "evidence") else 1
        unit = _UNITS.get(measure, "")
        written = [f"{limit * scale:g}" for limit in limits]
        between = [f"{a}-{b}{unit}" for a, b in pairwise(written)]
        return (f"under {written[0]}{unit}", *between, f"{written[-1]}{unit} and more")


def percent(share: float) -> str:
    """Return a share as people read it.

    >>> percent(0.4567), percent(0.0123), percent(0.0001), percent(1.0)
    ('46 %', '1.2 %', 'under 0.1 %', '100 %')
    """
    value = settled(share * 100)
    if 0 < value < _SMALLEST:
        return f"under {_SMALLEST} %"
    return f"{value:.1f} %" if 0 < value < _WHOLE else f"{value:.0f} %"


def amount(value: float, measure: str) -> str:
    """Return an amount as people read it, with its unit.

    >>> amount(1234.6, "estimate"), amount(0.0456, "volume"), amount(0.64, "evidence")
    ('1,235 t', '0.046 t', 'evidence 64 %')
    """
    if measure == "share":
        return percent(value)
    if measure == "evidence":
        return f"evidence {chance(value)}"
    if measure in ("estimate", "volume", "mixed"):
        return f"{_digits(value)} t"
    if measure == "kilograms":
        return f"{_digits(value)} kg"
    return _digits(value)


def chance(value: float) -> str:
    """Return a chance as people read it; none is quite certain.

    >>> chance(0.64), chance(0.998), chance(1.0), chance(0.0)
    ('64 %', 'over 99 %', 'over 99 %', '0 %')
    """
    value = settled(value)
    return "over 99 %" if value >= _ALL_BUT_CERTAIN else f"{value * 100:.0f} %"


def within(value: float, told: Told, measure: str) -> str:
    """Return an amount with its range, if it has one.

    >>> within(0.375, Told("50", (0.12, 0.6)), "share")
    '38 % (as likely as not: 12 % to 60 %)'
    >>> within(3.0, Told("evidence", None), "volume")
    '3 t'
    """
    if told.ends is None:
        return amount(value, measure)
    said = chance if measure == "evidence" else partial(amount, measure=measure)
    low, high = (said(end) for end in told.ends)
    return f"{amount(value, measure)} ({told.called}: {low} to {high})"


def _digits(value: float) -> str:
    """Return a number with two digits that say something, or whole from a hundred on."""
    value = settled(value)
    if value == 0 or abs(value) >= 100:  # noqa: PLR2004 - as said above
        return f"{value:,.0f}"
    places = max(0, 1 - math.floor(math.log10(abs(value))))
    text = f"{value:.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
