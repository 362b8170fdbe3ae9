import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure

from tests.analysis.comparison.test_answer import DATA
from tests.maps import data
from tests.networks import data_of
from trafficroutes import chokepoints, compare, hubs, load, whatif
from trafficroutes.errors import QueryError
from trafficroutes.geometry.lines import Spot
from trafficroutes.maps import MapStyle, figure_bytes, network_view, save_figure
from trafficroutes.maps.content.pair import DualView
from trafficroutes.maps.content.plan import plan_of
from trafficroutes.maps.content.view import View
from trafficroutes.maps.drawing import content_of
from trafficroutes.maps.palette import ASSUMED
from trafficroutes.maps.static.pair import draw_pair_figure
from trafficroutes.maps.static.pair_marks import changed_in
from trafficroutes.maps.static.panel import draw_figure
from trafficroutes.maps.static.projection import Projection, projection_for
from trafficroutes.maps.static.ranges import RangeBar, bars_of, draw_bar, most_of
from trafficroutes.maps.style import percent
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.places import LngLat

ROOT = Path(__file__).resolve().parents[2]
DRAW = """
import sys, trafficroutes as tr
from trafficroutes.maps import network_view, save_figure
data = tr.load(sys.argv[1])
for target in sys.argv[2:]:
    save_figure(network_view(data), target, data)
"""


@pytest.mark.slow
def test_two_processes_write_the_same_bytes(tmp_path: Path) -> None:
    data.layered(tmp_path)
    written = []
    for seed in ("1", "2"):
        targets = [tmp_path / f"{seed}.{form}" for form in ("png", "svg")]
        subprocess.run(
            [sys.executable, "-c", DRAW, str(tmp_path / "layered.yaml"), *map(str, targets)],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
        )
        written.append([target.read_bytes() for target in targets])
    assert written[0] == written[1]
    png, svg = written[0]
    assert png.startswith(b"\x89PNG")
    assert b"<svg" in svg
    assert b"<dc:date>" not in svg


@pytest.mark.slow
def test_an_answer_can_be_printed(tmp_path: Path) -> None:
    found = data.to_a_region(tmp_path)
    target = tmp_path / "answer.svg"
    save_figure(hubs(found, "Colombia", "R:IBERIA"), target, found, title="Mine")
    text = target.read_text(encoding="utf-8")
    # cocaine's colour, a region's square and what is assumed
    assert "#c4420b" in text
    assert text.count("stroke-dasharray") > 1


def test_a_figure_is_png_or_svg(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=r"\.png or \.svg"):
        save_figure(network_view(data.tiny(tmp_path)), tmp_path / "map.pdf")


def test_the_projection_suits_the_places(tmp_path: Path) -> None:
    near = [data.leg(1, "AFG", "TJK"), data.leg(2, "TJK", "RUS")]
    far = [data.leg(1, "COL", "ESP"), data.leg(2, "AFG", "RUS")]
    for legs, name in ((near, "Lambert azimuthal"), (far, "Equal Earth")):
        found = data.write(tmp_path / "some.yaml", legs)
        plan = plan_of(network_view(found), found.places)
        assert projection_for(plan).name.startswith(name)


def test_a_line_ends_at_the_edge_of_the_world() -> None:
    world = Projection("+proj=eqearth", "Equal Earth", -180, 180, -60, 84)
    line = [LngLat(170, 0), LngLat(190, 20), LngLat(200, 30)]
    assert world.inside(line) == [LngLat(170, 0), LngLat(180, 10)]
    assert world.inside([LngLat(p.lng - 360, p.lat) for p in line]) == [
        LngLat(-180, 10),
        LngLat(-170, 20),
        LngLat(-160, 30),
    ]


def svg_of(found: Dataset, answer: Any) -> str:
    return figure_bytes(answer, "svg", found).decode()


@pytest.mark.slow
def test_marks_are_printed() -> None:
    found = data_of("COL > VEN > BRA > ESP\nCOL > MEX > BRA")
    text = svg_of(found, chokepoints(found, "COL", "ESP", weighting="equal"))
    assert text.count("#b5179e") == 4  # Brazil's ring and its leg's glow, and both in the legend


