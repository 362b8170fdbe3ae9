"""Ranges of flows: the estimate made anew for many draws of reports and figures.

In a draw, documents and claims are right or wrong by their grades, which decides
which legs there are and how strong their evidence is; every cited figure takes a value
in its range. Each draw goes through supplier shares, throughput and reconciliation.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np

from trafficroutes.flowmodel.balancing import reconciled
from trafficroutes.flowmodel.estimate import FlowEstimate
from trafficroutes.flowmodel.inputs.figures import Figure
from trafficroutes.flowmodel.inputs.suppliers import SUPPLIER_SHARES, weigh
from trafficroutes.flowmodel.system import FlowSystem
from trafficroutes.flowmodel.throughput import shares_of, solve
from trafficroutes.flowmodel.worlds.cache import kept_or_made
from trafficroutes.flowmodel.worlds.sampling import Draws, draws_of, in_order
from trafficroutes.flowmodel.worlds.spreads import sample, spread_between
from trafficroutes.graph.arrays import Floats, Mask
from trafficroutes.graph.independence import independent
from trafficroutes.graph.weighting import evidence_strengths
from trafficroutes.model.records import Citation

#: Ends of the range that is shown, in percent of the draws.
_ENDS = (5.0, 95.0)
_RANGES = (
    "Low and high are the 5 and 95 percent points of {draws} draws (seed {seed}): reports are "
    "right or wrong by their grades, figures lie in their ranges (a quarter up or down where none "
    "is cited); they are widened to hold the estimate, which stands on all reports"
)


@dataclass(frozen=True, eq=False)
class FlowIntervals:
    """Where 90 percent of the draws lie.

    Attributes
    ----------
    low, high : float array, shape (edges,)
        Kilograms a year.
    flows : float array, shape (draws, edges)
        The flows of the draws that balance.
    notes : tuple of str
        How it was drawn.
    """

    low: Floats
    high: Floats
    flows: Floats
    notes: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class DrawnFlows:
    """The draws of an estimate that balance, in kilograms a year.

    Attributes
    ----------
    flows : float array, shape (draws, edges)
    demand, made : float array, shape (draws, places)
        What ends and what begins in each place.
    lost : int
        Draws that could not be balanced and are left out.
    """

    flows: Floats
    demand: Floats
    made: Floats
    lost: int


def intervals_of(found: FlowEstimate, draws: int, *, seed: int) -> FlowIntervals:
    """Return the ranges of an estimate's flows."""
    drawn = drawn_flows(found, draws, seed=seed)
    low, high = np.percentile(drawn.flows, _ENDS, axis=0)
    low, high = np.minimum(low, found.flow), np.maximum(high, found.flow)
    notes = [_RANGES.format(draws=draws, seed=seed)]
    if drawn.lost:
        notes.append(f"{drawn.lost} draws could not be balanced and are left out")
    return FlowIntervals(low, high, drawn.flows, tuple(notes))


def drawn_flows(found: FlowEstimate, draws: int, *, seed: int) -> DrawnFlows:
    """Return an estimate made anew in draws; kept in the cache for the next question.

    Where no draw balances, the estimate itself stands for one that does.
    """
    system = found.system
    assumptions = asdict(system.assumptions)
    assumptions["years"] = (
        None if system.assumptions.years is None else str(system.assumptions.years)
    )
    made = kept_or_made(
        system.data.sha256,
        {
            "what": "flows",
            "commodities": system.suppliers.network.commodities,
            "draws": draws,
            "seed": seed,
            **assumptions,
        },
        lambda: _drawn(found, draws, seed),
    )
    balanced = made["balanced"]
    lost = draws - int(balanced.sum())
    if lost == draws:
        flow, demand, supply = (v[np.newaxis] for v in (found.flow, found.demand, found.made))
    else:
        kept = balanced if lost else slice(None)
        flow, demand, supply = (made[key][kept] for key in ("flow", "demand", "made"))
    return DrawnFlows(flow, demand, supply, lost)


