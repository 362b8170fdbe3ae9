import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficroutes.geometry.arcs import bow_of, reach_of
from trafficroutes.geometry.frame import LongitudeTurn, frame_for
from trafficroutes.model.places import LngLat

PERU, AUSTRALIA, FIJI, SPAIN = (
    LngLat(-74.0, -9.0),
    LngLat(134.0, -25.0),
    LngLat(178.0, -18.0),
    LngLat(-4.0, 40.0),
)


def test_places_round_the_atlantic_keep_the_usual_cut() -> None:
    assert frame_for([PERU, SPAIN]) == LongitudeTurn(-180.0)


def test_places_round_the_pacific_are_shown_together() -> None:
    frame = frame_for([PERU, AUSTRALIA])
    assert frame.place(PERU).lng - frame.place(AUSTRALIA).lng == 152.0


def test_places_all_round_keep_the_usual_cut() -> None:
    assert frame_for([PERU, AUSTRALIA, SPAIN]) == LongitudeTurn(-180.0)


@pytest.mark.parametrize("places", [[], [SPAIN], [FIJI, FIJI]])
def test_few_places_have_a_frame(places: list[LngLat]) -> None:
    frame = frame_for(places)
    assert all(frame.west <= frame.place(p).lng < frame.east for p in places)


@given(st.lists(st.floats(-180, 180), min_size=1, max_size=6))
def test_every_place_stands_once_in_the_frame(lngs: list[float]) -> None:
    frame = frame_for([LngLat(lng, 0.0) for lng in lngs])
    assert -180.0 <= frame.west < 180.0
    for lng in lngs:
        placed = frame.place(LngLat(lng, 0.0)).lng
        assert frame.west <= placed <= frame.east
        turns = (placed - lng) / 360
        assert turns == pytest.approx(round(turns), abs=1e-9)


def test_an_arc_across_the_cut_is_drawn_at_both_sides() -> None:
    def copies(origin: LngLat, to: LngLat) -> tuple[int, ...]:
        return LongitudeTurn(-180.0).copies(*reach_of(origin, to, bow_of(origin, to)))

    assert copies(AUSTRALIA, PERU) == (0, -360)
    assert copies(PERU, AUSTRALIA) == (0, 360)
    assert copies(PERU, SPAIN) == (0,)
