"""How far to go along a line to the lowest point of a convex function, many at once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from trafficroutes.graph.arrays import Floats, Ints

_TRIALS = 60
#: A slope beside the first one that counts as level, where it is past the lowest point.
_LEVEL = 1e-6
#: A slope beside the first one that is near enough to level, on the way down.
_NEAR = 0.1
#: A slope beside the first one with which it is worth going on beyond the full step.
_STEEP = 0.9
_FARTHER = 16.0


def line_search(first: Floats, slope: Callable[[Ints, Floats], Floats]) -> Floats:
    """Return how far to go along each line; 0 where no way down was found.

    A full step (1) is taken unless it goes past the lowest point, which is then
    looked for between the two, or unless it changes next to
    nothing: then longer steps are tried first.

    Parameters
    ----------
    first : float array, shape (D,)
        Slope at the start of each line, below 0.
    slope : function of (int array of lines, float array of lengths)
        The slope there; along a line it never falls.

    Examples
    --------
    The parabola with slope x - 3, from 0, and one with slope 4 x - 3:

    >>> line_search(np.array([-3.0, -3.0]), lambda which, x: np.array([1.0, 4.0])[which] * x - 3)
    array([1.  , 0.75])
    """
    low, f_low = np.zeros(first.size), first.copy()
    high, f_high = np.ones(first.size), slope(np.arange(first.size), np.ones(first.size))
    steep = np.flatnonzero(f_high < _STEEP * first)
    for _ in range(_TRIALS):
        if not steep.size:
            break
        low[steep], f_low[steep] = high[steep], f_high[steep]
        high[steep] *= _FARTHER
        f_high[steep] = slope(steep, high[steep])
        steep = steep[f_high[steep] < _STEEP * first[steep]]
    level = f_high <= -_LEVEL * first
    low[level] = high[level]
    _narrow(first, slope, np.flatnonzero(~level), (low, f_low), (high, f_high))
    return low


def _narrow(
    first: Floats,
    slope: Callable[[Ints, Floats], Floats],
    going: Ints,
    before: tuple[Floats, Floats],
    after: tuple[Floats, Floats],
) -> None:
    """Move the near ends of some lines up to the lowest point.

    By regula falsi, which finds it at once where the slope is straight, and by
    halving in turn, since the slope may be flat first and very steep after a bend.
    """
    low, f_low = before
    high, f_high = after
    for trial in range(_TRIALS):
        going = going[(f_low[going] < _NEAR * first[going]) | (low[going] == 0)]
        if not going.size:
            return
        near, far = low[going], high[going]
        if trial % 2:
            at = np.where(far > 4 * near, np.sqrt(near) * np.sqrt(far), (near + far) / 2)
            at = np.where(near > 0, at, far / _FARTHER)
        else:
            # Not a number where the far slope is infinite: then near the start.
            with np.errstate(invalid="ignore"):
                part = f_low[going] / (f_low[going] - f_high[going])
            at = near + (far - near) * np.clip(np.nan_to_num(part), 1e-15, 1.0)
        found = slope(going, at)
        down = found <= 0
        low[going], f_low[going] = np.where(down, (at, found), (near, f_low[going]))
        high[going], f_high[going] = np.where(down, (far, f_high[going]), (at, found))
