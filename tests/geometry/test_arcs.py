import math
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from trafficroutes.geometry.arcs import arc, bend, curvature, nearest_turn, reach_of
from trafficroutes.geometry.mercator import project
from trafficroutes.model.places import LngLat

BRAZIL, BELGIUM = LngLat(-53.0, -10.0), LngLat(4.6, 50.6)
PERU, BOLIVIA = LngLat(-74.0, -9.0), LngLat(-64.0, -17.0)
MEXICO, AUSTRALIA, JAPAN, USA = (
    LngLat(-102.0, 23.0),
    LngLat(134.0, -25.0),
    LngLat(138.0, 36.0),
    LngLat(-98.0, 39.0),
)

points = st.builds(LngLat, st.floats(-180, 180), st.floats(-70, 75))


def side(points: Sequence[LngLat]) -> float:
    """Which side of the chord the middle of an arc lies on: 1 is left of it."""
    start, middle, end = project(points[0]), project(points[len(points) // 2]), project(points[-1])
    cross = (end.x - start.x) * (middle.y - start.y) - (end.y - start.y) * (middle.x - start.x)
    return math.copysign(1, cross)


def stand_off(points: Sequence[LngLat]) -> float:
    """How far the middle of an arc lies from that of its chord, as a part of the chord."""
    start, middle, end = project(points[0]), project(points[len(points) // 2]), project(points[-1])
    gap = math.hypot(middle.x - (start.x + end.x) / 2, middle.y - (start.y + end.y) / 2)
    return gap / math.hypot(end.x - start.x, end.y - start.y)


def north_of_chord(points: Sequence[LngLat]) -> bool:
    middle = project(points[len(points) // 2]).y
    return middle > (project(points[0]).y + project(points[-1]).y) / 2


def test_an_arc_has_25_points_from_end_to_end() -> None:
    found = arc(BRAZIL, BELGIUM)
    assert len(found) == 25
    assert (found[0], found[-1]) == (BRAZIL, BELGIUM)


@pytest.mark.parametrize(("origin", "to"), [(BRAZIL, BELGIUM), (BELGIUM, BRAZIL), (MEXICO, USA)])
def test_arcs_bow_north(origin: LngLat, to: LngLat) -> None:
    assert north_of_chord(arc(origin, to))


@pytest.mark.parametrize(("origin", "to"), [(PERU, BOLIVIA), (BOLIVIA, PERU)])
def test_arcs_south_of_latitude_minus_5_bow_south(origin: LngLat, to: LngLat) -> None:
    assert not north_of_chord(arc(origin, to))


def test_an_arc_due_north_bows_west_and_its_opposed_one_east() -> None:
    foot, top = LngLat(0.0, 10.0), LngLat(0.0, 30.0)
    assert arc(foot, top)[12].lng < 0 < arc(foot, top, opposed=True)[12].lng


@pytest.mark.slow
@given(points, points)
def test_opposite_directions_bow_to_opposite_sides(a: LngLat, b: LngLat) -> None:
    assume(math.dist(a, b) > 1 and abs(nearest_turn(b.lng, a.lng) - a.lng) < 179)
    there, back = arc(a, b), arc(b, a, opposed=True)
    # Opposite sides of one line are the same hand for two who walk it both ways.
    assert side(there) == side(back)


def test_each_lane_bows_out_more() -> None:
    offs = [stand_off(arc(BRAZIL, BELGIUM, lane=lane)) for lane in range(3)]
    # The middle of a quadratic curve goes half the way to its control point.
    assert [b - a for a, b in pairwise(offs)] == pytest.approx([0.05, 0.05])


def test_curvature_grows_with_length_up_to_a_bound() -> None:
    assert curvature(0.0) == 0.12
    assert curvature(50.0) == pytest.approx(0.165)
    assert curvature(170.0) == curvature(500.0) == 0.22
    assert curvature(170.0, lane=2) == pytest.approx(0.42)


@pytest.mark.parametrize(
    ("origin", "to", "end"),
    [
        (MEXICO, AUSTRALIA, -226.0),
        (PERU, AUSTRALIA, -226.0),
        (JAPAN, USA, 262.0),
        (AUSTRALIA, MEXICO, 258.0),
    ],
)
def test_an_arc_goes_the_short_way_over_the_antimeridian(
    origin: LngLat, to: LngLat, end: float
) -> None:
    found = arc(origin, to)
    assert found[-1].lng == end
    assert max(p.lng for p in found) - min(p.lng for p in found) <= 180


@given(a=points, b=points, lane=st.integers(0, 3), opposed=st.booleans())
def test_an_arc_has_no_jump(a: LngLat, b: LngLat, lane: int, *, opposed: bool) -> None:
    assume(math.dist(a, b) > 1)
    found = arc(a, b, lane=lane, opposed=opposed)
    assert found[0] == a
    assert math.isclose((found[-1].lng - b.lng) % 360 % 360, 0, abs_tol=1e-9) or math.isclose(
        (found[-1].lng - b.lng) % 360, 360, abs_tol=1e-9
    )
    assert all(abs(q.lng - p.lng) < 40 for p, q in pairwise(found))


@given(points, points, st.floats(-0.4, 0.4))
def test_outermost_points_hold_the_curve_and_lie_on_it(a: LngLat, b: LngLat, bow: float) -> None:
    assume(math.dist(a, b) > 1)
    west, east = reach_of(a, b, bow)
    lngs = [point.lng for point in bend(a, b, bow, points=500)]
    assert west - 1e-9 <= min(lngs) <= west + 0.01
    assert east - 0.01 <= max(lngs) <= east + 1e-9
