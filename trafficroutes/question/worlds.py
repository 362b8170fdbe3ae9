"""Random worlds of a question: its connections, what stays, and where goods start.

worlds = worlds_of(solved, 1000, seed=0)       # None: nothing to draw
drawn = solve_draws(frame_of(solved.routes), worlds.flow, worlds.stays, worlds.s)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from trafficroutes.graph.network import Floats, Ints, Mask
from trafficroutes.graph.routes import NO_LEG, Routes
from trafficroutes.markov.ensemble import Frame, able_to_arrive, frame_of
from trafficroutes.model.refs import is_region
from trafficroutes.question.worlds_network import NetworkDraws, draw_network

if TYPE_CHECKING:
    from trafficroutes.question.solving import Solved

#: What an answer says where nothing can be drawn.
BY_HAND = (
    "Without intervals: the graph was made or changed by hand, so no citations say how sure its "
    "legs are"
)


@dataclass(frozen=True, eq=False)
class Worlds:
    """One question in each of some draws; arrays as in its routes.

    Attributes
    ----------
    flow : float array, shape (draws, edges)
        Strength of each connection; 0 where a draw keeps no report of it.
    stays : float array, shape (draws, places)
        Strength of "stays here".
    s : float array, shape (draws, places)
        Share of the goods that starts in each place; all 0 in a draw in which no
        origin reaches the destination.
    asked, seed : int
        How many draws were asked for, and by which seed.
    """

    flow: Floats
    stays: Floats
    s: Floats
    asked: int
    seed: int

    @property
    def starts(self) -> Mask:
        """In which draws some origin reaches the destination, shape (draws,)."""
        some: Mask = np.any(self.s > 0, axis=1)
        return some

    def arriving(self) -> Worlds:
        """Return the draws in which some origin reaches the destination, alone."""
        there = self.starts
        if there.all():
            return self
        return replace(self, flow=self.flow[there], stays=self.stays[there], s=self.s[there])

    @property
    def unbalanced(self) -> int:
        """Draws left out because their flows could not be balanced."""
        return self.asked - len(self.flow)


def worlds_of(solved: Solved, draws: int, *, seed: int) -> Worlds | None:
    """Return a question in each of some draws; None for a graph made or changed by hand.

    Parameters
    ----------
    solved : Solved
        One family's part of a question.
    draws : int
        How many, at least 1.
    seed : int
        Same seed, same draws; 200 are the first 200 of 1,000.

    Examples
    --------
    >>> from trafficroutes import load
    >>> from trafficroutes.question.solving import ask, solve_question
    >>> data = load()
    >>> query = ask(data, "Colombia", "Spain", {"commodity": "cocaine", "weighting": "evidence"})
    >>> solved = solve_question(data, query)[0]
    >>> worlds = worlds_of(solved, 10, seed=0)
    >>> worlds.flow.shape == (10, solved.routes.flow.size)
    True
    """
    routes = solved.routes
    drawn = draw_network(routes.network, draws, seed=seed)
    if drawn is None:
        return None
    flow = _flows(routes, drawn)
    stays = np.zeros((len(flow), len(routes.places)))
    if routes.retention:
        stays[:, [routes.index[code] for code in routes.network.places]] = drawn.stays
    s = starts_in_draws(routes, frame_of(routes), flow, drawn.supply)
    return Worlds(flow, stays, s, drawn.asked, drawn.seed)


def _flows(routes: Routes, drawn: NetworkDraws) -> Floats:
    """Return the strength of each connection of a question in each draw."""
    network = routes.network
    if network.regions_pass_on:
        moved = np.array([routes.index[code] for code in network.places], dtype=np.int64)
        count = len(routes.places)
        pairs = moved[network.tails] * count + moved[network.heads]
        return drawn.flow[:, np.searchsorted(pairs, routes.tails * count + routes.heads)]
    flow = drawn.flow.take(routes.leg, axis=1)
    flow[:, routes.leg == NO_LEG] = 0.0
    ways = {region: _way(routes, flow, region) for region in routes.spread}
    for edges, strength in ways.values():
        flow[:, edges] += strength[:, np.newaxis]
    return flow


def _way(routes: Routes, flow: Floats, region: str) -> tuple[Ints, Floats]:
    """Return the ways of a region to its members, and how strong they are in each draw.

    As the mean of the legs that a draw keeps into it.
    """
    at, network = routes.index[region], routes.network
    members = [routes.index[code] for code in network.gazetteer.members(region, network.years)]
    into = flow[:, routes.heads == at]
    strength = into.sum(axis=1) / np.maximum((into > 0).sum(axis=1), 1)
    return np.flatnonzero((routes.tails == at) & np.isin(routes.heads, members)), strength


def starts_in_draws(
    routes: Routes, frame: Frame, flow: Floats, supply: Mapping[str, Floats]
) -> Floats:
    """Return where goods start in each draw, by the rules of ``origins.start_of``.

    Parameters
    ----------
    routes : Routes
    frame : Frame
        Of these routes.
    flow : float array, shape (draws, edges)
    supply : mapping of code to float array, shape (draws,)
        Production of places.

    Returns
    -------
    float array, shape (draws, places)
        Sums to 1; to 0 where no origin reaches the destination.
    """
    count = len(flow)
    origins = routes.origins
    able = np.zeros((count, len(routes.places)), dtype=bool)
    able[:, frame.live] = able_to_arrive(frame, (flow > 0).take(frame.edges, axis=1))
    reaching = {routes.places[at]: able[:, at] for at in origins}
    out = {routes.places[at]: flow[:, routes.tails == at].sum(axis=1) for at in origins}
    amounts = _production(routes, reaching, out, supply)
    total = amounts.sum(axis=1, keepdims=True)
    equal = np.zeros(amounts.shape)
    equal[:, origins] = able[:, origins]
    # One origin alone has all of it, whatever is cited of its production.
    some = np.where((total > 0) & (equal.sum(axis=1, keepdims=True) > 1), amounts, equal)
    whole = some.sum(axis=1, keepdims=True)
    s: Floats = np.divide(some, whole, out=np.zeros_like(some), where=whole > 0)
    return s


def _production(
    routes: Routes,
    reaching: Mapping[str, Mask],
    out: Mapping[str, Floats],
    supply: Mapping[str, Floats],
) -> Floats:
    """Return the goods that start in each place by production, shape (draws, places)."""
    network = routes.network
    gazetteer, years = network.gazetteer, network.years
    count = len(next(iter(reaching.values())))
    regions = [code for code in reaching if is_region(code)]
    held = {region: gazetteer.members(region, years) for region in regions}
    inside = frozenset[str]().union(*(gazetteer.members(c, years) for c in routes.destinations))
    able: dict[str, Mask] = {}
    for code, amount in supply.items():
        if is_region(code) or code in inside:
            continue
        starts = np.array(reaching.get(code, np.zeros(count, dtype=bool)))
        for region in regions:
            if code in held[region]:
                starts |= reaching[region]
        able[code] = starts & (amount > 0)
    amounts = np.zeros((count, len(routes.places)))
    for code, starts in able.items():
        parts = {code: out[code] * reaching[code]} if code in reaching else {}
        for region in () if network.regions_pass_on else regions:
            if code in held[region]:
                sharing = np.sum([able[other] for other in able if other in held[region]], axis=0)
                parts[region] = out[region] * reaching[region] / np.maximum(sharing, 1)
        whole = np.sum(list(parts.values()), axis=0) if parts else np.zeros(count)
        for place, strength in parts.items():
            amounts[:, routes.index[place]] += np.where(starts, supply[code], 0.0) * np.divide(
                strength, whole, out=np.zeros(count), where=whole > 0
            )
    return amounts
