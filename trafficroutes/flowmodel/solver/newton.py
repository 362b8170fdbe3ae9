"""Least squares under balance, solved by Newton's method on its dual, many at once.

The problem of one draw, with y the stacked flows f, demands d and supplies s:

    minimise   sum (y - prior)^2 / (2 variance) + |g (R f - q)|^2 / 2
    so that    in - out - d + s = 0 in every place,  y >= 0

With a multiplier for every place and every row of R, the best y for given
multipliers is max(0, prior + variance x price), where the price of a flow is the
difference between the multipliers of its ends. What is left is to find multipliers
at which everything balances: piecewise linear equations, the gradient of a convex
function. Newton's method with a line search solves them in a few steps, and exactly,
as soon as it knows which flows are 0.

Sources: Kuehn & Davidson, Chemical Engineering Progress 57 (1961), for the problem;
Qi & Sun, Mathematical Programming 58 (1993), for Newton's method on such equations.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from typing import Self

import numpy as np

from trafficroutes.flowmodel.solver.line_search import line_search
from trafficroutes.flowmodel.solver.normal_equations import Normal, System
from trafficroutes.graph.arrays import Floats, Ints, Mask

#: Imbalance, relative to what passes a place, at which a draw is done ...
_DONE = 1e-12
#: ... and at which it counts as done where rounding allows no better.
_ENOUGH = 1e-10
#: A place that all but nothing passes is measured by this part of its usual amount.
_NEGLIGIBLE = 1e-3
_STEPS = 100  # of Newton's method
_BETTER = 0.9  # a balance that counts as better than the best one before
_PATIENCE = 16  # steps without a better balance, before a draw is given up
#: Slack that keeps the equations solvable where nothing can change.
SLIGHT = 1e-15


@dataclass(frozen=True, eq=False)
class Problems:
    """The numbers of D problems on one structure.

    Attributes
    ----------
    prior, variance : float arrays, shape (D, E + 2 n)
        Of flows, demands, supplies; a variance of 0 fixes a value.
    grip : float array, shape (D, m)
        g: one over the sd of each row.
    target : float array, shape (D, m)
        g q.
    """

    prior: Floats
    variance: Floats
    grip: Floats
    target: Floats

    def take(self, which: Ints | Mask | slice) -> Self:
        """Return some of the problems."""
        return type(self)(*(getattr(self, field.name)[which] for field in fields(self)))

    def middle(self) -> Self:
        """Return the one problem that lies in the middle of all."""
        return type(self)(
            *(getattr(self, field.name).mean(axis=0, keepdims=True) for field in fields(self))
        )


@dataclass(frozen=True, eq=False)
class NewtonSolutions:
    """Solutions of D problems.

    Attributes
    ----------
    y : float array, shape (D, E + 2 n)
    multipliers : float array, shape (D, n + m)
    balanced : bool array, shape (D,)
    left : float array, shape (D, n)
        What is left unbalanced in each place.
    steps : int array, shape (D,)
    """

    y: Floats
    multipliers: Floats
    balanced: Mask
    left: Floats
    steps: Ints

    @classmethod
    def nothing(cls, count: int, system: System) -> Self:
        """Return room for the solutions of some problems, none of them balanced yet."""
        n, equations = system.places, system.places + system.rows.shape[0]
        return cls(
            np.full((count, system.edges + 2 * n), np.nan),
            np.full((count, equations), np.nan),
            np.zeros(count, dtype=bool),
            np.full((count, n), np.nan),
            np.zeros(count, dtype=np.int64),
        )

    def take(self, which: Mask) -> Self:
        """Return the solutions of some of the problems."""
        return type(self)(*(getattr(self, field.name)[which] for field in fields(self)))

    def put(self, which: Ints, some: NewtonSolutions) -> None:
        """Put the solutions of some problems in their places."""
        for field in fields(self):
            getattr(self, field.name)[which] = getattr(some, field.name)


@dataclass(frozen=True, eq=False)
class _Point:
    """Where the search of some draws stands.

    Attributes
    ----------
    multipliers : float array, shape (D, n + m)
    raw : float array, shape (D, E + 2 n)
        prior + variance x price; y is what of it is above 0. It is carried along,
        since prices are small differences of what may be huge multipliers.
    """

    multipliers: Floats
    raw: Floats

    def take(self, which: Ints | Mask) -> Self:
        """Return some of the draws."""
        return type(self)(self.multipliers[which], self.raw[which])

    def moved(self, step: _Point, length: Floats) -> Self:
        """Return the point some way along a step."""
        far = length[:, None]
        return type(self)(self.multipliers + far * step.multipliers, self.raw + far * step.raw)

    def put(self, which: Ints, some: _Point) -> None:
        """Put the points of some draws in their places."""
        self.multipliers[which], self.raw[which] = some.multipliers, some.raw


def solve(
    system: System, problems: Problems, start: Floats, *, slack: float = SLIGHT
) -> NewtonSolutions:
    """Solve problems of one structure.

    Parameters
    ----------
    system : System
    problems : Problems
    start : float array, shape (n + m,)
        Multipliers to begin with.
    slack : float
        Added to the diagonal of 1 of Newton's equations.
    """
    count = problems.prior.shape[0]
    multipliers = np.tile(start, (count, 1))
    points = _Point(multipliers, problems.prior + _change(system, problems, multipliers))
    usual = _passing(system, problems, np.abs(problems.prior) + np.sqrt(problems.variance))
    best, waited = np.full(count, np.inf), np.zeros(count, dtype=np.int64)
    steps, slacks = np.zeros(count, dtype=np.int64), np.full(count, slack)
    going = np.arange(count)
    for step in range(_STEPS + 1):
        some, point = problems.take(going), points.take(going)
        gradient = _gradient(system, some, point)
        off = _imbalance(system, some, point, gradient, usual[going])
        steps[going] = step
        waited[going] = np.where(off < _BETTER * best[going], 0, waited[going] + 1)
        best[going] = np.minimum(off, best[going])
        on = (off > _DONE) & (waited[going] < np.where(off < _ENOUGH, 2, _PATIENCE))
        if step == _STEPS or not on.any():
            break
        going, some, point, gradient = going[on], some.take(on), point.take(on), gradient[on]
        moved, length = _step(system, some, point, gradient, slacks[going])
        slacks[going] = np.where(length > 0, slack, slacks[going] * 1e3)
        points.put(going, moved)
    gradient = _gradient(system, problems, points)
    off = _imbalance(system, problems, points, gradient, usual)
    y = np.maximum(points.raw, 0.0)
    return NewtonSolutions(
        y, points.multipliers, off < _ENOUGH, gradient[:, : system.places], steps
    )


def _change(system: System, problems: Problems, multipliers: Floats) -> Floats:
    """Return what multipliers add to the priors."""
    n = system.places
    scaled = multipliers.copy()
    scaled[:, n:] *= problems.grip
    price = (scaled @ system.incidence, -multipliers[:, :n], multipliers[:, :n])
    change: Floats = problems.variance * np.concatenate(price, axis=1)
    return change


def _gradient(system: System, problems: Problems, point: _Point) -> Floats:
    """Return what is left unbalanced in each equation."""
    n, edges = system.places, system.edges
    y = np.maximum(point.raw, 0.0)
    gradient: Floats = y[:, :edges] @ system.incidence.T
    gradient[:, :n] += y[:, edges + n :] - y[:, edges : edges + n]
    gradient[:, n:] *= problems.grip
    gradient[:, n:] += point.multipliers[:, n:] - problems.target
    return gradient


def _imbalance(
    system: System, problems: Problems, point: _Point, gradient: Floats, usual: Floats
) -> Floats:
    """Return the largest imbalance of each draw, relative to what passes the place."""
    passing = _passing(system, problems, np.maximum(point.raw, 0.0))
    passing = np.maximum(passing, _NEGLIGIBLE * usual)
    off = np.abs(gradient)
    ratio = np.divide(off, passing, out=np.zeros_like(off), where=off != 0)
    # Not a number where multipliers ran away: as far from balance as can be.
    largest: Floats = np.nan_to_num(ratio.max(axis=1, initial=0.0), nan=np.inf)
    return largest


def _passing(system: System, problems: Problems, y: Floats) -> Floats:
    """Return the sum of all terms of each equation, each with a plus sign."""
    n, edges = system.places, system.edges
    passing: Floats = y[:, :edges] @ np.abs(system.incidence).T
    passing[:, :n] += y[:, edges : edges + n] + y[:, edges + n :]
    passing[:, n:] *= problems.grip
    passing[:, n:] += 1.0 + np.abs(problems.target)
    return passing


def _step(
    system: System, problems: Problems, point: _Point, gradient: Floats, slack: Floats
) -> tuple[_Point, Floats]:
    """Return where one step leads each draw, and how long it was beside Newton's."""
    ahead = _newton(system, problems, point, gradient, slack)

    def slope(which: Ints, length: Floats) -> Floats:
        """Return the slope of the dual some way along the step of some draws."""
        there = point.take(which).moved(ahead.take(which), length)
        found: Floats = (
            ahead.multipliers[which] * _gradient(system, problems.take(which), there)
        ).sum(axis=1)
        return found

    length = line_search((ahead.multipliers * gradient).sum(axis=1), slope)
    return point.moved(ahead, length), length


