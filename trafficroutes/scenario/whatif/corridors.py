"""How much of each corridor is travelled, before and after a scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from trafficroutes.graph.routes import NO_LEG
from trafficroutes.scenario.whatif.cuts import by_legs
from trafficroutes.scenario.whatif.leg_parts import parts_of
from trafficroutes.scenario.whatif.shift_records import CorridorShift
from trafficroutes.scenario.whatif.shifts import by_change

if TYPE_CHECKING:
    from trafficroutes.graph.arrays import Floats
    from trafficroutes.scenario.whatif.intervals import Ranges
    from trafficroutes.scenario.whatif.outcome import ScenarioOutcome
    from trafficroutes.scenario.whatif.shift_records import Interval


def corridor_parts(outcome: ScenarioOutcome) -> dict[str, tuple[Floats, Floats]]:
    """Return which part of each connection is of each corridor, before and after, by id.

    A connection may hold legs of several corridors, and a leg may belong to several;
    after, of what the cuts leave of the connection.
    """
    effect = outcome.effect
    routes = effect.field.routes
    parts = parts_of(routes.network)
    used = (outcome.shares_before.edges > 0) | (outcome.shares_after.edges > 0)
    found: dict[str, tuple[Floats, Floats]] = {}
    for edge in np.flatnonzero(used & (routes.leg != NO_LEG)).tolist():
        legs = parts[int(routes.leg[edge])]
        left = effect.left.legs.get(edge, (1.0,) * len(legs))
        rest = float(effect.left.edges[edge])
        of_legs = by_legs(routes, edge)
        for part, kept in zip(legs, left, strict=True):
            for corridor in part.item.leg.corridors:
                before, after = found.setdefault(
                    str(corridor), (np.zeros(used.size), np.zeros(used.size))
                )
                before[edge] += of_legs * part.part
                after[edge] += of_legs * part.part * kept / rest if rest else 0.0
    return found


def corridor_shifts(
    outcome: ScenarioOutcome, ranges: Ranges | None = None
) -> tuple[CorridorShift, ...]:
    """Return the corridors travelled before or after, the largest change first."""
    data = outcome.effect.field.solved.network.data
    if data is None:
        return ()
    found = []
    for key, parts in corridor_parts(outcome).items():
        before, after = (float(legs) for legs in _travelled(outcome, parts))
        spans = {} if ranges is None else _spans(ranges, parts)
        name = data.records.corridors[key].name
        found.append(CorridorShift(key, name, before, after, after - before, **spans))
    return tuple(sorted(found, key=lambda s: (*by_change(s.change, s.legs_before), s.name)))


def _travelled(outcome: ScenarioOutcome, parts: tuple[Floats, Floats]) -> tuple[Floats, Floats]:
    """Return the legs of a corridor for each arrival before, shape (...), before and after."""
    before, after = parts
    return outcome.shares_before.edges @ before, outcome.level * (
        outcome.shares_after.edges @ after
    )


def _spans(ranges: Ranges, parts: tuple[Floats, Floats]) -> dict[str, Interval]:
    before, after = _travelled(ranges.drawn, parts)
    return {
        "before_interval": ranges.one(before),
        "after_interval": ranges.one(after),
        "change_interval": ranges.one(after - before),
    }
