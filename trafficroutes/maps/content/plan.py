"""Where a map's places and connections stand, worked out before anything is drawn."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from trafficroutes.geometry.arcs import bend, bow_of, nearest_turn, reach_of
from trafficroutes.geometry.frame import LongitudeTurn, frame_for
from trafficroutes.maps.content.view import Connection, PlaceInFlow, View
from trafficroutes.model.places import Gazetteer, LngLat, RegionPlace
from trafficroutes.model.refs import stated

_NOWHERE = 1e-9  # a sum of directions as short as this points nowhere


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
    parts : tuple of PlaceInFlow
        What it is to each flow that has it.
    within : tuple of int
        Positions of the UN regions that hold it, the largest first.
    aliases : tuple of str
        Other names that it is found by.
    """

    code: str
    name: str
    region: bool
    at: LngLat
    shifts: tuple[int, ...]
    parts: tuple[PlaceInFlow, ...]
    within: tuple[int, ...] = ()
    aliases: tuple[str, ...] = ()

    @property
    def full_name(self) -> str:
        """Its name, with what a region stands for."""
        return stated(self.name, self.code)


@dataclass(frozen=True)
class Arc:
    """A connection on the map.

    Attributes
    ----------
    connection : Connection
        What goes there.
    start, end : LngLat
        Where its places stand, inside the map's frame.
    bow : float
        How far its curve's control point stands off its chord, as a part of it:
        see :func:`~trafficroutes.geometry.arcs.bow_of`.
    turn : int
        Degrees from where its end stands to where the curve meets it: the short way
        round the world may leave the frame.
    shifts : tuple of int
        Turns in degrees at which it is drawn, 0 among them.
    """

    connection: Connection
    start: LngLat
    end: LngLat
    bow: float
    turn: int
    shifts: tuple[int, ...]

    @property
    def points(self) -> tuple[LngLat, ...]:
        """Its curve, from the start on."""
        return bend(self.start, self.end, self.bow)


@dataclass(frozen=True)
class MapPlan:
    """A map, ready to be drawn.

    Attributes
    ----------
    view : View
        What it tells.
    frame : LongitudeTurn
        Where the world is cut.
    nodes : tuple of Node
        By code.
    arcs : tuple of Arc
        The widest first, so that thin ones lie on top.
    involved : tuple of str
        Codes of the countries on the map, sorted.
    regions : tuple of str
        Names of the UN regions that hold places.
    """

    view: View
    frame: LongitudeTurn
    nodes: tuple[Node, ...]
    arcs: tuple[Arc, ...]
    involved: tuple[str, ...]
    regions: tuple[str, ...] = ()


def plan_of(view: View, places: Gazetteer) -> MapPlan:
    """Return where everything on a map stands.

    Parameters
    ----------
    view : View
        What it shows.
    places : Gazetteer
        Names and points of its places.
    """
    codes = sorted({end for c in view.connections for end in (c.origin, c.to)})
    points = {code: label_point(places, code) for code in codes}
    frame = frame_for(points.values())
    framed = {code: frame.place(point) for code, point in points.items()}
    arcs = _arcs(view.connections, framed, frame)
    shifts = _node_shifts(arcs, framed)
    holding = {code: regions_of(places, code) for code in codes}
    regions = sorted({name for names in holding.values() for name in names})
    numbers = {name: number for number, name in enumerate(regions)}
    return MapPlan(
        view=view,
        frame=frame,
        nodes=tuple(
            Node(
                code=code,
                name=places.name(code),
                region=isinstance(places[code], RegionPlace),
                at=framed[code],
                shifts=shifts[code],
                parts=view.parts[code],
                within=tuple(numbers[name] for name in holding[code]),
                aliases=places[code].aliases,
            )
            for code in codes
        ),
        arcs=arcs,
        involved=tuple(code for code in codes if code in places.countries),
        regions=tuple(regions),
    )


def regions_of(places: Gazetteer, code: str) -> tuple[str, ...]:
    """Return the names of the UN regions that hold all of a place, the largest first."""
    inside = (
        [places.countries[code]]
        if code in places.countries
        else [
            places.countries[member]
            for member in sorted(places.members(code))
            if member in places.countries
        ]
    )
    found = []
    for level in ("region", "subregion", "intermediate"):
        names = {getattr(country, level) for country in inside}
        if len(names) == 1 and (name := names.pop()):
            found.append(name)
    return tuple(found)


def _arcs(
    connections: Iterable[Connection], at: dict[str, LngLat], frame: LongitudeTurn
) -> tuple[Arc, ...]:
    """Return the arcs of all connections, those of one pair beside one another."""
    listed = list(connections)
    pairs = {(c.origin, c.to) for c in listed}
    lanes: dict[tuple[str, str], int] = defaultdict(int)
    arcs = []
    for connection in listed:
        pair = (connection.origin, connection.to)
        # The bow's side does not depend on the direction, so of a pair that goods
        # cross both ways one direction has to turn to the other side.
        opposed = pair[::-1] in pairs and pair > pair[::-1]
        start, end, lane = at[pair[0]], at[pair[1]], lanes[pair]
        bow = bow_of(start, end, lane=lane, opposed=opposed)
        turn = round(nearest_turn(end.lng, start.lng) - end.lng)
        shifts = frame.copies(*reach_of(start, end, bow))
        arcs.append(Arc(connection, start, end, bow, turn, shifts))
        lanes[pair] += 1
    return tuple(arcs)


def _node_shifts(arcs: Iterable[Arc], at: dict[str, LngLat]) -> dict[str, tuple[int, ...]]:
    """Return where each place is drawn: wherever an arc begins or ends."""
    found: dict[str, set[int]] = {code: {0} for code in at}
    for drawn in arcs:
        for shift in drawn.shifts:
            found[drawn.connection.origin].add(shift)
            found[drawn.connection.to].add(shift + drawn.turn)
    return {code: tuple(sorted(shifts)) for code, shifts in found.items()}


def label_point(places: Gazetteer, code: str) -> LngLat:
    """Return the point at which a place is drawn.

    A region without a point of its own stands in the middle of its members: the
    mean of their directions from the centre of the Earth, so that one which lies
    across the antimeridian does not end up on the other side of the world.
    """
    place = places[code]
    if place.label is not None:
        return LngLat(*place.label)
    members = [places[member].label for member in sorted(places.members(code))]
    return middle([LngLat(*point) for point in members if point is not None])


def middle(points: list[LngLat]) -> LngLat:
    """Return the middle of points on the globe; (0, 0) where they have none.

    >>> found = middle([LngLat(170.0, 0.0), LngLat(-170.0, 0.0)])
    >>> abs(round(found.lng, 9))
    180.0
    """
    x = sum(math.cos(math.radians(p.lat)) * math.cos(math.radians(p.lng)) for p in points)
    y = sum(math.cos(math.radians(p.lat)) * math.sin(math.radians(p.lng)) for p in points)
    z = sum(math.sin(math.radians(p.lat)) for p in points)
    if math.hypot(x, y, z) < _NOWHERE:
        return LngLat(0.0, 0.0)
    return LngLat(
        round(math.degrees(math.atan2(y, x)), 6),
        round(math.degrees(math.atan2(z, math.hypot(x, y))), 6),
    )
