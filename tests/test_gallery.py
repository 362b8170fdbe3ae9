"""The gallery's entries, its index, and the pictures of the README."""

from __future__ import annotations

import re
import sys
from html import escape
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.maps.axe import violations
from tests.maps.data import layered
from tests.networks import data_of
from trafficroutes import WhatIfResult, load
from trafficroutes.commands.main import COMMANDS
from trafficroutes.maps import Extract, network_view

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

import gallery  # noqa: E402 - found by the line above
from cards.finding import finding_of, years_of  # noqa: E402
from cards.page import Card  # noqa: E402

SMALL = 300_000  # bytes
THUMBNAIL = 100_000
LEAST = 0.05  # of the journeys, that the what-if of the gallery moves


def cards() -> list[Card]:
    return [
        Card(e.name, e.question, "It goes by <i>sea</i>.", "1999-2020", e.reading, e.command)
        for e in gallery.ENTRIES
    ]


def test_maps_have_names_and_commands_of_their_own() -> None:
    names = [entry.name for entry in gallery.ENTRIES]
    assert {"world", "cocaine", "opiates", "precursors", "west-africa", "northern-route",
            "colombia-europe", "afghanistan-russia", "cooperation"} <= set(names)  # fmt: skip
    assert len(set(names)) == len(names)
    for entry in gallery.ENTRIES:
        program, command, *_ = entry.command.split()
        assert program == "trafficroutes"
        assert command in COMMANDS


@pytest.mark.parametrize("figures", [True, False])
def test_the_index_leads_to_every_map(figures: bool) -> None:  # noqa: FBT001 - a case
    page = gallery.index(cards(), data_of("COL > ESP"), figures=figures)
    for entry in gallery.ENTRIES:
        assert f'href="{entry.name}.html"' in page
        assert (f'src="{entry.name}-small.png"' in page) == figures
        assert (f'href="{entry.name}.png"' in page) == figures
        assert escape(entry.question) in page
        assert escape(entry.reading) in page
        assert entry.command in page
    assert page.count("It goes by &lt;i&gt;sea&lt;/i&gt;.") == len(gallery.ENTRIES) * (1 + figures)
    assert page.count("Evidence of 1999-2020.") == len(gallery.ENTRIES)
    assert "<i>" not in page
    for told in ("not a measured trade", "accuses\nnobody", "bounded, not forecast", "sha256"):
        assert told in page
    assert "/" not in page[page.index("Data: ") :].partition(" of ")[0]


def test_a_card_says_what_was_found_and_of_which_years() -> None:
    data = load()
    (entry,) = (entry for entry in gallery.ENTRIES if entry.name == "tajikistan-closed")
    shown = entry.make(data)
    assert isinstance(shown, WhatIfResult)
    (answer,) = shown.answers
    card = gallery.card_of(entry, shown, data)
    assert card.finding == shown.sentences(answer)[0]
    # It shows something: far more than half a point.
    assert answer.intercepted is not None
    assert answer.intercepted > LEAST
    assert re.fullmatch(r"\d{4}-\d{4}", card.years)


def test_a_network_says_what_stands_out(tmp_path: Path) -> None:
    data = layered(tmp_path)
    both = network_view(data)
    assert finding_of(both, both, data) == (
        "Of 6 connections that documents report, most are of cocaine (4) and opiates (2)."
    )
    one = network_view(data, Extract(commodity="cocaine"))
    assert finding_of(one, one, data).startswith(
        "The strongest connections, by evidence, are Colombia to Guinea-Bissau ("
    )
    assert years_of(one) == "2005-2009"
    undated = network_view(data_of("COL > ESP"))
    assert years_of(undated) == ""


@pytest.mark.browser
@pytest.mark.slow
def test_the_gallery_is_made_and_leads_there_and_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chromium: Browser
) -> None:
    entries = [entry for entry in gallery.ENTRIES if entry.name in {"precursors", "northern-route"}]
    monkeypatch.setattr(gallery, "ENTRIES", entries)
    monkeypatch.setattr(sys, "argv", ["gallery.py", str(tmp_path)])
    gallery.main()
    small = sorted(tmp_path.glob("*-small.png"))
    assert len(small) == len(entries)
    assert all(0 < path.stat().st_size < THUMBNAIL for path in small)
    page = chromium.new_page(viewport={"width": 390, "height": 844}, color_scheme="dark")
    page.goto((tmp_path / "index.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert all(len(image.get_attribute("alt") or "") > 40 for image in page.locator("img").all())
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(23, 29, 34)"
    assert violations(page) == []
    page.get_by_role("link", name=entries[0].question, exact=True).click()
    page.wait_for_selector(".tr-ready")
    page.get_by_role("link", name="All maps").click()
    page.wait_for_selector(".cards")
    page.close()


def test_readme_and_tour_show_three_small_pictures_that_the_gallery_makes() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    tour = (ROOT / "docs" / "tour.md").read_text(encoding="utf-8")
    picture = re.compile(r"!\[[^\]]+\]\(([^)]*pictures/[^)]+)\)")
    assert picture.findall(readme)
    shown = {*picture.findall(readme), *(f"docs/{path}" for path in picture.findall(tour))}
    made = {f"docs/pictures/{entry.name}.png" for entry in gallery.ENTRIES if entry.picture}
    assert len(shown) == 3
    assert set(shown) == made
    for path in shown:
        content = (ROOT / path).read_bytes()
        assert content.startswith(b"\x89PNG")
        assert len(content) < SMALL


@pytest.mark.slow
def test_a_picture_is_the_same_bytes_again_and_has_few_colours() -> None:
    from PIL import Image

    data = data_of("COL > VEN > ESP")
    once, again = (gallery.picture(network_view(data), data) for _ in range(2))
    assert once == again
    image = Image.open(BytesIO(once))
    assert image.mode == "P"
    assert image.width > 1000


def test_the_picture_of_the_world_has_the_colours_of_the_data() -> None:
    from PIL import Image

    flat = Image.open(ROOT / "docs" / "pictures" / "world.png").getpalette() or []
    palette = list(zip(flat[::3], flat[1::3], flat[2::3], strict=True))
    for flow in network_view(load()).flows:
        colour = bytes.fromhex(flow.colour[1:])
        off = min(max(abs(a - b) for a, b in zip(colour, c, strict=True)) for c in palette)
        assert off <= 3, flow.label
