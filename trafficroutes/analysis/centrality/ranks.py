"""Ranks, how far two rankings agree, and where they do not."""

from __future__ import annotations

import math

import numpy as np

from trafficroutes.graph.arrays import Floats, Ints
from trafficroutes.model.digits import settled_all

#: Digits of a correlation that are told.
_DIGITS = 12
#: With fewer places a rank correlation says nothing.
_FEWEST = 3


def ranks_of(values: Floats) -> Ints:
    """Return ranks from 1, the largest first; equals share the better rank.

    >>> ranks_of(np.array([5.0, 9.0, 5.0, 1.0])).tolist()
    [2, 1, 2, 4]
    """
    if not values.size:
        return np.zeros(0, dtype=np.int64)
    largest = float(np.abs(values).max())
    near = settled_all(values / largest) if largest > 0 else values
    ahead = np.sort(-near)
    return np.searchsorted(ahead, -near, side="left").astype(np.int64) + 1


def middle_ranks(ranks: Ints) -> Floats:
    """Return ranks of which equals share the middle: many alike at the end are not second.

    >>> middle_ranks(np.array([2, 1, 2, 2])).tolist()
    [3.0, 1.0, 3.0, 3.0]
    """
    alike = np.bincount(ranks)[ranks]
    middle: Floats = ranks + (alike - 1) / 2
    return middle


def rank_correlation(one: Floats, other: Floats) -> tuple[float | None, float | None]:
    """Return Spearman's rho and Kendall's tau-b of two lists of values.

    Values that count as equal for ranks are ties here too. Both are None with
    fewer than three values, or where one list has no order. Here and not from
    ``scipy.stats``, which takes a second to import.

    >>> rank_correlation(np.array([1.0, 2.0, 3.0]), np.array([3.0, 2.0, 1.0]))
    (-1.0, -1.0)
    """
    first, second = ranks_of(one), ranks_of(other)
    if first.size < _FEWEST or len({*first.tolist()}) == 1 or len({*second.tolist()}) == 1:
        return None, None
    return _rounded(_spearman(first, second)), _rounded(_kendall(first, second))


def _spearman(first: Ints, second: Ints) -> float:
    """Return the correlation of the middle ranks."""
    one, other = (middle - middle.mean() for middle in map(middle_ranks, (first, second)))
    return float(one @ other / np.sqrt((one @ one) * (other @ other)))


def _kendall(first: Ints, second: Ints) -> float:
    """Return pairs that agree less pairs that do not, over those without ties (tau-b)."""
    agree = one = other = 0
    for at in range(1, first.size):
        here, there = np.sign(first[:at] - first[at]), np.sign(second[:at] - second[at])
        agree += int(here @ there)
        one += int(here @ here)
        other += int(there @ there)
    return agree / math.sqrt(one * other)


def _rounded(value: float) -> float:
    """Return a correlation without the last digits, which are noise."""
    return round(value, _DIGITS)


def disagreement(middle: dict[str, float], count: int) -> tuple[str, str] | None:
    """Return the measures that rank a place first and last, where they disagree.

    They do when one puts it into the first fifth of the places, and another into
    the second half, by the middle of those that are alike.

    >>> disagreement({"strength": 1.0, "pagerank": 8.0}, 10)
    ('strength', 'pagerank')
    """
    if not middle:
        return None
    best = min(middle, key=lambda measure: middle[measure])
    worst = max(middle, key=lambda measure: middle[measure])
    if middle[best] * 5 <= max(count, 5) and middle[worst] * 2 > count > 1:
        return best, worst
    return None
