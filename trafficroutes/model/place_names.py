"""What people write for places: spellings of one name, and words for no place at all."""

from __future__ import annotations

import re

from trafficroutes.model.names import fold

_LONG = {
    "dem": "democratic",
    "is": "islands",
    "rep": "republic",
    "st": "saint",
    "ste": "sainte",
}
_SHORTENED = re.compile(rf"\b({'|'.join(_LONG)})\b\.?", re.IGNORECASE)

_SHORT = frozenset(_LONG)
_BETWEEN_WORDS = str.maketrans(".,()[]-/'", " " * 9)

#: "Gambia, Republic of the", "Iran (Islamic Republic of)", "Spain (Canary Islands)".
_TWO_PARTS = re.compile(r"([^,()\[\]]+)[,(\[]\s*([^,()\[\]]+?)[)\]]?\s*")

#: What spreadsheets and programs write into cells without a value.
_NOTHING = frozenset(
    ("na", "nd", "nan", "null", "nil", "none", "notavailable", "notapplicable", "ref", "value")
)
_NO_PLACES = _NOTHING | frozenset(
    (
        *("no", "yes", "unknown", "unk", "unspecified", "undetermined", "undisclosed"),
        *("unidentified", "notknown", "notstated", "notspecified", "notgiven", "notreported"),
        *("nodata", "missing", "blank", "empty", "other", "others", "various", "several"),
        *("multiple", "multiplecountries", "mixed", "tbd", "tba", "tbc", "ditto", "idem", "same"),
    )
)
_SIGNS = frozenset("-\u2010\u2011\u2012\u2013\u2014?./\\_*#<>()[] ")
_LETTERS = re.compile(r"[^a-z]+")


def place_key(name: str) -> str:
    """Return the form under which names of places are compared.

    >>> place_key("Dem. Rep. of the Congo") == place_key("Democratic Republic of Congo")
    True
    """
    if _SHORT.isdisjoint(name.lower().translate(_BETWEEN_WORDS).split()):
        return fold(name)
    return fold(_SHORTENED.sub(lambda found: f"{_LONG[found[1].lower()]} ", name))


def two_parts(name: str) -> tuple[str, str] | None:
    """Return what stands before and behind a comma or within brackets.

    >>> two_parts("Tanzania, United Republic of"), two_parts("Ghana")
    (('Tanzania', 'United Republic of'), None)
    """
    found = _TWO_PARTS.fullmatch(name)
    return (found[1].strip(), found[2]) if found else None


def says_nothing(text: str) -> bool:
    """Whether a text is what tables hold in cells without a value.

    >>> says_nothing("N/A"), says_nothing("#REF!"), says_nothing("--"), says_nothing("Unknown")
    (True, True, True, False)
    """
    return _SIGNS.issuperset(text) or _LETTERS.sub("", text.casefold()) in _NOTHING


def says_no_place(text: str) -> bool:
    """Whether a text says, where a place is named, that none is known.

    >>> says_no_place("N/A"), says_no_place("Unknown"), says_no_place("No."), says_no_place("Peru")
    (True, True, True, False)
    """
    return says_nothing(text) or _LETTERS.sub("", text.casefold()) in _NO_PLACES


def code_like(text: str) -> str:
    """Return the code that a text might be in capitals and without its points.

    >>> code_like("n.a."), code_like("Peru")
    ('NA', '')
    """
    letters = "".join(filter(str.isalpha, text)).upper()
    return letters if len(letters) in (2, 3) and letters.isascii() else ""
