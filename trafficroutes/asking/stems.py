"""Stems of English words, so that a phrase is known in every form of its verb."""

from __future__ import annotations

from functools import cache

#: Forms that no ending tells, by the word that they are forms of.
_IRREGULAR = {
    "be": "is are was were been being am",
    "have": "has had having",
    "do": "does did done",
    "go": "goes went gone",
    "come": "came",
    "get": "gets got gotten getting",
    "take": "took taken",
    "make": "made",
    "find": "found",
    "leave": "left",
    "send": "sent",
    "bring": "brought",
    "buy": "bought",
    "sell": "sold",
    "fall": "fell fallen",
    "hold": "held",
    "stand": "stood",
    "begin": "began begun beginning",
    "drive": "drove driven",
    "run": "ran running",
    "say": "said",
    "know": "knew known",
    "use": "used uses using",
    "its": "his her their",
}
_STEMS = {form: word for word, forms in _IRREGULAR.items() for form in forms.split()}
_ENDINGS = ("ing", "ed", "es", "s", "e")
_SHORTEST = 3


@cache
def stem(word: str) -> str:
    """Return what a word has in common with its other forms.

    Crude, and the same for all forms: phrases are compared by it, nobody reads it.

    >>> {stem(form) for form in ("pass", "passes", "passed", "passing")}
    {'pas'}
    >>> stem("went"), stem("countries") == stem("country")
    ('go', True)
    """
    if word in _STEMS:
        return _STEMS[word]
    if len(word) <= _SHORTEST:
        return word
    found = word.removesuffix("ies") + "y" if word.endswith("ies") else word
    for ending in _ENDINGS:
        if found.endswith(ending) and len(found) - len(ending) >= _SHORTEST:
            found = found.removesuffix(ending)
            break
    if len(found) > _SHORTEST and found[-1] == found[-2]:
        found = found[:-1]
    return found
