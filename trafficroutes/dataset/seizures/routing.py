"""What is written of a route in words, held against the places of its record."""

from __future__ import annotations

import re

from trafficroutes.dataset.seizures.decoding import Words
from trafficroutes.dataset.seizures.engine import Engine, literal
from trafficroutes.dataset.tables.words import routing_words

#: What ends the name of a place: signs, digits, or a word that begins something else.
_ENDS = r"[^,;.:()/>\n0-9]{2,60}"
_ROWS = 50_000


def contradictions(engine: Engine, words: Words) -> list[tuple[int, bool]]:
    """Return the rows in whose words another departure or destination stands than in the columns.

    Only what follows words such as "from" and "destined for" is looked at, and only where it
    is the name of a place.
    """
    pattern = "|".join(
        re.escape(word)
        for word in sorted((w for ways in routing_words().values() for w in ways), key=len)[::-1]
    )
    found: list[tuple[int, bool]] = []
    known: dict[str, dict[str, str]] = {}
    places: dict[str, str] = {}
    query = (
        "SELECT rowid, route, departure, destination FROM staged WHERE route IS NOT NULL "
        "AND (departure IS NOT NULL OR destination IS NOT NULL) "
        rf"AND regexp_matches(lower(route), {literal(rf'(^|[^a-z])({pattern})[^a-z]')})"
    )
    for rows in engine.batches(query, _ROWS):
        for at, route, departure, destination in rows:
            if route not in known:
                known[route] = ends_in(route, words)
            ends = known[route]
            for key, text in (("from", departure), ("to", destination)):
                if text is not None and text not in places:
                    places[text] = _place(text, words)
                told = ends.get(key)
                if (
                    told
                    and text is not None
                    and places[text]
                    and not _agree(told, places[text], words)
                ):
                    found.append((at, True))
                    break
    return found


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
