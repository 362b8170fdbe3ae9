"""The figures of an overview: what moves, is made, used and seized."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from trafficroutes.analysis.legs.told import newest_year
from trafficroutes.analysis.records.overview_results import AmountMoved, MarketFigure, PlaceFigure
from trafficroutes.graph.selection import in_period
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.digits import by_size
from trafficroutes.model.quantity import written
from trafficroutes.model.records import Citation, Consumption, Flow, Leg, Production
from trafficroutes.model.units import dimension
from trafficroutes.model.years import Years
from trafficroutes.question.evidence import cited, seizures_by_place

#: Of a market, the first that is cited stands for it.
_MEASURES = ("consumption", "users", "prevalence")


@dataclass(frozen=True)
class Scope:
    """What an overview is about.

    Attributes
    ----------
    commodities : frozenset of str
    places : frozenset of str or None
        Codes; None takes every place.
    years : Years or None
        The period.
    """

    commodities: frozenset[str]
    places: frozenset[str] | None
    years: Years | None

    def holds(self, place: str, commodity: str) -> bool:
        """Whether it is about a place and a commodity."""
        return commodity in self.commodities and (self.places is None or place in self.places)


def amounts_moved(
    data: Dataset, moves: Iterable[Leg | Flow], years: Years | None
) -> tuple[AmountMoved, ...]:
    """Return what is cited to move, by kind of unit and then the largest a year first."""
    found = []
    for move in moves:
        for citation in in_period(move.evidence, years):
            quantity = citation.quantity
            if quantity is None or quantity.basis not in (None, "flow"):
                continue
            told = AmountMoved(
                entry=move.id,
                origin=str(move.origin),
                origin_name=data.places.full_name(move.origin),
                to=str(move.to),
                to_name=data.places.full_name(move.to),
                commodity=str(move.commodity),
                amount=str(quantity),
                years=None if citation.years is None else str(citation.years),
                citation=cited(data, [citation])[0],
            )
            found.append((dimension(quantity.unit), by_size(_size(citation)), move.id, told))
    ranked = sorted(found, key=lambda item: (*item[:3], item[3].citation.source))
    return tuple(item[-1] for item in ranked)


def producers_of(data: Dataset, scope: Scope) -> tuple[PlaceFigure, ...]:
    """Return the newest figure of each place that makes it, the largest first."""
    found: list[tuple[_EntryFigure, dict[str, Any]]] = []
    for entry in data.records.production:
        if scope.holds(entry.place, entry.commodity):
            found += [(figure, {}) for figure in _newest(data, entry, scope.years)]
    return tuple(PlaceFigure(**told) for told in _ranked(data, found))


def markets_of(data: Dataset, scope: Scope) -> tuple[MarketFigure, ...]:
    """Return the newest figure of each market: consumption, else users, else prevalence."""
    by_market: dict[tuple[str, str], dict[str, Consumption]] = {}
    for entry in data.records.consumption:
        if scope.holds(entry.place, entry.commodity) and entry.measure in _MEASURES:
            measures = by_market.setdefault((entry.place, entry.commodity), {})
            measures.setdefault(entry.measure, entry)
    found: list[tuple[_EntryFigure, dict[str, Any]]] = []
    for measures in by_market.values():
        for measure in _MEASURES:
            entry_of = measures.get(measure)
            figures = [] if entry_of is None else _newest(data, entry_of, scope.years)
            if figures:
                found.append((figures[0], {"measure": measure}))
                break
    told = _ranked(data, found)
    told.sort(key=lambda one: _MEASURES.index(one["measure"]))
    return tuple(MarketFigure(**one) for one in told)


def seizures_of(data: Dataset, scope: Scope) -> tuple[PlaceFigure, ...]:
    """Return the largest cited seizure of one year in each place, the largest first."""
    found = []
    for commodity in sorted(scope.commodities):
        counts = _counts(data, commodity, scope.years)
        for place, seized in seizures_by_place(data, [commodity], scope.years).items():
            if scope.holds(place, commodity):
                told = PlaceFigure(
                    place=place,
                    name=data.places.name(place),
                    commodity=commodity,
                    amount=f"{written(round(seized.kg, 1))} kg",
                    years=None if seized.years is None else str(seized.years),
                    figures=counts[place],
                    citation=seized.cited[0],
                )
                found.append((by_size(seized.kg), told.name, commodity, told))
    return tuple(item[-1] for item in sorted(found, key=lambda item: item[:3]))


def _counts(data: Dataset, commodity: str, years: Years | None) -> dict[str, int]:
    """Return how many figures of seizures each place has."""
    found: dict[str, int] = {}
    for entry in data.records.seizures:
        if entry.commodity == commodity:
            figures = [c for c in in_period(entry.citations, years) if c.quantity is not None]
            found[entry.place] = found.get(entry.place, 0) + len(figures)
    return found


@dataclass(frozen=True)
class _EntryFigure:
    """The newest figure of an entry, and how many it has."""

    entry: Production | Consumption
    citation: Citation
    figures: int


def _newest(
    data: Dataset, entry: Production | Consumption, years: Years | None
) -> Sequence[_EntryFigure]:
    """Return the newest figure of an entry, of a year the best-graded one; none where none is."""
    figures = [c for c in in_period(entry.citations, years) if c.quantity is not None]
    if not figures:
        return ()
    best = min(
        figures,
        key=lambda c: (
            -(newest_year(data, c) or 0),
            by_size(data.probability(c)),
            str(c.source),
            c.locator,
        ),
    )
    return (_EntryFigure(entry, best, len(figures)),)


def _ranked(
    data: Dataset, found: Collection[tuple[_EntryFigure, dict[str, Any]]]
) -> list[dict[str, Any]]:
    """Return the fields of figures, the largest first."""
    told = []
    for figure, more in found:
        citation, place = figure.citation, str(figure.entry.place)
        fields = {
            "place": place,
            "name": data.places.name(place),
            "commodity": str(figure.entry.commodity),
            "amount": str(citation.quantity),
            "years": None if citation.years is None else str(citation.years),
            "figures": figure.figures,
            "citation": cited(data, [citation])[0],
            **more,
        }
        told.append((by_size(_size(citation)), fields["name"], fields["commodity"], fields))
    return [item[-1] for item in sorted(told, key=lambda item: item[:3])]


def _size(citation: Citation) -> float:
    """Return an amount by which figures are ranked: a year, else in all, else in its unit."""
    quantity = citation.quantity
    if quantity is None:
        return 0.0
    rate = quantity.per_year(citation.years)
    base = quantity.base_amount() if rate is None else rate
    return quantity.central if base is None else base
