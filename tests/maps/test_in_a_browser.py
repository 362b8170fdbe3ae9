from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias, Unpack

import folium
import pytest

from tests.maps import data
from tests.maps.conftest import Opened
from tests.maps.looks import ARCS, COVERED, LABELS, TIPS, overlapping
from trafficroutes import hubs
from trafficroutes.maps import draw_map, save_map
from trafficroutes.model.dataset import Dataset
from trafficroutes.question.query import Options

Opener: TypeAlias = Callable[..., Opened]

pytestmark = pytest.mark.browser


def save(
    found: Dataset,
    path: Path,
    origin: str = "Colombia",
    to: str = "Spain",
    **options: Unpack[Options],
) -> Path:
    save_map(draw_map(hubs(found, origin, to, **options), found), path)
    return path


@pytest.fixture
def two(tmp_path: Path) -> Path:
    return save(data.two_families(tmp_path), tmp_path / "map.html")


def test_a_map_asks_for_nothing_and_complains_of_nothing(opened: Opener, two: Path) -> None:
    shown = opened().go(two)
    shown.page.mouse.move(700, 400)
    shown.page.mouse.wheel(0, -300)
    assert shown.requests == [two.as_uri()]
    assert shown.complaints == []


def test_a_stock_map_trips_that_check(opened: Opener, tmp_path: Path) -> None:
    folium.Map().save(tmp_path / "stock.html")
    shown = opened().go(tmp_path / "stock.html", ready=".folium-map")
    assert len(shown.requests) > 5
    assert shown.complaints


def test_the_policy_stops_what_slips_past(opened: Opener, two: Path) -> None:
    shown = opened().go(two)
    shown.page.evaluate(
        """() => { const image = new Image(); image.src = 'https://example.org/x.png';
        document.body.append(image);
        const script = document.createElement('script'); script.textContent = 'window.ran = true';
        document.body.append(script); }"""
    )
    assert shown.page.evaluate("window.ran") is None
    assert len([c for c in shown.complaints if "Content Security Policy" in c]) == 2
    assert shown.failures == {"https://example.org/x.png": "csp"}


@pytest.mark.parametrize("size", [(1400, 820), (420, 800)])
def test_every_leg_is_drawn(opened: Opener, two: Path, size: tuple[int, int]) -> None:
    arcs = opened(*size).go(two).page.evaluate(ARCS)
    assert sorted(arc["ids"] for arc in arcs) == sorted(
        f"leg-{n}" for n in (0, 1, 2, 3, 10, 11, 12)
    )
    assert all(arc["length"] > 5 and not arc["hidden"] for arc in arcs)
    assert all(arc["left"] >= 0 and arc["right"] <= size[0] for arc in arcs)


def test_every_arrow_ends_at_the_rim_of_its_place(opened: Opener, two: Path) -> None:
    shown = opened().go(two)
    assert max(shown.page.evaluate(TIPS)) < 3
    shown.page.click(".leaflet-control-zoom-in")
    shown.page.wait_for_selector(".leaflet-zoom-anim", state="detached")
    assert max(shown.page.evaluate(TIPS)) < 3


@pytest.mark.parametrize("size", [(1400, 820), (420, 800)])
def test_no_names_overlap_and_no_panel_hides_a_place(
    opened: Opener, two: Path, size: tuple[int, int]
) -> None:
    shown = opened(*size).go(two)
    labels = shown.page.evaluate(LABELS)
    assert {"Colombia", "Spain"} <= {label["text"] for label in labels}
    assert overlapping(labels) == []
    assert shown.page.evaluate(COVERED) == []


def test_the_map_shows_what_it_was_drawn_from(opened: Opener, tmp_path: Path) -> None:
    found = data.tiny(tmp_path)
    title = opened().go(save(found, tmp_path / "map.html")).page.locator(".tr-title")
    assert f"sha256 {found.sha256[:12]}" in title.inner_text()
    assert "do not show the path taken" in title.inner_text()


def test_unticking_a_family_hides_its_legs_and_no_others(opened: Opener, two: Path) -> None:
    shown = opened().go(two)
    ticks = shown.page.locator(".tr-tree > li > label > input")
    ticks.nth(1).uncheck()
    hidden = {arc["ids"] for arc in shown.page.evaluate(ARCS) if arc["hidden"]}
    assert hidden == {"leg-10", "leg-11", "leg-12"}
    ticks.nth(0).uncheck()
    assert all(arc["hidden"] for arc in shown.page.evaluate(ARCS))
    assert shown.page.locator(".tr-node:visible").count() == 0


def test_an_arc_over_the_antimeridian_is_drawn_at_both_sides(
    opened: Opener, tmp_path: Path
) -> None:
    legs = [data.leg(1, "PER", "AUS"), data.leg(2, "PER", "ESP"), data.leg(3, "ESP", "AUS")]
    found = data.write(tmp_path / "round.yaml", legs)
    shown = opened().go(save(found, tmp_path / "map.html", "Peru", "Australia"))
    arcs = [arc for arc in shown.page.evaluate(ARCS) if arc["ids"] == "leg-1"]
    assert len(arcs) == 2
    assert arcs[0]["left"] != arcs[1]["left"]
    assert max(shown.page.evaluate(TIPS)) < 3


