"""Which bodies of cooperation cover what moves, and what more members would add."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from trafficroutes.analysis.cooperation.assembling import AskedOfBodies
from trafficroutes.analysis.cooperation.coverage import Arrivals, OnCorridor
from trafficroutes.analysis.cooperation.draws import corridor_draws, journey_draws
from trafficroutes.analysis.cooperation.results import CooperationResult
from trafficroutes.dataset.opening import source_of
from trafficroutes.errors import NoRouteError, QueryError, UnknownNameError, WrongTypeError
from trafficroutes.model.arguments import listed
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.names import fold, suggest
from trafficroutes.model.years import Period
from trafficroutes.question.intervals import DRAWS, check_draws
from trafficroutes.question.notes import corridor_notes, notes_of
from trafficroutes.question.query import Retention, ShareOptions, Weighting
from trafficroutes.question.ranges import RangeShown
from trafficroutes.question.solving import (
    ask,
    data_behind,
    dataset_info,
    networks,
    of_all_cited,
    solve_question,
)
from trafficroutes.question.warnings import warnings_of

if TYPE_CHECKING:
    from trafficroutes.dataset.opening import SourceGiven
    from trafficroutes.question.solving import Source


def cooperation(
    source: SourceGiven,
    origin: str,
    destination: str,
    *,
    members: str | Iterable[str] = (),
    forums: bool = False,
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
    range_shown: RangeShown | int = "50",
) -> CooperationResult:
    """Answer which bodies of cooperation cover what moves from A to B.

    Parameters
    ----------
    source : Dataset, path or networkx.DiGraph
        As for :func:`trafficroutes.hubs`.
    origin, destination : str
        Countries or regions by any of their names.
    members : str or iterable of str
        Countries of a body that is proposed.
    forums : bool
        Show policy forums too, apart from the operational bodies.
    draws : int
        How often reports and figures are drawn for the evidence ranges; 0 leaves them
        out.
    seed : int
        Same seed, same draws.
    commodity, years, modes, weighting, retention, drop_unquantified, min_citations, without_press
        As for :func:`trafficroutes.hubs`.
    range_shown : {"50", "90", "evidence"}
        As for :func:`trafficroutes.hubs`.

    Returns
    -------
    CooperationResult
        Coverage by country, leg and body (shares, dimensionless), for each
        family that has a route.

    Raises
    ------
    NoRouteError
        Nothing leads there.
    UnknownNameError, AmbiguousNameError, FormerStateError, NotACountryError
        A name means nothing, or too much, or a region is proposed as a member.
    QueryError
        Origin and destination are one place, the graph comes from no data, or the
        number of draws is below 0.

    Examples
    --------
    >>> from trafficroutes import cooperation, load
    >>> answer = cooperation(load(), "Afghanistan", "Russia", commodity="opiates").answers[0]
    >>> "caricc" in [body.id for body in answer.bodies]
    True
    """
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
    data = _data_of(source)
    query = ask(source, origin, destination, options)
    asked = AskedOfBodies(data, query.years, _countries(data, members), forums=forums)
    answers = []
    for solved in solve_question(source, query):
        drawn = journey_draws(solved, draws, seed=seed)
        notes = partial(notes_of, solved, query)
        whole = Arrivals(solved, of_all_cited(solved, query))
        answer = asked.answer(solved.network, whole, drawn, notes)
        answers.append(replace(answer, warnings=warnings_of(solved)))
    return CooperationResult(query, None, None, dataset_info(source), tuple(answers))


def corridor_cooperation(
    source: SourceGiven,
    corridor: str,
    *,
    members: str | Iterable[str] = (),
    forums: bool = False,
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
    range_shown: RangeShown | int = "50",
) -> CooperationResult:
    """Answer which bodies of cooperation cover the legs of a corridor.

    Parameters and results are those of :func:`cooperation`, with shares of the flow
    on the corridor's legs in place of journeys.

    Raises
    ------
    UnknownNameError
        There is no such corridor.
    NoRouteError
        None of its legs fits the period, the modes and the commodity.
    """
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
    data = _data_of(source)
    key = _corridor(data, corridor)
    name = data.records.corridors[key].name
    some = next((leg for leg in data.legs if key in leg.corridors), None)
    if some is None:
        raise NoRouteError(f"no leg belongs to the corridor {name}")
    # The ends of one of its legs stand in for ends that a corridor does not have.
    query = replace(
        ask(source, some.origin, some.to, options),
        origin="",
        destination="",
        origin_name="",
        destination_name="",
    )
    asked = AskedOfBodies(data, query.years, _countries(data, members), forums=forums)
    answers = []
    for network in networks(source, query):
        whole = OnCorridor.of(network, key)
        if whole is not None:
            ends = tuple((leg.origin, leg.to) for leg in whole.legs)
            drawn = corridor_draws(network, ends, draws, seed=seed)
            notes = partial(corridor_notes, network, query, name)
            answers.append(asked.answer(network, whole, drawn, notes))
    if not answers:
        raise NoRouteError(f"no leg of the corridor {name} fits the question")
    return CooperationResult(query, key, name, dataset_info(source), tuple(answers))


def _data_of(source: Source) -> Dataset:
    data = data_behind(source)
    if data is None:
        raise QueryError("a graph made by hand names no bodies of cooperation: ask a data file")
    return data


def _countries(data: Dataset, names: str | Iterable[str]) -> tuple[str, ...]:
    return tuple(
        sorted({str(data.places.resolve_country(name)) for name in listed("members", names)})
    )


def _corridor(data: Dataset, name: str) -> str:
    if not isinstance(name, str):
        raise WrongTypeError(f"a corridor is named by a text, not by {name!r}")
    wanted = fold(name)
    for key, corridor in sorted(data.records.corridors.items()):
        if wanted in (fold(key), fold(corridor.name)):
            return key
    known = tuple(sorted(data.records.corridors))
    raise UnknownNameError("corridor", name, suggest(name, known) or known)
