"""Citations and legs as answers carry them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from trafficroutes.analysis.legs.choosing import Chosen
from trafficroutes.analysis.legs.results import FlowTestimony, LegsSummary, LegTold, Testimony
from trafficroutes.analysis.legs.series import same_series
from trafficroutes.graph.independence import independent
from trafficroutes.graph.weighting import evidence_strength
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.digits import by_size
from trafficroutes.model.records import Citation, EventCitation, Flow, Leg
from trafficroutes.model.years import Years, pooled
from trafficroutes.question.evidence import records_behind
from trafficroutes.question.saying import number_of


def testimony(data: Dataset, chosen: Chosen[Leg], citation: Citation) -> Testimony:
    """Return a citation of a leg with its document and what it tells."""
    return Testimony(**_parts(data, chosen, citation))


def flow_testimony(data: Dataset, chosen: Chosen[Flow], citation: Citation) -> FlowTestimony:
    """Return a citation of a flow with its document and what it tells."""
    via = tuple(map(str, chosen.entry.via))
    return FlowTestimony(**_parts(data, chosen, citation), via=via)


def _parts(data: Dataset, chosen: Chosen[Any], citation: Citation) -> dict[str, Any]:
    entry: Leg | Flow = chosen.entry
    source = data.source(citation)
    claim, amount = _claim(citation)
    return {
        "entry": entry.id,
        "origin": str(entry.origin),
        "origin_name": data.places.full_name(entry.origin),
        "to": str(entry.to),
        "to_name": data.places.full_name(entry.to),
        "commodity": str(entry.commodity),
        "source": str(citation.source),
        "document": source.title,
        "publisher": source.publisher,
        "kind": source.kind,
        "published": source.year,
        "url": source.url,
        "locator": citation.locator,
        "reliability": source.reliability,
        "credibility": citation.credibility,
        "claim": claim,
        "records": citation.records,
        "amount": amount,
        "years": None if citation.years is None else str(citation.years),
        "modes": tuple(sorted(set(citation.modes) - {"unknown"})),
        "note": citation.note or "",
        "estimate": None if citation.estimate is None else str(citation.estimate),
        "marks": _marks(data, chosen, citation),
    }


def _claim(citation: Citation) -> tuple[str, str | None]:
    """Return what a citation tells, and the amount in words."""
    quantity, change = citation.quantity, citation.change
    if isinstance(citation, EventCitation):
        return "records", f"{number_of(citation.event.records, 'seizure')} recorded, " + (
            citation.event.weight_told
        )
    if quantity is not None:
        return quantity.basis or "flow", str(quantity)
    if change is not None:
        unit = change.unit.replace("_per_year", " a year").replace("_", " ")
        return "change", f"from {change.start:,.12g} to {change.end:,.12g} {unit}"
    return "crossing", None


def _marks(data: Dataset, chosen: Chosen[Any], citation: Citation) -> tuple[str, ...]:
    others = [other for other in chosen.citations if other is not citation]
    series = [
        other
        for other in others
        if other.source != citation.source and same_series(data, citation, other)
    ]
    marks = {
        "excerpt": citation.excerpt,
        "stopped": citation.stopped,
        "chain": citation.pairwise,
        "same estimate": citation.estimate is not None
        and any(other.estimate == citation.estimate for other in others),
        "same document": any(other.source == citation.source for other in others),
        "same series": bool(series),
    }
    return tuple(mark for mark, holds in marks.items() if holds)


def newest_year(data: Dataset, citation: Citation) -> int | None:
    """Return the last year that a citation names, or else that of its document."""
    years = citation.years
    named = [] if years is None else [y for y in (years.first, years.last) if y is not None]
    return max(named) if named else data.source(citation).year


def newest_first(data: Dataset, citation: Citation, entry: str) -> tuple[Any, ...]:
    """Return a key that puts the newest citations first, and of a year the best-graded."""
    grade = (data.source(citation).reliability, citation.credibility)
    newest = newest_year(data, citation) or 0
    return (-newest, *grade, str(citation.source), citation.locator, entry)


def leg_told(data: Dataset, chosen: Chosen[Leg]) -> LegTold:
    """Return a leg with how well it is founded."""
    leg, citations = chosen.entry, chosen.citations
    return LegTold(
        id=leg.id,
        origin=str(leg.origin),
        origin_name=data.places.full_name(leg.origin),
        to=str(leg.to),
        to_name=data.places.full_name(leg.to),
        commodity=str(leg.commodity),
        corridors=tuple(map(str, leg.corridors)),
        modes=tuple(sorted({mode for c in citations for mode in c.modes} - {"unknown"})),
        years=_span(citations),
        citations=len(citations),
        documents=len({c.source for c in citations}),
        independent=len(independent(citations)),
        best_grade=best_grade(data, citations) or "",
        strength=evidence_strength(data, citations),
        records=records_behind(citations),
    )


def in_order(legs: Sequence[LegTold]) -> tuple[LegTold, ...]:
    """Return legs in order: the most independent reports first, then the strongest."""
    return tuple(sorted(legs, key=lambda leg: (-leg.independent, by_size(leg.strength), leg.id)))


def _span(citations: Sequence[Citation]) -> str | None:
    """Return the years that citations name; one citation's as it says them."""
    spans = [c.years for c in citations if c.years is not None]
    found = spans[0] if len(citations) == len(spans) == 1 else pooled(spans)
    return None if found is None else str(found)


def best_grade(data: Dataset, citations: Sequence[Citation]) -> str | None:
    """Return the grade of the citation that is the likeliest to be true, such as ``A1``."""
    if not citations:
        return None
    _, reliability, credibility = min(
        (by_size(data.probability(c)), data.source(c).reliability, c.credibility) for c in citations
    )
    return f"{reliability}{credibility}"


def summary_of(data: Dataset, legs: Sequence[Chosen[Leg]]) -> LegsSummary:
    """Return how well some legs together are founded."""
    citations = [citation for chosen in legs for citation in chosen.citations]
    kinds = Counter(data.records.sources[key].kind for key in {str(c.source) for c in citations})
    span: Years | None = pooled([c.years for c in citations if c.years is not None])
    return LegsSummary(
        legs=len(legs),
        citations=len(citations),
        documents=kinds.total(),
        independent=len(independent(citations)),
        twice_told=sum(len(independent(chosen.citations)) > 1 for chosen in legs),
        kinds=dict(sorted(kinds.items(), key=lambda item: (-item[1], item[0]))),
        years=(None, None) if span is None else (span.first, span.last),
        best_grade=best_grade(data, citations),
        undated=sum(c.years is None for c in citations),
        stopped=sum(c.stopped for c in citations),
        excerpts=sum(c.excerpt for c in citations),
        records=records_behind(citations),
    )
