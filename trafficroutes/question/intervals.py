"""Evidence ranges: Monte Carlo intervals and ranks, and what an answer says of its draws."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from trafficroutes.errors import QueryError
from trafficroutes.graph.arrays import Floats, Ints, order_statistics, percentiles
from trafficroutes.graph.counting import BY_RECORDS
from trafficroutes.graph.network import Network
from trafficroutes.graph.recipe import RECIPE
from trafficroutes.model.arguments import check_whole
from trafficroutes.model.digits import settled, settled_all
from trafficroutes.question.plain import Plain

#: Draws of a network, unless asked otherwise, and the most that can be asked for.
DRAWS, MOST_DRAWS = 200, 20_000
#: Ends of an interval, in percent of the draws.
ENDS = (5.0, 95.0)
#: Names in a note before "and n more".
_NAMED = 8
#: Shares that differ by less are one; below the second nothing is said of them.
_SAME, _SLIGHT = 1e-9, 1e-3

Interval = tuple[float, float]
RankInterval = tuple[int, int]

_IN_EACH = {
    "estimate": "in each, shares of suppliers vary the more the fewer reports they rest on, cited "
    "figures lie in their ranges (assumed ones where none are cited), and the whole flow estimate "
    "is made anew",
    "evidence": "in each, documents and claims are right or wrong by their grades; a leg of which "
    f"all are wrong counts for {100 * RECIPE.doubted:.0f} % of what it would",
    **dict.fromkeys(
        BY_RECORDS,
        "in each, seizure records are drawn anew with replacement, so that what stands on one of "
        "them is gone in more than a third",
    ),
    "volume": "in each, documents and claims are right or wrong by their grades, and cited "
    "amounts lie in their ranges (assumed ones where none are cited)",
}
_BY_GRADES = "in each, documents and claims are right or wrong by their grades"


@dataclass(frozen=True)
class Drawing(Plain):
    """The draws that Monte Carlo intervals (evidence ranges) are of.

    Attributes
    ----------
    asked, seed : int
        How many were asked for, and by which seed.
    used : int
        Those that evidence ranges, ranks and chances are of.
    without_route : int
        Those in which nothing arrives (of a whole network: no leg is left), counted
        apart.
    unbalanced : int
        Those whose flows could not be balanced (``estimate`` only), left out.
    """

    asked: int
    seed: int
    used: int
    without_route: int
    unbalanced: int


def check_draws(draws: int | None, seed: int) -> None:
    """Refuse a number of draws, or a seed, below 0, and more than :data:`MOST_DRAWS`.

    Raises
    ------
    QueryError
        There is no such number of draws, or no such seed.
    """
    check_whole("seed", seed)
    if draws is not None:
        check_whole("draws", draws)
    if seed < 0:
        raise QueryError(f"the seed is 0 or more, not {seed}")
    if draws is not None and draws < 0:
        raise QueryError(f"the number of draws is 0 (none) or more, not {draws}")
    if draws is not None and draws > MOST_DRAWS:
        raise QueryError(
            f"the number of draws is at most {MOST_DRAWS:,}, not {draws:,}: more would change no "
            "digit that is shown"
        )


def intervals(values: Floats) -> list[Interval]:
    """Return the evidence ranges, the middle 90 percent, for each column of (draws, n) values."""
    low, high = percentiles(values, ENDS)
    return list(zip(low.tolist(), high.tolist(), strict=True))


def rank_intervals(ranks: Ints) -> list[RankInterval]:
    """Return the best and the worst rank of the middle 90 percent, for each column."""
    first, last = (end / 100 * (len(ranks) - 1) for end in ENDS)
    best, worst = order_statistics(ranks, np.array([math.floor(first), math.ceil(last)]))
    return list(zip(best.tolist(), worst.tolist(), strict=True))


@dataclass(frozen=True)
class RankedInterval:
    """A number of a ranking in the draws; both None without draws.

    Attributes
    ----------
    interval : pair of float or None
        The evidence range: where it lies in the middle 90 percent of them.
    rank_interval : pair of int or None
        Its rank, the best and the worst, in these.
    """

    interval: Interval | None = None
    rank_interval: RankInterval | None = None


NO_SPREAD = RankedInterval()


def spreads(values: Floats) -> list[RankedInterval]:
    """Return what the draws say of each column of (draws, n) values, ranked in their rows.

    >>> spreads(np.array([[0.2, 0.5], [0.2, 0.5]]))[0]
    RankedInterval(interval=(0.2, 0.2), rank_interval=(2, 2))
    """
    if not values.size:
        return [NO_SPREAD] * values.shape[1]
    found = zip(intervals(values), rank_intervals(ranks_in_draws(values)), strict=True)
    return [RankedInterval(*both) for both in found]


def interval_of(values: Floats) -> Interval | None:
    """Return the evidence range of one number a draw; None of no draws."""
    return intervals(values[:, np.newaxis])[0] if values.size else None


def ranks_in_draws(values: Floats) -> Ints:
    """Return the rank of each column within its row, the largest first; equals share one.

    >>> ranks_in_draws(np.array([[0.2, 0.5, 0.2], [0.0, 0.0, 1.0]])).tolist()
    [[2, 1, 2], [2, 2, 1]]
    """
    count, n = values.shape
    near = settled_all(values)
    order = np.argsort(-near, axis=1, kind="stable")
    fallen = np.take_along_axis(near, order, axis=1)
    first = np.ones((count, n), dtype=bool)
    first[:, 1:] = fallen[:, 1:] < fallen[:, :-1]
    places = np.maximum.accumulate(np.where(first, np.arange(1, n + 1), 0), axis=1)
    ranks = np.empty((count, n), dtype=np.int64)
    np.put_along_axis(ranks, order, places, axis=1)
    return ranks


def how_drawn(network: Network, drawing: Drawing, *, production: bool = False) -> str:
    """Return what was drawn and what was assumed, as a note.

    Parameters
    ----------
    network : Network
        What was drawn.
    drawing : Drawing
    production : bool
        Whether goods start by cited production.
    """
    told = _IN_EACH.get(network.weighting, _BY_GRADES)
    made = ""
    if production and network.weighting != "estimate":
        made = (
            "; production lies in its range (an assumed one where none is cited), in every draw, "
            "since a place whose figures are in doubt still makes something"
        )
    return (
        f"Evidence ranges hold the middle 90 percent of {drawing.asked:,} draws (seed "
        f"{drawing.seed}): "
        f"{told}{made}"
    )


def counted_apart(drawing: Drawing, what: str, lost: str = "nothing arrives") -> str:
    """Return how many draws evidence ranges are not of, as a note; empty if there are none."""
    parts = []
    if drawing.without_route:
        parts.append(f"in {drawing.without_route:,} of the draws {lost}")
    if drawing.unbalanced:
        parts.append(f"{drawing.unbalanced:,} draws could not be balanced")
    if not parts:
        return ""
    text = " and ".join(parts)
    return f"{text[0].upper()}{text[1:]}: {what} are of the other {drawing.used:,}"


def without_route(*drawings: Drawing | None, lost: str = "route") -> tuple[str, ...]:
    """Return in how few draws a route is left, as a sentence; nothing where in nearly all.

    Of a whole network it is no ``leg`` that is left.

    >>> without_route(Drawing(1000, 0, 242, 758, 0))
    ('Only in 24 % of the draws of the evidence is there a route at all.',)
    >>> without_route(Drawing(1000, 0, 995, 5, 0)), without_route(None)
    ((), ())
    """
    return tuple(
        told
        for drawing in drawings
        if drawing is not None
        for told in lost_draws(drawing.without_route, drawing.used + drawing.without_route, lost)
    )


def lost_draws(count: int, among: int, lost: str = "route") -> tuple[str, ...]:
    """Return in how few draws a route is left; nothing where hardly any is without one."""
    if count < _FEW_LOST * among or not count:
        return ()
    left = 100 * (among - count) / among
    told = "none" if not left else "under 1 %" if left < 1 else f"{left:.0f} %"
    return (f"Only in {told} of the draws of the evidence is there a {lost} at all.",)


#: The part of the draws without a route from which on an answer begins with it.
_FEW_LOST = 0.02


def in_words(interval: Interval | None) -> str:
    """Return an interval of a share in brackets, to stand behind it; empty without one.

    >>> in_words((0.05, 0.25)), in_words(None)
    (' (5.0% to 25.0%)', '')
    """
    return (
        "" if interval is None else f" ({settled(interval[0]):.1%} to {settled(interval[1]):.1%})"
    )


def outside(shown: Iterable[tuple[str, float, Interval | None]]) -> str:
    """Return which shown shares lie outside their own interval, as a note; empty if none.

    Parameters
    ----------
    shown : iterable of (name, share, interval)
    """
    names = [
        name
        for name, share, interval in shown
        if interval is not None
        and settled(max(share, interval[1])) >= _SLIGHT
        and not interval[0] - _SAME <= share <= interval[1] + _SAME
    ]
    if not names:
        return ""
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return (
        "Outside its evidence range, because the share shown stands on all reports at once and a "
        f"draw never keeps all of them: {', '.join(names[:_NAMED])}{more}"
    )
