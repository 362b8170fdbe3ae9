"""Checked data files, kept so that the next query need not read YAML again.

An entry is named by the content it was made from: the bytes of the data file, of
the country file and of the modules that check them. A stale entry can therefore
never be found. It begins with a checksum of its name and content; one that is
damaged, that belongs to another user or that cannot be written is passed over: the file
is then read as if there were none. The folder is for its owner alone.

The records of the data that ship come with the package, as an entry of the same form
that ``setup.py`` makes (:data:`COMPILED`), so that not even the first query reads YAML.

Other layers keep what is slow to make in the same folder, by :func:`read` and
:func:`keep`; the first word of an entry's name says what it is.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from platformdirs import user_cache_path

from trafficroutes.dataset.files import write_atomically
from trafficroutes.dataset.gazetteer import country_file
from trafficroutes.dataset.shipped import modules, shipped_file
from trafficroutes.errors import FileAccessError
from trafficroutes.model.checks import checked_before
from trafficroutes.model.records import DataFile
from trafficroutes.model.refs import CommodityRef
from trafficroutes.version import __version__

T = TypeVar("T")

#: Set to anything, it turns the store off.
OFF = "TRAFFICROUTES_NO_CACHE"
#: The entry of the data that ship, beside them. Part of the package, so trusted as its code is.
COMPILED = "routes.msgpack"
#: Entries kept; the ones used longest ago go first.
_KEPT = 16
_PRIVATE_FOLDER, _PRIVATE_FILE, _OTHERS_WRITE = 0o700, 0o600, 0o022
#: What opens an entry: never by way of a link, and without waiting for a pipe.
_OPENING = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)
#: Seconds after which the half file of a writer is one that was killed.
_LEFT_OVER = 3600


class _KeptRecords(msgspec.Struct):
    """A checked file: the dimensions of its commodities, and its records."""

    dimensions: dict[str, str]
    records: msgspec.Raw


def kept_or_made(raw: bytes, make: Callable[[], DataFile]) -> DataFile:
    """Return the records of a data file from the store, or make and keep them."""
    if is_off():
        return make()
    name = _name(raw)
    for held in (read, _compiled):
        entry = held(name)
        found = None if entry is None else _decode(entry)
        if found is not None:
            return found
    found = make()
    keep(name, _encode(found), most=_KEPT)
    return found


def kept_as(raw: bytes, kind: type[T]) -> T | None:
    """Return some of the records of a data file from the store; None where they are not kept.

    Parameters
    ----------
    raw : bytes
        What the file holds.
    kind : type
        A structure with those fields of :class:`DataFile` that are wanted; the others are
        passed over unread.
    """
    name = _name(raw)
    for held in () if is_off() else (read, _compiled):
        with suppress(msgspec.MsgspecError):
            if (entry := held(name)) is not None:
                records = msgspec.msgpack.decode(entry, type=_KeptRecords).records
                return msgspec.msgpack.decode(records, type=kind)
    return None


def compiled(raw: bytes, records: DataFile) -> bytes:
    """Return the entry, sealed, of a data file's bytes and records: what :data:`COMPILED` holds."""
    content = _encode(records)
    return _seal(_name(raw), content) + content


def _compiled(name: str) -> bytes | None:
    """Return the entry that came with the package, where it is sound and is of this name."""
    try:
        return _content(name, shipped_file(COMPILED))
    except (OSError, FileAccessError):
        return None


def is_off() -> bool:
    """Whether the user wants nothing kept."""
    return bool(os.environ.get(OFF))


def read(name: str) -> bytes | None:
    """Return an entry, which counts as used now; None where there is no sound one."""
    place = folder()
    if place is None:
        return None
    path = place / name
    try:
        raw = _own_file(path)
    except OSError:
        return None
    content = _content(name, raw)
    if content is not None:
        with suppress(OSError):
            os.utime(path)
    return content


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
        _own_folder(place)
        # Not waiting for the disk: an entry that a power cut cuts short has no checksum.
        sealed = _seal(name, content) + content
        write_atomically(place / name, sealed, durable=False, mode=_PRIVATE_FILE)
        entries = sorted(place.glob(f"{kind}-*"), key=lambda entry: entry.stat().st_mtime)
        for entry in entries[:-most]:
            entry.unlink(missing_ok=True)
        for half in place.glob(".*"):
            if half.stat().st_mtime < time.time() - _LEFT_OVER:
                half.unlink(missing_ok=True)


_SEAL = 2 * sha256().digest_size


def _seal(name: str, content: bytes) -> bytes:
    """Return what an entry of this name begins with: checksums of its name and its content."""
    return _begin(name) + sha256(content).digest()


def _begin(name: str) -> bytes:
    return sha256(name.encode()).digest()


def _content(name: str, sealed: bytes) -> bytes | None:
    """Return what an entry of this name holds; None where its checksum is of something else."""
    if not sealed.startswith(_begin(name)):
        return None
    content = sealed[_SEAL:]
    return content if sealed[:_SEAL] == _seal(name, content) else None


def _own_file(path: Path) -> bytes:
    """Return what a file holds that is the user's own, and that nobody else may write."""
    handle = os.open(path, _OPENING)
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode) or _is_foreign(found) or _others_write(found):
            raise PermissionError(f"{path} is not the user's own file")
        with open(handle, "rb", closefd=False) as stream:
            return stream.read()
    finally:
        os.close(handle)


def _own_folder(place: Path) -> None:
    """Make the folder where there is none; refuse that of another user."""
    place.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
    found = place.stat()
    if _is_foreign(found):
        raise PermissionError(f"{place} belongs to another user")
    if stat.S_IMODE(found.st_mode) != _PRIVATE_FOLDER:
        place.chmod(_PRIVATE_FOLDER)


def _is_foreign(found: os.stat_result) -> bool:
    return hasattr(os, "geteuid") and found.st_uid != os.geteuid()


def _others_write(found: os.stat_result) -> bool:
    # Where there are no owners, permissions say nothing of others.
    return hasattr(os, "geteuid") and bool(found.st_mode & _OTHERS_WRITE)


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


def _name(raw: bytes) -> str:
    """Return the name of the entry of a data file."""
    return f"data-{_key(raw)}.msgpack"


def _key(raw: bytes) -> str:
    digest = sha256(_code_digest())
    digest.update(sha256(raw).digest())
    return digest.hexdigest()[:40]


@cache
def _code_digest() -> bytes:
    """Return a digest of all that decides what a file's records are, but the file."""
    return code_digest("model", "dataset")


def code_digest(*folders: str) -> bytes:
    """Return a digest of the version, the country file and all modules below some folders."""
    digest = sha256(__version__.encode())
    digest.update(country_file())
    for source in modules(*folders):
        digest.update(source)
    return digest.digest()


def _decode(raw: bytes) -> DataFile | None:
    """Return the records of an entry, whose seal and name say that they passed the checks."""
    try:
        entry = msgspec.msgpack.decode(raw, type=_KeptRecords)
        revive = _reviver(entry.dimensions)
        with checked_before():
            return msgspec.msgpack.decode(entry.records, type=DataFile, dec_hook=revive)
    except (msgspec.MsgspecError, ValueError, TypeError, RecursionError):
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
            records.mentions,
        )
        for entry in section
    }
    return msgspec.msgpack.encode(
        _KeptRecords(dimensions, msgspec.Raw(msgspec.msgpack.encode(records, enc_hook=str)))
    )
