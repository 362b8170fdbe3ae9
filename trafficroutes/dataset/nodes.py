"""The tree that the reader makes of a file: its keys, and where things stand.

A node is one of PyYAML's; its ``id`` tells scalars, sequences and mappings apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from trafficroutes.dataset.syntax import odd_start
from trafficroutes.errors import Problem
from trafficroutes.model.safe_text import odd_character

#: How a value is reached from the top: keys and list positions.
Path_ = tuple[str | int, ...]

INT = "tag:yaml.org,2002:int"
INT_DIGITS = 18  # whole numbers longer than this are read as floats


def key_of(node: Any) -> str | int | None:
    """Return a key as a whole number or else as its text; None for a list or mapping."""
    if node.id != "scalar":
        return None
    text: str = node.value
    return int(text) if node.tag == INT and len(text) <= INT_DIGITS else text


@lru_cache(maxsize=4096)
def oddity_of(key: str | int) -> str:
    """Return what to say of a key with characters that no key needs; "" of others."""
    text = str(key)
    return "" if text.isprintable() else odd_start(text) or odd_character(text)


def oddities(node: Any, at: Path_) -> Iterator[Problem]:
    """Yield what is wrong with the odd keys and texts below a node."""
    if node.id == "scalar":
        odd = odd_character(node.value)
        if odd:
            yield Problem(*_place(node), show_path(at), odd)
    elif node.id == "sequence":
        for number, item in enumerate(node.value):
            yield from oddities(item, (*at, number))
    elif node.id == "mapping":
        first_line: dict[Any, int] = {}
        for key_node, value_node in node.value:
            key = key_of(key_node)
            line, column = _place(key_node)
            if key is None:
                message = "a key is a word, not a list or a mapping: write key: value"
                yield Problem(line, column, show_path(at), message)
            elif key in first_line:
                message = f"the key {key_node.value!r} stands in line {first_line[key]} already: "
                yield Problem(
                    line, column, show_path((*at, key_node.value)), message + "remove or rename one"
                )
            else:
                first_line[key] = line
                odd = oddity_of(key)
                if odd:
                    yield Problem(line, column, show_path((*at, key_node.value)), odd)
                yield from oddities(value_node, (*at, key_node.value))


def _place(node: Any) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1


def show_path(path: Sequence[str | int]) -> str:
    """Return a path as text.

    >>> show_path(("legs", 12, "to"))
    'legs[12].to'
    """
    shown = ""
    for step in path:
        shown += f"[{step}]" if isinstance(step, int) else f".{step}" if shown else step
    return shown


class Position(NamedTuple):
    """Where a value stands, and how it is written there (None for lists and mappings)."""

    line: int
    column: int
    path: str
    written: str | None


class Positions:
    """Where each value of a file stands; made only when there is something to say."""

    def __init__(self, root: Any) -> None:
        self._root = root
        self._steps: dict[int, dict[Any, tuple[Any, Any]]] = {}

    def find(self, at: Path_, *, key: bool = False) -> Position:
        """Return the position of the value at a path.

        Where the path leads past what the file holds (a member given by its name
        alone has no ``place``), that of the nearest value above it; with ``key``,
        that of the last key itself.
        """
        node: Any = self._root
        shown: Any = node
        named: list[str | int] = []
        for step in at:
            found = self._steps_from(node).get(step)
            if found is None:
                break
            named.append(found[0].value if node.id == "mapping" else step)
            node = found[1]
            shown = found[0] if key else node
        written = shown.value if shown.id == "scalar" else None
        return Position(*_place(shown), show_path(named), written)

    def _steps_from(self, node: Any) -> dict[Any, tuple[Any, Any]]:
        """Return (key node, value node) by step, in the way that values are made."""
        steps = self._steps.setdefault(id(node), {})
        if not steps and node.id == "sequence":
            steps.update((number, (item, item)) for number, item in enumerate(node.value))
        elif not steps and node.id == "mapping":
            for key_node, value_node in node.value:
                steps.setdefault(key_of(key_node), (key_node, value_node))
        return steps
