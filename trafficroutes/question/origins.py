"""Where the goods of a question start: the distribution s over its origins."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trafficroutes.graph.routes import Routes
from trafficroutes.markov.chain import on_routes
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
    """Return where goods start; None where no origin reaches the destination.

    In proportion to cited production where some origin has one, else equally
    over the origins that reach the destination. A region that stands for
    "left from here, country not stated" takes part of what its producing
    members make: each shares its goods between its own legs and the region's,
    by their strength.
    """
    live = on_routes(routes, routes.origins)
    reaching = [routes.places[o] for o in routes.origins if live[o]]
    if not reaching:
        return None
    if len(reaching) == 1:
        return Start({reaching[0]: 1.0}, "single")
    amounts = _production(routes, reaching)
    if not amounts:
        return Start(dict.fromkeys(reaching, 1.0 / len(reaching)), "equal")
    total = sum(amounts.values())
    shares = {code: amount / total for code, amount in sorted(amounts.items())}
    left_out = tuple(code for code in reaching if code not in shares)
    return Start(shares, "production", left_out)


def _production(routes: Routes, reaching: list[str]) -> dict[str, float]:
    """Return the goods that start in each place by cited production; empty if none."""
    network = routes.network
    passing = network.regions_pass_on
    regions = [] if passing else [code for code in reaching if is_region(code)]
    out = dict(
        zip(
            routes.places,
            np.bincount(routes.tails, routes.flow, len(routes.places)).tolist(),
            strict=True,
        )
    )
    able = _able(routes, reaching)
    producers = {
        code: amount
        for code, amount in network.supply.items()
        if amount > 0 and not is_region(code) and code in able
    }
    amounts: dict[str, float] = {}
    for code, amount in producers.items():
        own = out.get(code, 0.0) if code in reaching else 0.0
        shared = {}
        for region in regions:
            held = network.gazetteer.members(region, network.years)
            if code in held:
                shared[region] = out[region] / sum(other in held for other in producers)
        whole = own + sum(shared.values())
        for place, strength in ((code, own), *shared.items()):
            if strength > 0:
                amounts[place] = amounts.get(place, 0.0) + amount * strength / whole
    return amounts


def _able(routes: Routes, reaching: list[str]) -> set[str]:
    """Return the countries whose production can start on its way here.

    A country of the destination is none of them: what it makes has arrived.
    """
    network = routes.network
    held = {code for code in reaching if not is_region(code)}
    for code in reaching:
        if is_region(code):
            held |= network.gazetteer.members(code, network.years)
    ends = (network.gazetteer.members(code, network.years) for code in routes.destinations)
    return held.difference(*ends)
