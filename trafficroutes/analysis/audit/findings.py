"""What a check of the data yields, and what checks share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from trafficroutes.model.dataset import Dataset
from trafficroutes.model.records import Leg
from trafficroutes.question.evidence import Cited
from trafficroutes.question.plain import Plain


@dataclass(frozen=True)
class Finding(Plain):
    """One thing in the data that deserves a second look; not an error.

    Attributes
    ----------
    check : str
        Name of the check that found it.
    subject : str
        Id of the entry it is about; of a place, its code and family.
    places : tuple of str
        Codes of the places concerned.
    message : str
        What was found, in plain words, with the numbers.
    citations : tuple of Cited
        The citations concerned; empty where it is about something else.
    """

    check: str
    subject: str
    places: tuple[str, ...]
    message: str
    citations: tuple[Cited, ...] = ()


#: A check looks through the data and yields (subject, places, message, citations).
Found = tuple[str, tuple[str, ...], str, tuple[Cited, ...]]
Check = Callable[[Dataset], Iterator[Found]]


def findings_of(name: str, check: Check, data: Dataset) -> tuple[Finding, ...]:
    """Return what a check finds, in its own order."""
    return tuple(Finding(name, *found) for found in check(data))


def family_of(data: Dataset, commodity: str) -> str:
    """Return the family of a commodity."""
    return data.commodity(commodity).family


def legs_by_family(data: Dataset) -> dict[str, list[Leg]]:
    """Return the legs of each family that has some, sorted by family."""
    grouped: dict[str, list[Leg]] = {}
    for leg in data.legs:
        grouped.setdefault(family_of(data, leg.commodity), []).append(leg)
    return dict(sorted(grouped.items()))


def listed(words: Iterable[str], limit: int = 8) -> str:
    """Return words in a row, the first ones only where they are many.

    >>> listed(["a", "b", "c"], limit=2)
    'a, b and 1 more'
    """
    words = list(words)
    more = f" and {len(words) - limit} more" if len(words) > limit else ""
    return ", ".join(words[:limit]) + more
