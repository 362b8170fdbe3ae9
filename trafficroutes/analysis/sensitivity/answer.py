"""How a ranking of countries changes when legs have to stand on more evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from trafficroutes.analysis.centrality.ranks import rank_correlation
from trafficroutes.analysis.comparison.answer import ends_of, ranked_by
from trafficroutes.analysis.comparison.changes import ranked
from trafficroutes.analysis.comparison.draws import SideDraws, side_draws
from trafficroutes.analysis.comparison.sides import Side, SideQuery, side_of
from trafficroutes.analysis.sensitivity.notes import sensitivity_notes
from trafficroutes.analysis.sensitivity.results import (
    HEAD,
    Case,
    PlaceSensitivity,
    SensitivityAnswer,
    SensitivityResult,
)
from trafficroutes.dataset.opening import DataGiven, opened
from trafficroutes.errors import QueryError
from trafficroutes.graph.independence import Threshold
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.years import Period
from trafficroutes.question.intervals import DRAWS, NO_SPREAD, Drawing, check_draws
from trafficroutes.question.network import NetworkQuery, ask_network
from trafficroutes.question.no_route import no_route
from trafficroutes.question.query import Options, Retention, Weighting
from trafficroutes.question.solving import ask, dataset_info

#: Independent citations that a leg has to have, in turn.
LEVELS = (1, 2, 3, 5)


def sensitivity(
    source: DataGiven,
    origin: str | None = None,
    destination: str | None = None,
    *,
    levels: int | Iterable[int] = LEVELS,
    by: str | None = None,
    draws: int = DRAWS,
    seed: int = 0,
    commodity: str | None = None,
    years: Period | None = None,
    modes: str | Iterable[str] = (),
    weighting: Weighting = "auto",
    retention: Retention = "cited",
    drop_unquantified: bool = False,
) -> SensitivityResult:
    """Rank countries by legs that stand on more and more evidence, side by side.

    Parameters
    ----------
    source : Dataset or path
        From :func:`trafficroutes.load`, or the name of a data file.
    origin, destination : str, optional
        Both or neither: rank the hubs between them, or the countries of a network.
    levels : int or iterable of int
        How many independent citations a leg has to have, in turn; citations of one
        document, or that repeat one published estimate, count once. All legs come
        first in any case, and those that not press alone stands behind last.
    by : str, optional
        The measure (``docs/centrality.md``) that countries are ranked by; default
        ``strength``. With an origin and a destination it is the hub share.
    draws : int
        How often reports and figures are drawn in each case for evidence ranges; 0
        leaves them out.
    seed : int
        Same seed, same draws.
    commodity, years, modes, weighting, retention, drop_unquantified
        As for :func:`trafficroutes.hubs`, the same in every case.

    Returns
    -------
    SensitivityResult
        Values and ranks in each case, rank correlations with the ranking by all legs
        (Spearman's rho, Kendall's tau-b; dimensionless), and what is left.

    Raises
    ------
    NoRouteError
        Nothing leads from the origin to the destination by all legs.
    UnknownNameError, AmbiguousNameError, FormerStateError
        A name means nothing, or too much.
    QueryError
        One end is given without the other, no leg fits, or a level is below 1
        or the number of draws below 0.

    Examples
    --------
    >>> from trafficroutes import load, sensitivity
    >>> found = sensitivity(load(), "Afghanistan", "Russia", commodity="opiates")
    >>> [case.min_citations for case in found.answers[0].cases]
    [1, 2, 3, 5, 1]
    """
    check_draws(draws, seed)
    ends = ends_of(origin, destination)
    by = ranked_by(by, ends)
    asked = Options(
        commodity=commodity,
        years=years,
        modes=modes,
        weighting=weighting,
        retention=retention,
        drop_unquantified=drop_unquantified,
    )
    source = opened(source)
    query = ask_network(source, ends, asked)
    thresholds = _thresholds(levels)
    answers, dead_ends, refusals = [], [], []
    for label in _labels(source, query):
        try:
            whole = _whole(SideQuery(source, query), label, by)
        except QueryError as error:
            refusals.append(error)
            continue
        if whole.legs:
            sides = _sides(SideQuery(source, query), label, by, whole, thresholds)
            drawn = [side_draws(side, by, draws, seed=seed) for side in sides]
            answers.append(_answer(SideQuery(source, query), label, by, sides, drawn, thresholds))
        elif whole.routes is not None:
            dead_ends.append(whole.routes)
    if not answers:
        if dead_ends and ends is not None:
            raise no_route(ask(source, *ends, asked), dead_ends)
        raise [*refusals, QueryError("no leg fits: widen the period or the modes")][0]
    return SensitivityResult(query=query, dataset=dataset_info(source), answers=tuple(answers))


def _thresholds(levels: int | Iterable[int]) -> tuple[Threshold, ...]:
    """Return what a leg has to stand on in each case: all legs first, no press alone last."""
    levels = levels if isinstance(levels, Iterable) else (levels,)
    asked = [Threshold(level) for level in (1, *levels)]
    return (*dict.fromkeys(asked), Threshold(press_alone=False))


def _labels(data: Dataset, query: NetworkQuery) -> list[str]:
    if query.commodity is not None:
        return [data.resolve_commodity(query.commodity)[0]]
    return list(data.families)


def _whole(asked: SideQuery, label: str, by: str) -> Side:
    """Return the ranking by all legs; by evidence where ``auto``'s estimate has no way."""
    side = side_of(asked, label, asked.query.weighting, by)
    if side.routes is None or side.legs or asked.query.weighting != "auto":
        return side
    return side_of(asked, label, "evidence", by)


