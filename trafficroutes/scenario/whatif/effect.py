"""What the changes of a scenario do to the connections of one question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from trafficroutes.graph.arrays import regions_among
from trafficroutes.graph.routes import Routes
from trafficroutes.scenario.whatif.cuts import Cut, Left, cuts_of, left_by
from trafficroutes.scenario.whatif.network import Field, field_of

if TYPE_CHECKING:
    from trafficroutes.graph.arrays import Floats, Mask
    from trafficroutes.question.solving import Solved
    from trafficroutes.scenario.whatif.changes import ScenarioChange


class Touched(NamedTuple):
    """What one change touches: connections, and places where goods start."""

    edges: Mask
    starts: Mask
    cuts: tuple[Cut, ...]


@dataclass(frozen=True, eq=False)
class Effect:
    """A scenario as factors on the chances of a question.

    Attributes
    ----------
    field : Field
        The connections, hypothetical ones among them.
    kept : float array, shape (edges,)
        Part of each connection that removals leave.
    begun : float array, shape (places,)
        Part of what starts in each place that removals leave: 0 or 1.
    entry : float array, shape (places,)
        Chance to enter each place unseized, by rates; 1 without one.
    outset : float array, shape (places,)
        Chance of what starts in each place to leave it unseized, likewise.
    watched : bool array, shape (places,)
        Places with a rate below 1, which may be 0.
    closed : bool array, shape (places,)
        Places that are closed.
    touched : tuple of Touched
        What each change touches.
    left : Left
        What cuts of legs alone leave.
    """

    field: Field
    kept: Floats
    begun: Floats
    entry: Floats
    outset: Floats
    watched: Mask
    closed: Mask
    touched: tuple[Touched, ...]
    left: Left

    @cached_property
    def rated(self) -> bool:
        """Whether some place is watched at a rate below 1."""
        return bool(self.watched.any())

    @property
    def intercepts(self) -> bool:
        """Whether anything is closed, cut or watched at all."""
        return bool((self.kept < 1.0).any() or (self.begun < 1.0).any() or self.rated)

    def passing(self, phi: float) -> Floats:
        """Return the factor on each connection's chance, with rates to the power ``phi``."""
        factors: Floats = self.kept * self.entry[self.field.routes.heads] ** phi
        return factors

    def starting(self, phi: float) -> Floats:
        """Return the goods that start in each place and are not lost there, likewise."""
        goods: Floats = self.field.start * self.begun * self.outset**phi
        return goods


def effect_of(
    solved: Solved, changes: Sequence[ScenarioChange], plain: Field | None = None
) -> Effect:
    """Return what changes do to a solved question.

    Parameters
    ----------
    solved : Solved
        The question.
    changes : sequence of ScenarioChange
        The changes.
    plain : Field, optional
        Its connections without hypothetical legs, where they are at hand.
    """
    added = [
        (change.ends[0], change.ends[1], change.value or 0.0)
        for change in changes
        if change.kind == "add_leg"
    ]
    base = field_of(solved, added) if added or plain is None else plain
    routes = base.routes
    touched = tuple(_touched(base, change) for change in changes)
    left = left_by(routes, [cut for found in touched for cut in found.cuts])
    kept = left.edges.copy()
    count = len(routes.places)
    begun, entry, outset = np.ones(count), np.ones(count), np.ones(count)
    closed, watched = np.zeros(count, dtype=bool), np.zeros(count, dtype=bool)
    for change in _widest_first(routes, changes):
        entered, started = _places(routes, change.subject)
        if change.closes:
            closed |= entered | started
        else:
            entry[entered] = outset[started] = 1.0 - (change.value or 0.0)
            watched |= entered | started
    for change in changes:
        if change.closes:
            entered, started = _places(routes, change.subject)
            kept[entered[routes.heads]] = 0.0
            begun[started] = 0.0
    return Effect(base, kept, begun, entry, outset, watched, closed, touched, left)


def _widest_first(routes: Routes, changes: Sequence[ScenarioChange]) -> list[ScenarioChange]:
    """Return the changes about places, so that the narrowest one has the last word."""
    gazetteer, years = routes.network.gazetteer, routes.network.years
    about = [change for change in changes if change.kind in ("remove", "interdict")]
    return sorted(about, key=lambda change: -len(gazetteer.members(change.subject, years)))


@lru_cache(maxsize=1024)
def _places(routes: Routes, code: str) -> tuple[Mask, Mask]:
    """Return the places that are entered, and that are started from, in one named.

    They are its countries. A region place inside it counts only where goods arrive in
    it or start from it: anywhere else its members are entered next.
    """
    lies_in, years = routes.network.gazetteer.lies_in, routes.network.years
    held = np.array([lies_in(place, code, years) for place in routes.places], dtype=bool)
    country = ~regions_among(routes.places)
    targets, origins = np.zeros(held.size, dtype=bool), np.zeros(held.size, dtype=bool)
    targets[list(routes.targets)] = True
    origins[list(routes.origins)] = True
    return held & (country | targets), held & (country | origins)


def _touched(base: Field, change: ScenarioChange) -> Touched:
    """Return what one change alone touches."""
    routes = base.routes
    edges = np.zeros(routes.flow.size, dtype=bool)
    starts = np.zeros(len(routes.places), dtype=bool)
    if change.kind in ("remove", "interdict"):
        entered, started = _places(routes, change.subject)
        return Touched(entered[routes.heads], started & (base.start > 0), ())
    if change.kind == "add_leg":
        for edge in base.added:
            edges[edge] = base.ends[edge] == change.ends
        return Touched(edges, starts, ())
    cuts = cuts_of(routes, change)
    edges[[cut.edge for cut in cuts]] = True
    return Touched(edges, starts, cuts)
