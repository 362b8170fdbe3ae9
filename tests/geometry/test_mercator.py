import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficroutes.geometry.mercator import MAX_LAT, project, unproject
from trafficroutes.model.places import LngLat


@given(st.floats(-180, 180), st.floats(-MAX_LAT, MAX_LAT))
def test_a_point_comes_back_from_the_plane(lng: float, lat: float) -> None:
    back = unproject(project(LngLat(lng, lat)))
    assert back == pytest.approx((lng, lat), abs=1e-9)


def test_the_world_is_a_square() -> None:
    assert project(LngLat(0.0, MAX_LAT)).y == pytest.approx(180.0)


@pytest.mark.parametrize("lat", [90.0, -90.0])
def test_the_poles_are_cut_off(lat: float) -> None:
    assert math.isfinite(project(LngLat(0.0, lat)).y)
