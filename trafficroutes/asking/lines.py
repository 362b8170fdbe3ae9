"""A command line in the making, and what of a parsed question goes into it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lark import Token, Tree

from trafficroutes.model.names import fold
from trafficroutes.model.years import Years


class CannotBeAskedError(Exception):
    """A question that is read, but that its command cannot take."""


@dataclass
class Line:
    """A command line in the making: arguments, options, and the codes of its places."""

    arguments: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)

    def option(self, name: str, value: object) -> None:
        """Add an option with its value."""
        self.options += [f"--{name}", str(value)]


def terminals_in(tree: Tree[Token]) -> set[str]:
    """Return the terminals that a tree was read from."""
    return {token.type for token in tree.scan_values(lambda value: isinstance(value, Token))}


def written(years: Years) -> str:
    """Return a period as the command line takes it.

    >>> written(Years(2010, None)), written(Years(2010, 2010))
    ('2010-', '2010')
    """
    if years.first == years.last:
        return str(years.first)
    return f"{years.first or ''}-{years.last or ''}"


def file_name(parts: Sequence[str]) -> str:
    """Return a name below maps/ for what a map shows.

    >>> file_name(["cocaine", "West Africa"]), file_name([""])
    ('maps/cocaine-west-africa.html', 'maps/world.html')
    """
    words = [
        "-".join(filter(None, map(fold, part.replace("_", " ").replace("-", " ").split())))
        for part in parts
    ]
    name = "-".join(word for word in words if word)
    return f"maps/{name or 'world'}.html"


def trees(tree: Tree[Token], *rules: str) -> Iterator[Tree[Token]]:
    """Yield the parts of a tree that were read by a rule, from left to right."""
    if tree.data in rules:
        yield tree
        return
    for child in tree.children:
        if isinstance(child, Tree):
            yield from trees(child, *rules)
