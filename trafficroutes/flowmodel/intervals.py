"""Ranges of flows: the estimate made anew for many draws of reports and figures.

In a draw, the shares of suppliers vary around the estimate's, the more the fewer reports
they rest on; every cited figure takes a value in its range. Each draw goes through
throughput and reconciliation.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np

from trafficroutes.flowmodel.balancing import reconciled
from trafficroutes.flowmodel.estimate import FlowEstimate
from trafficroutes.flowmodel.inputs.figures import Figure
from trafficroutes.flowmodel.inputs.production import scale_of
from trafficroutes.flowmodel.system import FlowSystem
from trafficroutes.flowmodel.throughput import solve
from trafficroutes.flowmodel.worlds.cache import kept_or_made
from trafficroutes.flowmodel.worlds.sampling import Draws, draws_of
from trafficroutes.flowmodel.worlds.spreads import sample, spread_between
from trafficroutes.flowmodel.worlds.streams import stream
from trafficroutes.graph.arrays import Floats, Mask, percentiles, summed
from trafficroutes.model.records import Citation

#: The least that a share is drawn as, as a part of the share.
_LEAST = 1e-6
#: Ends of the range that is shown, in percent of the draws.
_ENDS = (5.0, 95.0)
_RANGES = (
    "Low and high are evidence ranges, the 5 and 95 percent points of {draws} draws (seed "
    "{seed}): shares of suppliers vary the more the fewer reports they rest on, figures lie in "
    "their ranges (a quarter up or down where none is cited); they are widened to hold the estimate"
)


@dataclass(frozen=True, eq=False)
class FlowIntervals:
    """The evidence range of each flow.

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
    low, high = percentiles(drawn.flows, _ENDS)
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
    demand = world.ends()
    share = drawn_shares(system, draws, seed)
    own = np.broadcast_to(system.own, demand.shape)
    solution = solve(share, demand, own, system.tails, system.heads, known=system.starts)
    if not system.assumptions.reconcile:
        return {
            "flow": solution.flow,
            "demand": demand,
            "made": solution.made,
            "balanced": np.ones(draws, dtype=bool),
        }
    made = {
        code: world.value(producer.made)
        for code, producer in system.cited_producers.items()
        if producer.made is not None
    }
    scale = scale_of(system.cited_producers, demand.sum(axis=1), made)
    outcome = reconciled(
        system,
        solution,
        list(found.cited),
        demand=demand,
        made={code: amount * scale for code, amount in made.items()},
        amounts=np.array([world.value(item.figure) for item in found.cited]).reshape(-1, draws).T,
        strict=False,
    )
    return {
        "flow": outcome.flow,
        "demand": outcome.demand,
        "made": outcome.made,
        "balanced": outcome.balanced,
    }


def drawn_shares(system: FlowSystem, draws: int, seed: int) -> Floats:
    """Return the shares of suppliers in draws, shape (draws, edges).

    Those of a head are Dirichlet with the sum n M / (n + M): the reports M that they
    rest on count up to n (``Recipe.firmness``). Cited shares stay as they are. Each
    connection has a stream of its own. None is drawn as nothing: a way that somebody
    reports is there in every draw.

    Source: Minka, T. (2000). Estimating a Dirichlet distribution.
    """
    heads, share, count = system.heads, system.share, len(system.places)
    firmness = system.assumptions.recipe.firmness
    rests = (firmness * system.weight / (firmness + system.weight))[heads]
    fixed = ~np.isnan(system.suppliers.fixed)
    free = np.flatnonzero((share > 0) & ~fixed)
    drawn = np.zeros((draws, share.size))
    for edge in free.tolist():
        tail, head = (system.places[at] for at in (system.tails[edge], heads[edge]))
        numbers = stream(seed, "share", system.label, tail, head)
        drawn[:, edge] = numbers.standard_gamma(rests[edge] * share[edge], draws)
    drawn[:, free] = np.maximum(drawn[:, free], _LEAST * share[free])
    left = 1.0 - np.bincount(heads, np.where(fixed, share, 0.0), count)
    scale = left / np.where((total := summed(drawn, heads, count)) > 0, total, 1.0)
    return np.where(fixed, share, drawn * scale[:, heads])


class _World:
    """Random worlds, asked for strengths of legs and values of figures."""

    def __init__(self, system: FlowSystem, found: FlowEstimate, draws: int, seed: int) -> None:
        self.system = system
        self.draws = draws
        citations = _citations(system, found)
        self.at = {id(citation): at for at, citation in enumerate(citations)}
        self.citations = citations
        self.drawn: Draws = draws_of(system.data, citations, draws, seed=seed, reports=False)

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
    """Return all citations that figures of the estimate stand on, each once."""
    wanted: dict[int, Citation] = {}
    figures: list[Figure] = [
        *system.demand.consumption.values(),
        *system.demand.seizures.values(),
        *(item.figure for item in found.cited),
        *(one.made for one in system.cited_producers.values() if one.made is not None),
    ]
    for figure in figures:
        wanted.update({id(c): c for c in figure.citations})
    return list(wanted.values())