def _drawn(found: FlowEstimate, draws: int, seed: int) -> dict[str, Floats | Mask]:
    """Return the flows, demand and supply of each draw, and which draws balance."""
    system = found.system
    world = _World(system, found, draws, seed)
    weight = world.weights()
    demand = world.ends()
    share = shares_of(weight, system.suppliers.fixed, system.heads, len(system.places))
    own = np.broadcast_to(system.own, demand.shape)
    solution = solve(share, demand, own, system.tails, system.heads, known=system.starts)
    if not system.assumptions.reconcile:
        return {
            "flow": solution.flow,
            "demand": demand,
            "made": solution.made,
            "balanced": np.ones(draws, dtype=bool),
        }
    outcome = reconciled(
        system,
        solution,
        list(found.cited),
        demand=demand,
        made={
            code: world.value(producer.made)
            for code, producer in found.producers.items()
            if producer.made is not None
        },
        amounts=np.array([world.value(item.figure) for item in found.cited]).reshape(-1, draws).T,
        strict=False,
    )
    return {
        "flow": outcome.flow,
        "demand": outcome.demand,
        "made": outcome.made,
        "balanced": outcome.balanced,
    }


class _World:
    """Random worlds, asked for strengths of legs and values of figures."""

    def __init__(self, system: FlowSystem, found: FlowEstimate, draws: int, seed: int) -> None:
        self.system = system
        self.draws = draws
        citations = _citations(system, found)
        self.at = {id(citation): at for at, citation in enumerate(citations)}
        self.citations = citations
        self.drawn: Draws = draws_of(system.data, citations, draws, seed=seed)
        self._values: dict[tuple[int, ...], Floats] = {}

    def weights(self) -> Floats:
        """Return the strength of each connection in each draw, shape (draws, edges)."""
        suppliers = self.system.suppliers
        shares = self.system.assumptions.supplier_shares
        groups = [
            [self.at[id(c)] for item in legs for c in item.citations] for legs in suppliers.legs
        ]
        cited = np.flatnonzero(~suppliers.way)
        told = [groups[edge] for edge in cited.tolist()]
        strength = np.zeros((self.draws, len(groups)))
        strength[:, cited] = self._strengths(told, SUPPLIER_SHARES[shares][0])
        seized = np.where(strength > 0, suppliers.seized, 0.0)
        return weigh(strength, seized, shares, suppliers.way, suppliers.tails, suppliers.heads)

    def _strengths(self, groups: list[list[int]], counted: str) -> Floats:
        if counted == "mentions":
            return np.array([self._mentions(group) for group in groups]).reshape(-1, self.draws).T
        return evidence_strengths(self.system.data, self.citations, groups, self.drawn.kept)

    def _mentions(self, group: list[int]) -> Floats:
        """Return how many independent groups of citations a draw keeps, shape (draws,)."""
        position = {id(self.citations[at]): at for at in group}
        apart = independent([self.citations[at] for at in group])
        kept = [self.drawn.kept[:, [position[id(c)] for c in one]].any(axis=1) for one in apart]
        count: Floats = np.sum(kept, axis=0, dtype=np.float64)
        return count

    def ends(self) -> Floats:
        """Return what ends in each place in each draw, shape (draws, places)."""
        found = np.zeros((self.draws, len(self.system.places)))
        demand = self.system.demand
        for figures in (demand.consumption, demand.seizures):
            for code, figure in figures.items():
                found[:, self.system.index[code]] += self.value(figure)
        return found

    def value(self, figure: Figure) -> Floats:
        """Return a figure in each draw, shape (draws,); one cited figure varies as one."""
        if figure.factors:
            product = np.full(self.draws, figure.scale)
            for factor in figure.factors:
                product *= self.value(factor)
            return product
        if figure.terms:
            total: Floats = figure.scale * np.sum([self.value(t) for t in figure.terms], axis=0)
            return total
        if not figure.citations or figure.best <= 0:
            return np.full(self.draws, figure.best)
        quantile = self.drawn.quantile[:, self.at[id(figure.citations[0])]]
        spread = figure.spread or spread_between(figure.low, figure.best, figure.high)
        return sample([spread], quantile[:, np.newaxis])[:, 0]


def _citations(system: FlowSystem, found: FlowEstimate) -> list[Citation]:
    """Return all citations that the estimate stands on, each once, in the order of the data."""
    wanted: dict[int, Citation] = {}
    figures: list[Figure] = [
        *system.demand.consumption.values(),
        *system.demand.seizures.values(),
        *(item.figure for item in found.cited),
        *(producer.made for producer in found.producers.values() if producer.made is not None),
    ]
    for legs in system.suppliers.legs:
        for item in legs:
            wanted.update({id(c): c for c in item.citations})
    for figure in figures:
        wanted.update({id(c): c for c in figure.citations})
    return in_order(system.data, wanted.values())
