"""What stands on every way: unavoidable countries, smallest cuts, weak spots.

A cut is a set of transit countries (or of legs) without which no route is left.
Transit countries are named countries between the ends: regions cannot be taken
out, since every route passes named countries too, and origins and destinations
are no transit. A route passes no place twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from math import inf
from typing import Generic, TypeVar

import numpy as np

from trafficroutes.analysis.chokepoints.maxflow import (
    FlowNetwork,
    max_flow,
    reachable,
    smallest_cuts,
)
from trafficroutes.graph.routes import NO_LEG
from trafficroutes.markov.chain import Chain
from trafficroutes.model.refs import is_region
from trafficroutes.question.plain import Plain

Pair = tuple[str, str]


@dataclass(frozen=True)
class Ways:
    """The connections on routes as pairs; starts are merged, and so is the destination.

    Nodes are positions in ``chain.live``, then ``start`` and ``end``.
    """

    chain: Chain
    pairs: tuple[tuple[int, int], ...]
    start: int
    end: int

    @classmethod
    def of(cls, chain: Chain) -> Ways:
        """Return the connections of a chain."""
        n = chain.live.size
        starts = set(np.flatnonzero(chain.s > 0).tolist())
        pairs = tuple(
            (n if tail in starts else tail, n if head in starts else n + 1 if head < 0 else head)
            for tail, head in zip(chain.tails.tolist(), chain.heads.tolist(), strict=True)
        )
        return cls(chain, pairs, n, n + 1)

    def code(self, node: int) -> str:
        """Return the place of a node; empty for the merged ends."""
        return self.codes[node]

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The place of each node; empty for the merged ends."""
        places = self.chain.routes.places
        return (*(places[at] for at in self.chain.live.tolist()), "", "")

    def reached(self, without: int) -> dict[int, int]:
        """Return the nodes reachable from the start past one, each with the node before it."""
        after = self.successors
        before = {self.start: self.start}
        ahead = [self.start]
        for node in ahead:
            for head in after.get(node, ()):
                if head not in before and head != without:
                    before[head] = node
                    ahead.append(head)
        return before

    @cached_property
    def successors(self) -> dict[int, list[int]]:
        """The nodes after each, as the pairs stand."""
        after: dict[int, list[int]] = {}
        for tail, head in self.pairs:
            after.setdefault(tail, []).append(head)
        return after

    def shortest(self) -> list[int]:
        """Return the nodes between start and end on a route with the fewest legs."""
        before = self.reached(without=-1)
        path = [self.end]
        while path[-1] != self.start:
            path.append(before[path[-1]])
        return path[-2:0:-1]

    def lead_past(self, node: int) -> bool:
        """Whether something arrives without passing a node."""
        return self.end in self.reached(without=node)

    def zone(self, between: set[str]) -> set[int]:
        """Return the nodes where goods can be before they pass a transit country."""
        found, ahead = {self.start}, [self.start]
        after = self.successors
        while ahead:
            for head in after.get(ahead.pop(), ()):
                if head not in found and head != self.end and self.code(head) not in between:
                    found.add(head)
                    ahead.append(head)
        return found


def ends(chain: Chain, edge: int) -> Pair:
    """Return the codes of a connection's ends, by its position in ``chain.edges``."""
    routes, at = chain.routes, chain.edges[edge]
    return routes.places[routes.tails[at]], routes.places[routes.heads[at]]


T = TypeVar("T", str, Pair)


@dataclass(frozen=True)
class Cuts(Generic[T]):
    """The smallest cuts.

    Attributes
    ----------
    size : int or None
        Of a smallest cut; None where no cut exists.
    cuts : tuple of tuples
        The smallest cuts, each sorted, all sorted; empty for size 0.
    complete : bool
        Whether these are all.
    """

    size: int | None
    cuts: tuple[tuple[T, ...], ...]
    complete: bool

    def membership(self) -> dict[T, int]:
        """Return in how many of the cuts each stands, the most first."""
        counts: dict[T, int] = {}
        for cut in self.cuts:
            for item in cut:
                counts[item] = counts.get(item, 0) + 1
        return dict(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])))


