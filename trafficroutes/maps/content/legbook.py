"""Legs, colours and lines of identity that every kind of map takes from the data."""

from __future__ import annotations

from collections.abc import Iterable

from trafficroutes.errors import QueryError
from trafficroutes.graph.weighting import evidence_strength
from trafficroutes.maps.content.view import Connection, LegFact
from trafficroutes.maps.palette import UNNAMED
from trafficroutes.model.arguments import check_whole
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.digits import by_size
from trafficroutes.model.records import Citation, Leg
from trafficroutes.model.years import Years
from trafficroutes.question.evidence import cited
from trafficroutes.version import __version__

_HASH_DIGITS = 12
_LEGIBLE = 600  # up to so many connections are all drawn
_LARGEST = 250  # where there are more, only so many of them


def leg_fact(
    data: Dataset, leg: Leg, citations: Iterable[Citation], layers: tuple[str, ...] | None = None
) -> LegFact:
    """Return a leg with those of its citations that a map takes.

    It belongs to its corridors, or to the layers that are given in their place.
    """
    taken = tuple(citations)
    if layers is None:
        known = data.records.corridors
        layers = tuple(known[key].name if key in known else key for key in leg.corridors)
    return LegFact(
        id=leg.id,
        commodity=data.commodity(leg.commodity).name,
        corridors=layers,
        spans=apart([c.years.reach for c in taken if c.years is not None]),
        citations=cited(data, taken),
    )


def apart(spans: Iterable[Years]) -> tuple[Years, ...]:
    """Return spans that cover the same years, with those that touch joined.

    >>> [str(span) for span in apart([Years(2008, 2009), Years(2001, 2003), Years(2004, 2004)])]
    ['2001-2004', '2008-2009']
    """
    found: list[Years] = []
    for span in sorted(spans, key=_begin):
        last = found[-1] if found else None
        if last is not None and (last.last is None or _begin(span) <= last.last + 1):
            end = None if None in (last.last, span.last) else max(_end(last), _end(span))
            found[-1] = Years(last.first, end)
        else:
            found.append(span)
    return tuple(found)


def _begin(span: Years) -> int:
    return 0 if span.first is None else span.first


def _end(span: Years) -> int:
    return 9999 if span.last is None else span.last


def confidence_of(data: Dataset, citations: Iterable[Citation]) -> float:
    """Return the chance that at least one independent report is true."""
    return evidence_strength(data, list(citations))


def colour_of(data: Dataset | None, label: str, number: int) -> str:
    """Return the colour of a commodity; of a family, that of its namesake or its first."""
    if data is None:
        return UNNAMED[number % len(UNNAMED)]
    members = data.resolve_commodity(label)[1]
    return data.commodity(label if label in members else members[0]).colour


def identity(data: Dataset | None, filters: str, *, path: str = "", sha256: str = "") -> list[str]:
    """Return what identifies a map: data with date, filters and version."""
    if data is not None:
        told = f"Data: {data.path} of {data.records.updated}, sha256 {data.sha256[:_HASH_DIGITS]}."
    elif path:
        told = f"Data: {path}, sha256 {sha256[:_HASH_DIGITS]}."
    else:
        told = "Data: a graph without a data file."
    return [told, filters, f"Drawn by trafficroutes {__version__}."]


def largest_first(connections: Iterable[Connection]) -> list[Connection]:
    """Return connections by strength, the widest first."""
    return sorted(connections, key=lambda c: (by_size(c.strength), c.flow, c.origin, c.to))


def legible(count: int, largest: int | None) -> int:
    """Return how many of some connections a map draws.

    >>> legible(600, None), legible(601, None), legible(601, 5000)
    (600, 250, 601)
    """
    if largest is None:
        return count if count <= _LEGIBLE else _LARGEST
    check_whole("largest", largest)
    if largest < 1:
        raise QueryError(f"a map draws at least 1 connection, not {largest}")
    return min(count, largest)
