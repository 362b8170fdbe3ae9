"""An estimate brought as near to the cited amounts as balance allows.

What is changed, and how freely (as standard deviations): a flow by the spread of a
share that rests on few reports, demand and production by their cited ranges.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from trafficroutes.errors import QueryError
from trafficroutes.flowmodel.cited import CitedFlow, cited_flows, deviation
from trafficroutes.flowmodel.fitting import ROUNDS, Tangents, tangents_at, targets_of
from trafficroutes.flowmodel.solver.reconcile import Balance, BalanceError, reconcile
from trafficroutes.flowmodel.system import FlowSystem
from trafficroutes.flowmodel.throughput import ThroughputSolution
from trafficroutes.graph.arrays import Floats, Mask, quotient

#: Reports that a supplier share counts as resting on. Nobody has cited it, so one:
#: its variance is that of a Dirichlet share after it, s (1 - s) / (reports + 1).
_REPORTS = 1
#: Relative deviation that a flow has besides, and one with a cited share.
_FLOW, _FIXED = 0.25, 0.10
#: Relative deviation of demand that is derived, and of seizures.
_DERIVED, _SEIZED = 0.50, 0.10


@dataclass(frozen=True, eq=False)
class BalancedFlows:
    """Flows that balance, in kilograms a year.

    Attributes
    ----------
    flow : float array, shape (draws, edges)
    demand, made : float array, shape (draws, places)
        What ends and what begins in each place.
    balanced : bool array, shape (draws,)
        Whether the draw could be balanced.
    """

    flow: Floats
    demand: Floats
    made: Floats
    balanced: Mask


@dataclass(frozen=True, eq=False)
class Deviations:
    """How freely each value may change; shapes (draws, edges), (places,), (draws, places)."""

    flow: Floats
    demand: Floats
    made: Floats


def deviations(system: FlowSystem, solution: ThroughputSolution) -> Deviations:
    """Return how freely flows, demand and supply may change."""
    flow = solution.flow
    inward = (solution.throughput - solution.made)[:, system.heads]
    share = quotient(flow, inward)
    by_share = inward * np.sqrt(np.clip(share * (1.0 - share), 0.0, None) / (_REPORTS + 1))
    fixed = ~np.isnan(system.suppliers.fixed)
    flow_sd = np.where(fixed, _FIXED * flow, np.hypot(_FLOW * flow, by_share))
    variance = np.zeros(len(system.places))
    for code, figure in system.demand.consumption.items():
        least = _DERIVED if figure.derived else 0.0
        variance[system.index[code]] += max(deviation(figure), least * figure.best) ** 2
    for code, figure in system.demand.seizures.items():
        variance[system.index[code]] += (_SEIZED * figure.best) ** 2
    made_sd = solution.made.copy()
    for code, producer in system.producers.items():
        at = system.index[code]
        made_sd[:, at] = np.inf if producer.made is None else deviation(producer.made)
    return Deviations(flow_sd, np.sqrt(variance), made_sd)


def balanced(system: FlowSystem) -> tuple[BalancedFlows, list[CitedFlow]]:
    """Return the reconciled estimate, and the cited flows that it was held against."""
    cited = cited_flows(system, system.solution.flow[0])
    made = {
        code: np.array([producer.made.best])
        for code, producer in system.producers.items()
        if producer.made is not None
    }
    amounts = np.array([[item.figure.best for item in cited]])

    def outcome(tangents: Tangents | None) -> BalancedFlows:
        return reconciled(
            system,
            system.solution,
            cited,
            demand=system.ends[np.newaxis],
            made=made,
            amounts=amounts,
            tangents=tangents,
        )

    found = outcome(None)
    if system.assumptions.fit_shares:
        targets = targets_of(system)
        for _ in range(ROUNDS):
            found = outcome(
                tangents_at(system, targets, found.flow[0], found.made[0], found.demand[0])
            )
    return found, cited


def reconciled(
    system: FlowSystem,
    solution: ThroughputSolution,
    cited: list[CitedFlow],
    *,
    demand: Floats,
    made: Mapping[str, Floats],
    amounts: Floats,
    tangents: Tangents | None = None,
    strict: bool = True,
) -> BalancedFlows:
    """Return flows near to those of a solution, and to cited amounts, that balance.

    Parameters
    ----------
    system : FlowSystem
    solution : ThroughputSolution
        With as many draws as the other arrays.
    cited : list of CitedFlow
    demand : float array, shape (draws, places)
    made : mapping of code to float array, shape (draws,)
        Cited production.
    amounts : float array, shape (draws, cited)
        The amounts of ``cited``.
    tangents : Tangents, optional
        Of observed shares.
    strict : bool
        Whether to raise where a draw cannot be balanced.
    """
    edges = np.flatnonzero(solution.flow.max(axis=0) > 0)
    position = np.full(system.tails.size, -1)
    position[edges] = np.arange(edges.size)
    used = [row for row, item in enumerate(cited) if item.edges.size]
    rows = np.zeros((len(used), edges.size))
    for row, at in enumerate(used):
        within = position[cited[at].edges]
        rows[row, within[within >= 0]] = 1.0
    values = amounts[:, used]
    sds = np.array([cited[at].sd for at in used])
    if tangents is not None:
        rows = np.concatenate([rows, tangents.rows[:, edges]])
        told = np.broadcast_to(tangents.cited, (len(amounts), tangents.cited.size))
        values = np.concatenate([values, told], axis=1)
        sds = np.concatenate([sds, tangents.sd])
    free = deviations(system, solution)
    supply = solution.made.copy()
    for code, amount in made.items():
        supply[:, system.index[code]] = amount
    problem = Balance(
        tails=system.tails[edges],
        heads=system.heads[edges],
        flow=solution.flow[:, edges],
        flow_sd=free.flow[:, edges],
        demand=demand,
        demand_sd=free.demand[np.newaxis],
        supply=supply,
        supply_sd=free.made,
        rows=rows,
        cited=values,
        cited_sd=sds[np.newaxis],
    )
    try:
        found = reconcile(problem, strict=strict)
    except BalanceError as error:
        names = ", ".join(system.data.places.name(system.places[at]) for at in error.places)
        raise QueryError(
            f"the cited amounts of {system.label} cannot be reconciled (at {names}): use "
            "--no-reconcile (reconcile=False) and audit their figures"
        ) from error
    flow = np.zeros(solution.flow.shape)
    flow[:, edges] = found.flow
    return BalancedFlows(flow, found.demand, found.supply, found.balanced)
