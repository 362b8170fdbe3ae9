"""Maps of the network in a real browser: layers, years, search, table."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

import trafficroutes as tr
from tests.maps import data
from tests.maps.conftest import Opened
from tests.maps.looks import (
    ARCS,
    COVERED,
    HIDDEN_NODES,
    LABELS,
    TIPS,
    UNCOVERED,
    overlapping,
    under_media,
)
from trafficroutes.maps import Extract, draw_map, network_view, save_map
from trafficroutes.model.dataset import Dataset

Opener: TypeAlias = Callable[..., Opened]
SIZES = ((1400, 820), (420, 800))

pytestmark = pytest.mark.browser


def save(found: Dataset, path: Path, extract: Extract | None = None, *, table: bool = True) -> Path:
    save_map(draw_map(network_view(found, extract), found, table=table), path)
    return path


def shown_ids(shown: Opened) -> set[str]:
    return {arc["ids"] for arc in shown.page.evaluate(ARCS) if not arc["hidden"]}


@pytest.fixture
def layered(opened: Opener, tmp_path: Path) -> Opened:
    page: Opened = opened().go(save(data.layered(tmp_path), tmp_path / "map.html"))
    return page


def test_it_loads_nothing_and_complains_of_nothing(layered: Opened) -> None:
    assert len(layered.requests) == 1
    assert layered.complaints == []


def test_unticking_a_corridor_hides_its_legs_and_no_others(layered: Opened) -> None:
    page = layered.page
    page.get_by_role("button", name="Open cocaine").click()
    page.get_by_label("Western way").uncheck()
    assert shown_ids(layered) == {"leg-3", "leg-4", "leg-5", "leg-6"}
    assert page.evaluate(HIDDEN_NODES) == ["GNB"]
    assert "All years: 4 connections, 4 legs" in page.locator(".tr-years").inner_text()
    cocaine = page.get_by_label("cocaine", exact=True)
    assert cocaine.evaluate("(input) => input.indeterminate")
    cocaine.uncheck()
    assert shown_ids(layered) == {"leg-5", "leg-6"}
    assert not page.get_by_label("Straight").is_checked()
    page.get_by_label("All", exact=True).uncheck()
    assert shown_ids(layered) == set()
    page.get_by_label("All", exact=True).check()
    assert len(shown_ids(layered)) == 6


@pytest.mark.parametrize(
    ("year", "legs", "hidden"),
    [
        (2005, {"leg-1", "leg-6"}, {"AFG", "ESP", "R:IBERIA"}),
        (2006, {"leg-2", "leg-6"}, {"AFG", "COL", "R:IBERIA"}),
        (2007, {"leg-2", "leg-5"}, {"COL", "RUS", "R:IBERIA"}),
        (2009, {"leg-3"}, {"AFG", "TJK", "RUS", "GNB", "R:IBERIA"}),
    ],
)
def test_the_slider_shows_the_legs_of_a_year(
    opened: Opener, tmp_path: Path, year: int, legs: set[str], hidden: set[str]
) -> None:
    found = data.layered(tmp_path)
    shown = opened().go(save(found, tmp_path / "map.html"))
    slider = shown.page.get_by_label("Legs active in a year")
    slider.fill(str(year))
    assert shown_ids(shown) == legs
    assert set(shown.page.evaluate(HIDDEN_NODES)) == hidden
    text = slider.get_attribute("aria-valuetext") or ""
    count = len(legs)
    s = "s" if count != 1 else ""
    assert text == f"{year}: {count} connection{s}, {count} leg{s}; 1 undated leg hidden"
    slider.fill(slider.get_attribute("max") or "")
    assert len(shown_ids(shown)) == 6


def test_search_reaches_a_country(layered: Opened) -> None:
    box = layered.page.get_by_label("Find a place on the map")
    box.fill("guinea-b")
    box.press("Enter")
    assert "Guinea-Bissau" in layered.page.inner_text(".leaflet-popup-content")
    assert layered.page.evaluate("document.activeElement.dataset.code") == "GNB"
    layered.page.keyboard.press("Escape")
    layered.page.wait_for_selector(".leaflet-popup", state="detached")
    box.fill("France")
    box.press("Enter")
    assert layered.page.inner_text(".tr-said") == "Not on this map"
    layered.page.get_by_label("opiates", exact=True).uncheck()
    box.fill("Russia")
    box.press("Enter")
    assert layered.page.inner_text(".tr-said") == (
        "In the table, not drawn: hidden by the layers or the year"
    )


def test_the_keyboard_opens_every_place_and_leg(layered: Opened) -> None:
    page = layered.page
    for item in page.locator(".tr-arc, .tr-node").all():
        assert item.get_attribute("role") == "button"
        assert item.get_attribute("aria-label")
        item.focus()
        page.keyboard.press("Enter")
        assert page.inner_text(".leaflet-popup-content")
        page.keyboard.press("Escape")
        page.wait_for_selector(".leaflet-popup", state="detached")


def test_the_table_has_the_same_facts(layered: Opened) -> None:
    page = layered.page
    page.get_by_role("link", name="The map as a table").click()
    rows = page.locator(".tr-facts table").first.locator("tbody tr")
    assert rows.count() == 6
    (row,) = (text for text in rows.all_inner_texts() if "leg-3" in text)
    for fact in ("Colombia", "Spain", "cocaine", "since 2009", "weak", "[1] p. 1 (A4)"):
        assert fact in row
    (place,) = page.locator(".tr-facts tbody tr", has_text="Tajikistan").last.all_inner_texts()
    for fact in ("opiates", "Transit", "1 connection in, 1 connection out"):
        assert fact in place
    links = page.locator(".tr-facts tbody a")
    for n in range(links.count()):
        target = links.nth(n).get_attribute("href") or ""
        assert page.locator(target).inner_text() == "A report (2011), A publisher. A"
    assert page.locator("#tr-1 a").get_attribute("href") == "https://example.org/report"


def test_the_table_can_be_left_out(opened: Opener, tmp_path: Path) -> None:
    path = save(data.layered(tmp_path), tmp_path / "map.html", table=False)
    shown = opened().go(path)
    assert shown.page.locator("table, .tr-facts, .tr-to-table").count() == 0
    assert shown.complaints == []


def test_lines_are_dashed_by_confidence(layered: Opened) -> None:
    dashes = layered.page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('.tr-arc')].map((group) => [
        group.dataset.ids,
        group.querySelector('.tr-line-of-arc').getAttribute('stroke-dasharray')]))"""
    )
    assert dashes["leg-1"] == "10 5"  # A2: 0.95 x 0.8
    assert dashes["leg-3"] == "2 6"  # A4: 0.95 x 0.4
    legend = layered.page.inner_text(".tr-legend")
    for told in (
        "weak evidence",
        "fair",
        "Evidence: the chance that a report is true (width)",
        "direction",
        "Region",
    ):
        assert told in legend
    assert "strong evidence" not in legend


