"""Small data files as text, sound and broken."""

from __future__ import annotations

from trafficroutes.dataset.loading import load_bytes
from trafficroutes.errors import DataFileError, Problem

#: Lines 1 to 10 of a sound file.
HEAD = """\
format: 1
title: Small
updated: 2026-01-31
grades:
  reliability: {A: 0.95, B: 0.80, C: 0.60, D: 0.40, E: 0.20, F: 0.50}
  credibility: {1: 0.95, 2: 0.80, 3: 0.60, 4: 0.40, 5: 0.20, 6: 0.50}
sources:
  s1: {title: One, publisher: P, kind: press, reliability: A}
commodities:
  cocaine: {name: Cocaine, family: cocaine, colour: "#C4420B", unit: t}
"""
#: Lines 11 to 19: one leg; what is added goes on with its citation.
LEG = """\
legs:
  - id: a
    from: COL
    to: MEX
    commodity: cocaine
    citations:
      - source: s1
        locator: p. 1
        credibility: 1
"""


def found_in(raw: bytes) -> tuple[Problem, ...]:
    """Return the problems of a file; none where it loads."""
    try:
        load_bytes(raw, "small.yaml")
    except DataFileError as error:
        if not error.problems:
            raise AssertionError("an error without a problem") from error
        return error.problems
    return ()


def problems(text: str | bytes) -> list[str]:
    """Return all problems of a file, as they are shown."""
    return [str(problem) for problem in found_in(text.encode() if isinstance(text, str) else text)]


def changed(*changes: tuple[str, str]) -> str:
    """Return the sound file with words replaced."""
    text = HEAD + LEG
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} does not stand once in the file"
        text = text.replace(old, new)
    return text


def citing(*lines: str) -> str:
    """Return the sound file with lines added to its citation, from line 20 on."""
    return HEAD + LEG + "".join(f"        {line}\n" for line in lines)
