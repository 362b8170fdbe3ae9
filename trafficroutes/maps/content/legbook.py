"""Legs, colours and lines of identity that every kind of map takes from the data."""

from __future__ import annotations

from collections.abc import Iterable

from trafficroutes.graph.weighting import evidence_strength
from trafficroutes.maps.content.view import LegFact
from trafficroutes.maps.palette import UNNAMED
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.names import fold
from trafficroutes.model.records import Citation, Leg
from trafficroutes.model.years import Years
from trafficroutes.question.evidence import cited
from trafficroutes.version import __version__

_HASH_DIGITS = 12


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
        spans=apart([years.reach for c in taken if (years := c.years) is not None]),
        citations=cited(data, taken),
        seizures=sum([c.stopped for c in taken])
        + data.seizures_between.get((leg.commodity, leg.origin, leg.to), 0),
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


def runs_against(data: Dataset, commodities: Iterable[str]) -> bool:
    """Whether goods run the other way than drugs: proceeds, and precursors alone."""
    members = [data.commodity(key) for key in commodities]
    return all(m.unit == "usd" or "precursor" in fold(m.family) for m in members)


def identity(data: Dataset | None, filters: str, *, path: str = "", sha256: str = "") -> list[str]:
    """Return what identifies a map: data with date, filters and version."""
    if data is not None:
        told = f"Data: {data.path} of {data.records.updated}, sha256 {data.sha256[:_HASH_DIGITS]}."
    elif path:
        told = f"Data: {path}, sha256 {sha256[:_HASH_DIGITS]}."
    else:
        told = "Data: a graph without a data file."
    return [told, filters, f"Drawn by trafficroutes {__version__}."]
