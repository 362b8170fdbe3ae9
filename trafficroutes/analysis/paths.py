"""The most likely simple routes; shown for reading, never used to get a number."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any, Unpack

from trafficroutes.analysis.evidence import Cited
from trafficroutes.analysis.legs import attested, by_share
from trafficroutes.analysis.notes import notes_of
from trafficroutes.analysis.plain import Plain, plain
from trafficroutes.analysis.query import Options, Query
from trafficroutes.analysis.question import DatasetInfo, Solved, ask, dataset_info, solve_question
from trafficroutes.errors import QueryError

if TYPE_CHECKING:
    import networkx as nx

    from trafficroutes.analysis.question import Source

#: Ends of the search graph; no code looks like these.
_START, _END = "(start)", "(end)"


@dataclass(frozen=True)
class Step:
    """One step of a route.

    Attributes
    ----------
    origin, to : str
        Codes of its ends.
    ids : tuple of str
        Legs behind it; empty where goods traced to a region go on to a member.
    citations : tuple of Cited
        Those of its legs.
    """

    origin: str
    to: str
    ids: tuple[str, ...]
    citations: tuple[Cited, ...]


@dataclass(frozen=True)
class Route(Plain):
    """A route that passes no place twice.

    Attributes
    ----------
    places, names : tuple of str
        Codes and names from the origin to the place of arrival.
    probability : float
        P(a journey goes exactly so | it arrives).
    steps : tuple of Step
        One less than places.
    """

    places: tuple[str, ...]
    names: tuple[str, ...]
    probability: float
    steps: tuple[Step, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, by the documented keys."""
        return {
            "places": list(self.places),
            "names": list(self.names),
            "probability": self.probability,
            "legs": [list(step.ids) for step in self.steps],
            "citations": [plain(step.citations) for step in self.steps],
        }


@dataclass(frozen=True)
class PathsAnswer(Plain):
    """The most likely routes of one commodity or family.

    Attributes
    ----------
    commodity, weighting : str
        What goes, and how flow is measured.
    paths : tuple of Route
        The most likely first.
    coverage : float
        Share of the arriving journeys that these routes are, all together.
    notes : tuple of str
        What was assumed, filled in and left out.
    """

    commodity: str
    weighting: str
    paths: tuple[Route, ...]
    coverage: float
    notes: tuple[str, ...]


@dataclass(frozen=True)
class PathsResult(Plain):
    """The answer of :func:`paths`: the question, the data, one answer a family."""

    query: Query
    dataset: DatasetInfo | None
    answers: tuple[PathsAnswer, ...]

    def __str__(self) -> str:
        lines = []
        for answer in self.answers:
            lines.append(f"{answer.commodity}: {answer.coverage:.1%} of the arrivals")
            lines += [f"  {r.probability:6.1%}  {' > '.join(r.names)}" for r in answer.paths]
        return "\n".join(lines)


def paths(
    source: Source, origin: str, destination: str, *, count: int = 10, **options: Unpack[Options]
) -> PathsResult:
    """Return the most likely routes that pass no place twice.

    Parameters
    ----------
    source, origin, destination, **options
        As for :func:`trafficroutes.hubs`.
    count : int
        How many routes, at least 1.

    Returns
    -------
    PathsResult
        Routes with their probabilities (dimensionless), legs and citations, and
        the share of all arrivals that they cover.

    Raises
    ------
    QueryError
        ``count`` is below 1; otherwise as for :func:`trafficroutes.hubs`.

    Notes
    -----
    Yen's algorithm (Yen 1971, Management Science 17) as networkx has it, on
    ``-log(p(i, j) b_j / b_i)``, so that lengths are never negative.

    Examples
    --------
    >>> from trafficroutes import load, paths
    >>> found = paths(load(), "Afghanistan", "Russia", commodity="opiates", count=3)
    >>> found.answers[0].paths[0].names[-1]
    'Russia'
    """
    if count < 1:
        raise QueryError(f"the number of routes has to be at least 1, not {count}")
    query = ask(source, origin, destination, options)
    answers = []
    for solved in solve_question(source, query):
        by_ends = _by_ends(solved)
        ranked = islice(_ranked(solved), count)
        found = sorted(
            (_route(solved, places, by_ends) for places in ranked),
            key=lambda route: (by_share(route.probability), route.places),
        )
        answers.append(
            PathsAnswer(
                commodity=solved.network.label,
                weighting=solved.network.weighting,
                paths=tuple(found),
                coverage=math.fsum(route.probability for route in found),
                notes=notes_of(solved, query),
            )
        )
    return PathsResult(query=query, dataset=dataset_info(source), answers=tuple(answers))


def _ranked(solved: Solved) -> Iterator[list[str]]:
    """Yield the simple routes, the most likely first."""
    import networkx as nx

    graph = _search_graph(solved)
    for found in nx.shortest_simple_paths(graph, _START, _END, weight="length"):
        yield found[1:-1]


def _search_graph(solved: Solved) -> nx.DiGraph[str]:
    """Return the conditional chain as a graph of lengths >= 0."""
    import networkx as nx

    chain = solved.chain
    on_the_way = (solved.routes.places[place] for place in chain.live.tolist())
    b = dict(zip(on_the_way, chain.b.tolist(), strict=True))
    graph: nx.DiGraph[str] = nx.DiGraph()
    for code, share in sorted(solved.start.shares.items()):
        graph.add_edge(_START, code, length=_length(share * b[code] / chain.arrival))
    for edge, chance in zip(chain.edges.tolist(), chain.chance.tolist(), strict=True):
        tail, head = solved.ends(edge)
        length = _length(chance * b.get(head, 1.0) / b[tail])
        graph.add_edge(tail, head, length=length)
        if head not in b:
            graph.add_edge(head, _END, length=0.0)
    return graph


def _length(probability: float) -> float:
    return max(0.0, -math.log(probability))


def _route(
    solved: Solved, places: list[str], by_ends: dict[tuple[str, str], tuple[int, float]]
) -> Route:
    probability = solved.start.shares[places[0]] / solved.chain.arrival
    steps = []
    for ends in pairwise(places):
        edge, chance = by_ends[ends]
        probability *= chance
        steps.append(Step(*ends, *attested(solved, edge)))
    return Route(
        places=tuple(places),
        names=tuple(solved.name(code) for code in places),
        probability=probability,
        steps=tuple(steps),
    )


def _by_ends(solved: Solved) -> dict[tuple[str, str], tuple[int, float]]:
    """Return position and chance of each connection by its ends."""
    chain = solved.chain
    return {
        solved.ends(edge): (edge, chance)
        for edge, chance in zip(chain.edges.tolist(), chain.chance.tolist(), strict=True)
    }
