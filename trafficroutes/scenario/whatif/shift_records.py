"""Places, legs, destinations and corridors before and after, as results carry them."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType

from trafficroutes.question.evidence import Cited
from trafficroutes.question.intervals import Interval as Ends
from trafficroutes.question.intervals import RankInterval
from trafficroutes.question.plain import FROM, Plain
from trafficroutes.question.ranges import Ranged

#: A range of a share, or the 5 and 95 percent points over the draws; None without.
Interval = Ends | None
#: The share that has predictive ranges.
BEFORE = MappingProxyType({"share_before": "before_{}"})


@dataclass(frozen=True)
class PlaceShift(Ranged):
    """How a place's part of the arriving goods changes.

    Attributes
    ----------
    place, name : str
        Code and name.
    share_before, share_after : float or None
        Part of the arriving goods; None where nothing arrives any more.
    rank_before, rank_after : int or None
        1 the largest share, equals alike; None without a share.
    change : float or None
        After less before.
    closed : bool
        Whether the scenario closes the place.
    before_range_50, before_range_90 : pair of float or None
        Where a published share lies as likely as not, and with 90 percent; None where
        the weighting is not tested. Nothing tests a share after.
    before_interval, after_interval, change_interval : pair of float or None
        Evidence ranges of the shares, and of their difference draw by draw.
    rank_before_interval, rank_after_interval : pair of int or None
        The best and the worst rank of the middle 90 percent of the draws.
    """

    ranged = BEFORE

    place: str
    name: str
    share_before: float
    share_after: float | None
    rank_before: int | None
    rank_after: int | None
    change: float | None
    closed: bool
    before_range_50: Interval = field(default=None, kw_only=True)
    before_range_90: Interval = field(default=None, kw_only=True)
    before_interval: Interval = None
    after_interval: Interval = None
    change_interval: Interval = None
    rank_before_interval: RankInterval | None = None
    rank_after_interval: RankInterval | None = None


@dataclass(frozen=True)
class LegShift(Ranged):
    """How often an arriving journey uses a connection, before and after.

    Attributes
    ----------
    origin, to : str
        Codes of its ends.
    ids : tuple of str
        The legs behind it; empty for a region's way on to its members, and for a
        hypothetical leg.
    share_before, share_after, change : float or None
        As of :class:`PlaceShift`.
    hypothetical : bool
        Whether no document cites it.
    left : float
        Part of the connection that removals leave, from 0 to 1.
    citations : tuple of Cited
        Those of its legs.
    before_range_50, before_range_90, before_interval, after_interval, change_interval
        As of :class:`PlaceShift`.
    """

    renamed = FROM
    ranged = BEFORE

    origin: str
    to: str
    ids: tuple[str, ...]
    share_before: float
    share_after: float | None
    change: float | None
    hypothetical: bool
    left: float
    citations: tuple[Cited, ...] = field(repr=False)
    before_range_50: Interval = field(default=None, kw_only=True)
    before_range_90: Interval = field(default=None, kw_only=True)
    before_interval: Interval = None
    after_interval: Interval = None
    change_interval: Interval = None


@dataclass(frozen=True)
class DestinationShift(Ranged):
    """A named destination: its part of the arrivals, and what is delivered there.

    Attributes
    ----------
    place, name : str
        Code and name.
    share_before, share_after : float or None
        Its part of the arrivals; they sum to 1. None where nothing arrives any more.
    intercepted : float or None
        Share of what would arrive here that is lost without adaptation; None where
        nothing was bound here.
    cut_off : bool
        Whether no cited route leads here any more.
    cut_off_chance : float or None
        The same in how many of the draws with goods for it, as a fraction.
    before_range_50, before_range_90 : pair of float or None
        As of :class:`PlaceShift`.
    before_interval, after_interval, intercepted_interval : pair of float or None
        Evidence ranges of the numbers above.
    """

    ranged = BEFORE

    place: str
    name: str
    share_before: float
    share_after: float | None
    intercepted: float | None
    cut_off: bool
    cut_off_chance: float | None = None
    before_range_50: Interval = field(default=None, kw_only=True)
    before_range_90: Interval = field(default=None, kw_only=True)
    before_interval: Interval = None
    after_interval: Interval = None
    intercepted_interval: Interval = None


@dataclass(frozen=True)
class CorridorShift(Plain):
    """How much of a corridor is travelled.

    Attributes
    ----------
    corridor, name : str
        Id and name.
    legs_before, legs_after : float
        Legs of the corridor travelled, on average, for each arrival there was before the
        changes. So a corridor swells where the second is larger, whatever happens to the
        arrivals as a whole.
    change : float
        After less before.
    before_interval, after_interval, change_interval : pair of float or None
        Evidence ranges of the two, and of their difference draw by draw.
    """

    corridor: str
    name: str
    legs_before: float
    legs_after: float
    change: float
    before_interval: Interval = None
    after_interval: Interval = None
    change_interval: Interval = None
