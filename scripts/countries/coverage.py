"""Simplify a world of touching places so that shared borders still match.

Places are dissolved, simplified as one coverage (each border alike on both sides),
snapped to a coordinate grid by noding all borders together, and rebuilt from the
faces between them: the result is again a valid coverage, with no gap or overlap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

if TYPE_CHECKING:
    from collections.abc import Iterable

Shapes: TypeAlias = dict[str, BaseGeometry]
Point2: TypeAlias = tuple[float, float]

# Degrees throughout. "Far" islands stand alone; the rest form one coverage.
NEAR = 0.15  # places closer than this are simplified together
FAR_GROUP_AREA = 3.0  # groups of places no larger than this are drawn finely
PINHOLE_AREA = 1e-4  # an enclave too small for the grid (the Holy See)
ISLET_AREA, ISLET_SHARE = 0.004, 0.01  # parts below both are dropped
TIERS = (0.006, 0.025, 0.065, 0.16)  # simplification tolerances of the coverage, finest first
TIER_AREAS = (0.5, 3.0)  # places below these sizes take the first two tiers
ROUGH = frozenset({"CAN", "CHL", "GRL", "RUS", "SJM"})  # long ragged coasts: the last tier
GRID, FAR_GRID, PINHOLE_GRID = 0.01, 0.001, 0.0001


def polygons(shape: BaseGeometry) -> list[Polygon]:
    """Polygons of a shape, largest first."""
    parts = [p for p in shapely.get_parts(shape) if p.geom_type == "Polygon" and p.area > 0]
    return sorted(parts, key=lambda p: (-p.area, p.bounds))


def without_islets(parts: dict[str, list[Polygon]]) -> Shapes:
    """Dissolve each place, dropping islets that touch no other place."""
    merged = {code: polygons(shapely.coverage_union_all(group)) for code, group in parts.items()}
    owners = [code for code, group in merged.items() for _ in group]
    tree = shapely.STRtree([part for group in merged.values() for part in group])

    def kept(code: str, part: Polygon, total: float) -> bool:
        if part.area >= ISLET_AREA or part.area >= ISLET_SHARE * total:
            return True
        return any(owners[i] != code for i in tree.query(part, predicate="intersects"))

    shapes: Shapes = {}
    for code, group in sorted(merged.items()):
        total = sum(part.area for part in group)
        shapes[code] = shapely.MultiPolygon([p for p in group if kept(code, p, total)])
    return shapes


def neighbourhoods(shapes: Shapes) -> list[list[str]]:
    """Group the places within ``NEAR`` of one another, directly or through others."""
    codes = list(shapes)
    tree = shapely.STRtree([shapes[code] for code in codes])
    pairs = tree.query(tree.geometries, predicate="dwithin", distance=NEAR)
    group_of = {i: {i} for i in range(len(codes))}
    for left, right in pairs.T.tolist():
        if group_of[left] is not group_of[right]:
            joined = group_of[left] | group_of[right]
            group_of.update(dict.fromkeys(joined, joined))
    unique = {min(group): group for group in group_of.values()}
    return [sorted(codes[i] for i in unique[first]) for first in sorted(unique)]


def edges(shapes: Iterable[BaseGeometry]) -> BaseGeometry:
    """Borders of some shapes as lines, each shared stretch once."""
    return shapely.union_all([shapely.boundary(shape) for shape in shapes])


def snapped(lines: list[BaseGeometry], owners: Shapes, grid: float) -> Shapes:
    """Snap borders to a grid and rebuild the places from the faces between them.

    Noding on the grid (snap rounding) keeps shared borders matched and every face
    valid, which rounding each place alone would not.
    """
    noded = shapely.union_all(lines, grid_size=grid)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    codes = list(owners)
    tree = shapely.STRtree([owners[code] for code in codes])
    mine: dict[str, list[BaseGeometry]] = {}
    for face in faces:
        shares = {
            codes[i]: owners[codes[i]].intersection(face).area
            for i in tree.query(face, predicate="intersects").tolist()
        }
        best = max(shares, key=lambda code: (shares[code], code), default="")
        if best and sum(shares.values()) > face.area / 2:
            mine.setdefault(best, []).append(face)
    return {code: shapely.coverage_union_all(group) for code, group in mine.items()}


def simplified(shapes: Shapes, tolerance: float) -> Shapes:
    """Simplify a coverage, shared borders alike on both sides."""
    result = shapely.coverage_simplify(list(shapes.values()), tolerance)
    return dict(zip(shapes, result, strict=True))


def tier(code: str, shape: BaseGeometry) -> int:
    """Index in ``TIERS`` of the tolerance a place is drawn at."""
    if code in ROUGH:
        return len(TIERS) - 1
    return sum(shape.area >= limit for limit in TIER_AREAS)


def mainland(shapes: Shapes) -> Shapes:
    """Draw the large coverage; a border takes the finer tier of the places it parts.

    Simplification keeps the points where three borders meet, so lines of different
    tiers still join there.
    """
    tiers = {code: tier(code, shape) for code, shape in shapes.items()}
    drafts = [simplified(shapes, tolerance) for tolerance in TIERS]
    lines: list[BaseGeometry] = []
    for level, draft in enumerate(drafts):
        own = edges(draft[code] for code in shapes if tiers[code] == level)
        finer = edges(draft[code] for code in shapes if tiers[code] < level)
        lines.append(own.difference(finer))
    return snapped(lines, drafts[0], GRID)


def island_group(shapes: Shapes) -> Shapes:
    """Draw a small group far from the rest, at a tolerance that fits its size."""
    area = sum(shape.area for shape in shapes.values())
    fine = simplified(shapes, min(0.015, max(0.0015, 0.02 * area**0.5)))
    return snapped([edges(fine.values())], fine, FAR_GRID)


def without_lakes(shapes: Shapes) -> Shapes:
    """Fill holes that hold no other place: inlets pinched shut by the grid."""
    points = {
        code: [part.representative_point() for part in polygons(shape)]
        for code, shape in shapes.items()
    }

    def filled(part: Polygon) -> Polygon:
        holes = [shapely.Polygon(ring) for ring in part.interiors]
        kept = [hole.exterior for hole in holes if hole.intersects(others)]
        return shapely.Polygon(part.exterior, kept)

    result: Shapes = {}
    for code, shape in shapes.items():
        others = shapely.MultiPoint([p for key in points if key != code for p in points[key]])
        dry: list[Polygon] = []
        for part in map(filled, polygons(shape)):
            if not any(other.contains(part) for other in dry):  # an island of such a lake
                dry.append(part)
        result[code] = shapely.MultiPolygon(dry)
    return result


def draw(shapes: Shapes) -> Shapes:
    """Simplify and snap all places; enclaves below the grid are cut out last."""
    pinholes = {
        code: max(
            (other for other in shapes if other != code),
            key=lambda other: shapes[code].boundary.intersection(shapes[other].boundary).length,
        )
        for code in shapes
        if shapes[code].area < PINHOLE_AREA
        and any(shapes[code].touches(shapes[other]) for other in shapes if other != code)
    }
    filled = {code: shape for code, shape in shapes.items() if code not in pinholes}
    for code, host in pinholes.items():
        filled[host] = shapely.coverage_union_all([filled[host], shapes[code]])
    drawn: Shapes = {}
    main: list[str] = []
    for group in neighbourhoods(filled):
        if sum(filled[code].area for code in group) > FAR_GROUP_AREA:
            main += group
        else:
            drawn |= island_group({code: filled[code] for code in group})
    drawn |= mainland({code: filled[code] for code in sorted(main)})
    drawn = without_lakes(drawn)
    for code, host in pinholes.items():
        drawn[code] = shapely.set_precision(shapes[code], PINHOLE_GRID)
        drawn[host] = drawn[host].difference(drawn[code])
    for code in sorted(set(shapes) - set(drawn)):  # too small even for the fine grid
        drawn[code] = shapely.set_precision(polygons(shapes[code])[0], PINHOLE_GRID)
    return drawn


def label_point(shape: BaseGeometry, wanted: Point2 | None) -> list[float]:
    """Label: the wanted point if it lies in the largest part, else that part's middle."""
    largest = polygons(shape)[0]
    points: list[Point2] = [wanted] if wanted else []
    circle = shapely.maximum_inscribed_circle(largest, tolerance=0.0005)
    points.append((circle.coords[0][0], circle.coords[0][1]))
    for digits in (2, 3, 4):
        for lng, lat in points:
            if largest.contains(shapely.Point(round(lng, digits), round(lat, digits))):
                return [round(lng, digits), round(lat, digits)]
    msg = f"no label point inside {largest.wkt[:80]}"
    raise ValueError(msg)
