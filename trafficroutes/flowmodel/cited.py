"""Cited amounts that flows are held against: of legs, and of production."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from trafficroutes.flowmodel.inputs.figures import EQUIVALENT, Figure, mass, pooled
from trafficroutes.flowmodel.system import FlowSystem
from trafficroutes.graph.arrays import Floats, Ints
from trafficroutes.graph.independence import independent
from trafficroutes.graph.network import Network
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.digits import by_size
from trafficroutes.model.places import Gazetteer
from trafficroutes.model.quantity import Quantity
from trafficroutes.model.records import Citation
from trafficroutes.model.years import Years

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
    data, recipe = system.data, system.assumptions.recipe
    found = []
    for (origin, to), figures in cited_rates(data, system.suppliers.network).items():
        edges = _between(system, origin, to, active)
        for figure in figures:
            times = recipe.time_weights(figure.citations, system.assumptions.years)
            chances = np.array([data.probability(c) for c in figure.citations])
            trust = float((times * chances).max())
            found.append(CitedFlow(origin, to, figure, deviation(figure, trust), edges))
    return found


def cited_rates(data: Dataset, network: Network) -> dict[tuple[str, str], list[Figure]]:
    """Return the yearly rates that are cited of legs, by their ends, in kilograms a year.

    One figure a leg and independent group of citations of the commodity of which most is
    cited; the other commodities of a family are added to it.
    """
    told: dict[tuple[str, str], dict[str, list[Citation]]] = {}
    for legs in network.legs:
        for item in legs:
            rates = [c for c in item.citations if _is_rate(c.quantity)]
            if rates:
                pair = told.setdefault((item.leg.origin, item.leg.to), {})
                pair.setdefault(item.leg.commodity, []).extend(rates)
    return {pair: _figures(data, by_commodity) for pair, by_commodity in told.items()}


def _is_rate(quantity: Quantity | None) -> bool:
    return (
        quantity is not None
        and quantity.basis == "flow"
        and quantity.unit.endswith("_per_year")
        and quantity.central > 0
    )


def _figures(data: Dataset, by_commodity: Mapping[str, list[Citation]]) -> list[Figure]:
    """Return a figure for each independent group of the main commodity's citations."""
    whole = {
        commodity: figure.times(EQUIVALENT.get(commodity, 1.0))
        for commodity, citations in by_commodity.items()
        if (figure := pooled(data, citations, None, mass)) is not None
    }
    if not whole:
        return []
    main = min(sorted(whole), key=lambda commodity: by_size(whole[commodity].best))
    found = []
    for group in independent(by_commodity[main]):
        figure = pooled(data, group, None, mass)
        if figure is not None:
            figure = figure.times(EQUIVALENT.get(main, 1.0))
            for commodity in sorted(set(whole) - {main}):
                figure = figure.plus(whole[commodity])
            found.append(figure)
    return found


def _between(system: FlowSystem, origin: str, to: str, active: Floats) -> Ints:
    """Return the connections from one place to another, or between what two regions hold."""
    gazetteer, years = system.data.places, system.assumptions.years
    start = _held(gazetteer, origin, system.places, years)
    end = _held(gazetteer, to, system.places, years) - start
    tails = np.isin(system.tails, list(start))
    heads = np.isin(system.heads, list(end))
    return np.flatnonzero(tails & heads & (active > 0))


def _held(
    gazetteer: Gazetteer, code: str, places: tuple[str, ...], years: Years | None
) -> set[int]:
    return {at for at, place in enumerate(places) if gazetteer.lies_in(place, code, years)}
