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

#: "Gambia, Republic of the", "Iran (Islamic Republic of)", "Spain (Canary Islands)".
_TWO_PARTS = re.compile(r"([^,()\[\]]+)[,(\[]\s*([^,()\[\]]+?)[)\]]?\s*")

_NO_PLACES = frozenset(
    """
    na nd nan null nil none no yes unknown unk unspecified undetermined undisclosed unidentified
    notavailable notapplicable notknown notstated notspecified notgiven notreported nodata
    missing blank empty other others various several multiple multiplecountries mixed tbd tba tbc
    ref value name ditto idem same
    """.split()  # noqa: SIM905 - a long list reads better as text
)
_LETTERS = re.compile(r"[^a-z]+")


def place_key(name: str) -> str:
    """Return the form under which names of places are compared.

    >>> place_key("Dem. Rep. of the Congo") == place_key("Democratic Republic of Congo")
    True
    """
    return fold(_SHORTENED.sub(lambda found: f"{_LONG[found[1].lower()]} ", name))


def two_parts(name: str) -> tuple[str, str] | None:
    """Return what stands before and behind a comma or within brackets.

    >>> two_parts("Tanzania, United Republic of"), two_parts("Ghana")
    (('Tanzania', 'United Republic of'), None)
    """
    found = _TWO_PARTS.fullmatch(name)
    return (found[1].strip(), found[2]) if found else None


def says_no_place(text: str) -> bool:
    """Whether a text says that nothing is known, as tables do for an empty cell.

    >>> says_no_place("N/A"), says_no_place("#N/A"), says_no_place("--"), says_no_place("Peru")
    (True, True, True, False)
    """
    letters = _LETTERS.sub("", text.casefold())
    if not letters:
        return not any(map(str.isalnum, text))
    return letters in _NO_PLACES


def code_like(text: str) -> str:
    """Return the code that a text might be in capitals and without its points.

    >>> code_like("n.a."), code_like("Peru")
    ('NA', '')
    """
    letters = "".join(filter(str.isalpha, text)).upper()
    return letters if len(letters) in (2, 3) and letters.isascii() else ""
