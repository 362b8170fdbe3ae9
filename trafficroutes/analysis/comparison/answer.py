"""What changes between two periods, or between two data files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from trafficroutes.analysis.centrality.measures import MEASURES
from trafficroutes.analysis.comparison.changes import (
    PlaceChange,
    changes,
    correlation,
    jaccard,
    leg_changes,
)
from trafficroutes.analysis.comparison.draws import SideDraws, side_draws
from trafficroutes.analysis.comparison.notes import comparison_notes
from trafficroutes.analysis.comparison.results import (
    ComparisonAnswer,
    ComparisonResult,
    SideSummary,
)
from trafficroutes.analysis.comparison.sides import HUB_SHARE, Side, SideQuery, sides_of, turn_of
from trafficroutes.dataset.opening import DataGiven, opened
from trafficroutes.errors import QueryError
from trafficroutes.model.arguments import check_known
from trafficroutes.model.years import Period
from trafficroutes.question.intervals import DRAWS, check_draws
from trafficroutes.question.network import ask_network
from trafficroutes.question.no_route import no_route
from trafficroutes.question.query import Retention, ShareOptions, Weighting
from trafficroutes.question.ranges import RangeShown, with_ranges
from trafficroutes.question.solving import ask, dataset_info
from trafficroutes.question.tested import Standing, standing_of


def compare(
    source: DataGiven,
    origin: str | None = None,
    destination: str | None = None,
    *,
    years: Period | None = None,
    with_years: Period | None = None,
    since: Period | None = None,
    with_data: DataGiven | None = None,
    by: str | None = None,
    draws: int = DRAWS,
    seed: int = 0,
    commodity: str | None = None,
    modes: str | Iterable[str] = (),
    weighting: Weighting = "auto",
    retention: Retention = "cited",
    drop_unquantified: bool = False,
    min_citations: int = 1,
    without_press: bool = False,
    range_shown: RangeShown | int = "50",
) -> ComparisonResult:
    """Compare a network in two periods, or in two data files.

    Parameters
    ----------
    source : Dataset or path
        From :func:`trafficroutes.load`, or the name of a data file.
    origin, destination : str, optional
        Both or neither: compare the hubs and legs between them.
    years, with_years : str, int, range, pair or Years, optional
        The period on each side, as for :func:`trafficroutes.hubs`. With two files,
        ``with_years`` is ``years`` unless it is given.
    since : int or str, optional
        A year: the years before it against those from it on, in place of ``years`` and
        ``with_years``.
    with_data : Dataset or path, optional
        The file of the other side, if it is another one.
    by : str, optional
        The measure (``docs/centrality.md``) that countries are ranked by; default
        ``strength``. With an origin and a destination it is the hub share.
    draws : int
        How often reports and figures of each side are drawn for evidence ranges; 0
        leaves them out.
    seed : int
        Same seed, same draws.
    commodity, modes, weighting, retention, drop_unquantified, min_citations, without_press
        As for :func:`trafficroutes.hubs`, the same for both sides.
    range_shown : {"50", "90", "evidence"}
        As for :func:`trafficroutes.hubs`.

    Returns
    -------
    ComparisonResult
        Connections and countries that appear, disappear and change rank; Jaccard
        index and rank correlations (dimensionless).

    Raises
    ------
    QueryError
        Both sides are the same, neither has a leg, ``since`` stands beside another
        period or is no year, or the number of draws is below 0.
    NoRouteError
        Nothing leads from the origin to the destination on either side.
    UnknownNameError, AmbiguousNameError, FormerStateError
        A name means nothing, or too much.

    Examples
    --------
    >>> from trafficroutes import compare, load
    >>> found = compare(load(), years="2000-2009", with_years="2010-2019", commodity="heroin")
    >>> 0 < found.answers[0].jaccard < 1
    True
    """
    check_draws(draws, seed)
    ends = ends_of(origin, destination)
    if since is not None:
        if (years, with_years, with_data) != (None, None, None):
            raise QueryError(
                "--since names both sides, the years before and from then on: leave out other "
                "years and another file"
            )
        years, with_years = turn_of(since)
    if with_data is None and with_years is None:
        raise QueryError(
            "name the other side: another period (--with; with_years) or file (--with-data; "
            "with_data)"
        )
    by = ranked_by(by, ends)
    common = ShareOptions(
        commodity=commodity,
        modes=modes,
        weighting=weighting,
        retention=retention,
        drop_unquantified=drop_unquantified,
        min_citations=min_citations,
        without_press=without_press,
        range_shown=range_shown,
    )
    source = opened(source)
    other = source if with_data is None else opened(with_data)
    asked: ShareOptions = {**common, "years": years}
    first = SideQuery(source, ask_network(source, ends, asked))
    asked["years"] = years if with_years is None else with_years
    second = SideQuery(other, ask_network(other, ends, asked))
    if other is source and first.query.years == second.query.years:
        raise QueryError("both sides are the same period of the same file")
    answers, dead_ends = [], []
    for label in _labels(first, second):
        (before, after), remark = sides_of((first, second), label, by)
        if before.legs or after.legs:
            was, now = (side_draws(side, by, draws, seed=seed) for side in (before, after))
            answers.append(_answer((before, after), (was, now), by, remark, (first, second)))
        else:
            dead_ends += [side.routes for side in (before, after) if side.routes is not None]
    if not answers and ends is not None:
        raise no_route(ask(source, *ends, common), dead_ends)
    if not answers:
        raise QueryError("no leg fits on either side: widen the periods or the modes")
    return ComparisonResult(
        query=first.query,
        with_query=second.query,
        dataset=dataset_info(source),
        with_dataset=dataset_info(other),
        answers=tuple(answers),
    )


def ends_of(origin: str | None, destination: str | None) -> tuple[str, str] | None:
    """Return both ends of a question, or None; one without the other is an error."""
    if (origin is None) != (destination is None):
        raise QueryError("give an origin and a destination, or neither")
    return None if origin is None or destination is None else (origin, destination)


def ranked_by(by: str | None, ends: tuple[str, str] | None) -> str:
    """Return what countries are ranked by: a measure, or between two ends the hub share."""
    if ends is not None:
        if by is not None:
            raise QueryError("between an origin and a destination, places rank by hub share")
        return HUB_SHARE
    if by is not None:
        check_known("measure", by, MEASURES)
    return by or "strength"


def _labels(first: SideQuery, second: SideQuery) -> list[str]:
    """Return the families of either file, or the one commodity asked for."""
    wanted = first.query.commodity
    if wanted is not None:
        return [first.data.resolve_commodity(wanted)[0]]
    return sorted({*first.data.families, *second.data.families})


def _answer(
    sides: tuple[Side, Side],
    drawn: tuple[SideDraws, SideDraws],
    by: str,
    remark: str,
    asked: tuple[SideQuery, SideQuery],
) -> ComparisonAnswer:
    before, after = sides
    first, second = asked
    network = after.network
    shares = by == HUB_SHARE
    places = changes(before.places, after.places, (drawn[0].places, drawn[1].places))
    legs = leg_changes(before, after, drawn)
    if shares:
        told = with_ranges(places.values(), network.weighting)
        places = dict(zip(places, told, strict=True))
        of_legs = with_ranges((leg.change for leg in legs), network.weighting)
        legs = tuple(replace(leg, change=one) for leg, one in zip(legs, of_legs, strict=True))
    return ComparisonAnswer(
        commodity=before.network.label,
        weighting=network.weighting,
        by=by,
        before=_summary(before, drawn[0], first),
        after=_summary(after, drawn[1], second),
        jaccard=jaccard(before.legs.keys(), after.legs.keys()),
        jaccard_places=jaccard(before.places.keys(), after.places.keys()),
        places=tuple(
            PlaceChange(code, second.data.places.name(code), change)
            if code in second.data.places
            else PlaceChange(code, first.data.places.name(code), change)
            for code, change in places.items()
        ),
        legs=legs,
        correlation=correlation(before.places, after.places),
        correlation_legs=correlation(before.legs, after.legs),
        **(standing_of(network) if shares else Standing(None, None))._asdict(),
        notes=comparison_notes(
            before,
            after,
            remark=remark,
            years=(first.query.years, second.query.years),
            two_files=first.data is not second.data,
            apart=(
                sum(leg.other_documents for leg in legs),
                sum(leg.change.status != "stays" for leg in legs),
            ),
            drawn=drawn,
            shares=shares,
        ),
    )


def _summary(side: Side, drawn: SideDraws, asked: SideQuery) -> SideSummary:
    years = asked.query.years
    return SideSummary(
        years="all years" if years is None else str(years),
        data=asked.data.path,
        connections=len(side.legs),
        places=len(side.places),
        documents=len(side.documents),
        draws=drawn.drawing,
    )
