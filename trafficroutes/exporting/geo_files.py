"""Places and arcs as files of geographic programs: GeoJSON, GeoPackage, KML."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import geopandas as gpd

    from trafficroutes.exporting.geo import GeoFrames
    from trafficroutes.exporting.tables import TableBook

_DRIVERS = {"geojson": "GeoJSON", "gpkg": "GPKG", "kml": "LIBKML"}
#: What QGIS and its like call the two layers.
PLACES, LEGS = "places", "legs"
#: Widths of arcs in pixels, and scales of places, of KML: at least, and how much more.
_LINE, _ICON = (1.0, 5.0), (0.4, 1.2)
_NAMES = ("name", "description", "from", "to", "from_name", "to_name", "colour", "size", "code")


def geo_bytes(frames: GeoFrames, kind: str, book: TableBook) -> bytes:
    """Return places and arcs as a file.

    GeoJSON has all in one collection, told apart by ``layer``; GeoPackage and KML have the
    layers ``places`` and ``legs``. The date in a GeoPackage is that of the data; the layers
    are described by the line to cite by.

    Parameters
    ----------
    frames : GeoFrames
    kind : {"geojson", "gpkg", "kml"}
    book : TableBook
        Has the title, the date and the line to cite by.
    """
    with tempfile.TemporaryDirectory() as folder, _date(book.updated):
        path = Path(folder) / f"export.{kind}"
        if kind == "geojson":
            layers = [(_together(frames), book.title)]
        elif kind == "kml":
            layers = [
                (_for_kml(frames.legs, of_places=False), LEGS),
                (_for_kml(frames.places, of_places=True), PLACES),
            ]
        else:
            layers = [(frames.legs, LEGS), (frames.places, PLACES)]
        for frame, layer in layers:
            _write(frame, path, kind, layer=layer, description=book.cite)
        return path.read_bytes()


def _write(frame: gpd.GeoDataFrame, path: Path, kind: str, *, layer: str, description: str) -> None:
    options: dict[str, Any] = {"DESCRIPTION": description}
    if kind == "geojson":
        options["RFC7946"] = "YES"
    frame.to_file(
        path,
        layer=layer,
        driver=_DRIVERS[kind],
        engine="pyogrio",
        append=path.exists() and kind == "kml",
        **options,
    )


@contextmanager
def _date(updated: str) -> Iterator[None]:
    """Have GDAL take the date of the data for today."""
    import pyogrio

    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": f"{updated}T00:00:00.000Z"})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})


def _together(frames: GeoFrames) -> gpd.GeoDataFrame:
    """Return arcs and places in one frame, ``layer`` telling which is which."""
    import pandas as pd

    marked = [
        frame.assign(layer=name) for name, frame in ((LEGS, frames.legs), (PLACES, frames.places))
    ]
    whole: gpd.GeoDataFrame = pd.concat(marked, ignore_index=True)
    columns = ["layer", *(column for column in whole.columns if column != "layer")]
    return whole[columns]


def _for_kml(frame: gpd.GeoDataFrame, *, of_places: bool) -> gpd.GeoDataFrame:
    """Return a frame with what Google Earth shows: a name, a description, a style.

    ``OGR_STYLE`` is what GDAL draws a feature by.
    """
    rows = frame.drop(columns="geometry").to_dict("records")
    styled = frame.copy()
    styled.insert(0, "Name", [_name(row, of_places=of_places) for row in rows])
    styled.insert(1, "description", [_description(row) for row in rows])
    styled["OGR_STYLE"] = [_style(row, of_places=of_places) for row in rows]
    return styled.drop(columns=["name"], errors="ignore")


def _name(row: dict[Any, Any], *, of_places: bool) -> str:
    if of_places:
        return str(row["name"])
    return f"{row['from_name']} \u2192 {row['to_name']} ({row['commodity']})"


def _description(row: dict[Any, Any]) -> str:
    import pandas as pd

    told = {key: value for key, value in row.items() if key not in _NAMES and not pd.isna(value)}
    return "<br>".join(f"{escape(str(key))}: {escape(str(value))}" for key, value in told.items())


def _style(row: dict[Any, Any], *, of_places: bool) -> str:
    least, more = _ICON if of_places else _LINE
    size = round(least + more * math.sqrt(row["size"]), 2)
    if of_places:
        return f"SYMBOL(c:{row['colour']}FF,s:{size})"
    return f"PEN(c:{row['colour']}C0,w:{size}px)"
