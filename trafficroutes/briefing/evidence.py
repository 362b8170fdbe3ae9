"""Chapters about the evidence: what contradicts itself, what is not known, the method."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from trafficroutes.analysis.legs.choosing import Chosen, CitationChoice, fitting
from trafficroutes.analysis.legs.contradictions import contradictions_in
from trafficroutes.analysis.legs.results import Contradiction, Testimony
from trafficroutes.analysis.legs.told import testimony
from trafficroutes.analysis.records.gaps import gaps_of
from trafficroutes.briefing.asking import Findings
from trafficroutes.briefing.contents import Chapter
from trafficroutes.briefing.numbering import Numbers
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.digits import by_size
from trafficroutes.model.records import Leg
from trafficroutes.question.evidence import Cited
from trafficroutes.question.notes import where_goods_stay
from trafficroutes.question.ranges import shown_by
from trafficroutes.question.saying import number_of, percent
from trafficroutes.report.form.document import CITE, Cell, Column, Table
from trafficroutes.report.ranges import record_of

#: Contradictions, and notes, that a report shows.
_ROWS, _NOTES = 10, 12
#: How flow is measured, in words.
_MEASURED = {
    "estimate": (
        "tonnes a year of a flow estimate, which spreads the demand of markets over their "
        "suppliers and is reconciled with cited amounts"
    ),
    "evidence": "the strength of the evidence for them, since no demand is cited to estimate by",
    "equal": "nothing: all count the same",
    "volume": "the tonnes a year that are cited for them",
    "records": "the number of seizure records behind them, damped by the logarithm",
    "records-sqrt": "the number of seizure records behind them, damped by the square root",
    "kilograms": "the kilograms of the seizure records behind them, capped",
}


def evidence_chapters(found: Findings, data: Dataset, numbers: Numbers) -> Iterator[Chapter]:
    """Yield what contradicts itself, what is not known and how it was worked out."""
    answer, query = found.answer, found.hubs.query
    shares: dict[str, float] = {}
    for used in answer.legs:
        for leg in used.ids:
            shares[leg] = max(shares.get(leg, 0.0), used.share)
    chosen = chosen_of(data, query, shares)
    yield contradictions_chapter(data, chosen, numbers, shares)
    notes = [note for note in answer.notes if not note.startswith(CITE)]
    yield unknown_chapter(data, chosen, notes)
    yield _method(found, len(chosen))


def chosen_of(
    data: Dataset, query: CitationChoice, wanted: Collection[str]
) -> tuple[Chosen[Leg], ...]:
    """Return legs by their ids, with those of their citations that fit a question."""
    return fitting(data, query, (leg for leg in data.legs if leg.id in wanted))


def contradictions_chapter(
    data: Dataset,
    chosen: Sequence[Chosen[Leg]],
    numbers: Numbers,
    shares: dict[str, float],
) -> Chapter:
    """Return citations that do not go together, of the legs that carry most first."""
    found = sorted(
        contradictions_in(data, chosen, testimony),
        key=lambda one: (
            by_size(shares.get(one.entry, 0.0)),
            one.kind,
            by_size(one.factor or 0.0),
            one.entry,
        ),
    )
    legs = len({one.entry for one in found})
    if not found:
        told = (
            (
                "No two citations of the legs used here contradict each other; that may also mean "
                "that few of them give figures for the same years."
            ),
        )
        return Chapter("contradictions", "Where the evidence contradicts itself", told)
    told = (
        (
            f"{number_of(len(found), 'pair')} of citations of {number_of(legs, 'leg')} do not go "
            f"together: {_kinds(found)}."
        ),
    )
    rows = tuple(_contradiction(one, numbers) for one in found[:_ROWS])
    columns = (
        Column("leg", "Leg"),
        Column("kind", "What differs"),
        Column("one", "One says"),
        Column("other", "Another says"),
    )
    title = "Beside each other" + (
        f": {len(rows)} of {len(found)}" if len(rows) < len(found) else ""
    )
    table = Table(title, columns, rows, name="contradictions")
    heading = "Where the evidence contradicts itself"
    return Chapter("contradictions", heading, told, tables=(table,))


def _kinds(found: Sequence[Contradiction]) -> str:
    """Say how many there are of each kind."""
    amounts = sum(one.kind == "amounts" for one in found)
    counted = (
        (amounts, "figures for the same years differ"),
        (len(found) - amounts, "one is graded doubtful beside one that is not"),
    )
    return ", ".join(f"in {count:,} {told}" for count, told in counted if count)


def _contradiction(one: Contradiction, numbers: Numbers) -> tuple[Cell, ...]:
    first, second = one.sides
    leg = f"{first.origin_name} to {first.to_name}"
    differs = "doubt" if one.factor is None else f"amounts, at least {one.factor:.3g} times"
    return leg, differs, _side(first, leg, numbers), _side(second, leg, numbers)


def _side(side: Testimony, leg: str, numbers: Numbers) -> str:
    cited = Cited(side.source, side.locator, side.reliability, side.credibility, side.estimate)
    told = side.amount or "that goods go so"
    years = f", {side.years}" if side.years else ""
    return f"{told}{years}, graded {side.grade} {numbers.cell([cited], leg)}"


def unknown_chapter(
    data: Dataset, chosen: Sequence[Chosen[Leg]], notes: Iterable[str], more: Iterable[str] = ()
) -> Chapter:
    """Return what the evidence leaves open, and what was assumed."""
    gaps = gaps_of(data, chosen, made=True, used=True, seized=True, shares=True)
    told = tuple(f"{gap.rstrip('.')}." for gap in dict.fromkeys((*more, *gaps)))
    kept = tuple(notes)
    return Chapter("unknown", "What is not known", told, notes=kept[:_NOTES])


def _method(found: Findings, legs: int) -> Chapter:
    answer, query = found.answer, found.hubs.query
    drawn = answer.draws
    ranges = (
        "No draws were made, so there are no evidence ranges."
        if drawn is None
        else f"Evidence ranges are of {drawn.used:,} draws of what the evidence leaves open; the "
        "notes above say what is drawn."
    )
    told = (
        (
            f"{number_of(legs, 'cited leg')} from place to place make a network, each as strong as "
            f"{_MEASURED[answer.weighting]}."
        ),
        (
            "A share is the chance that goods which arrive have passed a place, over all routes of "
            "the network at once; nothing is said of a single shipment, and the arcs of the map "
            "are schematic."
        ),
        (
            f"{percent(answer.arrival_probability)} of what sets out arrives; the rest stays in "
            f"places on the way {where_goods_stay(answer.weighting)}, or where no leg is cited to "
            "go on."
        ),
        ranges,
        f"Beside shares stands the range that is called {_range_called(found)}.",
        (
            "What would happen if countries were closed are two bounds: nobody changes route, or "
            "everybody takes the other cited routes."
        ),
    )
    record = record_of(answer, query.range_shown)
    heading = "How it was worked out, and how often such answers were right"
    return Chapter("method", heading, (*told, *filter(None, (record,))))


def _range_called(found: Any) -> str:
    shown = shown_by(found.answer.weighting, found.hubs.query.range_shown)
    return {
        "50": '"as likely as not": half of the published shares that were tested lie in such ones',
        "90": '"90 % range": nine of ten published shares should lie in such ones',
        "evidence": '"evidence range": what the reports leave open',
    }[shown]
