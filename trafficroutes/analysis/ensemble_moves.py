"""What moves over the connections of a frame in each of many draws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trafficroutes.graph.network import Floats, Ints, Mask

if TYPE_CHECKING:
    from trafficroutes.analysis.ensemble_chain import Frame


@dataclass(frozen=True, eq=False)
class Moves:
    """What moves over a network in each draw: the arguments of ``solve_draws``."""

    flow: Floats
    stays: Floats
    survival: Floats | None

    def chance(self, frame: Frame, part: slice) -> tuple[Floats, Floats]:
        """Return p of each connection and the leak of each place, in a part of the draws."""
        flow = self.flow[part].take(frame.edges, axis=1)
        stays = self.stays[part].take(frame.live, axis=1)
        total = by_tail(frame, flow) + stays
        total[total == 0] = 1.0
        chance = flow / total.take(frame.tails, axis=1)
        leak = by_tail(frame, chance, frame.heads < 0) + stays / total
        if self.survival is not None:
            survival = self.survival if self.survival.ndim == 1 else self.survival[part]
            leak += by_tail(frame, chance * (1.0 - survival), frame.heads >= 0)
            chance *= survival
        return chance, leak


def by_tail(frame: Frame, values: Floats, which: Mask | None = None) -> Floats:
    """Return the sums of (some of) the connections out of each place, shape (draws, n)."""
    sums = np.zeros((values.shape[0], frame.live.size))
    chosen = np.arange(frame.tails.size) if which is None else np.flatnonzero(which)
    first, held = runs(frame.tails[chosen])
    if chosen.size:
        taken = values if which is None else values[:, chosen]
        sums[:, held] = np.add.reduceat(taken, first, axis=1)
    return sums


def runs(tails: Ints) -> tuple[Ints, Ints]:
    """Return where each run of equal tails begins, and the tails."""
    first = np.flatnonzero(np.diff(tails, prepend=-1))
    return first, tails[first]
