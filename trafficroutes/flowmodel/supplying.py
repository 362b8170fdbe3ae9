"""Shares of suppliers from evidence and prior, and the system that they make solved."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from trafficroutes.flowmodel.distances import directions_of, kilometres
from trafficroutes.flowmodel.inputs.figures import Figure
from trafficroutes.flowmodel.inputs.production import Producer
from trafficroutes.flowmodel.inputs.suppliers import Suppliers
from trafficroutes.flowmodel.inputs.support import with_ways
from trafficroutes.flowmodel.prior import Prior, sent_on
from trafficroutes.flowmodel.throughput import ThroughputSolution, shares_of, solve
from trafficroutes.graph.arrays import Floats, Ints, Mask, summed
from trafficroutes.graph.recipe import Recipe
from trafficroutes.model.places import Gazetteer
from trafficroutes.model.refs import is_region

#: What suppliers share a market by, where no share is cited.
SUPPLIER_SHARES = {
    "combined": "Suppliers share a market by independent reports, by seized amounts with a "
    "provenance, and by how near, large and little out of the way they are",
    "reports": "Suppliers share a market by independent reports and by how near, large and little "
    "out of the way they are",
    "seizures": "Suppliers share a market by seized amounts with a provenance where such are "
    "cited, elsewhere by reports, and by how near, large and little out of the way they are",
    "mentions": "Suppliers share a market by the seizure records that name them where there are "
    "any, elsewhere by independent reports",
    # What the estimate is tested beside.
    "prior": "Suppliers share a market by how near, large and little out of the way they are",
    "uniform": "Suppliers share a market evenly",
    "distance": "Suppliers share a market by how near they are",
}
#: Solutions from which the prior takes what each place sends on.
_ROUNDS = 2


@dataclass(frozen=True, eq=False)
class Supplying:
    """Shares of suppliers, and what they make of demand.

    Attributes
    ----------
    share : float array, shape (edges,)
        Part of the head's supply.
    weight : float array, shape (places,)
        What the shares of a head rest on, in reports: M + kappa.
    starts : bool array, shape (places,)
        Places without any supplier in the data.
    own : float array, shape (places,)
        The part of its throughput that a place makes itself.
    solution : ThroughputSolution
        Throughput and flows; one draw.
    """

    share: Floats
    weight: Floats
    starts: Mask
    own: Floats
    solution: ThroughputSolution


@dataclass(frozen=True, eq=False)
class Markets:
    """The places of a system: what joins them, what ends there, and who makes goods.

    ``bought`` is the part of its supply that a producer buys, where that is cited.
    """

    gazetteer: Gazetteer
    codes: tuple[str, ...]
    tails: Ints
    heads: Ints
    ends: Floats
    producers: Mapping[str, Producer]
    bought: Mapping[str, float]

    @property
    def size(self) -> int:
        """Number of places."""
        return len(self.codes)


def supplied(markets: Markets, suppliers: Suppliers, shares: str, recipe: Recipe) -> Supplying:
    """Return shares of suppliers and the solution that they make.

    s(j | k) = (M e + kappa pi) / (M + kappa): the evidence's share e by M reports and the
    prior's pi by kappa. What passes each place, which the prior goes by, is taken from
    the solution before, twice.
    """
    heads, tails, way = markets.heads, markets.tails, suppliers.way
    if shares in ("uniform", "distance"):
        weight = _simple(markets, way, by_distance=shares == "distance")
        return _solved(markets, suppliers, weight, np.ones(markets.size), least=0.0)
    if shares in ("reports", "mentions"):
        recipe = replace(recipe, seized=0.0)
    if shares == "seizures":
        recipe = replace(recipe, seized=1.0, nu=0.0)
    evidence, reports = suppliers.support.shares(recipe, way, tails, heads, markets.size)
    if shares == "mentions":
        mentions, named = _by_mentions(markets, suppliers, evidence)
        return _solved(markets, suppliers, mentions, np.maximum(named, reports), least=0.0)
    if shares == "prior":
        reports = np.zeros_like(reports)
    prior = Prior(markets.gazetteer, markets.codes, tails, heads, way, markets.producers, recipe)
    likely = prior.shares()
    for round_ in range(_ROUNDS + 1):
        weight = reports[heads] * evidence + recipe.kappa * likely
        # A head that only regions supply has no prior: evidence alone.
        alone = summed(weight, heads, markets.size)[heads] <= 0
        weight = np.where(alone, evidence, weight)
        found = _solved(markets, suppliers, weight, reports + recipe.kappa, least=recipe.least)
        if round_ < _ROUNDS:
            likely = prior.shares(sent_on(found.solution.throughput[0], markets.ends))
    return found


def bought_by(
    producers: Mapping[str, Producer], rates: Mapping[tuple[str, str], Sequence[Figure]]
) -> dict[str, float]:
    """Return the part of its supply that each producer buys, by cited amounts.

    What is cited to come in, the best figure of each way (the mean of contradictory
    ones), beside what it is cited to make. Producers to which nothing is cited to come
    in buy nothing, and are left out.
    """
    comes: dict[str, float] = {}
    for (origin, to), figures in rates.items():
        if to in producers and not is_region(origin) and figures:
            whole = math.fsum(figure.best for figure in figures)
            comes[to] = comes.get(to, 0.0) + whole / len(figures)
    return {
        code: amount / (amount + producers[code].usual.best)
        for code, amount in sorted(comes.items())
        if amount > 0
    }


def _simple(markets: Markets, way: Mask, *, by_distance: bool) -> Floats:
    """Return weights that know no report: all alike, or one over the distance."""
    if not by_distance:
        return np.ones(markets.tails.size)
    points = directions_of(markets.gazetteer, markets.codes)
    weight = 1.0 / np.maximum(kilometres(points[markets.tails], points[markets.heads]), 1.0)
    return with_ways(weight, way, markets.tails, markets.heads, markets.size)


def _by_mentions(markets: Markets, suppliers: Suppliers, evidence: Floats) -> tuple[Floats, Floats]:
    """Return what suppliers count for by seizure records, and how many name one, (places,).

    The UNODC's supplier mentions: of a market's records, those that name a supplier. A
    market of which no record does goes by its reports.
    """
    heads, tails, way = markets.heads, markets.tails, suppliers.way
    mentions = with_ways(suppliers.support.mentions, way, tails, heads, markets.size)
    named = summed(mentions, heads, markets.size)
    return np.where(named[heads] > 0, mentions, evidence), named


def _solved(
    markets: Markets, suppliers: Suppliers, weight: Floats, rests_on: Floats, *, least: float
) -> Supplying:
    heads, fixed = markets.heads, suppliers.fixed
    share = shares_of(weight[np.newaxis], fixed, heads, markets.size)[0]
    small = np.isnan(fixed) & (share < least)
    if small.any():
        kept = np.where(small, 0.0, weight)
        share = shares_of(kept[np.newaxis], fixed, heads, markets.size)[0]
    starts = np.ones(markets.size, dtype=bool)
    starts[heads[share > 0]] = False
    own, solution = _settled(share[np.newaxis], markets, starts)
    return Supplying(share, rests_on, starts, own, solution)


def _settled(share: Floats, markets: Markets, starts: Mask) -> tuple[Floats, ThroughputSolution]:
    """Solve with producers that make all that passes them, but for minor ones.

    A minor producer makes what its cited production allows and gets the rest from
    its suppliers, if these are fed by others.
    """
    index = {code: at for at, code in enumerate(markets.codes)}
    own = np.zeros(markets.size)
    for code in markets.producers:
        own[index[code]] = 1.0 - markets.bought.get(code, 0.0)
    demand = markets.ends[np.newaxis]

    def solved(made: Floats) -> ThroughputSolution:
        return solve(share, demand, made[np.newaxis], markets.tails, markets.heads, known=starts)

    solution = solved(own)
    for code, producer in markets.producers.items():
        at, figure = index[code], producer.made
        if code in markets.bought:
            continue
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
