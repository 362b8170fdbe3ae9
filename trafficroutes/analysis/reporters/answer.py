"""Who reports the seizures behind a network, how much, and what hangs on each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from trafficroutes.analysis.comparison.answer import ends_of, ranked_by
from trafficroutes.analysis.comparison.changes import ranked
from trafficroutes.analysis.comparison.sides import Side, SideQuery, side_of
from trafficroutes.analysis.reporters.counting import Counted, people_of, without_reporter
from trafficroutes.analysis.reporters.results import (
    Reporter,
    ReportersAnswer,
    ReportersResult,
    ReportingYear,
)
from trafficroutes.analysis.sensitivity.answer import agreement
from trafficroutes.analysis.sensitivity.results import HEAD
from trafficroutes.dataset.opening import DataGiven, opened
from trafficroutes.errors import QueryError
from trafficroutes.graph.counting import WARNING, stand_on_events
from trafficroutes.graph.selection import SelectedLeg, select
from trafficroutes.model.arguments import check_whole
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.years import Period
from trafficroutes.question.evidence import Seized, seizures_by_place
from trafficroutes.question.network import NetworkQuery, ask_network
from trafficroutes.question.query import Options, Retention, Weighting
from trafficroutes.question.solving import dataset_info

#: Reporters that are left out one after the other, unless asked otherwise.
LEFT_OUT = 10
_TONNE, _MILLION = 1000.0, 1e6


@dataclass(frozen=True, eq=False)
class _ReportersAsked:
    """A question, with what reporters are held against."""

    side: SideQuery
    by: str
    left_out: int
    beside: Dataset
    people: Mapping[str, float]


def reporters(
    source: DataGiven,
    origin: str | None = None,
    destination: str | None = None,
    *,
    by: str | None = None,
    leave_out: int = LEFT_OUT,
    beside: DataGiven | None = None,
    commodity: str | None = None,
    years: Period | None = None,
    modes: str | Iterable[str] = (),
    weighting: Weighting = "auto",
    retention: Retention = "cited",
    drop_unquantified: bool = False,
) -> ReportersResult:
    """Answer who reports the seizures behind a network, and what hangs on each.

    Parameters
    ----------
    source : Dataset or path
        Data with events, as :func:`trafficroutes.import_seizures` makes them.
    origin, destination : str, optional
        Both or neither: rank the hubs between them, or the countries of a network.
    by : str, optional
        The measure that countries are ranked by, as for :func:`trafficroutes.sensitivity`.
    leave_out : int
        So many reporters, those with the most records, are left out one after another.
    beside : Dataset or path, optional
        Where people and kilograms seized are cited; without it the same data.
    commodity, years, modes, weighting, retention, drop_unquantified
        As for :func:`trafficroutes.hubs`.

    Returns
    -------
    ReportersResult
        Reporters with their records, per year, per million people and per tonne seized;
        reporting by year; and rankings without each of the first.

    Raises
    ------
    QueryError
        No leg that fits stands on seizure records, or a number is below 0.
    NoRouteError, UnknownNameError, AmbiguousNameError, FormerStateError
        As for :func:`trafficroutes.sensitivity`.
    """
    check_whole("the number of reporters left out", leave_out)
    if leave_out < 0:
        raise QueryError(f"the number of reporters left out is 0 or more, not {leave_out}")
    ends = ends_of(origin, destination)
    data = opened(source)
    options = Options(
        commodity=commodity,
        years=years,
        modes=modes,
        weighting=weighting,
        retention=retention,
        drop_unquantified=drop_unquantified,
    )
    query = ask_network(data, ends, options)
    other = data if beside is None else opened(beside)
    asked = _ReportersAsked(
        SideQuery(data, query), ranked_by(by, ends), leave_out, other, people_of(other)
    )
    families = data.families.items() if commodity is None else [data.resolve_commodity(commodity)]
    answers = tuple(
        _answer(asked, label, legs)
        for label, commodities in families
        if (legs := _counted_legs(data, label, commodities, query))
    )
    if not answers:
        raise QueryError(
            "no leg that fits stands on seizure records: `trafficroutes seizures TABLE` makes such "
            "legs of a table of single seizures"
        )
    return ReportersResult(query=query, dataset=dataset_info(data), answers=answers)


def _counted_legs(
    data: Dataset, label: str, commodities: tuple[str, ...], query: NetworkQuery
) -> tuple[SelectedLeg, ...]:
    """Return the legs of the period and modes that stand on events."""
    legs = select(data, label, commodities, years=query.years, modes=query.modes).legs
    return tuple(item for item in legs if item.leg.events)


def _answer(asked: _ReportersAsked, label: str, legs: tuple[SelectedLeg, ...]) -> ReportersAnswer:
    data, query = asked.side
    counted = Counted(legs)
    known = counted.known
    weighting = query.weighting
    if weighting == "auto":
        weighting = "records" if stand_on_events(legs) else "evidence"
    whole = side_of(asked.side, label, weighting, asked.by)
    seized = _seized(asked.beside, label, query)
    codes = counted.in_order()
    squares = sum((counted.by[code].total() / known) ** 2 for code in codes) if known else 0.0
    return ReportersAnswer(
        commodity=label,
        weighting=whole.network.weighting,
        by=asked.by,
        records=counted.records,
        unattributed=counted.records - known,
        effective=1.0 / squares if squares else None,
        reporters=tuple(
            _reporter(asked, label, code, counted, seized.get(code), whole, rank < asked.left_out)
            for rank, code in enumerate(codes)
        ),
        by_year=tuple(_years(data, counted)),
        notes=tuple(_notes(asked, whole, counted)),
    )


def _seized(beside: Dataset, label: str, query: NetworkQuery) -> dict[str, Seized]:
    """Return what is cited as seized a year; nothing where the other data lack the goods."""
    try:
        commodities = beside.resolve_commodity(label)[1]
    except ValueError:
        return {}
    return seizures_by_place(beside, commodities, query.years)


def _reporter(
    asked: _ReportersAsked,
    label: str,
    code: str,
    counted: Counted,
    seized: Seized | None,
    whole: Side,
    is_left_out: bool,  # noqa: FBT001 - one of many columns
) -> Reporter:
    by_year = counted.by[code]
    per_year = by_year.total() / len(by_year)
    people = asked.people.get(code)
    kg = None if seized is None else seized.kg
    without = _ranking(asked, label, code, whole) if is_left_out else None
    rho = kept = moves = before = after = None
    outcome = "not_asked"
    if without is not None:
        outcome = "ranked" if without.places else "no_route" if without.routes else "no_leg"
    if without is not None and without.places:
        rho, _, kept = agreement(whole, without)
        moves, before, after = _furthest(whole, without)
    return Reporter(
        place=code,
        name=asked.side.data.places.name(code),
        records=by_year.total(),
        share=by_year.total() / counted.known,
        years=len(by_year),
        per_year=per_year,
        per_million=None if people is None else per_year / people * _MILLION,
        seized_kg=kg,
        per_tonne=per_year / kg * _TONNE if kg else None,
        links_alone=counted.alone[code],
        outcome=outcome,
        spearman=rho,
        head_kept=kept,
        moves=moves,
        rank_before=before,
        rank_after=after,
    )


def _ranking(asked: _ReportersAsked, label: str, code: str, whole: Side) -> Side:
    """Return the ranking without the records of one country."""
    data = without_reporter(asked.side.data, code)
    return side_of(SideQuery(data, asked.side.query), label, whole.network.weighting, asked.by)


def _furthest(whole: Side, without: Side) -> tuple[str | None, int | None, int | None]:
    """Return which of the first ten moves furthest, with its ranks; None where none moves."""
    before, after = ranked(whole.places), ranked(without.places)
    gone = len(after) + 1
    moved = [
        (-abs(after.get(code, gone) - rank), rank, code)
        for code, rank in before.items()
        if rank <= HEAD and after.get(code) != rank
    ]
    if not moved:
        return None, None, None
    _, rank, code = min(moved)
    return code, rank, after.get(code)


def _years(data: Dataset, counted: Counted) -> Iterator[ReportingYear]:
    for year in sorted({year for by_year in counted.by.values() for year in by_year}):
        by = {code: by_year[year] for code, by_year in counted.by.items() if by_year[year]}
        first = min(by, key=lambda code: (-by[code], code))
        whole = sum(by.values())
        yield ReportingYear(year, len(by), whole, first, data.places.name(first), by[first] / whole)


def _notes(asked: _ReportersAsked, whole: Side, counted: Counted) -> Iterator[str]:
    yield WARNING
    if counted.records > counted.known:
        yield (
            f"{counted.records - counted.known:,} of {counted.records:,} records have no known "
            "reporter or year, and stay in every ranking"
        )
    yield "A record that makes several links counts in each of them"
    if asked.left_out:
        yield (
            f"Countries are ranked by {asked.by.replace('_', ' ')}, legs weighted by "
            f"{whole.network.weighting}; records of one country after another are left out"
        )
    if not any(code in asked.people for code in counted.by):
        yield "No number of people aged 15 to 64 is cited in the data: --beside names others"
