"""Entries that are likely the same thing twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

from trafficroutes.analysis.audit.findings import Found, listed
from trafficroutes.dataset.merging_sources import address
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.names import fold
from trafficroutes.model.records import Citation, Leg
from trafficroutes.question.evidence import cited
from trafficroutes.question.saying import number_of

T = TypeVar("T")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")


def likely_duplicates(data: Dataset) -> Iterator[Found]:
    """Yield what looks like one thing entered twice.

    - Sources with one address (``http`` or ``https``, ``www.``, a closing slash
      and what follows ``#`` do not count), or with one title and year.
    - Legs with the same ends and commodity under two ids.
    - Citations of one leg from one source with the same period, modes and amount.
    - Estimates of one year with the same numbers in their statements, and those that
      citations of one entry repeat with the same period and amount.
    """
    yield from _sources(data)
    yield from _legs(data)
    yield from _citations(data)
    yield from _estimates(data)


def _alike(items: Iterable[T], key: Callable[[T], Hashable]) -> list[list[T]]:
    """Return the groups of two or more with one key (None is no key), in order."""
    groups: dict[Hashable, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return [group for value, group in groups.items() if value is not None and len(group) > 1]


def _sources(data: Dataset) -> Iterator[Found]:
    entries = sorted(data.records.sources.items())
    seen = set()
    for group in _alike(entries, lambda entry: address(entry[1])):
        ids = tuple(key for key, _ in group)
        seen.add(ids)
        yield ", ".join(ids), (), f"{len(ids)} sources have one address: {group[0][1].url}", ()
    for group in _alike(entries, lambda entry: (fold(entry[1].title), entry[1].year)):
        ids = tuple(key for key, _ in group)
        if ids not in seen:
            year = group[0][1].year or "undated"
            said = f"{len(ids)} sources have one title and year: {group[0][1].title} ({year})"
            yield ", ".join(ids), (), said, ()


def _legs(data: Dataset) -> Iterator[Found]:
    def ends(leg: Leg) -> Hashable:
        return (leg.origin, leg.to, leg.commodity)

    for group in _alike(sorted(data.legs, key=lambda leg: leg.id), ends):
        first = group[0]
        name = data.places.name
        said = (
            f"{len(group)} legs lead {name(first.origin)} > {name(first.to)} ({first.commodity}): "
            "join their citations in one"
        )
        behind = cited(data, (c for leg in group for c in leg.evidence))
        yield ", ".join(leg.id for leg in group), (first.origin, first.to), said, behind


def _citations(data: Dataset) -> Iterator[Found]:
    def told(citation: Citation) -> Hashable:
        return (
            citation.source,
            citation.years,
            frozenset(citation.modes),
            citation.quantity,
            citation.change,
        )

    for leg in sorted(data.legs, key=lambda leg: leg.id):
        for group in _alike(leg.citations, told):
            years = "undated" if group[0].years is None else str(group[0].years)
            amount = f", {group[0].quantity}" if group[0].quantity is not None else ""
            said = (
                f"{number_of(len(group), 'citation')} of {group[0].source} tell one thing "
                f"({years}{amount}): {listed(c.locator for c in group)}"
            )
            yield leg.id, (leg.origin, leg.to), said, cited(data, group)


def _estimates(data: Dataset) -> Iterator[Found]:
    seen: set[tuple[str, ...]] = set()
    entries = sorted(data.records.estimates.items())

    def figures(entry: tuple[str, object]) -> Hashable:
        estimate = data.records.estimates[entry[0]]
        numbers = _NUMBER.findall(estimate.statement)
        told = sorted(number for number in numbers if not _YEAR.fullmatch(number))
        years = sorted({number for number in numbers if _YEAR.fullmatch(number)})
        if estimate.year is not None:
            years.append(str(estimate.year))
        return (tuple(told), tuple(years)) if told and years else None

    for group in _alike(entries, figures):
        ids = tuple(key for key, _ in group)
        seen.add(ids)
        said = "; ".join(f"{key}: {estimate.statement}" for key, estimate in group)
        yield ", ".join(ids), (), f"{len(ids)} estimates have the same figures: {said}", ()
    for entry in (*data.legs, *data.records.production, *data.records.consumption):
        repeated = [c for c in entry.citations if c.estimate and c.quantity is not None]
        for same in _alike(repeated, lambda c: (c.years, c.quantity)):
            ids = tuple(sorted({str(c.estimate) for c in same}))
            if len(ids) > 1 and ids not in seen:
                seen.add(ids)
                said = (
                    f"{len(ids)} estimates stand for one figure in {entry.id}: {same[0].quantity}"
                )
                yield ", ".join(ids), (), said, cited(data, same)
