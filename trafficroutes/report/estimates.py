"""Documents of the flow estimate and of its calibration."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from trafficroutes.analysis.estimate.calibrate import Beside, CalibrationAnswer, CalibrationResult
from trafficroutes.analysis.estimate.results import (
    CitedBeside,
    EstimateAnswer,
    EstimatedLeg,
    EstimatedPlace,
    EstimateResult,
)
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.digits import settled
from trafficroutes.question.evidence import Cited
from trafficroutes.question.saying import number_of
from trafficroutes.question.tested import Standing, in_words
from trafficroutes.report.citing import evidence_table, sources_cell
from trafficroutes.report.diagram import diagram
from trafficroutes.report.form.document import Column, Document, Section, Table
from trafficroutes.report.wording import counted, label


def estimate_document(
    result: EstimateResult, data: Dataset, *, top: int | None = None, evidence: bool = False
) -> Document:
    """Return the document of a flow estimate.

    Parameters
    ----------
    result : EstimateResult
        The answer.
    data : Dataset
        For names and titles of sources.
    top : int, optional
        Only so many legs, places and residuals; the rest are counted.
    evidence : bool
        Add the citations behind the legs shown.
    """
    return Document(
        tuple(
            _estimate(answer, data, top, result.sentences(answer), evidence=evidence)
            for answer in result.answers
        )
    )


def first(result: EstimateResult, top: int | None) -> EstimateResult:
    """Return the answer with only its first legs, places and residuals; None keeps all."""
    if top is None:
        return result
    answers = (
        replace(
            answer,
            legs=answer.legs[:top],
            places=answer.places[:top],
            residuals=answer.residuals[:top],
        )
        for answer in result.answers
    )
    return replace(result, answers=tuple(answers))


def _estimate(
    answer: EstimateAnswer,
    data: Dataset,
    top: int | None,
    told: tuple[str, ...],
    *,
    evidence: bool,
) -> Section:
    tables = [
        _legs(answer, data, top),
        _places(answer, top),
        _residuals(answer, data, top),
    ]
    if evidence:
        shown = [leg for leg in answer.legs[:top] if leg.ids]
        tables += [
            evidence_table(data, leg.citations, f"Evidence for {_ends(leg, data)}") for leg in shown
        ]
        tables += [
            evidence_table(data, place.citations, f"Evidence for demand of {place.name}")
            for place in answer.places[:top]
            if place.citations
        ]
    return Section(
        heading=f"{label(answer.commodity)}: flow estimate, {answer.period}",
        answer=told,
        lines=(*diagram(answer, data), *_missing(answer, data)),
        record=in_words(Standing(answer.tested, answer.not_tested), "evidence"),
        tables=tuple(tables),
        notes=(_TREE, *answer.notes),
    )


_TREE = (
    "In the tree a line is all that goes over a leg, and the lines below it are all that its end "
    "sends on, from wherever that came"
)


def _legs(answer: EstimateAnswer, data: Dataset, top: int | None) -> Table:
    name, unit = data.places.name, answer.unit
    columns = (
        Column("from_name", "From"),
        Column("from", "Code"),
        Column("to_name", "To"),
        Column("to", "Code"),
        Column("flow", f"Flow, {unit} a year", "figure"),
        Column("low", "Low", "figure"),
        Column("high", "High", "figure"),
        Column("sources", "Sources", spare=True),
    )
    rows = tuple(
        (
            name(leg.origin),
            leg.origin,
            name(leg.to),
            leg.to,
            leg.flow,
            leg.low,
            leg.high,
            sources_cell(leg.citations) or "(region to member)",
        )
        for leg in answer.legs[:top]
    )
    title = "Legs (low to high: evidence range)" if answer.draws else "Legs"
    return Table(counted(title, len(rows), len(answer.legs)), columns, rows, name="legs")


def _places(answer: EstimateAnswer, top: int | None) -> Table:
    columns = (
        Column("name", "Place"),
        Column("place", "Code"),
        Column("throughput", f"Throughput, {answer.unit} a year", "figure"),
        Column("demand", "Ends here", "figure"),
        Column("seizures", "of it cited as seized", "figure"),
        Column("supply", "Begins here", "figure"),
        Column("demand_is", "Consumption is"),
        Column("sources", "Sources"),
    )
    rows = tuple(
        (
            place.name,
            place.place,
            place.throughput,
            place.demand,
            place.seizures or None,
            place.supply or None,
            _basis(place),
            sources_cell(place.citations),
        )
        for place in answer.places[:top]
    )
    return Table(counted("Places", len(rows), len(answer.places)), columns, rows, name="places")


def _basis(place: EstimatedPlace) -> str:
    """Say where the demand of a place comes from."""
    words = ["derived"] if place.derived else ["cited"] if place.citations else []
    return ", ".join([*words, "near the period"] if place.near else words)


def _residuals(answer: EstimateAnswer, data: Dataset, top: int | None) -> Table:
    columns = (
        Column("what", "Cited"),
        Column("low", f"Low, {answer.unit} a year", "figure"),
        Column("best", "Best", "figure"),
        Column("high", "High", "figure"),
        Column("model", "Estimate", "figure"),
        Column("z", "Off, in sd", "figure"),
        Column("sources", "Sources"),
    )
    rows = tuple(
        (_what(item, data), *item.cited, item.model, item.z, _documents(item.citation))
        for item in answer.residuals[:top]
    )
    title = counted("What cannot all be true", len(rows), len(answer.residuals))
    return Table(title, columns, rows, name="contradictions")


def _what(item: CitedBeside, data: Dataset) -> str:
    name = data.places.name
    if item.what == "production":
        return f"production of {name(item.origin)}"
    return f"{name(item.origin)} > {name(item.to)}"


def _documents(cited: Iterable[Cited]) -> str:
    """Return the documents of a figure side by side, with their grades."""
    return ", ".join(
        f"{item.source} ({item.reliability}{item.credibility})"
        for item in sorted(cited, key=lambda c: (c.reliability, c.credibility, c.source))[:4]
    )


def _ends(leg: EstimatedLeg, data: Dataset) -> str:
    return f"{data.places.name(leg.origin)} > {data.places.name(leg.to)}"


def _missing(answer: EstimateAnswer, data: Dataset) -> Iterable[str]:
    """Yield what the estimate lacks, a line each."""
    name = data.places.name
    if answer.unsupplied:
        yield (
            f"Without a known supplier or production ({len(answer.unsupplied)}): "
            f"{_listed([name(code) for code in answer.unsupplied])}"
        )
    for loop in answer.unfed:
        yield (
            f"Supply each other, and nothing feeds them: {_listed([name(c) for c in loop])}; "
            "their flows to others are left out"
        )
    for item in answer.overdrawn:
        yield (
            f"Demand asks {settled(item.asked):,.3g} {answer.unit} a year of {item.name}; at most "
            f"{settled(item.cited[2]):,.3g} {answer.unit} of production are cited"
        )


def _listed(names: Sequence[str], limit: int = 12) -> str:
    more = f" and {len(names) - limit} more" if len(names) > limit else ""
    return ", ".join(names[:limit]) + more


def calibration_document(
    result: CalibrationResult, data: Dataset, *, evidence: bool = False
) -> Document:
    """Return the document of a calibration."""
    return Document(
        tuple(_calibration(answer, data, evidence=evidence) for answer in result.answers)
    )


def _calibration(answer: CalibrationAnswer, data: Dataset, *, evidence: bool) -> Section:
    columns = (
        Column("id", "Observation"),
        Column("low", "Low", "share"),
        Column("best", "Cited", "share"),
        Column("high", "High", "share"),
        Column("model", "Estimate", "share"),
        Column("held_out", "Held out", spare=True),
        Column("statement", "Statement", spare=True),
        Column("sources", "Sources", spare=True),
    )
    table = Table("Observed shares", columns, tuple(_row(item) for item in answer.observations))
    tables = [table]
    if evidence:
        tables += [
            evidence_table(data, item.citations, f"Evidence for {item.id}")
            for item in answer.observations
        ]
    held = sum(item.held_out for item in answer.observations)
    every = number_of(len(answer.observations), "published share")
    missed, of_all = (
        _mean(mean)
        for mean in (answer.mean_absolute_difference, answer.mean_absolute_difference_of_all)
    )
    told = (
        f"Of {every} {held} {'is' if held == 1 else 'are'} held out to test the estimate: {missed} "
        f"(of all: {of_all})."
    )
    return Section(
        heading=f"{label(answer.commodity)}: calibration of the flow estimate, {answer.period}",
        answer=(told,),
        tables=tuple(tables),
        notes=answer.notes,
    )


def _row(item: Beside) -> tuple[str | float | None, ...]:
    low, best, high = item.cited
    held = "yes" if item.held_out else "no"
    return (
        item.id,
        low,
        best,
        high,
        item.model,
        f"{held}, near the period" if item.near else held,
        item.statement,
        sources_cell(item.citations),
    )


def _mean(points: float | None) -> str:
    return "no mean" if points is None else f"it misses them by {settled(points):.1f} points"
