"""Plain values into typed records, or else every problem at once.

The good case is one call of msgspec over the whole file. Only when it fails is
the file walked value by value, along the same types, to find all that is wrong;
the walk asks msgspec for each verdict, so the two cannot disagree.
"""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

import msgspec

from trafficroutes.dataset.reader import Path_, Positions, show_path
from trafficroutes.errors import DataFileError, Problem
from trafficroutes.model.names import suggest

Hook = Callable[[type, Any], Any]
Finding = tuple[Path_, str, bool]
T = TypeVar("T")

_SHOWN = 60  # characters of a value that a message repeats
_WORDS = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "object": "a mapping",
    "array": "a list",
    "null": "nothing",
}


def convert(value: Any, kind: type[T], hook: Hook) -> T:
    """Return the value as a record of the given type; raise msgspec's own error."""
    return msgspec.convert(value, kind, dec_hook=hook)


def report(
    value: Any,
    kind: Any,
    hook: Hook,
    *,
    raw: bytes,
    path: str,
    also: Iterable[Finding] = (),
) -> DataFileError:
    """Return the error that lists all problems of a value, each with its position."""
    positions = Positions(raw, path)
    problems = []
    for at, message, is_key in (*walk(value, kind, hook, ()), *also):
        line, column, text = positions.find(at, key=is_key)
        shown = _misread(_at(value, at), text) or message
        problems.append(Problem(line, column, show_path(at), shown))
    return DataFileError(path, problems)


def _at(value: Any, path: Path_) -> Any:
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _misread(value: Any, text: str | None) -> str | None:
    """Say so where a word such as NO was read as a truth value."""
    if not isinstance(value, bool) or text is None or text in ("true", "false"):
        return None
    return f"{text} without quotes is read as {str(value).lower()}: write '{text}' in quotes"


def walk(value: Any, kind: Any, hook: Hook, at: Path_) -> Iterator[Finding]:
    """Yield (path, message, whether the key itself is meant) for every problem."""
    bare = _bare(kind)
    origin = typing.get_origin(bare)
    if isinstance(bare, type) and issubclass(bare, msgspec.Struct):
        yield from _walk_struct(value, bare, hook, at)
    elif origin is tuple and Ellipsis in typing.get_args(bare):
        yield from _walk_list(value, kind, hook, at)
    elif origin is dict:
        yield from _walk_dict(value, bare, hook, at)
    elif origin in (types.UnionType, typing.Union) and isinstance(value, dict):
        struct = _struct_of(bare)
        yield from walk(value, struct, hook, at) if struct else _leaf(value, kind, hook, at)
    else:
        yield from _leaf(value, kind, hook, at)


def _bare(kind: Any) -> Any:
    return typing.get_args(kind)[0] if typing.get_origin(kind) is typing.Annotated else kind


def _struct_of(union: Any) -> type[msgspec.Struct] | None:
    """Return the one record type among the arms of a union, if there is one."""
    arms = (arm for arm in typing.get_args(union) if isinstance(arm, type))
    return next((arm for arm in arms if issubclass(arm, msgspec.Struct)), None)


def _leaf(value: Any, kind: Any, hook: Hook, at: Path_) -> Iterator[Finding]:
    try:
        msgspec.convert(value, kind, dec_hook=hook)
    except msgspec.ValidationError as error:
        yield at, _plain(str(error), value, kind), False


def _walk_struct(
    value: Any, kind: type[msgspec.Struct], hook: Hook, at: Path_
) -> Iterator[Finding]:
    if not isinstance(value, dict):
        yield from _leaf(value, kind, hook, at)
        return
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    below: list[Finding] = []
    for key in value:
        if key not in fields:
            near = suggest(str(key), fields)
            hint = f"did you mean {', '.join(near)}?" if near else f"known: {', '.join(fields)}"
            below.append(((*at, key), f"unknown key {key!r}; {hint}", True))
    for name, field in fields.items():
        if name in value:
            below += walk(value[name], field.type, hook, (*at, name))
        elif field.required:
            below.append((at, f"{name!r} is missing: add it", False))
    if not below:
        below += _leaf(value, kind, hook, at)
    yield from below


def _walk_list(value: Any, kind: Any, hook: Hook, at: Path_) -> Iterator[Finding]:
    below: list[Finding] = []
    if isinstance(value, list):
        item_kind = typing.get_args(_bare(kind))[0]
        for number, item in enumerate(value):
            below += walk(item, item_kind, hook, (*at, number))
    yield from below or _leaf(value, kind, hook, at)


def _walk_dict(value: Any, kind: Any, hook: Hook, at: Path_) -> Iterator[Finding]:
    below: list[Finding] = []
    if isinstance(value, dict):
        key_kind, item_kind = typing.get_args(kind)
        for key, item in value.items():
            below += [((*at, key), m, True) for _, m, _ in _leaf(key, key_kind, hook, ())]
            below += walk(item, item_kind, hook, (*at, key))
    yield from below or _leaf(value, kind, hook, at)


def _plain(message: str, value: Any, kind: Any) -> str:
    """Put msgspec's message into the words of a person who edits YAML."""
    message = re.sub(r" - at `[^`]*`$", "", message)
    if message.startswith("Invalid enum value"):
        known = [str(choice) for choice in typing.get_args(_bare(kind))]
        near = suggest(str(value), known)
        hint = f"did you mean {', '.join(near)}?" if near else f"known: {', '.join(known)}"
        return f"unknown value {_show(value)}; {hint}"
    if "matching regex" in message:
        wanted = _description(kind) or message.partition("matching regex ")[2]
        return f"{_show(value)} does not fit: write {wanted}"
    found = re.fullmatch(r"Expected `([^`]+)`, got `([^`]+)`", message)
    if found:
        wanted = " or ".join(_WORDS.get(part.strip(), part) for part in found[1].split("|"))
        way = ": put it in quotes" if "str" in found[1] and isinstance(value, (int, float)) else ""
        return f"expected {wanted}, got {_show(value)}{way}"
    if message.startswith("Expected"):
        wanted = re.sub(r"`(\w+)`", lambda m: _WORDS.get(m[1], m[1]), message[9:])
        return f"expected {wanted}, got {_show(value)}"
    return message


def _description(kind: Any) -> str | None:
    metas = [meta for meta in getattr(kind, "__metadata__", ()) if isinstance(meta, msgspec.Meta)]
    return next((meta.description for meta in metas if meta.description), None)


def _show(value: Any) -> str:
    if isinstance(value, str):
        return repr(value if len(value) <= _SHOWN else value[: _SHOWN - 3] + "...")
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return f"the number {value:g}" if isinstance(value, float) else f"the number {value}"
    if value is None:
        return "nothing"
    return "a mapping" if isinstance(value, Mapping) else "a list"