def transit(chain: Chain) -> tuple[str, ...]:
    """Return the countries that goods pass on their way, sorted; no origins among them."""
    return tuple(chain.routes.transit(chain.live))


def unavoidable(chain: Chain) -> tuple[str, ...]:
    """Return the dominators: transit countries on every route, in the order of passing them.

    They are those on one shortest route without which nothing arrives.
    """
    ways = Ways.of(chain)
    between = set(transit(chain))
    return tuple(
        code
        for at in ways.shortest()
        if (code := ways.code(at)) in between and not ways.lead_past(at)
    )


def direct(chain: Chain) -> tuple[Pair, ...]:
    """Return the connections by which goods arrive without passing a transit country.

    Most lead from an origin into the destination; some go by a region alone.
    """
    ways = Ways.of(chain)
    zone = ways.zone(set(transit(chain)))
    return tuple(
        ends(chain, edge)
        for edge, (tail, head) in enumerate(ways.pairs)
        if tail in zone and head == ways.end
    )


def country_cuts(chain: Chain, *, protected: Collection[str] = (), limit: int = 100) -> Cuts[str]:
    """Return the smallest sets of transit countries that stand on every route.

    Of routes that arrive otherwise than over the last connection of one that passes no
    transit country: see :func:`direct`. Without the countries of a cut, goods arrive over
    those connections alone.

    Parameters
    ----------
    chain : Chain
        The solved chain.
    protected : collection of str
        Countries that no cut may hold.
    limit : int
        How many cuts are listed at most.
    """
    ways = Ways.of(chain)
    network, source, sink, arcs = _split(ways, set(transit(chain)), set(protected))
    return _listed(network, source, sink, arcs, limit)


def standing_in_cuts(
    chain: Chain, *, protected: Collection[str] = ()
) -> tuple[int | None, tuple[str, ...]]:
    """Return the size of a smallest cut, and the countries that stand in any of them, sorted.

    Without a list of the cuts: a country stands in one when the largest flow uses it
    up, and what is left leads nowhere from its entry to its exit (Picard & Queyranne
    1980). Arguments as for :func:`country_cuts`.
    """
    ways = Ways.of(chain)
    network, source, sink, arcs = _split(ways, set(transit(chain)), set(protected))
    size = max_flow(network, source, sink)
    if size == inf:
        return None, ()
    standing = (
        code
        for arc, code in arcs.items()
        if network.left[arc] == 0
        and network.heads[arc] not in reachable(network, network.tail(arc))
    )
    return round(size), tuple(sorted(standing))


def leg_cuts(chain: Chain, *, limit: int = 100) -> Cuts[Pair]:
    """Return the smallest sets of legs without which nothing arrives.

    Legs of one pair of places count as one. A region's way on to its members is
    no leg and cannot be cut.
    """
    is_leg = chain.routes.leg[chain.edges] != NO_LEG
    network, source, sink, arcs = _whole(chain, np.where(is_leg, 1.0, inf).tolist())
    return _listed(network, source, sink, arcs, limit)


@dataclass(frozen=True)
class CapacityCut(Plain):
    """How much can pass at most, as far as capacities are cited.

    Attributes
    ----------
    tonnes : float or None
        A year, over all routes; None where a route has no leg with a cited capacity.
    legs : tuple of pairs of str
        The legs that limit it.
    cited, total : int
        How many of the legs on routes have a cited capacity, and how many there are.
    """

    tonnes: float | None
    legs: tuple[Pair, ...]
    cited: int
    total: int


