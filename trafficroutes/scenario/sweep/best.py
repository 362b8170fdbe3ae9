"""The best sets of a sweep as they are shown: solved anew, ranked, with intervals."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from trafficroutes.analysis.chokepoints.cuts import Pair
from trafficroutes.model.digits import by_size, settled
from trafficroutes.question.ranges import with_ranges
from trafficroutes.scenario.sweep.chunks import Runner
from trafficroutes.scenario.sweep.combinations import Best, members
from trafficroutes.scenario.sweep.draws import SetIntervals, intervals
from trafficroutes.scenario.sweep.items import Items, left
from trafficroutes.scenario.sweep.options import Setup
from trafficroutes.scenario.sweep.results import SweptSet


class _Shown(NamedTuple):
    """A set, and what arrives without it, as a part of what arrives."""

    codes: tuple[str, ...]
    edges: tuple[int, ...]
    left: float

    @property
    def share(self) -> float:
        """What it intercepts."""
        return min(max(1.0 - self.left, 0.0), 1.0)


def results_of(
    items: Items, setup: Setup, best: Best, runner: Runner
) -> tuple[tuple[SweptSet, ...], SetIntervals]:
    """Return the best sets, each solved anew, and their intervals.

    Parameters
    ----------
    items : Items
        What sets are made of.
    setup : Setup
        How the sweep was run.
    best : Best
        The best sets, as the scan has them.
    runner : Runner
        Where draws are solved.
    """
    shown = []
    for chosen in members(items.count, setup.size, best.numbers).T.tolist():
        codes, edges = items.split(chosen)
        shown.append(_Shown(codes, edges, left(items.solved.chain, codes, edges)))
    # Stable: those that a scan took for equal stay in the order of their names.
    shown.sort(key=lambda one: by_size(one.share))
    sets = [(one.codes, one.edges) for one in shown]
    drawn = intervals(items, sets, setup.draws, setup.seed, runner)
    rounded = np.array([settled(one.share) for one in shown])
    found = with_ranges(
        (
            SweptSet(
                places=tuple(sorted(one.codes)),
                legs=_legs(items, one.edges),
                intercepted=one.share,
                cut_off=one.left == 0.0,
                rank=int((rounded > share).sum()) + 1,
                interval=interval,
            )
            for one, share, interval in zip(shown, rounded.tolist(), drawn.ranges, strict=True)
        ),
        items.solved.network.weighting,
    )
    return found, drawn


def _legs(items: Items, edges: tuple[int, ...]) -> tuple[Pair, ...]:
    return tuple(sorted(items.ends(edge) for edge in edges))
