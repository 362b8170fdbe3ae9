"""Names as people write them: folding and suggestions."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

#: A suggestion has to be at least this similar, on a scale from 0 to 1.
_CLOSE = 0.7


def fold(name: str) -> str:
    """Return the form under which names are compared.

    Case, diacritics, punctuation and a leading "the" do not count.

    >>> fold("Côte d Ivoire") == fold("COTE D'IVOIRE")
    True
    >>> fold("The Gambia"), fold("Trinidad & Tobago")
    ('gambia', 'trinidadandtobago')
    """
    if name.isascii():
        lowered = name.lower()
    else:
        decomposed = unicodedata.normalize("NFKD", name)
        lowered = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    words = lowered.replace("&", " and ").split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return "".join(c for c in "".join(words) if c.isalnum())


def _words(name: str) -> list[str]:
    return [fold(word) for word in name.replace("-", " ").split()]


def suggest(name: str, known: Iterable[str], *, limit: int = 4) -> tuple[str, ...]:
    """Return the known names that come near a mistyped one, best first.

    A name counts as near when the whole of it or one of its words does.

    >>> suggest("Gunea", ["Ghana", "Equatorial Guinea", "Guinea-Bissau", "Guinea", "Peru"])
    ('Guinea', 'Guinea-Bissau', 'Equatorial Guinea')
    """
    wanted = fold(name)
    if not wanted:
        return ()
    scored = []
    for candidate in known:
        parts = {fold(candidate), *_words(candidate)}
        score = max(_similarity(wanted, part) for part in parts)
        if score >= _CLOSE:
            scored.append((-round(score, 2), len(candidate), candidate))
    best = min((score for score, _, _ in scored), default=0.0)
    near = sorted(item for item in scored if item[0] <= best + 0.15)
    return tuple(candidate for _, _, candidate in near[:limit])


def _similarity(left: str, right: str) -> float:
    if not right or abs(len(left) - len(right)) > max(2, len(left) // 2):
        return 0.0
    return SequenceMatcher(None, left, right).ratio()


def look_up(name: str, names: Mapping[str, str]) -> str | None:
    """Return the value of the one key that folds like the name, else None.

    >>> look_up("Acetic anhydride", {"aceticanhydride": "acetic_anhydride"})
    'acetic_anhydride'
    """
    return names.get(fold(name))