def _newton(
    system: System, problems: Problems, point: _Point, gradient: Floats, slack: Floats
) -> _Point:
    """Return Newton's step of each draw."""
    equations = Normal.of(system, problems.variance, problems.grip, active=point.raw >= 0.0)
    direction = equations.solve(-gradient, slack)
    for draw, place in zip(*np.nonzero(equations.stuck & (gradient != 0.0)), strict=True):
        direction[draw, place] = _loosening(
            system, problems.variance[draw], point.raw[draw], gradient[draw, place], place
        )
    return _Point(direction, _change(system, problems, direction))


def _loosening(system: System, variance: Floats, raw: Floats, left: float, place: int) -> float:
    """Return how the multiplier of a place must change for the first flow to rise from 0.

    Newton's equations say nothing about a place where all that may change is 0.
    """
    n, edges = system.places, system.edges
    sign = np.zeros(edges + 2 * n)
    sign[:edges] = system.incidence[place]
    sign[[edges + place, edges + n + place]] = -1.0, 1.0
    rising = np.flatnonzero((sign * left < 0) & (variance > 0))
    if not rising.size:
        return 0.0
    needed = -raw[rising] / variance[rising]
    first = int(needed.argmin())
    return -math.copysign(needed[first] + abs(left) / variance[rising[first]], left)
