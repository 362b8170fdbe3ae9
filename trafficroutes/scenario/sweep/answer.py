"""Sweeps: every set of countries or legs of a size, and which of them intercept most."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from trafficroutes.dataset.opening import source_of
from trafficroutes.errors import QueryError, WrongTypeError
from trafficroutes.model.years import Period
from trafficroutes.question.network import NetworkQuery, ask_network
from trafficroutes.question.notes import notes_of
from trafficroutes.question.query import Query, Retention, ShareOptions, Weighting
from trafficroutes.question.ranges import RangeShown
from trafficroutes.question.solving import ask, dataset_info
from trafficroutes.question.tested import standing_of
from trafficroutes.scenario.sweep.best import results_of
from trafficroutes.scenario.sweep.chunks import Runner
from trafficroutes.scenario.sweep.combinations import Best
from trafficroutes.scenario.sweep.ends import commodity_of, two_ends
from trafficroutes.scenario.sweep.items import Items, Over
from trafficroutes.scenario.sweep.options import (
    Defaults,
    Progress,
    Setup,
    SweepOptions,
    setup_of,
)
from trafficroutes.scenario.sweep.pairs import together
from trafficroutes.scenario.sweep.plan import SweepPlan
from trafficroutes.scenario.sweep.results import SweepAnswer, SweepResult, SweptSet
from trafficroutes.scenario.sweep.run import run, runner_for

if TYPE_CHECKING:
    from trafficroutes.dataset.opening import SourceGiven
    from trafficroutes.question.solving import Source
from trafficroutes.question.warnings import warnings_of

#: Of one sweep, and of each of several.
ONE, EACH = Defaults(top=15, draws=None), Defaults(top=1, draws=0)
_PAIR = 2


def sweep(
    source: SourceGiven,
    origin: str,
    destination: str,
    *,
    size: int = 1,
    over: Over = "countries",
    within: str | None = None,
    protect: str | Iterable[str] = (),
    top: int | None = None,
    output: str | os.PathLike[str] | None = None,
    resume: bool = False,
    chunk: int | None = None,
    force: bool = False,
    workers: int | None = None,
    scheduler: str | None = None,
    progress: Progress | None = None,
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
) -> SweepResult:
    """Look at every set of countries or legs of a size for those that stop most.

    Parameters
    ----------
    source : Dataset, path or networkx.DiGraph
        As for :func:`trafficroutes.hubs`.
    origin, destination : str
        Countries or regions by any of their names.
    size : int
        Members of a set: exactly so many.
    over : {"countries", "legs", "both"}
        What sets are made of.
    within : str, optional
        Only countries in this region, and legs with both ends in it.
    protect : str or iterable of str
        Countries that no set may hold; their legs are left alone too.
    top : int, optional
        How many of the best are given; by default 15.
    output : path, optional
        A .csv or .parquet file for the rows of all sets.
    resume : bool
        Go on with a run that was ended before its time.
    chunk : int, optional
        Sets in a chunk, the part of a run that is done as a whole.
    force : bool
        Run even if it takes long.
    workers : int, optional
        Run on so many processes of this machine, by Dask.
    scheduler : str, optional
        Run on the workers of a Dask scheduler, such as ``tcp://10.0.0.1:8786``.
    progress : callable, optional
        Told how many sets are done, and of how many.
    draws, seed : int
        Draws behind the evidence ranges of the best sets, and which; 0 draws for none. By
        default 200, or 50 where routes have more than 100 places.
    commodity, years, modes, weighting, retention, drop_unquantified, min_citations, without_press
        As for :func:`trafficroutes.hubs`.
    range_shown : {"50", "90", "evidence"}
        As for :func:`trafficroutes.hubs`.

    Returns
    -------
    SweepResult
        The best sets by the share of the arriving goods that pass one of them; of
        pairs also those that do more together than apart and those that are
        redundant. For each family that has a route.

    Raises
    ------
    NoRouteError
        Nothing leads there; the message says how far one gets.
    SweepTooLargeError
        There are more sets than can be looked at in a minute; ``force`` runs them.
    UnknownNameError, AmbiguousNameError, FormerStateError, NotACountryError
        A name means nothing, or too much, or a region is to be protected.
    QueryError
        Origin and destination are one place, or options do not go together.
    MissingPackageError
        Dask or pyarrow is asked for and not installed.
    UnfinishedRunError, FileAccessError, ClusterError
        A file or a cluster cannot be used.

    Notes
    -----
    The engine is :mod:`trafficroutes.markov.removal`; docs/sweeps.md has the formulas.

    Examples
    --------
    >>> from trafficroutes import load, sweep
    >>> answer = sweep(load(), "Afghanistan", "Russia", size=2, top=3).answers[0]
    >>> [found.rank for found in answer.results]
    [1, 2, 3]
    """
    source = source_of(source)
    told = SweepOptions(
        over=over,
        within=within,
        protect=protect,
        top=top,
        output=output,
        resume=resume,
        chunk=chunk,
        force=force,
        workers=workers,
        scheduler=scheduler,
        progress=progress,
        draws=draws,
        seed=seed,
    )
    asked = ShareOptions(
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
    setup = setup_of(source, size, ONE, told)
    query = ask(source, origin, destination, asked)
    return _run(source, ask_network(source, (origin, destination), asked), [query], setup)


def sweep_many(
    source: SourceGiven,
    ends: Iterable[Sequence[str | None]],
    *,
    size: int = 1,
    over: Over = "countries",
    within: str | None = None,
    protect: str | Iterable[str] = (),
    top: int | None = None,
    output: str | os.PathLike[str] | None = None,
    resume: bool = False,
    chunk: int | None = None,
    force: bool = False,
    workers: int | None = None,
    scheduler: str | None = None,
    progress: Progress | None = None,
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
) -> SweepResult:
    """Sweep between many origins and destinations.

    Parameters
    ----------
    source : Dataset, path or networkx.DiGraph
        As for :func:`sweep`.
    ends : iterable of (origin, destination) or (origin, destination, commodity)
        By any of their names; :func:`trafficroutes.all_ends` gives all of them.
    top : int, optional
        How many of the best are given for each ends; by default 1.
    draws, seed : int
        As for :func:`sweep`; without a number none is drawn.
    size, over, within, protect, output, resume, chunk, force, workers, scheduler, progress
        As for :func:`sweep`.
    commodity, years, modes, weighting, retention, drop_unquantified, min_citations, without_press
        As for :func:`trafficroutes.hubs`.
    range_shown : {"50", "90", "evidence"}
        As for :func:`trafficroutes.hubs`.

    Returns
    -------
    SweepResult
        An answer for each family and ends with a route, in the order of the ends.

    Raises
    ------
    NoRouteError
        Between none of the ends there is a route.
    QueryError
        There are no ends.

    Examples
    --------
    >>> from trafficroutes import load, sweep_many
    >>> ends = [("Colombia", "Spain", "cocaine"), ("Afghanistan", "Russia", "opiates")]
    >>> [answer.destination for answer in sweep_many(load(), ends).answers]
    ['ESP', 'RUS']
    """
    source = source_of(source)
    told = SweepOptions(
        over=over,
        within=within,
        protect=protect,
        top=top,
        output=output,
        resume=resume,
        chunk=chunk,
        force=force,
        workers=workers,
        scheduler=scheduler,
        progress=progress,
        draws=draws,
        seed=seed,
    )
    asked = ShareOptions(
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
    setup = setup_of(source, size, EACH, told)
    if isinstance(ends, str) or not isinstance(ends, Iterable):
        raise WrongTypeError(f"ends is a list of (origin, destination), not {ends!r}")
    queries = [ask(source, *two_ends(one), _of(asked, one)) for one in ends]
    if not queries:
        raise QueryError("there are no ends to sweep between")
    return _run(source, ask_network(source, None, asked), queries, setup)


def _of(asked: ShareOptions, ends: Sequence[str | None]) -> ShareOptions:
    """Return options with the commodity that ends name, if they do."""
    return {**asked, **commodity_of(ends)}


def _run(
    source: Source, asked: NetworkQuery, queries: Sequence[Query], setup: Setup
) -> SweepResult:
    with runner_for(setup) as runner:
        plan = SweepPlan(source, queries, setup)
        found = run(plan, runner)
        answers = tuple(
            _answer(plan, at, best, runner)
            for at, best in zip(range(len(plan.sweeps)), found, strict=True)
        )
    return SweepResult(
        query=asked,
        dataset=dataset_info(source),
        size=setup.size,
        over=setup.narrowing.over,
        within=setup.narrowing.within,
        protected=setup.narrowing.protected,
        scenarios=plan.scenarios,
        answers=answers,
        no_route=tuple(plan.no_route),
    )


def _answer(plan: SweepPlan, at: int, best: Best, runner: Runner) -> SweepAnswer:
    items, setup = plan.items(at), plan.setup
    query = plan.queries[plan.sweeps[at].query]
    network = items.solved.network
    results, drawn = results_of(items, setup, best, runner)
    pairs = together(items, plan.swept(at).met, setup.top) if setup.size == _PAIR else None
    return SweepAnswer(
        commodity=network.label,
        weighting=network.weighting,
        origin=query.origin,
        destination=query.destination,
        countries=len(items.codes),
        legs=len(items.edges),
        scenarios=plan.sweeps[at].scenarios,
        results=results,
        draws=drawn.draws,
        worlds_without_route=drawn.without_route,
        **standing_of(network)._asdict(),
        warnings=warnings_of(items.solved),
        names={code: items.solved.name(code) for code in _codes(results)},
        more_together=None if pairs is None else pairs.more,
        redundant=None if pairs is None else pairs.redundant,
        notes=(
            *sweep_notes(items, setup),
            *filter(None, (drawn.note,)),
            *notes_of(items.solved, query),
        ),
    )


def _codes(results: Iterable[SweptSet]) -> list[str]:
    """Return the places and ends of legs of some sets, sorted."""
    found = {code for one in results for code in (*one.places, *chain.from_iterable(one.legs))}
    return sorted(found)


def sweep_notes(items: Items, setup: Setup) -> tuple[str, ...]:
    """Return what the sets were made of, and what their shares mean."""
    narrowing, name = setup.narrowing, items.solved.name
    kinds = {
        "countries": f"the {len(items.codes)} transit countries",
        "legs": f"the {len(items.edges)} legs",
        "both": f"the {len(items.codes)} transit countries and {len(items.edges)} legs",
    }
    notes = [f"Looked at: every set of exactly {setup.size} of {kinds[narrowing.over]} on routes"]
    if narrowing.within is not None:
        both = "" if narrowing.over == "countries" else ", legs by both ends"
        notes[0] += f" that lie in {name(narrowing.within)}{both}"
    if narrowing.protected:
        notes.append(f"Left alone with their legs: {', '.join(map(name, narrowing.protected))}")
    notes.append(
        "Intercepted shares are of goods as they move now (no adaptation). Under full adaptation "
        "goods follow the routes that are left, so that a set stops all if it cuts them off, and "
        "else nothing"
    )
    return tuple(notes)
