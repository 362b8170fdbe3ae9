"""How a map is drawn: what its widths and sizes stand for."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

_SMALLEST = 0.1  # percent; below it only this much is said
_WHOLE = 9.95  # percent, from which on no decimals are written


@dataclass(frozen=True)
class Style:
    """Widths, sizes and classes of a map; colours are in ``assets/map.css``.

    Attributes
    ----------
    limits : tuple of float
        Shares at which a wider class of legs begins, ascending.
    widths : tuple of float
        Width of each class in pixels, one more than the limits.
    casing : float
        Width of the white rim of an arc on both sides together, in pixels.
    pointer : float
        Least width in pixels over which an arc takes the pointer.
    head, head_per_width : float
        Length of an arrow head: pixels, and pixels a pixel of the arc's width.
    node, node_per_root : float
        Radius of a place: pixels, and pixels at a share of 1, growing with its root.
    """

    limits: tuple[float, ...] = (0.005, 0.02, 0.05, 0.15)
    widths: tuple[float, ...] = (1.4, 2.2, 3.4, 5.0, 7.0)
    casing: float = 2.4
    pointer: float = 14.0
    head: float = 6.0
    head_per_width: float = 1.4
    node: float = 3.5
    node_per_root: float = 5.5

    def width_class(self, share: float) -> int:
        """Return the class of a leg, from 0.

        >>> [Style().width_class(share) for share in (0.001, 0.005, 1.0)]
        [0, 1, 4]
        """
        return sum(share >= limit for limit in self.limits)

    def radius(self, share: float) -> float:
        """Return the radius of a place in pixels."""
        return self.node + self.node_per_root * math.sqrt(min(max(share, 0.0), 1.0))

    def class_labels(self) -> tuple[str, ...]:
        """Return what each width stands for.

        >>> Style().class_labels()[0], Style().class_labels()[-1]
        ('under 0.5 %', '15 % and more')
        """
        written = [f"{limit * 100:g}" for limit in self.limits]
        between = [f"{a}-{b} %" for a, b in pairwise(written)]
        return (f"under {written[0]} %", *between, f"{written[-1]} % and more")


def percent(share: float) -> str:
    """Return a share as people read it.

    >>> percent(0.4567), percent(0.0123), percent(0.0001), percent(1.0)
    ('46 %', '1.2 %', 'under 0.1 %', '100 %')
    """
    value = share * 100
    if 0 < value < _SMALLEST:
        return f"under {_SMALLEST} %"
    return f"{value:.1f} %" if 0 < value < _WHOLE else f"{value:.0f} %"
