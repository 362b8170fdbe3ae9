"""Which digits of a number count: the one rule by which numbers are ranked, compared and told.

The last digits of a sum depend on the order in which a processor adds, and so on the
machine. What is ranked or compared, and what is written where the same bytes are
promised, is therefore first rounded to nine significant digits; equals are then put
in the order of their names. See docs/determinism.md.
"""

from __future__ import annotations

import sys
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

#: Significant digits that count.
DIGITS = 9
#: What is smaller than this, of shares, tonnes and their like, is nothing.
NOTHING = 1e-12
#: The order of a number that is not nothing, and one less for what a logarithm may miss.
_LEAST = -13


@lru_cache(maxsize=8192)
def settled(value: float) -> float:
    """Return a number by its digits that count; kept, since the same is ranked, classed and told.

    >>> settled(0.1 + 0.2), settled(-1e-17), settled(1 / 3)
    (0.3, 0.0, 0.333333333)
    """
    return float(f"{value:.{DIGITS}g}") if abs(value) >= NOTHING else 0.0


def settled_all(values: NDArray[float64]) -> NDArray[float64]:
    """Return an array of finite numbers, of any shape, by their digits that count.

    >>> import numpy as np
    >>> settled_all(np.array([0.1 + 0.2, -1e-17, 1 / 3])).tolist()
    [0.3, 0.0, 0.333333333]
    """
    import numpy as np

    up, down = _powers()
    size = np.abs(values)
    order = (np.log10(np.maximum(size, NOTHING)) - _LEAST).astype(np.intp)
    # Powers of ten to be divided by are whole numbers, and so is what is divided.
    if order.max(initial=0) < DIGITS - _LEAST:  # what follows, where it divides by 1
        scale = up[order]
        near = np.rint(values * scale) / scale
    else:
        near = np.rint(values / down[order] * up[order]) / up[order] * down[order]
    rounded: NDArray[float64] = np.where(size >= NOTHING, near, 0.0)
    return rounded


@cache
def _powers() -> tuple[NDArray[float64], NDArray[float64]]:
    """Return by what to multiply and to divide numbers of each order, from ``_LEAST`` on."""
    import numpy as np

    orders = np.arange(_LEAST, sys.float_info.max_10_exp + 1, dtype=np.float64)
    return 10.0 ** np.maximum(DIGITS - 1 - orders, 0), 10.0 ** np.maximum(orders - DIGITS + 1, 0)


def by_size(value: float) -> float:
    """Return a key that sorts the largest first, and takes for equal what counts as equal.

    >>> sorted([0.3, 0.7, 0.1 + 0.2], key=by_size)
    [0.7, 0.3, 0.30000000000000004]
    """
    return -settled(value)
