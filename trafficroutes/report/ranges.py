"""Ranges beside shares, and what stands above an answer: draws without a route, its test."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from trafficroutes.question.intervals import Drawing, without_route
from trafficroutes.question.ranges import RANGES, RangeShown, shown_by, told_range
from trafficroutes.question.tested import Standing, Tested, in_words
from trafficroutes.report.document import Cell, Column, Kind, Span, percent, span

#: Headings, and those of further shares of a table.
_TITLES = {"50": "As likely as not", "90": "90 % range", "evidence": "Evidence range"}
_SHORT = {"50": "50 %", "90": "90 %", "evidence": "Evidence"}


class Headed(Protocol):
    """An answer that tells how its shares were tested."""

    @property
    def weighting(self) -> str:
        """How flow is measured."""

    @property
    def tested(self) -> Tested | None:
        """How often such shares were right."""

    @property
    def not_tested(self) -> str | None:
        """Why that is not known."""


def header(
    answer: Headed, shown: RangeShown, lines: Iterable[str], *drawings: Drawing | None
) -> tuple[str, ...]:
    """Return the lines under a heading: draws without a route, the answer, and its test.

    Parameters
    ----------
    answer : Headed
    shown : {"50", "90", "evidence"}
        The range that is asked for.
    lines : iterable of str
        The answer's own.
    drawings : Drawing or None
        Its draws.
    """
    standing = Standing(answer.tested, answer.not_tested)
    told = in_words(standing, shown_by(answer.weighting, shown))
    return (*without_route(*drawings), *lines, told)


def range_columns(
    weighting: str, shown: RangeShown, begins: str = "", *, short: bool = False
) -> tuple[Column, ...]:
    """Return the columns of the ranges of a share; people see the one that is asked for.

    Parameters
    ----------
    weighting : str
        How flow is measured.
    shown : {"50", "90", "evidence"}
    begins : str
        What the names of the fields begin with.
    short : bool
        With a short heading.
    """
    titles = _SHORT if short else _TITLES
    seen = shown_by(weighting, shown)
    return tuple(
        Column(f"{begins}{_field(one)}", titles[one], "shares", only_csv=one != seen)
        for one in RANGES
    )


def range_cells(record: object, begins: str = "") -> tuple[Cell, ...]:
    """Return the cells of these columns."""
    return tuple(getattr(record, f"{begins}{_field(one)}") for one in RANGES)


def _field(one: RangeShown) -> str:
    return "interval" if one == "evidence" else f"range_{one}"


def hub_share(weighting: str) -> Kind:
    """Return how shares of hubs are shown: published shares cannot test small ones."""
    return "tested_share" if shown_by(weighting, "50") == "50" else "share"


def share_told(record: object, share: float, shown: RangeShown, begins: str = "") -> str:
    """Return a share with its range in words."""
    told = told_range(record, shown, begins)
    return percent(share) + (f" ({told.called}: {_shares(told.ends)})" if told.ends else "")


def evidence_told(share: float, ends: Span | None) -> str:
    """Return a difference of shares with its evidence range, the only one that it has."""
    return percent(share) + (f" (evidence range: {_shares(ends)})" if ends else "")


def _shares(ends: Span) -> str:
    return span(ends, "shares")
