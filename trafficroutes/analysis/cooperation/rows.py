"""What is covered, and by whom: the rows of answers about cooperation."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType

from trafficroutes.question.evidence import Cited
from trafficroutes.question.intervals import Interval, RankInterval
from trafficroutes.question.plain import FROM, Plain
from trafficroutes.question.ranges import Ranged


@dataclass(frozen=True)
class CoveredPlace(Ranged):
    """A country on the way, and the bodies that cover it.

    Attributes
    ----------
    place, name : str
        Code and name.
    share : float
        Part of the arriving goods that passes it (on corridors: of the flow, on
        legs from or to it).
    range_50, range_90 : pair of float or None
        Where a published share lies as likely as not, and with 90 percent; None where
        the weighting is not tested.
    interval, rank_interval : pair of numbers or None
        Evidence ranges: where ``share``, and its rank among the countries, lie in the
        middle 90 percent of the draws; None without draws.
    chokepoint : bool
        Whether it is on every route or in a smallest cut.
    bodies, forums : tuple of str
        Ids of operational bodies and of forums; forums only where asked for.
    """

    place: str
    name: str
    share: float
    range_50: Interval | None = field(default=None, kw_only=True)
    range_90: Interval | None = field(default=None, kw_only=True)
    interval: Interval | None
    rank_interval: RankInterval | None
    chokepoint: bool
    bodies: tuple[str, ...]
    forums: tuple[str, ...]


@dataclass(frozen=True)
class CoveredLeg(Ranged):
    """A leg, and the bodies that have both of its ends.

    Attributes
    ----------
    origin, to : str
        Codes of its ends.
    legs : tuple of str
        Ids.
    share : float
        How often an arriving journey uses it (on corridors: part of the flow).
    range_50, range_90, interval, rank_interval : pair of numbers or None
        As of a place, among the legs.
    bodies, forums : tuple of str
        As of a place.
    citations : tuple of Cited
        Those of the legs.
    """

    renamed = FROM

    origin: str
    to: str
    legs: tuple[str, ...]
    share: float
    range_50: Interval | None = field(default=None, kw_only=True)
    range_90: Interval | None = field(default=None, kw_only=True)
    interval: Interval | None
    rank_interval: RankInterval | None
    bodies: tuple[str, ...]
    forums: tuple[str, ...]
    citations: tuple[Cited, ...] = field(repr=False)


@dataclass(frozen=True)
class Joining(Plain):
    """The country that would add most to a body.

    Attributes
    ----------
    place, name : str
        Code and name.
    gain : float
        What it adds to the share that passes the body's members.
    gain_interval : pair of float or None
        The evidence range, the only one that a difference has; None without draws. It
        is that of this country, whoever would add most in a draw.
    covered_gain : float
        What it adds to the share that passes a member of any operational body.
    covered_gain_interval : pair of float or None
        Likewise.
    """

    place: str
    name: str
    gain: float
    gain_interval: Interval | None
    covered_gain: float
    covered_gain_interval: Interval | None


@dataclass(frozen=True)
class BodyCover(Ranged):
    """What one body covers.

    Attributes
    ----------
    id, name, kind : str
        The body.
    members : tuple of str
        Its members among the places on the way, sorted.
    missing : tuple of str
        Countries on the way that are no members, sorted.
    share : float
        Part of the arriving goods that passes a member between the ends (on
        corridors: of the flow, on legs from or to a member).
    range_50, range_90, interval : pair of float or None
        As of a place.
    arrival_share : float or None
        Part that arrives first in a member; None on corridors.
    arrival_range_50, arrival_range_90, arrival_interval : pair of float or None
        Its ranges.
    leg_share : float
        Part of the leg crossings with members at both ends.
    leg_range_50, leg_range_90, leg_interval : pair of float or None
        Its ranges.
    joining : Joining or None
        The country that would add most to ``share``; None where none adds anything.
    citations : tuple of Cited
        Who says who its members are.
    """

    ranged = MappingProxyType({"share": "{}", "arrival_share": "arrival_{}", "leg_share": "leg_{}"})

    id: str
    name: str
    kind: str
    members: tuple[str, ...]
    missing: tuple[str, ...]
    share: float
    range_50: Interval | None = field(default=None, kw_only=True)
    range_90: Interval | None = field(default=None, kw_only=True)
    interval: Interval | None
    arrival_share: float | None
    arrival_range_50: Interval | None = field(default=None, kw_only=True)
    arrival_range_90: Interval | None = field(default=None, kw_only=True)
    arrival_interval: Interval | None
    leg_share: float
    leg_range_50: Interval | None = field(default=None, kw_only=True)
    leg_range_90: Interval | None = field(default=None, kw_only=True)
    leg_interval: Interval | None
    joining: Joining | None
    citations: tuple[Cited, ...] = field(repr=False)


@dataclass(frozen=True)
class Proposal(Ranged):
    """What a body of some countries would add to those that exist.

    Attributes
    ----------
    members : tuple of str
        The countries proposed, sorted.
    idle : tuple of str
        Those of them that are not on the way.
    share, leg_share : float
        What it covers by itself, as for a body.
    range_50, range_90, interval, leg_range_50, leg_range_90, leg_interval : pair of float or None
        Their ranges.
    gain, leg_gain : float
        What is covered with it and was not before.
    gain_interval, leg_gain_interval : pair of float or None
        The evidence ranges of these: differences within each draw.
    """

    ranged = MappingProxyType({"share": "{}", "leg_share": "leg_{}"})

    members: tuple[str, ...]
    idle: tuple[str, ...]
    share: float
    range_50: Interval | None = field(default=None, kw_only=True)
    range_90: Interval | None = field(default=None, kw_only=True)
    interval: Interval | None
    leg_share: float
    leg_range_50: Interval | None = field(default=None, kw_only=True)
    leg_range_90: Interval | None = field(default=None, kw_only=True)
    leg_interval: Interval | None
    gain: float
    gain_interval: Interval | None
    leg_gain: float
    leg_gain_interval: Interval | None
