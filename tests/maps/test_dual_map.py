"""The map of before and after in a real browser."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import folium
import pytest
from playwright.sync_api import Page

import trafficroutes as tr
from tests.maps import duals
from tests.maps.conftest import Opened
from tests.maps.looks import overlapping, under_media
from trafficroutes.maps import draw_map, save_map

Opener: TypeAlias = Callable[..., Opened]
SIZES = ((1400, 820), (420, 800))

pytestmark = pytest.mark.browser

# The names of the maps, and what each shows of the world.
VIEWS = """() => [...document.querySelectorAll('.folium-map')].map((box) => {
  const map = window[box.id], at = map.getCenter();
  return [map.getZoom(), at.lat, at.lng];
})"""
# What is drawn on each side: arcs by ends that are shown, and places.
DRAWN = """() => [...document.querySelectorAll('.folium-map')].map((box) => ({
  arcs: [...box.querySelectorAll('.tr-arc')].filter((g) => g.style.display !== 'none')
    .map((g) => [g.dataset.ids, g.getAttribute('class')]),
  places: [...box.querySelectorAll('.tr-node')].filter((g) => g.style.display !== 'none')
    .map((g) => g.dataset.code),
}))"""
LABELS = """(side) => [
  ...document.querySelectorAll('.folium-map')[side].querySelectorAll('.tr-label')]
  .filter((label) => label.style.display !== 'none')
  .map((label) => { const b = label.getBoundingClientRect();
    return { text: label.textContent, left: b.left, right: b.right, top: b.top, bottom: b.bottom };
  })"""
COVERED = """() => [...document.querySelectorAll('.folium-map')].flatMap((box) => {
  const frame = box.getBoundingClientRect();
  const panels = [...box.querySelectorAll('.leaflet-control')].map(
    (panel) => panel.getBoundingClientRect());
  return [...box.querySelectorAll('.tr-node')].filter((n) => n.style.display !== 'none')
    .filter((node) => { const b = node.getBoundingClientRect();
      return b.left < frame.left || b.right > frame.right || b.top < frame.top
        || b.bottom > frame.bottom || panels.some((p) => b.left < p.right && p.left < b.right
          && b.top < p.bottom && p.top < b.bottom); })
    .map((node) => node.dataset.code);
})"""


def together(page: Page) -> bool:
    """Whether both maps show the same part of the world, to a pixel or so."""
    (zoom, lat, lng), (other, lat2, lng2) = page.evaluate(VIEWS)
    near = 1.5 * 360 / (256 * 2**zoom)
    return bool(zoom == other and abs(lat - lat2) < near and abs(lng - lng2) < near)


def settled(page: Page, before: Any = None, number: int = 0) -> None:
    """Wait until nothing moves any more: the first frames of a move, then its animation.

    With what a map showed ``before``, wait first until it shows something else.
    """
    if before is not None:
        shown = f"([number, before]) => String(({VIEWS})[number]) !== String(before)"
        page.wait_for_function(shown, arg=[number, before])
    page.wait_for_timeout(150)
    page.wait_for_selector(".leaflet-zoom-anim, .leaflet-pan-anim", state="detached")
    page.wait_for_timeout(50)


def side(page: Page, number: int) -> Any:
    return page.locator(".folium-map").nth(number)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = duals.dataset(tmp_path)
    save_map(draw_map(duals.dual(found), found), tmp_path / "pair.html")
    return tmp_path / "pair.html"


@pytest.fixture
def pair(opened: Opener, path: Path) -> Opened:
    page: Opened = opened().go(path)
    return page


def test_it_loads_nothing_and_complains_of_nothing(pair: Opened, path: Path) -> None:
    pair.page.mouse.move(300, 400)
    pair.page.mouse.wheel(0, -300)
    settled(pair.page)
    assert pair.requests == [path.as_uri()]
    assert pair.complaints == []


def test_a_stock_map_of_two_trips_that_check(opened: Opener, tmp_path: Path) -> None:
    from folium.plugins import DualMap

    stock: Any = DualMap
    stock().save(tmp_path / "stock.html")
    shown = opened().go(tmp_path / "stock.html", ready=".folium-map >> nth=0")
    assert len(shown.requests) > 5
    assert shown.complaints


def test_each_side_shows_what_it_has(pair: Opened) -> None:
    before, after = pair.page.evaluate(DRAWN)
    assert {ids for ids, _ in before["arcs"]} == {f"leg-{n}" for n in range(1, 6)}
    assert {ids for ids, _ in after["arcs"]} == {*(f"leg-{n}" for n in range(1, 6)), "hypothetical"}
    looks = dict(after["arcs"])
    assert "tr-ghost" in looks["leg-1"]
    assert "tr-ghost" in looks["leg-5"]
    assert "tr-gained" in looks["leg-3"]
    assert "tr-hypothetical" in looks["hypothetical"]
    assert not any("tr-ghost" in look or "tr-gained" in look for _, look in before["arcs"])
    assert set(before["places"]) == {"COL", "GNB", "SEN", "ESP", "CPV"}
    assert set(after["places"]) == {"COL", "GNB", "SEN", "ESP", "CPV", "MRT"}


def test_glow_ghost_and_hatch_are_seen(pair: Opened) -> None:
    after = side(pair.page, 1)
    glow = after.locator(".tr-arc.tr-gained .tr-glow").first
    line = after.locator(".tr-arc.tr-gained .tr-line-of-arc").first
    width = "(path) => parseFloat(getComputedStyle(path).strokeWidth)"
    assert glow.evaluate(width) > line.evaluate(width) + 10
    ghost = after.locator(".tr-arc.tr-ghost .tr-line-of-arc").first
    assert float(ghost.evaluate("(path) => getComputedStyle(path).opacity")) < 0.5
    # It is as wide as on the other side.
    was = side(pair.page, 0).locator(".tr-arc[data-ids='leg-1'] .tr-line-of-arc")
    assert after.locator(".tr-arc[data-ids='leg-1'] .tr-line-of-arc").evaluate(
        width
    ) == was.evaluate(width)
    mark = after.locator(".tr-node[data-code=GNB] .tr-mark")
    fill = mark.evaluate("(mark) => getComputedStyle(mark).fill")
    assert fill == 'url("#tr-hatch-after")'
    assert pair.page.locator("#tr-hatch-after").count() == 1


def test_one_legend_explains_glow_ghost_and_hatch(pair: Opened) -> None:
    legends = pair.page.locator(".tr-legend")
    assert legends.count() == 1
    told = legends.inner_text()
    for text in (
        "Gained traffic (glow)",
        "+30 and more points",
        "Lost leg",
        "Closed, hatched",
        "Intercepted in part",
        "Cut off",
        "Hypothetical leg",
        "Change of share in points",
        "Origin",
        "Transit",
        "15 % and more",
    ):
        assert text in told


def test_the_sentences_and_the_data_stand_at_the_top(pair: Opened) -> None:
    head = pair.page.locator(".tr-head")
    assert "40 % would be intercepted." in head.inner_text()
    pair.page.get_by_text("Data, assumptions and gaps").click()
    for text in ("Data: dual.yaml.", "Years: all.", "An assumption."):
        assert text in head.inner_text()
    assert "do not show the path taken" in pair.page.inner_text(".tr-foot")
    assert "no endorsement" in pair.page.inner_text(".tr-foot")


def test_layers_act_on_both_sides(pair: Opened) -> None:
    pair.page.get_by_text("Layers").click()
    pair.page.get_by_role("button", name="Open cocaine").click()
    pair.page.get_by_label("Western way").uncheck()
    for drawn in pair.page.evaluate(DRAWN):
        assert not {"leg-1", "leg-2"} & {ids for ids, _ in drawn["arcs"]}
        assert "GNB" not in drawn["places"]
        assert "SEN" in drawn["places"]


def test_the_slider_acts_on_both_sides(pair: Opened) -> None:
    slider = pair.page.get_by_label("Legs active in a year")
    slider.fill("2007")
    before, after = pair.page.evaluate(DRAWN)
    assert {ids for ids, _ in before["arcs"]} == {ids for ids, _ in after["arcs"]} == {"leg-2"}
    assert set(before["places"]) == set(after["places"]) == {"GNB", "ESP"}


def test_search_acts_on_both_sides(pair: Opened) -> None:
    box = pair.page.get_by_label("Find a place on the map")
    box.fill("senegal")
    box.press("Enter")
    settled(pair.page)
    assert together(pair.page)
    popup = pair.page.locator(".leaflet-popup-content")
    assert popup.count() == 1
    told = popup.inner_text()
    assert "before 40 %, after 70 % of the goods that arrive pass here" in told
    assert "Intercepted here: 30 % of what enters" in told
    assert side(pair.page, 1).locator(".tr-node.tr-echo").get_attribute("data-code") == "SEN"
    assert "Senegal" in side(pair.page, 1).locator(".tr-tip").inner_text()
    # Only the side after has Mauritania.
    pair.page.keyboard.press("Escape")
    box.fill("Mauritania")
    box.press("Enter")
    assert "nothing, after 30 %" in side(pair.page, 1).locator(".leaflet-popup").inner_text()


@pytest.mark.parametrize(("number", "size"), [*enumerate(SIZES)])
def test_the_maps_move_together(
    opened: Opener, path: Path, number: int, size: tuple[int, int]
) -> None:
    page = opened(*size).go(path).page
    box = side(page, number).bounding_box()
    x, y = box["x"] + box["width"] * 0.35, box["y"] + box["height"] * 0.8
    start = page.evaluate(VIEWS)[number]
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y - 20, steps=4)
    assert together(page), "while it is dragged"
    page.mouse.up()
    settled(page)
    moved = page.evaluate(VIEWS)[number]
    assert together(page)
    assert moved != start
    page.mouse.wheel(0, -240)
    settled(page, moved, number)
    assert page.evaluate(VIEWS)[number][0] > moved[0]
    assert together(page)
    page.keyboard.press("Escape")
    side(page, number).focus()
    for key in ("+", "ArrowLeft", "-", "ArrowUp"):
        before = page.evaluate(VIEWS)[number]
        page.keyboard.press(key)
        settled(page, before, number)
        assert page.evaluate(VIEWS)[number] != before
        assert together(page), key
    page.click(".leaflet-control-zoom-in")
    page.click(".leaflet-control-zoom-in")
    settled(page)
    assert together(page)


def test_what_is_pointed_at_is_marked_on_both_sides(pair: Opened) -> None:
    page = pair.page
    side(page, 0).locator(".tr-node[data-code=GNB]").hover()
    echo = side(page, 1).locator(".tr-node.tr-echo")
    assert echo.get_attribute("data-code") == "GNB"
    for tip in page.locator(".tr-tip").all_inner_texts():
        assert "before 40 %, after nothing" in tip
        assert "Removed in this scenario" in tip
    page.mouse.move(5, 300)
    page.wait_for_selector(".tr-echo, .tr-tip", state="detached")


def test_the_keyboard_reaches_both_sides(pair: Opened) -> None:
    page = pair.page
    arc = side(page, 0).locator(".tr-arc[data-ids='leg-3']")
    label = arc.get_attribute("aria-label") or ""
    assert "cocaine, before 40 %, after 70 % of the journeys that arrive" in label
    assert "Gains traffic" in label
    arc.focus()
    page.keyboard.press("Enter")
    assert "A report (2011)" in side(page, 0).locator(".leaflet-popup-content").inner_text()
    assert side(page, 1).locator(".tr-arc.tr-echo").get_attribute("data-ids") == "leg-3"
    # Opening facts on one side closes those of the other.
    side(page, 1).locator(".tr-node[data-code=SEN]").focus()
    page.keyboard.press("Enter")
    side(page, 0).locator(".leaflet-popup").wait_for(state="detached")
    page.keyboard.press("Escape")
    page.wait_for_selector(".leaflet-popup", state="detached")
    assert page.evaluate("document.activeElement.dataset.code") == "SEN"
    assert page.locator(".tr-echo").count() == 0
    names = [side(page, n).get_attribute("aria-label") for n in (0, 1)]
    assert names == ["Map: Before", "Map: After: Guinea-Bissau removed"]
    for item in page.locator(".tr-arc:visible, .tr-node:visible").all():
        assert item.get_attribute("role") == "button"
        assert item.get_attribute("aria-label")


@pytest.mark.parametrize("size", SIZES)
def test_it_is_legible(opened: Opener, path: Path, size: tuple[int, int]) -> None:
    shown = opened(*size).go(path)
    page = shown.page
    assert page.evaluate(COVERED) == []
    for number in (0, 1):
        labels = page.evaluate(LABELS, number)
        assert len(labels) >= 4
        assert overlapping(labels) == []
        named = {label["text"] for label in labels}
        assert "Guinea-Bissau" in {name.partition(" ")[0] for name in named}
    assert page.evaluate("document.documentElement.scrollWidth") == size[0]
    boxes = [side(page, n).bounding_box() for n in (0, 1)]
    if size[0] > 700:
        assert boxes[0]["y"] == boxes[1]["y"]
        assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
    else:
        assert boxes[0]["x"] == boxes[1]["x"]
        assert boxes[0]["y"] + boxes[0]["height"] <= boxes[1]["y"]
        assert page.locator("details.tr-legend[open]").count() == 0
        page.locator(".tr-legend summary").click()
        assert page.locator(".tr-legend-body").is_visible()
    assert shown.complaints == []


@pytest.mark.parametrize("size", SIZES)
def test_scenarios_of_the_world_are_legible(
    opened: Opener, tmp_path: Path, size: tuple[int, int]
) -> None:
    found = tr.load()
    result = tr.whatif(
        found,
        "Afghanistan",
        "Western and Central Europe",
        remove=["Turkey", "Iran"],
        interdict={"Nigeria": 0.3, "Russia": 0.2},
        draws=0,
    )
    path = tmp_path / "world.html"
    save_map(draw_map(result, found), path)
    assert path.stat().st_size < 1_200_000
    shown = opened(*size).go(path)
    assert shown.page.evaluate(COVERED) == []
    for number in (0, 1):
        labels = shown.page.evaluate(LABELS, number)
        assert len(labels) > 10
        assert overlapping(labels) == []
    assert together(shown.page)
    assert shown.complaints == []


def test_print_shows_maps_legend_and_table(pair: Opened) -> None:
    page = pair.page
    under_media(page, media="print")
    for hidden in (".leaflet-control-zoom", ".tr-tools"):
        assert not page.locator(hidden).is_visible()
    for kept in (".tr-head", ".tr-legend", ".tr-facts", ".tr-side >> nth=0", ".tr-side >> nth=1"):
        assert page.locator(kept).is_visible()


@pytest.mark.parametrize("size", [(1400, 820), (1000, 700)])
def test_paper_shows_what_the_screen_showed(
    opened: Opener, path: Path, size: tuple[int, int]
) -> None:
    page = opened(*size).go(path).page
    before = page.evaluate(VIEWS)
    under_media(page, media="print")
    boxes = [side(page, n).bounding_box() for n in (0, 1)]
    assert boxes[0]["y"] == boxes[1]["y"]
    assert together(page)
    frame = """() => [...document.querySelectorAll('.tr-node')].filter(
      (node) => node.style.display !== 'none').every((node) => {
        const box = node.closest('.folium-map').getBoundingClientRect();
        const own = node.getBoundingClientRect();
        return own.left >= box.left && own.right <= box.right && own.top >= box.top
          && own.bottom <= box.bottom; })"""
    assert page.evaluate(frame)
    under_media(page, media="screen")
    assert page.evaluate(VIEWS)[0] == pytest.approx(before[0], abs=0.5)
    assert together(page)


HOSTILE = "<img src=x onerror='window.ran=1'></script>${window.ran=1}{{ 7*7 }}\"'\\"


def test_hostile_text_stays_text(opened: Opener, tmp_path: Path) -> None:
    from dataclasses import replace

    found = duals.dataset(tmp_path)
    view = duals.dual(found, title=HOSTILE)
    touched = {code: replace(touch, words=HOSTILE) for code, touch in view.touched.items()}
    view = replace(view, headings=(HOSTILE, HOSTILE), sentences=(HOSTILE,), touched=touched)
    after = replace(
        view.after,
        connections=tuple(replace(c, amount=HOSTILE) for c in view.after.connections),
        parts={
            code: tuple(replace(part, amount=HOSTILE) for part in parts)
            for code, parts in view.after.parts.items()
        },
    )
    save_map(draw_map(replace(view, after=after), found), tmp_path / "bad.html")
    shown = opened().go(tmp_path / "bad.html")
    page = shown.page
    for item in page.locator(".folium-map >> nth=1").locator(".tr-arc, .tr-node").all():
        item.focus()
        page.keyboard.press("Enter")
        assert "{{ 7*7 }}" in page.inner_text(".leaflet-popup-content")
        page.keyboard.press("Escape")
    assert "<img src=x" in page.inner_text(".tr-head")
    assert "<img src=x" in page.inner_text(".tr-side >> nth=1")
    page.locator(".tr-to-table").click()
    assert "<img src=x" in page.inner_text(".tr-facts")
    assert page.evaluate("window.ran") is None
    assert page.locator("img").count() == 0
    assert shown.complaints == []


def test_the_policy_covers_a_layer_of_the_user(opened: Opener, tmp_path: Path) -> None:
    found = duals.dataset(tmp_path)
    pair: Any = draw_map(duals.dual(found), found)
    folium.CircleMarker((0, 0), radius=4).add_to(pair.after)
    save_map(pair, tmp_path / "mine.html")
    shown = opened().go(tmp_path / "mine.html")
    assert side(shown.page, 1).locator("path.leaflet-interactive").count() == 1
    assert shown.complaints == []
