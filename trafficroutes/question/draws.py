"""One question solved in each of many draws, and what an answer says of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trafficroutes.graph.arrays import Floats, Mask
from trafficroutes.graph.routes import NO_LEG
from trafficroutes.markov.chain import Chain, chain_of
from trafficroutes.markov.frame import frame_of
from trafficroutes.question.intervals import (
    Drawing,
    RankedInterval,
    counted_apart,
    how_drawn,
    intervals,
    spreads,
)
from trafficroutes.question.worlds import BY_HAND, Worlds, worlds_of

if TYPE_CHECKING:
    from trafficroutes.question.solving import Solved

#: Draws by default, where up to so many places are on the way, and where there are more.
DRAWS, MANY_PLACES, FEWER_DRAWS = 1000, 200, 200


@dataclass(frozen=True, eq=False)
class SolvedDraws:
    """A question in each of the draws in which something arrives, and the chains of these.

    Attributes
    ----------
    worlds : Worlds
    chain : Chain
    """

    worlds: Worlds
    chain: Chain


@dataclass(frozen=True, eq=False)
class QuestionDraws:
    """The draws of a question.

    Attributes
    ----------
    drawing : Drawing or None
        How they were made; None where there are none.
    solved : SolvedDraws or None
        None without draws, and where nothing arrives in any of them.
    notes : tuple of str
        How it was drawn, and what was counted apart.
    """

    drawing: Drawing | None
    solved: SolvedDraws | None
    notes: tuple[str, ...]


def default_draws(on_the_way: int) -> int:
    """Return how many draws are made with so many places on the way, unless asked otherwise.

    >>> default_draws(200), default_draws(201)
    (1000, 200)
    """
    return DRAWS if on_the_way <= MANY_PLACES else FEWER_DRAWS


def question_draws(solved: Solved, draws: int | None, *, seed: int, made: str) -> QuestionDraws:
    """Draw a question many times, and solve it in each draw.

    Parameters
    ----------
    solved : Solved
        One family's part of a question.
    draws : int or None
        How many; 0 for none, None for the default.
    seed : int
        Same seed, same draws.
    made : str
        What is made of the draws in which something arrives, for the notes.
    """
    if draws == 0:
        return QuestionDraws(None, None, ())
    on_the_way = solved.chain.live.size
    fewer = draws is None and on_the_way > MANY_PLACES
    count = draws or default_draws(on_the_way)
    worlds = worlds_of(solved, count, seed=seed)
    if worlds is None:
        return QuestionDraws(None, None, (BY_HAND,))
    some = worlds.arriving()
    used = len(some.flow)
    drawing = Drawing(count, seed, used, len(worlds.flow) - used, worlds.unbalanced)
    notes = (
        how_drawn(solved.network, drawing, production=solved.start.basis == "production"),
        f"Only {count} draws, since {on_the_way} places are on the way (--draws N)"
        if fewer
        else "",
        counted_apart(drawing, made),
    )
    told = tuple(note for note in notes if note)
    if not used:
        return QuestionDraws(drawing, None, told)
    chain = chain_of(frame_of(solved.routes), some.flow, some.stays, some.s)
    return QuestionDraws(drawing, SolvedDraws(some, chain), told)


def hub_shares(solved: Solved, chain: Chain) -> tuple[list[str], Floats]:
    """Return the countries between the ends, and their shares, where something arrives.

    Returns
    -------
    codes : list of str
    shares : float array, shape (draws used, countries)
    """
    transit = solved.routes.transit(chain.live)
    return list(transit), chain.pass_shares()[:, list(transit.values())]


def leg_shares(solved: Solved, chain: Chain) -> tuple[list[tuple[str, str]], Floats]:
    """Return the connections that legs stand behind, and their shares, where something arrives.

    Returns
    -------
    ends : list of (from, to)
    shares : float array, shape (draws used, connections)
    """
    edges = chain.edges
    columns = np.flatnonzero(solved.routes.leg[edges] != NO_LEG)
    ends = [solved.ends(edge) for edge in edges[columns].tolist()]
    return ends, chain.edge_shares()[:, columns]


def spreads_of_some(shares: Floats) -> list[RankedInterval]:
    """Return intervals and ranks among each other of (draws, n) shares, for each column.

    Where all of a row are 0 there is no first and no last, so ranks are not of it, and
    None where there is no other row.
    """
    some = spreads(shares[with_a_share(shares)])
    return [
        RankedInterval(interval, found.rank_interval)
        for interval, found in zip(intervals(shares), some, strict=True)
    ]


def with_a_share(shares: Floats) -> Mask:
    """Return in which rows of (draws, n) shares one is above 0."""
    some: Mask = np.any(shares > 0, axis=1)
    return some
