"""How a map is used: on a phone, by keys, in low and dark windows, on paper, saved, embedded."""

import csv
import json
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Literal, TypeAlias
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Locator, Page

from tests.maps import data, duals
from tests.maps.axe import violations
from tests.maps.conftest import Opened
from tests.maps.looks import under_media
from tests.maps.paper import is_blank, pages
from trafficroutes.maps import draw_map, network_view, save_map

Opener: TypeAlias = Callable[..., Opened]
PHONE = (390, 844)
#: A thousand more legs would not fit on paper: sixty between places far apart will do.
MANY = 60

pytestmark = pytest.mark.browser

ACTIVE = "document.activeElement"
MAP = "Object.values(window).find((o) => o?.getZoom)"
CROWDED = f"trafficroutes.crowded({MAP})"
#: Whether an element takes the pointer in its middle: nothing lies over it.
REACHED = """(element) => { const box = element.getBoundingClientRect();
  const found = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return box.top >= 0 && box.bottom <= innerHeight && element.contains(found); }"""


@pytest.fixture(scope="module")
def single(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a map of two families with years, corridors and a region."""
    folder = tmp_path_factory.mktemp("single")
    found = data.layered(folder)
    save_map(draw_map(network_view(found), found), folder / "map.html")
    return folder / "map.html"


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a map of before and after."""
    folder = tmp_path_factory.mktemp("pair")
    found = duals.dataset(folder)
    save_map(draw_map(duals.dual(found), found), folder / "map.html")
    return folder / "map.html"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a map of more connections than are printed."""
    folder = tmp_path_factory.mktemp("large")
    found = data.tiny(folder)
    codes = [code for code in sorted(found.places.countries) if code not in ("COL", "ATA")][:MANY]
    legs = [data.leg(n, "COL", code, locator=f"p. {n}") for n, code in enumerate(codes)]
    found = data.write(folder / "large.yaml", legs)
    save_map(draw_map(network_view(found), found), folder / "map.html")
    return folder / "map.html"


def until(page: Page, condition: str) -> None:
    """Wait until a condition holds: the page's policy forbids the browser to wait for it."""
    for _ in range(200):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"it never came: {condition}")


def node(page: Page, code: str) -> Locator:
    return page.locator(f'.tr-node[data-code="{code}"]').first


def size_of(item: Locator) -> tuple[float, float]:
    box = item.bounding_box()
    assert box
    return box["width"], box["height"]


def ends_of(item: Locator) -> tuple[float, float]:
    """Return where an element begins and ends, from the top of the window."""
    box = item.bounding_box()
    assert box
    return box["y"], box["y"] + box["height"]


def rows(page: Page, name: str = "Connections") -> Locator:
    return page.locator(f'.tr-scroll[aria-label="{name}"] tbody tr')


def ids(page: Page) -> set[str]:
    shown = page.locator(".tr-arc:visible")
    return {item.get_attribute("data-ids") or "" for item in shown.all()}


def test_a_phone_has_a_sheet_one_panel_and_cards(opened: Opener, single: Path) -> None:
    shown = opened(*PHONE).go(single)
    page = shown.page
    assert "user-scalable" not in page.content()
    assert not page.evaluate(CROWDED)
    layers, legend = page.locator(".tr-layers"), page.locator(".tr-legend")
    layers.locator("summary").click()
    legend.locator("summary").click()
    assert legend.get_attribute("open") is not None
    # A panel tells that it is open in a task of its own; the others fold then.
    page.wait_for_selector(".tr-layers:not([open])", state="attached")
    assert layers.get_attribute("open") is None
    assert legend.locator("summary").evaluate(REACHED)
    node(page, "GNB").click()
    sheet = page.get_by_role("dialog", name="Facts")
    assert "Guinea-Bissau" in sheet.inner_text()
    assert page.locator(".tr-map details[open], .leaflet-popup").count() == 0
    close = sheet.get_by_role("button", name="Close the facts")
    assert min(size_of(close)) >= 44
    assert close.evaluate(REACHED)
    # What the facts speak of is seen beside them.
    assert node(page, "GNB").evaluate(REACHED)
    sheet.get_by_role("button", name="Spain").click()
    assert "A report (2011)" in sheet.inner_text()
    close.click()
    assert page.evaluate(f"{ACTIVE}.dataset.code") == "GNB"
    assert sheet.count() == 0
    page.get_by_role("link", name="The map as a table").click()
    cells = rows(page).first.locator("th, td")
    assert rows(page).first.evaluate("(row) => getComputedStyle(row).display") == "block"
    assert cells.first.evaluate("(c) => getComputedStyle(c, '::before').content") == '"From"'
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    assert shown.complaints == []


