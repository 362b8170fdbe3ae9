"""How far a share of the estimate may be off, by how far such shares have missed before.

The logit of what is published lies around the logit of the estimate as Student's t with
four degrees of freedom, times one scale. Only the scale is fitted, on shares that played
no part in the estimate.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from trafficroutes.graph.arrays import Floats

#: Scale of the misses on the logit. Most likely for the published shares of 30 November 2026
#: (cocaine and opiates, all standard periods; each question one voice, and left out of the
#: estimate that it tests): 1.31, and 1.22 to 1.35 where one question more is left out
#: (``python benchmarks/skill.py --scale``). The most cautious of these.
SCALE = 1.35
#: A share is held to this much from 0 and from 1, for a logit.
EDGE = 0.02


def t4_quantile(chance: Floats) -> Floats:
    """Return quantiles of Student's t with four degrees of freedom.

    By the closed form of Shaw (2006), Journal of Computational Finance 9.

    >>> t4_quantile(np.array([0.5, 0.75, 0.95])).round(3)
    array([0.   , 0.741, 2.132])
    """
    root = np.sqrt(4.0 * chance * (1.0 - chance))
    size = 2.0 * np.sqrt(np.maximum(np.cos(np.arccos(root) / 3.0) / root - 1.0, 0.0))
    found: Floats = np.copysign(size, chance - 0.5)
    return found


def quantiles_of(share: Floats, chance: Floats, *, scale: float = SCALE) -> Floats:
    """Return quantiles of what may be published, shape (shares, chances)."""
    return _moved(share, scale * t4_quantile(chance))


def _moved(share: Floats, misses: Floats) -> Floats:
    """Return shares with each of the misses on the logit, shape (shares, misses)."""
    held = np.minimum(np.maximum(share, EDGE), 1.0 - EDGE)
    logit = np.log(held / (1.0 - held))[..., np.newaxis] + misses
    found: Floats = 1.0 / (1.0 + np.exp(-logit))
    return found


@cache
def _ends(levels: tuple[float, ...]) -> Floats:
    """Return the two quantiles of Student's t that hold each part between them, one by one."""
    return t4_quantile(np.array([(1.0 + end * level) / 2 for level in levels for end in (-1, 1)]))


def ranges_of(share: Floats, level: float, *, scale: float = SCALE) -> tuple[Floats, Floats]:
    """Return the ends of the range that should hold such a part of what is published.

    Widened to hold the share itself.

    >>> low, high = ranges_of(np.array([0.3]), 0.5)
    >>> low.round(2), high.round(2)
    (array([0.14]), array([0.54]))
    """
    (low,), (high,) = ranges_at(share, (level,), scale=scale)
    return low, high


def ranges_at(
    share: Floats, levels: tuple[float, ...], *, scale: float = SCALE
) -> tuple[Floats, Floats]:
    """Return the ends of several such ranges at once, shape (levels, shares)."""
    ends = _moved(share, scale * _ends(levels)).T
    return np.minimum(ends[::2], share), np.maximum(ends[1::2], share)
