"""Characters that make a line show something else than what is written.

Commands to a terminal, and marks that turn the direction of the text around them:
no title and no note needs one.
"""

from __future__ import annotations

import re

#: U+202A to U+202E and U+2066 to U+2069, which embed or override a direction.
TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
#: Line ends that no editor shows as such.
STRAY_BREAKS = "\x85\u2028\u2029"

_ODD = re.compile(f"[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f{STRAY_BREAKS}{TURNS}]")


def odd_character(text: str) -> str:
    r"""Return what to say of the first character that no text needs; "" where there is none.

    Tabs and the usual line ends are no matter.

    >>> odd_character("A load\x1b[31m")
    'the invisible character U+001B is not allowed: remove it'
    """
    found = None if text.isprintable() else _ODD.search(text)
    return "" if found is None else refusal_of(found[0])


def refusal_of(character: str) -> str:
    """Return what to say of a character that is not allowed."""
    turns = " (it turns the direction of text)" if character in TURNS else ""
    return f"the invisible character U+{ord(character):04X}{turns} is not allowed: remove it"
