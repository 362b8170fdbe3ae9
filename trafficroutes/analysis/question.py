"""A question as it was asked, made ready to be answered.

Shared by every analysis that runs from an origin to a destination: it resolves
the names, picks the families, builds each network and solves its chain.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trafficroutes.analysis.chain import Chain, solve
from trafficroutes.analysis.no_route import no_route
from trafficroutes.analysis.origins import Start, start_of
from trafficroutes.analysis.plain import Plain
from trafficroutes.analysis.query import MODES, RETENTIONS, Options, Query, selecting, threshold_of
from trafficroutes.analysis.routes import Routes, routes_between
from trafficroutes.analysis.weighted import by_evidence, family_networks
from trafficroutes.dataset.gazetteer import load_gazetteer
from trafficroutes.errors import QueryError, UnknownNameError
from trafficroutes.graph.building import network_from_graph
from trafficroutes.graph.network import Network
from trafficroutes.graph.weighting import WEIGHTINGS
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.names import suggest
from trafficroutes.model.places import Gazetteer
from trafficroutes.model.years import parse_years

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
    chain : Chain
        The solved chain.
    start : Start
        Where the goods start.
    """

    network: Network
    chain: Chain
    start: Start

    @property
    def routes(self) -> Routes:
        """The connections from the origin to the destination."""
        return self.chain.routes

    def name(self, code: str) -> str:
        """Return the name of a place."""
        return self.network.gazetteer.name(code)

    def ends(self, edge: int) -> tuple[str, str]:
        """Return the codes of the ends of a connection of ``routes``."""
        routes = self.routes
        return routes.places[routes.tails[edge]], routes.places[routes.heads[edge]]


def data_behind(source: Source) -> Dataset | None:
    """Return the data of a source; None for a graph that was made by hand."""
    return source if isinstance(source, Dataset) else source.graph.get("data")


def dataset_info(source: Source) -> DatasetInfo | None:
    """Return what identifies the data behind a source; None for a hand-made graph."""
    data = data_behind(source)
    if data is None:
        return None
    return DatasetInfo(data.path, data.sha256, len(data.legs), data.legs_with_quantity)


def gazetteer_of(source: Source) -> Gazetteer:
    """Return what the place names of a source mean."""
    if isinstance(source, Dataset):
        return source.places
    return source.graph.get("places") or load_gazetteer()


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
    years = options.get("years")
    modes = tuple(options.get("modes") or ())
    weighting = options.get("weighting", "auto")
    retention = options.get("retention", "cited")
    for kind, value, known in (
        ("weighting", weighting, WEIGHTINGS),
        ("retention", retention, RETENTIONS),
        *(("mode", mode, MODES) for mode in modes),
    ):
        if value not in known:
            raise UnknownNameError(kind, value, suggest(value, known) or known)
    if not isinstance(source, Dataset):
        _refuse_selection(options)
        weighting = source.graph.get("weighting", "flow")
    threshold = threshold_of(options)
    return Query(
        origin=start,
        destination=end,
        origin_name=places.name(start),
        destination_name=places.name(end),
        commodity=options.get("commodity"),
        years=None if years is None else parse_years(years),
        modes=tuple(sorted(set(modes))),
        weighting=weighting,
        retention=retention,
        drop_unquantified=bool(options.get("drop_unquantified", False)),
        min_citations=threshold.citations,
        without_press=not threshold.press_alone,
    )


def _refuse_selection(options: Options) -> None:
    given = selecting(options)
    if given:
        raise QueryError(
            f"a graph is selected and weighted already: give {', '.join(given)} to build_graph"
        )


def networks(source: Source, query: Query) -> Iterator[Network]:
    """Yield the network of each family (or of the one commodity) asked for."""
    if isinstance(source, Dataset):
        yield from family_networks(source, query)
    else:
        yield network_from_graph(source, gazetteer_of(source))


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
            solved.append(Solved(routes.network, solve(routes, start.shares), start))
    if not solved:
        raise no_route(query, dead_ends)
    return solved


def _start(network: Network, query: Query) -> tuple[Routes, Start | None]:
    """Return the connections of a question, and where goods start on them."""
    routes = routes_between(
        network, query.origin, *query.destinations, retention=query.retention == "cited"
    )
    return routes, start_of(routes)
