"""What is expected of a value, and what to say of one that does not fit."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from trafficroutes.dataset.syntax import odd_key
from trafficroutes.model.names import suggest
from trafficroutes.model.refs import Ref

_SHOWN = 60  # characters of a value that a message repeats
_FEW = 5  # keys of a mapping that a message lists
_WORDS = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}


def arms(kind: Any) -> tuple[Any, ...]:
    """Return the types of which a value may be one, None left out.

    >>> arms(int | None)
    (<class 'int'>,)
    """
    if typing.get_origin(kind) in (types.UnionType, typing.Union):
        return tuple(arm for arm in typing.get_args(kind) if arm is not types.NoneType)
    return (kind,)


def bare(kind: Any) -> Any:
    """Return a type without its annotations."""
    return typing.get_args(kind)[0] if typing.get_origin(kind) is typing.Annotated else kind


def is_record(kind: Any) -> bool:
    """Whether a type is a record."""
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def unfit(value: Any, kind: Any, written: str | None, at: Sequence[str | int]) -> str:
    """Return what to say of a value that its type refuses.

    Parameters
    ----------
    value : any
        The value as it was read.
    kind : type
        The type of the field.
    written : str or None
        The value as it is written in the file.
    at : sequence of str and int
        The path to the value.
    """
    literals = (arm for arm in arms(kind) if typing.get_origin(arm) is typing.Literal)
    choices = [choice for arm in literals for choice in typing.get_args(arm)]
    shown = _show(value, written)
    if choices and not isinstance(value, (list, dict, types.NoneType)):
        return f"unknown {_noun(at)} {shown}{_known(value, choices)}"
    if value == [] and "a list of" not in _wanted(kind):
        return f"the list is empty: give at least one {_noun(at)}"
    wanted = " or ".join(_wanted(arm) for arm in arms(kind))
    return f"expected {wanted}, got {shown}{_way_out(value, kind, written)}"


def unknown_key(key: str, fields: Iterable[str]) -> str:
    """Return what to say of a key that a record does not have."""
    if key == "<<":
        return "merge keys (<<) are not read: write the values out"
    known = list(fields)
    odd = odd_key(key, known)
    if odd:
        return odd
    return f"unknown key {key!r}{_known(key, known)}"


def unknown_name(noun: str, name: str, known: Iterable[str], way: str) -> str:
    """Return what to say of a reference to nothing; ``way`` where nothing comes near."""
    near = suggest(name, known)
    return f"unknown {noun} {name!r}; {_did_you_mean(near) if near else way}"


def _known(value: Any, choices: Sequence[Any]) -> str:
    known = [str(choice) for choice in choices]
    if isinstance(value, str) and value in known:
        return ": remove the quotes"
    near = suggest(value, known) if isinstance(value, str) else ()
    return f"; {_did_you_mean(near)}" if near else f"; known: {', '.join(known)}"


def _did_you_mean(near: Sequence[str]) -> str:
    return f"did you mean {', '.join(near)}?"


def _noun(at: Sequence[str | int]) -> str:
    """Return what a value is called, from the key that it stands under."""
    key = next((step for step in reversed(at) if isinstance(step, str)), "value")
    return key.removesuffix("s") if key != "basis" else key


def _is_text(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, str)


def _wanted(kind: Any) -> str:
    inner = bare(kind)
    origin = typing.get_origin(inner)
    if origin is typing.Literal:
        plain = f"one of {', '.join(map(str, typing.get_args(inner)))}"
    elif origin is not None:
        pair = origin is tuple and Ellipsis not in typing.get_args(inner)
        plain = "a mapping" if origin is dict else "a list of two numbers" if pair else "a list"
    elif is_record(inner):
        keys = [field.encode_name for field in msgspec.structs.fields(inner)]
        plain = f"a mapping with {', '.join(keys[:_FEW])}{', ...' if len(keys) > _FEW else ''}"
    else:
        plain = inner.described() if issubclass(inner, Ref) else _WORDS[inner]
    return _description(kind) or plain


def _description(kind: Any) -> str | None:
    metas = [meta for meta in getattr(kind, "__metadata__", ()) if isinstance(meta, msgspec.Meta)]
    return next((meta.description for meta in metas if meta.description), None)


def _way_out(value: Any, kind: Any, written: str | None) -> str:
    """Return what to do about a value of the wrong kind, where it can be told."""
    kinds = tuple(map(bare, arms(kind)))
    if any(map(_is_text, kinds)):
        return _into_text(value, written)
    if isinstance(value, str) and {int, float} & set(kinds) and _is_number(value):
        return ": remove the quotes"
    if any(typing.get_origin(arm) is tuple for arm in kinds):
        return _into_list(value, written)
    return ""


def _into_text(value: Any, written: str | None) -> str:
    if isinstance(value, bool):
        return f" (read as {str(value).lower()}): write '{written}' in quotes"
    if isinstance(value, (int, float)):
        return ": put it in quotes"
    return ": fill it in" if value is None or value == "" else ""


def _into_list(value: Any, written: str | None) -> str:
    if isinstance(value, dict):
        return ": begin each entry with a hyphen"
    scalar = isinstance(value, (str, int, float)) and value != ""
    return f": write [{written}]" if scalar and len(str(written)) <= _SHOWN else ""


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _show(value: Any, written: str | None) -> str:
    if isinstance(value, str):
        return repr(_short(value))
    if value is None:
        return "nothing"
    if isinstance(value, (dict, list)):
        return "a mapping" if isinstance(value, dict) else "a list"
    return _short(written if written is not None else str(value))


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "..."