@pytest.mark.slow
def test_what_appears_and_disappears_is_printed() -> None:
    text = svg_of(DATA, compare(DATA, years=2005, with_years=2015, weighting="volume"))
    assert text.count("#f2b705") == 3  # two legs and the legend
    assert "0.34" in text


@pytest.mark.slow
def test_ranges_of_hubs_are_printed() -> None:
    found = load()
    answer = hubs(found, "Colombia", "Europe", commodity="cocaine")
    view, places, _ = content_of(answer, found, style=MapStyle())
    assert isinstance(view, View)
    plan = plan_of(view.at_first(), places)
    bars, most = bars_of(plan), most_of(plan)
    assert len(bars) == 15
    assert max(bar.high for bar in bars.values()) == pytest.approx(1.0)
    for hub in answer.answers[0].hubs:
        if hub.place in bars:
            bar = bars[hub.place]
            assert hub.range_50 == pytest.approx((bar.low * most, bar.high * most), abs=1e-6)
            assert hub.share == pytest.approx(bar.best * most, abs=1e-6)
    text = svg_of(found, answer)
    assert "Range (bar under a name)" in text
    assert f"from 0 to {percent(most)}" in text
    assert "touches zero" not in text


@pytest.mark.slow
def test_figures_have_bundles_and_what_changes_is_in_none() -> None:
    found = load()
    answer = hubs(found, "Colombia", "Europe", commodity="cocaine", draws=0)
    assert "bundle, as wide as all" in svg_of(found, answer)
    closed = whatif(found, "Colombia", "Europe", commodity="cocaine", remove=["VEN"], draws=0)
    view, _, _ = content_of(closed, found, style=MapStyle())
    assert isinstance(view, DualView)
    apart = changed_in(view.at_first())
    assert (0, "COL", "VEN") in apart
    assert len(apart) < len(view.before.first)
    assert "bundle, as wide as all" in svg_of(found, closed)


@pytest.mark.slow
def test_no_legend_leaves_its_page() -> None:
    found = load()
    closed = whatif(found, "Afghanistan", "Russia", commodity="opiates", remove=["TJK"])
    for shown in (network_view(found), closed):
        figure = figure_of(shown, found)
        figure.draw_without_rendering()
        for axes in figure.axes:
            for text in axes.texts:
                box = text.get_window_extent()
                assert box.x0 >= 0, text.get_text()
                assert box.x1 <= figure.bbox.x1, text.get_text()


def figure_of(shown: Any, found: Dataset) -> Figure:
    """Return a figure before it is written."""
    view, places, _ = content_of(shown, found, style=MapStyle())
    if isinstance(view, DualView):
        return draw_pair_figure(view.at_first(), places, MapStyle())
    return draw_figure(plan_of(view.at_first(), places), MapStyle())


def test_a_range_that_touches_zero_is_hollow() -> None:
    axes = Figure().add_axes((0, 0, 1, 1))
    for bar in (RangeBar(0.0, 0.1, 0.5), RangeBar(0.2, 0.3, 0.5)):
        draw_bar(axes, Spot(0, 0), bar, 5)
    spreads = [patch.get_facecolor() for patch in axes.patches[1::3]]
    assert spreads == [to_rgba("white"), to_rgba(ASSUMED)]


@pytest.mark.slow
def test_a_dense_figure_is_drawn_with_a_thin_pen() -> None:
    countries = sorted(set(load().places.countries) - {"COL", "ESP"})[:150]
    few, many = (
        data_of("\n".join(f"COL > {code} > ESP" for code in codes))
        for codes in (["PRT"], countries)
    )
    widths = [
        {
            float(found)
            for found in re.findall(
                r"stroke: #c4420b; stroke-opacity: 0.88; stroke-width: ([0-9.]+)", text
            )
        }
        for text in (svg_of(data, network_view(data, largest=400)) for data in (few, many))
    ]
    assert max(widths[1]) < max(widths[0])
