"""Names as people write them: folding and suggestions."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

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


@lru_cache(maxsize=4096)  # about as many as there are names of places
def _parts(name: str) -> tuple[str, ...]:
    """Return the folded name and its folded words."""
    words = name.replace("-", " ").split()
    return tuple(dict.fromkeys(part for part in map(fold, (name, *words)) if part))


def suggest(name: str, known: Iterable[str], *, limit: int = 3) -> tuple[str, ...]:
    """Return the known names that come near a mistyped one, best first.

    A name counts as near when the whole of it or one of its words does.

    >>> suggest("Gunea", ["Ghana", "Equatorial Guinea", "Guinea-Bissau", "Guinea", "Peru"])
    ('Guinea', 'Guinea-Bissau', 'Equatorial Guinea')
    """
    wanted = fold(name)
    if not wanted:
        return ()
    matcher = SequenceMatcher(None, b=wanted)
    scored = []
    for candidate in known:
        parts = _parts(candidate)
        score = max((_similarity(matcher, part, len(wanted)) for part in parts), default=0.0)
        if score >= _CLOSE:
            scored.append((-round(score, 2), len(parts), len(candidate), candidate))
    best = min((item[0] for item in scored), default=0.0)
    near = sorted(item for item in scored if item[0] <= best + 0.15)
    return tuple(item[-1] for item in near[:limit])


def _similarity(matcher: SequenceMatcher[str], part: str, wanted: int) -> float:
    """Return how alike two folded names are; 0 where they are not near."""
    if abs(wanted - len(part)) > max(2, wanted // 2):
        return 0.0
    matcher.set_seq1(part)
    # The first two are cheap upper bounds of the third.
    if matcher.real_quick_ratio() < _CLOSE or matcher.quick_ratio() < _CLOSE:
        return 0.0
    return matcher.ratio()
