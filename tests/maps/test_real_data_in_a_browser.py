"""The maps of the data that ship: every leg is seen, at any zoom, and regions are legible."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

import trafficroutes as tr
from tests.maps.conftest import Opened
from tests.maps.looks import COVERED, LABELS, PLACES, TIPS, UNCOVERED, overlapping
from trafficroutes.maps import Extract, draw_map, network_view, save_map
from trafficroutes.maps.content.view import View

Opener: TypeAlias = Callable[..., Opened]

pytestmark = pytest.mark.browser

#: A part of each leg, in pixels, that no place covers.
SEEN = 3
MAP = "Object.values(window).find((o) => o?.getZoom)"
REGIONS = {"Balkans": (43, 20), "West Africa": (11, -8), "Caribbean": (15, -66)}


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[View, Path]]:
    """Return the world and the cocaine map, each drawn once."""
    data, folder = tr.load(), tmp_path_factory.mktemp("real")
    found = {}
    parts = (("world", Extract(), 250), ("cocaine", Extract(commodity="cocaine"), 600))
    for name, part, largest in parts:
        view = network_view(data, part, largest=largest)
        save_map(draw_map(view, data), folder / f"{name}.html")
        found[name] = (view, folder / f"{name}.html")
    return found


def look(shown: Opened, at: tuple[int, int], zoom: int) -> None:
    # What setView returns is the whole map, which no test wants to be told.
    shown.page.evaluate(f"void {MAP}.setView({list(at)}, {zoom}, {{ animate: false }})")


def hidden(shown: Opened, view: View) -> list[str]:
    """Return the legs of which places leave too little to be seen."""
    free = shown.page.evaluate(UNCOVERED)
    drawn = {ids for ids, _ in free}
    assert drawn == {" ".join(leg.id for leg in c.legs) for c in view.first}
    return [ids for ids, pixels in free if pixels <= SEEN]


@pytest.mark.parametrize("name", ["world", "cocaine"])
@pytest.mark.parametrize("size", [(1400, 820), (420, 800)])
def test_every_leg_is_seen_at_world_and_regional_zoom(
    opened: Opener, drawn: dict[str, tuple[View, Path]], name: str, size: tuple[int, int]
) -> None:
    view, path = drawn[name]
    shown = opened(*size).go(path)
    assert hidden(shown, view) == []
    assert max(shown.page.evaluate(TIPS)) < 3
    assert shown.page.evaluate(COVERED) == []
    assert overlapping(shown.page.evaluate(LABELS)) == []
    for zoom in (3, 5):
        look(shown, REGIONS["Balkans"], zoom)
        assert hidden(shown, view) == []
        assert max(shown.page.evaluate(TIPS)) < 3


@pytest.mark.parametrize("name", ["world", "cocaine"])
def test_close_countries_are_legible(
    opened: Opener, drawn: dict[str, tuple[View, Path]], name: str
) -> None:
    shown = opened().go(drawn[name][1])
    for at in REGIONS.values():
        look(shown, at, 6)
        places = shown.page.evaluate(PLACES)
        assert [place["name"] for place in places if place["covered"]] == []
        named = sum(place["named"] for place in places)
        assert named >= 0.8 * len(places) > 0
        assert overlapping(shown.page.evaluate(LABELS)) == []


def test_a_dense_map_is_drawn_with_a_thin_pen_and_in_full_from_near(
    opened: Opener, drawn: dict[str, tuple[View, Path]]
) -> None:
    shown = opened().go(drawn["world"][1])
    widest = "Math.max(...[...document.querySelectorAll('{}')].map({}))"
    width = "(line) => line.getAttribute('stroke-width')"
    arcs = widest.format(".tr-line-of-arc", width)
    legend = widest.format(".tr-legend .tr-scaled line", width)
    far = shown.page.evaluate(arcs)
    assert far < 7
    assert shown.page.evaluate(legend) == pytest.approx(far, abs=0.02)
    look(shown, REGIONS["Balkans"], 6)
    assert shown.page.evaluate(arcs) == shown.page.evaluate(legend) == 7


def test_a_control_shows_that_a_hidden_leg_is_found(
    opened: Opener, drawn: dict[str, tuple[View, Path]]
) -> None:
    view, path = drawn["world"]
    shown = opened().go(path)
    shown.page.evaluate(
        """() => { const path = document.querySelector('.tr-arc .tr-line-of-arc');
        const box = document.querySelector('.tr-node').firstChild.getBBox();
        path.setAttribute('d', `M${box.x + box.width / 2} ${box.y + box.height / 2}l1 0`); }"""
    )
    assert len(hidden(shown, view)) == 1


def test_a_long_leg_is_drawn_where_the_map_is_dragged_to(
    opened: Opener, drawn: dict[str, tuple[View, Path]]
) -> None:
    shown = opened().go(drawn["cocaine"][1])
    within = """(id) => { const path = document.querySelector(`[data-ids="${id}"] .tr-line-of-arc`);
      const at = path.getScreenCTM(); const length = path.getTotalLength();
      return [...Array(2000).keys()].map((n) => path.getPointAtLength((n * length) / 2000)
        .matrixTransform(at)).filter((p) => p.x > 0 && p.y > 0 && p.x < innerWidth
          && p.y < innerHeight).length; }"""
    look(shown, (9, -66), 7)
    assert shown.page.evaluate(within, "cocaine-VEN-ESP") > 0
    # Drag to over the ocean, halfway along the leg and far from where the window was.
    shown.page.evaluate(
        f"""() => {{ const map = {MAP}; const size = map.getSize();
        const away = map.latLngToContainerPoint([34, -33]).subtract(size.divideBy(2));
        const step = away.divideBy(8);
        for (let n = 0; n < 8; n += 1) {{ map.panBy(step, {{ animate: false }}); }} }}"""
    )
    assert shown.page.evaluate(within, "cocaine-VEN-ESP") > 0
