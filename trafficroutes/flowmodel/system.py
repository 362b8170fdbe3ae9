"""One family's places, connections, demand and producers as arrays, ready to be solved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from trafficroutes.errors import QueryError
from trafficroutes.flowmodel.inputs.demand import DEMAND_FROM, Demand, demand_of
from trafficroutes.flowmodel.inputs.production import Producer, producers_of
from trafficroutes.flowmodel.inputs.suppliers import SUPPLIER_SHARES, Suppliers, suppliers_of
from trafficroutes.flowmodel.throughput import ThroughputSolution, shares_of, solve
from trafficroutes.graph.arrays import Floats, Ints, Mask
from trafficroutes.graph.independence import ANY, Threshold
from trafficroutes.model.arguments import check_known
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.years import Years

_Solver = Callable[[Floats], ThroughputSolution]


@dataclass(frozen=True)
class Assumptions:
    """How an estimate is made.

    Attributes
    ----------
    years : Years or None
        The period; None pools all years.
    modes : tuple of str
        Only legs travelled so; empty takes all.
    supplier_shares : {"both", "evidence", "seizures", "mentions"}
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
    """

    years: Years | None = None
    modes: tuple[str, ...] = ()
    supplier_shares: str = "both"
    demand_from: str = "consumption"
    reconcile: bool = True
    pure: bool = False
    fit_shares: bool = False
    threshold: Threshold = ANY
    without: tuple[str, ...] = ()

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
        Who makes the goods.
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
    """

    label: str
    assumptions: Assumptions
    data: Dataset
    suppliers: Suppliers
    demand: Demand
    producers: Mapping[str, Producer]
    places: tuple[str, ...]
    index: Mapping[str, int]
    tails: Ints
    heads: Ints
    ends: Floats
    own: Floats
    starts: Mask
    share: Floats
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
        shares=assumptions.supplier_shares,
        threshold=assumptions.threshold,
        without=assumptions.without,
    )
    demand = demand_of(
        data, commodities, years, demand_from=assumptions.demand_from, pure=assumptions.pure
    )
    _refuse_nothing(label, suppliers, demand)
    producers = producers_of(data, commodities, years)
    places = tuple(sorted({*suppliers.places, *demand.consumption, *demand.seizures, *producers}))
    index = {code: position for position, code in enumerate(places)}
    moved = np.array([index[code] for code in suppliers.places], dtype=np.int64)
    tails, heads = moved[suppliers.tails], moved[suppliers.heads]
    ends = np.zeros(len(places))
    for figures in (demand.consumption, demand.seizures):
        for code, figure in figures.items():
            ends[index[code]] += figure.best
    share = shares_of(suppliers.weight[np.newaxis], suppliers.fixed, heads, len(places))
    starts = np.ones(len(places), dtype=bool)
    starts[heads[share[0] > 0]] = False
    own, solution = _settled(share, ends, tails, heads, starts, index, producers)
    return FlowSystem(
        label=label,
        assumptions=assumptions,
        data=data,
        suppliers=suppliers,
        demand=demand,
        producers=producers,
        places=places,
        index=index,
        tails=tails,
        heads=heads,
        ends=ends,
        own=own,
        starts=starts,
        share=share[0],
        solution=solution,
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


def _settled(
    share: Floats,
    ends: Floats,
    tails: Ints,
    heads: Ints,
    starts: Mask,
    index: Mapping[str, int],
    producers: Mapping[str, Producer],
) -> tuple[Floats, ThroughputSolution]:
    """Solve with producers that make all that passes them, but for minor ones.

    A minor producer makes what its cited production allows and gets the rest from
    its suppliers, if these are fed by others.
    """
    own = np.zeros(len(index))
    own[[index[code] for code in producers]] = 1.0
    demand = ends[np.newaxis]

    def solved(made: Floats) -> ThroughputSolution:
        return solve(share, demand, made[np.newaxis], tails, heads, known=starts)

    solution = solved(own)
    for code, producer in producers.items():
        at, figure = index[code], producer.made
        if not producer.minor or figure is None or solution.throughput[0, at] <= figure.high:
            continue
        alone, shut = own.copy(), float(solution.throughput[0, at])
        alone[at] = 0.0
        if starts[at]:
            continue
        bought = solved(alone)
        if not bought.fed[0, at]:
            continue
        own = alone
        own[at] = _own_part(figure.high, shut, float(bought.throughput[0, at]))
        solution = solved(own)
    return own, solution


def _own_part(limit: float, shut: float, bought: float) -> float:
    """Return which part of its throughput a place makes, when it makes ``limit``.

    Its throughput rises with what it buys, u, by x = shut + g u, because some of
    its suppliers are supplied by it. ``shut`` is its throughput when it buys nothing,
    ``bought`` the one when it buys all. So x = limit + u has one solution.
    """
    gain = (bought - shut) / bought
    buys = (shut - limit) / (1.0 - gain)
    return limit / (limit + buys)
