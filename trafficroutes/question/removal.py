"""Journeys without some places, in every draw: solved anew, not scanned."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import numpy as np

from trafficroutes.graph.network import Floats
from trafficroutes.markov.ensemble import ChainDraws, Frame, solve_draws
from trafficroutes.question.worlds import Worlds

if TYPE_CHECKING:
    from trafficroutes.question.solving import Solved


def chains_of(worlds: Worlds, frame: Frame) -> ChainDraws:
    """Return the chains of the draws in which something arrives."""
    some = worlds.arriving()
    return solve_draws(frame, some.flow, some.stays, some.s)


def without(solved: Solved, worlds: Worlds, frame: Frame, codes: Collection[str]) -> ChainDraws:
    """Return the chains of the journeys that enter none of some places, in the same draws.

    ``passing`` of it is P(arrives, passes h and none of them): what h adds to them.
    """
    gone = [at for code in codes if (at := solved.routes.index.get(code)) is not None]
    there = worlds.starts
    survival = np.where(np.isin(frame.enters, gone), 0.0, 1.0)
    s = np.where(np.isin(np.arange(worlds.s.shape[1]), gone), 0.0, worlds.s[there])
    return solve_draws(frame, worlds.flow[there], worlds.stays[there], s, survival)


def passed(after: ChainDraws, before: ChainDraws) -> Floats:
    """Return P(passes one of some places | arrives), shape (draws,).

    As :func:`trafficroutes.analysis.chokepoints.budget.intercepted_share`, for each draw.

    Parameters
    ----------
    after : ChainDraws
        Those of :func:`without` them.
    before : ChainDraws
        Those of :func:`chains_of`.
    """
    shares: Floats = np.clip(1.0 - after.arrival / before.arrival, 0.0, 1.0)
    return shares
