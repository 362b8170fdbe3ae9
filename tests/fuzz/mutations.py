"""Seeded changes of bytes, of structures and of words."""

from __future__ import annotations

import copy
from random import Random
from typing import Any

#: Values that do not belong where they are put.
ODD: tuple[Any, ...] = (
    None,
    "",
    True,
    0,
    -1,
    1e308,
    float("nan"),
    10**30,
    "x" * 5000,
    "R:EUROPE",
    "R:NOWHERE",
    "ESP",
    "n/a",
    "Congo",
    "2010-99",
    "=1+1",
    "\x1b[2J",
    "\u202eabc",
    "javascript:alert(1)",
    "\ud7ff\ue000",
    [],
    {},
    [[[[[[]]]]]],
    {"a": {"b": ["c", None]}},
)
#: Bytes that mean something to a reader of YAML, JSON or CSV.
_SIGNS = (
    b"\x00 \x1b \r\n \t : - , [ ] { } & * ! | > ' \" % @ ` # ? ~ = ; \xff \xc3\x28 \xe2\x80\xae "
    b"\xef\xbb\xbf \xc2\xa0 --- ... << !!python/object:os.system 1e999 .inf .nan 0x1F"
).split(b" ")


def bytes_changed(chance: Random, raw: bytes) -> bytes:
    """Return bytes with one to eight changes (flips, signs put in, parts cut, doubled, moved)."""
    made = bytearray(raw)
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        at = chance.randrange(len(made) + 1)
        length = min(int(chance.expovariate(1 / 20)) + 1, 400)
        kind = chance.randrange(5)
        if kind == 0 and at < len(made):
            made[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            made[at:at] = chance.choice(_SIGNS)
        elif kind == 2:
            del made[at : at + length]
        elif kind == 3:
            made[at:at] = made[at : at + length]
        else:
            part = bytes(made[at : at + length])
            del made[at : at + length]
            other = chance.randrange(len(made) + 1)
            made[other:other] = part
    return bytes(made)


def structure_changed(chance: Random, content: Any) -> Any:
    """Return plain values with one to four changes at random places."""
    made = copy.deepcopy(content)
    for _ in range(chance.randint(1, 4)):
        holder, key = chance.choice(_places(made))
        kind = chance.randrange(4)
        if kind == 0:
            holder[key] = copy.deepcopy(chance.choice(ODD))
        elif kind == 1:
            del holder[key]
        elif kind == 2:
            other, there = chance.choice(_places(made))
            holder[key] = copy.deepcopy(other[there])
        elif isinstance(holder, dict):
            holder[chance.choice(("from", "id", "x", "citations", 7))] = holder.pop(key)
        else:
            holder.insert(key, copy.deepcopy(holder[key]))
        if not _places(made):
            return made
    return made


def _places(content: Any) -> list[tuple[Any, Any]]:
    """Return every holder of a value with the key or position of the value."""
    found: list[tuple[Any, Any]] = []
    ahead = [content]
    while ahead:
        holder = ahead.pop()
        keys = list(holder) if isinstance(holder, dict) else range(len(holder))
        for key in keys:
            found.append((holder, key))
            if isinstance(holder[key], (dict, list)):
                ahead.append(holder[key])
    return found
