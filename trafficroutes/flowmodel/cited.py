"""Cited amounts that flows are held against: of legs, and of production."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trafficroutes.flowmodel.inputs.figures import Figure
from trafficroutes.flowmodel.system import FlowSystem
from trafficroutes.graph.arrays import Floats, Ints

#: Standard deviations from the middle of a range to its ends, taken as 5 and 95 percent.
_ENDS = 1.645
#: Relative uncertainty of a figure without a range, and the least that any has.
ALONE, LEAST = 0.25, 0.10


@dataclass(frozen=True, eq=False)
class CitedFlow:
    """An amount that is cited for what moves between two places.

    Attributes
    ----------
    origin, to : str
        Codes; a region stands for all that it holds.
    figure : Figure
        Kilograms a year.
    sd : float
        Its standard deviation, the larger the less it can be trusted.
    edges : int array
        Positions of the connections that it measures together; empty where the
        estimate moves nothing there.
    """

    origin: str
    to: str
    figure: Figure
    sd: float
    edges: Ints


def deviation(figure: Figure, trust: float = 1.0) -> float:
    """Return the standard deviation of a figure, in its own unit.

    Half its range over 1.645 (ends as the 5 and 95 percent points); a quarter of
    the best value where no range is cited; at least a tenth of it. It is divided by
    the chance that the report is true, so that what is doubted weighs less.
    """
    spread = figure.half_range / _ENDS if figure.high > figure.low else ALONE * figure.best
    return max(spread, LEAST * figure.best, _SLIGHT) / max(trust, _SLIGHT)


_SLIGHT = 1e-3  # kilograms a year, or chance


def cited_flows(system: FlowSystem, active: Floats) -> list[CitedFlow]:
    """Return the cited flow quantities of the selection's legs.

    One a leg and independent group of citations; yearly rates only, because a total
    is that of a case or a ring and not of all that moves. ``active`` tells which
    connections can carry something. Where a leg starts or ends in a region, the
    amount is taken to be that of all connections between what the two hold. Where
    several commodities of a family are cited, the others are added to the largest.
    """
    data, years, recipe = system.data, system.assumptions.years, system.assumptions.recipe
    found = []
    for (origin, to), figures in system.rates.items():
        edges = _between(system, origin, to, active)
        for figure in figures:
            trust = max(
                data.probability(c) * recipe.time_weight(c, years) for c in figure.citations
            )
            found.append(CitedFlow(origin, to, figure, deviation(figure, trust), edges))
    return found


def _between(system: FlowSystem, origin: str, to: str, active: Floats) -> Ints:
    """Return the connections from one place to another, or between what two regions hold."""
    start = system.held(origin)
    end = system.held(to) & ~start
    return np.flatnonzero(start[system.tails] & end[system.heads] & (active > 0))
