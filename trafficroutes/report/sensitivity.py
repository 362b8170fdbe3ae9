"""Documents of sensitivities to the evidence."""

from __future__ import annotations

from dataclasses import replace

from trafficroutes.analysis.comparison.sides import HUB_SHARE
from trafficroutes.analysis.sensitivity.results import (
    HEAD,
    Case,
    PlaceSensitivity,
    SensitivityAnswer,
    SensitivityResult,
)
from trafficroutes.model.digits import settled
from trafficroutes.report.form.document import Cell, Column, Document, Kind, Section, Table, within
from trafficroutes.report.wording import counted, label

_NONE = {
    "no_leg": "no leg is left",
    "no_route": "no route is left",
    "no_estimate": "legs are left, but the flow estimate made of them moves nothing there",
}
#: Kinds of value, by whether it is a share and whether it has an evidence range.
_KINDS: dict[tuple[bool, bool], Kind] = {
    (True, True): "share_within",
    (True, False): "share",
    (False, True): "figure_within",
    (False, False): "figure",
}


def sensitivity_document(result: SensitivityResult, *, top: int | None = None) -> Document:
    """Return the document of a sensitivity, with only the first countries if asked."""
    query = result.query
    ends = f", {query.origin_name} to {query.destination_name}" if query.origin else ""
    return Document(
        tuple(_section(answer, ends, top, result.sentences(answer)) for answer in result.answers)
    )


def first_places(result: SensitivityResult, top: int | None) -> SensitivityResult:
    """Return the answer with only the first countries; None keeps all."""
    answers = (replace(answer, places=answer.places[:top]) for answer in result.answers)
    return replace(result, answers=tuple(answers))


def _section(
    answer: SensitivityAnswer, ends: str, top: int | None, told: tuple[str, ...]
) -> Section:
    return Section(
        heading=f"{label(answer.commodity)}{ends}: the ranking by how much a leg stands on",
        answer=told,
        lines=tuple(case_line(answer, case) for case in answer.cases),
        tables=(ranking_table(answer, top),),
        notes=answer.notes,
    )


def case_line(answer: SensitivityAnswer, case: Case) -> str:
    """Return what is left in a case, and how far it agrees with all legs, in a sentence."""
    whole = answer.cases[0]
    begin = f"{_condition(case)}: {case.legs} of {whole.legs} legs"
    if case is whole:
        begin = f"All legs: {case.legs}"
    if case.outcome in _NONE:
        return f"{begin}; {_NONE[case.outcome]}"
    used = f", {case.connections} connections in use, {case.places} countries"
    if case is whole:
        return begin + used
    kept = f"{case.head_kept} of the first {min(HEAD, whole.places)} stay there"
    if case.spearman is None or case.kendall is None:
        return f"{begin}{used}; no rank correlation; {kept}"
    return (
        f"{begin}{used}; rank correlation with all: Spearman {settled(case.spearman):+.2f}, "
        f"Kendall {settled(case.kendall):+.2f}; {kept}"
    )


def _condition(case: Case) -> str:
    if case.without_press:
        return "Without legs of press alone"
    return f"{case.min_citations} or more independent citations"


def ranking_table(answer: SensitivityAnswer, top: int | None) -> Table:
    """Return the countries with value and rank in each case that has a ranking."""
    shown = answer.places[:top]
    ranked = [at for at, case in enumerate(answer.cases) if case.outcome == "ranked"]
    drawn = any(case.draws for case in answer.cases)
    columns = [Column("name", "Place"), Column("place", "Code")]
    for at in ranked:
        key, title = _column(answer.cases[at])
        columns += [
            Column(f"rank_{key}", title, "count_within" if drawn else "count"),
            Column(f"value_{key}", "", _KINDS[answer.by == HUB_SHARE, drawn], spare=True),
        ]
    rows = tuple((place.name, place.place, *_cells(place, ranked)) for place in shown)
    what = "Hub share" if answer.by == HUB_SHARE else answer.by.replace("_", " ").capitalize()
    within = " (in brackets: evidence ranges)" if drawn else ""
    title = counted(f"Rank and {what[0].lower()}{what[1:]}{within}", len(rows), len(answer.places))
    return Table(title, tuple(columns), rows, name="places")


def _column(case: Case) -> tuple[str, str]:
    """Return the key and the heading of a case."""
    if case.without_press:
        return "without_press", "Not press alone"
    if case.min_citations == 1:
        return "all", "All legs"
    return f"{case.min_citations}", f"{case.min_citations} or more"


def _cells(place: PlaceSensitivity, ranked: list[int]) -> list[Cell]:
    return [
        cell
        for at in ranked
        for cell in (
            within(place.ranks[at], place.rank_intervals[at]),
            within(place.values[at], place.intervals[at]),
        )
    ]
