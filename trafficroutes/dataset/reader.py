"""YAML into plain values, safely, with positions when they are asked for.

The one place that knows YAML. It takes the subset that people write by hand:
mappings, lists, text, numbers, true/false and null. Tags, anchors and aliases
are refused (an alias bomb is a file of a few lines that unfolds to gigabytes),
and so is nesting deeper than any data file needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, cast

import yaml

from trafficroutes.errors import DataFileError, FileAccessError, Problem

#: How a value is reached from the top: keys and list positions.
Path_ = tuple[str | int, ...]

_BASE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MAX_DEPTH = 40
_INT_DIGITS = 18  # whole numbers longer than this are read as floats
_STR = "tag:yaml.org,2002:str"
_NULL = "tag:yaml.org,2002:null"
_BOOL = "tag:yaml.org,2002:bool"
_INT = "tag:yaml.org,2002:int"
_FLOAT = "tag:yaml.org,2002:float"

#: Where an anchor, alias or tag could begin; candidates only, text may match too.
_INDICATOR = re.compile(r"(?:^|[:\-?,\[{])[ \t]*[&*!]", re.MULTILINE)
_NUMBER = re.compile(r"[-+]?(?:[0-9][0-9_]*)(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?|[-+]?\.[0-9]+")
_SPECIAL = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **{
        text: value
        for value, words in ((True, "yes on true"), (False, "no off false"))
        for word in words.split()
        for text in (word, word.capitalize(), word.upper())
    },
    **{
        sign + text: float(sign + text.lstrip("."))
        for sign in ("", "+", "-")
        for text in (".inf", ".Inf", ".INF")
    },
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}
_TAG_OF = {type(None): _NULL, bool: _BOOL, float: _FLOAT}
_FIRST = frozenset("~-+.0123456789nNyYoOtTfF")


class _DepthError(Exception):
    """Nesting that is too deep, at a line."""


class _Loader(_BASE):  # type: ignore[misc]
    """Composes nodes; faster at plain text than the stock one, and bounded in depth."""

    depth = 0

    def descend_resolver(self, parent: Any, _index: Any) -> None:
        """Count how deep the composer stands (called for every node)."""
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise _DepthError(parent.start_mark.line + 1)

    def ascend_resolver(self) -> None:
        """Come up one level."""
        self.depth -= 1

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str | None:
        """Tell the type of a scalar from its text, by the rules of YAML 1.1."""
        if kind is not yaml.ScalarNode:
            return None
        if not implicit[0] or (value and value[0] not in _FIRST):
            return _STR
        if value in _SPECIAL:
            return _TAG_OF[type(_SPECIAL[value])]
        if _NUMBER.fullmatch(value):
            return _INT if value.lstrip("+-").replace("_", "").isdigit() else _FLOAT
        return _STR


def read_bytes(path: str | Path) -> bytes:
    """Return the bytes of a file.

    Raises
    ------
    FileAccessError
        It is missing or cannot be read; the message says which.
    """
    try:
        return Path(path).read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise FileAccessError(f"cannot read {path}: {reason}; name a readable file") from error


def parse(raw: bytes, path: str) -> Any:
    """Return the plain value that a YAML file holds.

    Raises
    ------
    DataFileError
        The text is not UTF-8, not YAML, repeats a key, nests too deep, or uses
        tags, anchors or aliases. All repeated keys are reported at once.
    """
    text = _decode(raw, path)
    node = _compose(text, path)
    if node is None:
        message = "the file is empty: start from the example in docs/data-format.md"
        raise DataFileError(path, [Problem(1, 1, "", message)])
    repeated: list[Problem] = []
    value = _construct(node, (), repeated)
    if repeated:
        raise DataFileError(path, repeated)
    return value


def _decode(raw: bytes, path: str) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        message = f"byte 0x{raw[error.start]:02x} is not valid UTF-8: save the file as UTF-8"
        raise DataFileError(path, [Problem(line, column, "", message)]) from None
    if _INDICATOR.search(text):
        _refuse_indirection(text, path)
    return text


def _refuse_indirection(text: str, path: str) -> None:
    """Look through the events, which unfold nothing, for tags and anchors."""
    try:
        for event in cast("Iterator[Any]", yaml.parse(text, Loader=_BASE)):
            found = None
            if isinstance(event, yaml.AliasEvent):
                found = f"alias *{event.anchor}"
            elif getattr(event, "anchor", None):
                found = f"anchor &{event.anchor}"
            elif getattr(event, "tag", None):
                found = f"tag {event.tag}"
            if found:
                mark = event.start_mark
                message = f"{found}: tags, anchors and aliases are not read; write the value out"
                raise DataFileError(path, [Problem(mark.line + 1, mark.column + 1, "", message)])
    except yaml.YAMLError:
        return  # the composer reports it


def _compose(text: str, path: str) -> yaml.Node | None:
    try:
        loader = _Loader(text)
        try:
            return cast("yaml.Node | None", loader.get_single_node())
        finally:
            loader.dispose()
    except _DepthError as error:
        message = f"nested deeper than {_MAX_DEPTH} levels: a data file needs 8 at most"
        raise DataFileError(path, [Problem(error.args[0], 1, "", message)]) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        message = f"not YAML: {error.problem or error.context}"
        if "expected a single document" in str(error):
            message = "a second document (---) begins here: one file holds one document"
        raise DataFileError(path, [Problem(line, column, "", message)]) from None
    except yaml.reader.ReaderError as error:
        message = f"character U+{ord(str(error.character)):04X} is not allowed: remove it"
        line = text.count("\n", 0, error.position) + 1
        raise DataFileError(path, [Problem(line, 1, "", message)]) from None
    except yaml.YAMLError as error:
        message = f"not YAML: {' '.join(str(error).split())}"
        raise DataFileError(path, [Problem(0, 0, "", message)]) from None


def _construct(node: yaml.Node, at: Path_, repeated: list[Problem]) -> Any:
    """Build the value of a node; note keys that stand twice in a mapping."""
    if isinstance(node, yaml.ScalarNode):
        return node.value if node.tag == _STR else _scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return [_construct(item, (*at, n), repeated) for n, item in enumerate(node.value)]
    mapping: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = _key(key_node)
        if key in mapping:
            mark = key_node.start_mark
            repeated.append(
                Problem(
                    mark.line + 1,
                    mark.column + 1,
                    show_path((*at, key)),
                    f"the key {key!r} stands twice: remove or rename one",
                )
            )
        mapping[key] = _construct(value_node, (*at, key), repeated)
    return mapping


def _key(node: yaml.Node) -> str | int:
    """Return a key; what is neither text nor a whole number is kept as its text."""
    if not isinstance(node, yaml.ScalarNode):
        return "?"
    value = node.value if node.tag == _STR else _scalar(node)
    return value if isinstance(value, int) and not isinstance(value, bool) else node.value


def _scalar(node: yaml.ScalarNode) -> Any:
    text = node.value
    if text in _SPECIAL:
        return _SPECIAL[text]
    number = text.replace("_", "")
    if node.tag == _INT and len(number) <= _INT_DIGITS:
        return int(number)
    return float(number)


def show_path(path: Sequence[str | int]) -> str:
    """Return a path as text.

    >>> show_path(("legs", 12, "to"))
    'legs[12].to'
    """
    shown = ""
    for step in path:
        shown += f"[{step}]" if isinstance(step, int) else f".{step}" if shown else step
    return shown


class Positions:
    """Where each value of a file stands; made only when there is something to say."""

    def __init__(self, raw: bytes, path: str) -> None:
        self._root = _compose(_decode(raw, path), path)

    def find(self, at: Path_, *, key: bool = False) -> tuple[int, int, str | None]:
        """Return (line, column, text as written) of the value at a path.

        Where the path leads past what the file holds, the nearest value above
        it; with ``key``, the place of the last key itself. The text is None for
        lists and mappings.
        """
        node = self._root
        mark_of = node
        for step in at:
            found = self._step(node, step)
            if found is None:
                break
            key_node, node = found
            mark_of = key_node if key else node
        if mark_of is None:
            return (0, 0, None)
        mark = mark_of.start_mark
        text = node.value if isinstance(node, yaml.ScalarNode) else None
        return (mark.line + 1, mark.column + 1, text)

    @staticmethod
    def _step(node: Any, step: str | int) -> tuple[Any, Any] | None:
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            return (node.value[step],) * 2 if step < len(node.value) else None
        if isinstance(node, yaml.MappingNode):
            for key_node, value_node in node.value:
                if _key(key_node) == step:
                    return key_node, value_node
        return None
