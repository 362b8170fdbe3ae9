"""The connections of a question with multiple absorbing classes: its destinations told apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from trafficroutes.graph.arrays import Floats, Ints, Mask, regions_among, summed
from trafficroutes.graph.routes import NO_LEG, Routes
from trafficroutes.markov.frame import Frame, frame_of
from trafficroutes.model.refs import stated
from trafficroutes.question.legs import attested

if TYPE_CHECKING:
    from trafficroutes.model.places import Gazetteer
    from trafficroutes.model.years import Years
    from trafficroutes.question.evidence import Cited
    from trafficroutes.question.solving import Solved


@dataclass(frozen=True, eq=False)
class Field:
    """A network with multiple absorbing classes, the destinations, ready to be changed.

    Connections that only a scenario has come last.

    Attributes
    ----------
    solved : Solved
        The question without any change.
    routes : Routes
        Connections, those that only a scenario has with a flow of 0.
    plain, stays : float array, shape (..., edges) and (..., places)
        Strength of each connection, and of "stays here", without hypothetical legs.
    flow, kept : float array, shape (..., edges) and (..., places)
        The same with hypothetical legs in place.
    start : float array, shape (..., places)
        Share of the goods that starts in each place.
    added : dict of int to float
        Part of what leaves its origin that each hypothetical leg takes, by the position
        of its connection, which may be one that has cited legs too.
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
    added: dict[int, float]
    goal: Ints

    @cached_property
    def is_leg(self) -> Mask:
        """Which connections are legs, and no region's way on to a member, shape (edges,)."""
        found: Mask = np.asarray(self.routes.leg != NO_LEG)
        found[list(self.added)] = True
        return found

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The name of each place."""
        return tuple(map(self.solved.name, self.routes.places))

    @cached_property
    def stated(self) -> tuple[str, ...]:
        """The same, with what a name does not say itself: that a region is no country."""
        return tuple(map(stated, self.names, self.routes.places))

    @cached_property
    def is_region(self) -> Mask:
        """Which places are regions, shape (places,)."""
        return regions_among(self.routes.places)

    @cached_property
    def frame(self) -> Frame:
        """Where its goods move, with the destinations told apart."""
        starts = (self.start > 0).reshape(-1, len(self.routes.places)).any(axis=0)
        return frame_of(self.routes, np.flatnonzero(starts).tolist(), classes=self.goal)

    @cached_property
    def ends(self) -> tuple[tuple[str, str], ...]:
        """The codes of the ends of each connection."""
        routes, places = self.routes, self.routes.places
        pairs = zip(routes.tails.tolist(), routes.heads.tolist(), strict=True)
        return tuple((places[tail], places[head]) for tail, head in pairs)

    @cached_property
    def behind(self) -> tuple[tuple[tuple[str, ...], tuple[Cited, ...]], ...]:
        """The ids and the citations of the legs behind each connection."""
        cited = tuple(attested(self.solved, at) for at in range(self.solved.routes.leg.size))
        return cited + (((), ()),) * (len(self.ends) - len(cited))

    def hypothetical(self, edge: int) -> float:
        """Return which part of the connection of a hypothetical leg no document cites."""
        taken = sum(
            share
            for e, share in self.added.items()
            if self.routes.tails[e] == self.routes.tails[edge]
        )
        cited = float(self.plain[edge]) * (1.0 - taken)
        return 1.0 - cited / float(self.flow[edge])

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
        flow, kept = _flows(routes, plain, stays, self.added)
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
    known = {
        ends: edge for edge, ends in enumerate(map(solved.ends, range(solved.routes.flow.size)))
    }
    fresh = [(origin, to) for origin, to, _ in added if (origin, to) not in known]
    routes = _with_connections(solved.routes, fresh) if fresh else solved.routes
    known.update({ends: edge for edge, ends in enumerate(fresh, start=solved.routes.flow.size)})
    shares = {known[origin, to]: share for origin, to, share in added}
    start = np.zeros(len(routes.places))
    for code, share in solved.start.shares.items():
        start[routes.index[code]] = share
    flow, kept = _flows(routes, routes.flow, routes.stays, shares)
    return Field(
        solved=solved,
        routes=routes,
        plain=routes.flow,
        stays=routes.stays,
        flow=flow,
        kept=kept,
        start=start,
        added=shares,
        goal=_goals(routes),
    )


def _with_connections(routes: Routes, ends: Sequence[tuple[str, str]]) -> Routes:
    """Return routes with further connections at the end, which carry nothing yet."""
    codes = dict.fromkeys(code for pair in ends for code in pair)
    places = (*routes.places, *(code for code in codes if code not in routes.index))
    index = {code: position for position, code in enumerate(places)}
    stays = np.zeros(len(places))
    stays[: routes.stays.size] = routes.stays
    gazetteer, years = routes.network.gazetteer, routes.network.years
    return replace(
        routes,
        places=places,
        index=index,
        tails=np.append(routes.tails, [index[origin] for origin, _ in ends]),
        heads=np.append(routes.heads, [index[to] for _, to in ends]),
        flow=np.append(routes.flow, np.zeros(len(ends))),
        leg=np.append(routes.leg, np.full(len(ends), NO_LEG)),
        stays=stays,
        targets=tuple(
            at
            for at, code in enumerate(places)
            if any(gazetteer.lies_in(code, place, years) for place in routes.destinations)
        ),
    )


def _widened(values: Floats, size: int) -> Floats:
    """Return arrays over real places or connections, with 0 for the hypothetical ones."""
    wide = np.zeros((*values.shape[:-1], size))
    wide[..., : values.shape[-1]] = values
    return wide


def _flows(
    routes: Routes, plain: Floats, stays: Floats, added: Mapping[int, float]
) -> tuple[Floats, Floats]:
    """Return what the connections carry, and what stays, with hypothetical legs in place."""
    if not added:
        return plain, stays
    edges, shares = list(added), list(added.values())
    taken = np.bincount(routes.tails[edges], shares, len(routes.places))
    leaving = leaving_of(routes, plain)
    # Where nothing leaves a place, its goods are told apart by the scale of what stays.
    scale = np.where(leaving > 0, leaving, np.where(stays > 0, stays, 1.0))
    flow = plain * (1.0 - taken[routes.tails])
    flow[..., edges] += shares * scale[..., routes.tails[edges]]
    ends = (taken > 0) & (leaving == 0)
    return flow, np.where(ends, (1.0 - taken) * scale, stays)


def leaving_of(routes: Routes, flow: Floats) -> Floats:
    """Return what the connections of each place carry, shape (..., places)."""
    return summed(flow, routes.tails, len(routes.places))


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


def narrowest_first(gazetteer: Gazetteer, codes: Sequence[str], years: Years | None) -> list[int]:
    """Return the positions of places, those with the fewest members first."""
    return sorted(range(len(codes)), key=lambda at: len(gazetteer.members(codes[at], years)))
