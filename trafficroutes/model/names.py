"""Names as people write them: folding and suggestions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

#: A suggestion has to be at least this similar, on a scale from 0 to 1.
_CLOSE = 0.7


#: Signs above and below letters that do not count: those of Latin, Greek and Cyrillic,
#: the points of Hebrew and Arabic. The vowel signs of Indian and South-East Asian
#: scripts spell the word, and count.
_DIACRITICS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
#: Apostrophes and the like that Unicode counts among the letters.
_LIKE_APOSTROPHES = re.compile("[\u02b0-\u02ff\ua78b\ua78c]")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\W_]+(?=\d)")
_PLAIN_SIGNS = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
    | dict.fromkeys("\u2018\u2019`", "'")
)
#: Words of commodities and families that are written in capitals.
_ABBREVIATIONS = frozenset({"ats", "mdma", "p2p"})


def fold(name: str) -> str:
    """Return the form under which names are compared.

    Case, diacritics, punctuation and "the" do not count; but numbers stay apart, and
    a name of signs alone is that.

    >>> fold("Côte d Ivoire") == fold("COTE D'IVOIRE")
    True
    >>> fold("The Gambia"), fold("Trinidad & Tobago"), fold("1/12/2010"), fold("?")
    ('gambia', 'trinidadandtobago', '1 12 2010', '?')
    """
    if name.isascii():
        plain = name.lower()
        if plain.isalpha():
            return plain
    else:
        plain = _DIACRITICS.sub("", unicodedata.normalize("NFKD", name)).casefold()
        plain = _LIKE_APOSTROPHES.sub("'", plain)
    words = plain.replace("&", " and ").split()
    if len(words) > 1:
        words = [word for word in words if word.strip("(),") != "the"] or words
    joined = " ".join(words)
    parts = [joined] if joined.replace(" ", "").isalpha() else _BETWEEN_DIGITS.split(joined)
    folded = " ".join(map(_spelling, parts))
    return folded or joined.translate(_PLAIN_SIGNS)


def _spelling(text: str) -> str:
    """Return the letters, digits and vowel signs of a text."""
    if text.isascii():
        return "".join(c for c in text if c.isalnum())
    return "".join(c for c in text if c.isalnum() or unicodedata.category(c)[0] == "M")


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


def by_name(named: Iterable[tuple[str, Iterable[str]]]) -> dict[str, tuple[str, ...]]:
    """Return the ids that each folded name may mean, for ids with their names.

    An id means itself, whatever else is called so.

    >>> found = by_name([("herb", ["Marijuana", "cannabis"]), ("resin", ["cannabis", "herb"])])
    >>> found["cannabis"], found["herb"]
    (('herb', 'resin'), ('herb',))
    """
    found: dict[str, tuple[str, ...]] = {}
    listed = [(key, dict.fromkeys(map(fold, names))) for key, names in named]
    for key, names in listed:
        for name in names:
            found[name] = (*found.get(name, ()), key)
    return found | {fold(key): (key,) for key, _ in listed}


def spoken(key: str) -> str:
    """Return the id of a commodity, family or measure as people read it.

    >>> spoken("cannabis_herb"), spoken("mdma"), spoken("p2p_precursors")
    ('cannabis herb', 'MDMA', 'P2P precursors')
    """
    words = key.replace("_", " ").split(" ")
    return " ".join(word.upper() if word in _ABBREVIATIONS else word for word in words)
