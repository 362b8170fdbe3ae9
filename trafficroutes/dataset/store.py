"""Checked data files, kept so that the next query need not read YAML again.

An entry is named by the content it was made from: the bytes of the data file, of
the country file and of the modules that check them. A stale entry can therefore
never be found, and an entry that is damaged or cannot be written is passed over:
the file is then read as if there were none.

Other layers keep what is slow to make in the same folder, by :func:`read` and
:func:`keep`; the first word of an entry's name says what it is.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
from platformdirs import user_cache_path

from trafficroutes.dataset.files import write_atomically
from trafficroutes.dataset.gazetteer import country_file
from trafficroutes.dataset.shipped import modules
from trafficroutes.errors import FileAccessError
from trafficroutes.model.records import DataFile
from trafficroutes.model.refs import CommodityRef
from trafficroutes.version import __version__

#: Set to anything, it turns the store off.
OFF = "TRAFFICROUTES_NO_CACHE"
#: Entries kept; the ones used longest ago go first.
_KEPT = 16


class _Entry(msgspec.Struct):
    """A checked file: the dimensions of its commodities, and its records."""

    dimensions: dict[str, str]
    records: msgspec.Raw


def kept_or_made(raw: bytes, make: Callable[[], DataFile]) -> DataFile:
    """Return the records of a data file from the store, or make and keep them."""
    if is_off():
        return make()
    name = f"data-{_key(raw)}.msgpack"
    entry = read(name)
    found = None if entry is None else _decode(entry)
    if found is None:
        found = make()
        keep(name, _encode(found), most=_KEPT)
    return found


def is_off() -> bool:
    """Whether the user wants nothing kept."""
    return bool(os.environ.get(OFF))


def read(name: str) -> bytes | None:
    """Return an entry, which counts as used now; None where there is none."""
    place = folder()
    if place is None:
        return None
    path = place / name
    try:
        raw = path.read_bytes()
    except OSError:
        return None
    with suppress(OSError):
        os.utime(path)
    return raw


def keep(name: str, content: bytes, *, most: int) -> None:
    """Keep an entry, whole or not at all; nobody minds if it cannot be kept.

    Parameters
    ----------
    name : str
        ``kind-key.ending``.
    content : bytes
    most : int
        Entries of the kind that stay; the ones used longest ago go first.
    """
    place = folder()
    if place is None:
        return
    kind = name.partition("-")[0]
    with suppress(OSError, FileAccessError):
        place.mkdir(parents=True, exist_ok=True)
        write_atomically(place / name, content)
        entries = sorted(place.glob(f"{kind}-*"), key=lambda entry: entry.stat().st_mtime)
        for entry in entries[:-most]:
            entry.unlink(missing_ok=True)


def folder() -> Path | None:
    """Return the folder of the store, where this system keeps caches.

    The environment variable ``XDG_CACHE_HOME`` moves it. None for a user without a home
    folder: nothing is kept then.
    """
    try:
        found = user_cache_path("trafficroutes", appauthor=False)
    except RuntimeError:
        return None
    return found if found.is_absolute() else None


def _key(raw: bytes) -> str:
    digest = sha256(_code_digest())
    digest.update(sha256(raw).digest())
    return digest.hexdigest()[:40]


@cache
def _code_digest() -> bytes:
    """Return a digest of all that decides what a file's records are, but the file."""
    return code_digest("model", "dataset")


def code_digest(*folders: str) -> bytes:
    """Return a digest of the version, the country file and the modules of some folders."""
    digest = sha256(__version__.encode())
    digest.update(country_file())
    for source in modules(*folders):
        digest.update(source)
    return digest.digest()


def _decode(raw: bytes) -> DataFile | None:
    try:
        entry = msgspec.msgpack.decode(raw, type=_Entry)
        return msgspec.msgpack.decode(
            entry.records, type=DataFile, dec_hook=_reviver(entry.dimensions)
        )
    except msgspec.MsgspecError:
        return None


def _reviver(dimensions: dict[str, str]) -> Callable[[type, Any], Any]:
    """Return the function that makes references of text again, each text once."""
    known: dict[tuple[type, str], Any] = {}

    def revive(kind: type, value: Any) -> Any:
        found = known.get((kind, value))
        if found is None:
            found = known[kind, value] = kind(value)
            if isinstance(found, CommodityRef):
                found.dimension = dimensions.get(value, "")
        return found

    return revive


def _encode(records: DataFile) -> bytes:
    dimensions = {
        str(entry.commodity): entry.commodity.dimension
        for section in (
            records.legs,
            records.flows,
            records.observations,
            records.production,
            records.consumption,
            records.seizures,
        )
        for entry in section
    }
    return msgspec.msgpack.encode(
        _Entry(dimensions, msgspec.Raw(msgspec.msgpack.encode(records, enc_hook=str)))
    )
