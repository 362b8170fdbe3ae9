"""How large a data file is, and how well it is founded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from trafficroutes.dataset.opening import DataGiven, opened
from trafficroutes.graph.independence import independent
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.records import Citation, Leg
from trafficroutes.model.refs import is_region
from trafficroutes.model.years import pooled
from trafficroutes.question.evidence import records_behind
from trafficroutes.question.plain import Plain
from trafficroutes.question.result import Result, Tables


@dataclass(frozen=True)
class Coverage(Plain):
    """How much one corridor holds, and how well it is founded.

    Attributes
    ----------
    corridor, name : str
        Its id and name; ``""`` and "no corridor" for legs that are in none.
    legs, countries, citations : int
        How many of each; an event is one citation of its table.
    records : int
        Seizure records behind the events.
    years : tuple of int or None
        First and last year that a citation names.
    share_press_only, share_two_independent, share_undated : float
        Fractions of the legs.
    """

    corridor: str
    name: str
    legs: int
    countries: int
    citations: int
    records: int
    years: tuple[int | None, int | None]
    share_press_only: float
    share_two_independent: float
    share_undated: float


@dataclass(frozen=True, repr=False)
class Info(Result):
    """Totals of a data file; the fields are documented in docs/output.md.

    Shares are fractions of the legs.
    """

    tables: ClassVar[Tables] = {"by_corridor": Coverage}

    path: str
    sha256: str
    title: str
    updated: str
    legs: int
    distinct_pairs: int
    corridors: int
    commodities: tuple[str, ...]
    families: tuple[str, ...]
    years: tuple[int | None, int | None]
    places: int
    countries: int
    regions: int
    flows: int
    observations: int
    production: int
    consumption: int
    seizures: int
    mentions: int
    bodies: int
    citations: int
    citations_in_excerpt: int
    records: int
    sources: int
    sources_cited: int
    legs_with_quantity: int
    legs_stopped_only: int
    legs_on_records_alone: int
    share_press_only: float
    share_two_independent: float
    share_undated: float
    by_corridor: tuple[Coverage, ...]

    def headline(self) -> str:
        """Return what it is about, in one line."""
        return (
            f"{self.path} ({self.updated}): {self.legs:,} legs of {self.corridors} corridors, "
            f"{self.citations:,} citations of {self.sources_cited:,} documents"
            f"{f', {self.records:,} seizure records' if self.records else ''}"
        )


def info(data: DataGiven) -> Info:
    """Return the totals of a data file.

    Parameters
    ----------
    data : Dataset or path
        From :func:`trafficroutes.load`, or the name of a data file.

    Examples
    --------
    >>> from trafficroutes import info, load
    >>> info(load()).share_press_only < 1
    True
    """
    data = opened(data)
    records = data.records
    legs = records.legs
    touched = {code for leg in legs for code in (leg.origin, leg.to)}
    everything = coverage_of(data, "", "", legs)
    return Info(
        path=data.path,
        sha256=data.sha256,
        title=records.title,
        updated=records.updated,
        legs=len(legs),
        distinct_pairs=len({(leg.origin, leg.to, leg.commodity) for leg in legs}),
        corridors=len(records.corridors),
        commodities=tuple(sorted(records.commodities)),
        families=tuple(data.families),
        years=everything.years,
        places=len(touched),
        countries=sum(not is_region(code) for code in touched),
        regions=len(records.regions),
        flows=len(records.flows),
        observations=len(records.observations),
        production=len(records.production),
        consumption=len(records.consumption),
        seizures=len(records.seizures),
        mentions=len(records.mentions),
        bodies=len(records.bodies),
        citations=sum(1 for _ in all_citations(data)),
        citations_in_excerpt=sum(citation.excerpt for citation in all_citations(data)),
        records=everything.records,
        sources=len(records.sources),
        sources_cited=len(citation_counts(data)),
        legs_with_quantity=data.legs_with_quantity,
        legs_stopped_only=sum(all(c.stopped for c in leg.evidence) for leg in legs),
        legs_on_records_alone=sum(not leg.citations for leg in legs),
        share_press_only=everything.share_press_only,
        share_two_independent=everything.share_two_independent,
        share_undated=everything.share_undated,
        by_corridor=_by_corridor(data),
    )


def _by_corridor(data: Dataset) -> tuple[Coverage, ...]:
    """Return the coverage of each corridor by id, and of the legs in none at the end."""
    found = [
        coverage_of(data, key, corridor.name, [leg for leg in data.legs if key in leg.corridors])
        for key, corridor in sorted(data.records.corridors.items())
    ]
    rest = [leg for leg in data.legs if not leg.corridors]
    if rest:
        found.append(coverage_of(data, "", "no corridor", rest))
    return tuple(found)


def coverage_of(data: Dataset, key: str, name: str, legs: Sequence[Leg]) -> Coverage:
    """Return how much some legs hold, and how well they are founded, under an id and a name."""
    touched = {code for leg in legs for code in (leg.origin, leg.to)}
    span = pooled([c.years for leg in legs for c in leg.evidence if c.years is not None])
    press = sum(all(data.source(c).kind == "press" for c in leg.evidence) for leg in legs)
    double = sum(len(independent(leg.evidence)) > 1 for leg in legs)
    undated = sum(all(c.period is None for c in leg.evidence) for leg in legs)
    count = max(len(legs), 1)
    return Coverage(
        corridor=key,
        name=name,
        legs=len(legs),
        countries=sum(not is_region(code) for code in touched),
        citations=sum(len(leg.evidence) for leg in legs),
        records=records_behind(citation for leg in legs for citation in leg.evidence),
        years=(None, None) if span is None else (span.first, span.last),
        share_press_only=press / count,
        share_two_independent=double / count,
        share_undated=undated / count,
    )


def all_citations(data: Dataset) -> Iterator[Citation]:
    """Yield every citation of a data file."""
    records = data.records
    sections = (
        records.legs,
        records.flows,
        records.observations,
        records.production,
        records.consumption,
        records.seizures,
        records.mentions,
        records.bodies.values(),
    )
    for section in sections:
        for entry in section:
            yield from getattr(entry, "evidence", entry.citations)


def citation_counts(data: Dataset) -> dict[str, int]:
    """Return how often each source is cited, by its id; sources never cited are not in it."""
    return dict(sorted(Counter(str(c.source) for c in all_citations(data)).items()))
