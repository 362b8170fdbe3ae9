"""The scripts and styles that a map carries: third parties' and our own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from trafficroutes.errors import FileAccessError

#: Our own files, by the names under which elements ask for them, in their order.
OWN = {
    "trafficroutes_css": "map.css",
    "trafficroutes_use_css": "use.css",
    "trafficroutes_modes_css": "modes.css",
    "trafficroutes_packing": "packing.js",
    "trafficroutes_basemap": "basemap.js",
    "trafficroutes_totals": "totals.js",
    "trafficroutes_facts": "facts.js",
    "trafficroutes_labels": "labels.js",
    "trafficroutes_lines": "lines.js",
    "trafficroutes_crowd": "crowd.js",
    "trafficroutes_bundles": "bundles.js",
    "trafficroutes_curves": "curves.js",
    "trafficroutes_filters": "filters.js",
    "trafficroutes_panels": "panels.js",
    "trafficroutes_room": "room.js",
    "trafficroutes_marks": "marks.js",
    "trafficroutes_ranges": "ranges.js",
    "trafficroutes_pen": "pen.js",
    "trafficroutes_signs": "signs.js",
    "trafficroutes_legend": "legend.js",
    "trafficroutes_layers": "layers.js",
    "trafficroutes_search": "search.js",
    "trafficroutes_years": "years.js",
    "trafficroutes_strongest": "strongest.js",
    "trafficroutes_roles": "roles.js",
    "trafficroutes_fit": "fit.js",
    "trafficroutes_choose": "choose.js",
    "trafficroutes_rows": "rows.js",
    "trafficroutes_table": "table.js",
    "trafficroutes_picture": "picture.js",
    "trafficroutes_saving": "saving.js",
    "trafficroutes_print": "print.js",
    "trafficroutes_sheet": "sheet.js",
    "trafficroutes_pointer": "pointer.js",
    "trafficroutes_overlay": "overlay.js",
    "trafficroutes_shapes": "shapes.js",
    "trafficroutes_names": "names.js",
    "trafficroutes_focus": "focus.js",
    "trafficroutes_canvas": "canvas.js",
    "trafficroutes_nodes": "nodes.js",
    "trafficroutes_trunks": "trunks.js",
    "trafficroutes_keyboard": "keyboard.js",
    "trafficroutes_letters": "letters.js",
    "trafficroutes_address": "address.js",
    "trafficroutes_use": "use.js",
    "trafficroutes_map": "map.js",
    "trafficroutes_change": "change.js",
}

#: What a map of before and after has besides.
OF_A_PAIR = {
    "trafficroutes_pair_css": "pair.css",
    "trafficroutes_sides": "sides.js",
    "trafficroutes_follow": "follow.js",
    "trafficroutes_pair": "pair.js",
}


@dataclass(frozen=True)
class Asset:
    """A script or style sheet.

    Attributes
    ----------
    name : str
        What elements call it; folium's name for a third party's.
    file : str
        Its file.
    text : str
        What is in it.
    """

    name: str
    file: str
    text: str

    @property
    def kind(self) -> str:
        """``"js"`` or ``"css"``."""
        return self.file.rpartition(".")[2]


@cache
def _files_by_name() -> dict[str, str]:
    listed = json.loads(read("manifest.json"))["assets"]
    return {**{entry["key"]: entry["file"] for entry in listed}, **OWN, **OF_A_PAIR}


def is_known(name: str) -> bool:
    """Whether the package carries an asset of this name."""
    return name in _files_by_name()


def asset(name: str) -> Asset:
    """Return the asset with this name; it must be known."""
    file = _files_by_name()[name]
    return Asset(name, file, read(file))


@cache
def read(file: str) -> str:
    """Return the text of a file of the assets folder.

    Raises
    ------
    FileAccessError
        The file is missing: the package is not installed in full.
    """
    path = files("trafficroutes.maps") / "assets" / file
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise FileAccessError(
            f"{file} is missing from the installed package ({error}): install trafficroutes again"
        ) from error
