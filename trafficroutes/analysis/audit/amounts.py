"""Quantities that contradict cited production, consumption and seizures.

Figures of different documents are compared by their bounds, low against high,
and only where their periods share a year, so that what is found cannot be true
together. What is open ("at least", "up to") or undated contradicts nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from trafficroutes.analysis.audit.findings import Found, family_of
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.digits import settled
from trafficroutes.model.records import Citation, Consumption, Flow, Leg, Production, Seizure
from trafficroutes.model.units import SIZE
from trafficroutes.model.years import Years
from trafficroutes.question.evidence import cited
from trafficroutes.question.saying import number_of

#: Bounds that differ by less are rounding: 0.1 %.
_ROUNDING = 1.001
_WORLD = "R:WORLD"


@dataclass(frozen=True)
class _YearlyAmount:
    """A cited amount in kilograms (or dollars) a year; None where a bound is open."""

    least: float | None
    most: float | None
    years: Years
    citation: Citation


#: Figures by (place, commodity).
Figures = dict[tuple[str, str], list[_YearlyAmount]]


def contradictions(data: Dataset) -> Iterator[Found]:
    """Yield the quantities that cannot be true beside cited production or consumption.

    Four cases, each of one commodity in overlapping years, low against high:

    - a leg or flow carries more than is made at its origin and wherever legs lead
      there from, where production is cited for each place that feeds it;
    - a leg or flow carries more into a place without a way on than is used and
      seized there;
    - a leg or flow carries more, or a place uses more, than the world makes;
    - a place makes (or uses) more than a region that holds it.
    """
    yield from _above_what_is_made(data)
    yield from _above_what_is_used(data)
    yield from _parts_above_the_whole(data)


def _above_what_is_made(data: Dataset) -> Iterator[Found]:
    made = _by_place(data.records.production)
    into = _legs_into(data)
    for move in _movements(data):
        feeders = _feeders(data, move, into)
        for figure in _figures(move.citations, "flow"):
            sources = [made.get((place, move.commodity)) for place in feeders]
            most = _sum_of_most(sources, figure.years)
            where = f"made in {data.places.name(move.origin)}"
            if len(feeders) > 1:
                where += f" and the {number_of(len(feeders) - 1, 'place')} that feed it"
            if not _is_above(figure, most):
                most = _sum_of_most([made.get((_WORLD, move.commodity))], figure.years)
                where = "made in the world"
            if most is not None and _is_above(figure, most):
                said = (
                    f"{_move(data, move)} carries {_amount(data, move, figure.least)} in "
                    f"{figure.years}, above the {_amount(data, move, most)} {where}"
                )
                yield move.id, (move.origin, move.to), said, cited(data, [figure.citation])


def _above_what_is_used(data: Dataset) -> Iterator[Found]:
    used = _by_place(e for e in data.records.consumption if e.measure == "consumption")
    seized = _by_place(data.records.seizures)
    left = {(leg.origin, family_of(data, leg.commodity)) for leg in data.legs}
    for move in _movements(data):
        place = (move.to, move.commodity)
        parts = {move.to, *data.places.members(move.to)}
        family = family_of(data, move.commodity)
        if place not in used or any((part, family) in left for part in parts):
            continue
        for figure in _figures(move.citations, "flow"):
            use = _most(used[place], figure.years)
            taken = _most(seized.get(place, []), figure.years) or 0.0
            if use is not None and _is_above(figure, use + taken):
                said = (
                    f"{_move(data, move)} carries {_amount(data, move, figure.least)} in "
                    f"{figure.years}, and nothing leads on, but {_amount(data, move, use)} are "
                    f"used and {_amount(data, move, taken)} seized there"
                )
                yield move.id, (move.origin, move.to), said, cited(data, [figure.citation])


def _parts_above_the_whole(data: Dataset) -> Iterator[Found]:
    """Yield what a place makes or uses above what a region that holds it does.

    The world uses no more than it makes, too.
    """
    made = _by_place(data.records.production)
    used = _by_place(e for e in data.records.consumption if e.measure == "consumption")
    world = {key: figures for key, figures in made.items() if key[0] == _WORLD}
    for verb, parts, done, wholes in (
        ("makes", made, "made", made),
        ("uses", used, "used", used),
        ("uses", used, "made", world),
    ):
        for place, commodity, whole in _nested(data, parts, wholes):
            if place == whole and wholes is not world:
                continue
            for figure in parts[place, commodity]:
                most = _most(wholes[whole, commodity], figure.years)
                if most is not None and _is_above(figure, most):
                    unit = data.commodity(commodity).unit
                    said = (
                        f"{data.places.name(place)} {verb} {_shown(figure.least, unit)} of "
                        f"{commodity} in {figure.years}, above the {_shown(most, unit)} "
                        f"{done} in {data.places.name(whole)}"
                    )
                    behind = cited(data, [figure.citation])
                    yield f"{place} {commodity}", (place, whole), said, behind


def _nested(data: Dataset, parts: Figures, wholes: Figures) -> Iterator[tuple[str, str, str]]:
    """Yield (place, commodity, region that holds the place or is it), sorted."""
    for place, commodity in sorted(parts):
        held = data.places.members(place)
        for whole, other in sorted(wholes):
            if other == commodity and held and held <= data.places.members(whole):
                yield place, commodity, whole


def _figures(citations: Iterable[Citation], basis: str | None = None) -> list[_YearlyAmount]:
    """Return the dated amounts a year of citations, of one basis where it is given."""
    found = []
    for citation in citations:
        quantity, years = citation.quantity, citation.years
        if quantity is None or years is None or quantity.unit not in SIZE:
            continue
        length = 1 if quantity.unit.endswith("_per_year") else years.length
        if length is None or basis not in (None, quantity.basis):
            continue
        size = SIZE[quantity.unit] / length
        bounds = (
            quantity.low if quantity.low is not None else quantity.best,
            quantity.high if quantity.high is not None else quantity.best,
        )
        least, most = (None if bound is None else bound * size for bound in bounds)
        found.append(_YearlyAmount(least, most, years, citation))
    return found


def _by_place(entries: Iterable[Production | Consumption | Seizure]) -> Figures:
    """Return the figures of each (place, commodity)."""
    found: Figures = {}
    for entry in entries:
        figures = _figures(entry.citations)
        if figures:
            found.setdefault((entry.place, entry.commodity), []).extend(figures)
    return found


def _most(figures: list[_YearlyAmount], years: Years) -> float | None:
    """Return the highest amount that overlapping figures allow; None where none bounds it."""
    bounds = [figure.most for figure in figures if figure.years.overlaps(years)]
    highest = [bound for bound in bounds if bound is not None]
    return max(highest) if highest and len(highest) == len(bounds) else None


def _sum_of_most(sources: list[list[_YearlyAmount] | None], years: Years) -> float | None:
    """Return the most that all the sources make together; None where one is not cited."""
    amounts = [None if figures is None else _most(figures, years) for figures in sources]
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if known and len(known) == len(amounts) else None


def _is_above(figure: _YearlyAmount, most: float | None) -> bool:
    return most is not None and figure.least is not None and figure.least > most * _ROUNDING


def _legs_into(data: Dataset) -> dict[tuple[str, str], list[str]]:
    """Return the origins of the legs into each (place, family), regions passing goods on."""
    into: dict[tuple[str, str], list[str]] = {}
    for leg in data.legs:
        for place in {leg.to, *data.places.members(leg.to)}:
            into.setdefault((place, family_of(data, leg.commodity)), []).append(leg.origin)
    return into


def _feeders(
    data: Dataset, move: Leg | Flow, into: dict[tuple[str, str], list[str]]
) -> tuple[str, ...]:
    """Return the places that may make what a movement carries, its origin first.

    All that legs of the family lead to it from. A place that is only passed, in
    that others feed it and no production of the family is cited there, makes nothing.
    """
    family = family_of(data, move.commodity)
    makers = {
        entry.place
        for entry in data.records.production
        if family_of(data, entry.commodity) == family
    }
    seen = {str(move.origin)}
    to_visit = [str(move.origin)]
    while to_visit:
        for origin in into.get((to_visit.pop(), family), ()):
            if origin not in seen:
                seen.add(origin)
                to_visit.append(origin)
    passed = {place for place in seen if place not in makers and into.get((place, family))}
    return tuple(sorted(seen - passed, key=lambda place: (place != move.origin, place)))


def _movements(data: Dataset) -> list[Leg | Flow]:
    movements: list[Leg | Flow] = [*data.legs, *data.records.flows]
    return sorted(movements, key=lambda move: move.id)


def _move(data: Dataset, move: Leg | Flow) -> str:
    return f"{data.places.name(move.origin)} > {data.places.name(move.to)} ({move.commodity})"


def _amount(data: Dataset, move: Leg | Flow, amount: float | None) -> str:
    return _shown(amount, data.commodity(move.commodity).unit)


def _shown(amount: float | None, unit: str) -> str:
    """Return kilograms (or dollars) a year as people read them."""
    value = amount or 0.0
    if unit == "usd":
        return f"{settled(value):,.0f} dollars a year"
    return f"{settled(value / SIZE['t']):,.4g} t a year"
