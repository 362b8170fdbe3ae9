"""Shares of routes, markets and origins in some flows, and how they change with these.

The flows make two chains: forward, goods in i go to j with chance f(i, j) / x(i);
backward, goods in k came from j with chance f(j, k) / x(k), with x the throughput.
A share of a destination's supply is asked backward from what ends there; a share of
what an origin sends to a region that holds it (the world) is asked forward.

A share is c / w, of two expectations of a chain h = b + C h read by e: c = e h. Its
slope in the flows follows from the adjoint u = (I - C)^-T e, as
u(k) / x(k) (h(next) - h(k)) for a flow by which k is left.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from trafficroutes.flowmodel.system import FlowSystem
from trafficroutes.graph.arrays import Floats, Ints, Mask, regions_among
from trafficroutes.model.records import Observation


class Share(NamedTuple):
    """A share, and its slope in each flow (per kilogram a year), shape (edges,)."""

    value: float
    slope: Floats


class Chains:
    """The chains of some flows, asked for shares.

    Parameters
    ----------
    system : FlowSystem
    flow : float array, shape (edges,)
    made, demand : float array, shape (places,)
        What begins and ends in each place; all in kilograms a year.
    """

    def __init__(self, system: FlowSystem, flow: Floats, made: Floats, demand: Floats) -> None:
        self.system = system
        self.count = len(system.places)
        self.flow, self.demand = flow, demand
        through = np.bincount(system.heads, flow, self.count) + made
        self.through = np.where(through > 0, through, 1.0)
        self.begun = made / self.through
        leaving = np.bincount(system.tails, flow, self.count) + demand
        #: The same amount, told by what goes out and ends; forward chains divide it.
        self.onward = np.where(leaving > 0, leaving, 1.0)
        #: Places that goods pass or end in; what is traced to a sea area is lost there.
        country = ~regions_among(system.places)
        self.told = (np.bincount(system.tails, flow, self.count) > 0) | (country & (through > 0))

    def share(self, entry: Observation) -> Share | None:
        """Return the share that an observation is about; None where the flows cannot tell."""
        if entry.to is None:
            return None
        end = self.system.held(entry.to)
        start = self.system.held(entry.origin) if entry.origin is not None else None
        by = np.zeros(self.count, dtype=bool)
        for code in entry.via:
            by |= self.system.held(code)
        if entry.via and not (by & self.told).any():
            return None
        ways = self._corridor(entry.corridor)
        routed = bool(entry.via) or entry.corridor is not None
        if start is not None and (end & start).any():
            return self._sent(start, by, ways) if routed else None
        return self._received(end, start, by, ways, routed=routed)

    def _corridor(self, corridor: str | None) -> Mask:
        """Return which connections are of a corridor.

        Legs that lie on several corridors do not tell them apart, so they count only
        where the corridor has no leg of its own.
        """
        legs = self.system.suppliers.legs
        if corridor is None:
            return np.zeros(len(legs), dtype=bool)
        own = np.array([any(item.leg.corridors == (corridor,) for item in ways) for ways in legs])
        if own.any():
            return own
        return np.array([any(corridor in item.leg.corridors for item in ways) for ways in legs])

    def _received(
        self, end: Mask, start: Mask | None, by: Mask, ways: Mask, *, routed: bool
    ) -> Share | None:
        """Return the share of what ends in T that came so, of all that came from S."""
        ending = np.where(end, self.demand, 0.0)
        if not ending.sum():
            into = end[self.system.heads] & ~end[self.system.tails]
            ending = np.bincount(self.system.heads, self.flow * into, self.count)
        if not ending.sum():
            return None
        ending = ending / ending.sum()
        nothing = np.zeros_like(by)
        # Where no origin is named, each journey is followed back to where it began.
        came = self._came(ending, start, nothing, np.zeros_like(ways))
        if not routed:
            return came
        if came.value <= 0:
            return None
        avoids = self._came(ending, start, by, ways)
        missed = avoids.value / came.value
        slope = (missed * came.slope - avoids.slope) / came.value
        return Share(float(np.clip(1.0 - missed, 0.0, 1.0)), slope)

    def _came(self, ending: Floats, start: Mask | None, by: Mask, ways: Mask) -> Share:
        """Return the part of what ends that came from S and passed no place or way of V."""
        tails, heads = self.system.tails, self.system.heads
        ended = np.zeros_like(by) if start is None else start
        stop = ended | by
        begins = self.begun if start is None else start.astype(float)
        # A place of S in V is passed by the goods that leave S there.
        begins = np.where(by, 0.0, begins)
        open_ = ~ways & ~stop[heads]
        matrix = self._matrix(heads, tails, np.where(open_, self.flow, 0.0), self.through)
        there = np.linalg.solve(matrix, begins)
        visits = np.linalg.solve(matrix.T, ending)
        slope = visits[heads] / self.through[heads] * (open_ * there[tails] - there[heads])
        return Share(float(ending @ there), np.where(stop[heads], 0.0, slope))

    def _sent(self, start: Mask, by: Mask, ways: Mask) -> Share | None:
        """Return the share of what leaves S that goes so."""
        tails, heads = self.system.tails, self.system.heads
        out = start[tails] & ~start[heads]
        leaving = np.where(out, self.flow, 0.0)
        total = leaving.sum()
        if not total:
            return None
        stop = start | by
        open_ = ~ways & ~stop[tails]
        matrix = self._matrix(tails, heads, np.where(open_, self.flow, 0.0), self.onward)
        # A step over the corridor counts as passing, like entering a place of V.
        over = np.where(ways & ~stop[tails], self.flow / self.onward[tails], 0.0)
        ends = np.where(by & ~start, 1.0, np.bincount(tails, over, self.count))
        meets = np.linalg.solve(matrix, ends)
        goes = np.where(ways, 1.0, meets[heads])
        value = float(leaving @ goes / total)
        first = np.bincount(heads, np.where(ways, 0.0, leaving), self.count) / total
        visits = np.linalg.solve(matrix.T, first)
        onward = visits[tails] / self.onward[tails] * (goes - meets[tails])
        slope = np.where(stop[tails], 0.0, onward) + np.where(out, (goes - value) / total, 0.0)
        return Share(value, slope)

    def _matrix(self, of: Ints, then: Ints, flow: Floats, through: Floats) -> Floats:
        """Return I - C for the chain that goes from ``of`` to ``then``."""
        matrix = np.eye(self.count)
        matrix[of, then] -= flow / through[of]
        return matrix
