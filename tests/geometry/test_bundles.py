"""Bundles: arcs from one region to another as one line."""

import pytest

from trafficroutes.geometry.bundles import BundledArc, BundleEnd, bundles_of, lines_of
from trafficroutes.geometry.lines import Spot


def fan(scale: float = 1.0, flow: int = 0) -> list[BundledArc]:
    """Return three arcs from one place to three of a region."""
    start = BundleEnd("A", Spot(0, -40 * scale), (1,))
    return [
        BundledArc(flow, 0.1, start, BundleEnd(name, Spot(600 * scale, -20 * n * scale), (0,)))
        for n, name in enumerate("BCD", 2)
    ]


def test_arcs_between_regions_are_one_line_from_afar() -> None:
    assert bundles_of(fan(), 230) == [(0, 1, 2)]
    # From nearer the ends lie apart, and of two or of several flows there is none.
    assert bundles_of(fan(8), 230) == []
    assert bundles_of(fan()[:2], 230) == []
    assert bundles_of([*fan()[:2], *fan(flow=1)[2:]], 230) == []
    assert bundles_of([], 230) == []


def test_no_arc_is_in_two_bundles() -> None:
    arcs = [*fan(), *(arc._replace(start=BundleEnd("E", Spot(5, -30), (1,))) for arc in fan())]
    (bundle,) = bundles_of(arcs, 230)
    assert sorted(bundle) == list(range(6))


def test_lines_lead_from_places_by_the_trunk_to_places() -> None:
    arcs = fan()
    lines = lines_of(arcs, 40)
    assert lines.starts == {"A": []}
    assert lines.trunk[0] == arcs[0].start.at
    for arc in arcs:
        line = lines.ends[arc.end.place]
        assert line[0] == lines.trunk[-1]
        assert line[-1] == pytest.approx(arc.end.at)
    # Bowed to the left of the way, as y grows upwards.
    assert max(spot.y for spot in lines.trunk) > -40
    back = lines_of([arc._replace(start=arc.end, end=arc.start) for arc in arcs], 40)
    assert back.ends == {"A": []}
    assert {line[-1] for line in back.starts.values()} == {back.trunk[0]}