def test_a_phone_has_room_for_every_control(opened: Opener, large: Path) -> None:
    page = opened(*PHONE).go(large).page
    assert page.get_by_label("How many connections are drawn").is_visible()
    assert not page.evaluate(CROWDED)


def test_the_phone_shows_before_and_after_in_the_same_way(opened: Opener, pair: Path) -> None:
    page = opened(*PHONE).go(pair).page
    page.locator(".tr-layers summary").click()
    assert page.locator(".tr-layers .tr-drop").is_visible()
    node(page, "SEN").click()
    sheet = page.get_by_role("dialog", name="Facts")
    assert "before 40 %, after 70 %" in sheet.inner_text()
    assert page.locator(".tr-drop:visible").count() == 0
    assert sheet.get_by_role("button", name="Close the facts").evaluate(REACHED)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def stops(page: Page) -> list[str]:
    """Return what Tab reaches on a map, in order: names of controls, and places by code."""
    found: list[str] = []
    name = f"""{ACTIVE}.dataset.code || {ACTIVE}.getAttribute('aria-label')
      || {ACTIVE}.textContent.slice(0, 30)"""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(f"{ACTIVE}.closest('.tr-map') === null"):
            break
        found.append(page.evaluate(name))
    return found


def test_keys_reach_controls_then_places_then_facts(opened: Opener, single: Path) -> None:
    shown = opened().go(single)
    page = shown.page
    found = stops(page)
    codes = {item.get_attribute("data-code") for item in page.locator(".tr-node").all()}
    places = [at for at in found if at in codes]
    assert len(places) == 1
    assert found.index("Find a place on the map") < found.index(places[0])
    assert found.index("Legs active in a year") < found.index(places[0])
    assert found[-1] == places[0]
    # From place to place by the arrows.
    page.locator('.tr-node[tabindex="0"]').focus()
    page.keyboard.press("Home")
    seen = {page.evaluate(f"{ACTIVE}.dataset.code")}
    for way in ["ArrowLeft"] * 4 + ["ArrowRight"] * 6 + ["ArrowUp", "ArrowDown"] * 2:
        page.keyboard.press(way)
        seen.add(page.evaluate(f"{ACTIVE}.dataset.code"))
    assert seen >= {"COL", "GNB", "TJK", "RUS"}
    assert page.locator('.tr-overlay [tabindex="0"]').count() == 1
    # Into the facts, to a document within two steps of Tab, and back.
    node(page, "GNB").focus()
    page.keyboard.press("Enter")
    assert page.evaluate(f"{ACTIVE}.closest('.leaflet-popup') !== null")
    page.keyboard.press("Tab")
    assert "Colombia" in page.evaluate(f"{ACTIVE}.textContent")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(f"{ACTIVE}.href") == "https://example.org/report"
    page.keyboard.press("Escape")
    page.wait_for_selector(".leaflet-popup", state="detached")
    assert page.evaluate(f"{ACTIVE}.dataset.code") == "GNB"
    assert shown.complaints == []


@pytest.mark.parametrize("size", [(1000, 736), (700, 410), (320, 256)])
def test_panels_keep_apart_in_low_windows(
    opened: Opener, single: Path, size: tuple[int, int]
) -> None:
    page = opened(*size).go(single).page
    assert not page.evaluate(CROWDED)
    for name in (".tr-legend", ".tr-layers"):
        summary = page.locator(f"{name} > summary")
        panel = page.locator(name)
        if panel.get_attribute("open") is None:
            summary.click()
        (top, bottom), (over, under) = ends_of(panel), ends_of(page.locator(".folium-map"))
        assert over <= top
        assert bottom <= under
        summary.click()
    # A window that is enlarged becomes low while it is looked at.
    page.set_viewport_size({"width": 700, "height": 410})
    until(page, "document.querySelector('.tr-map').classList.contains('tr-low')")
    until(page, f"!{CROWDED}")


