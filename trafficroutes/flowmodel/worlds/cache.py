"""Ensembles of draws, kept so that the next query need not make them again.

An entry is named by the data file's hash, the parameters, and the modules that make
it, so a stale one can never be found. One that is damaged is passed over.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from trafficroutes.dataset import store

Arrays = Mapping[str, NDArray[Any]]

_KIND = "ensemble"
#: Entries kept; the ones used longest ago go first.
_KEPT = 32


class _Stored(msgspec.Struct, array_like=True):
    """One array: numbers or booleans, in the order of C."""

    dtype: str
    shape: tuple[int, ...]
    content: bytes


class _KeptArrays(msgspec.Struct, array_like=True):
    """All arrays, and a checksum of them."""

    checksum: int
    arrays: msgspec.Raw


def kept_or_made(
    sha256_of_data: str, parameters: Mapping[str, object], make: Callable[[], Arrays]
) -> dict[str, NDArray[Any]]:
    """Return the arrays of an ensemble from the cache, or make and keep them.

    Parameters
    ----------
    sha256_of_data : str
        ``Dataset.sha256`` of the data file.
    parameters : mapping of name to plain value
        All that the arrays depend on besides the data and the code: family, period,
        options, draws, seed. Strings, numbers, booleans, None, tuples of these.
    make : function
        Makes the arrays (numbers or booleans); called when the cache is off, or has
        no whole entry.

    Returns
    -------
    dict of name to array
        Read-only when they come from the cache.
    """
    if store.is_off():
        return {name: np.asarray(value) for name, value in make().items()}
    plain = msgspec.json.encode(dict(sorted(parameters.items())))
    name = f"{entry_name(_KIND, sha256_of_data, plain)}.msgpack"
    raw = store.read(name)
    found = None if raw is None else _decode(raw)
    if found is None:
        found = {key: np.asarray(value) for key, value in make().items()}
        store.keep(name, _encode(found), most=_KEPT)
    return found


def entry_name(kind: str, sha256_of_data: str, more: bytes = b"") -> str:
    """Return what an entry is called that is made of some data by the modules up to here."""
    digest = sha256(_code_digest())
    digest.update(sha256_of_data.encode())
    digest.update(more)
    return f"{kind}-{digest.hexdigest()[:40]}"


@cache
def _code_digest() -> bytes:
    """Return a digest of the modules on which entries depend."""
    return store.code_digest("model", "dataset", "graph", "markov", "flowmodel")


def _encode(arrays: Arrays) -> bytes:
    stored = {
        name: _Stored(value.dtype.str, value.shape, np.ascontiguousarray(value).tobytes())
        for name, value in arrays.items()
    }
    content = msgspec.msgpack.encode(stored)
    return msgspec.msgpack.encode(_KeptArrays(zlib.crc32(content), msgspec.Raw(content)))


def _decode(raw: bytes) -> dict[str, NDArray[Any]] | None:
    """Return the arrays of an entry; None where it is damaged."""
    try:
        entry = msgspec.msgpack.decode(raw, type=_KeptArrays)
        if zlib.crc32(entry.arrays) != entry.checksum:
            return None
        stored = msgspec.msgpack.decode(entry.arrays, type=dict[str, _Stored])
        return {
            name: np.frombuffer(one.content, dtype=one.dtype).reshape(one.shape)
            for name, one in stored.items()
        }
    except (msgspec.MsgspecError, ValueError, TypeError):
        return None
