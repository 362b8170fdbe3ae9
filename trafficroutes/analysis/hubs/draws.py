"""Intervals of hub and gateway shares, by draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trafficroutes.graph.arrays import percentiles
from trafficroutes.markov.restricted import departure_shares, direct_share, starts_of_arrivals
from trafficroutes.question.draws import hub_shares, question_draws
from trafficroutes.question.intervals import (
    Drawing,
    Interval,
    RankInterval,
    interval_of,
    intervals,
    rank_intervals,
    ranks_in_draws,
)

if TYPE_CHECKING:
    from trafficroutes.graph.arrays import Floats
    from trafficroutes.markov.chain import Chain
    from trafficroutes.question.solving import Solved

#: A hub's chance is that to be among so many.
TOP_K = 5


@dataclass(frozen=True)
class HubRange:
    """A hub in the draws in which something arrives; all None without draws.

    Attributes
    ----------
    interval : pair of float or None
        The evidence range: its share in the middle 90 percent of them.
    median : float or None
        Its share in the middle one.
    rank_interval : pair of int or None
        Its rank, the best and the worst, in these.
    top_k_chance : float or None
        The part of them in which it is on a route and among the first k.
    """

    interval: Interval | None = None
    median: float | None = None
    rank_interval: RankInterval | None = None
    top_k_chance: float | None = None


NOTHING = HubRange()


@dataclass(frozen=True)
class HubDraws:
    """What the draws say of hubs and gateways, by code; empty where there is nothing to say.

    Attributes
    ----------
    drawing : Drawing or None
        The draws; None where there are none.
    hubs : mapping of code to HubRange
    gateways, departures, origins_of_arrivals : mapping of code to interval
    direct : interval or None
    notes : tuple of str
        How it was drawn, and what was counted apart.
    """

    drawing: Drawing | None
    hubs: Mapping[str, HubRange]
    gateways: Mapping[str, Interval]
    notes: tuple[str, ...]
    departures: Mapping[str, Interval] = field(default_factory=dict)
    origins_of_arrivals: Mapping[str, Interval] = field(default_factory=dict)
    direct: Interval | None = None


def hub_draws(solved: Solved, draws: int | None, *, seed: int, top_k: int) -> HubDraws:
    """Return the evidence ranges of hub and gateway shares.

    Parameters
    ----------
    solved : Solved
        One family's part of a question.
    draws : int or None
        How many; 0 for none, None for the default.
    seed : int
        Same seed, same draws.
    top_k : int
        The chance to be among how many.
    """
    made = f"evidence ranges, ranks and the chance to be among the first {top_k}"
    drawn = question_draws(solved, draws, seed=seed, made=made)
    if drawn.solved is None:
        return HubDraws(drawn.drawing, {}, {}, drawn.notes)
    chain = drawn.solved.chain
    return HubDraws(
        drawing=drawn.drawing,
        hubs=_hubs(solved, chain, top_k),
        gateways=_gateways(solved, chain),
        notes=drawn.notes,
        departures=_by_code(solved, chain, departure_shares(chain)),
        origins_of_arrivals=_by_code(solved, chain, starts_of_arrivals(chain)),
        direct=interval_of(direct_share(chain)),
    )


def _hubs(solved: Solved, chain: Chain, top_k: int) -> dict[str, HubRange]:
    codes, shares = hub_shares(solved, chain)
    if not codes:
        return {}
    ranks = ranks_in_draws(shares)
    chances = ((ranks <= top_k) & (shares > 0)).mean(axis=0).tolist()
    medians = percentiles(shares, [50])[0].tolist()
    found = zip(intervals(shares), medians, rank_intervals(ranks), chances, strict=True)
    return {code: HubRange(*values) for code, values in zip(codes, found, strict=True)}


def _gateways(solved: Solved, chain: Chain) -> dict[str, Interval]:
    codes = [solved.routes.places[at] for at in chain.frame.gateways]
    shares = chain.gateway_shares()
    return dict(zip(codes, intervals(shares), strict=True))


def _by_code(solved: Solved, chain: Chain, shares: Floats) -> dict[str, Interval]:
    """Return the intervals of (draws, n) shares over the places on the way."""
    codes = [solved.routes.places[at] for at in chain.live.tolist()]
    return dict(zip(codes, intervals(shares), strict=True))
