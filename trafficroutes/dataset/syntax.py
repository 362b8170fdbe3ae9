"""What the YAML parser says of a broken file, in plain words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from trafficroutes.model.safe_text import STRAY_BREAKS, TURNS, refusal_of

#: Characters that end a line in YAML 1.1 but in no editor, that YAML forbids, or that
#: turn the direction of text.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
#: What looks like a space, or like nothing, and is none to YAML.
_ODD_SPACES = "".join(
    map(chr, (0xA0, 0x1680, *range(0x2000, 0x200C), 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF))
)
#: One where YAML reads a space: before a key or an entry, behind a hyphen or a colon.
_ODD_SPACE = re.compile(rf"[ \-]*(?:[^\s:#]+: *)?(?P<odd>[{_ODD_SPACES}])")
#: One that YAML takes for the beginning of a key, where the indentation of it was meant.
_ODD_START = re.compile(rf"[ \-]*(?P<odd>[{_ODD_SPACES}])")
_KEY_LINE = re.compile(r"[\r\n] *(?:- +)*[a-z_0-9]+:(?: |[\r\n])")
_LOOKED_AT = 3  # lines before an error in which its cause may stand

_WORDS = {
    "mapping values are not allowed in this context": (
        "a colon stands where none can: put text that holds ': ' in quotes, "
        "or correct the indentation"
    ),
    "could not find expected ':'": "a key without its colon: write key: value",
    "did not find expected key": (
        "the line does not continue what is above: correct its indentation, "
        "or put text that holds special characters in quotes"
    ),
    "did not find expected '-' indicator": (
        "a list goes on without a hyphen: begin the line with '- ' or correct its indentation"
    ),
    "did not find expected ',' or ']'": "a list in [ ] is not closed: add the comma or the ]",
    "did not find expected ',' or '}'": "a mapping in { } is not closed: add the comma or the }",
    "did not find expected node content": "a value is missing: complete or close what was begun",
    "found unexpected end of stream": "the text in quotes is not closed: add the closing quote",
    "found unknown escape character": (
        "a backslash in double quotes means something else: use single quotes"
    ),
    "found incompatible YAML document": "only YAML 1.1 and 1.2 are read: remove the %YAML line",
    "block sequence entries are not allowed in this context": (
        "a list cannot begin here: put it on a line of its own, indented"
    ),
}


def explain(problem: str, text: str, offset: int, begun: int | None) -> str:
    """Return a message for a syntax error.

    Parameters
    ----------
    problem : str
        The parser's own words.
    text : str
        The whole file.
    offset : int
        Where in the text it was noticed.
    begun : int or None
        The line in which what is not closed began, counted from 1.
    """
    found = text[offset : offset + 1]
    if "cannot start any token" in problem:
        if found == "\t":
            return "a tab stands where spaces belong: indent with spaces"
        return f"text cannot begin with {found!r}: put it in quotes"
    since = f" (begun in line {begun})" if begun is not None else ""
    return _WORDS.get(problem, f"not YAML: {problem}") + since


def forbidden_character(text: str) -> tuple[int, int, str]:
    """Return (line, column, message) of the first forbidden character, where there is one."""
    found = next(_FORBIDDEN.finditer(text))
    before = text[: found.start()]
    lines = re.split(r"\r\n|\r|\n", before)
    return len(lines), len(lines[-1]) + 1, refusal_of(found[0])


def has_forbidden(text: str) -> bool:
    """Whether a text that YAML may read holds what is still not allowed."""
    return not text.isascii() and any(mark in text for mark in (*STRAY_BREAKS, *TURNS))


def odd_space(text: str, line: int, since: int | None) -> tuple[int, int, str] | None:
    """Return (line, column, message) of an odd space that may be the cause of an error.

    Parameters
    ----------
    text : str
        The whole file.
    line : int
        Where the error was noticed, counted from 1.
    since : int or None
        Where what is wrong began.
    """
    if text.isascii():
        return None
    lines = re.split(r"\r\n|\r|\n", text)
    first = max(1, min(since or line, line - 1), line - _LOOKED_AT)
    for number in range(first, min(line, len(lines)) + 1):
        found = _ODD_SPACE.match(lines[number - 1])
        if found:
            return number, found.start("odd") + 1, _of_space(found["odd"])
    return None


def swallowing(quotes: Iterable[tuple[int, int, str]]) -> str:
    """Return what to add to an error where quotes closed too late; "" where none seem to.

    Parameters
    ----------
    quotes : iterable of (first line, last line, text)
        What stands in quotes over several lines before the error, in order.
    """
    told = ""
    for first, last, text in quotes:
        if _KEY_LINE.search(text):
            told = (
                f"; the quotes opened in line {first} close only in line {last}: "
                "close them where they belong"
            )
    return told


def odd_key(key: str, known: Iterable[str]) -> str:
    """Return what to say of a key that is known but for a space around it; "" of others."""
    bare = key.strip(f" {_ODD_SPACES}")
    odd = next((character for character in key if character in _ODD_SPACES), "")
    return _of_space(odd) if odd and bare in known else ""


def odd_start(key: str) -> str:
    r"""Return what to say of a key that begins with an odd space; "" of others.

    >>> odd_start("-\xa0id")
    'U+00A0 (no-break space) is no plain space: replace or remove it'
    """
    found = _ODD_START.match(key)
    return _of_space(found["odd"]) if found else ""


def _of_space(character: str) -> str:
    name = unicodedata.name(character).lower()
    return f"U+{ord(character):04X} ({name}) is no plain space: replace or remove it"
