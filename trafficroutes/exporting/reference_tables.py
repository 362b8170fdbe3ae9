"""The tables that others refer to: places and source documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from trafficroutes.exporting.tables import PLACES, DataColumn, DataTable, table_of
from trafficroutes.maps.content.plan import label_point
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.places import Country, Gazetteer

_PLACES = (
    DataColumn("code"),
    DataColumn("name"),
    DataColumn("kind"),
    DataColumn("iso2"),
    DataColumn("region"),
    DataColumn("longitude", "number"),
    DataColumn("latitude", "number"),
)
_SOURCES = (
    DataColumn("id"),
    DataColumn("title"),
    DataColumn("publisher"),
    DataColumn("year", "whole"),
    DataColumn("kind"),
    DataColumn("reliability"),
    DataColumn("url"),
    DataColumn("cited", "whole"),
    DataColumn("citation"),
)


def places_table(places: Gazetteer, codes: Iterable[str], name: str = PLACES) -> DataTable:
    """Return the table of some places, by code; those unknown have a code and a kind alone."""
    rows: list[list[Any]] = []
    for code in sorted(set(codes)):
        if code not in places:
            kind = "region" if code.startswith("R:") else "country"
            rows.append([code, code, kind, None, None, None, None])
            continue
        place, point = places[code], label_point(places, code)
        country = place if isinstance(place, Country) else None
        rows.append(
            [
                code,
                place.name,
                "region" if country is None else "country",
                None if country is None else country.iso2,
                None if country is None else country.subregion,
                float(point.lng),
                float(point.lat),
            ]
        )
    return table_of(name, _PLACES, rows, ("code",))


def sources_table(data: Dataset | None, cited: Iterable[str]) -> DataTable:
    """Return the table of the documents cited, by id, with how often.

    Parameters
    ----------
    data : Dataset or None
        What has the documents; without, they have an id alone.
    cited : iterable of str
        The id of each citation.
    """
    counts = Counter(cited)
    rows: list[list[Any]] = []
    for key in sorted(counts):
        source = None if data is None else data.records.sources.get(key)
        if data is None or source is None:
            rows.append([key, *[None] * (len(_SOURCES) - 3), counts[key], None])
            continue
        rows.append(
            [
                key,
                source.title,
                source.publisher,
                source.year,
                source.kind,
                source.reliability,
                source.url,
                counts[key],
                source.citation,
            ]
        )
    return table_of("sources", _SOURCES, rows, ("id",))
