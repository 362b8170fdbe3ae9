"""Build ``trafficroutes/maps/assets/basemap.json`` from ``data/countries.geojson``.

Developers run this when the shapes of the country file change::

    python scripts/build_basemap.py

The shapes are simplified once, with their shared borders kept, and islets are
left out, so that a page of a few hundred kilobytes can hold the world. Borders
are lines of their own: the coast has none. Coordinates are whole hundredths of
a degree; each ring and line starts at a point and goes on in steps from it.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry import MultiLineString, shape

from trafficroutes.maps.vlq import written

ROOT = Path(__file__).resolve().parent.parent
COUNTRIES = ROOT / "data" / "countries.geojson"
BASEMAP = ROOT / "trafficroutes" / "maps" / "assets" / "basemap.json"
TOLERANCE = 0.08  # degrees; shapely takes it as the side of a square of the area given up
ISLET = 0.01  # square degrees, some 120 square kilometres at the equator
UNITS = 100  # steps a degree
_CORNERS = 3  # a ring with fewer has become a line

Steps = list[int]
Point = tuple[int, int]


def main() -> None:
    """Write the basemap."""
    features = json.loads(COUNTRIES.read_bytes())["features"]
    codes = [feature["properties"]["code"] for feature in features]
    shapes = shapely.coverage_simplify([shape(f["geometry"]) for f in features], TOLERANCE)
    polygons = {code: _polygons(found) for code, found in sorted(zip(codes, shapes, strict=True))}
    content = {
        "geometry_sha256": geometry_hash(features),
        "units": UNITS,
        "countries": [
            {
                "code": code,
                "polygons": [[written(steps(ring)) for ring in rings] for rings in found],
            }
            for code, found in polygons.items()
        ],
        "borders": [written(steps(line)) for line in _borders(polygons.values())],
    }
    text = json.dumps(content, separators=(",", ":")) + "\n"
    BASEMAP.write_text(text, encoding="utf-8")
    print(f"{BASEMAP.name}: {len(text)} bytes")


def geometry_hash(features: Iterable[dict[str, Any]]) -> str:
    """Return a hash of codes and shapes, which names and regions do not change."""
    drawn = sorted((f["properties"]["code"], f["geometry"]) for f in features)
    text = json.dumps(drawn, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _polygons(country: Any) -> list[list[list[Point]]]:
    """Return a country's polygons as rings in whole steps: the largest, and no islets."""
    parts = sorted(shapely.get_parts(country), key=lambda part: -part.area)
    kept = [parts[0], *(part for part in parts[1:] if part.area >= ISLET)]
    found = []
    for part in kept:
        rings = [_rounded(ring) for ring in (part.exterior, *part.interiors)]
        sound = [ring for ring in rings[1:] if len(set(ring)) >= _CORNERS]
        found.append([rings[0] if len(set(rings[0])) >= _CORNERS else _square(part), *sound])
    return found


def _square(part: Any) -> list[Point]:
    """Return the least square round a place too small to have a shape of its own."""
    x, y = (round(value * UNITS) for value in (part.centroid.x, part.centroid.y))
    return [(x - 1, y - 1), (x + 1, y - 1), (x + 1, y + 1), (x - 1, y + 1), (x - 1, y - 1)]


def _rounded(ring: Any) -> list[Point]:
    """Return a ring's points in whole steps, none of them twice running."""
    points = [(int(x), int(y)) for x, y in np.rint(np.asarray(ring.coords) * UNITS)]
    moved = [b for a, b in pairwise(points) if a != b]
    return [points[0], *moved]


def _borders(countries: Iterable[list[list[list[Point]]]]) -> list[list[Point]]:
    """Return as lines the segments that two countries share."""
    times: Counter[tuple[Point, Point]] = Counter()
    for polygons in countries:
        for rings in polygons:
            for ring in rings:
                times.update((min(a, b), max(a, b)) for a, b in pairwise(ring))
    shared = sorted(segment for segment, count in times.items() if count > 1)
    lines = shapely.get_parts(shapely.line_merge(MultiLineString(shared)))
    return sorted([(int(x), int(y)) for x, y in line.coords] for line in lines)


def steps(points: list[Point]) -> Steps:
    """Return points as the first one and the steps from each to the next, flat.

    >>> steps([(5, 5), (6, 5), (6, 9)])
    [5, 5, 1, 0, 0, 4]
    """
    flat = [*points[0]]
    for (x, y), (next_x, next_y) in pairwise(points):
        flat += (next_x - x, next_y - y)
    return flat


if __name__ == "__main__":
    main()
