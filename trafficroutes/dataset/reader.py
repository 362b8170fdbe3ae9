"""YAML into plain values, safely, with positions when they are asked for.

The one place that knows YAML. It takes the subset that people write by hand:
mappings, lists, text, numbers, true/false and null. Tags, anchors and aliases
are refused (an alias bomb is a file of a few lines that unfolds to gigabytes),
and so is nesting deeper than any data file needs.
"""

from __future__ import annotations

import contextlib
import gc
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn, cast

import yaml

from trafficroutes.dataset.nodes import INT, INT_DIGITS, Positions, key_of, oddities, oddity_of
from trafficroutes.dataset.syntax import (
    explain,
    forbidden_character,
    has_forbidden,
    odd_space,
    swallowing,
)
from trafficroutes.errors import DataFileError, Problem
from trafficroutes.model.safe_text import odd_character

_BASE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MAX_DEPTH = 40
_DEEP = f"nested deeper than {_MAX_DEPTH} levels: a data file needs 8 at most"
_ENOUGH = 20  # tags, anchors and aliases that are reported
_STR = "tag:yaml.org,2002:str"
_NULL = "tag:yaml.org,2002:null"
_BOOL = "tag:yaml.org,2002:bool"
_FLOAT = "tag:yaml.org,2002:float"

#: Where an anchor, alias or tag could begin; candidates only, text may match too.
_INDICATOR = re.compile(r"(?:^|[\r:\-?,\[{])[ \t]*[&*!]", re.MULTILINE)
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
    """Nesting that is too deep, at a line and column."""


class _Loader(_BASE):  # type: ignore[misc]
    """Composes nodes; faster at plain text than the stock one, and bounded in depth."""

    depth = 0

    def descend_resolver(self, parent: Any, _index: Any) -> None:
        """Count how deep the composer stands (called for every node)."""
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise _DepthError(parent.start_mark)

    def ascend_resolver(self) -> None:
        """Come up one level."""
        self.depth -= 1

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str | None:
        """Tell the type of a scalar from its text, much as YAML 1.1 does."""
        if kind is not yaml.ScalarNode:
            return None
        if not implicit[0] or (value and value[0] not in _FIRST):
            return _STR
        if value in _SPECIAL:
            return _TAG_OF[type(_SPECIAL[value])]
        if _NUMBER.fullmatch(value):
            return INT if value.lstrip("+-").replace("_", "").isdigit() else _FLOAT
        return _STR


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds.

    Attributes
    ----------
    value : any
        Mappings, lists and scalars; where a key is repeated, its first value.
    problems : tuple of Problem
        Keys that are repeated or that are no words, and characters that no text needs.
    """

    value: Any
    problems: tuple[Problem, ...] = ()


def parse(raw: bytes, path: str, *, example: str = "docs/data-format.md") -> Content:
    """Return the plain value that a YAML file holds; ``example`` is where one can start.

    Raises
    ------
    DataFileError
        The text is not UTF-8, not YAML, empty, nests too deep, or uses tags,
        anchors or aliases.
    """
    odd: list[yaml.Node] = []
    with uncollected():
        node = _compose(_decode(raw, path), path)
        value = None if node is None else _construct(node, odd)
    if value is None:
        message = f"the file is empty: start from the example in {example}"
        raise DataFileError(path, [Problem(1, 1, "", message)])
    return Content(value, tuple(oddities(node, ())) if odd else ())


def positions(raw: bytes, path: str) -> Positions:
    """Return where each value of a file stands, which was parsed without error."""
    with uncollected():
        return Positions(_compose(_decode(raw, path), path))


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Leave the garbage collector off: it would go through a growing tree again and again.

    A tree has no circles, so that nothing waits for it. In a notebook, reading a file of
    10,000 citations would take three times as long.
    """
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def _decode(raw: bytes, path: str) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        lines = re.split(rb"\r\n|\r|\n", raw[: error.start])
        column = len(lines[-1].decode("utf-8-sig" if len(lines) == 1 else "utf-8")) + 1
        message = f"byte 0x{raw[error.start]:02x} is not valid UTF-8: save the file as UTF-8"
        raise DataFileError(path, [Problem(len(lines), column, "", message)]) from None
    if has_forbidden(text):
        _refuse_character(text, path)
    if _INDICATOR.search(text):
        _refuse_indirection(text, path)
    return text


def _refuse_character(text: str, path: str) -> NoReturn:
    line, column, message = forbidden_character(text)
    raise DataFileError(path, [Problem(line, column, "", message)]) from None


