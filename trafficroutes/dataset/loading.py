"""A data file into a :class:`Dataset`, or one error with all its problems."""

from __future__ import annotations

import os
from hashlib import sha256

from trafficroutes.dataset.files import read_bytes
from trafficroutes.dataset.gazetteer import file_regions, load_gazetteer
from trafficroutes.dataset.shipped import shipped_file
from trafficroutes.dataset.store import compiled, kept_or_made
from trafficroutes.dataset.substances import load_substances
from trafficroutes.errors import DataFileError, Problem
from trafficroutes.model.arguments import path_of
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.places import LngLat, Membership, RegionPlace
from trafficroutes.model.records import DataFile, PlaceMember
from trafficroutes.model.refs import PlaceRef
from trafficroutes.model.years import Years

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
        return load_shipped()
    return load_bytes(read_bytes(path_of("the data file", named)), os.fspath(named))


def load_shipped() -> Dataset:
    """Return the data that ship with the package, whatever else is in use."""
    return load_bytes(shipped_file(SHIPPED), SHIPPED)


def compiled_shipped() -> bytes:
    """Return the checked records of the data that ship, as ``setup.py`` puts them beside these.

    Raises
    ------
    DataFileError
        Something is wrong with the file.
    """
    raw = shipped_file(SHIPPED)
    return compiled(raw, _checked(raw, SHIPPED))


def load_bytes(raw: bytes, path: str, *, keep: bool = True) -> Dataset:
    """Check the bytes of a data file.

    Parameters
    ----------
    raw : bytes
        What the file holds.
    path : str
        What errors and outputs call it.
    keep : bool
        Whether the checked records are looked for, and kept, in the store.
    """
    records = kept_or_made(raw, lambda: _checked(raw, path)) if keep else _checked(raw, path)
    return Dataset(
        path=path,
        sha256=sha256(raw).hexdigest(),
        records=records,
        places=load_gazetteer().with_regions(_regions_of(records)),
        substances=load_substances,
    )


def _checked(raw: bytes, path: str) -> DataFile:
    """Return the records of a data file, or raise the error with all its problems."""
    # Seldom needed: what was checked before is kept, and the data that ship come so.
    from trafficroutes.dataset.checking import convert, place, problems_in
    from trafficroutes.dataset.crosschecks import across_records
    from trafficroutes.dataset.reader import parse, positions, uncollected
    from trafficroutes.dataset.references import reader_of_references
    from trafficroutes.dataset.sections import with_members_as_records

    with uncollected():
        content = parse(raw, path)
        value = with_members_as_records(content.value)
        places = load_gazetteer().with_regions(file_regions(value))
        hook = reader_of_references(value, places)
        records = convert(value, DataFile, hook)
        findings = list(across_records(value, places))
    if records is None or findings or content.problems:
        at = positions(raw, path)
        found = [*problems_in(value, DataFile, at, hook), *place(findings, at)]
        raise DataFileError(path, [*content.problems, *found])
    return records


def problems_of(path: str | os.PathLike[str]) -> tuple[Problem, ...]:
    """Return all problems of a data file; empty where it is sound."""
    try:
        load(path)
    except DataFileError as error:
        return error.problems
    return ()


def _regions_of(records: DataFile) -> list[RegionPlace]:
    return [
        RegionPlace(
            code=PlaceRef(f"R:{key}"),
            name=region.name,
            aliases=region.aliases,
            label=LngLat(*region.label),
            members=tuple(_membership(member) for member in region.members),
            standard="data file",
            within=region.within,
        )
        for key, region in records.regions.items()
    ]


def _membership(member: PlaceMember) -> Membership:
    return Membership(member.place, Years(member.joined, member.left))
