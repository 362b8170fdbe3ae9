"""All that the data say of one corridor, commodity or family."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal

import msgspec

from trafficroutes.analysis.legs.answer import corridor_called
from trafficroutes.analysis.legs.choosing import Chosen
from trafficroutes.analysis.legs.told import in_order, leg_told
from trafficroutes.analysis.records.figures import (
    Scope,
    amounts_moved,
    markets_of,
    producers_of,
    seizures_of,
)
from trafficroutes.analysis.records.gaps import gaps_of
from trafficroutes.analysis.records.info import coverage_of
from trafficroutes.analysis.records.naming import Kind, Named, named
from trafficroutes.analysis.records.overview_results import CorridorShared, Overview, YearTold
from trafficroutes.analysis.records.overview_wording import sentence
from trafficroutes.analysis.records.profile import amounts_told, span_of
from trafficroutes.analysis.records.profile_results import Observed
from trafficroutes.dataset.opening import DataGiven, opened
from trafficroutes.errors import QueryError
from trafficroutes.graph.selection import in_period
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.names import spoken
from trafficroutes.model.records import EventCitation, Leg
from trafficroutes.model.years import Period, Years, parse_years
from trafficroutes.question.evidence import cited
from trafficroutes.question.saying import capital
from trafficroutes.question.solving import dataset_info


def overview(
    source: DataGiven,
    name: str,
    *,
    kind: Literal["corridor", "commodity"] | None = None,
    commodity: str | None = None,
    years: Period | None = None,
) -> Overview:
    """Return all that the data say of a corridor, a commodity or a family.

    Parameters
    ----------
    source : Dataset or path
        From :func:`trafficroutes.load`, or the name of a data file.
    name : str
        A corridor by its id or name, or a commodity or family by any of its names.
    kind : {"corridor", "commodity"}, optional
        Which it is; without it a corridor comes before a commodity of the same name.
    commodity : str, optional
        Of a corridor, only this commodity or family.
    years : str, int, range, pair or Years, optional
        Only what is said about this period.

    Returns
    -------
    Overview
        Legs, citations by year and grade, amounts, producers, markets, seizures,
        published shares, corridors, and what is not covered.

    Raises
    ------
    UnknownNameError
        Nothing is called so; the message has suggestions.
    QueryError
        A commodity of a commodity is asked for.

    Examples
    --------
    >>> from trafficroutes import load, overview
    >>> found = overview(load(), "Northern Route", years="2005-2015")
    >>> found.kind, "TJK" in {leg.to for leg in found.legs}
    ('corridor', True)
    """
    data = opened(source)
    kinds: tuple[Kind, ...] = ("corridor", "commodity") if kind is None else (kind,)
    chosen = named(data, name, kinds)
    span = None if years is None else parse_years(years)
    if chosen.kind == "corridor":
        return _of_corridor(data, chosen, commodity, span)
    if commodity is not None:
        raise QueryError(f"{name} is a commodity itself: leave out the other ({commodity})")
    return _of_commodity(data, chosen, span)


def _of_corridor(
    data: Dataset, chosen: Named, commodity: str | None, years: Years | None
) -> Overview:
    key = corridor_called(data, chosen.name) or chosen.name
    corridor = data.records.corridors[key]
    carried = [leg for leg in data.legs if key in leg.corridors]
    if commodity is None:
        wanted = {str(leg.commodity) for leg in carried}
    else:
        wanted = set(data.resolve_commodity(commodity)[1])
    legs = _in_period(carried, wanted, years)
    touched = {str(code) for one in legs for code in (one.entry.origin, one.entry.to)}
    scope = Scope(frozenset(wanted), frozenset(touched), years)
    told = _shares(data, scope, corridor=key)
    return _overview(
        data,
        ("corridor", key, corridor.name, corridor.description),
        legs,
        scope,
        told,
        (*_notes(chosen), *_narrowed(years)),
    )


def _of_commodity(data: Dataset, chosen: Named, years: Years | None) -> Overview:
    label, ids = data.resolve_commodity(chosen.name)
    single = len(ids) == 1
    kind = "commodity" if single else "family"
    called = data.commodity(ids[0]).name if single else capital(spoken(label))
    legs = _in_period(data.legs, set(ids), years)
    scope = Scope(frozenset(ids), None, years)
    told = _shares(data, scope, corridor=None)
    ident = (kind, ids[0] if single else label, called, None)
    return _overview(data, ident, legs, scope, told, (*_notes(chosen), *_narrowed(years)))


def _in_period(
    legs: Sequence[Leg], wanted: set[str], years: Years | None
) -> tuple[Chosen[Leg], ...]:
    found = [
        Chosen(leg, tuple(citations))
        for leg in sorted(legs, key=lambda leg: leg.id)
        if leg.commodity in wanted and (citations := in_period(leg.evidence, years))
    ]
    return tuple(found)


def _overview(
    data: Dataset,
    ident: tuple[str, str, str, str | None],
    legs: tuple[Chosen[Leg], ...],
    scope: Scope,
    shares: tuple[Observed, ...],
    notes: tuple[str, ...],
) -> Overview:
    kind, key, name, description = ident
    told = in_order([leg_told(data, one) for one in legs])
    corridor = key if kind == "corridor" else None
    flows = [
        flow
        for flow in data.records.flows
        if flow.commodity in scope.commodities and (corridor is None or corridor in flow.corridors)
    ]
    producers = producers_of(data, scope)
    markets = markets_of(data, scope)
    seizures = seizures_of(data, scope)
    coverage = coverage_of(data, key, name, [_with_citations(one) for one in legs])
    return Overview(
        kind=kind,
        id=key,
        name=name,
        description=description,
        sentence=sentence(kind, name, coverage, told, producers, markets),
        dataset=dataset_info(data),
        commodities=tuple(sorted(scope.commodities)),
        coverage=coverage,
        by_year=_by_year(data, legs),
        legs=told,
        amounts=amounts_moved(data, [*(one.entry for one in legs), *flows], scope.years),
        producers=producers,
        markets=markets,
        seizures=seizures,
        shares=shares,
        corridors=_corridors(data, legs, corridor),
        gaps=gaps_of(
            data,
            legs,
            made=bool(producers),
            used=bool(markets),
            seized=bool(seizures),
            shares=bool(shares),
        ),
        notes=notes,
    )


def _with_citations(one: Chosen[Leg]) -> Leg:
    """Return a leg with the citations of the period alone."""
    leg = one.entry
    return msgspec.structs.replace(
        leg,
        citations=tuple(c for c in one.citations if not isinstance(c, EventCitation)),
        events=tuple(c.event for c in one.citations if isinstance(c, EventCitation)),
    )


def _by_year(data: Dataset, legs: Sequence[Chosen[Leg]]) -> tuple[YearTold, ...]:
    """Return citations by the last year that they name and by grade, the newest first."""
    found: dict[int | None, Counter[str]] = {}
    for one in legs:
        for citation in one.citations:
            years = citation.years
            named_years = () if years is None else (years.first, years.last)
            last = max((year for year in named_years if year is not None), default=None)
            grade = f"{data.source(citation).reliability}{citation.credibility}"
            found.setdefault(last, Counter())[grade] += 1
    ordered = sorted(found.items(), key=lambda item: -(item[0] or 0))
    return tuple(
        YearTold(year, counts.total(), dict(sorted(counts.items()))) for year, counts in ordered
    )


def _shares(data: Dataset, scope: Scope, corridor: str | None) -> tuple[Observed, ...]:
    """Return the published shares of a corridor, or else of the commodities."""
    found = []
    for entry in data.records.observations:
        citations = in_period(entry.citations, scope.years)
        if entry.kind != "share" or entry.commodity not in scope.commodities or not citations:
            continue
        if corridor is None or entry.corridor == corridor:
            found.append(
                Observed(
                    statement=entry.statement,
                    years=span_of(citations),
                    amounts=amounts_told(citations),
                    citations=cited(data, citations),
                )
            )
    return tuple(sorted(found, key=lambda told: (told.years or "", told.statement), reverse=True))


def _corridors(
    data: Dataset, legs: Sequence[Chosen[Leg]], but: str | None
) -> tuple[CorridorShared, ...]:
    counts = Counter(str(key) for one in legs for key in one.entry.corridors if key != but)
    found = [
        CorridorShared(key, data.records.corridors[key].name, count)
        for key, count in counts.items()
    ]
    return tuple(sorted(found, key=lambda shared: (-shared.legs, shared.corridor)))


def _notes(chosen: Named) -> tuple[str, ...]:
    return tuple(
        f"The same name is that of a {other}: --as {other} (kind={other!r})"
        for other in chosen.others
    )


def _narrowed(years: Years | None) -> tuple[str, ...]:
    return () if years is None else (f"Only what is said about {years}",)
