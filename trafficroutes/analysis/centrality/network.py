"""The network between countries that centralities are taken of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from trafficroutes.graph.arrays import Floats, Ints, regions_among
from trafficroutes.graph.network import Network
from trafficroutes.model.refs import is_region

#: What becomes of legs into regions.
REGIONS = ("leave_out", "members")
#: In ``CountryNetwork.edge``: the connection is known only by way of a region.
BY_REGION = -1


@dataclass(frozen=True, eq=False)
class CountryNetwork:
    """Countries and the connections between them.

    Attributes
    ----------
    network : Network
        What it was made from.
    places : tuple of str
        Codes of the countries that a connection touches, sorted.
    tails, heads : int array, shape (m,)
        Ends as positions in ``places``, sorted by (tail, head); one connection a
        pair, and none from a place to itself.
    flow : float array, shape (m,)
        Strength, all above 0.
    edge : int array, shape (m,)
        Position in ``network``, or ``BY_REGION``.
    into_regions, out_of_regions : int
        How many legs lead into a region, and out of one.
    flow_into_regions : float
        Strength of the connections of countries into regions.
    """

    network: Network
    places: tuple[str, ...]
    tails: Ints
    heads: Ints
    flow: Floats
    edge: Ints
    into_regions: int
    out_of_regions: int
    flow_into_regions: float

    @property
    def count(self) -> int:
        """Number of countries, n."""
        return len(self.places)

    @cached_property
    def adjacency(self) -> Floats:
        """Flow from each country to each, shape (n, n)."""
        matrix = np.zeros((self.count, self.count))
        matrix[self.tails, self.heads] = self.flow
        return matrix

    @cached_property
    def cost(self) -> Floats:
        """How far apart each connection leaves its ends: 1 / flow."""
        far: Floats = 1.0 / self.flow
        return far

    @cached_property
    def stays(self) -> Floats:
        """Strength of the exit "stays here" of each country."""
        known = dict(zip(self.network.places, self.network.stays.tolist(), strict=True))
        return np.array([known.get(code, 0.0) for code in self.places])


def country_network(network: Network, *, regions: str = "leave_out") -> CountryNetwork:
    """Return the connections between countries.

    Parameters
    ----------
    network : Network
        With regions among its places, perhaps.
    regions : {"leave_out", "members"}
        ``leave_out`` drops legs into regions. ``members`` shares the flow of each out
        among the region's countries: as the flow estimate does where it was made,
        else evenly. Legs out of regions name no country and are always dropped.
    """
    regional = regions_among(network.places)
    pairs: dict[tuple[str, str], tuple[float, int]] = {}
    into = out = 0
    lost = 0.0
    ways = _shares_of_members(network) if regions == "members" else {}
    ends = zip(network.tails.tolist(), network.heads.tolist(), strict=True)
    for edge, (tail, head) in enumerate(ends):
        origin, to = network.places[tail], network.places[head]
        flow = float(network.flow[edge])
        legs = 0 if network.regions_pass_on and regional[tail] else len(network.legs[edge]) or 1
        if regional[tail]:
            out += legs
        elif regional[head]:
            into += legs
            lost += flow
            _share_out(pairs, origin, flow, ways.get(to, {}))
        elif tail != head:
            _add(pairs, (origin, to), flow, edge)
    places = tuple(sorted({code for pair in pairs for code in pair}))
    index = {code: position for position, code in enumerate(places)}
    found = sorted(pairs.items())
    return CountryNetwork(
        network=network,
        places=places,
        tails=np.array([index[tail] for (tail, _), _ in found], dtype=np.int64),
        heads=np.array([index[head] for (_, head), _ in found], dtype=np.int64),
        flow=np.array([flow for _, (flow, _) in found], dtype=np.float64),
        edge=np.array([edge for _, (_, edge) in found], dtype=np.int64),
        into_regions=into,
        out_of_regions=out,
        flow_into_regions=lost,
    )


def _shares_of_members(network: Network) -> dict[str, dict[str, float]]:
    """Return how each region divides what enters it among its countries."""
    shares: dict[str, dict[str, float]] = {}
    if not network.regions_pass_on:
        for code in network.places:
            if is_region(code):
                members = network.gazetteer.members(code, network.years)
                shares[code] = dict.fromkeys(sorted(members), 1.0)
        return shares
    ends = zip(network.tails.tolist(), network.heads.tolist(), strict=True)
    for (tail, head), flow in zip(ends, network.flow.tolist(), strict=True):
        region, member = network.places[tail], network.places[head]
        if is_region(region) and not is_region(member):
            shares.setdefault(region, {})[member] = flow
    return shares


def _share_out(
    pairs: dict[tuple[str, str], tuple[float, int]],
    origin: str,
    flow: float,
    shares: dict[str, float],
) -> None:
    others = {member: share for member, share in shares.items() if member != origin}
    whole = sum(others.values())
    for member, share in others.items():
        _add(pairs, (origin, member), flow * share / whole, BY_REGION)


def _add(
    pairs: dict[tuple[str, str], tuple[float, int]], pair: tuple[str, str], flow: float, edge: int
) -> None:
    before, known = pairs.get(pair, (0.0, BY_REGION))
    pairs[pair] = (before + flow, max(known, edge))
