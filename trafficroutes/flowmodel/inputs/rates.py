"""Yearly rates that are cited of legs."""

from __future__ import annotations

from collections.abc import Mapping

from trafficroutes.flowmodel.inputs.figures import EQUIVALENT, Figure, mass, pooled
from trafficroutes.graph.independence import independent
from trafficroutes.graph.network import Network
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.digits import by_size
from trafficroutes.model.quantity import Quantity
from trafficroutes.model.records import Citation


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
