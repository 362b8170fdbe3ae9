"""Commodities and corridors that a table names: known ones, and others made up."""

from __future__ import annotations

from collections.abc import Iterable

from trafficroutes.dataset import cells
from trafficroutes.dataset.cells import CellError
from trafficroutes.dataset.ids import slug
from trafficroutes.dataset.table_sources import NOT_GIVEN
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.names import fold, suggest
from trafficroutes.model.records import Commodity, Corridor
from trafficroutes.model.refs import CommodityRef, CorridorRef
from trafficroutes.model.units import dimension

_GREY = "#777777"
_MANY = 12


class TableNames:
    """Finds commodities and corridors by any name; makes up those that are not known.

    Parameters
    ----------
    data : Dataset
        Where they are known from.

    Attributes
    ----------
    made_up : dict of id to name
        Commodities that are not known.
    """

    def __init__(self, data: Dataset) -> None:
        records = data.records
        self._commodities = dict(records.commodities)
        self._corridors = dict(records.corridors)
        self._known = {
            fold(name): key
            for key, entry in reversed(self._commodities.items())
            for name in (*entry.aliases, entry.name, key)
        }
        self._corridor_names = {
            fold(name): key for key, entry in self._corridors.items() for name in (entry.name, key)
        }
        self.made_up: dict[str, str] = {}
        self.made_up_corridors: dict[str, str] = {}

    def commodity(self, text: str) -> CommodityRef:
        """Return the commodity that a cell names."""
        key = self._known.get(fold(text))
        if key is None:
            key = _new_id(text, self._commodities, "_")
            self._known[fold(text)] = key
            self._commodities[key] = Commodity(name=text, family=key, colour=_GREY, unit="t")
            self.made_up[key] = text
        found = CommodityRef(key)
        found.dimension = dimension(self._commodities[key].unit)
        return found

    def corridors(self, text: str) -> tuple[CorridorRef, ...]:
        """Return the corridors that a cell lists, each once."""
        return tuple(dict.fromkeys(self._corridor(word) for word in cells.words(text)))

    def _corridor(self, text: str) -> CorridorRef:
        key = self._corridor_names.get(fold(text))
        if key is None:
            key = _new_id(text, self._corridors, "-")
            self._corridor_names[fold(text)] = key
            self._corridors[key] = Corridor(name=text, description=NOT_GIVEN)
            self.made_up_corridors[key] = text
        return CorridorRef(key)

    def near(self, name: str) -> tuple[str, ...]:
        """Return the known commodities that a made-up one may be a slip for."""
        return suggest(name, [key for key in self._commodities if key not in self.made_up])

    def commodities_of(self, keys: Iterable[str]) -> dict[str, Commodity]:
        """Return the commodities with these ids, sorted."""
        return {key: self._commodities[key] for key in sorted(set(map(str, keys)))}

    def corridors_of(self, keys: Iterable[str]) -> dict[str, Corridor]:
        """Return the corridors with these ids, sorted."""
        return {key: self._corridors[key] for key in sorted(set(map(str, keys)))}


def _new_id(text: str, taken: Iterable[str], joint: str) -> str:
    key = slug(text, _MANY).replace("-", joint)
    if not key:
        raise CellError(f"no id can be made of {text!r}: write it in Latin letters or digits")
    if key in taken:
        raise CellError(f"{text!r} is too near to {key}: write one of them in another way")
    return key