def _sides(
    asked: SideQuery, label: str, by: str, whole: Side, thresholds: Sequence[Threshold]
) -> list[Side]:
    """Return each case, all weighted as the first."""
    weighting = whole.network.weighting
    return [
        whole if at == 0 else _thinned(asked, label, weighting, by, threshold)
        for at, threshold in enumerate(thresholds)
    ]


def _answer(
    asked: SideQuery,
    label: str,
    by: str,
    sides: Sequence[Side],
    drawn: Sequence[SideDraws],
    thresholds: Sequence[Threshold],
) -> SensitivityAnswer:
    whole = sides[0]
    weighting = whole.network.weighting
    cases = [
        _case(whole, side, found.drawing, _outcome(asked, label, by, threshold, side), threshold)
        for side, found, threshold in zip(sides, drawn, thresholds, strict=True)
    ]
    return SensitivityAnswer(
        commodity=whole.network.label,
        weighting=weighting,
        by=by,
        cases=tuple(cases),
        places=_places(asked.data, sides, drawn),
        notes=sensitivity_notes(whole, cases, drawn, estimated=weighting == "estimate"),
    )


def _thinned(asked: SideQuery, label: str, weighting: str, by: str, threshold: Threshold) -> Side:
    """Return a case; the network by evidence, unranked, where nothing can be estimated."""
    asked = _under(asked, threshold)
    if weighting != "estimate":
        return side_of(asked, label, weighting, by)
    try:
        return side_of(asked, label, weighting, by)
    except QueryError:
        side = side_of(asked, label, "evidence", by)
    return replace(side, legs={}, places={})


def _under(asked: SideQuery, threshold: Threshold) -> SideQuery:
    query = replace(
        asked.query,
        min_citations=threshold.citations,
        without_press=not threshold.press_alone,
    )
    return SideQuery(asked.data, query)


def _outcome(asked: SideQuery, label: str, by: str, threshold: Threshold, side: Side) -> str:
    """Say why a case has no ranking, if it has none."""
    if side.places:
        return "ranked"
    if _legs(side) == 0:
        return "no_leg"
    if side.routes is None:
        return "no_estimate"
    cited = side_of(_under(asked, threshold), label, "evidence", by)
    return "no_estimate" if cited.legs else "no_route"


def _legs(side: Side) -> int:
    selection = side.network.selection
    return 0 if selection is None else len(selection.legs)


def _case(
    whole: Side, side: Side, drawing: Drawing | None, outcome: str, threshold: Threshold
) -> Case:
    rho, tau, kept = agreement(whole, side) if outcome == "ranked" else (None, None, None)
    return Case(
        min_citations=threshold.citations,
        without_press=not threshold.press_alone,
        outcome=outcome,
        legs=_legs(side),
        connections=len(side.legs),
        places=len(side.places),
        spearman=rho,
        kendall=tau,
        head_kept=kept,
        draws=drawing,
    )


def agreement(whole: Side, side: Side) -> tuple[float | None, float | None, int]:
    """Return how far two rankings agree: Spearman's rho, Kendall's tau-b, and the head kept.

    Correlations are over the countries of either, one that drops out counting as 0; the
    head is how many of the first ten of the one are among the first ten of the other.
    """
    before, after = ranked(whole.places), ranked(side.places)
    head = [code for code, rank in before.items() if rank <= HEAD]
    codes = sorted({*whole.places, *side.places})
    one, other = (
        np.array([values.get(code, 0.0) for code in codes], dtype=np.float64)
        for values in (whole.places, side.places)
    )
    rho, tau = rank_correlation(one, other)
    return rho, tau, sum(after.get(code, HEAD + 1) <= HEAD for code in head)


def _places(
    data: Dataset, sides: Sequence[Side], drawn: Sequence[SideDraws]
) -> tuple[PlaceSensitivity, ...]:
    ranks = [ranked(side.places) for side in sides]
    codes = {code for side in sides for code in side.places}
    name = data.places.name
    last = len(codes) + 1
    found = []
    for code in sorted(codes, key=lambda code: (ranks[0].get(code, last), name(code))):
        ranges = [
            one.places.get(code, NO_SPREAD) if code in side.places else NO_SPREAD
            for one, side in zip(drawn, sides, strict=True)
        ]
        found.append(
            PlaceSensitivity(
                place=code,
                name=name(code),
                values=tuple(side.places.get(code) for side in sides),
                ranks=tuple(listed.get(code) for listed in ranks),
                intervals=tuple(one.interval for one in ranges),
                rank_intervals=tuple(one.rank_interval for one in ranges),
            )
        )
    return tuple(found)
