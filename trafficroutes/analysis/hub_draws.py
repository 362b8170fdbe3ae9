"""Intervals of hub and gateway shares, by draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trafficroutes.analysis.drawing import (
    Drawing,
    Interval,
    RankInterval,
    counted_apart,
    how_drawn,
    intervals,
    rank_intervals,
    ranks_in_draws,
)
from trafficroutes.analysis.ensemble_chain import ChainDraws, frame_of, solve_draws, transit_of
from trafficroutes.analysis.ensembles import BY_HAND, worlds_of

if TYPE_CHECKING:
    from trafficroutes.analysis.question import Solved

#: Draws by default, where up to so many places are on the way, and where there are more.
DRAWS, MANY_PLACES, FEWER_DRAWS = 1000, 200, 200
#: A hub's chance is that to be among so many.
TOP_K = 5


@dataclass(frozen=True)
class HubRange:
    """A hub in the draws in which something arrives; all None without draws.

    Attributes
    ----------
    interval : pair of float or None
        Its share in 90 percent of them.
    median : float or None
        Its share in the middle one.
    rank_interval : pair of int or None
        Its rank, the best and the worst, in 90 percent of them.
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
    gateways : mapping of code to interval
    notes : tuple of str
        How it was drawn, and what was counted apart.
    """

    drawing: Drawing | None
    hubs: Mapping[str, HubRange]
    gateways: Mapping[str, Interval]
    notes: tuple[str, ...]


def default_draws(on_the_way: int) -> int:
    """Return how many draws are made with so many places on the way, unless asked otherwise.

    >>> default_draws(200), default_draws(201)
    (1000, 200)
    """
    return DRAWS if on_the_way <= MANY_PLACES else FEWER_DRAWS


def hub_draws(solved: Solved, draws: int | None, *, seed: int, top_k: int) -> HubDraws:
    """Return the intervals of hub and gateway shares.

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
    if draws == 0:
        return HubDraws(None, {}, {}, ())
    on_the_way = solved.chain.live.size
    fewer = draws is None and on_the_way > MANY_PLACES
    count = draws or default_draws(on_the_way)
    worlds = worlds_of(solved, count, seed=seed)
    if worlds is None:
        return HubDraws(None, {}, {}, (BY_HAND,))
    chain = solve_draws(frame_of(solved.routes), worlds.flow, worlds.stays, worlds.s)
    used = int(chain.arrives.sum())
    drawing = Drawing(count, seed, used, len(worlds.flow) - used, worlds.unbalanced)
    notes = [how_drawn(solved.network, drawing, production=solved.start.basis == "production")]
    if fewer:
        notes.append(f"Only {count} draws, since {on_the_way} places are on the way (--draws N)")
    notes += [
        counted_apart(drawing, f"intervals, ranks and the chance to be among the first {top_k}")
    ]
    if not used:
        return HubDraws(drawing, {}, {}, tuple(note for note in notes if note))
    return HubDraws(
        drawing=drawing,
        hubs=_hubs(solved, chain, top_k),
        gateways=_gateways(solved, chain),
        notes=tuple(note for note in notes if note),
    )


def _hubs(solved: Solved, chain: ChainDraws, top_k: int) -> dict[str, HubRange]:
    transit = transit_of(solved.routes, chain.frame)
    if not transit:
        return {}
    shares = chain.pass_shares()[chain.arrives][:, list(transit.values())]
    ranks = ranks_in_draws(shares)
    chances = ((ranks <= top_k) & (shares > 0)).mean(axis=0).tolist()
    medians = np.median(shares, axis=0).tolist()
    found = zip(intervals(shares), medians, rank_intervals(ranks), chances, strict=True)
    return {code: HubRange(*values) for code, values in zip(transit, found, strict=True)}


def _gateways(solved: Solved, chain: ChainDraws) -> dict[str, Interval]:
    codes = [solved.routes.places[at] for at in chain.frame.gateways]
    shares = chain.gateway_shares()[chain.arrives]
    return dict(zip(codes, intervals(shares), strict=True))