def test_no_arc_goes_the_long_way_round(opened: Opener, tmp_path: Path) -> None:
    legs = [data.leg(1, "MEX", "AUS"), data.leg(2, "PER", "AUS"), data.leg(3, "JPN", "USA")]
    found = data.write(tmp_path / "round.yaml", legs)
    shown = opened().go(save(found, tmp_path / "map.html"))
    world = shown.page.evaluate(
        "256 * 2 ** Object.values(window).find((o) => o?.getZoom).getZoom()"
    )
    arcs = shown.page.evaluate(ARCS)
    assert {arc["ids"] for arc in arcs} == {"leg-1", "leg-2", "leg-3"}
    assert all(arc["right"] - arc["left"] < world / 2 for arc in arcs)


CLOSE = (
    ("BEL", "NLD"),
    ("NLD", "BEL"),
    ("BEL", "LUX"),
    ("SRB", "XKX"),
    ("XKX", "MNE"),
    ("MNE", "ALB"),
    ("GNB", "GMB"),
    ("GMB", "SEN"),
    ("LCA", "BRB"),
    ("VCT", "LCA"),
)


def test_legs_between_close_countries_stay_visible(opened: Opener, tmp_path: Path) -> None:
    legs = [data.leg(n, *ends, tonnes=1) for n, ends in enumerate((*CLOSE, ("AUS", "USA")))]
    found = data.write(tmp_path / "close.yaml", legs)
    shown = opened().go(save(found, tmp_path / "map.html"))
    for _ in range(5):
        free = dict(shown.page.evaluate(UNCOVERED))
        assert len(free) == len(legs)
        assert min(free.values()) > 4, free
        assert max(shown.page.evaluate(TIPS)) < 3
        shown.page.click(".leaflet-control-zoom-in")
        shown.page.wait_for_selector(".leaflet-zoom-anim", state="detached")


