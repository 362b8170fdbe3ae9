"""How a cited figure lies in its range, and its value at a quantile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trafficroutes.graph.arrays import Floats
from trafficroutes.model.quantity import Quantity

#: A figure without a range is drawn from this part below it to this part above it.
ASSUMED_SPREAD = 0.25
#: "At least" and "up to" are drawn up to this part beyond, or down to it below.
ASSUMED_REACH = 0.5


@dataclass(frozen=True, slots=True)
class Spread:
    """How a cited figure is drawn.

    Attributes
    ----------
    low, high : float
        Ends, in the unit of the figure.
    mode : float or None
        Peak of the triangular distribution; None draws log-uniformly (uniformly
        where ``low`` is 0).
    assumed : bool
        Whether an end was not cited.
    """

    low: float
    high: float
    mode: float | None
    assumed: bool

    def times(self, factor: float) -> Spread:
        """Return the spread of the figure in another unit, or of a part of it."""
        mode = None if self.mode is None else self.mode * factor
        return Spread(self.low * factor, self.high * factor, mode, self.assumed)


def spread_of(quantity: Quantity) -> Spread:
    """Return how a cited amount is drawn, in its own unit.

    ============================  ==============================================
    cited                         drawn
    ============================  ==============================================
    low, best, high               triangular
    low and high                  log-uniform (uniform where low is 0)
    best                          triangular, from 25 % below to 25 % above
    best and one end              triangular; the other end as far away, and at
                                  least 25 %
    "at least"                    triangular, from it (the peak) to 50 % above
    "up to"                       triangular, from 50 % below to it (the peak)
    ============================  ==============================================

    What is not cited of these ranges is assumed, and marked so.

    >>> spread_of(Quantity(best=40, unit="t"))
    Spread(low=30.0, high=50.0, mode=40, assumed=True)
    """
    low, best, high = quantity.low, quantity.best, quantity.high
    if low is not None and high is not None:
        return Spread(low, high, best, assumed=False)
    if best is not None:
        away = ASSUMED_SPREAD * best
        if low is not None:
            return Spread(low, best + max(away, best - low), best, assumed=True)
        if high is not None:
            return Spread(max(best - max(away, high - best), 0.0), high, best, assumed=True)
        return Spread(best - away, best + away, best, assumed=True)
    if low is not None:
        return Spread(low, low * (1.0 + ASSUMED_REACH), low, assumed=True)
    top = quantity.central
    return Spread(top * (1.0 - ASSUMED_REACH), top, top, assumed=True)


def spread_between(low: float, best: float, high: float) -> Spread:
    """Return how a figure that is pooled from several is drawn: triangular.

    A quarter up and down where they agree.

    >>> spread_between(4.0, 4.0, 4.0)
    Spread(low=3.0, high=5.0, mode=4.0, assumed=True)
    """
    if low >= high:
        return Spread(best * (1.0 - ASSUMED_SPREAD), best * (1.0 + ASSUMED_SPREAD), best, True)
    return Spread(low, high, min(max(best, low), high), assumed=False)


def sample(spreads: Sequence[Spread], quantile: Floats) -> Floats:
    """Return a value of each figure in each draw by the inverse of its distribution.

    Parameters
    ----------
    spreads : sequence of k Spread
    quantile : float array, shape (..., k)

    >>> sample([Spread(10, 40, None, assumed=False)] * 3, np.array([0.0, 0.5, 1.0]))
    array([10., 20., 40.])
    """
    low = np.array([spread.low for spread in spreads], dtype=np.float64)
    high = np.array([spread.high for spread in spreads], dtype=np.float64)
    mode = np.array([np.nan if s.mode is None else s.mode for s in spreads], dtype=np.float64)
    width, peaked = high - low, ~np.isnan(mode)
    logarithmic = ~peaked & (low > 0)
    rise = np.where(peaked, mode - low, 0.0)
    # One root and one logarithm each: products and quotients may be too large.
    up = low + np.sqrt(quantile * rise) * np.sqrt(width)
    down = high - np.sqrt((1.0 - quantile) * (width - rise)) * np.sqrt(width)
    log_low, log_high = (
        np.log(end, out=np.zeros_like(end), where=logarithmic) for end in (low, high)
    )
    drawn = np.where(
        peaked,
        np.where(
            quantile < np.divide(rise, width, out=np.zeros_like(rise), where=width > 0), up, down
        ),
        np.where(
            logarithmic, np.exp(log_low + quantile * (log_high - log_low)), low + quantile * width
        ),
    )
    # Rounding may step over an end.
    values: Floats = np.clip(drawn, low, high)
    return values
