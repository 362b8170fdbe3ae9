"""The facts of a map as columns instead of rows: what repeats is written once.

``packing.js`` makes rows of them again. Numbers are text (:mod:`trafficroutes.maps.vlq`);
nothing is rounded and nothing is left out.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from itertools import chain
from typing import Any, TypeVar

from trafficroutes.maps.vlq import written

T = TypeVar("T", bound=Hashable)

#: What most places are: not written.
USUAL = {"region": False, "shifts": [0], "within": []}
BOW = 10_000  # parts of the chord that bows are counted in
TURN = 360
_MARKED = 11  # values of an arc, after which stand mark and note where it has them
_BASE = 2000  # years are written from here on
OPEN = -(10**6)  # a span of years without this end


def packed(facts: dict[str, Any], *, cited: bool) -> dict[str, Any]:
    """Return the facts that a page holds.

    Parameters
    ----------
    facts : dict
        See :func:`~trafficroutes.maps.page.payload.payload`.
    cited : bool
        Whether the list of references stands in the page, so that the script reads the
        documents there.
    """
    arcs: list[tuple[Any, ...]] = facts["arcs"]
    codes = [node["code"] for node in facts["nodes"]]
    legs = [leg for arc in arcs for leg in arc[9]]
    ends = [_ends(arc, codes) for arc in arcs for _ in arc[9]]
    return facts | {
        "arcs": _arcs(arcs),
        "legs": _legs(legs, ends),
        "citations": {
            "source": written(row[0] for row in facts["citations"]),
            "locator": once([row[1] for row in facts["citations"]]),
            "grade": once([row[2] for row in facts["citations"]]),
        },
        "nodes": [_node(node) for node in facts["nodes"]],
        "sources": None if cited and facts["sources"] else facts["sources"],
    }


def once(values: Sequence[T]) -> list[Any]:
    """Return values each once, and where in the column each stands, as text.

    A number is how far back a value stands among those known; 0 is the next new one.

    >>> once(["a", "b", "a", "a", "c"])
    [['a', 'b', 'c'], 'AAEEA']
    """
    known: dict[T, int] = {}
    steps = _back([known.setdefault(value, len(known)) for value in values])
    return [list(known), written(steps)]


def _back(positions: Iterable[int]) -> Iterable[int]:
    """Yield how far back each position lies behind the new ones before; 0 is the next new one."""
    count = 0
    for position in positions:
        yield count - position
        count += position == count


def _arcs(arcs: Sequence[Sequence[Any]]) -> dict[str, Any]:
    # Column by column: to turn thousands of rows at once would make as many more lists.
    flow, origin, to, bow, turn, shifts, width, sure, amount, legs, strength = (
        [arc[number] for arc in arcs] for number in range(_MARKED)
    )
    return {
        "flow": written(flow),
        "from": written(origin),
        "to": written(to),
        "bow": written(round(value * BOW) for value in bow),
        "turn": written(value // TURN for value in turn),
        "shifts": once(shifts),
        "width": written(width),
        "sure": written(sure),
        "amount": once(amount),
        "legs": written(map(len, legs)),
        "strength": once(strength),
        "mark": written(
            0 if len(arc) == _MARKED or arc[_MARKED] is None else arc[_MARKED] + 1 for arc in arcs
        ),
        "note": once(["" if len(arc) == _MARKED else arc[_MARKED + 1] for arc in arcs]),
    }


def _legs(legs: Sequence[Sequence[Any]], ends: Sequence[str]) -> dict[str, Any]:
    ids = [leg[0] for leg in legs]
    # Most are called by their ends, which their arc knows.
    own = [name.endswith(end) for name, end in zip(ids, ends, strict=True)]
    stems = [name.removesuffix(end) for name, end in zip(ids, ends, strict=True)]
    return {
        "id": once(stems),
        "own": written(map(int, own)),
        "commodity": written(leg[1] for leg in legs),
        "corridors": _lists([leg[2] for leg in legs]),
        "spans": _lists([[*chain.from_iterable(map(_span, leg[3]))] for leg in legs]),
        # They are numbered in the order in which they are first cited.
        "cites": written(len(leg[4]) for leg in legs),
        "citations": written(_back(chain.from_iterable(leg[4] for leg in legs))),
    }


def _lists(lists: Sequence[Sequence[int]]) -> list[str]:
    """Return the lengths of lists, and what is in them."""
    return [written(map(len, lists)), written(chain.from_iterable(lists))]


def _ends(arc: Sequence[Any], codes: Sequence[str]) -> str:
    return f"-{codes[arc[1]]}-{codes[arc[2]]}"


def _span(span: Sequence[int | None]) -> tuple[int, int]:
    first, last = span
    begun = OPEN if first is None else first - _BASE
    return begun, OPEN if last is None else last - (_BASE if first is None else first)


def _node(node: dict[str, Any]) -> dict[str, Any]:
    usual = USUAL | {"label": node["name"]}
    return {key: value for key, value in node.items() if usual.get(key, node) != value}