def capacity_cut(chain: Chain, capacities: Sequence[float | None]) -> CapacityCut:
    """Return the smallest cut by capacity.

    Parameters
    ----------
    chain : Chain
        The solved chain.
    capacities : sequence of float or None
        Tonnes a year of each connection in ``chain.edges``; None has no limit.
    """
    is_leg = chain.routes.leg[chain.edges] != NO_LEG
    cited = sum(capacity is not None for capacity in capacities)
    network, source, sink, arcs = _whole(chain, [inf if c is None else c for c in capacities])
    tonnes = max_flow(network, source, sink)
    if tonnes == inf:
        return CapacityCut(None, (), cited, int(is_leg.sum()))
    inside = reachable(network, source)
    legs = sorted(
        pair
        for arc, pair in arcs.items()
        if network.tail(arc) in inside and network.heads[arc] not in inside
    )
    return CapacityCut(tonnes, tuple(legs), cited, int(is_leg.sum()))


@dataclass(frozen=True)
class Shadow:
    """Weak spots of the network of routes when directions are forgotten.

    Attributes
    ----------
    articulation : tuple of str
        Countries without which it falls apart.
    bridges : tuple of pairs of str
        Legs without which it falls apart.
    """

    articulation: tuple[str, ...]
    bridges: tuple[Pair, ...]


def shadow(chain: Chain) -> Shadow:
    """Return articulation points and bridges of all connections on routes."""
    import networkx as nx

    ways = [ends(chain, edge) for edge in range(chain.edges.size)]
    graph: nx.Graph[str] = nx.Graph(ways)
    bridges = {frozenset(pair) for pair in nx.bridges(graph)}
    weak = (code for code in nx.articulation_points(graph) if not is_region(code))
    legs = (
        pair
        for pair, at in zip(ways, chain.edges.tolist(), strict=True)
        if chain.routes.leg[at] != NO_LEG and frozenset(pair) in bridges
    )
    return Shadow(tuple(sorted(weak)), tuple(sorted(legs)))


_Built = tuple[FlowNetwork, int, int, dict[int, T]]


def _split(ways: Ways, between: set[str], protected: set[str]) -> _Built[str]:
    """Return the network in which a unit of flow is a route of its own.

    Each transit country is an arc of capacity 1 from its entry to its exit. Connections
    that arrive without one, by :func:`direct`, are left out: no cut stops them.
    """
    n = ways.end + 1
    network = FlowNetwork(2 * n)
    arcs: dict[int, str] = {}
    for node in range(ways.start):
        code = ways.code(node)
        free = code not in between or code in protected
        arc = network.add(node, n + node, inf if free else 1.0)
        if not free:
            arcs[arc] = code
    early = ways.zone(between)
    for tail, head in ways.pairs:
        if head != ways.start and not (tail in early and head == ways.end):
            network.add(n + tail, head, inf)
    return network, n + ways.start, ways.end, arcs


def _whole(chain: Chain, capacities: Sequence[float]) -> _Built[Pair]:
    """Return the network of all connections with these capacities."""
    ways = Ways.of(chain)
    network = FlowNetwork(ways.end + 1)
    arcs: dict[int, Pair] = {}
    for edge, ((tail, head), capacity) in enumerate(zip(ways.pairs, capacities, strict=True)):
        if head != ways.start:
            arc = network.add(tail, head, capacity)
            if capacity < inf:
                arcs[arc] = ends(chain, edge)
    return network, ways.start, ways.end, arcs


def _listed(
    network: FlowNetwork, source: int, sink: int, arcs: dict[int, T], limit: int
) -> Cuts[T]:
    size = max_flow(network, source, sink)
    if size == inf:
        return Cuts(None, (), complete=True)
    if size == 0:
        return Cuts(0, (), complete=True)
    found: Iterator[tuple[int, ...]] = smallest_cuts(network, source, sink)
    first = [tuple(sorted(arcs[arc] for arc in cut)) for cut in islice(found, limit + 1)]
    return Cuts(round(size), tuple(sorted(first[:limit])), complete=len(first) <= limit)
