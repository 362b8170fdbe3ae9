"""A question as it was asked, made ready to be answered.

Shared by every analysis that runs from an origin to a destination: it resolves
the names, picks the families, builds each network and solves its chain.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trafficroutes.dataset.gazetteer import load_gazetteer
from trafficroutes.dataset.opening import named_by
from trafficroutes.errors import QueryError
from trafficroutes.flowmodel.networks import reported_network, weighted_network
from trafficroutes.graph.building import network_from_graph
from trafficroutes.graph.network import Network, build_network
from trafficroutes.graph.routes import Routes, routes_between
from trafficroutes.markov.chain import Chain, solve
from trafficroutes.model.arguments import listed
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.places import Gazetteer
from trafficroutes.question.no_route import no_route
from trafficroutes.question.origins import Start, start_of
from trafficroutes.question.plain import Plain
from trafficroutes.question.query import Options, Query, terms_of

if TYPE_CHECKING:
    from typing import TypeAlias

    import networkx as nx

    Source: TypeAlias = Dataset | nx.DiGraph[str]


@dataclass(frozen=True)
class DatasetInfo(Plain):
    """What identifies the data of an answer.

    Attributes
    ----------
    path, sha256 : str
        The file and the hash of its bytes.
    legs, legs_with_quantity : int
        How many legs it has, and how many of them have a cited quantity.
    """

    path: str
    sha256: str
    legs: int
    legs_with_quantity: int


@dataclass(frozen=True)
class Solved:
    """One family's part of a question, solved.

    Attributes
    ----------
    network : Network
        The legs it was answered from.
    routes : Routes
        The connections from the origin to the destination.
    chain : Chain
        The solved chain.
    start : Start
        Where the goods start.
    """

    network: Network
    routes: Routes
    chain: Chain
    start: Start

    def name(self, code: str) -> str:
        """Return the name of a place."""
        return self.network.gazetteer.name(code)

    def ends(self, edge: int) -> tuple[str, str]:
        """Return the codes of the ends of a connection of ``routes``."""
        routes = self.routes
        return routes.places[routes.tails[edge]], routes.places[routes.heads[edge]]


def data_behind(source: Source) -> Dataset | None:
    """Return the data of a source; None for a graph that was made by hand."""
    return source if isinstance(source, Dataset) else named_by(source)


def dataset_info(source: Source) -> DatasetInfo | None:
    """Return what identifies the data behind a source; None for a hand-made graph."""
    data = data_behind(source)
    if data is None:
        return None
    return DatasetInfo(data.path, data.sha256, len(data.legs), data.legs_with_quantity)


def gazetteer_of(source: Source) -> Gazetteer:
    """Return what the place names of a source mean."""
    data = data_behind(source)
    if data is not None:
        return data.places
    by_hand: Gazetteer | None = None if isinstance(source, Dataset) else source.graph.get("places")
    return by_hand or load_gazetteer()


def ask(source: Source, origin: str, destination: str, options: Options) -> Query:
    """Resolve the names of a question.

    Raises
    ------
    UnknownNameError, AmbiguousNameError, FormerStateError
        A name means nothing, or too much.
    QueryError
        Origin and destination are one place, or an option has no such value.
    """
    places = gazetteer_of(source)
    start, end = places.resolve(origin), places.resolve(destination)
    if start == end:
        raise QueryError(f"origin and destination are both {places.name(start)}: name two places")
    return Query(
        origin=start,
        destination=end,
        origin_name=places.name(start),
        destination_name=places.name(end),
        **terms_of(options, None if isinstance(source, Dataset) else source),
    )


def networks(source: Source, query: Query) -> Iterator[Network]:
    """Yield the network of each family (or of the one commodity) asked for."""
    if isinstance(source, Dataset):
        yield from family_networks(source, query)
    else:
        yield network_from_graph(source, gazetteer_of(source), data_behind(source))


def solve_question(source: Source, query: Query) -> list[Solved]:
    """Return the solved chain of each family that has a route.

    Raises
    ------
    NoRouteError
        None has; the message says how far one gets.
    """
    solved = []
    dead_ends = []
    for network in networks(source, query):
        routes, start = _start(network, query)
        if start is None and query.weighting == "auto" and network.weighting == "estimate":
            routes, start = _start(by_evidence(network), query)
        if start is None:
            dead_ends.append(routes)
        else:
            solved.append(_solved(routes, start))
    if not solved:
        raise no_route(query, dead_ends)
    return solved


def _start(network: Network, query: Query) -> tuple[Routes, Start | None]:
    """Return the connections of a question, and where goods start on them."""
    routes = routes_between(
        network, query.origin, *query.destinations, retention=query.retention == "cited"
    )
    return routes, start_of(routes)


def _solved(routes: Routes, start: Start) -> Solved:
    return Solved(routes.network, routes, solve(routes, start.shares), start)


def ask_several(
    source: Source, origin: str, destinations: str | Sequence[str], options: Options
) -> Query:
    """Resolve the names of a question with one or several destinations.

    Parameters
    ----------
    source : Dataset or networkx.DiGraph
    origin : str
        A country or region by any of its names.
    destinations : str or sequence of str
        One name, several with commas between them, or a list.
    options
        As for :func:`ask`.

    Raises
    ------
    UnknownNameError, AmbiguousNameError, FormerStateError
        A name means nothing, or too much.
    QueryError
        Two of the places are one, or an option has no such value.
    """
    places = gazetteer_of(source)
    names = names_in(destinations, places)
    questions = [ask(source, origin, name, options) for name in names]
    if not questions:
        raise QueryError("name at least one destination")
    codes = [question.destination for question in questions]
    twice = sorted({places.name(code) for code in codes if codes.count(code) > 1})
    if twice:
        raise QueryError(f"{twice[0]} is named twice as a destination: name it once")
    return replace(
        questions[0],
        further=tuple(codes[1:]),
        destination_name=", ".join(question.destination_name for question in questions),
    )


def names_in(text: str | Sequence[str], places: Gazetteer) -> list[str]:
    """Return the names in a text; a comma may be part of a name."""
    if not isinstance(text, str):
        return list(listed("destination", text))
    if "," not in text:
        return [text]
    try:
        return [places.resolve(text)]
    except LookupError:
        return [name.strip() for name in text.split(",") if name.strip()]


def family_networks(data: Dataset, query: Query) -> Iterator[Network]:
    """Yield the network of each family (or of the one commodity) asked for.

    Families that nothing can be estimated for are passed over where every family is
    asked for, unless there is no other.
    """
    if query.commodity is None:
        wanted = list(data.families.items())
    else:
        wanted = [data.resolve_commodity(query.commodity)]
    refusals: list[QueryError] = []
    for label, commodities in wanted:
        try:
            network = weighted_network(
                data,
                label,
                commodities,
                years=query.years,
                modes=query.modes,
                weighting=query.weighting,
                drop_unquantified=query.drop_unquantified,
                threshold=query.threshold,
            )
        except QueryError as error:
            refusals.append(error)
        else:
            yield network
    if len(refusals) == len(wanted):
        raise refusals[0]


def of_all_cited(solved: Solved, query: Query) -> Solved:
    """Return the same part of the question over every cited leg, each counting alike.

    The flow estimate has nothing move over some legs that are cited. What was not
    estimated has all its legs already and is returned as it is.
    """
    network = solved.network
    if network.weighting != "estimate" or network.data is None or network.selection is None:
        return solved
    every = build_network(network.data, network.selection, weighting="equal")
    routes, start = _start(every, query)
    return solved if start is None else _solved(routes, start)


def by_evidence(network: Network) -> Network:
    """Return the network of the same selection without the estimate, with a remark on why."""
    if network.data is None or network.selection is None:
        return network
    selection = network.selection
    found = reported_network(
        network.data,
        selection.label,
        selection.commodities,
        years=selection.years,
        modes=selection.modes,
        threshold=selection.threshold,
    )
    by = "their evidence" if found.weighting == "evidence" else "the seizure records behind them"
    why = f"The flow estimate has nothing on this way, so legs count by {by} instead"
    return replace(found, remarks=(why, *found.remarks))
