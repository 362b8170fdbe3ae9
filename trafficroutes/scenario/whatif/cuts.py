"""Which legs a change cuts, and what that leaves of each connection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from trafficroutes.graph.routes import NO_LEG, Routes
from trafficroutes.scenario.whatif.leg_parts import LegPart, parts_of

if TYPE_CHECKING:
    from trafficroutes.graph.arrays import Floats
    from trafficroutes.scenario.whatif.changes import ScenarioChange


class Cut(NamedTuple):
    """A leg that a change cuts.

    Attributes
    ----------
    edge : int
        Position of its connection in the routes.
    number : int
        Which of the legs behind the connection; -1 for a connection without legs.
    id : str
        Its id; empty for a connection without legs.
    mode : str or None
        The only mode that is cut; None cuts all of it.
    """

    edge: int
    number: int
    id: str
    mode: str | None


def cuts_of(routes: Routes, change: ScenarioChange) -> tuple[Cut, ...]:
    """Return what a change cuts; nothing where it is about places."""
    if change.kind not in ("remove_leg", "remove_corridor", "remove_mode"):
        return ()
    if change.kind == "remove_mode":
        chosen = (
            (edge, number, part)
            for edge, number, part in _legs(routes)
            if change.subject in part.modes
        )
        return tuple(Cut(e, n, str(part.item.leg.id), change.subject) for e, n, part in chosen)
    if change.kind == "remove_corridor":
        return tuple(
            Cut(edge, number, str(part.item.leg.id), None)
            for edge, number, part in _legs(routes)
            if change.subject in part.item.leg.corridors
        )
    if len(change.ends) == 1:
        return tuple(
            Cut(edge, number, change.subject, None)
            for edge, number, part in _legs(routes)
            if part.item.leg.id == change.subject
        )
    return tuple(_between(routes, *change.ends))


def _between(routes: Routes, origin: str, to: str, mode: str | None = None) -> Iterator[Cut]:
    """Yield the legs between two places; a region stands for its members and for itself."""
    lies_in, years = routes.network.gazetteer.lies_in, routes.network.years
    outward = {at for at, code in enumerate(routes.places) if lies_in(code, origin, years)}
    inward = {at for at, code in enumerate(routes.places) if lies_in(code, to, years)}
    ends = zip(routes.tails.tolist(), routes.heads.tolist(), routes.leg.tolist(), strict=True)
    parts = parts_of(routes.network)
    for edge, (tail, head, leg) in enumerate(ends):
        if tail not in outward or head not in inward or leg == NO_LEG:
            continue
        if not parts[leg] and mode is None:
            yield Cut(edge, -1, "", None)
        for number, part in enumerate(parts[leg]):
            if mode is None or mode in part.modes:
                yield Cut(edge, number, str(part.item.leg.id), mode)


def _legs(routes: Routes) -> Iterator[tuple[int, int, LegPart]]:
    """Yield every leg on the routes: its connection, its number there, and the leg."""
    parts = parts_of(routes.network)
    for edge, leg in enumerate(routes.leg.tolist()):
        if leg != NO_LEG:
            for number, part in enumerate(parts[leg]):
                yield edge, number, part


class Left(NamedTuple):
    """What cuts leave.

    Attributes
    ----------
    edges : float array, shape (edges,)
        Part of each connection; exactly 0 where all of it is cut.
    legs : dict of int to tuple of float
        Part of each leg behind a connection, where any of them is cut.
    """

    edges: Floats
    legs: dict[int, tuple[float, ...]]


def left_by(routes: Routes, cuts: Iterable[Cut]) -> Left:
    """Return what some cuts leave; a region's way on to its members is no leg, and stays."""
    gone: dict[int, dict[int, set[str | None]]] = {}
    for cut in cuts:
        gone.setdefault(cut.edge, {}).setdefault(cut.number, set()).add(cut.mode)
    edges, legs = np.ones(routes.flow.size), {}
    for edge, by_leg in gone.items():
        parts = parts_of(routes.network)[int(routes.leg[edge])]
        legs[edge] = tuple(_kept(part, by_leg.get(at, set())) for at, part in enumerate(parts))
        kept = sum(part.part * left for part, left in zip(parts, legs[edge], strict=True))
        of_legs = by_legs(routes, edge)
        edges[edge] = (1.0 - of_legs) + of_legs * kept
    return Left(edges, legs)


def by_legs(routes: Routes, edge: int) -> float:
    """Return the part of a connection that its legs carry.

    A leg out of a region may share its connection with the region's way to a member.
    """
    return float(routes.network.flow[int(routes.leg[edge])] / routes.flow[edge])


def _kept(part: LegPart, modes: set[str | None]) -> float:
    """Return the part of a leg's goods that goes on when some modes, or all, are cut."""
    if None in modes:
        return 0.0
    return sum(share for mode, share in part.modes.items() if mode not in modes)


def ids_of(cuts: Sequence[Cut]) -> tuple[str, ...]:
    """Return the ids of the legs that are cut, sorted."""
    return tuple(sorted({cut.id for cut in cuts if cut.id}))
