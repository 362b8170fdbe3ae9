"""Ranges beside shares, and how often such shares were right."""

from __future__ import annotations

from trafficroutes.question.ranges import RANGES, RangeShown, shown_by, told_range
from trafficroutes.question.tested import Headed, told_test
from trafficroutes.report.form.document import Cell, Column, Kind, Span, percent, span

#: Headings, and those of further shares of a table.
_TITLES = {"50": "As likely as not", "90": "90 % range", "evidence": "Evidence range"}
#: How their ends are shown: past misses do not tell tenths of a percent.
KINDS: dict[RangeShown, Kind] = {"50": "whole_shares", "90": "whole_shares", "evidence": "shares"}
_SHORT = {**_TITLES, "50": "50 % range"}


def record_of(answer: Headed, shown: RangeShown) -> str:
    """Return how the shares of an answer were tested; empty where it has none."""
    if answer.tested is None and answer.not_tested is None:
        return ""
    return told_test(answer, shown)


def range_columns(
    weighting: str,
    shown: RangeShown,
    called: str = "{}",
    *,
    short: bool = False,
    people: bool = True,
) -> tuple[Column, ...]:
    """Return the columns of the ranges of a share; people see the one that is asked for.

    Parameters
    ----------
    weighting : str
        How flow is measured.
    shown : {"50", "90", "evidence"}
    called : str
        What the fields are called, as of :class:`trafficroutes.question.ranges.Ranged`.
    short : bool
        With a short heading.
    people : bool
        Whether people see one of them.
    """
    titles = _SHORT if short else _TITLES
    seen = shown_by(weighting, shown)
    return tuple(
        Column(
            called.format(_field(one)), titles[one], KINDS[one], for_people=people and one == seen
        )
        for one in RANGES
    )


def range_cells(record: object, called: str = "{}") -> tuple[Cell, ...]:
    """Return the cells of these columns."""
    return tuple(getattr(record, called.format(_field(one))) for one in RANGES)


def _field(one: RangeShown) -> str:
    return "interval" if one == "evidence" else f"range_{one}"


def hub_share(weighting: str) -> Kind:
    """Return how shares of hubs are shown: published shares cannot test small ones."""
    return "tested_share" if shown_by(weighting, "50") == "50" else "share"


def share_told(record: object, share: float, shown: RangeShown, called: str = "{}") -> str:
    """Return a share with its range in words."""
    told = told_range(record, shown, called)
    ends = "" if told.ends is None else span(told.ends, KINDS[told.shown])
    return percent(share) + (f" ({told.called}: {ends})" if ends else "")


def evidence_told(share: float, ends: Span | None) -> str:
    """Return a difference of shares with its evidence range, the only one that it has."""
    return percent(share) + (f" (evidence range: {span(ends, 'shares')})" if ends else "")
