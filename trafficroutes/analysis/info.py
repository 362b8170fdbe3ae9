"""How large a data file is, and how well it is founded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from trafficroutes.graph.weighting import independent
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.records import Citation
from trafficroutes.model.years import pooled


@dataclass(frozen=True)
class Info:
    """Totals of a data file; the fields are documented in docs/output.md.

    Shares are fractions of the legs.
    """

    path: str
    sha256: str
    title: str
    updated: str
    legs: int
    distinct_pairs: int
    corridors: int
    commodities: list[str]
    families: list[str]
    years: list[int | None]
    places: int
    countries: int
    regions: int
    flows: int
    observations: int
    production: int
    consumption: int
    seizures: int
    bodies: int
    citations: int
    sources: int
    sources_cited: int
    legs_with_quantity: int
    share_press_only: float
    share_two_independent: float
    share_undated: float

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, by the documented keys."""
        return dict(vars(self))


def info(data: Dataset) -> Info:
    """Return the totals of a data file.

    Examples
    --------
    >>> from trafficroutes import info, load
    >>> info(load()).share_press_only < 1
    True
    """
    records = data.records
    legs = records.legs
    touched = {code for leg in legs for code in (leg.origin, leg.to)}
    kinds = {key: source.kind for key, source in records.sources.items()}
    span = pooled([c.years for leg in legs for c in leg.citations if c.years is not None])
    press = sum(all(kinds[c.source] == "press" for c in leg.citations) for leg in legs)
    double = sum(len(independent(leg.citations)) > 1 for leg in legs)
    undated = sum(all(c.period is None for c in leg.citations) for leg in legs)
    count = max(len(legs), 1)
    return Info(
        path=data.path,
        sha256=data.sha256,
        title=records.title,
        updated=records.updated,
        legs=len(legs),
        distinct_pairs=len({(leg.origin, leg.to, leg.commodity) for leg in legs}),
        corridors=len(records.corridors),
        commodities=sorted(records.commodities),
        families=list(data.families),
        years=[span.first, span.last] if span is not None else [None, None],
        places=len(touched),
        countries=sum(not code.startswith("R:") for code in touched),
        regions=len(records.regions),
        flows=len(records.flows),
        observations=len(records.observations),
        production=len(records.production),
        consumption=len(records.consumption),
        seizures=len(records.seizures),
        bodies=len(records.bodies),
        citations=sum(1 for _ in all_citations(data)),
        sources=len(records.sources),
        sources_cited=len(citation_counts(data)),
        legs_with_quantity=data.legs_with_quantity,
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
        records.bodies.values(),
    )
    for section in sections:
        for entry in section:
            yield from entry.citations


def citation_counts(data: Dataset) -> dict[str, int]:
    """Return how often each source is cited, by its id; sources never cited are not in it."""
    return dict(sorted(Counter(str(c.source) for c in all_citations(data)).items()))
