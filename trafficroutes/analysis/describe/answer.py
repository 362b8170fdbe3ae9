"""A whole network in figures, and what is left of it as countries go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from trafficroutes.analysis.centrality.measures import MEASURES, Setting, measures_named, setting_of
from trafficroutes.analysis.centrality.network import (
    REGIONS,
    CountryNetwork,
    country_network,
)
from trafficroutes.analysis.describe.figures import (
    centralisation,
    components_of,
    paths_of,
    reciprocity_of,
)
from trafficroutes.analysis.describe.removal import Curves, curves_of, random_orders, ranked
from trafficroutes.analysis.describe.results import (
    DegreeCount,
    DescribeResult,
    Description,
    FirstPlace,
    RemovalStep,
)
from trafficroutes.dataset.opening import source_of
from trafficroutes.errors import QueryError
from trafficroutes.graph.arrays import Floats, Ints, percentiles
from trafficroutes.model.arguments import check_known, check_whole
from trafficroutes.model.digits import settled_all
from trafficroutes.model.years import Period
from trafficroutes.question.intervals import ENDS
from trafficroutes.question.network import ask_network, networks_asked
from trafficroutes.question.notes import network_notes
from trafficroutes.question.query import Options, Weighting
from trafficroutes.question.solving import dataset_info

if TYPE_CHECKING:
    from trafficroutes.dataset.opening import SourceGiven

#: By what countries go, unless asked otherwise; how many; and random orders.
REMOVED_BY = ("degree", "betweenness_hops")
STEPS, RANDOM, MOST_RANDOM = 10, 200, 10_000
_REMOVAL = (
    "Countries go in the order of the whole network, which is not ranked anew after each; traffic "
    "that is cut off does not look for other ways here (whatif and sweep do)"
)


def describe(
    source: SourceGiven,
    *,
    remove: str | Iterable[str] = REMOVED_BY,
    steps: int = STEPS,
    random: int = RANDOM,
    seed: int = 0,
    regions: str = "leave_out",
    commodity: str | None = None,
    years: Period | None = None,
    modes: str | Iterable[str] = (),
    weighting: Weighting = "auto",
    drop_unquantified: bool = False,
    min_citations: int = 1,
    without_press: bool = False,
) -> DescribeResult:
    """Return the figures of whole networks, and how robust they are.

    Parameters
    ----------
    source : Dataset, path or networkx.DiGraph
        As for :func:`trafficroutes.hubs`.
    remove : str or iterable of str
        Measures of centrality by which countries go, the largest first.
    steps : int
        How many go, at most.
    random : int
        Random orders that their curves are held against; 0 leaves them out.
    seed : int
        Same seed, same orders.
    regions : {"leave_out", "members"}
        Whether legs into a region are dropped or shared out among its countries.
    commodity, years, modes, weighting, drop_unquantified, min_citations, without_press
        As for :func:`trafficroutes.hubs`.

    Returns
    -------
    DescribeResult
        One description a family with a leg between countries.

    Raises
    ------
    QueryError
        No leg joins two countries, or a number is below 0.
    UnknownNameError
        There is no such measure or commodity.

    Examples
    --------
    >>> from trafficroutes import describe, load
    >>> found = describe(load(), commodity="opiates", remove="degree", random=0).answers[0]
    >>> 0 < found.density < found.reachability < 1, len(found.first) > 0
    (True, True)
    """
    check_known("treatment of regions", regions, REGIONS)
    for name, number, most in (("steps", steps, None), ("random orders", random, MOST_RANDOM)):
        check_whole(f"the number of {name}", number)
        if number < 0 or (most is not None and number > most):
            bounds = "0 or more" if most is None else f"0 to {most:,}"
            raise QueryError(f"the number of {name} is {bounds}, not {number}")
    check_whole("the seed", seed)
    if seed < 0:
        raise QueryError(f"the seed is 0 or more, not {seed}")
    removed_by = measures_named(remove) if remove else ()
    source = source_of(source)
    query = ask_network(
        source,
        None,
        Options(
            commodity=commodity,
            years=years,
            modes=modes,
            weighting=weighting,
            drop_unquantified=drop_unquantified,
            min_citations=min_citations,
            without_press=without_press,
        ),
    )
    answers = tuple(
        _described(countries, removed_by, steps, random_orders(countries.count, random, seed), seed)
        for network in networks_asked(source, query)
        if (countries := country_network(network, regions=regions)).count
    )
    if not answers:
        raise QueryError("no leg that fits joins two countries: widen the period or the modes")
    return DescribeResult(query=query, dataset=dataset_info(source), answers=answers)


def _described(
    countries: CountryNetwork, removed_by: tuple[str, ...], steps: int, orders: Ints, seed: int
) -> Description:
    tails, heads, count = countries.tails, countries.heads, countries.count
    setting = setting_of(countries)
    pairs = count * (count - 1)
    paths = paths_of(tails, heads, count)
    between = MEASURES["betweenness_hops"](setting)
    star = float((count - 1) ** 2)
    left_out = countries.into_regions + countries.out_of_regions
    return Description(
        commodity=countries.network.label,
        weighting=countries.network.weighting,
        nodes=count,
        edges=int(tails.size),
        density=tails.size / pairs if pairs else None,
        reachability=paths.pairs / pairs if pairs else None,
        reciprocity=reciprocity_of(tails, heads),
        mean_path=paths.mean,
        longest_path=paths.longest,
        centralisation_in=centralisation(setting.degree_in, star),
        centralisation_out=centralisation(setting.degree_out, star),
        # A star in both directions has 1 in the middle and 0 elsewhere; two places have no middle.
        centralisation_betweenness=centralisation(between, count - 1.0 if count > 2 else 0.0),  # noqa: PLR2004
        weak_components=components_of(tails, heads, count, "weak"),
        strong_components=components_of(tails, heads, count, "strong"),
        degrees=_degrees(setting),
        first=_first(setting, between),
        removal=tuple(_removal(setting, removed_by, min(steps, count), orders)),
        random=len(orders),
        seed=seed,
        notes=(
            *([f"Legs from or to a region, country not stated: {left_out}"] if left_out else []),
            *([_REMOVAL] if removed_by else []),
            *network_notes(countries.network),
        ),
    )


def _degrees(setting: Setting) -> tuple[DegreeCount, ...]:
    into, out = setting.degree_in.astype(np.int64), setting.degree_out.astype(np.int64)
    most = int((into + out).max()) + 1
    counts = np.array([np.bincount(found, minlength=most) for found in (into + out, into, out)])
    return tuple(
        DegreeCount(degree, *counts[:, degree].tolist())
        for degree in range(most)
        if counts[:, degree].any()
    )


def _first(setting: Setting, between: Floats) -> tuple[FirstPlace, ...]:
    countries = setting.countries
    into, out = setting.degree_in.astype(np.int64), setting.degree_out.astype(np.int64)
    return tuple(
        FirstPlace(
            place=countries.places[at],
            name=countries.network.gazetteer.name(countries.places[at]),
            degree=int(into[at] + out[at]),
            degree_in=int(into[at]),
            degree_out=int(out[at]),
            betweenness=float(between[at]),
        )
        for at in ranked((into + out).astype(np.float64)).tolist()
    )


def _removal(
    setting: Setting, measures: tuple[str, ...], steps: int, orders: Ints
) -> Iterator[RemovalStep]:
    """Yield what is left by each measure, step by step, beside random orders."""
    countries = setting.countries
    tails, heads = countries.tails, countries.heads
    chance = curves_of(tails, heads, orders, steps) if len(orders) and measures else None
    for measure in measures:
        order = ranked(settled_all(MEASURES[measure](setting)))
        curve = curves_of(tails, heads, order[np.newaxis], steps)
        for removed in range(steps + 1):
            code = countries.places[order[removed - 1]] if removed else None
            yield RemovalStep(
                measure=measure,
                removed=removed,
                place=code,
                name=None if code is None else countries.network.gazetteer.name(code),
                reachable=float(curve.reachable[0, removed]),
                largest=float(curve.largest[0, removed]),
                random_reachable=_mean(_of(chance, "reachable"), removed),
                reachable_band=_band(_of(chance, "reachable"), removed),
                random_largest=_mean(_of(chance, "largest"), removed),
                largest_band=_band(_of(chance, "largest"), removed),
            )


def _of(curves: Curves | None, key: str) -> Floats | None:
    found: Floats | None = None if curves is None else getattr(curves, key)
    return found


def _mean(values: Floats | None, removed: int) -> float | None:
    return None if values is None else float(values[:, removed].mean())


def _band(values: Floats | None, removed: int) -> tuple[float, float] | None:
    if values is None:
        return None
    low, high = percentiles(values[:, removed], ENDS).tolist()
    return low, high
