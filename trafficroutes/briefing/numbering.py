"""The documents behind a report, numbered in the order in which it names them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from trafficroutes.briefing.contents import NumberedDocument
from trafficroutes.model.dataset import Dataset
from trafficroutes.question.evidence import Cited

#: Documents that a cell names before it counts the others.
_NAMED = 4


@dataclass
class _Entry:
    grades: set[str] = field(default_factory=set)
    locators: set[str] = field(default_factory=set)
    about: dict[str, None] = field(default_factory=dict)


class Numbers:
    """Numbers of documents, given as a report is made.

    Parameters
    ----------
    data : Dataset
        For titles and addresses.
    """

    def __init__(self, data: Dataset) -> None:
        self._data = data
        self._entries: dict[str, _Entry] = {}

    def cell(self, cited: Iterable[Cited], about: str) -> str:
        """Return the numbers of the best-graded documents of some citations, and a count.

        Parameters
        ----------
        cited : iterable of Cited
        about : str
            What they stand behind.
        """
        listed = sorted(cited, key=lambda c: (c.reliability, c.credibility, c.source, c.locator))
        numbers = list(dict.fromkeys(self._enter(one, about) for one in listed))
        more = f" +{len(numbers) - _NAMED}" if len(numbers) > _NAMED else ""
        return " ".join(f"[{number}]" for number in numbers[:_NAMED]) + more

    def in_place_of(self, told: str) -> str:
        """Return a text that begins with the id of a document, with its number instead.

        The document is one whose citations were numbered.
        """
        source, blank, rest = told.partition(" ")
        return f"[{self._number(source)}]{blank}{rest}" if source in self._entries else told

    def references(self) -> tuple[NumberedDocument, ...]:
        """Return all documents that were numbered, in order."""
        return tuple(
            NumberedDocument(
                number=number,
                source=source,
                document=self._data.records.sources[source].citation,
                url=self._data.records.sources[source].url,
                grades=tuple(sorted(entry.grades)),
                locators=tuple(sorted(entry.locators)),
                about=tuple(entry.about),
            )
            for number, (source, entry) in enumerate(self._entries.items(), start=1)
        )

    def _enter(self, one: Cited, about: str) -> int:
        entry = self._entries.setdefault(one.source, _Entry())
        entry.grades.add(f"{one.reliability}{one.credibility}")
        if one.locator:
            entry.locators.add(one.locator)
        entry.about[about] = None
        return self._number(one.source)

    def _number(self, source: str) -> int:
        return list(self._entries).index(source) + 1
