"""Points and arcs: where they begin and end, and where they are cut."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import trafficroutes as tr
from tests.exporting.samples import answer, sample
from trafficroutes.exporting.geo import line_of
from trafficroutes.geometry.arcs import arc
from trafficroutes.model.places import LngLat

POINTS = st.builds(
    LngLat, st.floats(-180, 180).map(lambda x: round(x, 3)), st.floats(-60, 70).map(round)
)


@given(POINTS, POINTS)
def test_an_arc_lies_in_the_world_and_keeps_its_ends(start: LngLat, end: LngLat) -> None:
    if math.dist(start, end) < 0.01 or abs(abs(start.lng - end.lng) - 360) < 0.01:
        return
    line = line_of(arc(start, end))
    west, _, east, _ = line.bounds
    assert -180 <= west <= east <= 180
    parts = list(getattr(line, "geoms", [line]))
    assert parts[0].coords[0] == pytest.approx(_wrapped(start, parts[0].coords[0][0]), abs=1e-5)
    assert parts[-1].coords[-1] == pytest.approx(_wrapped(end, parts[-1].coords[-1][0]), abs=1e-5)
    for before, after in pairwise(parts):
        assert abs(before.coords[-1][0]) == abs(after.coords[0][0]) == 180
        assert before.coords[-1][1] == after.coords[0][1]


def _wrapped(point: LngLat, beside: float) -> tuple[float, float]:
    """Return a point on the side of the antimeridian on which another is."""
    if abs(point.lng) == 180:
        return (math.copysign(180, beside), point.lat)
    return point


def test_data_and_answers_have_frames() -> None:
    places, legs = sample().to_geo()
    assert (len(places), len(legs)) == (7, 9)
    assert legs.geom_type.tolist().count("MultiLineString") == 1
    assert legs["size"].max() == 1
    part = sample().to_geo(tr.Extract(commodity="heroin"))
    assert set(part.legs["commodity"]) == {"opiates"} or set(part.legs["commodity"]) == {"heroin"}
    of_answer = tr.to_geo(answer(), data=sample())
    assert len(of_answer.legs) == 5
    assert "hubs_share" in of_answer.places


def test_two_directions_of_a_pair_bow_apart() -> None:
    legs = tr.to_geo(sample(), tr.Extract(commodity="heroin")).legs
    there, back = legs.geometry
    assert there.coords[0] == back.coords[-1]
    assert not there.equals(back)
