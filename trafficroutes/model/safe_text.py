"""Characters that make a line show something else than what is written.

Commands to a terminal, and marks that turn the direction of the text around them:
no title and no note needs one. What a person wrote, or a data file has, is printed
without them, and a cell of a table so that no spreadsheet takes it for a formula.
"""

from __future__ import annotations

import re
import unicodedata

#: U+202A to U+202E and U+2066 to U+2069, which embed or override a direction.
TURNS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
#: Line ends that no editor shows as such.
STRAY_BREAKS = "\x85\u2028\u2029"

#: What a cell that a spreadsheet would take for a formula begins with.
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
_HIDDEN = ("Cc", "Cf", "Cs")

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


def clean(text: str) -> str:
    """Replace what could steer a terminal or turn text around, in one line.

    >>> clean("two" + chr(10) + "lines") == "two lines"
    True
    """
    return text if text.isprintable() else _replaced(text.replace("\n", " "), "")


def csv_cell(text: str) -> str:
    r"""Return a text as a cell of CSV: quoted where it must be, and never a formula.

    What begins like a formula gets an apostrophe before it, which spreadsheets hide.
    Line ends stay.

    >>> print(csv_cell("=1+1, one load"), csv_cell("plain"), csv_cell("a\x1b[2Jb"))
    "'=1+1, one load" plain a\ufffd[2Jb
    """
    if not text.isprintable():
        text = _replaced(text, "\n\r\t")
    if text.startswith(_FORMULAS):
        text = f"'{text}"
    if any(mark in text for mark in ',"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text


def _replaced(text: str, kept: str) -> str:
    return "".join(
        "\ufffd" if c not in kept and unicodedata.category(c) in _HIDDEN else c for c in text
    )
