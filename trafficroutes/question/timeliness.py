"""How much of an answer stands on evidence of the years that were asked for."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from trafficroutes.graph.arrays import Floats
from trafficroutes.graph.network import Network
from trafficroutes.graph.recipe import RECIPE
from trafficroutes.graph.routes import NO_LEG
from trafficroutes.model.years import Years, gap
from trafficroutes.question.solving import Solved

#: Weightings under which the period weighs reports and leaves none out.
WEIGHED_BY_YEARS = ("estimate", "evidence")
#: Years between a period and the nearest evidence from which on it tells of another time.
FAR = 20


def evidence_years(solved: Solved) -> tuple[float, float] | None:
    """Return the parts of an answer that stand on evidence within its years, and near them.

    Each connection counts by how often arriving journeys use it, each of its reports by
    its chance to be true and its years. Near is up to a half-life away.

    Returns
    -------
    (float, float) or None
        Fractions; the rest stands on reports farther off or undated. None without a
        period, or where it leaves out what is not of it.
    """
    network = solved.network
    if network.years is None or network.weighting not in WEIGHED_BY_YEARS:
        return None
    chain = solved.chain
    legs = solved.routes.leg[chain.edges]
    used = legs != NO_LEG
    parts = np.array([_parts(network, leg) for leg in legs[used].tolist()]).reshape(-1, 2)
    weight = chain.edge_shares()[used]
    whole = float(weight.sum())
    if whole <= 0:
        return None
    within, near = (weight @ parts / whole).tolist()
    return within, near


def _parts(network: Network, edge: int) -> Floats:
    """Return which part of a connection's reports is within the years, and near them."""
    years, data = network.years, network.data
    citations = [c for item in network.legs[edge] for c in item.citations]
    if years is None or data is None or not citations:
        return np.zeros(2)
    weight = RECIPE.time_weights(citations, years) * data.probabilities(citations)
    away = np.array([np.inf if c.years is None else gap(c.years, years) for c in citations])
    near = (away > 0) & (away <= RECIPE.half_life)
    found: Floats = np.array([weight[away == 0].sum(), weight[near].sum()]) / weight.sum()
    return found


def sentence(solved: Solved) -> str:
    """Return the same in a sentence; empty where there is nothing to say."""
    parts, years = evidence_years(solved), solved.network.years
    if parts is None:
        return ""
    within, near = parts
    return (
        f"{100 * within:.0f} % of this stands on evidence of {years}, {100 * near:.0f} % on that "
        f"of up to {RECIPE.half_life:g} years before or after, the rest on evidence farther off or "
        "undated"
    )


def years_taken(network: Network, years: Years) -> str:
    """Return in words what a period does to the evidence of a network."""
    if network.weighting not in WEIGHED_BY_YEARS:
        return f"Only evidence about {years} is used"
    away = years_away(network, years, range(len(network.legs)))
    told = (
        f"; the nearest evidence is {away} years from it, so little can be said of that time"
        if away is not None and away > FAR
        else ""
    )
    return (
        f"Evidence about {years} counts in full, other evidence half for every "
        f"{RECIPE.half_life:g} years from it, undated evidence half{told}"
    )


def years_away(network: Network, years: Years, edges: Iterable[int]) -> int | None:
    """Return the years between a period and the nearest dated evidence of some connections."""
    away = (
        gap(citation.years, years)
        for edge in edges
        for item in network.legs[edge]
        for citation in item.citations
        if citation.years is not None
    )
    return min(away, default=None)
