"""Where the middle 90 percent of exact numbers lie, written from docs/method.md."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from tests.networks import near

Row = Sequence[Fraction | int]


def middle(rows: Sequence[Row]) -> list[Any]:
    """Return the 5 and 95 percent points of each column, as what compares equal to them."""
    return [
        (near(_point(sorted(column), 5)), near(_point(sorted(column), 95)))
        for column in zip(*rows, strict=True)
    ]


def _point(ordered: Sequence[Fraction | int], percent: int) -> Fraction:
    at = Fraction(percent, 100) * (len(ordered) - 1)
    low, high = ordered[math.floor(at)], ordered[math.ceil(at)]
    return low + (high - low) * (at - math.floor(at))


def middle_ranks(rows: Sequence[Row]) -> list[tuple[int, int] | None]:
    """Return the best and the worst rank of 90 percent of the rows that are not all 0."""
    ranked = [[1 + sum(other > one for other in row) for one in row] for row in rows if any(row)]
    if not ranked:
        return [None] * len(rows[0])
    last = len(ranked) - 1
    return [
        (
            sorted(column)[math.floor(Fraction(5, 100) * last)],
            sorted(column)[math.ceil(Fraction(95, 100) * last)],
        )
        for column in zip(*ranked, strict=True)
    ]
