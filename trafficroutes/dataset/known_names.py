"""The names in a data file, fast: for completion, which cannot wait for all records."""

from __future__ import annotations

import os
from typing import NamedTuple

import msgspec

from trafficroutes.dataset.files import read_bytes
from trafficroutes.dataset.gazetteer import load_gazetteer
from trafficroutes.dataset.loading import SHIPPED, load_bytes
from trafficroutes.dataset.shipped import shipped_file
from trafficroutes.dataset.store import kept_as


class _Identified(msgspec.Struct):
    id: str


class _Called(msgspec.Struct):
    name: str
    aliases: tuple[str, ...] = ()


class _OfFamily(_Called, kw_only=True):
    family: str


class _Titled(msgspec.Struct):
    title: str


class _NamesInFile(msgspec.Struct):
    """The parts of a data file that hold names; the rest is skipped unread."""

    legs: tuple[_Identified, ...]
    sources: dict[str, _Titled]
    commodities: dict[str, _OfFamily]
    corridors: dict[str, _Called] = {}
    regions: dict[str, _Called] = {}


class KnownNames(NamedTuple):
    """Names that a command may be given.

    Attributes
    ----------
    countries, regions : tuple of tuple of str
        Main name first, then the others.
    corridors : tuple of tuple of str
        Id, then name.
    commodities : tuple of tuple of str
        Id, then name and others.
    families, legs, sources : tuple of str
        Ids.
    """

    countries: tuple[tuple[str, ...], ...]
    regions: tuple[tuple[str, ...], ...]
    corridors: tuple[tuple[str, ...], ...]
    commodities: tuple[tuple[str, ...], ...]
    families: tuple[str, ...]
    legs: tuple[str, ...]
    sources: tuple[str, ...]


def known_names(path: str | None = None) -> KnownNames:
    """Return the names in a data file, and those of the countries of the world.

    Parameters
    ----------
    path : str, optional
        The file; without it, the data that ship.

    Raises
    ------
    DataFileError, FileAccessError
        As for :func:`trafficroutes.load`.

    Examples
    --------
    >>> names = known_names()
    >>> ("northern-route", "Northern Route") in names.corridors, "opiates" in names.families
    (True, True)
    """
    named = path or os.environ.get("TRAFFICROUTES_DATA") or None
    raw = shipped_file(SHIPPED) if named is None else read_bytes(named)
    # Either has the same names; the one is read in a tenth of the time.
    kept = kept_as(raw, _NamesInFile)
    found = load_bytes(raw, named or SHIPPED).records if kept is None else kept
    world = load_gazetteer()
    regions = [(place.name, *place.aliases) for place in world.regions.values()]
    regions += [(one.name, *one.aliases) for one in found.regions.values()]
    return KnownNames(
        countries=tuple(sorted((c.name, *c.aliases) for c in world.countries.values())),
        regions=tuple(sorted(regions)),
        corridors=tuple(sorted((key, one.name) for key, one in found.corridors.items())),
        commodities=tuple(
            sorted((key, one.name, *one.aliases) for key, one in found.commodities.items())
        ),
        families=tuple(sorted({one.family for one in found.commodities.values()})),
        legs=tuple(sorted(leg.id for leg in found.legs)),
        sources=tuple(sorted(found.sources)),
    )
