"""Documents of what changes between two periods or two data files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from trafficroutes.analysis.comparison import ComparisonAnswer, ComparisonResult
from trafficroutes.analysis.comparison_changes import (
    Change,
    Correlation,
    LegChange,
    PlaceChange,
)
from trafficroutes.analysis.comparison_sides import HUB_SHARE
from trafficroutes.report.document import Cell, Column, Document, Section, Table
from trafficroutes.report.wording import counted, label

T = TypeVar("T", PlaceChange, LegChange)

_CHANGE = (
    Column("status", "What"),
    Column("rank_before", "Rank before", "count"),
    Column("rank_after", "after", "count"),
    Column("change", "Change"),
)


def comparison_document(
    result: ComparisonResult, name: Callable[[str], str], *, top: int | None = None
) -> Document:
    """Return the document of a comparison.

    Parameters
    ----------
    result : ComparisonResult
        The answer.
    name : callable
        Gives the name of a code.
    top : int, optional
        Only so many places and legs of each kind (appears, disappears, stays).
    """
    query = result.query
    ends = f", {query.origin_name} to {query.destination_name}" if query.origin else ""
    return Document(tuple(_section(answer, name, ends, top) for answer in result.answers))


def first(result: ComparisonResult, top: int | None) -> ComparisonResult:
    """Return the answer with only the first places and legs of each kind; None keeps all."""
    if top is None:
        return result
    answers = (
        replace(answer, places=_first(answer.places, top), legs=_first(answer.legs, top))
        for answer in result.answers
    )
    return replace(result, answers=tuple(answers))


def _first(changes: tuple[T, ...], top: int | None) -> tuple[T, ...]:
    """Return the first changes of each kind."""
    kinds = ("appears", "disappears", "stays")
    of_kind = ([c for c in changes if c.change.status == kind][:top] for kind in kinds)
    return tuple(change for listed in of_kind for change in listed)


def _section(
    answer: ComparisonAnswer, name: Callable[[str], str], ends: str, top: int | None
) -> Section:
    before, after = answer.before, answer.after
    files = "" if before.data == after.data else f" ({before.data} and {after.data})"
    return Section(
        heading=(
            f"{label(answer.commodity)}: {before.years} compared with {after.years}{ends}{files}"
        ),
        lines=(
            _sizes(answer),
            _agree("Connections", answer.legs, answer.jaccard, answer.correlation_legs),
            _agree("Countries", answer.places, answer.jaccard_places, answer.correlation),
        ),
        tables=(_places(answer, top), _legs(answer, name, top)),
        notes=answer.notes,
    )


def _sizes(answer: ComparisonAnswer) -> str:
    before, after = answer.before, answer.after
    return (
        f"Before: {before.connections} connections, {before.places} countries, "
        f"{before.documents} documents; after: {after.connections}, {after.places}, "
        f"{after.documents}"
    )


def _kinds(changes: Sequence[PlaceChange | LegChange]) -> str:
    kinds = [item.change.status for item in changes]
    return (
        f"{kinds.count('appears')} appear, {kinds.count('disappears')} disappear, "
        f"{kinds.count('stays')} stay"
    )


def _agree(
    what: str,
    changes: Sequence[PlaceChange | LegChange],
    jaccard: float | None,
    found: Correlation,
) -> str:
    kinds = f"{what}: {_kinds(changes)}"
    overlap = "" if jaccard is None else f"; Jaccard {jaccard:.2f}"
    if found.spearman is None or found.kendall is None:
        return f"{kinds}{overlap}; no rank correlation of the {found.common} on both sides"
    return (
        f"{kinds}{overlap}; rank correlation of the {found.common} on both sides: "
        f"Spearman {found.spearman:+.2f}, Kendall {found.kendall:+.2f}"
    )


def _places(answer: ComparisonAnswer, top: int | None) -> Table:
    shown = _first(answer.places, top)
    measure = answer.by.replace("_", " ")
    columns = (
        Column("name", "Place"),
        Column("place", "Code"),
        *_CHANGE,
        *_values(measure, is_share=answer.by == HUB_SHARE),
    )
    rows = tuple((item.name, item.place, *_cells(item.change)) for item in shown)
    return Table(counted("Countries", len(rows), len(answer.places)), columns, rows)


def _legs(answer: ComparisonAnswer, name: Callable[[str], str], top: int | None) -> Table:
    shown = _first(answer.legs, top)
    is_share = answer.by == HUB_SHARE
    columns = (
        Column("from_name", "From"),
        Column("to_name", "To"),
        *_CHANGE,
        *_values("leg share" if is_share else "flow", is_share=is_share),
        Column("legs", "Legs"),
        Column("other_documents", "Told by documents of one side only"),
    )
    rows = tuple(
        (
            name(item.origin),
            name(item.to),
            *_cells(item.change),
            ", ".join(item.ids),
            "yes" if item.other_documents else None,
        )
        for item in shown
    )
    return Table(counted("Connections", len(rows), len(answer.legs)), columns, rows)


def _values(what: str, *, is_share: bool) -> tuple[Column, Column]:
    heading = what[0].upper() + what[1:]
    return (
        Column("before", f"{heading} before", "share" if is_share else "figure"),
        Column("after", "after", "share" if is_share else "figure"),
    )


def _cells(change: Change) -> tuple[Cell, ...]:
    moved = None if change.change is None else f"{change.change:+d}" if change.change else "0"
    return (
        change.status,
        change.rank_before,
        change.rank_after,
        moved,
        change.before,
        change.after,
    )
