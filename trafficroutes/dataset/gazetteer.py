"""The country file into a gazetteer, without touching its geometry."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec

from trafficroutes.dataset.sections import list_of, mapping_of, text_of
from trafficroutes.dataset.shipped import shipped_file
from trafficroutes.model.places import Country, Gazetteer, LngLat, Membership, RegionPlace
from trafficroutes.model.refs import CountryRef, PlaceRef
from trafficroutes.model.years import Years

_ALWAYS = Years()


class _Properties(msgspec.Struct):
    code: str
    iso2: str
    name: str
    aliases: tuple[str, ...]
    region: str
    subregion: str
    intermediate: str | None
    label: tuple[float, float]
    neighbours: tuple[str, ...] = ()


class _Feature(msgspec.Struct):
    properties: _Properties


class _Former(msgspec.Struct):
    name: str
    note: str
    aliases: tuple[str, ...] = ()


class _CountryPart(msgspec.Struct):
    name: str
    of: tuple[str, ...]
    aliases: tuple[str, ...] = ()


class _M49Region(msgspec.Struct):
    name: str
    label: tuple[float, float]
    aliases: tuple[str, ...] = ()


class _CountryFile(msgspec.Struct):
    features: list[_Feature]
    former: list[_Former]
    parts: list[_CountryPart]
    regions: list[_M49Region]


def country_file() -> bytes:
    """Return the bytes of the country file that ships with the package."""
    return shipped_file("countries.geojson")


@cache
def load_gazetteer() -> Gazetteer:
    """Return the countries of the world and the UN M49 regions.

    >>> load_gazetteer().resolve("Ivory Coast")
    'CIV'
    """
    content = msgspec.json.decode(country_file(), type=_CountryFile)
    countries = [_country(feature.properties) for feature in content.features]
    former = {name: entry.note for entry in content.former for name in (entry.name, *entry.aliases)}
    parts = {name: entry.of for entry in content.parts for name in (entry.name, *entry.aliases)}
    return Gazetteer(countries, _m49_regions(countries, content.regions), former, parts)


def _country(found: _Properties) -> Country:
    return Country(
        code=CountryRef(found.code),
        iso2=found.iso2,
        name=found.name,
        aliases=found.aliases,
        region=found.region,
        subregion=found.subregion,
        intermediate=found.intermediate,
        label=LngLat(*found.label),
        neighbours=tuple(map(CountryRef, found.neighbours)),
    )


def _m49_regions(countries: list[Country], entries: list[_M49Region]) -> list[RegionPlace]:
    """Make the regions of the UN M49 standard from what each country says of itself."""
    members: dict[str, list[CountryRef]] = {}
    for country in countries:
        for name in {"World", country.region, country.subregion, country.intermediate}:
            if name is not None:
                members.setdefault(name, []).append(country.code)
    return [
        RegionPlace(
            code=region_code(entry.name),
            name=entry.name,
            aliases=entry.aliases,
            label=LngLat(*entry.label),
            members=tuple(Membership(code, _ALWAYS) for code in members[entry.name]),
            standard="UN M49",
        )
        for entry in entries
    ]


def region_code(name: str) -> PlaceRef:
    """Return the code of an M49 region.

    >>> region_code("South-eastern Asia")
    'R:SOUTH_EASTERN_ASIA'
    """
    return PlaceRef("R:" + name.upper().replace("-", "_").replace(" ", "_"))


def file_regions(content: Any) -> list[RegionPlace]:
    """Return the places that a data file's ``regions`` section stands for.

    Takes the file as plain values and makes the best of what is wrong: the checks
    report it, with positions. Ids of standard regions are left out.
    """
    standard = load_gazetteer().regions
    return [
        RegionPlace(
            code=PlaceRef(f"R:{key}"),
            name=text_of(entry, "name") or str(key),
            aliases=tuple(a for a in list_of(entry, "aliases") if isinstance(a, str)),
            label=None,
            members=(),
            standard="data file",
        )
        for key, entry in mapping_of(content, "regions").items()
        if f"R:{key}" not in standard
    ]
