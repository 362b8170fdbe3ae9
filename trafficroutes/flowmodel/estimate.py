"""The flow estimate of one family: tonnes that add up, and what contradicts them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from trafficroutes.flowmodel.balancing import balanced
from trafficroutes.flowmodel.cited import CitedFlow, cited_flows, deviation
from trafficroutes.flowmodel.fitting import targets_of
from trafficroutes.flowmodel.inputs.figures import Figure
from trafficroutes.flowmodel.inputs.production import Producer
from trafficroutes.flowmodel.system import Assumptions, FlowSystem, system_of
from trafficroutes.flowmodel.throughput import closed_loops
from trafficroutes.graph.arrays import Floats, Mask
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.digits import by_size

#: Kilograms a year below which nothing is said to move.
_NOTHING = 1e-9


@dataclass(frozen=True)
class Residual:
    """A cited amount beside the estimate's.

    Attributes
    ----------
    what : {"flow", "production"}
        What is cited.
    origin, to : str
        Where it moves from and to; of production, both are the place.
    figure : Figure
        As it is cited, kilograms a year.
    model : float
        The estimate's amount; of production, at the scale of what is cited.
    z : float
        (cited - model) in standard deviations of the figure.
    """

    what: str
    origin: str
    to: str
    figure: Figure
    model: float
    z: float


@dataclass(frozen=True, eq=False)
class FlowEstimate:
    """Flows of one family in kilograms a year.

    Attributes
    ----------
    system : FlowSystem
        What it was made from; holds the estimate before reconciliation.
    flow : float array, shape (edges,)
        What moves over each connection of the system.
    demand : float array, shape (places,)
        What ends in each place.
    made : float array, shape (places,)
        What begins there: production, or goods without a known supplier.
    cited : tuple of CitedFlow
        The cited flow quantities that it is held against.
    balanced : bool
        Whether it was reconciled with them.
    """

    system: FlowSystem
    flow: Floats
    demand: Floats
    made: Floats
    cited: tuple[CitedFlow, ...]
    balanced: bool

    @cached_property
    def throughput(self) -> Floats:
        """What comes in or is made in each place, kilograms a year."""
        inward = np.bincount(self.system.heads, self.flow, len(self.system.places))
        through: Floats = inward + self.made
        return through

    @cached_property
    def fitted(self) -> frozenset[str]:
        """Ids of the observed shares that play a part in the estimate."""
        fixed = self.system.suppliers.observations
        if not (self.balanced and self.system.assumptions.fit_shares):
            return frozenset(fixed)
        return frozenset({*fixed, *(target.entry.id for target in targets_of(self.system))})

    @property
    def producers(self) -> Mapping[str, Producer]:
        """Who makes the goods."""
        return self.system.producers

    @cached_property
    def supply(self) -> dict[str, float]:
        """What producers make, by code."""
        index = self.system.index
        return {code: float(self.made[index[code]]) for code in self.producers}

    @cached_property
    def unfed(self) -> tuple[tuple[str, ...], ...]:
        """Loops of places that supply each other and that nothing feeds."""
        system = self.system
        loops = closed_loops(system.solution.fed[0], system.share, system.tails, system.heads)
        return tuple(tuple(system.places[at] for at in loop) for loop in loops)

    @cached_property
    def unsupplied(self) -> tuple[str, ...]:
        """Places that goods pass or end in and that have no supplier and no production."""
        system = self.system
        looped = {code for loop in self.unfed for code in loop}
        without: Mask = system.starts | ~system.solution.fed[0]
        passing = system.solution.throughput[0] > _NOTHING
        return tuple(
            code
            for code, alone, used in zip(
                system.places, without.tolist(), passing.tolist(), strict=True
            )
            if alone and used and code not in looped and code not in self.producers
        )

    @cached_property
    def overdrawn(self) -> dict[str, tuple[float, Figure]]:
        """Producers that demand asks more of than is cited: the amount, and the figure.

        Before reconciliation, which may take the excess away.
        """
        through = self.system.solution.throughput[0]
        found = {}
        for code, producer in self.system.cited_producers.items():
            amount = float(through[self.system.index[code]])
            if producer.made is not None and amount > producer.made.high * (1 + _NOTHING):
                found[code] = (amount, producer.made)
        return found

    @cached_property
    def residuals(self) -> tuple[Residual, ...]:
        """Cited flows and production beside the estimate, the largest difference first."""
        found = [
            Residual(
                "flow",
                item.origin,
                item.to,
                item.figure,
                model := float(self.flow[item.edges].sum()),
                (item.figure.best - model) / item.sd,
            )
            for item in self.cited
        ]
        for code, producer in self.producers.items():
            cited = self.system.cited_producers[code].made
            if producer.made is not None and cited is not None:
                made = self.supply[code]
                z = (producer.made.best - made) / deviation(producer.made)
                as_cited = made / self.system.production_scale
                found.append(Residual("production", code, code, cited, as_cited, z))
        return tuple(sorted(found, key=lambda item: (by_size(abs(item.z)), item.origin, item.to)))


@lru_cache(maxsize=16)
def flow_estimate(
    data: Dataset, label: str, commodities: tuple[str, ...], assumptions: Assumptions
) -> FlowEstimate:
    """Return the flow estimate of a family; kept for the next question about it.

    Raises
    ------
    QueryError
        There is nothing to estimate: no leg, no demand, or no goods by weight.
    """
    system = system_of(data, label, commodities, assumptions)
    if assumptions.reconcile:
        outcome, cited = balanced(system)
        return FlowEstimate(
            system=system,
            flow=np.where(outcome.flow[0] > _NOTHING, outcome.flow[0], 0.0),
            demand=outcome.demand[0],
            made=outcome.made[0],
            cited=tuple(cited),
            balanced=True,
        )
    flow = system.solution.flow[0]
    return FlowEstimate(
        system=system,
        flow=flow,
        demand=system.ends,
        made=system.solution.made[0],
        cited=tuple(cited_flows(system, flow)),
        balanced=False,
    )