def test_the_pointer_and_the_keyboard_open_the_facts(opened: Opener, tmp_path: Path) -> None:
    found = data.tiny(tmp_path)
    shown = opened().go(save(found, tmp_path / "map.html", weighting="equal", retention="none"))
    arc = shown.page.locator('.tr-arc[data-ids="leg-0"]')
    label = "Colombia \u2192 Spain. cocaine, 50 % of the journeys that arrive. fair evidence"
    assert arc.get_attribute("aria-label") == label
    arc.focus()
    shown.page.keyboard.press("Enter")
    popup = shown.page.locator(".leaflet-popup-content")
    told = popup.inner_text()
    for fact in ("Leg leg-0", "50 %", "A report (2011), A publisher, p. 1. Grade A2."):
        assert fact in told
    link = popup.locator("a")
    assert link.get_attribute("href") == "https://example.org/report"
    assert link.get_attribute("rel") == "noopener noreferrer"
    shown.page.keyboard.press("Escape")
    popup.wait_for(state="detached")
    shown.page.locator('.tr-node[data-code="MEX"]').hover()
    told = "50 % (evidence range: 0 % to 100 %) of the goods that arrive pass here"
    assert told in shown.page.inner_text(".tr-tip")
    shown.page.locator('.tr-node[data-code="MEX"]').click()
    assert "Colombia: 50 % (leg-1)" in popup.inner_text()
    assert shown.complaints == []


def test_regions_have_a_shape_of_their_own(opened: Opener, tmp_path: Path) -> None:
    found = data.to_a_region(tmp_path)
    shown = opened().go(save(found, tmp_path / "map.html", "Colombia", "R:IBERIA"))
    squares = shown.page.locator(".tr-node:has(rect)")
    assert {squares.nth(n).get_attribute("data-code") for n in range(squares.count())} == {
        "R:IBERIA",
        "R:COAST",
    }
    assert shown.page.locator(".tr-arc[data-ids=''] .tr-line-of-arc[stroke-dasharray]").count() == 2


HOSTILE = (
    "<img src=x onerror='window.ran=1'></script><script>window.ran=1</script>"
    "${window.ran=1}{{ 7*7 }}{% raw %}`\"'\\</title><!-- &lt;b&gt; "
)


def hostile(folder: Path) -> Dataset:
    regions = {
        "BAD": {"name": f"{HOSTILE}1", "label": [-5, 40], "members": [{"place": "ESP"}]},
        "WAY": {"name": f"{HOSTILE}2", "label": [-20, 10], "members": [{"place": "GNB"}]},
    }
    commodities = {"cocaine": {**data.COCAINE, "name": HOSTILE, "aliases": [f"{HOSTILE}3"]}}
    source = {"title": HOSTILE, "publisher": HOSTILE, "url": None}
    legs = [
        data.leg(1, "COL", "R:BAD", locator=HOSTILE),
        data.leg(2, "COL", "R:WAY", locator=HOSTILE),
        data.leg(3, "COL", "GNB", locator=HOSTILE),
        data.leg(4, "GNB", "ESP", locator=HOSTILE),
    ]
    name = "a<img src=x onerror=window.ran=1>${window.ran=1}.yaml"
    return data.write(folder / name, legs, source=source, regions=regions, commodities=commodities)


def test_hostile_text_stays_text(opened: Opener, tmp_path: Path) -> None:
    found = hostile(tmp_path)
    path = save(found, tmp_path / "map.html", "Colombia", "R:BAD", commodity=f"{HOSTILE}3")
    shown = opened().go(path)
    page = shown.page
    page.locator(".tr-title summary").click()
    for group in page.locator(".tr-node, .tr-arc").all():
        group.focus()
        page.keyboard.press("Enter")
        assert page.locator(".leaflet-popup-content").inner_text()
        assert page.locator(".leaflet-popup-content a").count() == 0
        page.keyboard.press("Escape")
    assert page.evaluate("window.ran") is None
    assert page.locator("img, .leaflet-popup b").count() == 0
    assert "{{ 7*7 }}" in page.locator(".tr-title").inner_text()
    assert "<img src=x" in page.title()
    assert shown.complaints == []
    assert shown.requests == [path.as_uri()]


def test_a_stock_tooltip_trips_that_check(opened: Opener, tmp_path: Path) -> None:
    found = data.tiny(tmp_path)
    drawn = draw_map(hubs(found, "COL", "ESP"), found)
    folium.CircleMarker((0, 0), tooltip="${window.ran=1}").add_to(drawn)
    save_map(drawn, tmp_path / "stock.html")
    shown = opened().go(tmp_path / "stock.html")
    assert shown.page.evaluate("window.ran") == 1
