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
from trafficroutes.model.digits import by_size, settled
from trafficroutes.question.ranges import RangeShown, shown_by, told_range
from trafficroutes.report.form.document import Cell, Column, Document, Kind, Section, Table, within
from trafficroutes.report.ranges import hub_share, range_cells, range_columns, record_of
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
    shown = query.range_shown
    return Document(
        tuple(
            _section(answer, name, ends, top, shown, result.sentences(answer))
            for answer in result.answers
        )
    )


def first(result: ComparisonResult, top: int | None) -> ComparisonResult:
    """Return the answer with only the first places and legs of each kind; None keeps all."""
    if top is None:
        return result
    answers = (
        replace(answer, places=_first(answer.places, top), legs=_first(answer.legs, top))
        for answer in result.answers
    )
    return replace(result, answers=tuple(answers))


def _first(changes: Sequence[T], top: int | None) -> tuple[T, ...]:
    """Return the first changes of each kind."""
    kinds = ("appears", "disappears", "stays")
    of_kind = ([c for c in changes if c.change.status == kind][:top] for kind in kinds)
    return tuple(change for listed in of_kind for change in listed)


def _section(
    answer: ComparisonAnswer,
    name: Callable[[str], str],
    ends: str,
    top: int | None,
    shown: RangeShown,
    told: tuple[str, ...],
) -> Section:
    before, after = answer.before, answer.after
    files = "" if before.data == after.data else f" ({before.data} and {after.data})"
    return Section(
        heading=(
            f"{label(answer.commodity)}: {before.years} compared with {after.years}{ends}{files}"
        ),
        answer=told,
        lines=(
            _sizes(answer),
            _agree("Connections", answer.legs, answer.jaccard, answer.correlation_legs),
            _agree("Countries", answer.places, answer.jaccard_places, answer.correlation),
        ),
        record=record_of(answer, shown),
        tables=(_places(answer, top, shown), _legs(answer, name, top, shown)),
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


def _places(answer: ComparisonAnswer, top: int | None, shown: RangeShown) -> Table:
    listed: Sequence[PlaceChange] = answer.places
    if _of_shares(answer):
        listed = _by_moves(_first(_by_moves(listed), top))
    else:
        listed = _first(listed, top)
    measure = answer.by.replace("_", " ")
    columns = (
        Column("name", "Place"),
        Column("place", "Code"),
        *_change(answer),
        *_values(answer, measure, shown, hub_share(answer.weighting)),
    )
    rows = tuple((item.name, item.place, *_cells(answer, item.change, shown)) for item in listed)
    title = _title("Countries", answer, shown, len(rows), len(answer.places))
    return Table(title, columns, rows, name="places")


def _by_moves(places: Sequence[PlaceChange]) -> list[PlaceChange]:
    """Return countries by how much their shares change, either way."""

    def moved(item: PlaceChange) -> float:
        return abs((item.change.after or 0.0) - (item.change.before or 0.0))

    return sorted(places, key=lambda item: (by_size(moved(item)), item.name))


def _legs(
    answer: ComparisonAnswer, name: Callable[[str], str], top: int | None, shown: RangeShown
) -> Table:
    listed = _first(answer.legs, top)
    columns = (
        Column("from_name", "From"),
        Column("to_name", "To"),
        *_change(answer),
        *_values(answer, "leg share" if _of_shares(answer) else "flow", shown, "share"),
        Column("legs", "Legs", spare=True),
        Column("other_documents", "Told by documents of one side only", spare=True),
    )
    rows = tuple(
        (
            name(item.origin),
            name(item.to),
            *_cells(answer, item.change, shown),
            ", ".join(item.ids),
            "yes" if item.other_documents else None,
        )
        for item in listed
    )
    title = _title("Connections", answer, shown, len(rows), len(answer.legs))
    return Table(title, columns, rows, name="legs")


def _title(what: str, answer: ComparisonAnswer, shown: RangeShown, listed: int, among: int) -> str:
    """Return a title that says which ranges stand in brackets."""
    by = shown_by(answer.weighting, shown) if _of_shares(answer) else "evidence"
    told = ["evidence ranges"] if _drawn(answer) else []
    if by != "evidence":
        told = [*(f"{one} of ranks" for one in told), f"{by} % ranges of shares"]
    return counted(f"{what} (in brackets: {', '.join(told)})" if told else what, listed, among)


def _of_shares(answer: ComparisonAnswer) -> bool:
    return answer.by == HUB_SHARE


def _drawn(answer: ComparisonAnswer) -> bool:
    return answer.before.draws is not None or answer.after.draws is not None


def _change(answer: ComparisonAnswer) -> tuple[Column, ...]:
    kind: Kind = "count_within" if _drawn(answer) else "count"
    columns = (
        Column("status", "What"),
        Column("rank_before", "Rank before", kind, spare=_of_shares(answer)),
        Column("rank_after", "after", kind, spare=_of_shares(answer)),
        Column("change", "Change", spare=True),
    )
    beyond = Column("beyond_draws", "Beyond draws", spare=True)
    return (*columns, beyond) if _drawn(answer) else columns


def _values(
    answer: ComparisonAnswer, what: str, shown: RangeShown, share: Kind
) -> tuple[Column, ...]:
    """Return the columns of both values; of shares, for people with the range asked for."""
    heading = what[0].upper() + what[1:]
    titles = {"before": f"{heading} before", "after": "after"}
    if not _of_shares(answer):
        kind: Kind = "figure_within" if _drawn(answer) else "figure"
        return tuple(Column(when, title, kind) for when, title in titles.items())
    within_range: Kind = "tested_share_within" if share == "tested_share" else "share_within"
    return tuple(
        column
        for when, title in titles.items()
        for column in (
            Column(when, title, within_range, for_csv=False),
            Column(when, title, "share", for_people=False),
            *range_columns(answer.weighting, shown, f"{{}}_{when}", people=False),
        )
    )


def _cells(answer: ComparisonAnswer, change: BeforeAndAfter, shown: RangeShown) -> tuple[Cell, ...]:
    moved = None if change.change is None else f"{change.change:+d}" if change.change else "0"
    beyond = (_BEYOND[change.beyond_draws],) if _drawn(answer) else ()
    values: tuple[Cell, ...] = (
        within(change.before, change.interval_before),
        within(change.after, change.interval_after),
    )
    if _of_shares(answer):
        values = (*_share(change, "before", shown), *_share(change, "after", shown))
    return (
        change.status,
        within(change.rank_before, change.rank_interval_before),
        within(change.rank_after, change.rank_interval_after),
        moved,
        *beyond,
        *values,
    )


def _share(change: BeforeAndAfter, when: str, shown: RangeShown) -> tuple[Cell, ...]:
    """Return the cells of a share on one side: with its range, and for CSV."""
    share, called = getattr(change, when), f"{{}}_{when}"
    ends = told_range(change, shown, called).ends
    return (within(share, ends), share, *range_cells(change, called))


_BEYOND = {None: None, True: "yes", False: "no"}
