"""One question's network: from these origins to these destinations.

Regions get their meaning here, because it depends on the question: a region
inside the destination is an arrival, any other region that goods enter passes
them on to its members, and a region that goods leave counts only where the
origin holds it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import NamedTuple

import numpy as np

from trafficroutes.graph.arrays import Floats, Ints, Mask, regions_among
from trafficroutes.graph.network import Network
from trafficroutes.model.places import Gazetteer
from trafficroutes.model.refs import is_region
from trafficroutes.model.years import Years

#: In ``Routes.leg``: the connection is no leg but a region's way to its members.
NO_LEG = -1


@dataclass(frozen=True, eq=False)
class Connections:
    """Places and connections, with the ends of a question: arrays that know no data.

    Attributes
    ----------
    places : tuple of str
        Codes, sorted.
    index : mapping of str to int
        Position of each code in ``places``.
    tails, heads : int array, shape (edges,)
        Positions in ``places``; one connection a pair.
    flow : float array, shape (edges,)
        Strength of each connection.
    leg : int array, shape (edges,)
        Position in the legs of the network, or ``NO_LEG``.
    stays : float array, shape (places,)
        Strength of "stays here".
    origins, targets : tuple of int
        Positions of the places of S and of T; a place in both is in T only.
    """

    places: tuple[str, ...]
    index: Mapping[str, int]
    tails: Ints
    heads: Ints
    flow: Floats
    leg: Ints
    stays: Floats
    origins: tuple[int, ...]
    targets: tuple[int, ...]

    def transit(self, live: Ints) -> dict[str, int]:
        """Return the countries among some places on the way, no origins among them.

        Parameters
        ----------
        live : int array, shape (n,)
            Positions of the places on the way, none of a target.

        Returns
        -------
        dict of code to int
            Where each country stands in ``live``, in that order.
        """
        origins = set(self.origins)
        return {
            self.places[at]: number
            for number, at in enumerate(live.tolist())
            if at not in origins and not is_region(self.places[at])
        }

    def bare(self) -> Connections:
        """Return these connections alone, to be sent to another process."""
        return Connections(*(getattr(self, field.name) for field in fields(Connections)))


@dataclass(frozen=True, eq=False, kw_only=True)
class Routes(Connections):
    """The connections that a question is answered from.

    ``places`` are those of the network and members of regions entered.

    Attributes
    ----------
    network : Network
        What it was made from.
    destinations : tuple of str
        Codes of the countries and regions that goods are bound for.
    both : tuple of str
        Codes of the places named in both.
    left_out : tuple of str
        Regions whose outward legs were left out, sorted.
    left_out_legs : int
        How many legs that were.
    spread : mapping of str to int
        Regions that pass goods on to members, with how many.
    retention : bool
        Whether goods can stay on the way.
    """

    network: Network
    destinations: tuple[str, ...]
    both: tuple[str, ...]
    left_out: tuple[str, ...]
    left_out_legs: int
    spread: Mapping[str, int]
    retention: bool


def inside(
    gazetteer: Gazetteer, code: str, places: tuple[str, ...], years: Years | None
) -> set[str]:
    """Return those of the places that lie in one: its countries and sub-regions."""
    return {place for place in places if gazetteer.lies_in(place, code, years)}


def inside_any(
    gazetteer: Gazetteer, codes: tuple[str, ...], places: tuple[str, ...], years: Years | None
) -> set[str]:
    """Return those of the places that lie in one of several."""
    return set[str]().union(*(inside(gazetteer, code, places, years) for code in codes))


def routes_between(network: Network, origin: str, *destinations: str, retention: bool) -> Routes:
    """Return the connections for goods on their way from an origin to destinations.

    Parameters
    ----------
    network : Network
        All connections.
    origin, *destinations : str
        Codes of countries or regions. Goods that reach one destination have arrived.
    retention : bool
        Whether goods can stay where a market is cited.
    """
    gazetteer, years = network.gazetteer, network.years
    targets = inside_any(gazetteer, destinations, network.places, years)
    sources = inside(gazetteer, origin, network.places, years)
    both = sources & targets
    sources -= targets

    is_target = _mask(network.places, targets)
    regions = {c for c in network.places if is_region(c)}
    # Where their ways on are connections, regions are places like any other.
    unnamed = _mask(network.places, set() if network.regions_pass_on else regions - sources)
    onward = ~is_target[network.tails]
    dropped = np.flatnonzero(onward & unnamed[network.tails])
    kept = np.flatnonzero(onward & ~unnamed[network.tails])
    ways = {} if network.regions_pass_on else _ways_to_members(network, kept, is_target)

    members = {member for held in ways.values() for member in held.members}
    places = tuple(sorted(members.union(network.places)))
    # A country of the destination may be reached by way of a region alone.
    targets = inside_any(gazetteer, destinations, places, years)
    index = {code: position for position, code in enumerate(places)}
    moved = np.array([index[code] for code in network.places], dtype=np.int64)
    tails, heads, flow, leg = _join(
        moved[network.tails[kept]],
        moved[network.heads[kept]],
        network.flow[kept],
        _named(network, kept),
        [
            (index[region], index[member], held.flow)
            for region, held in ways.items()
            for member in held.members
        ],
    )
    stays = np.zeros(len(places))
    if retention:
        stays[moved] = network.stays
    return Routes(
        network=network,
        destinations=destinations,
        places=places,
        index=index,
        tails=tails,
        heads=heads,
        flow=flow,
        leg=leg,
        stays=stays,
        origins=tuple(sorted(index[code] for code in sources)),
        targets=tuple(sorted(index[code] for code in targets)),
        both=tuple(sorted(both)),
        left_out=tuple(sorted({network.places[t] for t in network.tails[dropped].tolist()})),
        left_out_legs=sum(len(network.legs[edge]) or 1 for edge in dropped.tolist()),
        spread=_spread(tails, places)
        if network.regions_pass_on
        else {region: len(held.members) for region, held in ways.items()},
        retention=retention,
    )


def _named(network: Network, kept: Ints) -> Ints:
    """Return positions of the kept connections; ``NO_LEG`` for ways without a leg behind them."""
    if not network.regions_pass_on:
        return kept
    return np.array([edge if network.legs[edge] else NO_LEG for edge in kept.tolist()], np.int64)


def _spread(tails: Ints, places: tuple[str, ...]) -> dict[str, int]:
    """Return the regions that pass goods on, with to how many members."""
    counts = np.bincount(tails, minlength=len(places)).tolist()
    return {
        code: count for code, count in zip(places, counts, strict=True) if is_region(code) and count
    }


class _WaysToMembers(NamedTuple):
    """How a region passes goods on: to whom, and how strongly to each."""

    members: tuple[str, ...]
    flow: float


def _mask(places: tuple[str, ...], chosen: set[str]) -> Mask:
    return np.fromiter((code in chosen for code in places), dtype=bool, count=len(places))


def _ways_to_members(network: Network, kept: Ints, is_target: Mask) -> dict[str, _WaysToMembers]:
    """Return the ways on of each region that goods enter before they arrive.

    The region is one more supplier of each member, as strong as the mean of the
    legs that end in it.
    """
    into: dict[int, list[float]] = {}
    entered = regions_among(network.places) & ~is_target
    kept = kept[entered[network.heads[kept]]]
    for head, flow in zip(network.heads[kept].tolist(), network.flow[kept].tolist(), strict=True):
        into.setdefault(head, []).append(flow)
    return {
        network.places[head]: _WaysToMembers(
            tuple(sorted(network.gazetteer.members(network.places[head], network.years))),
            sum(flows) / len(flows),
        )
        for head, flows in sorted(into.items())
    }


def _join(
    tails: Ints, heads: Ints, flow: Floats, leg: Ints, ways: list[tuple[int, int, float]]
) -> tuple[Ints, Ints, Floats, Ints]:
    """Put legs and ways to members together, sorted; one connection a pair."""
    if ways:
        tails = np.append(tails, [tail for tail, _, _ in ways])
        heads = np.append(heads, [head for _, head, _ in ways])
        flow = np.append(flow, [strength for _, _, strength in ways])
        leg = np.append(leg, np.full(len(ways), NO_LEG))
    order = np.lexsort((-leg, heads, tails))
    tails, heads, flow, leg = tails[order], heads[order], flow[order], leg[order]
    first = np.ones(tails.size, dtype=bool)
    first[1:] = (tails[1:] != tails[:-1]) | (heads[1:] != heads[:-1])
    starts = np.flatnonzero(first)
    summed = np.add.reduceat(flow, starts) if starts.size else flow
    return tails[starts], heads[starts], summed, leg[starts]
