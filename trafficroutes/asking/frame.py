"""What is told of oneself around a question, and changes nothing in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from trafficroutes.asking.vocabulary import vocabulary

_FRAME = frozenset(vocabulary().frame.split())
_MYSELF = frozenset(("i", "we", "me", "us", "my", "our", "myself", "ourselves", "m", "you", "your"))
#: "For a policy brief: ..."
_OPENINGS = frozenset(("for", "as"))
#: With these the question proper begins.
_BEGINNINGS = frozenset(("WHICH", "WHO", "WHERE", "HOW", "WHY", "IF", "MANY", "AMOUNT", "BYWHOM"))
_STOPS = ".?!"


class Unit(NamedTuple):
    """One word: as it is compared, as it was written, and where."""

    key: str
    raw: str
    start: int
    end: int


def begins(terminals: Iterable[str]) -> bool:
    """Whether the question proper begins with a phrase of these terminals."""
    return not _BEGINNINGS.isdisjoint(terminals)


def is_framed(text: str, units: Sequence[Unit], at: int, *, begun: bool) -> bool:
    """Whether a word belongs to what is told before the question, or of oneself.

    Parameters
    ----------
    text : str
        The question.
    units : sequence of Unit
        Its words.
    at : int
        Which of them.
    begun : bool
        Whether the question proper has begun in this sentence.
    """
    if units[at].key not in _FRAME:
        return False
    before = {one.key for one in units[max(0, at - 2) : at]}
    if not at or _MYSELF & before:
        return True
    return not begun and (units[0].key in _OPENINGS or _of_myself(text, units, units[at]))


def _of_myself(text: str, units: Sequence[Unit], unit: Unit) -> bool:
    """Whether the sentence of a word says "I" or the like."""
    first = max(text.rfind(mark, 0, unit.start) for mark in _STOPS) + 1
    ends = [end for mark in _STOPS if (end := text.find(mark, unit.end)) >= 0]
    last = min(ends, default=len(text))
    return any(one.key in _MYSELF for one in units if first <= one.start < last)
