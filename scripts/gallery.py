"""Build the gallery: maps of the data that ship, with figures and an index page.

    python scripts/gallery.py                      (or: make maps)
    python scripts/gallery.py --pictures FOLDER    also the pictures of the README

Everything goes to ``maps/``, which git ignores. Each map is one HTML file that
opens without a network and leads back to the index, with a figure to print and a small
picture of it beside it. The pictures of the README stand in ``docs/pictures``; the same
data and matplotlib give the same bytes.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from cards.finding import finding_of, years_of  # noqa: E402 - found by the line above
from cards.page import Card  # noqa: E402
from cards.page import index as page_of_cards  # noqa: E402

import trafficroutes as tr  # noqa: E402 - found by the line above
from trafficroutes.errors import TrafficRoutesError  # noqa: E402
from trafficroutes.maps import (  # noqa: E402
    Extract,
    MapStyle,
    draw_map,
    figure_bytes,
    network_view,
    save_figure,
    save_map,
)
from trafficroutes.maps.page.back import lead_back  # noqa: E402
from trafficroutes.maps.views.registry import view_of  # noqa: E402
from trafficroutes.model.dataset import Dataset  # noqa: E402

if TYPE_CHECKING:
    from trafficroutes.maps.views.registry import Drawable, Paired

_PICTURE_DOTS, _COLOURS = 100, 256  # dots an inch
_SMALL, _SMALL_COLOURS = (480, 240), 64  # pixels of a small picture; under 100 kB with so many
_MAP = (
    0.02,
    0.1,
    0.98,
    0.77,
)  # where the map of a figure stands: its title and legend are too small

#: How to read a map, by what it is.
_NETWORK = "Wide arcs are strong connections, dashed ones weak evidence; the legend says by what."
_JOURNEYS = "Wide arcs and large circles carry many of the journeys; dashed arcs are weak evidence."
_PAIR = (
    "Before is left, after right: what glows gains, what is pale is lost, and what is hatched is "
    "closed."
)


@dataclass(frozen=True)
class Entry:
    """A map of the gallery.

    Attributes
    ----------
    name : str
        Of its files.
    question : str
        What it answers.
    command : str
        What draws it at the command line.
    make : callable
        Returns what is drawn.
    reading : str
        How to read it.
    picture : bool
        Whether the README shows it.
    """

    name: str
    question: str
    command: str
    make: Callable[[Dataset], Drawable | Paired]
    reading: str = _NETWORK
    picture: bool = False


def _part(name: str, question: str, options: str, part: Extract, *, picture: bool = False) -> Entry:
    command = f"trafficroutes map {options}".strip()
    make: Callable[[Dataset], Drawable] = lambda data: network_view(data, part)  # noqa: E731
    return Entry(name, question, command, make, picture=picture)


ENTRIES = (
    _part("world", "Which drugs are reported to move where?", "", Extract(), picture=True),
    _part(
        "cocaine",
        "Where does cocaine go?",
        "--commodity cocaine",
        Extract(commodity="cocaine"),
    ),
    _part(
        "opiates",
        "Where do heroin, opium and morphine go?",
        "--commodity opiates",
        Extract(commodity="opiates"),
    ),
    _part(
        "precursors",
        "Where do the chemicals of heroin laboratories come from?",
        "--commodity precursors",
        Extract(commodity="precursors"),
    ),
    _part(
        "west-africa",
        "How does cocaine pass West Africa?",
        "--corridor west-africa-cocaine",
        Extract(corridors=("west-africa-cocaine",)),
    ),
    _part(
        "northern-route",
        "How do Afghan opiates pass Central Asia to Russia?",
        "--corridor northern-route",
        Extract(corridors=("northern-route",)),
    ),
    Entry(
        "colombia-europe",
        "Through which countries does cocaine pass from Colombia to Europe?",
        "trafficroutes hubs Colombia Europe --commodity cocaine --map FILE",
        lambda data: tr.hubs(data, "Colombia", "Europe", commodity="cocaine"),
        _JOURNEYS,
        picture=True,
    ),
    Entry(
        "afghanistan-russia",
        "Which countries would stop opiates from Afghanistan to Russia, if they were closed?",
        "trafficroutes chokepoints Afghanistan Russia --commodity opiates --map FILE",
        lambda data: tr.chokepoints(data, "Afghanistan", "Russia", commodity="opiates"),
        "Rings are round countries that together stop everything, whole ones round those on every "
        "route; wide arcs carry many of the journeys.",
        picture=True,
    ),
    Entry(
        "tajikistan-closed",
        "What would change for opiates to Russia, if Tajikistan were closed?",
        "trafficroutes whatif Afghanistan Russia --commodity opiates --remove Tajikistan "
        "--map FILE",
        lambda data: tr.whatif(
            data, "Afghanistan", "Russia", commodity="opiates", remove=["Tajikistan"]
        ),
        _PAIR,
    ),
    Entry(
        "cooperation",
        "Which countries from Colombia to Europe work together against cocaine?",
        "trafficroutes cooperation Colombia Europe --commodity cocaine --map FILE",
        lambda data: tr.cooperation(data, "Colombia", "Europe", commodity="cocaine"),
        "Rings are round members of an operational body, dashed ones round members of none; "
        "wide arcs carry many of the journeys.",
    ),
)


def main() -> None:
    """Write every map, its figure and the index."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "maps")
    parser.add_argument("--pictures", type=Path, metavar="FOLDER")
    parser.add_argument("--no-figures", action="store_true", help="HTML only: much faster")
    asked = parser.parse_args()
    data = tr.load()
    asked.folder.mkdir(parents=True, exist_ok=True)
    cards = []
    for entry in ENTRIES:
        shown = entry.make(data)
        target = asked.folder / f"{entry.name}.html"
        drawn = draw_map(shown, data)
        lead_back(drawn, "index.html", "All maps")
        save_map(drawn, target)
        print(f"{target}: {target.stat().st_size:,} bytes")
        cards.append(card_of(entry, shown, data))
        if not asked.no_figures:
            for form in ("png", "svg"):
                save_figure(shown, target.with_suffix(f".{form}"), data)
            small = target.with_name(f"{entry.name}-small.png")
            small.write_bytes(small_picture(target.with_suffix(".png").read_bytes()))
        if asked.pictures is not None and entry.picture:
            asked.pictures.mkdir(parents=True, exist_ok=True)
            (asked.pictures / f"{entry.name}.png").write_bytes(picture(shown, data))
    (asked.folder / "index.html").write_text(
        index(cards, data, figures=not asked.no_figures), encoding="utf-8"
    )


