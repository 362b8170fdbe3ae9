"""Results of questions about cooperation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from trafficroutes.analysis.drawing import Drawing, Interval
from trafficroutes.analysis.evidence import Cited
from trafficroutes.analysis.legs import Journeys
from trafficroutes.analysis.plain import Plain
from trafficroutes.analysis.query import Query
from trafficroutes.analysis.question import DatasetInfo


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
    chokepoint : bool
        Whether it is on every route or in a smallest cut.
    bodies, forums : tuple of str
        Ids of operational bodies and of forums; forums only where asked for.
    """

    place: str
    name: str
    share: float
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
    bodies, forums : tuple of str
        As of a place.
    citations : tuple of Cited
        Those of the legs.
    """

    origin: str
    to: str
    legs: tuple[str, ...]
    share: float
    bodies: tuple[str, ...]
    forums: tuple[str, ...]
    citations: tuple[Cited, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, by the documented keys."""
        found = super().to_dict()
        return {"from": found.pop("origin"), **found}


@dataclass(frozen=True)
class Joining(Plain):
    """The country that would add most to a body.

    Attributes
    ----------
    place, name : str
        Code and name.
    gain : float
        What it adds to the share that passes the body's members.
    covered_gain : float
        What it adds to the share that passes a member of any operational body.
    """

    place: str
    name: str
    gain: float
    covered_gain: float


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
    leg_share : float
        Part of the leg crossings with members at both ends.
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
    leg_share: float
    joining: Joining | None
    citations: tuple[Cited, ...]


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
    interval : pair of float or None
        Where ``share`` lies in 90 percent of the draws; None without draws.
    gain, leg_gain : float
        What is covered with it and was not before.
    """

    members: tuple[str, ...]
    idle: tuple[str, ...]
    share: float
    leg_share: float
    interval: Interval | None
    gain: float
    leg_gain: float


@dataclass(frozen=True)
class CooperationAnswer(Plain):
    """The coverage of one commodity or family.

    Attributes
    ----------
    commodity, weighting : str
        The commodity or family, and how flow is measured.
    covered_share : float
        Part of the arriving goods that passes a member of an operational body
        between the ends (on corridors: of the flow, on legs from or to a member).
    covered_interval : pair of float or None
        Where ``covered_share`` lies in 90 percent of the draws; None without draws.
    uncovered_share : float
        The rest.
    leg_share : float
        Part of the leg crossings with members of one operational body at both ends.
    uncovered : tuple of str
        Countries on the way in no operational body, sorted by name.
    places : tuple of CoveredPlace
        By share, then name.
    legs : tuple of CoveredLeg
        By share, then ends.
    bodies, forums : tuple of BodyCover
        Operational bodies with a member on the way, and forums where asked for;
        by id.
    newcomer : Joining or None
        The country in no operational body whose joining one, whichever, would add
        most to ``covered_share``; None where none adds anything.
    proposal : Proposal or None
        Of the members proposed.
    draws : Drawing or None
        The draws that intervals are of; None without draws.
    journeys : Journeys
        The connections that goods use, for maps; not among the plain values.
    notes : tuple of str
        What was assumed, filled in and left out.
    """

    for_maps: ClassVar[tuple[str, ...]] = ("journeys",)

    commodity: str
    weighting: str
    covered_share: float
    covered_interval: Interval | None
    uncovered_share: float
    leg_share: float
    uncovered: tuple[str, ...]
    places: tuple[CoveredPlace, ...]
    legs: tuple[CoveredLeg, ...]
    bodies: tuple[BodyCover, ...]
    forums: tuple[BodyCover, ...]
    newcomer: Joining | None
    proposal: Proposal | None
    draws: Drawing | None
    journeys: Journeys
    notes: tuple[str, ...]


@dataclass(frozen=True)
class CooperationResult(Plain):
    """The answer to "which bodies cover what moves from A to B".

    Attributes
    ----------
    query : Query
        The question; without ends where it is about a corridor.
    corridor, corridor_name : str or None
        The corridor asked about.
    dataset : DatasetInfo or None
        The data.
    answers : tuple of CooperationAnswer
        One for each family with a route.
    """

    query: Query
    corridor: str | None
    corridor_name: str | None
    dataset: DatasetInfo | None
    answers: tuple[CooperationAnswer, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, by the documented keys; ends of no name are null."""
        found = super().to_dict()
        query = {key: None if value == "" else value for key, value in found["query"].items()}
        return {**found, "query": query}
