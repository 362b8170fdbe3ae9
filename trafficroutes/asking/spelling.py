"""Spellings of one question: dashes, quotation marks, arrows, what is shortened."""

from __future__ import annotations

import re
import unicodedata

_DASHES = re.compile("\\s*[\u2012\u2013\u2014\u2015\u2212]\\s*|[\u2010\u2011]")
_QUOTES = re.compile("[\u2018\u2019\u201b`\u00b4]")
_ARROWS = re.compile("-+>|=+>|\u2192|\u21d2|\u27f6")
#: What stands before "n't", where it is not the verb itself.
_NEGATED = re.compile(r"\b(ca|wo|sha|[a-z]+)n't\b", re.IGNORECASE)
_SHORTENED = {"ca": "can", "wo": "will", "sha": "shall"}
_POINTED = re.compile(r"\b(?:[A-Za-z]\.){2,}")
_BEFORE_AND_AFTER = re.compile(r"\bbefore\s+and\s+(?:after|since)\s+(\d{4})", re.IGNORECASE)


def plain(question: str) -> str:
    r"""Return a question with one kind of dash, quotation mark and arrow.

    >>> plain("2010 \u2013 2015, Peru \u2192 U.S.")
    '2010-2015, Peru  to  US'
    """
    text = unicodedata.normalize("NFKC", question)
    text = _BEFORE_AND_AFTER.sub(r"before \1 and since \1", text)
    text = _ARROWS.sub(" to ", _QUOTES.sub("'", _DASHES.sub("-", text)))
    text = _NEGATED.sub(_spelled_negation, text)
    return _POINTED.sub(lambda found: found[0].replace(".", ""), text)


def _spelled_negation(found: re.Match[str]) -> str:
    verb = _SHORTENED.get(found[1].lower(), found[1])
    return "cannot" if verb == "can" else f"{verb} not"