def card_of(entry: Entry, shown: Drawable | Paired, data: Dataset) -> Card:
    """Return what the index says of a map."""
    view = view_of(shown, data, MapStyle())
    return Card(
        name=entry.name,
        question=entry.question,
        finding=finding_of(shown, view, data),
        years=years_of(view),
        reading=entry.reading,
        command=entry.command,
    )


def small_picture(figure: bytes) -> bytes:
    """Return a PNG of the map of a figure as small as a card, in few colours."""
    from PIL import Image, ImageOps

    drawn = Image.open(BytesIO(figure)).convert("RGB")
    wide, high = drawn.size
    left, top, right, bottom = _MAP
    cut = drawn.crop(
        (round(left * wide), round(top * high), round(right * wide), round(bottom * high))
    )
    fitted = ImageOps.fit(cut, _SMALL, Image.Resampling.LANCZOS)
    few = fitted.quantize(_SMALL_COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    target = BytesIO()
    few.save(target, format="png", optimize=True)
    return target.getvalue()


def picture(shown: Drawable | Paired, data: Dataset) -> bytes:
    """Return a small PNG of a map: with few colours it takes a quarter of the room.

    The colours of the commodities are among them, so that no line takes that of another.
    """
    from PIL import Image

    drawn = Image.open(BytesIO(figure_bytes(shown, "png", data, dots=_PICTURE_DOTS))).convert("RGB")
    told = sorted({commodity.colour for commodity in data.records.commodities.values()})
    others = drawn.quantize(_COLOURS - len(told), method=Image.Quantize.FASTOCTREE)
    palette = Image.new("P", (1, 1))
    palette.putpalette(
        [
            *(others.getpalette() or []),
            *(part for colour in told for part in bytes.fromhex(colour[1:])),
        ]
    )
    few = drawn.quantize(palette=palette, dither=Image.Dither.NONE)
    target = BytesIO()
    few.save(target, format="png", optimize=True)
    return target.getvalue()


def index(cards: Iterable[Card], data: Dataset, *, figures: bool) -> str:
    """Return the page that leads to all maps."""
    told = (
        f"Drawn by trafficroutes {tr.__version__}. Data: {PurePath(data.path).name} of "
        f"{data.records.updated}, sha256 {data.sha256[:12]}."
    )
    return page_of_cards(cards, told, figures=figures)


if __name__ == "__main__":
    try:
        main()
    except TrafficRoutesError as error:
        sys.exit(f"Error: {error}")
