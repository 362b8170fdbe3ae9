"""What is written of a route in words, held against the places of its record."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trafficroutes.dataset.seizures.decoding import Words
from trafficroutes.dataset.seizures.engine import Engine, literal
from trafficroutes.dataset.tables.words import routing_words

#: What ends the name of a place: signs, digits, or a word that begins something else.
_ENDS = r"[^,;.:()/>\n0-9]{2,60}"
_ROWS = 50_000


def contradictions(engine: Engine, words: Words) -> Iterator[int]:
    """Yield the rows in whose words another departure or destination stands than in the columns.

    Only what follows words such as "from" and "destined for" is looked at, and only where it
    is the name of a place.
    """
    pattern = "|".join(
        re.escape(word)
        for word in sorted((w for ways in routing_words().values() for w in ways), key=len)[::-1]
    )
    known: dict[str, dict[str, str]] = {}
    query = (
        "SELECT rid, t_route, departure, destination FROM records WHERE t_route IS NOT NULL "
        "AND (departure > 0 OR destination > 0) "
        rf"AND regexp_matches(lower(t_route), {literal(rf'(^|[^a-z])({pattern})[^a-z]')})"
    )
    for rows in engine.batches(query, _ROWS):
        for at, route, departure, destination in rows:
            if route not in known:
                known[route] = ends_in(route, words)
            for key, code in (("from", departure), ("to", destination)):
                told = known[route].get(key)
                named = code is not None and code > 0
                if told and named and not _agree(told, words.place_of(code), words):
                    yield at
                    break


def ends_in(text: str, words: Words) -> dict[str, str]:
    """Return the places that a text says goods came ``from`` and go ``to``, by code."""
    found: dict[str, str] = {}
    for key, ways in routing_words().items():
        for word in sorted(ways, key=len, reverse=True):
            at = re.search(rf"(?<![^\W\d_]){re.escape(word)}\s+({_ENDS})", text, re.IGNORECASE)
            place = _leading_place(at[1], words) if at else ""
            if place:
                found[key] = place
                break
    return found


def _leading_place(text: str, words: Words) -> str:
    """Return the place whose name a text begins with; the longest that is one."""
    parts = text.split()
    for count in range(min(len(parts), 6), 0, -1):
        place = _place(" ".join(parts[:count]).strip(" -"), words)
        if place:
            return place
    return ""


def _place(text: str, words: Words) -> str:
    return str(words.gazetteer.find(text) or "") if text[:1].isupper() else ""


def _agree(one: str, other: str, words: Words) -> bool:
    """Whether two places may be the same: one of them may hold the other."""
    return bool(words.gazetteer.members(one) & words.gazetteer.members(other)) or one == other