def test_colours_follow_the_reader(opened: Opener, single: Path) -> None:
    page = opened().go(single).page
    paper = "getComputedStyle(document.querySelector('.tr-title')).backgroundColor"
    light = page.evaluate(paper)
    letters = page.locator(".tr-letter")
    assert letters.count() == 0
    under_media(page, color_scheme="dark")
    dark = page.evaluate(paper)
    brightness = [sum(int(n) for n in re.findall(r"\d+", text)[:3]) for text in (light, dark)]
    assert brightness[0] > 600
    assert brightness[1] < 200
    under_media(page, color_scheme="light", forced_colors="active")
    assert {letter.text_content() for letter in letters.all()} == {"C", "O"}
    under_media(page, forced_colors="none", contrast="more")
    assert letters.count() > 0
    under_media(page, contrast="no-preference")
    assert letters.count() == 0
    page.get_by_label("Letters on the arcs").check()
    page.wait_for_selector(".tr-letter")
    page.get_by_label("opiates", exact=True).uncheck()
    assert {letter.text_content() for letter in letters.all()} == {"C"}
    assert "cocaine (C)" in page.inner_text(".tr-legend")


@pytest.mark.parametrize("kind", ["large", "pair"])
def test_paper_has_the_legend_fifty_rows_and_no_blank_page(
    opened: Opener, kind: str, request: pytest.FixtureRequest
) -> None:
    page = opened().go(request.getfixturevalue(kind)).page
    printed = pages(page.pdf(prefer_css_page_size=True, print_background=True))
    assert len(printed) > 1
    assert not any(is_blank(drawn) for drawn in printed)
    assert is_blank(b"q Q")
    under_media(page, media="print")
    legend, maps = page.locator(".tr-legend-body"), page.locator(".folium-map").first
    assert ends_of(legend)[0] >= ends_of(maps)[1] - 1
    assert page.locator(".tr-scroll[aria-label=Connections] tbody tr:visible").count() == min(
        50, rows(page).count()
    )
    assert (kind == "large") == page.locator(".tr-paper-note").first.is_visible()
    under_media(page, media="screen")
    page.wait_for_selector(".tr-paper", state="detached")
    assert page.locator(".tr-legend").evaluate(
        "(legend) => legend.closest('.folium-map, .tr-foot') !== null"
    )


def column(page: Page, number: int) -> list[str]:
    return rows(page).locator(f":scope > :nth-child({number})").all_inner_texts()


def test_the_table_is_made_when_asked_for_and_follows_the_map(opened: Opener, single: Path) -> None:
    shown = opened().go(single)
    page = shown.page
    assert page.locator("table").count() == 0
    page.get_by_role("link", name="The map as a table").click()
    assert rows(page).count() == 6
    assert page.evaluate(f"{ACTIVE}.id") == "tr-table"
    heads = page.locator(".tr-scroll[aria-label=Connections] thead th")
    heads.first.get_by_role("button").click()
    assert column(page, 1) == sorted(column(page, 1))
    heads.first.get_by_role("button").click()
    assert column(page, 1) == sorted(column(page, 1), reverse=True)
    assert heads.first.get_attribute("aria-sort") == "descending"
    box = page.get_by_label("Filter the rows of connections")
    box.fill("iberia")
    assert rows(page).count() == 1
    with page.expect_download() as caught:
        page.get_by_role("button", name="Save as CSV").first.click()
    text = caught.value.path().read_text("utf-8")
    listed = list(csv.reader(StringIO(text)))
    assert [row[:2] for row in listed] == [["From", "To"], ["Colombia", listed[1][1]]]
    assert "Iberia" in listed[1][1]
    box.fill("")
    page.evaluate("scrollTo(0, 0)")
    page.get_by_label("cocaine", exact=True).uncheck()
    assert rows(page).count() == 2
    assert rows(page, "Places").count() == 3
    page.get_by_label("Legs active in a year").fill("2007")
    assert rows(page).count() == 1
    page.get_by_label("cocaine", exact=True).check()
    assert rows(page).count() == 2
    assert page.get_by_text("2 of 6 rows").count() == 1
    assert shown.complaints == []


