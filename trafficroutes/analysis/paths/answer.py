"""The most likely simple routes; shown for reading, never used to get a number."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

from trafficroutes.analysis.paths.draws import PathDraws, path_draws
from trafficroutes.analysis.paths.results import PathsAnswer, PathsResult, Route, Step
from trafficroutes.dataset.opening import source_of
from trafficroutes.errors import QueryError
from trafficroutes.model.arguments import check_whole
from trafficroutes.model.digits import by_size, settled
from trafficroutes.model.years import Period
from trafficroutes.question.detours import detour_note
from trafficroutes.question.intervals import (
    check_draws,
    outside,
)
from trafficroutes.question.legs import attested
from trafficroutes.question.notes import notes_of
from trafficroutes.question.query import Query, Retention, ShareOptions, Weighting
from trafficroutes.question.ranges import RangeShown, ranged, with_ranges
from trafficroutes.question.solving import Solved, ask, dataset_info, solve_question
from trafficroutes.question.tested import standing_of

if TYPE_CHECKING:
    import networkx as nx

    from trafficroutes.dataset.opening import SourceGiven
    from trafficroutes.question.intervals import RankedInterval
from trafficroutes.question.warnings import warnings_of

#: Ends of the search graph; no code looks like these.
_START, _END = "(start)", "(end)"


def paths(
    source: SourceGiven,
    origin: str,
    destination: str,
    *,
    count: int = 10,
    draws: int | None = None,
    seed: int = 0,
    commodity: str | None = None,
    years: Period | None = None,
    modes: str | Iterable[str] = (),
    weighting: Weighting = "auto",
    retention: Retention = "cited",
    drop_unquantified: bool = False,
    min_citations: int = 1,
    without_press: bool = False,
    range_shown: RangeShown | int = "50",
) -> PathsResult:
    """Return the most likely routes that pass no place twice.

    Parameters
    ----------
    source, origin, destination, draws, seed
        As for :func:`trafficroutes.hubs`.
    count : int
        How many routes, at least 1.
    commodity, years, modes, weighting, retention, drop_unquantified, min_citations, without_press
        As for :func:`trafficroutes.hubs`.
    range_shown : {"50", "90", "evidence"}
        As for :func:`trafficroutes.hubs`.

    Returns
    -------
    PathsResult
        Routes with their probabilities (dimensionless), legs and citations, and
        the share of all arrivals that they cover, with ranges.

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
    check_whole("count", count)
    if count < 1:
        raise QueryError(f"the number of routes has to be at least 1, not {count}")
    check_draws(draws, seed)
    source = source_of(source)
    options = ShareOptions(
        commodity=commodity,
        years=years,
        modes=modes,
        weighting=weighting,
        retention=retention,
        drop_unquantified=drop_unquantified,
        min_citations=min_citations,
        without_press=without_press,
        range_shown=range_shown,
    )
    query = ask(source, origin, destination, options)
    answers = []
    for solved in solve_question(source, query):
        by_ends = _by_ends(solved)
        found = sorted(
            (_likely(solved, places, by_ends) for places in islice(_ranked(solved), count)),
            key=lambda likely: (by_size(likely.probability), likely.places),
        )
        drawn = path_draws(solved, [likely.edges for likely in found], draws, seed=seed)
        answers.append(_answer(solved, query, found, drawn))
    return PathsResult(query=query, dataset=dataset_info(source), answers=tuple(answers))


def _answer(
    solved: Solved, query: Query, found: Sequence[_Likely], drawn: PathDraws
) -> PathsAnswer:
    weighting = solved.network.weighting
    routes = with_ranges(map(partial(_route, solved), found, drawn.routes), weighting)
    coverage = math.fsum(route.probability for route in routes)
    beyond = outside(
        [
            *((f"route {n}", r.probability, r.interval) for n, r in enumerate(routes, start=1)),
            ("all of these routes together", coverage, drawn.coverage),
        ]
    )
    answer = PathsAnswer(
        commodity=solved.network.label,
        weighting=weighting,
        paths=routes,
        coverage=coverage,
        coverage_interval=drawn.coverage,
        draws=drawn.drawing,
        **standing_of(solved.network)._asdict(),
        warnings=warnings_of(solved),
        notes=notes_of(solved, query, drawn=(*drawn.notes, beyond), weighty=(detour_note(solved),)),
    )
    return ranged(answer, weighting)


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
    arrival = float(chain.arrival)
    b = dict(zip(on_the_way, chain.b.tolist(), strict=True))
    graph: nx.DiGraph[str] = nx.DiGraph()
    for code, share in sorted(solved.start.shares.items()):
        graph.add_edge(_START, code, length=_length(share * b[code] / arrival))
    for edge, chance in zip(chain.edges.tolist(), chain.chance.tolist(), strict=True):
        tail, head = solved.ends(edge)
        length = _length(chance * b.get(head, 1.0) / b[tail])
        graph.add_edge(tail, head, length=length)
        if head not in b:
            graph.add_edge(head, _END, length=0.0)
    return graph


def _length(probability: float) -> float:
    # By the digits that count: which of two equal routes comes first is then no matter
    # of the machine.
    return settled(max(0.0, -math.log(probability)))


class _Likely(NamedTuple):
    """A route as it was found: its places, connections and probability."""

    places: tuple[str, ...]
    edges: tuple[int, ...]
    probability: float


def _likely(
    solved: Solved, places: list[str], by_ends: dict[tuple[str, str], tuple[int, float]]
) -> _Likely:
    probability = solved.start.shares[places[0]] / float(solved.chain.arrival)
    edges = []
    for ends in pairwise(places):
        edge, chance = by_ends[ends]
        probability *= chance
        edges.append(edge)
    return _Likely(tuple(places), tuple(edges), probability)


def _route(solved: Solved, likely: _Likely, spread: RankedInterval) -> Route:
    return Route(
        places=likely.places,
        names=tuple(solved.name(code) for code in likely.places),
        probability=likely.probability,
        interval=spread.interval,
        rank_interval=spread.rank_interval,
        steps=tuple(Step(*solved.ends(edge), *attested(solved, edge)) for edge in likely.edges),
    )


def _by_ends(solved: Solved) -> dict[tuple[str, str], tuple[int, float]]:
    """Return position and chance of each connection by its ends."""
    chain = solved.chain
    return {
        solved.ends(edge): (edge, chance)
        for edge, chance in zip(chain.edges.tolist(), chain.chance.tolist(), strict=True)
    }
