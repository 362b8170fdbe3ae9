"""The parser: phrases of a question by the grammar, one kind after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedInput
from lark.lexer import Lexer

from trafficroutes.asking.kinds import KINDS, Kind
from trafficroutes.asking.reading import Phrase

#: What these become where no place follows; nothing where they then change nothing.
_DANGLING = {"FROM": "FROMX", "TO": "TOX", "VIA": "VIAX"}
_BEFORE_PLACES = ("FROM", "TO", "VIA", "IN", "FOR", "BETWEEN", "AND")
#: "the world" is a place only as an end of something; elsewhere it changes nothing.
_WORLD = "R:WORLD"
_ENDS = ("FROM", "TO", "BETWEEN", "AND")
_PLACES = ("PLACE", "ADJ", "CORRIDOR")


class _Tokens(Lexer):
    """Hands on tokens that are read already."""

    def __init__(self, conf: Any) -> None:
        """Take what Lark gives to a lexer, and need none of it."""

    def lex(self, data: Any) -> Iterator[Token]:  # type: ignore[override]
        """Yield the tokens."""
        yield from data


@cache
def parser() -> Lark:
    """Return the parser, made when the first question is asked."""
    grammar = files("trafficroutes.asking").joinpath("grammar.lark").read_text(encoding="utf-8")
    starts = [kind.name for kind in KINDS]
    return Lark(grammar, parser="earley", lexer=_Tokens, start=starts, ambiguity="resolve")


@cache
def terminals_of(kind: str) -> frozenset[str]:
    """Return the terminals that the rule of a kind may be made of."""
    rules: dict[str, set[Any]] = {}
    for rule in parser().rules:
        rules.setdefault(rule.origin.name, set()).update(rule.expansion)
    found: set[str] = set()
    seen: set[str] = set()
    above = [kind]
    while above:
        name = above.pop()
        seen.add(name)
        for symbol in rules.get(name, ()):
            if symbol.is_term:
                found.add(symbol.name)
            elif symbol.name not in seen:
                above.append(symbol.name)
    return frozenset(found)


def tokens_for(kind: Kind, phrases: Sequence[Phrase]) -> list[Token] | None:
    """Return a question as tokens of one kind; None where it has a word that the kind lacks.

    A phrase of several meanings has the one that the kind needs most, else the first that
    it knows. Of each token the text is the number of its phrase.
    """
    known = terminals_of(kind.name)
    needed = list(dict.fromkeys(terminal for wanted in kind.needs for terminal in wanted))
    line: list[tuple[str, int]] = []
    for number, phrase in enumerate(phrases):
        if kind.never.intersection(phrase.terminals) and not known.intersection(phrase.terminals):
            return None
        if phrase.what in ("period", "mode", "commodity") and not known.intersection(
            phrase.terminals
        ):
            continue
        if phrase.value == _WORLD and (not line or line[-1][0] not in _ENDS):
            continue
        may_be = [t for t in phrase.terminals if t in known or t in _BEFORE_PLACES]
        if may_be:
            chosen = next((t for t in needed if t in may_be), may_be[0])
            if chosen == "DEPARTURE" and "FROM" in may_be and _place_follows(phrases, number):
                chosen = "FROM"
            line.append((chosen, number))
        elif not phrase.filler:
            return None
    return [Token(t, str(number)) for t, number in _without_danglers(line, known)]


def _place_follows(phrases: Sequence[Phrase], number: int) -> bool:
    """Whether the next phrase that is more than a filler is a place."""
    after = (p for p in phrases[number + 1 :] if p.terminals or not p.filler)
    found = next(after, None)
    return found is not None and bool({*found.terminals} & {*_PLACES})


def _without_danglers(
    line: list[tuple[str, int]], known: frozenset[str]
) -> Iterator[tuple[str, int]]:
    """Turn or drop prepositions before which, or behind which, no place stands."""
    for at, (terminal, number) in enumerate(line):
        follows = line[at + 1][0] if at + 1 < len(line) else ""
        before = line[at - 1][0] if at else ""
        if terminal not in _BEFORE_PLACES or (
            follows in _PLACES and (terminal != "AND" or before in _PLACES)
        ):
            yield terminal, number
        elif terminal in _DANGLING and _DANGLING[terminal] in known:
            yield _DANGLING[terminal], number


def parsed(phrases: Sequence[Phrase]) -> Iterator[tuple[Kind, Tree[Token]]]:
    """Yield each kind whose rule reads the whole question, with the tree."""
    for kind in KINDS:
        tokens = tokens_for(kind, phrases)
        if tokens is None or not kind.is_asked_by({token.type for token in tokens}):
            continue
        if kind.name in ("show", "estimate", "map", "centrality", "compare") or tokens:
            try:
                yield kind, parser().parse(tokens, start=kind.name)
            except UnexpectedInput:
                continue