@pytest.mark.parametrize("size", SIZES)
def test_the_world_is_legible(opened: Opener, tmp_path: Path, size: tuple[int, int]) -> None:
    path = save(tr.load(), tmp_path / "world.html")
    assert path.stat().st_size < 2_400_000  # of all connections, drawn or not
    shown = opened(*size).go(path)
    labels = shown.page.evaluate(LABELS)
    assert len(labels) > 15
    assert overlapping(labels) == []
    assert shown.page.evaluate(COVERED) == []
    assert max(shown.page.evaluate(TIPS)) < 3
    assert shown.page.evaluate("document.documentElement.scrollWidth") == size[0]
    assert len(shown.requests) == 1
    assert shown.complaints == []


def test_panels_fold_on_a_phone(opened: Opener, tmp_path: Path) -> None:
    path = save(data.layered(tmp_path), tmp_path / "map.html")
    phone = opened(*SIZES[1]).go(path).page
    assert phone.locator("details.tr-legend[open], details.tr-layers[open]").count() == 0
    phone.locator(".tr-legend summary").click()
    assert phone.locator(".tr-legend-body").is_visible()


def test_print_shows_map_legend_and_table(layered: Opened) -> None:
    page = layered.page
    under_media(page, media="print")
    assert not page.locator(".leaflet-control-zoom").is_visible()
    assert not page.locator(".tr-search").is_visible()
    for kept in (".tr-title", ".tr-legend", ".tr-facts"):
        assert page.locator(kept).is_visible()


HOSTILE = "<img src=x onerror='window.ran=1'></script>${window.ran=1}{{ 7*7 }}\"'\\"


def test_hostile_names_of_corridors_stay_text(opened: Opener, tmp_path: Path) -> None:
    corridors = {
        "bad": {"name": HOSTILE, "description": "x"},
        "good": {"name": "G", "description": "x"},
    }
    legs = [
        data.leg(1, "COL", "ESP", corridors=("bad",), locator=HOSTILE),
        data.leg(2, "COL", "PRT", corridors=("good",)),
    ]
    found = data.write(tmp_path / "bad.yaml", legs, corridors=corridors, source={"title": HOSTILE})
    view = network_view(found, title=HOSTILE)
    save_map(draw_map(view, found), tmp_path / "map.html")
    shown = opened().go(tmp_path / "map.html")
    shown.page.get_by_role("button", name="Open cocaine").click()
    assert "<img src=x" in shown.page.inner_text(".tr-layers")
    shown.page.locator(".tr-to-table").click()
    assert "<img src=x" in shown.page.inner_text(".tr-facts")
    assert "{{ 7*7 }}" in shown.page.inner_text("h1")
    assert shown.page.evaluate("window.ran") is None
    assert shown.page.locator("img").count() == 0
    assert shown.complaints == []
