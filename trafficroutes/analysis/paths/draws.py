"""Intervals of the most likely routes, by draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trafficroutes.graph.arrays import Floats
from trafficroutes.question.draws import (
    question_draws,
    spreads_of_some,
    with_a_share,
)
from trafficroutes.question.intervals import NO_SPREAD, Drawing, Interval, RankedInterval, intervals

if TYPE_CHECKING:
    from trafficroutes.markov.chain import Chain
    from trafficroutes.question.solving import Solved

_AMONG = (
    "Ranks of routes are among the routes shown: these are the most likely by all reports at "
    "once, and in a draw another may be more likely"
)


@dataclass(frozen=True)
class PathDraws:
    """What the draws say of some routes; None where there is nothing to say.

    Attributes
    ----------
    drawing : Drawing or None
        The draws; None where there are none.
    routes : tuple of RankedInterval
        Of the probability of each route; ranks are among these routes.
    coverage : pair of float or None
        The evidence range of the sum of their probabilities.
    notes : tuple of str
        How it was drawn, and what was counted apart.
    """

    drawing: Drawing | None
    routes: tuple[RankedInterval, ...]
    coverage: Interval | None
    notes: tuple[str, ...]


def path_draws(
    solved: Solved, routes: Sequence[Sequence[int]], draws: int | None, *, seed: int
) -> PathDraws:
    """Return the intervals of the probabilities of some routes.

    Parameters
    ----------
    solved : Solved
        One family's part of a question.
    routes : sequence of sequence of int
        The connections of each route from its origin on, by position in
        ``solved.routes``.
    draws : int or None
        How many; 0 for none, None for the default.
    seed : int
        Same seed, same draws.
    """
    drawn = question_draws(solved, draws, seed=seed, made="evidence ranges and ranks")
    if drawn.solved is None:
        return PathDraws(drawn.drawing, (NO_SPREAD,) * len(routes), None, drawn.notes)
    chain = drawn.solved.chain
    shares = route_shares(chain, routes)
    return PathDraws(
        drawing=drawn.drawing,
        routes=tuple(spreads_of_some(shares)),
        coverage=intervals(shares.sum(axis=1, keepdims=True))[0],
        notes=(*drawn.notes, _AMONG, *_without(shares)),
    )


def _without(shares: Floats) -> tuple[str, ...]:
    """Return in how many draws none of the routes is there, as a note; none if there are none."""
    rest = len(shares) - int(with_a_share(shares).sum())
    told = f"In {rest:,} of the draws goods arrive by none of these routes: ranks are of the others"
    return (told,) if rest else ()


def route_shares(chain: Chain, routes: Sequence[Sequence[int]]) -> Floats:
    """Return P(goes exactly so | arrives in T), shape (draws, routes).

    It is 0 in a draw that lacks a connection of the route.

    Parameters
    ----------
    chain : Chain
        Of draws in which something arrives.
    routes : sequence of sequence of int
        The connections of each route.
    """
    frame, chance = chain.frame, chain.chance
    at = {edge: column for column, edge in enumerate(frame.edges.tolist())}
    shares = np.empty((chain.arrival.size, len(routes)))
    for number, edges in enumerate(routes):
        steps = [at[edge] for edge in edges]
        start = chain.s[:, frame.tails[steps[0]]]
        shares[:, number] = start * chance[:, steps].prod(axis=1) / chain.arrival
    return shares
