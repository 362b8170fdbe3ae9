"""Documents of what changes between two periods or two data files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from trafficroutes.analysis.comparison.changes import (
    BeforeAndAfter,
    Correlation,
    LegChange,
    PlaceChange,
)
from trafficroutes.analysis.comparison.results import ComparisonAnswer, ComparisonResult
from trafficroutes.analysis.comparison.sides import HUB_SHARE
from trafficroutes.model.digits import settled
from trafficroutes.report.document import Cell, Column, Document, Kind, Section, Table, within
from trafficroutes.report.wording import counted, label

T = TypeVar("T", PlaceChange, LegChange)


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
    overlap = "" if jaccard is None else f"; Jaccard {settled(jaccard):.2f}"
    beyond = [item.change.beyond_draws for item in changes]
    drawn = [one for one in beyond if one is not None]
    sure = f"; {sum(drawn)} of {len(drawn)} changed rank beyond the draws" if drawn else ""
    if found.spearman is None or found.kendall is None:
        return f"{kinds}{overlap}; no rank correlation of the {found.common} on both sides{sure}"
    return (
        f"{kinds}{overlap}; rank correlation of the {found.common} on both sides: "
        f"Spearman {settled(found.spearman):+.2f}, Kendall {settled(found.kendall):+.2f}{sure}"
    )


def _places(answer: ComparisonAnswer, top: int | None) -> Table:
    shown = _first(answer.places, top)
    measure = answer.by.replace("_", " ")
    columns = (
        Column("name", "Place"),
        Column("place", "Code"),
        *_change(answer),
        *_values(answer, measure),
    )
    drawn = _drawn(answer)
    rows = tuple((item.name, item.place, *_cells(item.change, drawn=drawn)) for item in shown)
    return Table(_title("Countries", answer, len(rows), len(answer.places)), columns, rows)


def _legs(answer: ComparisonAnswer, name: Callable[[str], str], top: int | None) -> Table:
    shown = _first(answer.legs, top)
    columns = (
        Column("from_name", "From"),
        Column("to_name", "To"),
        *_change(answer),
        *_values(answer, "leg share" if answer.by == HUB_SHARE else "flow"),
        Column("legs", "Legs"),
        Column("other_documents", "Told by documents of one side only"),
    )
    rows = tuple(
        (
            name(item.origin),
            name(item.to),
            *_cells(item.change, drawn=_drawn(answer)),
            ", ".join(item.ids),
            "yes" if item.other_documents else None,
        )
        for item in shown
    )
    return Table(_title("Connections", answer, len(rows), len(answer.legs)), columns, rows)


def _title(what: str, answer: ComparisonAnswer, shown: int, among: int) -> str:
    return counted(what + (" (in 90 % of draws)" if _drawn(answer) else ""), shown, among)


def _drawn(answer: ComparisonAnswer) -> bool:
    return answer.before.draws is not None or answer.after.draws is not None


def _change(answer: ComparisonAnswer) -> tuple[Column, ...]:
    kind: Kind = "count_within" if _drawn(answer) else "count"
    columns = (
        Column("status", "What"),
        Column("rank_before", "Rank before", kind),
        Column("rank_after", "after", kind),
        Column("change", "BeforeAndAfter"),
    )
    return (*columns, Column("beyond_draws", "Beyond draws")) if _drawn(answer) else columns


def _values(answer: ComparisonAnswer, what: str) -> tuple[Column, Column]:
    heading = what[0].upper() + what[1:]
    drawn = _drawn(answer)
    kind: Kind = "figure_within" if drawn else "figure"
    if answer.by == HUB_SHARE:
        kind = "share_within" if drawn else "share"
    return Column("before", f"{heading} before", kind), Column("after", "after", kind)


def _cells(change: BeforeAndAfter, *, drawn: bool) -> tuple[Cell, ...]:
    moved = None if change.change is None else f"{change.change:+d}" if change.change else "0"
    beyond = (_BEYOND[change.beyond_draws],) if drawn else ()
    return (
        change.status,
        within(change.rank_before, change.rank_interval_before),
        within(change.rank_after, change.rank_interval_after),
        moved,
        *beyond,
        within(change.before, change.interval_before),
        within(change.after, change.interval_after),
    )


_BEYOND = {None: None, True: "yes", False: "no"}
