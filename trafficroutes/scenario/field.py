"""The connections of a question with its destinations told apart, ready to be changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from trafficroutes.analysis.routes import NO_LEG, Routes

if TYPE_CHECKING:
    from trafficroutes.analysis.question import Solved
    from trafficroutes.graph.network import Floats, Ints
    from trafficroutes.model.places import Gazetteer
    from trafficroutes.model.years import Years


@dataclass(frozen=True, eq=False)
class Field:
    """Connections and places of a question; hypothetical connections come last.

    Attributes
    ----------
    solved : Solved
        The question without any change.
    routes : Routes
        Connections, the hypothetical ones with a flow of 0.
    flow : float array, shape (edges,)
        Strength of each connection with the hypothetical ones in place.
    stays : float array, shape (places,)
        Strength of "stays here", likewise.
    start : float array, shape (places,)
        Share of the goods that starts in each place.
    goal : int array, shape (places,)
        Position of the destination that a place belongs to; -1 for all others.
    """

    solved: Solved
    routes: Routes
    flow: Floats
    stays: Floats
    start: Floats
    goal: Ints

    @property
    def hypothetical(self) -> int:
        """How many connections at the end no document cites."""
        return self.flow.size - self.solved.routes.flow.size


def field_of(solved: Solved, added: Sequence[tuple[str, str, float]] = ()) -> Field:
    """Return the connections of a question, with hypothetical legs in place.

    Parameters
    ----------
    solved : Solved
        The question.
    added : sequence of (from, to, share)
        Hypothetical legs between countries, each pair once. Of what leaves ``from`` now,
        ``share`` takes the leg and the rest scales down; where nothing leaves it, that
        share of what ends there moves on.
    """
    routes = solved.routes
    if added:
        routes = _with_connections(routes, added)
    start = np.zeros(len(routes.places))
    for code, share in solved.start.shares.items():
        start[routes.index[code]] = share
    flow, stays = _flows(routes, [share for *_, share in added])
    return Field(solved, routes, flow, stays, start, _goals(routes))


def _with_connections(routes: Routes, added: Sequence[tuple[str, str, float]]) -> Routes:
    """Return routes with further connections at the end, which carry nothing yet."""
    ends = dict.fromkeys(code for origin, to, _ in added for code in (origin, to))
    places = (*routes.places, *(code for code in ends if code not in routes.index))
    index = {code: position for position, code in enumerate(places)}
    stays = np.zeros(len(places))
    stays[: routes.stays.size] = routes.stays
    gazetteer, years = routes.network.gazetteer, routes.network.years
    return replace(
        routes,
        places=places,
        index=index,
        tails=np.append(routes.tails, [index[origin] for origin, _, _ in added]),
        heads=np.append(routes.heads, [index[to] for _, to, _ in added]),
        flow=np.append(routes.flow, np.zeros(len(added))),
        leg=np.append(routes.leg, np.full(len(added), NO_LEG)),
        stays=stays,
        targets=tuple(
            at
            for at, code in enumerate(places)
            if any(gazetteer.lies_in(code, end, years) for end in routes.destinations)
        ),
    )


def _flows(routes: Routes, shares: list[float]) -> tuple[Floats, Floats]:
    """Return what the connections carry, and what stays, with hypothetical legs in place."""
    flow, stays = routes.flow.copy(), routes.stays.copy()
    first = flow.size - len(shares)
    leaving = np.bincount(routes.tails[:first], flow[:first], len(routes.places))
    taken = np.bincount(routes.tails[first:], shares, len(routes.places))
    flow[:first] *= 1.0 - taken[routes.tails[:first]]
    for edge, share in enumerate(shares, start=first):
        tail = routes.tails[edge]
        # Where nothing leaves a place, its goods are told apart by the scale of what stays.
        flow[edge] = share * (leaving[tail] or routes.stays[tail] or 1.0)
    for tail in np.flatnonzero((taken > 0) & (leaving == 0)).tolist():
        stays[tail] = (1.0 - taken[tail]) * (routes.stays[tail] or 1.0)
    return flow, stays


def _goals(routes: Routes) -> Ints:
    """Return the destination of each place; the narrowest one where several hold it."""
    gazetteer, years = routes.network.gazetteer, routes.network.years
    order = narrowest_first(gazetteer, routes.destinations, years)
    goal = np.full(len(routes.places), -1, dtype=np.int64)
    for target in routes.targets:
        goal[target] = next(
            at
            for at in order
            if gazetteer.lies_in(routes.places[target], routes.destinations[at], years)
        )
    return goal


def narrowest_first(
    gazetteer: Gazetteer, codes: Sequence[str], years: Years | None
) -> list[int]:
    """Return the positions of places, those with the fewest members first."""
    return sorted(range(len(codes)), key=lambda at: len(gazetteer.members(codes[at], years)))
