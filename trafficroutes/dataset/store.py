"""Checked data files, kept so that the next query need not read YAML again.

An entry is named by the content it was made from: the bytes of the data file, of
the country file and of the modules that check them. A stale entry can therefore
never be found, and an entry that is damaged or cannot be written is passed over:
the file is then read as if there were none.
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

from trafficroutes.dataset.files import write_atomically
from trafficroutes.dataset.gazetteer import country_file
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
    if os.environ.get(OFF):
        return make()
    path = folder() / f"data-{_key(raw)}.msgpack"
    found = _read(path)
    if found is None:
        found = make()
        _write(path, found)
    return found


def folder() -> Path:
    """Return the folder of the store, by the XDG Base Directory Specification."""
    named = os.environ.get("XDG_CACHE_HOME", "")
    base = Path(named) if os.path.isabs(named) else Path.home() / ".cache"  # noqa: PTH117
    return base / "trafficroutes"


def _key(raw: bytes) -> str:
    digest = sha256(_code_digest())
    digest.update(sha256(raw).digest())
    return digest.hexdigest()[:40]


@cache
def _code_digest() -> bytes:
    """Return a digest of all that decides what a file's records are, but the file."""
    digest = sha256(__version__.encode())
    digest.update(country_file())
    package = Path(__file__).parent.parent
    for module in sorted([*package.glob("model/*.py"), *package.glob("dataset/*.py")]):
        digest.update(module.read_bytes())
    return digest.digest()


def _read(path: Path) -> DataFile | None:
    try:
        raw = path.read_bytes()
        os.utime(path)
        entry = msgspec.msgpack.decode(raw, type=_Entry)
        return msgspec.msgpack.decode(
            entry.records, type=DataFile, dec_hook=_reviver(entry.dimensions)
        )
    except (OSError, msgspec.DecodeError, msgspec.ValidationError):
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


def _write(path: Path, records: DataFile) -> None:
    """Keep an entry, whole or not at all; nobody minds if it cannot be kept."""
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
    content = msgspec.msgpack.encode(
        _Entry(dimensions, msgspec.Raw(msgspec.msgpack.encode(records, enc_hook=str)))
    )
    with suppress(OSError, FileAccessError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, content)
        _drop_oldest(path.parent)


def _drop_oldest(place: Path) -> None:
    entries = sorted(place.glob("data-*.msgpack"), key=lambda entry: entry.stat().st_mtime)
    for entry in entries[:-_KEPT]:
        entry.unlink(missing_ok=True)
