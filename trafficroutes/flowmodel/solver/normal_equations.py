"""Newton's equations on the places of a network, for many draws at once.

The matrix is that of a network of resistors: between two places stands minus the
conductance of the connections that join them. Places of which no two are joined are
eliminated by hand, since their block is diagonal; the rest is solved densely.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np

from trafficroutes.graph.arrays import Floats, Ints, Mask, all_but

#: Added to a diagonal of 1 where a matrix cannot be solved as it is.
_SINGULAR = 1e-9


@dataclass(frozen=True, eq=False)
class System:
    """What all draws have in common: n places, E connections, m rows.

    Attributes
    ----------
    tails, heads : int array, shape (E,)
    rows : float array, shape (m, E)
    places : int
    """

    tails: Ints
    heads: Ints
    rows: Floats
    places: int

    @property
    def edges(self) -> int:
        """How many connections there are."""
        return self.tails.size

    @cached_property
    def incidence(self) -> Floats:
        """The equations on flows, shape (n + m, E): +1 at heads, -1 at tails; the rows."""
        matrix = np.zeros((self.places, self.edges))
        matrix[self.tails, np.arange(self.edges)] = -1.0
        matrix[self.heads, np.arange(self.edges)] = 1.0
        return np.concatenate([matrix, self.rows])

    @cached_property
    def touched(self) -> Ints:
        """The connections that stand in some row."""
        return np.flatnonzero(self.rows.any(axis=0))

    @cached_property
    def joined(self) -> tuple[Ints, Ints, Ints, Ints]:
        """Pairs of places: the order of connections by pair, where pairs begin, ends."""
        low, high = np.minimum(self.tails, self.heads), np.maximum(self.tails, self.heads)
        order = np.lexsort((high, low))
        low, high = low[order], high[order]
        new = np.append(True, (np.diff(low) != 0) | (np.diff(high) != 0))[: order.size]
        begins = np.flatnonzero(new)
        return order, begins, low[begins], high[begins]

    @cached_property
    def apart(self) -> Ints:
        """Places of which no two are joined, those with few neighbours first."""
        neighbours: list[set[int]] = [set() for _ in range(self.places)]
        _, _, low, high = self.joined
        for a, b in zip(low.tolist(), high.tolist(), strict=True):
            neighbours[a].add(b)
            neighbours[b].add(a)
        barred = set[int]()
        chosen = []
        for place in sorted(range(self.places), key=list(map(len, neighbours)).__getitem__):
            if place not in barred:
                chosen.append(place)
                barred |= neighbours[place]
        return np.array(sorted(chosen), dtype=np.int64)

    @cached_property
    def core(self) -> Ints:
        """The other equations: places, then rows."""
        return all_but(self.places + self.rows.shape[0], self.apart)

    @cached_property
    def slots(self) -> tuple[Ints, Ints, Ints, Ints]:
        """Where pairs go: (pairs, position) in the core, (pairs, position) beside it."""
        _, _, low, high = self.joined
        at = np.full(self.places + self.rows.shape[0], -1)
        at[self.core] = np.arange(self.core.size)
        aside = np.full(at.size, -1)
        aside[self.apart] = np.arange(self.apart.size)
        both = np.flatnonzero((at[low] >= 0) & (at[high] >= 0))
        one = np.flatnonzero((at[low] < 0) | (at[high] < 0))
        inside = np.where(at[low] >= 0, low, high)[one]
        outside = np.where(at[low] >= 0, high, low)[one]
        return (
            both,
            at[low[both]] * self.core.size + at[high[both]],
            one,
            at[inside] * self.apart.size + aside[outside],
        )


@dataclass(frozen=True, eq=False)
class Normal:
    """The matrices of some draws, scaled to 1 on the diagonal.

    Attributes
    ----------
    core : float array, shape (D, c, c)
    beside : float array, shape (D, c, a)
        Between the core and the places apart.
    scale : float array, shape (D, n + m)
    stuck : bool array, shape (D, n + m)
        Equations in which nothing can change at the moment; their solution is 0.
    """

    system: System
    core: Floats
    beside: Floats
    scale: Floats
    stuck: Mask

    @classmethod
    def of(cls, system: System, variance: Floats, grip: Floats, *, active: Mask) -> Self:
        """Return the matrices for what may change at the moment."""
        now = variance * active
        diagonal = _diagonal(system, now, grip)
        stuck = diagonal <= 0
        scale = 1.0 / np.sqrt(np.where(stuck, 1.0, diagonal))
        core, beside = _joined(system, now[:, : system.edges], scale)
        if grip.size:
            _fill_rows(system, core, beside, _rows(system, now, grip, scale))
        core[:, np.arange(core.shape[1]), np.arange(core.shape[1])] = 1.0
        return cls(system, core, beside, scale, stuck)

    def solve(self, right: Floats, slack: Floats) -> Floats:
        """Return the solutions, with ``slack`` added to the scaled diagonal of each draw."""
        a, c = self.system.apart, self.system.core
        right = np.where(self.stuck, 0.0, right * self.scale)
        pivot = 1.0 + slack[:, None]
        eliminated = self.beside / pivot[:, None]
        core = self.core - eliminated @ self.beside.transpose(0, 2, 1)
        core[:, np.arange(c.size), np.arange(c.size)] += slack[:, None]
        inner = right[:, c] - (eliminated @ right[:, a, None])[:, :, 0]
        found = np.empty_like(right)
        found[:, c] = _dense(core, inner)
        found[:, a] = (right[:, a] - (found[:, None, c] @ self.beside)[:, 0]) / pivot
        found *= self.scale
        return found


def _dense(matrix: Floats, right: Floats) -> Floats:
    """Return solutions; of matrices that are singular to the last bit, nearby ones'."""
    try:
        solution = np.linalg.solve(matrix, right[:, :, None])
    except np.linalg.LinAlgError:
        nearby = matrix + _SINGULAR * np.eye(matrix.shape[1])
        solution = np.linalg.solve(nearby, right[:, :, None])
    return np.asarray(solution[:, :, 0], dtype=np.float64)


