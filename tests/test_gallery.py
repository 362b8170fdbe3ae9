"""The gallery's entries, its index, and the pictures of the README."""

from __future__ import annotations

import re
import sys
from io import BytesIO
from pathlib import Path

import pytest

from tests.networks import data_of
from trafficroutes import load
from trafficroutes.commands.main import COMMANDS
from trafficroutes.maps import network_view

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

import gallery  # noqa: E402 - found by the line above

SMALL = 300_000  # bytes


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
    page = gallery.index(data_of("COL > ESP"), figures=figures)
    for entry in gallery.ENTRIES:
        assert f'href="{entry.name}.html"' in page
        assert (f'src="{entry.name}.png"' in page) == figures
        assert entry.command in page


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
