"""Shares that bodies cover, in draws."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trafficroutes.analysis.drawing import (
    Drawing,
    Interval,
    counted_apart,
    how_drawn,
    intervals,
)
from trafficroutes.analysis.ensemble_chain import Frame, frame_of, solve_draws
from trafficroutes.analysis.ensemble_network import draw_network
from trafficroutes.analysis.ensembles import BY_HAND, Worlds, worlds_of
from trafficroutes.graph.network import Floats, Network

if TYPE_CHECKING:
    from trafficroutes.analysis.question import Solved


@dataclass(frozen=True)
class CoverDraws:
    """What sets of countries cover in draws.

    Attributes
    ----------
    drawing : Drawing or None
        The draws; None where there are none.
    notes : tuple of str
        How it was drawn, and what was counted apart.
    """

    drawing: Drawing | None
    notes: tuple[str, ...]

    def interval(self, members: Collection[str]) -> Interval | None:
        """Return where the share of some countries lies in 90 percent of the draws."""
        if self.drawing is None or not self.drawing.used:
            return None
        return intervals(self.shares(members)[:, np.newaxis])[0]

    def shares(self, members: Collection[str]) -> Floats:
        """Return the share of some countries in each draw that has one: none of none."""
        del members
        return np.zeros(0)


@dataclass(frozen=True)
class JourneyDraws(CoverDraws):
    """Shares of the arrivals that pass one of some transit countries."""

    solved: Solved
    places: Collection[str]
    frame: Frame
    worlds: Worlds
    arrival: Floats

    def shares(self, members: Collection[str]) -> Floats:
        """Return the share of the arrivals in each draw in which something arrives."""
        codes = [code for code in self.places if code in members]
        return passed_in_draws(self.solved, self.worlds, self.frame, codes, self.arrival)


@dataclass(frozen=True)
class CorridorDraws(CoverDraws):
    """Shares of the flow on legs from or to one of some countries."""

    ends: tuple[tuple[str, str], ...]
    flow: Floats

    def shares(self, members: Collection[str]) -> Floats:
        """Return the share of the flow in each draw in which some leg is left."""
        touched = [tail in members or head in members for tail, head in self.ends]
        shares: Floats = self.flow[:, touched].sum(axis=1) / self.flow.sum(axis=1)
        return shares


def journey_draws(solved: Solved, places: Collection[str], draws: int, *, seed: int) -> CoverDraws:
    """Return the draws of the journeys of a question; ``places`` are its transit countries."""
    if draws == 0:
        return CoverDraws(None, ())
    worlds = worlds_of(solved, draws, seed=seed)
    if worlds is None:
        return CoverDraws(None, (BY_HAND,))
    used = int(worlds.starts.sum())
    drawing = Drawing(draws, seed, used, len(worlds.flow) - used, worlds.unbalanced)
    frame = frame_of(solved.routes)
    return JourneyDraws(
        drawing,
        _notes(
            solved.network,
            drawing,
            "nothing arrives",
            production=solved.start.basis == "production",
        ),
        solved,
        places,
        frame,
        worlds,
        arrival_in_draws(frame, worlds),
    )


def corridor_draws(
    network: Network, ends: tuple[tuple[str, str], ...], draws: int, *, seed: int
) -> CoverDraws:
    """Return the draws of the flow on some connections, given by their ends."""
    if draws == 0:
        return CoverDraws(None, ())
    drawn = draw_network(network, draws, seed=seed)
    if drawn is None:
        return CoverDraws(None, (BY_HAND,))
    pairs = zip(network.tails.tolist(), network.heads.tolist(), strict=True)
    at = {(network.places[i], network.places[j]): edge for edge, (i, j) in enumerate(pairs)}
    flow = drawn.flow[:, [at[pair] for pair in ends]]
    flow = flow[flow.any(axis=1)]
    drawing = Drawing(draws, seed, len(flow), len(drawn.flow) - len(flow), drawn.unbalanced)
    notes = _notes(network, drawing, "no leg of the corridor is left", production=False)
    return CorridorDraws(drawing, notes, ends, flow)


def _notes(network: Network, drawing: Drawing, lost: str, *, production: bool) -> tuple[str, ...]:
    found = (
        how_drawn(network, drawing, production=production),
        counted_apart(drawing, "intervals", lost=lost),
    )
    return tuple(note for note in found if note)


def arrival_in_draws(frame: Frame, worlds: Worlds) -> Floats:
    """Return the chance to arrive in the draws in which something does."""
    there = worlds.starts
    return solve_draws(frame, worlds.flow[there], worlds.stays[there], worlds.s[there]).arrival


def passed_in_draws(
    solved: Solved, worlds: Worlds, frame: Frame, codes: Collection[str], arrival: Floats
) -> Floats:
    """Return P(passes one of some places | arrives) in the draws in which something arrives.

    As :func:`trafficroutes.analysis.budget.intercepted_share`, for each draw;
    ``arrival`` is that of :func:`arrival_in_draws`.
    """
    gone = [at for code in codes if (at := solved.routes.index.get(code)) is not None]
    there = worlds.starts
    survival = np.where(np.isin(frame.enters, gone), 0.0, 1.0)
    s = np.where(np.isin(np.arange(worlds.s.shape[1]), gone), 0.0, worlds.s[there])
    after = solve_draws(frame, worlds.flow[there], worlds.stays[there], s, survival).arrival
    shares: Floats = np.clip(1.0 - after / arrival, 0.0, 1.0)
    return shares