def test_evidence_and_documents_choose_what_is_shown(opened: Opener, single: Path) -> None:
    page = opened().go(single).page
    page.locator(".tr-choose summary").click()
    evidence, document = page.locator(".tr-choose select").all()
    assert len(ids(page)) == 6
    evidence.select_option(label="fair or strong evidence")
    assert ids(page) == {"leg-1", "leg-2", "leg-4", "leg-5", "leg-6"}
    evidence.select_option(label="any evidence")
    document.select_option(label="A report (2011)")
    assert len(ids(page)) == 6


def test_years_play_and_stand_together(opened: Opener, single: Path) -> None:
    shown = opened(alone=True)
    shown.page.clock.install(time=0)
    page = shown.go(single).page
    page.clock.pause_at(10_000)
    said = page.locator(".tr-told")
    page.get_by_label("Legs active in a year").fill("2004")
    page.get_by_role("button", name="Play the years").click()
    assert said.inner_text().startswith("2005: 2 connections")
    page.clock.run_for(1900)
    assert said.inner_text().startswith("2007: ")
    page.get_by_role("button", name="Stop").click()
    page.clock.run_for(3000)
    assert said.inner_text().startswith("2007: ")
    page.get_by_label("How many years on end").fill("3")
    assert said.inner_text().startswith("2005\u20132007: 4 connections")
    assert ids(page) == {"leg-1", "leg-2", "leg-5", "leg-6"}
    page.get_by_role("button", name="Play the years").click()
    page.clock.run_for(9000)
    assert said.inner_text().startswith("2007\u20132009: ")
    assert page.get_by_role("button", name="Play the years").count() == 1


def test_the_address_holds_what_is_shown(opened: Opener, single: Path) -> None:
    shown = opened().go(single)
    page = shown.page
    assert "#" not in page.url
    page.get_by_role("button", name="Open cocaine").click()
    page.get_by_label("Western way").uncheck()
    page.get_by_label("Legs active in a year").fill("2007")
    page.get_by_label("How many years on end").fill("2")
    page.click(".leaflet-control-zoom-in")
    page.locator(".tr-choose summary").click()
    page.locator(".tr-choose select").first.select_option(label="fair or strong evidence")
    node(page, "TJK").dispatch_event("click", {"clientX": 900, "clientY": 300})
    until(page, "location.hash.includes('place=TJK')")
    page.wait_for_timeout(400)
    look = f"(() => {{ const m = {MAP}; return [m.getZoom(), m.getCenter().lat]; }})()"
    view, told = page.evaluate(look), page.inner_text(".tr-told")
    for part in ("years=2006-2007", "off=cocaine/Western+way", "evidence=1", "view="):
        assert part in page.url
    other = opened()
    other.page.goto(page.url)
    other.page.wait_for_selector(".tr-ready")
    assert other.page.evaluate(look) == pytest.approx(view, abs=0.01)
    assert other.page.inner_text(".tr-told") == told
    assert ids(other.page) == ids(page)
    assert "Tajikistan" in other.page.inner_text(".leaflet-popup-content")
    assert not other.page.get_by_label("Western way").is_checked()
    # What an address names that the map does not have is said, and nothing runs.
    other.page.goto(single.as_uri() + "#place=%3Cimg%20src=x%3E&years=soon&off=tea&document=none")
    until(other.page, "document.querySelector('.tr-said').textContent !== ''")
    told = other.page.inner_text(".tr-said")
    for word in ("years soon", "layer tea", "document none", "place <img src=x>"):
        assert word in told
    assert shown.complaints == other.complaints == []