def _refuse_indirection(text: str, path: str) -> None:
    """Look through the events, which unfold nothing, for tags and anchors."""
    problems: list[Problem] = []
    depth = 0
    try:
        for event in cast("Iterator[Any]", yaml.parse(text, Loader=_BASE)):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            for found in _indirections(event):
                mark = event.start_mark
                message = f"{found}: tags, anchors and aliases are not read, write the value out"
                problems.append(Problem(mark.line + 1, mark.column + 1, "", message))
            if depth > _MAX_DEPTH or len(problems) >= _ENOUGH:
                break  # too deep, which the composer reports, or a bomb
    except yaml.YAMLError:
        pass  # the composer reports it
    if problems:
        raise DataFileError(path, problems)


def _indirections(event: Any) -> Iterator[str]:
    if isinstance(event, yaml.AliasEvent):
        yield f"the alias *{event.anchor}"
        return
    if getattr(event, "anchor", None):
        yield f"the anchor &{event.anchor}"
    if getattr(event, "tag", None):
        yield f"the tag {event.tag.replace('tag:yaml.org,2002:', '!!')}"


def _compose(text: str, path: str) -> yaml.Node | None:
    try:
        loader = _Loader(text)
        try:
            return cast("yaml.Node | None", loader.get_single_node())
        finally:
            loader.dispose()
    except _DepthError as error:
        _fail(path, error.args[0], _DEEP)
    except yaml.MarkedYAMLError as error:
        if "nesting depth" in str(error.problem):
            _refuse_depth(text, path)
        _fail_at(path, error, text)
    except yaml.reader.ReaderError:
        _refuse_character(text, path)


def _refuse_depth(text: str, path: str) -> None:
    """Find where a text nests too deep, of which libyaml's scanner has said so.

    It looks ahead for keys, so it can stop before the composer has seen a level;
    where something else is wrong before that place, this returns.
    """
    open_at: list[Any] = []
    with contextlib.suppress(yaml.YAMLError):
        for event in cast("Iterator[Any]", yaml.parse(text, Loader=yaml.SafeLoader)):
            if isinstance(event, yaml.CollectionEndEvent):
                open_at.pop()
            elif isinstance(event, yaml.CollectionStartEvent):
                open_at.append(event.start_mark)
                if len(open_at) > _MAX_DEPTH:
                    _fail(path, open_at[_MAX_DEPTH - 1], _DEEP)


def _fail(path: str, mark: Any, message: str) -> NoReturn:
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    raise DataFileError(path, [Problem(line, column, "", message)]) from None


def _fail_at(path: str, error: yaml.MarkedYAMLError, text: str) -> NoReturn:
    """Refuse a text where the parser stopped, or at what is more likely the cause."""
    mark, begun = error.problem_mark, error.context_mark
    since = begun.line + 1 if begun and mark and begun.line != mark.line else None
    odd = odd_space(text, mark.line + 1, since) if mark else None
    if odd is not None:
        raise DataFileError(path, [Problem(odd[0], odd[1], "", odd[2])]) from None
    if "expected a single document" in str(error):
        _fail(path, mark, "a second document (---) begins here: one file holds one document")
    told = explain(error.problem or error.context or "", text, mark.index if mark else 0, since)
    _fail(path, mark or begun, told + swallowing(_long_quotes(text)))


def _long_quotes(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (first line, last line, text between) of what is in quotes over several lines."""
    with contextlib.suppress(yaml.YAMLError):
        for event in cast("Iterator[Any]", yaml.parse(text, Loader=_BASE)):
            start, end = event.start_mark, event.end_mark
            if getattr(event, "style", None) in ("'", '"') and end.line > start.line:
                yield start.line + 1, end.line + 1, text[start.index : end.index]


def _construct(node: yaml.Node, odd: list[yaml.Node]) -> Any:
    """Build the value of a node; note odd keys, and text with what no text needs."""
    if isinstance(node, yaml.ScalarNode):
        if node.style == '"' and odd_character(node.value):
            odd.append(node)
        return node.value if node.tag == _STR else _scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return [_construct(item, odd) for item in node.value]
    mapping: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = key_of(key_node)
        if key is None or key in mapping or oddity_of(key):
            odd.append(key_node)
        else:
            mapping[key] = _construct(value_node, odd)
    return mapping


def _scalar(node: yaml.ScalarNode) -> Any:
    text = node.value
    if text in _SPECIAL:
        return _SPECIAL[text]
    number = text.replace("_", "")
    if node.tag == INT and len(number) <= INT_DIGITS:
        return int(number)
    return float(number)
