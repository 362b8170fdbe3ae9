"""Checks of how legs hang together: ends, gaps, corridors, and what no route can carry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from trafficroutes.analysis.audit.findings import Found, family_of, legs_by_family, listed
from trafficroutes.graph.network import market_places, network_of
from trafficroutes.graph.routes import routes_between
from trafficroutes.markov.frame import reach
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.digits import settled
from trafficroutes.model.records import Flow, Leg
from trafficroutes.model.refs import is_region
from trafficroutes.question.evidence import Cited, cited, seizures_by_place
from trafficroutes.question.saying import number_of

#: A seizure is large from so many kilograms in one year.
LARGE = 1000.0


@dataclass(frozen=True)
class _Surroundings:
    """What leads into and out of the places of one family's network.

    Attributes
    ----------
    into, out : dict of code to list of Leg
        The legs that end and begin in each place.
    markets, makers : frozenset of str
        Places with cited consumption or as a final destination; with production.
    """

    into: dict[str, list[Leg]]
    out: dict[str, list[Leg]]
    markets: frozenset[str]
    makers: frozenset[str]


def _surroundings(data: Dataset, family: str, legs: list[Leg]) -> _Surroundings:
    commodities = data.families[family]
    into: dict[str, list[Leg]] = {}
    out: dict[str, list[Leg]] = {}
    for leg in legs:
        into.setdefault(leg.to, []).append(leg)
        out.setdefault(leg.origin, []).append(leg)
    made = {entry.place for entry in data.records.production if entry.commodity in commodities}
    return _Surroundings(into, out, market_places(data, commodities), frozenset(made))


def _parts(data: Dataset, code: str) -> frozenset[str]:
    """Return a place with the countries that it holds, for goods pass on to these."""
    return data.places.members(code) | {code}


def dead_ends(data: Dataset) -> Iterator[Found]:
    """Yield the places that goods are cited to reach and not to leave or stay in.

    Legs of a family lead into the place and none leads out of it, and neither
    consumption there (tonnes, users or prevalence) nor a flow that ends there is
    cited. Goods that enter a region go on to its countries, so a region is a dead
    end where this holds of itself and all of them; a sea area has none.
    """
    for family, legs in legs_by_family(data).items():
        around = _surroundings(data, family, legs)
        for code, incoming in sorted(around.into.items()):
            parts = _parts(data, code)
            if parts.isdisjoint(around.out) and parts.isdisjoint(around.markets):
                said = (
                    f"{number_of(len(incoming), 'leg')} of {family} into {data.places.name(code)} "
                    f"(from {_names(data, (leg.origin for leg in incoming))}), none out of it, and "
                    "no consumption or final destination is cited there"
                )
                yield f"{code} {family}", (code,), said, _behind(data, incoming)


def unfed_sources(data: Dataset) -> Iterator[Found]:
    """Yield the places that goods are cited to leave and not to reach or be made in.

    Legs of a family lead out of the place, and none into it or into a region that
    holds it, and no production of the family is cited there, in a region that
    holds it, or (for a region) in one of its countries. Where production is cited
    only for the whole world, that counts for no place. Families of which no
    production at all is cited (such as money) have no sources, and are passed over.
    """
    world = frozenset(data.places.countries)
    for family, legs in legs_by_family(data).items():
        around = _surroundings(data, family, legs)
        fed = frozenset().union(*(_parts(data, code) for code in around.into))
        made = {code for code in around.makers if data.places.members(code) != world}
        makers = frozenset().union(*(_parts(data, code) for code in made))
        for code, outgoing in sorted(around.out.items()):
            if not makers or code in fed or not makers.isdisjoint(_parts(data, code)):
                continue
            said = (
                f"{number_of(len(outgoing), 'leg')} of {family} out of {data.places.name(code)} "
                f"(to {_names(data, (leg.to for leg in outgoing))}), none into it, and no "
                "production is cited there"
            )
            yield f"{code} {family}", (code,), said, _behind(data, outgoing)


def seized_and_no_way_on(data: Dataset) -> Iterator[Found]:
    """Yield the places with large seizures, no market and no leg out; the largest first.

    Large is a cited figure of 1 t or more in a year (as ``hubs`` shows it, the
    largest of any commodity of the family). Places where consumption or a final
    destination is cited are passed over, for goods are bound for there.
    """
    found: list[tuple[float, Found]] = []
    grouped = legs_by_family(data)
    for family, commodities in data.families.items():
        around = _surroundings(data, family, grouped.get(family, []))
        for code, seized in seizures_by_place(data, commodities, None).items():
            parts = _parts(data, code)
            if seized.kg < LARGE or parts & around.out.keys() or parts & around.markets:
                continue
            years = "undated" if seized.years is None else str(seized.years)
            ways = len(around.into.get(code, ()))
            legs = f"{number_of(ways, 'leg')} into it and none out" if ways else "no leg touches it"
            said = (
                f"{settled(seized.kg):,.0f} kg of {family} a year cited as seized in "
                f"{data.places.name(code)} ({years}), but {legs}"
            )
            found.append((-seized.kg, (f"{code} {family}", (code,), said, seized.cited)))
    for _, item in sorted(found, key=lambda pair: (pair[0], pair[1][0])):
        yield item


def flows_without_route(data: Dataset) -> Iterator[Found]:
    """Yield the flows that no route of legs can carry.

    A route is asked for as ``hubs`` does (docs/method.md: arrivals at regions,
    ways on to their countries), in the network of the flow's family, with all
    years pooled: from its origin by way of the places named to its destination.
    Where their order is not stated, any order will do.
    """
    connected = _connections(data)
    for flow in sorted(data.records.flows, key=lambda flow: flow.id):
        family = family_of(data, flow.commodity)

        def joined(tail: str, head: str, family: str = family) -> bool:
            return tail == head or connected(family, tail, head)

        gap = _first_gap(flow, joined)
        if gap:
            name = data.places.name
            by = f" by way of {', '.join(map(name, flow.via))}" if flow.via else ""
            ends = (
                f"from {name(gap[0])} to {name(gap[-1])}" if len(gap) > 1 else "through all these"
            )
            said = (
                f"{name(flow.origin)} > {name(flow.to)} ({flow.commodity}){by}: no legs of "
                f"{family} lead {ends}"
            )
            yield flow.id, (flow.origin, *flow.via, flow.to), said, cited(data, flow.citations)


def _connections(data: Dataset) -> Callable[[str, str, str], bool]:
    """Return the function that tells whether a family's legs lead from a place to another."""

    @cache
    def connected(family: str, origin: str, destination: str) -> bool:
        network = network_of(data, family, data.families[family], weighting="equal")
        routes = routes_between(network, origin, destination, retention=False)
        seen = reach(routes.origins, routes.tails, routes.heads, len(routes.places))
        return bool(seen[list(routes.targets)].any())

    return connected


