"""The world in a projection that suits what a printed map shows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from trafficroutes.geometry.lines import Spot
from trafficroutes.maps.content.plan import MapPlan
from trafficroutes.maps.vendored import read
from trafficroutes.maps.vlq import numbers_in
from trafficroutes.model.places import LngLat

_REGIONAL = 100.0  # degrees of longitude up to which a regional projection is used
_AROUND = 75.0  # degrees round the middle that a regional map takes in
_SOUTH, _NORTH = -60.0, 84.0
_LONGEST = 1.0  # degrees; longer sides of countries are bent with the projection


@dataclass(frozen=True)
class Projection:
    """A projection and the part of the world that it can show.

    Attributes
    ----------
    text : str
        As PROJ reads it.
    name : str
        What the figure calls it.
    west, east, south, north : float
        Degrees that are drawn.
    whole : bool
        Whether that is the whole world.
    """

    text: str
    name: str
    west: float
    east: float
    south: float
    north: float
    whole: bool = False

    @cached_property
    def _transformer(self) -> Any:
        from pyproj import Transformer

        return Transformer.from_crs("EPSG:4326", self.text, always_xy=True)

    def project(self, points: Iterable[LngLat]) -> list[Spot]:
        """Return points in metres of the plane."""
        listed = list(points)
        x, y = self._transformer.transform([p.lng for p in listed], [p.lat for p in listed])
        return [Spot(float(a), float(b)) for a, b in zip(x, y, strict=True)]

    def flat(self, shape: Any) -> Any:
        """Return a shape of shapely in metres of the plane."""
        import shapely

        return shapely.transform(shape, self._transformer.transform, interleaved=False)

    def inside(self, points: Sequence[LngLat]) -> list[LngLat]:
        """Return what of a line lies between west and east, up to the very edge."""
        kept: list[LngLat] = []
        for number, point in enumerate(points):
            if number:
                kept += self._crossings(points[number - 1], point)
            if self.west <= point.lng <= self.east:
                kept.append(point)
        return kept

    def _crossings(self, a: LngLat, b: LngLat) -> list[LngLat]:
        found = []
        for edge in (self.west, self.east):
            if min(a.lng, b.lng) < edge < max(a.lng, b.lng):
                part = (edge - a.lng) / (b.lng - a.lng)
                found.append(LngLat(edge, a.lat + (b.lat - a.lat) * part))
        return found

    def rim(self) -> list[LngLat]:
        """Return the outline of what is drawn."""
        lats = np.linspace(self.south, self.north, 60).tolist()
        lngs = np.linspace(self.west, self.east, 120).tolist()
        return [
            *(LngLat(self.west, lat) for lat in lats),
            *(LngLat(lng, self.north) for lng in lngs),
            *(LngLat(self.east, lat) for lat in reversed(lats)),
            *(LngLat(lng, self.south) for lng in reversed(lngs)),
        ]


def projection_for(plan: MapPlan) -> Projection:
    """Return Equal Earth for the world, and an azimuthal equal-area one for a part of it."""
    lngs = [node.at.lng for node in plan.nodes]
    lats = [node.at.lat for node in plan.nodes]
    middle = round((min(lngs) + max(lngs)) / 2, 1)
    if max(lngs) - min(lngs) <= _REGIONAL:
        lat = round((min(lats) + max(lats)) / 2, 1)
        return Projection(
            f"+proj=laea +lat_0={lat} +lon_0={middle} +units=m",
            f"Lambert azimuthal equal area, centred on {lat:g}, {middle:g}",
            middle - _AROUND,
            middle + _AROUND,
            max(_SOUTH, lat - _AROUND),
            min(_NORTH, lat + _AROUND),
        )
    frame = plan.frame
    return Projection(
        f"+proj=eqearth +lon_0={frame.west + 180:g} +units=m",
        "Equal Earth",
        frame.west,
        frame.east,
        _SOUTH,
        _NORTH,
        whole=True,
    )


@lru_cache(maxsize=2)
def world(projection: Projection) -> tuple[dict[str, Any], Any]:
    """Return countries by their codes, and borders, as shapes of shapely in metres of the plane."""
    import shapely

    basemap = json.loads(read("basemap.json"))
    units = basemap["units"]
    window = shapely.box(projection.west, projection.south, projection.east, projection.north)
    countries = {}
    for country in basemap["countries"]:
        whole = shapely.MultiPolygon(
            [
                (_degrees(outer, units), [_degrees(hole, units) for hole in holes])
                for outer, *holes in country["polygons"]
            ]
        )
        seen = _seen(whole.buffer(0), window)
        if not seen.is_empty:
            countries[country["code"]] = projection.flat(seen)
    lines = _seen(shapely.MultiLineString([_degrees(b, units) for b in basemap["borders"]]), window)
    return countries, projection.flat(lines)


def _degrees(steps: str, units: int) -> Any:
    return np.cumsum(np.asarray(numbers_in(steps), dtype=np.float64).reshape(-1, 2), axis=0) / units


def _seen(shape: Any, window: Any) -> Any:
    """Return what of a shape, at any turn of the world, lies in the window."""
    import shapely
    import shapely.affinity

    west, _, east, _ = shape.bounds
    parts = []
    for turn in (-360, 0, 360):
        if east + turn < window.bounds[0] or west + turn > window.bounds[2]:
            continue
        turned = shape if not turn else shapely.affinity.translate(shape, turn)
        part = turned if _holds(window, turned) else shapely.intersection(turned, window)
        if not part.is_empty:
            parts.append(part)
    whole = parts[0] if len(parts) == 1 else shapely.union_all(parts)
    return shapely.segmentize(whole, _LONGEST)


def _holds(window: Any, shape: Any) -> bool:
    """Return whether a box has all of a shape in it."""
    west, south, east, north = window.bounds
    left, low, right, high = shape.bounds
    return bool(west <= left and south <= low and right <= east and high <= north)
