"""A data file into a :class:`Dataset`, or one error with all its problems."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from trafficroutes.dataset.checking import Finding, convert, report
from trafficroutes.dataset.gazetteer import file_regions, load_gazetteer
from trafficroutes.dataset.reader import parse, read_bytes
from trafficroutes.errors import Problem, TrafficRoutesError, UnknownNameError
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.names import suggest
from trafficroutes.model.places import Gazetteer, LngLat, Membership, RegionPlace
from trafficroutes.model.quantity import dimension
from trafficroutes.model.records import DataFile, PlaceMember
from trafficroutes.model.refs import (
    CommodityRef,
    CorridorRef,
    CountryRef,
    EstimateRef,
    PlaceRef,
    Ref,
    SourceRef,
)
from trafficroutes.model.years import Years

#: Sections whose entries carry an ``id`` of their own.
LISTED = ("legs", "flows", "observations", "production", "consumption", "seizures")
SHIPPED = "routes.yaml"


def load(path: str | os.PathLike[str] | None = None) -> Dataset:
    """Read a data file and check all of it.

    Parameters
    ----------
    path : path-like, optional
        A YAML file of format version 1. Without it, the file that the
        environment variable ``TRAFFICROUTES_DATA`` names; without that, the
        data that ship with the package.

    Returns
    -------
    Dataset
        The checked records.

    Raises
    ------
    DataFileError
        Something is wrong with the file; lists every problem with its line.
    FileAccessError
        The file cannot be read.

    Examples
    --------
    >>> data = load()
    >>> data.places.name("GNB")
    'Guinea-Bissau'
    """
    named = path if path is not None else os.environ.get("TRAFFICROUTES_DATA") or None
    if named is None:
        shipped = files("trafficroutes.data") / SHIPPED
        return load_bytes(shipped.read_bytes(), SHIPPED)
    return load_bytes(read_bytes(Path(named)), os.fspath(named))


def load_bytes(raw: bytes, path: str) -> Dataset:
    """Check the bytes of a data file; ``path`` is what errors and outputs call it."""
    content = parse(raw, path)
    if isinstance(content, dict):
        _expand_members(content)
    places = load_gazetteer().with_regions(_new_regions(content))
    hook = _reader_of_references(content, places)
    try:
        records = convert(content, DataFile, hook)
    except msgspec.ValidationError:
        records = None
    findings = list(_whole_file(content))
    if records is None or findings:
        raise report(content, DataFile, hook, raw=raw, path=path, also=findings)
    return Dataset(
        path=path,
        sha256=sha256(raw).hexdigest(),
        records=records,
        places=load_gazetteer().with_regions(_regions_of(records)),
    )


def problems_of(path: str | os.PathLike[str]) -> tuple[Problem, ...]:
    """Return all problems of a data file; empty where it is sound."""
    from trafficroutes.errors import DataFileError

    try:
        load(path)
    except DataFileError as error:
        return error.problems
    return ()


def _expand_members(content: dict[str, Any]) -> None:
    """Write members that are given by their name alone as records."""
    for section, keys in (("regions", ("members",)), ("bodies", ("members", "observers"))):
        entries = content.get(section)
        for entry in entries.values() if isinstance(entries, dict) else ():
            for key in keys if isinstance(entry, dict) else ():
                members = entry.get(key)
                if isinstance(members, list):
                    entry[key] = [m if isinstance(m, dict) else {"place": m} for m in members]


def _new_regions(content: Any) -> list[RegionPlace]:
    known = load_gazetteer().regions
    section = content.get("regions") if isinstance(content, dict) else None
    return [region for region in file_regions(section) if region.code not in known]


def _reader_of_references(content: Any, places: Gazetteer) -> Callable[[type, Any], Any]:
    """Return the function that turns what was typed into references."""
    content = content if isinstance(content, dict) else {}
    commodities = _commodity_table(content.get("commodities"))
    tables: dict[type, Mapping[str, Ref]] = {
        SourceRef: _table(content.get("sources"), SourceRef),
        EstimateRef: _table(content.get("estimates"), EstimateRef),
        CorridorRef: _table(content.get("corridors"), CorridorRef),
        CommodityRef: commodities,
        CountryRef: {code: country.code for code, country in places.countries.items()},
        PlaceRef: {
            **{code: country.code for code, country in places.countries.items()},
            **{code: region.code for code, region in places.regions.items()},
        },
    }

    def read(kind: type, value: Any) -> Any:
        table = tables[kind]
        found = table.get(value) if isinstance(value, str) else None
        return found if found is not None else _resolve(kind, value, table, places)

    return read


def _resolve(kind: type, value: Any, table: Mapping[str, Ref], places: Gazetteer) -> Ref:
    """Find a place by name, or say what is wrong with the reference."""
    expects = kind.expects if issubclass(kind, Ref) else kind.__name__
    if not isinstance(value, str):
        shown = str(value).lower() if isinstance(value, bool) else value
        raise ValueError(  # noqa: TRY004 - msgspec turns ValueError into a finding
            f"expected a {expects}, got {shown}: put a name in quotes"
        )
    try:
        if kind is CountryRef:
            return places.resolve_country(value)
        if kind is PlaceRef:
            return places.resolve(value)
    except UnknownNameError as error:
        raise ValueError(str(UnknownNameError("country", value, error.suggestions))) from None
    except TrafficRoutesError as error:
        raise ValueError(str(error)) from None
    near = suggest(value, table)
    way = f"; did you mean {', '.join(near)}?" if near else f"; add it under {expects}s"
    raise ValueError(f"unknown {expects} {value!r}{way.replace('commoditys', 'commodities')}")


def _table(section: Any, kind: type[Ref]) -> dict[str, Ref]:
    keys = section if isinstance(section, dict) else ()
    return {key: kind(key) for key in keys if isinstance(key, str)}


def _commodity_table(section: Any) -> dict[str, Ref]:
    table: dict[str, Ref] = {}
    for key, entry in section.items() if isinstance(section, dict) else ():
        if isinstance(key, str):
            reference = CommodityRef(key)
            unit = entry.get("unit") if isinstance(entry, dict) else None
            reference.dimension = dimension(unit) if isinstance(unit, str) else ""
            table[key] = reference
    return table


def _whole_file(content: Any) -> Iterator[Finding]:
    """Yield what no single record can know: repeated ids, regions that clash."""
    if not isinstance(content, dict):
        return
    for section in LISTED:
        entries = content.get(section)
        if not isinstance(entries, list):
            continue
        ids = [entry.get("id") if isinstance(entry, dict) else None for entry in entries]
        counts = Counter(key for key in ids if isinstance(key, str))
        if len(counts) == len(ids):
            continue
        seen: set[str] = set()
        for number, key in enumerate(ids):
            if isinstance(key, str) and key in seen:
                first = ids.index(key)
                message = f"the id {key!r} is taken by {section}[{first}]: give another"
                yield (section, number, "id"), message, False
            elif isinstance(key, str):
                seen.add(key)
    regions = content.get("regions")
    yield from _region_clashes(regions if isinstance(regions, dict) else {})


def _region_clashes(regions: dict[str, Any]) -> Iterator[Finding]:
    standard = load_gazetteer().regions
    for key in regions:
        if f"R:{key}" in standard:
            message = f"R:{key} is a UN M49 region: choose another id"
            yield ("regions", key), message, True
    links = {
        f"R:{key}": [
            member.get("place")
            for member in (entry.get("members") or [] if isinstance(entry, dict) else [])
            if isinstance(member, dict)
        ]
        for key, entry in regions.items()
        if isinstance(entry, dict) and isinstance(entry.get("members", []), list)
    }
    for code in links:
        if code in _inside(code, links):
            yield ("regions", code[2:]), f"{code} contains itself: correct its members", True


def _inside(code: str, links: Mapping[str, list[Any]]) -> set[str]:
    """Return every region that stands below one, itself included if it does."""
    found: set[str] = set()
    open_codes = [code]
    while open_codes:
        for member in links.get(open_codes.pop(), ()):
            if isinstance(member, str) and member in links and member not in found:
                found.add(member)
                open_codes.append(member)
    return found


def _regions_of(records: DataFile) -> list[RegionPlace]:
    return [
        RegionPlace(
            code=PlaceRef(f"R:{key}"),
            name=region.name,
            aliases=region.aliases,
            label=LngLat(*region.label),
            members=tuple(_membership(member) for member in region.members),
            standard="data file",
        )
        for key, region in records.regions.items()
    ]


def _membership(member: PlaceMember) -> Membership:
    return Membership(member.place, Years(member.joined, member.left))
