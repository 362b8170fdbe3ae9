"""Build the gallery: maps of the data that ship, with figures and an index page.

    python scripts/gallery.py                      (or: make maps)
    python scripts/gallery.py --pictures FOLDER    also the pictures of the README

Everything goes to ``maps/``, which git ignores. Each map is one HTML file that
opens without a network, and a figure to print beside it. The pictures of the README
stand in ``docs/pictures``; the same data and matplotlib give the same bytes.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import trafficroutes as tr  # noqa: E402 - found by the line above
from trafficroutes.errors import TrafficRoutesError  # noqa: E402
from trafficroutes.maps import (  # noqa: E402
    Extract,
    draw_map,
    figure_bytes,
    network_view,
    save_figure,
    save_map,
)
from trafficroutes.model.dataset import Dataset  # noqa: E402

if TYPE_CHECKING:
    from trafficroutes.maps.views.registry import Drawable, Paired

_PICTURE_DOTS, _COLOURS = 100, 256  # dots an inch


@dataclass(frozen=True)
class Entry:
    """A map of the gallery.

    Attributes
    ----------
    name : str
        Of its files.
    about : str
        What it shows.
    command : str
        What draws it at the command line.
    make : callable
        Returns what is drawn.
    picture : bool
        Whether the README shows it.
    """

    name: str
    about: str
    command: str
    make: Callable[[Dataset], Drawable | Paired]
    picture: bool = False


def _part(name: str, about: str, options: str, part: Extract, *, picture: bool = False) -> Entry:
    command = f"trafficroutes map {options}".strip()
    return Entry(name, about, command, lambda data: network_view(data, part), picture)


ENTRIES = (
    _part("world", "The strongest connections of all commodities", "", Extract(), picture=True),
    _part("cocaine", "Cocaine", "--commodity cocaine", Extract(commodity="cocaine")),
    _part(
        "opiates",
        "Heroin, opium and morphine",
        "--commodity opiates",
        Extract(commodity="opiates"),
    ),
    _part(
        "precursors",
        "Chemicals for heroin laboratories",
        "--commodity precursors",
        Extract(commodity="precursors"),
    ),
    _part(
        "west-africa",
        "Cocaine by way of West Africa",
        "--corridor west-africa-cocaine",
        Extract(corridors=("west-africa-cocaine",)),
    ),
    _part(
        "northern-route",
        "Afghan opiates through Central Asia to Russia",
        "--corridor northern-route",
        Extract(corridors=("northern-route",)),
    ),
    Entry(
        "colombia-europe",
        "Transit hubs of cocaine from Colombia to Europe",
        "trafficroutes hubs Colombia Europe --commodity cocaine --map FILE",
        lambda data: tr.hubs(data, "Colombia", "Europe", commodity="cocaine"),
        picture=True,
    ),
    Entry(
        "afghanistan-russia",
        "Chokepoints of opiates from Afghanistan to Russia",
        "trafficroutes chokepoints Afghanistan Russia --commodity opiates --map FILE",
        lambda data: tr.chokepoints(data, "Afghanistan", "Russia", commodity="opiates"),
        picture=True,
    ),
    Entry(
        "guinea-bissau-closed",
        "Guinea-Bissau closed: cocaine from Colombia to Europe before and after",
        "trafficroutes whatif Colombia Europe --commodity cocaine --remove Guinea-Bissau "
        "--map FILE",
        lambda data: tr.whatif(
            data, "Colombia", "Europe", commodity="cocaine", remove=["Guinea-Bissau"]
        ),
    ),
    Entry(
        "cooperation",
        "Cooperation from Colombia to Europe: countries that bodies cover",
        "trafficroutes cooperation Colombia Europe --commodity cocaine --map FILE",
        lambda data: tr.cooperation(data, "Colombia", "Europe", commodity="cocaine"),
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
    for entry in ENTRIES:
        shown = entry.make(data)
        target = asked.folder / f"{entry.name}.html"
        save_map(draw_map(shown, data), target)
        print(f"{target}: {target.stat().st_size:,} bytes")
        if not asked.no_figures:
            for form in ("png", "svg"):
                save_figure(shown, target.with_suffix(f".{form}"), data)
        if asked.pictures is not None and entry.picture:
            asked.pictures.mkdir(parents=True, exist_ok=True)
            (asked.pictures / f"{entry.name}.png").write_bytes(picture(shown, data))
    (asked.folder / "index.html").write_text(
        index(data, figures=not asked.no_figures), encoding="utf-8"
    )


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


def index(data: Dataset, *, figures: bool) -> str:
    """Return the page that leads to all maps."""
    items = "\n".join(_item(entry, figures=figures) for entry in ENTRIES)
    told = f"Data: {data.path} of {data.records.updated}, sha256 {data.sha256[:12]}."
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n<title>Maps of drug routes</title>\n'
        "<style>\nbody { font: 15px/1.5 system-ui, 'DejaVu Sans', sans-serif; color: #22303a; "
        "margin: 2em auto; max-width: 1100px; padding: 0 1em; }\n"
        "ul { list-style: none; padding: 0; display: grid; gap: 1.5em; "
        "grid-template-columns: repeat(auto-fill, minmax(300px, 1fr)); }\n"
        "img { width: 100%; border: 1px solid #cfd6da; border-radius: 6px; }\n"
        "code { font-size: 12px; overflow-wrap: anywhere; }\n</style>\n</head>\n<body>\n"
        "<h1>Maps of drug routes</h1>\n"
        f"<p>Drawn by trafficroutes {tr.__version__} from published evidence. {escape(told)} Every "
        "map opens without a network.</p>\n"
        f"<ul>\n{items}\n</ul>\n</body>\n</html>\n"
    )


def _item(entry: Entry, *, figures: bool) -> str:
    about = escape(entry.about)
    picture = f'<img src="{entry.name}.png" alt="" loading="lazy"><br>' if figures else ""
    prints = (
        f' (<a href="{entry.name}.png">PNG</a>, <a href="{entry.name}.svg">SVG</a>)'
        if figures
        else ""
    )
    return (
        f'<li><a href="{entry.name}.html">{picture}{about}</a>{prints}<br>'
        f"<code>{escape(entry.command)}</code></li>"
    )


if __name__ == "__main__":
    try:
        main()
    except TrafficRoutesError as error:
        sys.exit(f"Error: {error}")
