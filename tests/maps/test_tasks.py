"""What people do with a map, with a mouse, a keyboard or a finger alone: done, and counted."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

import trafficroutes as tr
from tests.maps import duals
from tests.maps.conftest import Opened
from trafficroutes.maps import draw_map, save_map

ROOT = Path(__file__).resolve().parents[2]
SIZES = {"mouse": (1400, 820), "keyboard": (1400, 820), "phone": (390, 844)}
ACTIVE = "document.activeElement"
COPY = "Copy the address"
TASKS = ("Find the main hub", "Who supplies it", "Who says so", "What gains", "Send the scene")

pytestmark = pytest.mark.browser


class Hand:
    """Somebody who uses a page in one way; each thing that they do is a step."""

    def __init__(self, page: Page, way: str) -> None:
        self.page = page
        self.way = way
        self.steps = 0

    def point(self, item: Locator) -> None:
        self.steps += 1
        if self.way == "phone":
            item.tap()
        else:
            item.hover()

    def take(self, item: Locator) -> None:
        self.steps += 1
        if self.way == "phone":
            item.tap()
        else:
            item.click()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.steps += 1
            self.page.keyboard.press(key)

    def write(self, text: str) -> None:
        self.steps += 1
        self.page.keyboard.type(text)

    def tab_to(self, text: str) -> None:
        """Press Tab until something that says this has the focus."""
        for _ in range(40):
            self.press("Tab")
            if self.page.evaluate(f"{ACTIVE}.textContent") == text:
                return
        pytest.fail(f"Tab does not reach {text!r}")


@pytest.fixture(scope="module")
def maps(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return a map of hubs, and one of its main hub closed."""
    folder = tmp_path_factory.mktemp("tasks")
    data = duals.dataset(folder)
    hubs = tr.hubs(data, "Colombia", "Spain")
    closed = tr.whatif(data, "Colombia", "Spain", remove=["Guinea-Bissau"])
    save_map(draw_map(hubs, data), folder / "hubs.html")
    save_map(draw_map(closed, data), folder / "closed.html")
    return {name: folder / f"{name}.html" for name in ("hubs", "closed")}


@pytest.fixture
def user(
    chromium: Browser, opened: Callable[..., Opened], maps: dict[str, Path]
) -> Iterator[Callable[[str, str], Hand]]:
    """Return a function from a map and a way to somebody who has it open."""
    contexts = []

    def new(name: str, way: str) -> Hand:
        width, height = SIZES[way]
        if way != "phone":
            return Hand(opened(width, height).go(maps[name]).page, way)
        context = chromium.new_context(
            offline=True,
            viewport={"width": width, "height": height},
            has_touch=True,
            reduced_motion="reduce",
        )
        contexts.append(context)
        return Hand(Opened(context.new_page()).go(maps[name]).page, way)

    yield new
    for context in contexts:
        context.close()


def counted(hand: Hand) -> Iterator[int]:
    """Yield after each task how many steps it took."""
    page = hand.page
    hub = page.locator('.tr-node[data-code="GNB"]')
    facts = page.locator(".tr-sheet, .leaflet-popup-content")
    # The main hub: its share is told.
    if hand.way == "keyboard":
        hand.press("Tab", "Enter")
        assert page.evaluate(f"{ACTIVE}.dataset.code") == "GNB"
    else:
        hand.point(hub)
    told = page.locator(".tr-sheet, .tr-tip").first.inner_text()
    assert re.search(r"Guinea-Bissau.* \d+ %.* of the goods that arrive pass here", told, re.DOTALL)
    assert " to " in told
    yield hand.steps
    # Who supplies it.
    if hand.way == "mouse":
        hand.take(hub)
    elif hand.way == "keyboard":
        hand.press("Enter")
    expect(facts).to_contain_text(re.compile(r"From.*Colombia", re.DOTALL))
    yield hand.steps
    # Who says so.
    if hand.way == "keyboard":
        hand.press("Tab", "Enter", "Tab")
        assert page.evaluate(f"{ACTIVE}.href") == "https://example.org/report"
    else:
        hand.take(facts.get_by_role("button", name="Colombia"))
    expect(facts).to_contain_text("A report (2011), A publisher, p. 1. Grade A2.")
    yield hand.steps


def gains(hand: Hand) -> int:
    """Return how many steps it takes to see what gains most, and how sure that is."""
    page = hand.page
    assert re.search(r"Senegal gains most", page.locator(".tr-head").inner_text())
    if hand.way == "keyboard":
        hand.press("Tab", "Tab")
        hand.write("Senegal")
        hand.press("Enter")
    else:
        hand.point(page.locator('.folium-map >> nth=1 >> .tr-node[data-code="SEN"]'))
    told = page.locator(".tr-sheet, .tr-tip, .leaflet-popup-content").first.inner_text()
    assert re.search(r"Change: \+\d+.* to .*points", told), told
    return hand.steps


def sends(hand: Hand) -> int:
    """Return how many steps it takes to have the address of the scene."""
    page = hand.page
    if hand.way == "keyboard":
        hand.tab_to("Save")
        hand.press("Enter")
        hand.tab_to(COPY)
        hand.press("Enter")
    else:
        hand.take(page.locator(".tr-save summary"))
        hand.take(page.get_by_role("button", name=COPY))
    page.get_by_text("whoever has this file").wait_for()
    assert page.locator(".tr-address").input_value().startswith(page.url.partition("#")[0] + "#")
    return hand.steps


def stated() -> dict[str, list[int]]:
    """Return the steps that the document states, by way."""
    text = (ROOT / "docs" / "map-tasks.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.+?) \| (\d+) \| (\d+) \| (\d+) \|$", text, re.MULTILINE)
    assert [any(row[0].startswith(task) for task in TASKS) for row in rows] == [True] * len(TASKS)
    ways = zip(*(map(int, row[1:]) for row in rows), strict=True)
    return dict(zip(SIZES, map(list, ways), strict=True))


@pytest.mark.parametrize("way", SIZES)
def test_tasks_take_the_steps_that_are_stated(user: Callable[[str, str], Hand], way: str) -> None:
    totals = [0, *counted(user("hubs", way))]
    steps = [after - before for before, after in pairwise(totals)]
    steps += [gains(user("closed", way)), sends(user("hubs", way))]
    assert steps == stated()[way]
