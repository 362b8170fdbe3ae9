"""Which connections a map draws first, and how many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from trafficroutes.errors import QueryError
from trafficroutes.maps.content.view import Connection
from trafficroutes.model.arguments import check_whole
from trafficroutes.model.digits import by_size, settled

#: Up to so many connections are all drawn at first; where there are more, so many of them.
LEGIBLE, FIRST = 80, 70
#: How ties are broken, for the sentence on what is not drawn.
TIES = "Of equal ones those with more citations come first, then those with more seizures."


def largest_first(connections: Iterable[Connection]) -> list[Connection]:
    """Return connections by strength, the strongest first.

    Of equal ones those with more citations come first, then those with more seizures
    on record between their ends, then by name.
    """
    return sorted(
        connections,
        key=lambda c: (
            by_size(c.strength),
            -sum(len(leg.citations) for leg in c.legs),
            -sum(leg.seizures for leg in c.legs),
            c.flow,
            c.origin,
            c.to,
        ),
    )


def in_proportion(connections: Iterable[Connection]) -> list[Connection]:
    """Return connections so that the first few have of each flow as many as its part of all.

    For flows that are measured differently, so that no strength of one compares with one
    of another: of each its strongest come first.
    """
    by_flow: dict[int, list[Connection]] = defaultdict(list)
    for connection in largest_first(connections):
        by_flow[connection.flow].append(connection)
    places = [
        (settled((number + 0.5) / len(listed)), connection.flow, number, connection)
        for listed in by_flow.values()
        for number, connection in enumerate(listed)
    ]
    return [entry[3] for entry in sorted(places, key=lambda entry: entry[:3])]


def told_cut(count: int, drawn: int) -> str:
    """Say how many connections there are, where not all are drawn at first.

    >>> told_cut(3, 3), told_cut(4, 3)
    ('', 'They are the strongest of 4.')
    """
    return f"They are the strongest of {count:,}." if count > drawn else ""


def told_ties(count: int, drawn: int) -> tuple[str, ...]:
    """Say how ties are broken, where not all connections are drawn at first."""
    return (TIES.rstrip("."),) if count > drawn else ()


def legible(count: int, largest: int | None) -> int:
    """Return how many of some connections a map draws at first.

    Parameters
    ----------
    count : int
        How many there are.
    largest : int or None
        How many somebody wants; None leaves it to the map.

    Examples
    --------
    >>> legible(80, None), legible(81, None), legible(81, 5000)
    (80, 70, 81)
    """
    if largest is None:
        return count if count <= LEGIBLE else FIRST
    check_whole("largest", largest)
    if largest < 1:
        raise QueryError(f"a map draws at least 1 connection, not {largest}")
    return min(count, largest)
