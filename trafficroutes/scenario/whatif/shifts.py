"""Hubs, gateways, legs, corridors and destinations of an outcome, before and after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from trafficroutes.graph.routes import NO_LEG
from trafficroutes.model.digits import by_size, settled_all
from trafficroutes.model.refs import stated
from trafficroutes.question.legs import attested
from trafficroutes.question.ranges import ESTIMATE, range_fields
from trafficroutes.scenario.whatif.cuts import by_legs
from trafficroutes.scenario.whatif.leg_parts import parts_of
from trafficroutes.scenario.whatif.shift_records import (
    BEFORE,
    CorridorShift,
    DestinationShift,
    LegShift,
    PlaceShift,
)

if TYPE_CHECKING:
    from trafficroutes.graph.arrays import Floats, Ints
    from trafficroutes.scenario.whatif.intervals import Ranges
    from trafficroutes.scenario.whatif.outcome import ScenarioOutcome
    from trafficroutes.scenario.whatif.passage import Shares
    from trafficroutes.scenario.whatif.shift_records import Interval

#: Digits after which a change counts as none.
_DIGITS = 12
#: A change of a share that is smaller is one of rounding.
NOISE = 10.0**-_DIGITS


def hub_shifts(
    outcome: ScenarioOutcome, ranges: Ranges | None = None, top: int | None = None
) -> tuple[PlaceShift, ...]:
    """Return the transit countries with a share before or after, the largest change first.

    With ``top``, only so many.
    """
    field = outcome.effect.field
    routes = field.routes
    before, after = outcome.shares_before.places, outcome.shares_after.places
    passed = ((before > 0) | (after > 0)) & ~field.is_region
    passed[[*routes.origins, *routes.targets]] = False
    chosen = np.flatnonzero(passed)
    return _shifts(outcome, ranges, chosen, lambda shares: shares.places, top)


def gateway_shifts(
    outcome: ScenarioOutcome, ranges: Ranges | None = None, top: int | None = None
) -> tuple[PlaceShift, ...]:
    """Return the places of first arrival before or after, likewise."""
    before, after = outcome.shares_before.gateways, outcome.shares_after.gateways
    chosen = np.flatnonzero((before > 0) | (after > 0))
    return _shifts(outcome, ranges, chosen, lambda shares: shares.gateways, top)


def _shifts(
    outcome: ScenarioOutcome,
    ranges: Ranges | None,
    chosen: Ints,
    of: Callable[[Shares], Floats],
    top: int | None,
) -> tuple[PlaceShift, ...]:
    effect, routes = outcome.effect, outcome.effect.field.routes
    before, after = of(outcome.shares_before)[chosen], of(outcome.shares_after)[chosen]
    arrives = bool(outcome.level > 0)
    settled = settled_all(np.stack([before, after, np.abs(after - before)]))
    ranks_before, ranks_after = ranks(before, settled[0]), ranks(after, settled[1])
    spans = _spans(ranges, chosen, of)
    names = [effect.field.names[at] for at in chosen.tolist()]
    order = _first(settled[2], settled[0], names, top)
    tested = _tested(outcome, of, chosen[order])
    found = []
    for nth, number in enumerate(order):
        at = int(chosen[number])
        code = routes.places[at]
        found.append(
            PlaceShift(
                place=code,
                name=stated(names[number], code),
                share_before=float(before[number]),
                share_after=float(after[number]) if arrives else None,
                rank_before=ranks_before[number],
                rank_after=ranks_after[number] if arrives else None,
                change=float(after[number] - before[number]) if arrives else None,
                closed=bool(effect.closed[at]),
                **{key: span[number] for key, span in spans.items()},
                **{key: ends[nth] for key, ends in tested.items()},
            )
        )
    return tuple(found)


def _tested(
    outcome: ScenarioOutcome, of: Callable[[Shares], Floats], chosen: Ints
) -> dict[str, list[Any]]:
    """Return where published shares before may lie, by the fields that hold it."""
    if outcome.effect.field.solved.network.weighting != ESTIMATE:
        return {}
    return range_fields(BEFORE["share_before"], of(outcome.shares_before.tested)[..., chosen])


def _first(change: Floats, share: Floats, names: Sequence[object], top: int | None) -> list[int]:
    """Return the order by the largest change, then the largest share, then the name."""
    keys = zip((-change).tolist(), (-share).tolist(), names, range(len(names)), strict=True)
    return [number for *_, number in sorted(keys)[:top]]


def _spans(
    ranges: Ranges | None, chosen: Ints, of: Callable[[Shares], Floats]
) -> dict[str, Sequence[Any]]:
    """Return the intervals of shares, ranks and changes, by the field that holds them."""
    if ranges is None:
        return {}
    before, after = of(ranges.drawn.shares_before), of(ranges.drawn.shares_after)
    before, after = before[:, chosen], after[:, chosen]
    return {
        "before_interval": ranges.before(before),
        "after_interval": ranges.after(after),
        "change_interval": ranges.after(after - before),
        "rank_before_interval": ranges.ranks_before(before),
        "rank_after_interval": ranges.ranks_after(after),
    }


def by_change(change: float, before: float) -> tuple[float, float]:
    """Return a key that sorts the largest change first, noise being none."""
    return by_size(abs(change)), by_size(before)


def ranks(shares: Floats, settled: Floats) -> list[int | None]:
    """Return the rank of each share, 1 the largest and equals alike; None of nothing.

    >>> shares = np.array([0.2, 0.5, 0.0, 0.2])
    >>> ranks(shares, settled_all(shares))
    [2, 1, None, 2]
    """
    larger = shares.size - np.searchsorted(np.sort(settled), settled, side="right")
    some = zip(larger.tolist(), (shares > 0).tolist(), strict=True)
    return [rank + 1 if any_ else None for rank, any_ in some]


def leg_shifts(
    outcome: ScenarioOutcome, ranges: Ranges | None = None, top: int | None = None
) -> tuple[LegShift, ...]:
    """Return the connections that journeys use before or after, the largest change first.

    With ``top``, only so many that gain, and so many that lose.
    """
    effect, field = outcome.effect, outcome.effect.field
    before, after = outcome.shares_before.edges, outcome.shares_after.edges
    arrives = bool(outcome.level > 0)
    real = field.solved.routes.leg.size
    chosen = np.flatnonzero((before > 0) | (after > 0))
    if top is not None:
        chosen = _most(chosen, after[chosen] - before[chosen], top)
    spans = _leg_spans(ranges, chosen)
    ends = [field.ends(edge) for edge in chosen.tolist()]
    found = []
    moved = np.abs(after[chosen] - before[chosen])
    change, share = settled_all(np.stack([moved, before[chosen]]))
    order = _first(change, share, ends, None)
    tested = _tested(outcome, lambda shares: shares.edges, chosen[order])
    for nth, number in enumerate(order):
        edge = int(chosen[number])
        ids, citations = attested(field.solved, edge) if edge < real else ((), ())
        found.append(
            LegShift(
                origin=ends[number][0],
                to=ends[number][1],
                ids=ids,
                share_before=float(before[edge]),
                share_after=float(after[edge]) if arrives else None,
                change=float(after[edge] - before[edge]) if arrives else None,
                hypothetical=edge in field.added,
                left=float(effect.kept[edge]),
                citations=citations,
                **{key: span[number] for key, span in spans.items()},
                **{key: ends[nth] for key, ends in tested.items()},
            )
        )
    return tuple(found)


def _most(chosen: Ints, change: Floats, top: int) -> Ints:
    """Return the connections that gain most and that lose most, so many of each."""
    order = np.argsort(settled_all(change), kind="stable")
    losing = [at for at in order[:top].tolist() if change[at] < -NOISE]
    gaining = [at for at in order[::-1][:top].tolist() if change[at] > NOISE]
    return chosen[sorted({*losing, *gaining})]


def _leg_spans(ranges: Ranges | None, chosen: Ints) -> dict[str, Sequence[Any]]:
    if ranges is None:
        return {}
    before = ranges.drawn.shares_before.edges[:, chosen]
    after = ranges.drawn.shares_after.edges[:, chosen]
    return {
        "before_interval": ranges.before(before),
        "after_interval": ranges.after(after),
        "change_interval": ranges.after(after - before),
    }


def destination_shifts(
    outcome: ScenarioOutcome, ranges: Ranges | None = None
) -> tuple[DestinationShift, ...]:
    """Return the named destinations, in the order given."""
    solved = outcome.effect.field.solved
    before, after = outcome.amounts_before, outcome.amounts_after
    arrives = bool(outcome.level > 0)
    spans = _destination_spans(ranges)
    return tuple(
        DestinationShift(
            place=code,
            name=solved.name(code),
            share_before=float(before[at]),
            share_after=float(after[at]) if arrives else None,
            intercepted=float(outcome.lost[at]) if before[at] > 0 else None,
            cut_off=bool(before[at] > 0 and not outcome.after.arrivals[at] > 0),
            cut_off_chance=_chance_of_cut(ranges, at),
            **{key: span[at] for key, span in spans.items()},
        )
        for at, code in enumerate(solved.routes.destinations)
    )


def _destination_spans(ranges: Ranges | None) -> dict[str, Sequence[Any]]:
    if ranges is None:
        return {}
    drawn = ranges.drawn
    return {
        "before_interval": ranges.before(drawn.amounts_before),
        "after_interval": ranges.after(drawn.amounts_after),
        "intercepted_interval": ranges.before(drawn.lost),
    }


def _chance_of_cut(ranges: Ranges | None, at: int) -> float | None:
    """Return in which part of the draws with goods for a destination no route is left to it."""
    if ranges is None:
        return None
    bound = ranges.drawn.before.arrivals[:, at] > 0
    if not bound.any():
        return None
    return float((ranges.drawn.after.arrivals[bound, at] == 0).mean())


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
        spans = {} if ranges is None else _corridor_spans(ranges, parts)
        name = data.records.corridors[key].name
        found.append(CorridorShift(key, name, before, after, after - before, **spans))
    return tuple(sorted(found, key=lambda s: (*by_change(s.change, s.legs_before), s.name)))


def _travelled(outcome: ScenarioOutcome, parts: tuple[Floats, Floats]) -> tuple[Floats, Floats]:
    """Return the legs of a corridor for each arrival before, shape (...), before and after."""
    before, after = parts
    return outcome.shares_before.edges @ before, outcome.level * (
        outcome.shares_after.edges @ after
    )


def _corridor_spans(ranges: Ranges, parts: tuple[Floats, Floats]) -> dict[str, Interval]:
    before, after = _travelled(ranges.drawn, parts)
    return {
        "before_interval": ranges.one(before),
        "after_interval": ranges.one(after),
        "change_interval": ranges.one(after - before),
    }