def saved(page: Page, name: str) -> bytes:
    with page.expect_download() as caught:
        page.get_by_role("button", name=name, exact=True).click()
    assert caught.value.suggested_filename.endswith(f".{name.lower()}")
    return caught.value.path().read_bytes()


@pytest.mark.parametrize("kind", ["single", "pair"])
def test_what_is_shown_is_saved(opened: Opener, kind: str, request: pytest.FixtureRequest) -> None:
    shown = opened().go(request.getfixturevalue(kind))
    page = shown.page
    page.get_by_label("Legs active in a year").fill("2006")
    count = len(ids(page))
    page.locator(".tr-save summary").click()
    drawing = ET.fromstring(saved(page, "SVG"))  # noqa: S314 - we wrote it
    texts = " ".join("".join(item.itertext()) for item in drawing.iter() if item.text)
    title = page.evaluate("document.title")
    for word in (*title.split()[:2], "Years: 2006", "Spain", "do not show the path"):
        assert word in texts
    assert kind == "pair" or "sha256" in texts
    assert not any(key.startswith("on") for item in drawing.iter() for key in item.attrib)
    picture = saved(page, "PNG")
    assert picture.startswith(b"\x89PNG")
    wide = int.from_bytes(picture[16:20], "big")
    assert wide == 2 * int(float(drawing.attrib["width"]))
    listed = list(csv.reader(StringIO(saved(page, "CSV").decode())))
    features = json.loads(saved(page, "GeoJSON"))["features"]
    lines = [item for item in features if item["properties"]["kind"] == "connection"]
    assert len(listed) - 1 == len(lines)
    if kind == "single":
        assert len(lines) == count == 2
    assert {f["geometry"]["type"] for f in features} <= {"Point", "LineString", "MultiLineString"}
    assert shown.complaints == []
    assert len([url for url in shown.requests if url.startswith(("http", "file"))]) == 1


def test_an_embedded_map_lets_the_wheel_pass(opened: Opener, single: Path) -> None:
    shown = opened(900, 600)
    page = shown.page
    page.goto(single.as_uri() + "#embed")
    page.wait_for_selector(".tr-ready")
    zoom = f"{MAP}.getZoom()"
    before = page.evaluate(zoom)
    page.mouse.move(450, 300)
    page.evaluate("addEventListener('wheel', (event) => { window.kept = event.defaultPrevented; })")
    page.mouse.wheel(0, -400)
    until(page, "window.kept !== undefined")
    assert page.evaluate("window.kept") is False
    assert page.evaluate(zoom) == before
    for hidden in (".tr-search", ".tr-layers", ".tr-save", ".tr-facts"):
        assert not page.locator(hidden).first.is_visible()
    link = page.get_by_role("link", name="Open the whole map")
    href = link.get_attribute("href") or ""
    assert href.startswith(single.as_uri() + "#view=")
    assert "embed" not in href
    page.locator(".leaflet-control-zoom-in").click()
    until(page, "location.hash.includes('embed')")


@pytest.mark.parametrize("kind", ["single", "pair"])
@pytest.mark.parametrize(("size", "scheme"), [((1400, 820), "light"), (PHONE, "dark")])
def test_axe_objects_to_nothing(
    opened: Opener,
    kind: str,
    size: tuple[int, int],
    scheme: Literal["light", "dark"],
    request: pytest.FixtureRequest,
) -> None:
    """Panels, facts and tables of both kinds of page, on a desk and on a dark phone."""
    page = opened(*size).go(request.getfixturevalue(kind)).page
    under_media(page, color_scheme=scheme)
    page.get_by_role("link", name="The map as a table").click()
    page.wait_for_selector("table")
    page.evaluate("scrollTo(0, 0)")
    page.locator(".tr-save summary").click()
    assert violations(page) == []
    node(page, "ESP").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".tr-sheet, .leaflet-popup")
    page.wait_for_timeout(300)
    assert violations(page) == []
    # A control: what it would object to is found.
    page.evaluate("document.querySelector('.tr-search input').removeAttribute('aria-label')")
    page.evaluate("document.querySelector('.tr-search input').removeAttribute('placeholder')")
    assert any("label" in found for found in violations(page))
