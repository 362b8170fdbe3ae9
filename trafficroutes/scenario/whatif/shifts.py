"""Hubs, gateways, legs, corridors and destinations of an outcome, before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from trafficroutes.graph.routes import NO_LEG
from trafficroutes.model.digits import by_size, settled_all
from trafficroutes.question.ranges import ESTIMATE
from trafficroutes.scenario.whatif.cuts import by_legs
from trafficroutes.scenario.whatif.leg_parts import parts_of
from trafficroutes.scenario.whatif.shift_records import (
    CorridorShift,
    DestinationShift,
    LegShift,
    PlaceShift,
)

if TYPE_CHECKING:
    from trafficroutes.graph.arrays import Floats, Ints
    from trafficroutes.scenario.whatif.intervals import Ranges
    from trafficroutes.scenario.whatif.outcome import ScenarioOutcome
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
    return _shifts(outcome, ranges, chosen, "places", top)


def gateway_shifts(
    outcome: ScenarioOutcome, ranges: Ranges | None = None, top: int | None = None
) -> tuple[PlaceShift, ...]:
    """Return the places of first arrival before or after, likewise."""
    before, after = outcome.shares_before.gateways, outcome.shares_after.gateways
    chosen = np.flatnonzero((before > 0) | (after > 0))
    return _shifts(outcome, ranges, chosen, "gateways", top)


def _shifts(
    outcome: ScenarioOutcome,
    ranges: Ranges | None,
    chosen: Ints,
    of: str,
    top: int | None,
) -> tuple[PlaceShift, ...]:
    effect, routes = outcome.effect, outcome.effect.field.routes
    before, after = (
        getattr(shares, of)[chosen] for shares in (outcome.shares_before, outcome.shares_after)
    )
    arrives = bool(outcome.level > 0)
    settled = settled_all(np.array([before, after, np.abs(after - before)]))
    order = _first(settled[2], settled[0], [effect.field.names[at] for at in chosen.tolist()], top)
    spans = {key: [s[at] for at in order] for key, s in _spans(ranges, chosen, of).items()}
    chosen = chosen[order]
    rest = _by_row(spans, _tested(outcome, of, chosen))
    numbers = (before[order], after[order], (after - before)[order], effect.closed[chosen])
    ranked = (ranks(before, settled[0], order), ranks(after, settled[1], order))
    rows = zip(
        chosen.tolist(), *(column.tolist() for column in numbers), *ranked, rest, strict=True
    )
    return tuple(
        PlaceShift(
            place=routes.places[at],
            name=effect.field.stated[at],
            share_before=share_before,
            share_after=share_after if arrives else None,
            rank_before=rank_before,
            rank_after=rank_after if arrives else None,
            change=change if arrives else None,
            closed=closed,
            **told,
        )
        for at, share_before, share_after, change, closed, rank_before, rank_after, told in rows
    )


def _by_row(
    columns: Mapping[str, Sequence[Any]], rows: Sequence[dict[str, Any]]
) -> Sequence[dict[str, Any]]:
    """Return rows with the values of some columns, of which there may be none.

    >>> _by_row({"a": [1, 2]}, [{"b": 3}, {}])
    [{'b': 3, 'a': 1}, {'a': 2}]
    """
    if not columns:
        return rows
    values = zip(*columns.values(), strict=True)
    return [
        row | dict(zip(columns, told, strict=True)) for row, told in zip(rows, values, strict=True)
    ]


def _tested(outcome: ScenarioOutcome, of: str, chosen: Ints) -> list[dict[str, Any]]:
    """Return where published shares before may lie, by the fields that hold it."""
    if outcome.effect.field.solved.network.weighting != ESTIMATE:
        return [{}] * chosen.size
    told = outcome.shares_before.tested[of]
    return [told[at] for at in chosen.tolist()]


def _first(change: Floats, share: Floats, names: Sequence[object], top: int | None) -> list[int]:
    """Return the order by the largest change, then the largest share, then the name."""
    keys = zip((-change).tolist(), (-share).tolist(), names, range(len(names)), strict=True)
    return [number for *_, number in sorted(keys)[:top]]


def _spans(ranges: Ranges | None, chosen: Ints, of: str) -> dict[str, Sequence[Any]]:
    """Return the intervals of shares, ranks and changes, by the field that holds them."""
    if ranges is None:
        return {}
    drawn = ranges.drawn
    before, after = (
        getattr(shares, of)[:, chosen] for shares in (drawn.shares_before, drawn.shares_after)
    )
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


def ranks(shares: Floats, settled: Floats, at: Sequence[int]) -> list[int | None]:
    """Return the rank of some of the shares, 1 the largest and equals alike; None of nothing.

    >>> shares = np.array([0.2, 0.5, 0.0, 0.2])
    >>> ranks(shares, settled_all(shares), [1, 2, 3])
    [1, None, 2]
    """
    larger = shares.size - np.searchsorted(np.sort(settled), settled[at], side="right")
    some = zip(larger.tolist(), (shares[at] > 0).tolist(), strict=True)
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
    moved = after - before
    chosen = np.flatnonzero((before > 0) | (after > 0))
    change, share = settled_all(np.array([moved[chosen], before[chosen]]))
    if top is not None:
        most = _most(moved[chosen], change, top)
        chosen, change, share = chosen[most], change[most], share[most]
    ends = [field.ends[at] for at in chosen.tolist()]
    chosen = chosen[_first(np.abs(change), share, ends, None)]
    rest = _by_row(_leg_spans(ranges, chosen), _tested(outcome, "edges", chosen))
    numbers = (column[chosen].tolist() for column in (before, after, moved, effect.kept))
    rows = zip(chosen.tolist(), *numbers, rest, strict=True)
    return tuple(
        LegShift(
            origin=field.ends[edge][0],
            to=field.ends[edge][1],
            ids=field.behind[edge][0],
            share_before=share_before,
            share_after=share_after if arrives else None,
            change=gained if arrives else None,
            hypothetical=edge in field.added,
            left=left,
            citations=field.behind[edge][1],
            **told,
        )
        for edge, share_before, share_after, gained, left, told in rows
    )


def _most(change: Floats, settled: Floats, top: int) -> list[int]:
    """Return where the changes are that gain most and that lose most, so many of each."""
    order = np.argsort(settled, kind="stable")
    losing = [at for at in order[:top].tolist() if change[at] < -NOISE]
    gaining = [at for at in order[::-1][:top].tolist() if change[at] > NOISE]
    return sorted({*losing, *gaining})


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
    tested = _tested(outcome, "destinations", np.arange(before.size))
    rest = _by_row(_destination_spans(ranges), tested)
    return tuple(
        DestinationShift(
            place=code,
            name=solved.name(code),
            share_before=float(before[at]),
            share_after=float(after[at]) if arrives else None,
            intercepted=float(outcome.lost[at]) if before[at] > 0 else None,
            cut_off=bool(before[at] > 0 and not outcome.after.arrivals[at] > 0),
            cut_off_chance=_chance_of_cut(ranges, at),
            **rest[at],
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
