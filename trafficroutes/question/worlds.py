"""Possible worlds of a question: its connections, what stays, and where goods start.

worlds = worlds_of(solved, 1000, seed=0)       # None: nothing to draw
chain = chain_of(frame_of(solved.routes), worlds.flow, worlds.stays, worlds.s)
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from trafficroutes.graph.arrays import Floats, Ints, Mask
from trafficroutes.graph.routes import NO_LEG, Routes
from trafficroutes.question.origins import starts_of
from trafficroutes.question.worlds_network import NetworkDraws, draw_network

if TYPE_CHECKING:
    from trafficroutes.question.solving import Solved

#: What an answer says where nothing can be drawn.
BY_HAND = (
    "Without evidence ranges: the graph was made or changed by hand, so no citations say how sure "
    "its legs are"
)


@dataclass(frozen=True, eq=False)
class Worlds:
    """One question in each of some draws; arrays as in its routes.

    Attributes
    ----------
    flow : float array, shape (draws, edges)
        Strength of each connection; 0 where a draw has none.
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
    s = starts_of(routes, flow, drawn.supply).s
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
