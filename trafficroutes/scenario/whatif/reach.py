"""Which destinations, and countries of theirs, no cited route reaches any more."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from trafficroutes.markov.frame import reach
from trafficroutes.model.refs import is_region
from trafficroutes.scenario.whatif.cuts import cuts_of, left_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trafficroutes.graph.arrays import Ints, Mask
    from trafficroutes.graph.routes import Routes
    from trafficroutes.scenario.whatif.changes import ScenarioChange
    from trafficroutes.scenario.whatif.effect import Effect


def cut_off(effect: Effect, changes: Sequence[ScenarioChange], before: Mask) -> tuple[str, ...]:
    """Return what goods reached before and no cited route reaches any more, by name.

    They are named destinations, and countries of a destination in which goods arrived
    first. Such a country is not cut off while a leg from another country of its
    destination still feeds it. What is closed itself is not listed.

    Parameters
    ----------
    effect : Effect
        The changes.
    changes : sequence of ScenarioChange
        The same, as they were named.
    before : bool array, shape (places,)
        Where goods arrived first.
    """
    field, routes = effect.field, effect.field.routes
    reached = reached_after(effect)
    if not (before & ~reached).any():
        return ()
    inner = _within(routes)
    cuts = [cut for change in changes for cut in cuts_of(inner, change)]
    open_ = (left_by(inner, cuts).edges > 0) & ~effect.closed[inner.heads]
    reached = _onward(reached, inner.tails[open_], inner.heads[open_])
    # "Country not stated" is no market of its own.
    lost = before & ~reached & ~effect.closed & ~field.is_region
    ends = [
        code
        for at, code in enumerate(routes.destinations)
        if (before & (field.goal == at)).any() and not (reached & (field.goal == at)).any()
    ]
    codes = dict.fromkeys([*ends, *(routes.places[at] for at in np.flatnonzero(lost).tolist())])
    return tuple(sorted(codes, key=field.solved.name))


def reached_after(effect: Effect) -> Mask:
    """Return which places goods can still reach by way of transit, shape (places,)."""
    field, routes = effect.field, effect.field.routes
    moves = (field.flow > 0) & (effect.passing(1.0) > 0)
    starts = tuple(np.flatnonzero(effect.starting(1.0) > 0).tolist())
    return reach(starts, routes.tails[moves], routes.heads[moves], len(routes.places))


@lru_cache(maxsize=64)
def _within(routes: Routes) -> Routes:
    """Return the legs between countries of the destinations, which routes leave out."""
    network = routes.network
    targets = {routes.places[at] for at in routes.targets if not is_region(routes.places[at])}
    ends = zip(network.tails.tolist(), network.heads.tolist(), strict=True)
    inner = np.array(
        [
            edge
            for edge, (tail, head) in enumerate(ends)
            if network.places[tail] in targets and network.places[head] in targets
        ],
        dtype=np.int64,
    )
    moved = np.array([routes.index[code] for code in network.places], dtype=np.int64)
    return replace(
        routes,
        tails=moved[network.tails[inner]],
        heads=moved[network.heads[inner]],
        flow=network.flow[inner],
        leg=inner,
    )


def _onward(reached: Mask, tails: Ints, heads: Ints) -> Mask:
    return reach(tuple(np.flatnonzero(reached).tolist()), tails, heads, reached.size)
