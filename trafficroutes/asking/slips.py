"""Slips of the pen: which known words a word may have been meant for."""

from __future__ import annotations

from rapidfuzz.distance import OSA

from trafficroutes.asking.lexicon import Lexicon, cities_like_places

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
    """Return the known words that come near one that is not known, each with its slips.

    Names of cities that look like slips of a country's name are left alone.
    """
    allowed = slips_allowed(word)
    if not allowed or word in cities_like_places():
        return {}
    near: dict[str, int] = {}
    for length in range(len(word) - allowed, len(word) + allowed + 1):
        for known in lexicon.by_length.get(length, ()):
            slips = OSA.distance(word, known, score_cutoff=allowed)
            if 0 < slips <= min(allowed, max(1, slips_allowed(known))) and known != word:
                near[known] = slips
    return near
