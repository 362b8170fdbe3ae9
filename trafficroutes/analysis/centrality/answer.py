"""How central countries and legs are in a network, by many measures side by side."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import TYPE_CHECKING

from trafficroutes.analysis.centrality.brokerage import role_index
from trafficroutes.analysis.centrality.draws import (
    CentralityOptions,
    centrality_draws,
    values_outside,
)
from trafficroutes.analysis.centrality.legs import legs_of_answer, values_of_legs
from trafficroutes.analysis.centrality.measures import (
    MEASURES,
    Setting,
    measures_named,
    setting_of,
)
from trafficroutes.analysis.centrality.network import (
    REGIONS,
    CountryNetwork,
    country_network,
)
from trafficroutes.analysis.centrality.notes import centrality_notes
from trafficroutes.analysis.centrality.ranks import (
    disagreement,
    middle_ranks,
    rank_correlation,
    ranks_of,
)
from trafficroutes.analysis.centrality.results import (
    Agreement,
    CentralityAnswer,
    CentralityIntervals,
    CentralityResult,
    PlaceCentrality,
)
from trafficroutes.dataset.opening import source_of
from trafficroutes.errors import QueryError
from trafficroutes.graph.arrays import Floats
from trafficroutes.graph.network import Network
from trafficroutes.model.arguments import check_known
from trafficroutes.model.years import Period
from trafficroutes.question.intervals import DRAWS, check_draws
from trafficroutes.question.network import ask_network, networks_asked
from trafficroutes.question.query import Options, Retention, Weighting
from trafficroutes.question.solving import Solved, ask, dataset_info, solve_question

if TYPE_CHECKING:
    from trafficroutes.dataset.opening import SourceGiven


def centrality(
    source: SourceGiven,
    origin: str | None = None,
    destination: str | None = None,
    *,
    measures: str | Iterable[str] = (),
    groups: str = "region",
    regions: str = "leave_out",
    draws: int = DRAWS,
    seed: int = 0,
    commodity: str | None = None,
    years: Period | None = None,
    modes: str | Iterable[str] = (),
    weighting: Weighting = "auto",
    retention: Retention = "cited",
    drop_unquantified: bool = False,
    min_citations: int = 1,
    without_press: bool = False,
) -> CentralityResult:
    """Rank the countries and legs of a network by measures side by side.

    Parameters
    ----------
    source : Dataset, path or networkx.DiGraph
        As for :func:`trafficroutes.hubs`.
    origin, destination : str, optional
        Both or neither: the ends of source-destination pairs, and of the journeys
        that give legs their share. Without them pairs go from producers to markets.
    measures : str or iterable of str
        Names of measures or bundles of them (``docs/centrality.md``); without any,
        strengths, betweenness, pairs, random walks and PageRank.
    groups : {"region", "subregion", "role"}
        What countries are grouped by for brokerage: UN M49, or implied role.
    regions : {"leave_out", "members"}
        Whether legs into a region are dropped or shared out among its countries.
    draws : int
        How often reports and figures are drawn for the evidence ranges; 0 leaves them
        out.
    seed : int
        Same seed, same draws.
    commodity, years, modes, weighting, retention, drop_unquantified, min_citations, without_press
        As for :func:`trafficroutes.hubs`.

    Returns
    -------
    CentralityResult
        Values and ranks of countries, edge measures, and how far measures agree,
        for each family with a leg between countries.

    Raises
    ------
    NoRouteError
        Nothing leads from the origin to the destination.
    UnknownNameError, AmbiguousNameError, FormerStateError
        A name means nothing, or too much.
    QueryError
        One end is given without the other, no leg joins two countries, or the number
        of draws is below 0.

    Examples
    --------
    >>> from trafficroutes import centrality, load
    >>> answer = centrality(load(), commodity="opiates", measures=["degree_out"]).answers[0]
    >>> answer.places[0].ranks
    {'degree_out': 1}
    """
    if (origin is None) != (destination is None):
        raise QueryError("give an origin and a destination, or neither")
    ends = None if origin is None or destination is None else (origin, destination)
    check_known("treatment of regions", regions, REGIONS)
    check_draws(draws, seed)
    chosen = measures_named(measures)
    source = source_of(source)
    options = Options(
        commodity=commodity,
        years=years,
        modes=modes,
        weighting=weighting,
        retention=retention,
        drop_unquantified=drop_unquantified,
        min_citations=min_citations,
        without_press=without_press,
    )
    query = ask_network(source, ends, options)
    found: list[tuple[Network, Solved | None]]
    if ends is None:
        found = [(network, None) for network in networks_asked(source, query)]
    else:
        solved = solve_question(source, ask(source, *ends, options))
        found = [(item.network, item) for item in solved]
    answers = tuple(
        _answer(
            countries,
            item,
            CentralityOptions(
                chosen, groups, regions, None if item is None else _ends(item), draws, seed
            ),
        )
        for network, item in found
        if (countries := country_network(network, regions=regions)).count
    )
    if not answers:
        raise QueryError("no leg that fits joins two countries: widen the period or the modes")
    return CentralityResult(query=query, dataset=dataset_info(source), answers=answers)


def _answer(
    countries: CountryNetwork, solved: Solved | None, asked: CentralityOptions
) -> CentralityAnswer:
    measures = asked.measures
    setting = setting_of(countries, ends=asked.ends, groups=asked.groups)
    values = {measure: MEASURES[measure](setting) for measure in measures}
    of_legs = values_of_legs(setting, solved)
    drawn = centrality_draws(setting, asked, solved)
    return CentralityAnswer(
        commodity=countries.network.label,
        weighting=countries.network.weighting,
        measures=measures,
        places=_places(setting, values, drawn.places),
        legs=legs_of_answer(setting, solved, of_legs, drawn.legs),
        agreement=tuple(
            Agreement((one, other), rank_correlation(values[one], values[other])[0])
            for one, other in combinations(measures, 2)
        ),
        sources=tuple(countries.places[at] for at in setting.sources.tolist()),
        destinations=tuple(countries.places[at] for at in setting.targets.tolist()),
        draws=drawn.drawing,
        notes=centrality_notes(
            setting,
            measures,
            asked.regions,
            with_ends=solved is not None,
            drawn=(
                *drawn.notes,
                values_outside(values, drawn.places, "countries"),
                values_outside(of_legs, drawn.legs, "legs"),
            ),
        ),
    )


def _ends(solved: Solved) -> tuple[frozenset[str], frozenset[str]]:
    """Return the codes of the places of the origin, and of the destination."""
    routes = solved.routes
    return (
        frozenset(routes.places[at] for at in routes.origins),
        frozenset(routes.places[at] for at in routes.targets),
    )


def _places(
    setting: Setting, values: dict[str, Floats], drawn: CentralityIntervals
) -> tuple[PlaceCentrality, ...]:
    countries = setting.countries
    ranks = {measure: ranks_of(found) for measure, found in values.items()}
    middle = {measure: middle_ranks(listed) for measure, listed in ranks.items()}
    found = []
    for at, code in enumerate(countries.places):
        found.append(
            PlaceCentrality(
                place=code,
                name=countries.network.gazetteer.name(code),
                values={measure: float(numbers[at]) for measure, numbers in values.items()},
                ranks={measure: int(listed[at]) for measure, listed in ranks.items()},
                intervals={m: found[at] for m, found in drawn.values.items()} or None,
                rank_intervals={m: found[at] for m, found in drawn.ranks.items()} or None,
                role_index=role_index(
                    float(setting.strength_out[at]), float(setting.strength_in[at])
                ),
                role=setting.roles[at],
                disagree=disagreement(
                    {measure: float(listed[at]) for measure, listed in middle.items()},
                    countries.count,
                ),
            )
        )
    first = next(iter(values))
    return tuple(sorted(found, key=lambda item: (item.ranks[first], item.name)))
