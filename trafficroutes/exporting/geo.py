"""Places as points and connections as arcs, in GeoDataFrames."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import geopandas as gpd
import shapely

from trafficroutes.exporting.graphs import place_colours, place_sizes, sizes_of
from trafficroutes.geometry.arcs import arc
from trafficroutes.model.places import LngLat

if TYPE_CHECKING:
    from trafficroutes.exporting.graphs import ExportGraph

_WGS84 = "EPSG:4326"
#: Digits of degrees that are written: a tenth of a metre.
_DIGITS = 6
_HALF, _TURN = 180.0, 360.0


class GeoFrames(NamedTuple):
    """Places and legs with their geometry, in degrees (WGS 84).

    Attributes
    ----------
    places : geopandas.GeoDataFrame
        A point a place: ``code``, ``name``, ``kind``, ``iso2``, ``region``, ``size`` (what
        goes in and out, as part of the largest), ``colour``, and what an answer says.
    legs : geopandas.GeoDataFrame
        A schematic arc a connection: ``from``, ``to``, their names, ``commodity``,
        ``size`` (as part of the largest), ``colour``, and what is known of it. One that
        crosses the antimeridian is cut there.
    """

    places: gpd.GeoDataFrame
    legs: gpd.GeoDataFrame


def frames_of(graph: ExportGraph) -> GeoFrames:
    """Return the nodes and edges of a graph with their geometry."""
    located = {code for code, told in graph.nodes(data=True) if "longitude" in told}
    return GeoFrames(_places(graph, located), _legs(graph, located))


def _places(graph: ExportGraph, located: set[str]) -> gpd.GeoDataFrame:
    sizes, colours = place_sizes(graph), place_colours(graph)
    codes = sorted(located)
    rows = []
    for code in codes:
        told = dict(graph.nodes[code])
        del told["longitude"], told["latitude"]
        rows.append({"code": code, **told, "size": sizes[code], "colour": colours[code]})
    points = [shapely.Point(*_point(graph, code)) for code in codes]
    return gpd.GeoDataFrame(rows, geometry=points, crs=_WGS84)


def _point(graph: ExportGraph, code: str) -> LngLat:
    told = graph.nodes[code]
    return LngLat(told["longitude"], told["latitude"])


def _legs(graph: ExportGraph, located: set[str]) -> gpd.GeoDataFrame:
    edges = list(graph.edges(data=True))
    pairs = {(origin, to) for origin, to, _ in edges}
    lanes: dict[tuple[str, str], int] = defaultdict(int)
    rows: list[dict[str, Any]] = []
    arcs = []
    for (origin, to, told), size in zip(edges, sizes_of(graph), strict=True):
        start, end = (_point(graph, code) if code in located else None for code in (origin, to))
        if start is None or end is None or start == end:
            continue
        # As on maps: of a pair that is crossed both ways one direction bows to the other side.
        opposed = (to, origin) in pairs and origin > to
        bent = arc(start, end, lane=lanes[origin, to], opposed=opposed)
        lanes[origin, to] += 1
        named = zip(("from_name", "to_name"), (origin, to), strict=True)
        names = {key: graph.nodes[code]["name"] for key, code in named}
        rows.append({"from": origin, "to": to, **names, **told, "size": size})
        arcs.append(line_of(bent))
    return gpd.GeoDataFrame(rows, geometry=arcs, crs=_WGS84)


def line_of(points: Sequence[LngLat]) -> shapely.LineString | shapely.MultiLineString:
    """Return a curve in degrees, cut where it crosses the antimeridian.

    Parameters
    ----------
    points : sequence of LngLat
        Longitudes do not jump, so they may go beyond 180.

    Examples
    --------
    >>> line_of([LngLat(170.0, 0.0), LngLat(190.0, 10.0)]).wkt
    'MULTILINESTRING ((170 0, 180 5), (-180 5, -170 10))'
    """
    parts: list[list[tuple[float, float]]] = [[]]
    turn = _turn_of(points[0].lng)
    for number, point in enumerate(points):
        if number:
            turn = _cross(parts, points[number - 1], point, turn)
        parts[-1].append((point.lng - turn, point.lat))
    lines = [_rounded(part) for part in parts if len(set(part)) > 1]
    return shapely.LineString(lines[0]) if len(lines) == 1 else shapely.MultiLineString(lines)


def _cross(parts: list[list[tuple[float, float]]], a: LngLat, b: LngLat, turn: float) -> float:
    """End a part at the antimeridian where the step goes beyond it; return the turn there."""
    for edge, onward in ((turn + _HALF, _TURN), (turn - _HALF, -_TURN)):
        beyond = b.lng > edge if onward > 0 else b.lng < edge
        if beyond:
            part = (edge - a.lng) / (b.lng - a.lng)
            lat = a.lat + (b.lat - a.lat) * part
            parts[-1].append((edge - turn, lat))
            parts.append([(edge - turn - onward, lat)])
            return turn + onward
    return turn


def _turn_of(lng: float) -> float:
    return _TURN * round(lng / _TURN) if abs(lng) > _HALF else 0.0


def _rounded(part: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    return [(round(lng, _DIGITS) + 0.0, round(lat, _DIGITS) + 0.0) for lng, lat in part]