def _first_gap(flow: Flow, joined: Callable[[str, str], bool]) -> tuple[str, ...]:
    """Return the two places between which no route leads; empty where a route carries it all.

    For places whose order is not stated, two that no order joins, or ``("",)``
    where only their combination fails.
    """
    if flow.ordered or len(flow.via) <= 1:
        stops = (flow.origin, *flow.via, flow.to)
        return next((pair for pair in pairwise(stops) if not joined(*pair)), ())
    if not joined(flow.origin, flow.to):
        return (flow.origin, flow.to)
    for stop in flow.via:
        for pair in ((flow.origin, stop), (stop, flow.to)):
            if not joined(*pair):
                return pair
    return () if _some_order(flow, joined) else ("",)


def _some_order(flow: Flow, joined: Callable[[str, str], bool]) -> bool:
    """Return whether the places on the way can be put in an order that legs follow."""

    @cache
    def rest(here: str, left: frozenset[str]) -> bool:
        if not left:
            return joined(here, flow.to)
        return any(joined(here, stop) and rest(stop, left - {stop}) for stop in sorted(left))

    return rest(flow.origin, frozenset(flow.via))


def _names(data: Dataset, codes: Iterable[str]) -> str:
    return listed(sorted({data.places.name(code) for code in codes}), limit=4)


def _behind(data: Dataset, legs: list[Leg]) -> tuple[Cited, ...]:
    return cited(data, (citation for leg in legs for citation in leg.evidence))


def loose_corridors(data: Dataset) -> Iterator[Found]:
    """Yield the corridors without legs, and those whose legs fall apart.

    Directions do not count. A region hangs together with the corridor's places
    that lie in it, and two regions where one lies in the other.
    """
    for key, corridor in sorted(data.records.corridors.items()):
        legs = [leg for leg in data.legs if key in leg.corridors]
        parts = _components(data, legs)
        if not legs:
            yield key, (), f"no leg belongs to {corridor.name}", ()
        elif len(parts) > 1:
            shown = "; ".join(_shown(data, part) for part in parts)
            said = (
                f"the {number_of(len(legs), 'leg')} of {corridor.name} fall into "
                f"{len(parts)} parts: {shown}"
            )
            # The largest part is the corridor; the others are what is loose.
            loose = tuple(code for part in parts[1:] for code in part)
            behind = (c for leg in legs if leg.origin in loose for c in leg.evidence)
            yield key, loose, said, cited(data, behind)


def _components(data: Dataset, legs: list[Leg]) -> list[list[str]]:
    """Return the places of each part, sorted; the largest part first."""
    places = sorted({code for leg in legs for code in (leg.origin, leg.to)})
    part_of = {code: {code} for code in places}
    pairs = [(leg.origin, leg.to) for leg in legs]
    pairs += [
        (region, code)
        for region in places
        if is_region(region)
        for code in places
        if data.places.lies_in(code, region)
    ]
    for tail, head in pairs:
        joined = part_of[tail] | part_of[head]
        for code in joined:
            part_of[code] = joined
    parts = {tuple(sorted(part)) for part in part_of.values()}
    return [list(part) for part in sorted(parts, key=lambda part: (-len(part), part))]


def _shown(data: Dataset, part: list[str]) -> str:
    return listed((data.places.name(code) for code in part), limit=6)
