"""Hubs, gateways, legs and destinations of an outcome, before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import numpy as np

from trafficroutes.analysis.legs import attested, by_share
from trafficroutes.scenario.results import DestinationShift, LegShift, Shift

if TYPE_CHECKING:
    from trafficroutes.graph.network import Floats
    from trafficroutes.scenario.outcome import Outcome
    from trafficroutes.scenario.passage import Shares

#: Digits after which a change counts as none.
_DIGITS = 12


def hub_shifts(outcome: Outcome, before: Shares, after: Shares) -> tuple[Shift, ...]:
    """Return the transit countries with a share before or after, the largest change first."""
    field = outcome.effect.field
    routes = field.routes
    passed = (before.places > 0) | (after.places > 0)
    passed[[*routes.origins, *routes.targets]] = False
    codes = [at for at in np.flatnonzero(passed).tolist() if not routes.places[at].startswith("R:")]
    return _shifts(outcome, codes, before.places, after.places, str)


def gateway_shifts(outcome: Outcome, before: Shares, after: Shares) -> tuple[Shift, ...]:
    """Return the places of first arrival before or after, the largest change first."""
    codes = np.flatnonzero((before.gateways > 0) | (after.gateways > 0)).tolist()
    return _shifts(outcome, codes, before.gateways, after.gateways, _gateway_name)


def _gateway_name(name: str) -> str:
    return f"{name}, country not stated"


def _shifts(
    outcome: Outcome,
    chosen: Iterable[int],
    before: Floats,
    after: Floats,
    of_region: Callable[[str], str],
) -> tuple[Shift, ...]:
    chosen = list(chosen)
    routes = outcome.effect.field.routes
    arrives = bool(outcome.amounts_after.any())
    ranks_before = ranks([before[at] for at in chosen])
    ranks_after = ranks([after[at] for at in chosen]) if arrives else [None] * len(chosen)
    found = []
    for at, rank_before, rank_after in zip(chosen, ranks_before, ranks_after, strict=True):
        code = routes.places[at]
        name = outcome.effect.field.solved.name(code)
        found.append(
            Shift(
                place=code,
                name=of_region(name) if code.startswith("R:") else name,
                share_before=float(before[at]),
                share_after=float(after[at]) if arrives else None,
                rank_before=rank_before,
                rank_after=rank_after,
                change=float(after[at] - before[at]) if arrives else None,
                closed=bool(outcome.effect.closed[at]),
            )
        )
    return tuple(sorted(found, key=lambda s: (*by_change(s.change, s.share_before), s.name)))


def by_change(change: float | None, before: float) -> tuple[float, float]:
    """Return a key that sorts the largest change first, noise being none."""
    return -round(abs(change or 0.0), _DIGITS), by_share(before)


def ranks(shares: list[float]) -> list[int | None]:
    """Return the rank of each share, 1 the largest and equals alike; None of nothing.

    >>> ranks([0.2, 0.5, 0.0, 0.2])
    [2, 1, None, 2]
    """
    keys = [by_share(share) for share in shares]
    ordered = sorted(keys)
    first = {key: at for at, key in reversed(list(enumerate(ordered, start=1)))}
    return [first[key] if share > 0 else None for key, share in zip(keys, shares, strict=True)]


def leg_shifts(outcome: Outcome, before: Shares, after: Shares) -> tuple[LegShift, ...]:
    """Return the connections that journeys use before or after, the largest change first."""
    effect = outcome.effect
    field, routes = effect.field, effect.field.routes
    arrives = bool(outcome.amounts_after.any())
    real = routes.leg.size - field.hypothetical
    found = []
    for edge in np.flatnonzero((before.edges > 0) | (after.edges > 0)).tolist():
        ids, citations = attested(field.solved, edge) if edge < real else ((), ())
        share_before, share_after = float(before.edges[edge]), float(after.edges[edge])
        found.append(
            LegShift(
                origin=routes.places[routes.tails[edge]],
                to=routes.places[routes.heads[edge]],
                ids=ids,
                share_before=share_before,
                share_after=share_after if arrives else None,
                change=share_after - share_before if arrives else None,
                hypothetical=edge >= real,
                left=float(effect.kept[edge]),
                citations=citations,
            )
        )
    return tuple(
        sorted(found, key=lambda s: (*by_change(s.change, s.share_before), s.origin, s.to))
    )


def destination_shifts(outcome: Outcome) -> tuple[DestinationShift, ...]:
    """Return the named destinations, in the order given."""
    solved = outcome.effect.field.solved
    arrives = bool(outcome.amounts_after.any())
    return tuple(
        DestinationShift(
            place=code,
            name=solved.name(code),
            share_before=float(outcome.amounts_before[at]),
            share_after=float(outcome.amounts_after[at]) if arrives else None,
            intercepted=float(outcome.lost[at]) if outcome.amounts_before[at] > 0 else None,
            cut_off=bool(outcome.amounts_before[at] > 0 and not outcome.after.arrivals[at] > 0),
        )
        for at, code in enumerate(solved.routes.destinations)
    )
