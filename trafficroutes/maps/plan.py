"""What a map shows, worked out before anything is drawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from trafficroutes.analysis.evidence import Cited
from trafficroutes.analysis.hubs import HubAnswer, HubsResult
from trafficroutes.analysis.legs import UsedLeg
from trafficroutes.geometry.arcs import arc, nearest_turn
from trafficroutes.geometry.frame import Frame, frame_for
from trafficroutes.maps.centres import label_point
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.places import Gazetteer, LngLat, RegionPlace

ORIGIN, TRANSIT, GATEWAY = "origin", "transit", "gateway"
_UNKNOWN_COLOURS = ("#C4420B", "#3D1A78", "#0A86C2", "#6B6B6B")


@dataclass(frozen=True)
class Flow:
    """One answer of a result: a layer of the map.

    Attributes
    ----------
    label : str
        Its family or commodity.
    colour : str
        As ``#RRGGBB``.
    notes : tuple of str
        What was assumed and left out.
    """

    label: str
    colour: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """What a place is to one flow.

    Attributes
    ----------
    flow : int
        Position of the flow.
    role : {"origin", "transit", "gateway"}
        Where goods set out, pass, or arrive first.
    share : float
        Of the goods that arrive, how much does so here; 0 to 1.
    """

    flow: int
    role: str
    share: float


@dataclass(frozen=True)
class Node:
    """A place on the map.

    Attributes
    ----------
    code, name : str
        Its code and what it is called.
    region : bool
        Whether it stands for a country that is not stated.
    at : LngLat
        Where it stands, inside the map's frame.
    shifts : tuple of int
        Turns in degrees at which it is drawn again, 0 among them.
    parts : tuple of Part
        What it is to each flow that has it.
    """

    code: str
    name: str
    region: bool
    at: LngLat
    shifts: tuple[int, ...]
    parts: tuple[Part, ...]

    @property
    def full_name(self) -> str:
        """Its name, with what a region stands for."""
        return f"{self.name}, country not stated" if self.region else self.name


@dataclass(frozen=True)
class Arc:
    """A connection on the map.

    Attributes
    ----------
    flow : int
        Position of its flow.
    leg : UsedLeg
        The connection, with its share and citations.
    points : tuple of LngLat
        Its curve.
    shifts : tuple of int
        Turns in degrees at which it is drawn, 0 among them.
    """

    flow: int
    leg: UsedLeg
    points: tuple[LngLat, ...]
    shifts: tuple[int, ...]

    @property
    def citations(self) -> tuple[Cited, ...]:
        """Who says so."""
        return self.leg.citations


@dataclass(frozen=True)
class Plan:
    """A map, ready to be drawn.

    Attributes
    ----------
    frame : Frame
        Where the world is cut.
    flows : tuple of Flow
        The layers, in the order of the answers.
    nodes : tuple of Node
        By code.
    arcs : tuple of Arc
        The widest first, so that thin ones lie on top.
    involved : tuple of str
        Codes of the countries on the map, sorted.
    """

    frame: Frame
    flows: tuple[Flow, ...]
    nodes: tuple[Node, ...]
    arcs: tuple[Arc, ...]
    involved: tuple[str, ...]


def plan_of(result: HubsResult, places: Gazetteer, data: Dataset | None) -> Plan:
    """Return what a map of a result shows.

    Parameters
    ----------
    result : HubsResult
        The answer.
    places : Gazetteer
        Names and points of its places.
    data : Dataset or None
        Colours of its commodities; None takes colours of our own.
    """
    parts = _parts(result.answers)
    points = {code: label_point(places, code) for code in parts}
    frame = frame_for(points.values())
    framed = {code: frame.place(point) for code, point in points.items()}
    arcs = _arcs(result.answers, framed, frame)
    shifts = _node_shifts(arcs, framed)
    nodes = tuple(
        Node(
            code=code,
            name=places.name(code),
            region=isinstance(places[code], RegionPlace),
            at=framed[code],
            shifts=shifts[code],
            parts=tuple(parts[code]),
        )
        for code in sorted(parts)
    )
    return Plan(
        frame=frame,
        flows=tuple(
            Flow(answer.commodity, _colour(data, answer.commodity, number), answer.notes)
            for number, answer in enumerate(result.answers)
        ),
        nodes=nodes,
        arcs=arcs,
        involved=tuple(code for code in sorted(parts) if code in places.countries),
    )


def _colour(data: Dataset | None, label: str, number: int) -> str:
    """Return the colour of a commodity; of a family, that of its namesake or its first."""
    if data is None:
        return _UNKNOWN_COLOURS[number % len(_UNKNOWN_COLOURS)]
    members = data.resolve_commodity(label)[1]
    return data.commodity(label if label in members else members[0]).colour


def _parts(answers: Iterable[HubAnswer]) -> dict[str, list[Part]]:
    """Return what each place with a leg is to each flow, by code."""
    found: dict[str, list[Part]] = defaultdict(list)
    for number, answer in enumerate(answers):
        gateways = {gateway.place: gateway.share for gateway in answer.gateways}
        hubs = {hub.place: hub.share for hub in answer.hubs}
        inward: dict[str, float] = defaultdict(float)
        for leg in answer.legs:
            inward[leg.to] += leg.share
        for code in sorted({end for leg in answer.legs for end in (leg.origin, leg.to)}):
            if code in gateways:
                part = Part(number, GATEWAY, gateways[code])
            elif code in answer.origins:
                part = Part(number, ORIGIN, answer.origins[code])
            else:
                # A region on the way is no hub: what comes in by its legs passes it.
                share = hubs.get(code, min(1.0, inward[code]))
                part = Part(number, TRANSIT, share)
            found[code].append(part)
    return found


def _arcs(answers: Iterable[HubAnswer], at: dict[str, LngLat], frame: Frame) -> tuple[Arc, ...]:
    """Return the arcs of all legs, those of one pair beside one another."""
    legs = [(number, leg) for number, answer in enumerate(answers) for leg in answer.legs]
    pairs = {(leg.origin, leg.to) for _, leg in legs}
    lanes: dict[tuple[str, str], int] = defaultdict(int)
    arcs = []
    for number, leg in legs:
        pair = (leg.origin, leg.to)
        # The bow's side does not depend on the direction, so of a pair that goods
        # cross both ways one direction has to turn to the other side.
        opposed = pair[::-1] in pairs and pair > pair[::-1]
        points = arc(at[leg.origin], at[leg.to], lane=lanes[pair], opposed=opposed)
        arcs.append(Arc(number, leg, points, frame.copies(points)))
        lanes[pair] += 1
    return tuple(sorted(arcs, key=lambda a: (-a.leg.share, a.flow, a.leg.origin, a.leg.to)))


def _node_shifts(arcs: Iterable[Arc], at: dict[str, LngLat]) -> dict[str, tuple[int, ...]]:
    """Return where each place is drawn: wherever an arc begins or ends."""
    found: dict[str, set[int]] = {code: {0} for code in at}
    for drawn in arcs:
        start, end = at[drawn.leg.origin], at[drawn.leg.to]
        turn = round(nearest_turn(end.lng, start.lng) - end.lng)
        for shift in drawn.shifts:
            found[drawn.leg.origin].add(shift)
            found[drawn.leg.to].add(shift + turn)
    return {code: tuple(sorted(shifts)) for code, shifts in found.items()}
