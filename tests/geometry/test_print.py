import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficroutes.geometry.crowd import Disc, make_room
from trafficroutes.geometry.labels import Box, leader, place_labels
from trafficroutes.geometry.lines import Spot, cut, cut_both

FRAME = Box(-100, -100, 100, 100)


def test_a_line_is_cut_at_both_ends() -> None:
    line = [Spot(0, 0), Spot(5, 0), Spot(10, 0)]
    found = cut_both(line, 2, 3)
    assert found is not None
    assert [round(p.x, 6) for p in found] == [2, 5, 7]


def test_a_line_too_short_for_its_start_keeps_it() -> None:
    found = cut_both([Spot(0, 0), Spot(10, 0)], 12, 3)
    assert found is not None
    assert [round(p.x, 6) for p in found] == [0, 7]
    assert cut_both([Spot(0, 0), Spot(10, 0)], 12, 11) is None
    assert cut([Spot(0, 0), Spot(1, 0)], 2) is None


@pytest.mark.slow
@given(
    st.lists(
        st.tuples(st.integers(-50, 50), st.integers(-50, 50), st.booleans()),
        min_size=2,
        max_size=8,
        unique_by=lambda p: (p[0] // 8, p[1] // 8),
    )
)
def test_a_region_never_covers_another_place(places: list[tuple[int, int, bool]]) -> None:
    discs = make_room([Disc(Spot(x * 3, y * 3), 5, movable=region) for x, y, region in places])
    for n, a in enumerate(discs):
        for b in discs[n + 1 :]:
            if a.movable or b.movable:
                assert math.dist(a.at, b.at) > a.radius + b.radius
    stay = [(d.at.x, d.at.y) for d in discs if not d.movable]
    assert stay == [(x * 3, y * 3) for x, y, region in places if not region]


def test_a_name_takes_the_side_that_lines_leave_free() -> None:
    line = [Spot(x, 0) for x in range(5, 40)]
    (box,) = place_labels([Disc(Spot(0, 0), 4)], [30], [10], line, FRAME)
    assert box is not None
    assert box.right < 0


def test_a_name_without_room_is_left_out() -> None:
    # The one in the middle is the smallest, and 20 others are there.
    discs = [Disc(Spot(8 * x, 8 * y), 4) for x in range(-2, 3) for y in range(-2, 2)]
    discs.append(Disc(Spot(0, 4), 3))
    boxes = place_labels(discs, [30] * 21, [10] * 21, [], FRAME)
    assert boxes[20] is None
    kept = [box for box in boxes if box is not None]
    assert all(not a.overlaps(b) for n, a in enumerate(kept) for b in kept[n + 1 :])
    assert place_labels([Disc(Spot(0, 0), 4)], [300], [10], [], FRAME) == [None]


def test_the_largest_places_have_names_however_little_room() -> None:
    crowd = [Disc(Spot(5.0 * x, 5.0 * y), 2 + (6 * x + y) / 40) for x in range(6) for y in range(6)]
    frame = Box(-300, -300, 300, 300)
    boxes = place_labels(crowd, [30.0] * 36, [8.0] * 36, [], frame)
    largest = sorted(range(36), key=lambda n: -crowd[n].radius)[:15]
    assert all(boxes[n] is not None for n in largest)
    assert None in boxes
    named = [(n, box) for n, box in enumerate(boxes) if box is not None]
    assert not any(a.overlaps(b) for i, (_, a) in enumerate(named) for _, b in named[:i])
    assert any(leader(box, crowd[n]) is not None for n, box in named)


def test_no_name_stands_nearer_to_another_place() -> None:
    ends = [Disc(Spot(0, 0), 4), Disc(Spot(44, 0), 3)]
    for name in place_labels(ends, [34.0, 10.0], [10.0] * 2, [], Box(-100, -100, 100, 100)):
        assert name is not None
    first = place_labels(ends, [34.0, 10.0], [10.0] * 2, [], Box(-100, -100, 100, 100))[0]
    assert first is not None
    # Beside it on the right the name would end at the rim of the other.
    assert first.right <= 41 - 1.5
