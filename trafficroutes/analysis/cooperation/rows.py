"""What is covered, and by whom: the rows of answers about cooperation."""

from __future__ import annotations

from dataclasses import dataclass, field

from trafficroutes.question.evidence import Cited
from trafficroutes.question.intervals import Interval, RankInterval
from trafficroutes.question.plain import FROM, Plain


@dataclass(frozen=True)
class CoveredPlace(Plain):
    """A country on the way, and the bodies that cover it.

    Attributes
    ----------
    place, name : str
        Code and name.
    share : float
        Part of the arriving goods that passes it (on corridors: of the flow, on
        legs from or to it).
    interval, rank_interval : pair of numbers or None
        Where ``share``, and its rank among the countries, lie in 90 percent of the
        draws; None without draws.
    chokepoint : bool
        Whether it is on every route or in a smallest cut.
    bodies, forums : tuple of str
        Ids of operational bodies and of forums; forums only where asked for.
    """

    place: str
    name: str
    share: float
    interval: Interval | None
    rank_interval: RankInterval | None
    chokepoint: bool
    bodies: tuple[str, ...]
    forums: tuple[str, ...]


@dataclass(frozen=True)
class CoveredLeg(Plain):
    """A leg, and the bodies that have both of its ends.

    Attributes
    ----------
    origin, to : str
        Codes of its ends.
    legs : tuple of str
        Ids.
    share : float
        How often an arriving journey uses it (on corridors: part of the flow).
    interval, rank_interval : pair of numbers or None
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
        Where that lies in 90 percent of the draws; None without draws. It is that of
        this country, whoever would add most in a draw.
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
class BodyCover(Plain):
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
    interval : pair of float or None
        Where ``share`` lies in 90 percent of the draws; None without draws.
    arrival_share : float or None
        Part that arrives first in a member; None on corridors.
    arrival_interval : pair of float or None
        Where that lies in the draws.
    leg_share : float
        Part of the leg crossings with members at both ends.
    leg_interval : pair of float or None
        Where that lies in the draws.
    joining : Joining or None
        The country that would add most to ``share``; None where none adds anything.
    citations : tuple of Cited
        Who says who its members are.
    """

    id: str
    name: str
    kind: str
    members: tuple[str, ...]
    missing: tuple[str, ...]
    share: float
    interval: Interval | None
    arrival_share: float | None
    arrival_interval: Interval | None
    leg_share: float
    leg_interval: Interval | None
    joining: Joining | None
    citations: tuple[Cited, ...] = field(repr=False)


@dataclass(frozen=True)
class Proposal(Plain):
    """What a body of some countries would add to those that exist.

    Attributes
    ----------
    members : tuple of str
        The countries proposed, sorted.
    idle : tuple of str
        Those of them that are not on the way.
    share, leg_share : float
        What it covers by itself, as for a body.
    interval, leg_interval : pair of float or None
        Where these lie in 90 percent of the draws; None without draws.
    gain, leg_gain : float
        What is covered with it and was not before.
    gain_interval, leg_gain_interval : pair of float or None
        Where these lie: differences within each draw.
    """

    members: tuple[str, ...]
    idle: tuple[str, ...]
    share: float
    interval: Interval | None
    leg_share: float
    leg_interval: Interval | None
    gain: float
    gain_interval: Interval | None
    leg_gain: float
    leg_gain_interval: Interval | None
