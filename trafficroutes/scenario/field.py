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
    plain, stays : float array, shape (..., edges) and (..., places)
        Strength of each connection, and of "stays here", without hypothetical ones.
    flow, kept : float array, shape (..., edges) and (..., places)
        The same with hypothetical ones in place.
    start : float array, shape (..., places)
        Share of the goods that starts in each place.
    shares : tuple of float
        Part of what leaves its origin that each hypothetical connection takes.
    goal : int array, shape (places,)
        Position of the destination that a place belongs to; -1 for all others.
    """

    solved: Solved
    routes: Routes
    plain: Floats
    stays: Floats
    flow: Floats
    kept: Floats
    start: Floats
    shares: tuple[float, ...]
    goal: Ints

    @property
    def hypothetical(self) -> int:
        """How many connections at the end no document cites."""
        return len(self.shares)

    def strengths(self, *, added: bool) -> tuple[Floats, Floats]:
        """Return flow and what stays, with or without hypothetical connections."""
        return (self.flow, self.kept) if added else (self.plain, self.stays)

    def drawn(self, flow: Floats, stays: Floats, start: Floats) -> Field:
        """Return the field in draws, from arrays over its places and real connections.

        Parameters
        ----------
        flow : float array, shape (draws, real edges)
        stays, start : float array, shape (draws, real places)
        """
        routes = self.routes
        plain = _widened(flow, routes.flow.size)
        stays = _widened(stays, len(routes.places))
        start = _widened(start, len(routes.places))
        flow, kept = _flows(routes, plain, stays, self.shares)
        return replace(self, plain=plain, stays=stays, flow=flow, kept=kept, start=start)


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
    shares = tuple(share for *_, share in added)
    flow, kept = _flows(routes, routes.flow, routes.stays, shares)
    return Field(
        solved=solved,
        routes=routes,
        plain=routes.flow,
        stays=routes.stays,
        flow=flow,
        kept=kept,
        start=start,
        shares=shares,
        goal=_goals(routes),
    )


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


def _widened(values: Floats, size: int) -> Floats:
    """Return arrays over real places or connections, with 0 for the hypothetical ones."""
    wide = np.zeros((*values.shape[:-1], size))
    wide[..., : values.shape[-1]] = values
    return wide


def _flows(
    routes: Routes, plain: Floats, stays: Floats, shares: Sequence[float]
) -> tuple[Floats, Floats]:
    """Return what the connections carry, and what stays, with hypothetical legs in place."""
    if not shares:
        return plain, stays
    first = plain.shape[-1] - len(shares)
    flow, kept = plain.copy(), stays.copy()
    taken = np.bincount(routes.tails[first:], shares, len(routes.places))
    leaving = leaving_of(routes, plain)
    flow[..., :first] *= 1.0 - taken[routes.tails[:first]]
    # Where nothing leaves a place, its goods are told apart by the scale of what stays.
    scale = np.where(leaving > 0, leaving, np.where(stays > 0, stays, 1.0))
    for edge, share in enumerate(shares, start=first):
        flow[..., edge] = share * scale[..., routes.tails[edge]]
    ends = (taken > 0) & (leaving == 0)
    return flow, np.where(ends, (1.0 - taken) * scale, kept)


def leaving_of(routes: Routes, flow: Floats) -> Floats:
    """Return what the connections of each place carry, shape (..., places)."""
    count = len(routes.places)
    if flow.ndim == 1:
        found: Floats = np.bincount(routes.tails, flow, count)
        return found
    total = np.zeros((*flow.shape[:-1], count))
    np.add.at(total, (..., routes.tails), flow)
    return total


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
