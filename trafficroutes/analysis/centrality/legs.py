"""Measures of the legs between countries, and the legs of an answer about centrality."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from trafficroutes.analysis.centrality.measures import Setting
from trafficroutes.analysis.centrality.network import BY_REGION
from trafficroutes.analysis.centrality.ranks import ranks_of
from trafficroutes.analysis.centrality.results import CentralityIntervals, LegCentrality
from trafficroutes.graph.arrays import Floats
from trafficroutes.model.digits import by_size

if TYPE_CHECKING:
    from trafficroutes.question.solving import Solved

#: What legs are measured by, in the order of :func:`measures_of_legs`.
LEG_MEASURES = ("flow", "betweenness_hops", "betweenness_cost", "pairs_cost")
#: With an origin and a destination, the conditional leg share too.
SHARE = "share"


def measures_of_legs(setting: Setting) -> Floats:
    """Return flow, betweenness by hops and by cost, and pairs of each leg, shape (4, m)."""
    every = setting.countries.count * (setting.countries.count - 1)
    return np.array(
        [
            setting.countries.flow,
            setting.by_hops.edges / every,
            setting.by_cost.edges / every,
            setting.pairs_by_cost.edges / max(setting.pairs_by_cost.pairs, 1),
        ]
    )


def ends_of_legs(setting: Setting) -> list[tuple[str, str]]:
    """Return the codes of the ends of each leg."""
    net = setting.countries
    ends = zip(net.tails.tolist(), net.heads.tolist(), strict=True)
    return [(net.places[tail], net.places[head]) for tail, head in ends]


def values_of_legs(setting: Setting, solved: Solved | None) -> dict[str, Floats]:
    """Return every measure of the legs; a leg that no journey takes has a share of 0."""
    values = dict(zip(LEG_MEASURES, measures_of_legs(setting), strict=True))
    if solved is not None:
        taken = _shares(solved)
        values[SHARE] = np.array([taken.get(ends, 0.0) for ends in ends_of_legs(setting)])
    return values


def _shares(solved: Solved) -> dict[tuple[str, str], float]:
    """Return how often an arriving journey takes each connection that one takes."""
    edges = zip(solved.chain.edges.tolist(), solved.chain.edge_shares().tolist(), strict=True)
    return {solved.ends(edge): share for edge, share in edges}


def legs_of_answer(
    setting: Setting,
    solved: Solved | None,
    values: Mapping[str, Floats],
    drawn: CentralityIntervals,
) -> tuple[LegCentrality, ...]:
    """Return the legs with values, ranks and their intervals, the most between first.

    Parameters
    ----------
    setting : Setting
        The network.
    solved : Solved or None
        The question between an origin and a destination.
    values : mapping of measure to float array, shape (m,)
        Those of :func:`values_of_legs`.
    drawn : CentralityIntervals
        What the draws say of the legs.
    """
    net = setting.countries
    taken = {} if solved is None else _shares(solved)
    ranks = {measure: ranks_of(found) for measure, found in values.items()}
    found = []
    for at, ends in enumerate(ends_of_legs(setting)):
        edge = int(net.edge[at])
        behind: Sequence[str] = (
            () if edge == BY_REGION else [item.leg.id for item in net.network.legs[edge]]
        )
        # Where no journey takes the leg there is no share to tell of.
        told = [measure for measure in values if measure != SHARE or ends in taken]
        found.append(
            LegCentrality(
                origin=ends[0],
                to=ends[1],
                ids=tuple(behind),
                **{measure: float(values[measure][at]) for measure in LEG_MEASURES},
                share=taken.get(ends),
                ranks={measure: int(ranks[measure][at]) for measure in told},
                intervals={m: drawn.values[m][at] for m in told if m in drawn.values} or None,
                rank_intervals={m: drawn.ranks[m][at] for m in told if m in drawn.ranks} or None,
            )
        )
    return tuple(sorted(found, key=lambda leg: (by_size(leg.betweenness_cost), leg.origin, leg.to)))
