"""One family's places, connections, demand and producers as arrays, ready to be solved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from trafficroutes.errors import QueryError
from trafficroutes.flowmodel.inputs.demand import DEMAND_FROM, Demand, demand_of
from trafficroutes.flowmodel.inputs.figures import Figure
from trafficroutes.flowmodel.inputs.production import Producer, producers_of, scale_of, scaled
from trafficroutes.flowmodel.inputs.rates import cited_rates
from trafficroutes.flowmodel.inputs.suppliers import Suppliers, suppliers_of
from trafficroutes.flowmodel.supplying import SUPPLIER_SHARES, Markets, bought_by, supplied
from trafficroutes.flowmodel.throughput import ThroughputSolution
from trafficroutes.graph.arrays import Floats, Ints, Mask
from trafficroutes.graph.independence import ANY, Threshold
from trafficroutes.graph.recipe import RECIPE, Recipe
from trafficroutes.model.arguments import check_known
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.years import Years


@dataclass(frozen=True)
class Assumptions:
    """How an estimate is made.

    Attributes
    ----------
    years : Years or None
        The period; None pools all years.
    modes : tuple of str
        Only legs travelled so; empty takes all.
    supplier_shares : {"combined", "reports", "seizures", "mentions", "prior", "uniform", \
"distance"}
        What the shares of suppliers go by.
    demand_from : {"consumption", "users", "equal"}
        What demand is taken from.
    reconcile : bool
        Whether flows give way to cited amounts.
    pure : bool
        Whether seizures count by their content where purity is cited.
    fit_shares : bool
        Whether observed shares of routes and origins are fitted too.
    threshold : Threshold
        The evidence that a leg has to stand on.
    without : tuple of str
        Questions whose observed shares play no part, so that these test it.
    recipe : Recipe
        The constants of supplier shares.
    """

    years: Years | None = None
    modes: tuple[str, ...] = ()
    supplier_shares: str = "combined"
    demand_from: str = "consumption"
    reconcile: bool = True
    pure: bool = False
    fit_shares: bool = False
    threshold: Threshold = ANY
    without: tuple[str, ...] = ()
    recipe: Recipe = RECIPE

    def __post_init__(self) -> None:
        """Refuse words that mean nothing."""
        for kind, value, known in (
            ("supplier shares", self.supplier_shares, SUPPLIER_SHARES),
            ("demand", self.demand_from, DEMAND_FROM),
        ):
            check_known(kind, value, known)


@dataclass(frozen=True, eq=False)
class FlowSystem:
    """The arrays of one family, and what they were made from.

    Attributes
    ----------
    label : str
        The commodity or family.
    suppliers : Suppliers
        The connections.
    demand : Demand
        Consumption and seizures.
    producers : mapping of code to Producer
        Who makes the goods. Cited amounts are scaled to what ends everywhere: they speak
        of the mix of producers, and demand of the whole.
    cited_producers : mapping of code to Producer
        The same as they are cited.
    production_scale : float
        By what their cited amounts are multiplied.
    rates : mapping of (code, code) to sequence of Figure
        The yearly rates that are cited of legs, kilograms a year.
    places : tuple of str
        Codes, sorted: those of the connections and all markets.
    tails, heads : int array, shape (edges,)
        Positions in ``places``.
    ends : float array, shape (places,)
        What ends in each place, kilograms a year.
    own : float array, shape (places,)
        The part of its throughput that a place makes itself.
    starts : bool array, shape (places,)
        Places without any supplier in the data.
    solution : ThroughputSolution
        The estimate before reconciliation; one draw.
    share : float array, shape (edges,)
        Supplier shares.
    weight : float array, shape (places,)
        What the shares of a place's suppliers rest on, in reports.
    """

    label: str
    assumptions: Assumptions
    data: Dataset
    suppliers: Suppliers
    demand: Demand
    producers: Mapping[str, Producer]
    cited_producers: Mapping[str, Producer]
    production_scale: float
    rates: Mapping[tuple[str, str], Sequence[Figure]]
    places: tuple[str, ...]
    index: Mapping[str, int]
    tails: Ints
    heads: Ints
    ends: Floats
    own: Floats
    starts: Mask
    share: Floats
    weight: Floats
    solution: ThroughputSolution


def system_of(
    data: Dataset, label: str, commodities: tuple[str, ...], assumptions: Assumptions
) -> FlowSystem:
    """Return the arrays of a family, solved for throughput and flows.

    Raises
    ------
    QueryError
        The goods are not measured by weight, no leg is cited, or nothing is
        consumed or seized anywhere.
    """
    if any(data.commodity(key).unit == "usd" for key in commodities):
        raise QueryError(
            f"{label} is measured in money: the flow estimate is one of goods by weight"
        )
    years = assumptions.years
    suppliers = suppliers_of(
        data,
        label,
        commodities,
        years=years,
        modes=assumptions.modes,
        recipe=assumptions.recipe,
        threshold=assumptions.threshold,
        without=assumptions.without,
    )
    demand = demand_of(
        data, commodities, years, demand_from=assumptions.demand_from, pure=assumptions.pure
    )
    _refuse_nothing(label, suppliers, demand)
    cited = producers_of(data, commodities, years)
    places = tuple(sorted({*suppliers.places, *demand.consumption, *demand.seizures, *cited}))
    index = {code: position for position, code in enumerate(places)}
    moved = np.array([index[code] for code in suppliers.places], dtype=np.int64)
    ends = np.zeros(len(places))
    for figures in (demand.consumption, demand.seizures):
        for code, figure in figures.items():
            ends[index[code]] += figure.best
    scale = float(scale_of(cited, ends.sum(keepdims=True), {})[0])
    producers = scaled(cited, scale)
    rates = cited_rates(data, suppliers.network)
    markets = Markets(
        gazetteer=data.places,
        codes=places,
        tails=moved[suppliers.tails],
        heads=moved[suppliers.heads],
        ends=ends,
        producers=producers,
        bought=bought_by(cited, rates) if assumptions.recipe.through else {},
    )
    found = supplied(markets, suppliers, assumptions.supplier_shares, assumptions.recipe)
    return FlowSystem(
        label=label,
        assumptions=assumptions,
        data=data,
        suppliers=suppliers,
        demand=demand,
        producers=producers,
        cited_producers=cited,
        production_scale=scale,
        rates=rates,
        places=places,
        index=index,
        tails=markets.tails,
        heads=markets.heads,
        ends=ends,
        own=found.own,
        starts=found.starts,
        share=found.share,
        weight=found.weight,
        solution=found.solution,
    )


def _refuse_nothing(label: str, suppliers: Suppliers, demand: Demand) -> None:
    if not suppliers.tails.size:
        raise QueryError(f"no leg of {label} is cited for this question: nothing to estimate")
    if not any(
        figure.best > 0 for figure in (*demand.consumption.values(), *demand.seizures.values())
    ):
        raise QueryError(
            f"no consumption, users or seizures of {label} are cited near this period: a flow "
            "estimate starts from what ends in each place; choose another period or weighting"
        )
