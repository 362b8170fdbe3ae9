"""Where the goods of a question start: the distribution s over its origins, in every world.

In proportion to cited production where some origin has one, else equally over the
origins that reach the destination. A region that stands for "left from here, country
not stated" takes part of what its producing members make: each shares its goods between
its own legs and the region's, by their strength.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from trafficroutes.graph.arrays import Floats, Mask
from trafficroutes.graph.routes import Routes
from trafficroutes.markov.frame import frame_of
from trafficroutes.model.refs import is_region


@dataclass(frozen=True)
class Start:
    """Shares of the goods by origin, and where they come from.

    Attributes
    ----------
    shares : dict of code to float
        Sums to 1; only origins that reach the destination.
    basis : {"single", "production", "equal"}
        How the shares were set.
    unproductive : tuple of str
        With ``production``: origins on a route that are left out, because no
        production is cited for them.
    """

    shares: dict[str, float]
    basis: str
    unproductive: tuple[str, ...] = ()


def start_of(routes: Routes) -> Start | None:
    """Return where goods start by all reports together; None where no origin has a route."""
    supply = {code: np.array([amount]) for code, amount in routes.network.supply.items()}
    found = starts_of(routes, routes.flow[np.newaxis], supply)
    reaching = [routes.places[at] for at in np.flatnonzero(found.able[0]).tolist()]
    if not reaching:
        return None
    s = found.s[0]
    shares = {routes.places[at]: float(s[at]) for at in np.flatnonzero(s).tolist()}
    if len(reaching) == 1:
        return Start(shares, "single")
    if not found.by_production[0]:
        return Start(shares, "equal")
    return Start(shares, "production", tuple(code for code in reaching if code not in shares))


@dataclass(frozen=True, eq=False)
class Starts:
    """Where goods start in each world.

    Attributes
    ----------
    s : float array, shape (worlds, places)
        Sums to 1; to 0 where no origin reaches the destination.
    able : bool array, shape (worlds, places)
        Which origins reach the destination.
    by_production : bool array, shape (worlds,)
        Whether some of them has production.
    """

    s: Floats
    able: Mask
    by_production: Mask


def starts_of(routes: Routes, flow: Floats, supply: Mapping[str, Floats]) -> Starts:
    """Return where goods start in each world.

    Parameters
    ----------
    routes : Routes
    flow : float array, shape (worlds, edges)
    supply : mapping of code to float array, shape (worlds,)
        Production of places.
    """
    origins, frame = list(routes.origins), frame_of(routes)
    able = np.zeros((len(flow), len(routes.places)), dtype=bool)
    able[:, frame.live] = frame.able((flow > 0).take(frame.edges, axis=1))
    equal = np.zeros(able.shape)
    equal[:, origins] = able[:, origins]
    amounts = _production(routes, able, flow, supply)
    produced = amounts.sum(axis=1, keepdims=True) > 0
    # One origin alone has all of it, whatever is cited of its production.
    several = equal.sum(axis=1, keepdims=True) > 1
    some = np.where(produced & several, amounts, equal)
    whole = some.sum(axis=1, keepdims=True)
    s: Floats = np.divide(some, whole, out=np.zeros_like(some), where=whole > 0)
    return Starts(s, equal > 0, produced[:, 0])


def _production(routes: Routes, able: Mask, flow: Floats, supply: Mapping[str, Floats]) -> Floats:
    """Return the goods that start in each place by production, shape (worlds, places).

    A country of the destination starts none: what it makes has arrived.
    """
    network, count = routes.network, len(flow)
    members = network.gazetteer.members
    reaching = {routes.places[at]: able[:, at] for at in routes.origins}
    out = {
        routes.places[at]: flow[:, routes.tails == at].sum(axis=1) * able[:, at]
        for at in routes.origins
    }
    held = {code: members(code, network.years) for code in reaching if is_region(code)}
    inside = frozenset[str]().union(*(members(c, network.years) for c in routes.destinations))
    makes: dict[str, Mask] = {}
    for code, amount in supply.items():
        if not is_region(code) and code not in inside:
            starts = reaching.get(code, np.zeros(count, dtype=bool)).copy()
            for region, countries in held.items():
                if code in countries:
                    starts |= reaching[region]
            makes[code] = starts & (amount > 0)
    amounts = np.zeros((count, len(routes.places)))
    for code, starts in makes.items():
        parts = {code: out[code]} if code in out else {}
        for region, countries in held.items():
            if code in countries and not network.regions_pass_on:
                sharing = np.sum([makes[other] for other in makes if other in countries], axis=0)
                parts[region] = out[region] / np.maximum(sharing, 1)
        whole = np.sum(list(parts.values()), axis=0) if parts else np.zeros(count)
        for place, strength in parts.items():
            amounts[:, routes.index[place]] += np.where(starts, supply[code], 0.0) * np.divide(
                strength, whole, out=np.zeros(count), where=whole > 0
            )
    return amounts
