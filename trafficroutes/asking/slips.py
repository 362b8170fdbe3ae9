"""Slips of the pen: which known words a word may have been meant for."""

from __future__ import annotations

from rapidfuzz.distance import OSA

from trafficroutes.asking.lexicon import Lexicon, cities_like_places, english_like_words

#: From how many letters on so many slips are put right.
_LETTERS = ((9, 2), (5, 1))


def slips_allowed(word: str) -> int:
    """Return how many letters of a word may be wrong: missing, too many, other or swapped.

    >>> slips_allowed("Peru"), slips_allowed("Germny"), slips_allowed("Afganistn")
    (0, 1, 2)
    """
    if not word.isalpha():
        return 0
    return next((slips for letters, slips in _LETTERS if len(word) >= letters), 0)


def meant_by(word: str, lexicon: Lexicon) -> dict[str, int]:
    """Return the known words that one which is not known may be meant for, each with its slips.

    Names of cities and English words that look like slips of the pen are left alone.
    """
    meant = word in cities_like_places() or word in english_like_words()
    return {} if meant else near_words(word, lexicon)


def near_words(word: str, lexicon: Lexicon) -> dict[str, int]:
    """Return the known words that come near one, each with its slips."""
    allowed = slips_allowed(word)
    near: dict[str, int] = {}
    for length in range(len(word) - allowed, len(word) + allowed + 1) if allowed else ():
        for known in lexicon.by_length.get(length, ()):
            slips = OSA.distance(word, known, score_cutoff=allowed)
            if 0 < slips <= min(allowed, max(1, slips_allowed(known))):
                near[known] = slips
    return near
