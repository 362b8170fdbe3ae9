"""Lines of JSON as programs send them: what their readers would pass over in silence."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable, Iterator
from typing import Any


class _RepeatedKeyError(ValueError):
    """A key that stands twice in one object."""


def without_mark(lines: Iterable[bytes]) -> Iterator[bytes]:
    r"""Yield lines, the first without the byte order mark that some programs begin with.

    >>> list(without_mark([b"\xef\xbb\xbf{}", b"{}"]))
    [b'{}', b'{}']
    """
    mark = codecs.BOM_UTF8
    for line in lines:
        yield line.removeprefix(mark)
        mark = b""


def refusal_of(line: bytes) -> bytes:
    r"""Return ``{"error": ...}`` for a line in which a key stands twice; nothing for others.

    Of two values under one key, readers of JSON take the last.

    >>> print(refusal_of(b'{"a": {"b": 1, "b": 2}}').decode())
    {"error":"the key 'b' stands twice: remove one"}
    >>> refusal_of(b'{"a": {"b": 1}, "b": 2}')
    b''
    """
    try:
        json.loads(line, object_pairs_hook=_as_dict)
    except _RepeatedKeyError as error:
        return json.dumps({"error": str(error)}, separators=(",", ":")).encode()
    except (ValueError, RecursionError):
        pass  # no JSON: whoever reads the line says so
    return b""


def _as_dict(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise _RepeatedKeyError(f"the key {twice!r} stands twice: remove one")
    return made
