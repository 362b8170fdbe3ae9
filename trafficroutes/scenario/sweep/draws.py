"""How sure the shares of a sweep's best sets are: the same draws for each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from trafficroutes.graph.arrays import Floats, percentiles
from trafficroutes.markov.chain import Chain, chain_of
from trafficroutes.markov.frame import Frame, frame_of
from trafficroutes.markov.removal import avoiding, passed
from trafficroutes.question.worlds import BY_HAND, worlds_of
from trafficroutes.scenario.sweep.chunks import Runner, cut
from trafficroutes.scenario.sweep.items import Items

#: Draws unless told otherwise, and where routes have more than so many places.
_USUAL, _MANY_PLACES, _FEW = 200, 100, 50
#: Draws in a chunk. Fixed: numbers that depend on it must not depend on who runs it.
_CHUNK = 100
_ENDS = (5.0, 95.0)
#: Digits that are kept of the ends of an interval; far more than draws stand by.
_DIGITS = 9

#: A set as codes of its countries and positions of its legs in ``chain.edges``.
Members = tuple[Sequence[str], Sequence[int]]


class SweptDraws(NamedTuple):
    """One question in all draws, and the sets that are taken out.

    Attributes
    ----------
    chain : Chain
        Its chains.
    sets : tuple of (codes, edges)
        Countries, and connections by positions in ``chain.edges``.
    """

    chain: Chain
    sets: tuple[Members, ...]


class SetIntervals(NamedTuple):
    """Ranges of the shares of sets; draws, a note on them, and those without a route."""

    draws: int
    ranges: tuple[tuple[float, float] | None, ...]
    note: str
    without_route: int


def shares_in_draws(drawn: SweptDraws, start: int, stop: int) -> Floats:
    """Return what each set intercepts in a range of draws, shape (stop - start, sets).

    NaN where nothing arrives; a pure function.
    """
    part = slice(start, stop)
    whole = drawn.chain
    before = replace(whole, flow=whole.flow[part], stays=whole.stays[part], s=whole.s[part])
    arrives = np.where(before.arrives, 1.0, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        left = [passed(avoiding(before, *one), before) * arrives for one in drawn.sets]
    return np.array(left).T


def intervals(
    items: Items, sets: Sequence[Members], asked: int | None, seed: int, runner: Runner
) -> SetIntervals:
    """Return the evidence ranges of what sets intercept.

    Parameters
    ----------
    items : Items
        The question.
    sets : sequence
        The sets.
    asked : int or None
        How many draws; None 200, or 50 where routes have more than 100 places.
    seed : int
        Which draws.
    runner : Runner
        Where they are solved.
    """
    nothing: tuple[None, ...] = (None,) * len(sets)
    draws = _usual(items) if asked is None else asked
    if not draws or not sets:
        return SetIntervals(0, nothing, "", 0)
    worlds = worlds_of(items.solved, draws, seed=seed)
    if worlds is None:
        return SetIntervals(0, nothing, BY_HAND, 0)
    routes = items.solved.routes
    frame = frame_of(routes.bare())
    drawn = SweptDraws(
        chain_of(frame, worlds.flow, worlds.stays, worlds.s),
        tuple((codes, _edges(items, frame, edges)) for codes, edges in sets),
    )
    parts = {
        chunk.at: shares
        for chunk, shares in runner(
            shares_in_draws, cut([len(worlds.flow)], _CHUNK), lambda _: drawn
        )
    }
    shares = np.concatenate([parts[at] for at in sorted(parts)] or [np.empty((0, len(sets)))])
    told = shares[~np.isnan(shares).any(axis=1)]
    note = (
        f"Evidence ranges hold the middle 90 percent of {len(told):,} draws of the evidence (seed "
        f"{seed})"
    )
    lost = len(worlds.flow) - len(told)
    if missing := draws - len(told):
        note += f"; left out: {missing:,} in which nothing arrives or flows do not balance"
    if not len(told):
        return SetIntervals(draws, nothing, note, lost)
    low, high = np.round(percentiles(told, _ENDS), _DIGITS).tolist()
    return SetIntervals(draws, tuple(zip(low, high, strict=True)), note, lost)


def _usual(items: Items) -> int:
    return _USUAL if items.solved.chain.live.size <= _MANY_PLACES else _FEW


def _edges(items: Items, frame: Frame, edges: Sequence[int]) -> list[int]:
    """Return where connections of the question stand in the frame of its draws."""
    return np.flatnonzero(np.isin(frame.edges, items.solved.chain.edges[list(edges)])).tolist()
