"""Checks of tables that were turned round, and of amounts that hang on one case."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from trafficroutes.analysis.audit.findings import Found, legs_by_family, listed
from trafficroutes.dataset.loading import load_shipped
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.digits import settled
from trafficroutes.model.records import Citation, Leg
from trafficroutes.model.units import dimension
from trafficroutes.question.evidence import cited
from trafficroutes.question.saying import number_of

_WORLD = "R:WORLD"
#: Legs into a producer from which a table may be turned round.
_SEVERAL = 2
#: From this part of all on, an amount hangs on one case, of so many.
_HALF, _CASES = 0.5, 3


def receiving_makers(data: Dataset) -> Iterator[Found]:
    """Yield the cited producers of a family that only receive.

    Two legs or more lead there from places that make none, and none leads out: in a
    table, ``from`` and ``to`` may be exchanged. Producers are those of the file, or of
    the data that ship where it cites none of the family.
    """
    for family, legs in legs_by_family(data).items():
        makers = _makers(data).get(family) or _shipped_makers().get(family, frozenset())
        for place in sorted(makers):
            into = [leg for leg in legs if leg.to == place and leg.origin not in makers]
            if len(into) >= _SEVERAL and not any(leg.origin == place for leg in legs):
                name = data.places.name(place)
                origins = listed(sorted({data.places.name(leg.origin) for leg in into}))
                said = (
                    f"{name} is a cited producer of {family}, and {number_of(len(into), 'leg')} "
                    f"lead there (from {origins}) and none out: are from and to exchanged?"
                )
                behind = [citation for leg in into for citation in leg.evidence]
                yield f"{place} {family}", (place,), said, cited(data, behind)


def _makers(data: Dataset) -> dict[str, frozenset[str]]:
    """Return the countries with cited production, by family."""
    found: dict[str, set[str]] = {}
    for entry in data.records.production:
        if entry.place in data.places.countries:
            family = data.commodity(entry.commodity).family
            found.setdefault(family, set()).add(str(entry.place))
    return {family: frozenset(places) for family, places in found.items()}


@cache
def _shipped_makers() -> dict[str, frozenset[str]]:
    return _makers(load_shipped())


def one_case(data: Dataset) -> Iterator[Found]:
    """Yield the legs, and the families, of whose kilograms seized one case is half or more.

    A case is a record of a table of seizures or a citation of a seizure; there are three
    or more.
    """
    for family, legs in legs_by_family(data).items():
        cases = [case for leg in legs for case in _cases(leg)]
        total = sum(kilograms for kilograms, _, _, _ in cases)
        for leg in sorted(legs, key=lambda leg: leg.id):
            yield from _on_one(data, leg)
        number = sum(many for _, _, many, _ in cases)
        if number < _CASES or not total:
            continue
        largest, leg, _, citation = max(
            _largest(legs), key=lambda case: (settled(case[0]), case[1].id)
        )
        if largest >= total * _HALF:
            said = (
                f"of the {total:,.6g} kg of {family} seized in {number_of(number, 'case')}, one "
                f"({data.places.name(leg.origin)} > {data.places.name(leg.to)}) is "
                f"{largest / total:.0%}"
            )
            yield family, (leg.origin, leg.to), said, cited(data, [citation])


def _on_one(data: Dataset, leg: Leg) -> Iterator[Found]:
    cases = _cases(leg)
    total, number = sum(case[0] for case in cases), sum(case[2] for case in cases)
    if number < _CASES or not total:
        return
    largest, _, _, citation = max(_largest([leg]), key=lambda case: settled(case[0]))
    if largest >= total * _HALF:
        crossing = f"{data.places.name(leg.origin)} > {data.places.name(leg.to)}"
        said = (
            f"{crossing} ({leg.commodity}): one of {number_of(number, 'case')} is "
            f"{largest / total:.0%} of the {total:,.6g} kg seized"
        )
        yield leg.id, (leg.origin, leg.to), said, cited(data, [citation])


_Case = tuple[float, Leg, int, Citation]


def _cases(leg: Leg) -> list[_Case]:
    """Return the kilograms seized of a leg: (how many, the leg, of how many cases, by whom)."""
    return [
        (amount, leg, many, citation) for citation in leg.evidence
        for amount, _, many in _seized(citation)
    ]  # fmt: skip


def _largest(legs: list[Leg]) -> list[_Case]:
    """Return the largest case of each statement of seizures."""
    return [
        (largest, leg, 1, citation)
        for leg in legs
        for citation in leg.evidence
        for _, largest, _ in _seized(citation)
    ]


def _seized(citation: Citation) -> Iterator[tuple[float, float, int]]:
    """Yield the kilograms of a statement, its largest case and its number of cases."""
    event = getattr(citation, "event", None)
    if event is not None:
        if event.weighed:
            yield event.kilograms, event.largest, event.weighed
        return
    quantity = citation.quantity
    if quantity is None or quantity.basis != "seizure" or dimension(quantity.unit) != "mass":
        return
    amount = quantity.base_amount()
    if amount:
        yield amount, amount, 1
