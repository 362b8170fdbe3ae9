"""Checks of what the data stand on: citations, sources, members of bodies."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

from trafficroutes.analysis.audit.findings import Found, listed
from trafficroutes.analysis.legs.series import same_series
from trafficroutes.analysis.records.info import citation_counts
from trafficroutes.graph.independence import independent
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.digits import settled
from trafficroutes.model.records import Leg
from trafficroutes.question.evidence import cited
from trafficroutes.question.saying import number_of


def one_citation(data: Dataset) -> Iterator[Found]:
    """Yield the legs that stand on exactly one citation; the weakest first."""
    single = [leg for leg in data.legs if len(leg.evidence) == 1]
    for leg in sorted(single, key=lambda leg: (settled(data.probability(leg.evidence[0])), leg.id)):
        (only,) = leg.evidence
        grade = f"{data.source(only).reliability}{only.credibility}"
        records = only.records
        what = "one citation"
        if records is not None:
            what = f"one table of seizures alone ({number_of(records, 'record')})"
        said = f"{_crossing(data, leg)} stands on {what}, graded {grade}"
        yield leg.id, (leg.origin, leg.to), said, cited(data, leg.evidence)


def one_voice(data: Dataset) -> Iterator[Found]:
    """Yield the legs with several citations that count as one.

    They come from one document or repeat one published estimate, directly or by
    way of a third (docs/method.md), so they are one report, however many.
    """
    for leg in sorted(data.legs, key=lambda leg: leg.id):
        if len(leg.evidence) > 1 and len(independent(leg.evidence)) == 1:
            said = (
                f"{_crossing(data, leg)} has {len(leg.evidence)} citations that count as one: "
                "they share a document or an estimate"
            )
            yield leg.id, (leg.origin, leg.to), said, cited(data, leg.evidence)


def one_series(data: Dataset) -> Iterator[Found]:
    """Yield the legs that count editions of one series as independent reports.

    Editions have one publisher and, numbers and months aside, one title. Two of them whose
    periods (or else years of publication) lie within five years are named, unless they
    share an estimate: yearly chapters mostly repeat each other.
    """
    for leg in sorted(data.legs, key=lambda leg: leg.id):
        voices = independent(leg.evidence)
        near = [
            (first, second)
            for one, two in combinations(voices, 2)
            for first, second in product(one, two)
            if same_series(data, first, second)
        ]
        if near:
            editions = list(dict.fromkeys(c.source for pair in near for c in pair))
            said = (
                f"{_crossing(data, leg)} counts {listed(editions)} as independent: one series, "
                "within five years"
            )
            behind = [c for c in leg.evidence if c.source in editions]
            yield leg.id, (leg.origin, leg.to), said, cited(data, behind)


def stopped_only(data: Dataset) -> Iterator[Found]:
    """Yield the legs all of whose loads were stopped before the crossing."""
    for leg in sorted(data.legs, key=lambda leg: leg.id):
        if all(citation.stopped for citation in leg.evidence):
            loads = number_of(len(leg.evidence), "load")
            said = f"{_crossing(data, leg)} stands on {loads} that never made it across"
            yield leg.id, (leg.origin, leg.to), said, cited(data, leg.evidence)


def press_only(data: Dataset) -> Iterator[Found]:
    """Yield the legs all of whose sources are of the kind ``press``."""
    for leg in sorted(data.legs, key=lambda leg: leg.id):
        if all(data.source(citation).kind == "press" for citation in leg.evidence):
            documents = number_of(len({c.source for c in leg.evidence}), "press document")
            said = f"{_crossing(data, leg)} stands on the press alone ({documents})"
            yield leg.id, (leg.origin, leg.to), said, cited(data, leg.evidence)


def no_period(data: Dataset) -> Iterator[Found]:
    """Yield the legs none of whose citations has a period.

    A question about a period leaves them out.
    """
    for leg in sorted(data.legs, key=lambda leg: leg.id):
        if all(citation.period is None for citation in leg.evidence):
            said = f"{_crossing(data, leg)} is undated, so no question about a period counts it"
            yield leg.id, (leg.origin, leg.to), said, cited(data, leg.evidence)


def uncited_sources(data: Dataset) -> Iterator[Found]:
    """Yield the sources that no citation names; estimates that do are mentioned."""
    counts = citation_counts(data)
    for key, source in sorted(data.records.sources.items()):
        if key in counts:
            continue
        estimates = sorted(k for k, e in data.records.estimates.items() if e.source == key)
        only = f"; it is only where {listed(estimates)} was published" if estimates else ""
        title = f"{source.publisher}: {source.title}"
        yield key, (), f"no citation names the source ({title}){only}", ()


def bodies_without_members(data: Dataset) -> Iterator[Found]:
    """Yield the bodies of cooperation without a member, past ones included."""
    for key, body in sorted(data.records.bodies.items()):
        if not body.members:
            observers = number_of(len(body.observers), "observer")
            said = f"{body.name} has no members and {observers}"
            yield key, tuple(m.place for m in body.observers), said, cited(data, body.citations)


def _crossing(data: Dataset, leg: Leg) -> str:
    name = data.places.name
    return f"{name(leg.origin)} > {name(leg.to)} ({leg.commodity})"
