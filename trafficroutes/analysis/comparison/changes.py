"""What became of places and connections between two sides."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, TypeAlias, TypeVar

import numpy as np

from trafficroutes.analysis.centrality.ranks import rank_correlation, ranks_of
from trafficroutes.analysis.comparison.draws import SideDraws
from trafficroutes.analysis.comparison.sides import Side
from trafficroutes.question.intervals import NO_SPREAD, Interval, RankedInterval, RankInterval
from trafficroutes.question.plain import Plain
from trafficroutes.question.ranges import Ranged

#: A code, or the two of a connection.
K = TypeVar("K", bound=str | tuple[str, str])
Ranges: TypeAlias = Mapping[K, RankedInterval]


@dataclass(frozen=True)
class BeforeAndAfter(Ranged):
    """What became of something between two sides.

    Attributes
    ----------
    status : {"appears", "disappears", "stays"}
        On which sides it is.
    before, after : float or None
        Its value on each side.
    rank_before, rank_after : int or None
        Its rank among all of its side, 1 being the largest value.
    change : int or None
        Ranks that it rose by; negative where it fell.
    range_50_before, range_90_before, range_50_after, range_90_after : pair of float or None
        Where a published share lies as likely as not, and with 90 percent; None where
        the value is no share or the weighting is not tested.
    interval_before, interval_after : pair of float or None
        The evidence ranges: where its value lies in the middle 90 percent of the draws of
        each side; None without draws.
    rank_interval_before, rank_interval_after : pair of int or None
        The best and the worst of its ranks in these.
    """

    ranged = MappingProxyType({"before": "{}_before", "after": "{}_after"})

    status: str
    before: float | None
    after: float | None
    rank_before: int | None
    rank_after: int | None
    change: int | None
    range_50_before: Interval | None = field(default=None, kw_only=True)
    range_90_before: Interval | None = field(default=None, kw_only=True)
    range_50_after: Interval | None = field(default=None, kw_only=True)
    range_90_after: Interval | None = field(default=None, kw_only=True)
    interval_before: Interval | None = None
    interval_after: Interval | None = None
    rank_interval_before: RankInterval | None = None
    rank_interval_after: RankInterval | None = None

    @property
    def beyond_draws(self) -> bool | None:
        """Whether the ranks of both sides have no part in common; None where not both have draws.

        >>> BeforeAndAfter("stays", 0.3, 0.1, 1, 5, -4, None, None, (1, 2), (3, 7)).beyond_draws
        True
        """
        was, now = self.rank_interval_before, self.rank_interval_after
        if was is None or now is None:
            return None
        return was[1] < now[0] or now[1] < was[0]

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, by the documented keys."""
        return {**super().to_dict(), "beyond_draws": self.beyond_draws}


@dataclass(frozen=True)
class PlaceChange(Plain):
    """A country and what became of it."""

    place: str
    name: str
    change: BeforeAndAfter

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, by the documented keys."""
        return {"place": self.place, "name": self.name, **self.change.to_dict()}


@dataclass(frozen=True)
class LegChange(Plain):
    """A connection of two places and what became of it.

    Attributes
    ----------
    origin, to : str
        Codes of its ends.
    ids : tuple of str
        The legs behind it, on either side.
    change : BeforeAndAfter
        What became of it.
    other_documents : bool
        It is on one side only, and no document behind it speaks of any leg on the
        other side.
    """

    origin: str
    to: str
    ids: tuple[str, ...]
    change: BeforeAndAfter
    other_documents: bool

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, by the documented keys."""
        return {
            "from": self.origin,
            "to": self.to,
            "ids": list(self.ids),
            **self.change.to_dict(),
            "other_documents": self.other_documents,
        }


@dataclass(frozen=True)
class Correlation(Plain):
    """How far two rankings of those on both sides agree; None where nothing can be said.

    Attributes
    ----------
    common : int
        How many are on both sides.
    spearman, kendall : float or None
        Spearman's rho and Kendall's tau-b.
    """

    common: int
    spearman: float | None
    kendall: float | None


def changes(
    before: dict[K, float], after: dict[K, float], drawn: tuple[Ranges[K], Ranges[K]] = ({}, {})
) -> dict[K, BeforeAndAfter]:
    """Return what became of each key: what appears, disappears, and stays, in this order.

    Parameters
    ----------
    before, after : dict of key to float
        The values on each side.
    drawn : pair of mapping of key to RankedInterval
        What the draws of each side say; empty without draws.
    """
    ranks_before, ranks_after = ranked(before), ranked(after)
    found = {}
    for key in {*before, *after}:
        was, now = ranks_before.get(key), ranks_after.get(key)
        spans = [
            ranges.get(key, NO_SPREAD) if rank is not None else NO_SPREAD
            for ranges, rank in zip(drawn, (was, now), strict=True)
        ]
        status = "appears" if was is None else "disappears" if now is None else "stays"
        found[key] = BeforeAndAfter(
            status=status,
            before=before.get(key),
            after=after.get(key),
            rank_before=was,
            rank_after=now,
            change=was - now if was is not None and now is not None else None,
            interval_before=spans[0].interval,
            interval_after=spans[1].interval,
            rank_interval_before=spans[0].rank_interval,
            rank_interval_after=spans[1].rank_interval,
        )
    return dict(sorted(found.items(), key=lambda item: (_order(item[1]), item[0])))


def _order(change: BeforeAndAfter) -> tuple[str, int, int]:
    rank = change.rank_after if change.rank_after is not None else change.rank_before
    return change.status, -abs(change.change or 0), rank or 0


def ranked(values: dict[K, float]) -> dict[K, int]:
    """Return the rank of each key, 1 being the largest value."""
    ranks = ranks_of(np.array(list(values.values()), dtype=np.float64)).tolist()
    return dict(zip(values, ranks, strict=True))


def leg_changes(
    before: Side, after: Side, drawn: tuple[SideDraws, SideDraws]
) -> tuple[LegChange, ...]:
    """Return what became of each connection."""
    known_before, known_after = before.documents, after.documents
    ranges = (drawn[0].legs, drawn[1].legs)
    found = []
    for pair, change in changes(before.legs, after.legs, ranges).items():
        ids = (*before.ids_of(pair), *after.ids_of(pair))
        other = (change.status == "appears" and not after.documents_of(pair) & known_before) or (
            change.status == "disappears" and not before.documents_of(pair) & known_after
        )
        found.append(LegChange(*pair, tuple(dict.fromkeys(ids)), change, other))
    return tuple(found)


def jaccard(before: AbstractSet[K], after: AbstractSet[K]) -> float | None:
    """Return what is on both sides as a part of what is on either; None where nothing is."""
    either = len(before | after)
    return len(before & after) / either if either else None


def correlation(before: dict[K, float], after: dict[K, float]) -> Correlation:
    """Return how far the rankings of those on both sides agree."""
    common = sorted(before.keys() & after.keys())
    one = np.array([before[key] for key in common], dtype=np.float64)
    other = np.array([after[key] for key in common], dtype=np.float64)
    return Correlation(len(common), *rank_correlation(one, other))
