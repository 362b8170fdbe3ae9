"""What the YAML parser says of a broken file, in plain words."""

from __future__ import annotations

import re

#: Characters that end a line in YAML 1.1 but in no editor, or that YAML forbids.
_FORBIDDEN = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
_STRAY_BREAKS = ("\x85", "\u2028", "\u2029")

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
    message = f"the invisible character U+{ord(found[0]):04X} is not allowed: remove it"
    return len(lines), len(lines[-1]) + 1, message


def has_stray_breaks(text: str) -> bool:
    """Whether the text holds a line end that editors do not count as one."""
    return not text.isascii() and any(mark in text for mark in _STRAY_BREAKS)
