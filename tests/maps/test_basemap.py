import json
import math
import runpy
from pathlib import Path
from typing import Any

import pytest
import shapely
from shapely.geometry import Polygon, shape

from trafficroutes.dataset.gazetteer import country_file
from trafficroutes.maps.vendored import read
from trafficroutes.maps.vlq import numbers_in, written

BUILDER = runpy.run_path(str(Path(__file__).resolve().parents[2] / "scripts" / "build_basemap.py"))


@pytest.fixture(scope="module")
def features() -> Any:
    return json.loads(country_file())["features"]


@pytest.fixture(scope="module")
def basemap() -> Any:
    return json.loads(read("basemap.json"))


def points(steps: str, units: int) -> list[tuple[float, float]]:
    flat = numbers_in(steps)
    x = y = 0
    found = []
    for dx, dy in zip(flat[::2], flat[1::2], strict=True):
        x, y = x + dx, y + dy
        found.append((x / units, y / units))
    return found


def test_it_is_made_from_the_country_file(
    features: list[dict[str, Any]], basemap: dict[str, Any]
) -> None:
    assert basemap["geometry_sha256"] == BUILDER["geometry_hash"](features), (
        "data/countries.geojson has other shapes: run python scripts/build_basemap.py"
    )


def test_every_country_is_on_it(features: list[dict[str, Any]], basemap: dict[str, Any]) -> None:
    codes = sorted(feature["properties"]["code"] for feature in features)
    assert [country["code"] for country in basemap["countries"]] == codes


@pytest.mark.slow
def test_countries_keep_their_size_and_place(
    features: list[dict[str, Any]], basemap: dict[str, Any]
) -> None:
    drawn = {
        country["code"]: shapely.unary_union(
            [
                shapely.make_valid(Polygon(outer, holes))
                for outer, *holes in (
                    [points(ring, basemap["units"]) for ring in rings]
                    for rings in country["polygons"]
                )
            ]
        )
        for country in basemap["countries"]
    }
    for feature in features:
        before, after = shape(feature["geometry"]), drawn[feature["properties"]["code"]]
        if before.area > 5:
            assert math.isclose(before.area, after.area, rel_tol=0.05), feature["properties"]
            assert shapely.distance(before.centroid, after.centroid) < 0.5


def test_it_is_light() -> None:
    assert len(read("basemap.json")) < 160_000


def test_steps_undo() -> None:
    line = [(5, 5), (6, 5), (6, 9)]
    assert points(written(BUILDER["steps"](line)), 1) == [(5, 5), (6, 5), (6, 9)]
