"""Which digits of a number count: the one rule by which numbers are ranked, compared and told.

The last digits of a sum depend on the order in which a processor adds, and so on the
machine. What is ranked or compared, and what is written where the same bytes are
promised, is therefore first rounded to nine significant digits; equals are then put
in the order of their names. See docs/determinism.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

#: Significant digits that count.
DIGITS = 9
#: What is smaller than this, of shares, tonnes and their like, is nothing.
NOTHING = 1e-12


def settled(value: float) -> float:
    """Return a number by its digits that count.

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

    size = np.abs(values)
    told = size >= NOTHING
    order = np.floor(np.log10(np.where(told, size, 1.0)))
    # Powers of ten to be divided by are whole numbers, and so is what is divided.
    up, down = 10.0 ** np.maximum(DIGITS - 1 - order, 0), 10.0 ** np.maximum(order - DIGITS + 1, 0)
    rounded: NDArray[float64] = np.where(told, np.rint(values / down * up) / up * down, 0.0)
    return rounded


def by_size(value: float) -> float:
    """Return a key that sorts the largest first, and takes for equal what counts as equal.

    >>> sorted([0.3, 0.7, 0.1 + 0.2], key=by_size)
    [0.7, 0.3, 0.30000000000000004]
    """
    return -settled(value)
