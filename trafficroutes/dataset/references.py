"""What a person typed into references: places by any name, ids of the file."""

from __future__ import annotations

from functools import cache
from typing import Any

from trafficroutes.dataset.checking import Hook, UnresolvedError
from trafficroutes.dataset.sections import mapping_of, text_of
from trafficroutes.dataset.wording import unknown_name
from trafficroutes.errors import TrafficRoutesError, UnknownNameError
from trafficroutes.model.places import Gazetteer
from trafficroutes.model.refs import (
    CommodityRef,
    CorridorRef,
    CountryRef,
    EstimateRef,
    PlaceRef,
    Ref,
    SourceRef,
)
from trafficroutes.model.units import dimension

#: The section that lists what each kind of reference may point at.
_SECTIONS: dict[type[Ref], str] = {
    CommodityRef: "commodities",
    CorridorRef: "corridors",
    EstimateRef: "estimates",
    SourceRef: "sources",
}


def reader_of_references(content: Any, places: Gazetteer) -> Hook:
    """Return the function that turns what was typed into a reference of a given kind.

    Parameters
    ----------
    content : any
        The whole file as plain values, sound or not.
    places : Gazetteer
        The countries, the standard regions and those of the file.
    """
    tables: dict[type, dict[str, Ref]] = {
        kind: _table(mapping_of(content, section), kind) for kind, section in _SECTIONS.items()
    }
    tables[CountryRef] = {code: country.code for code, country in places.countries.items()}
    tables[PlaceRef] = {
        **tables[CountryRef],
        **{code: region.code for code, region in places.regions.items()},
    }

    @cache
    def resolve(kind: type[Ref], value: str) -> tuple[Ref | None, str]:
        """Return the reference, or None and why (kept, for names are repeated)."""
        try:
            if kind is CountryRef:
                return places.resolve_country(value), ""
            if kind is PlaceRef:
                return places.resolve(value), ""
        except UnknownNameError as error:
            way = "" if error.suggestions else "; 'trafficroutes places' lists all names"
            return None, f"{UnknownNameError('country', value, error.suggestions)}{way}"
        except TrafficRoutesError as error:
            return None, str(error)
        way = f"add it under {_SECTIONS[kind]}"
        return None, unknown_name(kind.expects, value, tables[kind], way)

    def read(kind: type, value: Any) -> Any:
        if not isinstance(value, str):
            raise UnresolvedError("not text")
        found = tables[kind].get(value)
        if found is None:
            found, why = resolve(kind, value)
            if found is None:
                raise UnresolvedError(why)
        return found

    return read


def _table(section: dict[Any, Any], kind: type[Ref]) -> dict[str, Ref]:
    table = {key: kind(key) for key in section if isinstance(key, str)}
    for key, reference in table.items():
        if isinstance(reference, CommodityRef):
            reference.dimension = dimension(text_of(section[key], "unit"))
    return table
