"""The two sides of a comparison: one family's network in one period of one file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from trafficroutes.analysis.centrality.measures import MEASURES, setting_of
from trafficroutes.analysis.centrality.network import country_network
from trafficroutes.errors import QueryError
from trafficroutes.graph.network import Network
from trafficroutes.graph.routes import Routes, routes_between
from trafficroutes.graph.selection import SelectedLeg, in_period
from trafficroutes.markov.chain import solve
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.refs import is_region
from trafficroutes.model.years import FIRST, Period, Years, parse_years
from trafficroutes.question.legs import used_legs
from trafficroutes.question.network import NetworkQuery, network_by
from trafficroutes.question.origins import start_of
from trafficroutes.question.solving import Solved

#: What places are ranked by where an origin and a destination are given.
HUB_SHARE = "hub_share"


def turn_of(since: Period) -> tuple[Years, Years]:
    """Return the years before one and those from it on.

    Raises
    ------
    QueryError
        It is a period with an end, or there are no years before it.

    Examples
    --------
    >>> before, after = turn_of("2015-")
    >>> str(before), str(after)
    ('until 2014', 'since 2015')
    """
    span = parse_years(since)
    if span.first is None or span.last not in (None, span.first):
        raise QueryError(
            f"{since!r} is no year to begin with: give one, as in --since 2015, or two periods, as "
            "in --years 2005-2014 --with 2015-2024"
        )
    if span.first == FIRST:
        raise QueryError(f"there are no years before {FIRST}: give a later one")
    return Years(None, span.first - 1), Years(span.first, None)


class SideQuery(NamedTuple):
    """A data file and the question put to it."""

    data: Dataset
    query: NetworkQuery


@dataclass(frozen=True, eq=False)
class Side:
    """What one side of a comparison holds.

    Attributes
    ----------
    network : Network
        The legs it stands on.
    routes : Routes or None
        Those from the origin to the destination, where both are given.
    legs : dict of (from, to) to float
        Strength of each cited connection; with an origin and a destination, its
        share of the journeys that arrive.
    places : dict of code to float
        What countries are ranked by.
    solved : Solved or None
        The answer between the two ends, where a route leads there.
    """

    network: Network
    routes: Routes | None
    legs: dict[tuple[str, str], float]
    places: dict[str, float]
    solved: Solved | None = None

    @property
    def documents(self) -> frozenset[str]:
        """Ids of the documents that say something of a selected leg in the years of the side."""
        return frozenset(name for pair in self._behind for name in self.documents_of(pair))

    def documents_of(self, pair: tuple[str, str]) -> frozenset[str]:
        """Return the ids of the documents that speak of a connection in the years of the side."""
        return frozenset(
            c.source
            for item in self._behind.get(pair, ())
            for c in in_period(item.citations, self._years)
        )

    def ids_of(self, pair: tuple[str, str]) -> tuple[str, ...]:
        """Return the ids of the legs behind a connection."""
        return tuple(item.leg.id for item in self._behind.get(pair, ()))

    @property
    def _years(self) -> Years | None:
        selection = self.network.selection
        return None if selection is None else selection.years

    @cached_property
    def _behind(self) -> dict[tuple[str, str], list[SelectedLeg]]:
        selection = self.network.selection
        found: dict[tuple[str, str], list[SelectedLeg]] = {}
        for item in () if selection is None else selection.legs:
            found.setdefault((item.leg.origin, item.leg.to), []).append(item)
        return found


def sides_of(
    asked: tuple[SideQuery, SideQuery], label: str, by: str
) -> tuple[tuple[Side, Side], str]:
    """Return both sides of one commodity or family, and a remark on their weighting.

    Where ``auto`` would weigh the sides differently, or the flow estimate has
    nothing between the origin and the destination on one of them, both count by
    evidence: only the same weighting compares.
    """
    weighting = asked[0].query.weighting
    before, after = (side_of(one, label, weighting, by) for one in asked)
    if weighting != "auto":
        return (before, after), ""
    differ = before.network.weighting != after.network.weighting
    estimated = "estimate" in {before.network.weighting, after.network.weighting}
    lost = before.routes is not None and None in (before.solved, after.solved)
    if not differ and not (estimated and lost):
        return (before, after), ""
    before, after = (side_of(one, label, "evidence", by) for one in asked)
    return (before, after), (
        "The flow estimate does not reach both sides, so legs count by their evidence on both"
    )


def side_of(asked: SideQuery, label: str, weighting: str, by: str) -> Side:
    """Return one commodity's or family's part of a question.

    Without legs and places where no route leads from the origin to the destination.
    """
    network = network_by(asked.data, asked.query, label, commodities_of(asked, label), weighting)
    origin, destination = asked.query.origin, asked.query.destination
    if origin is None or destination is None:
        return Side(network, None, _cited(network), _ranked(network, by))
    routes = routes_between(
        network, origin, destination, retention=asked.query.retention == "cited"
    )
    start = start_of(routes)
    if start is None:
        return Side(network, routes, {}, {})
    solved = Solved(network, routes, solve(routes, start.shares), start)
    reported = _reported(network)
    legs = {
        (used.origin, used.to): used.share
        for used in used_legs(solved)
        if (used.origin, used.to) in reported
    }
    return Side(network, routes, legs, _hubs(solved), solved)


def commodities_of(asked: SideQuery, label: str) -> tuple[str, ...]:
    """Return the ids that a label stands for in a file; none where it has no such family."""
    if asked.query.commodity is not None:
        return asked.data.resolve_commodity(asked.query.commodity)[1]
    return tuple(asked.data.families.get(label, ()))


def _reported(network: Network) -> frozenset[tuple[str, str]]:
    """Return the ends of the legs of which something is reported in the years of a side.

    Reports of other years give a connection a share there, but make it no change.
    """
    selection = network.selection
    if selection is None:
        return frozenset()
    return frozenset(
        (item.leg.origin, item.leg.to)
        for item in selection.legs
        if in_period(item.citations, selection.years)
    )


def _cited(network: Network) -> dict[tuple[str, str], float]:
    """Return the flow of each connection of which something is reported.

    A leg that carries nothing in the flow estimate is cited all the same: it has 0.
    """
    reported = _reported(network)
    pairs = [
        (network.places[tail], network.places[head])
        for tail, head in zip(network.tails.tolist(), network.heads.tolist(), strict=True)
    ]
    found = dict.fromkeys(sorted(reported.intersection(_selected(network))), 0.0)
    found.update(
        (pair, flow)
        for pair, flow in zip(pairs, network.flow.tolist(), strict=True)
        if pair in reported
    )
    return found


def _selected(network: Network) -> list[tuple[str, str]]:
    """Return the ends of all legs of the selection, where the network holds only some."""
    if network.selection is None or network.weighting != "estimate":
        return []
    return [(item.leg.origin, item.leg.to) for item in network.selection.legs]


def _ranked(network: Network, by: str) -> dict[str, float]:
    """Return the measure of each country that a leg between countries touches."""
    found = {
        code: 0.0
        for pair in _selected(network)
        if not any(is_region(end) for end in pair)
        for code in pair
    }
    countries = country_network(network)
    if countries.count:
        values = MEASURES[by](setting_of(countries))
        found.update(zip(countries.places, values.tolist(), strict=True))
    return found


def _hubs(solved: Solved) -> dict[str, float]:
    shares = solved.chain.pass_shares().tolist()
    return {code: shares[at] for code, at in solved.routes.transit(solved.chain.live).items()}