def _diagonal(system: System, variance: Floats, grip: Floats) -> Floats:
    """Return how freely each equation can be met."""
    n, edges = system.places, system.edges
    diagonal: Floats = variance[:, :edges] @ np.square(system.incidence).T
    diagonal[:, :n] += variance[:, edges : edges + n] + variance[:, edges + n :]
    diagonal[:, n:] = np.square(grip) * diagonal[:, n:] + 1.0
    return diagonal


def _joined(system: System, variance: Floats, scale: Floats) -> tuple[Floats, Floats]:
    """Return the two parts of the matrix with what joins places; the diagonal is 0."""
    count, inner = scale.shape[0], system.core.size
    core = np.zeros((count, inner, inner))
    beside = np.zeros((count, inner, system.apart.size))
    order, begins, low, high = system.joined
    if begins.size:
        pairs = np.add.reduceat(variance[:, order], begins, axis=1)
        pairs *= -scale[:, low] * scale[:, high]
        both, at_core, one, at_beside = system.slots
        core.reshape(count, -1)[:, at_core] = pairs[:, both]
        core += core.transpose(0, 2, 1)
        beside.reshape(count, -1)[:, at_beside] = pairs[:, one]
    return core, beside


def _rows(system: System, variance: Floats, grip: Floats, scale: Floats) -> Floats:
    """Return the rows' part of the matrix, shape (D, m, n + m)."""
    n, touched = system.places, system.touched
    block: Floats = (system.rows[:, touched] * variance[:, None, touched]) @ system.incidence[
        :, touched
    ].T
    block *= (grip * scale[:, n:])[:, :, None] * scale[:, None]
    block[:, :, n:] *= grip[:, None]
    return block


def _fill_rows(system: System, core: Floats, beside: Floats, block: Floats) -> None:
    """Put the rows' part where it belongs."""
    inner = core.shape[1]
    places = inner - block.shape[1]  # of the core
    core[:, places:] = block[:, :, system.core]
    core[:, :places, places:] = core[:, places:, :places].transpose(0, 2, 1)
    beside[:, places:] = block[:, :, system.apart]
