"""The source documents: which there are, and what each is cited for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from trafficroutes.analysis.records.info import citation_counts
from trafficroutes.errors import UnknownNameError
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.names import fold, suggest
from trafficroutes.model.records import Citation, Source, cited_as
from trafficroutes.question.plain import Plain


@dataclass(frozen=True)
class SourceEntry:
    """A source document and how often it is cited.

    Attributes
    ----------
    id, title, publisher, kind, reliability : str
        As in the data file.
    year : int or None
        Of publication.
    url : str or None
        Where it can be read.
    cited : int
        Number of citations.
    """

    id: str
    title: str
    publisher: str
    year: int | None
    url: str | None
    kind: str
    reliability: str
    cited: int

    @property
    def citation(self) -> str:
        """A string to cite the document by: publisher (year), title, address."""
        return cited_as(self.publisher, self.year, self.title, self.url)

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, by the documented keys."""
        return {**vars(self), "citation": self.citation}


@dataclass(frozen=True)
class Use(Plain):
    """One thing that a document is cited for.

    Attributes
    ----------
    section, id : str
        Where in the data file.
    about : str
        What it is about, such as ``Colombia > Venezuela (cocaine)``.
    locator : str
        Where in the document.
    credibility : int
        Admiralty grade 1-6.
    years : str or None
        What it speaks of.
    note : str
        What else the citation says.
    """

    section: str
    id: str
    about: str
    locator: str
    credibility: int
    years: str | None
    note: str


@dataclass(frozen=True)
class SourceProfile:
    """A document with all that it is cited for."""

    entry: SourceEntry
    uses: tuple[Use, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, by the documented keys."""
        return {**self.entry.to_dict(), "uses": [use.to_dict() for use in self.uses]}


def find_sources(data: Dataset, text: str = "") -> list[SourceEntry]:
    """Return the sources with a text in their id, title or publisher, by id.

    Raises
    ------
    UnknownNameError
        There is none; the message has suggestions.
    """
    wanted = fold(text)
    counts = citation_counts(data)
    found = [
        _entry(key, source, counts.get(key, 0))
        for key, source in sorted(data.records.sources.items())
        if wanted in fold(f"{key} {source.title} {source.publisher}")
    ]
    if not found:
        raise UnknownNameError("source", text, suggest(text, data.records.sources))
    return found


def document_of(data: Dataset, key: str) -> SourceProfile:
    """Return a source with all that it is cited for.

    Raises
    ------
    UnknownNameError
        There is no such id.
    """
    if key not in data.records.sources:
        raise UnknownNameError("source", key, suggest(key, data.records.sources))
    uses = tuple(
        Use(
            section=section,
            id=identifier,
            about=about,
            locator=citation.locator,
            credibility=citation.credibility,
            years=None if citation.years is None else str(citation.years),
            note=citation.note or "",
        )
        for section, identifier, about, citation in _citations(data)
        if citation.source == key
    )
    return SourceProfile(_entry(key, data.records.sources[key], len(uses)), uses)


def _entry(key: str, source: Source, cited: int) -> SourceEntry:
    return SourceEntry(
        id=key,
        title=source.title,
        publisher=source.publisher,
        year=source.year,
        url=source.url,
        kind=source.kind,
        reliability=source.reliability,
        cited=cited,
    )


def _citations(data: Dataset) -> list[tuple[str, str, str, Citation]]:
    """Return (section, id, what it is about, citation) for every citation."""
    name = data.places.name
    records = data.records
    found: list[tuple[str, str, str, Citation]] = []
    for section, movements in (("legs", records.legs), ("flows", records.flows)):
        for move in movements:
            about = f"{name(move.origin)} > {name(move.to)} ({move.commodity})"
            found += [(section, move.id, about, citation) for citation in move.evidence]
    for observation in records.observations:
        about = observation.statement
        found += [("observations", observation.id, about, c) for c in observation.citations]
    for section, figures in (
        ("production", records.production),
        ("consumption", records.consumption),
        ("seizures", records.seizures),
        ("mentions", records.mentions),
    ):
        for figure in figures:
            about = f"{name(figure.place)} ({figure.commodity})"
            found += [(section, figure.id, about, citation) for citation in figure.citations]
    for key, body in records.bodies.items():
        found += [("bodies", key, body.name, citation) for citation in body.citations]
    return found
