"""What :func:`trafficroutes.legs` answers with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, ClassVar

from trafficroutes.model.years import Years
from trafficroutes.question.plain import Plain
from trafficroutes.question.result import Result, Tables
from trafficroutes.question.solving import DatasetInfo

_RENAMED: Mapping[str, str] = MappingProxyType({"origin": "from", "origin_name": "from_name"})


@dataclass(frozen=True)
class LegsQuery(Plain):
    """Which legs are asked for, with names resolved.

    Attributes
    ----------
    kind : {"between", "leg", "corridor"}
        Whether they were named by their ends, by an id, or by a corridor.
    origin, destination, origin_name, destination_name : str or None
        The ends; None of a corridor.
    leg : str or None
        The id of the one leg.
    corridor, corridor_name : str or None
        The corridor.
    commodity : str or None
        As asked; None takes all.
    years : Years or None
        The period asked for.
    modes : tuple of str
        The modes asked for.
    min_citations : int
        Independent citations that a leg has to have.
    without_press : bool
        Whether legs that only press reports tell of are left out.
    """

    kind: str
    origin: str | None
    destination: str | None
    origin_name: str | None
    destination_name: str | None
    leg: str | None
    corridor: str | None
    corridor_name: str | None
    commodity: str | None
    years: Years | None
    modes: tuple[str, ...]
    min_citations: int
    without_press: bool

    def to_dict(self) -> dict[str, Any]:
        """Return plain values, by the documented keys."""
        years = [self.years.first, self.years.last] if self.years is not None else None
        return {**super().to_dict(), "years": years}

    @property
    def about(self) -> str:
        """What is asked for, in words."""
        if self.kind == "corridor":
            return str(self.corridor_name)
        return f"{self.origin_name} to {self.destination_name}"


@dataclass(frozen=True)
class Testimony(Plain):
    """One citation, with the document and what it tells.

    Attributes
    ----------
    entry : str
        Id of the leg or flow.
    origin, origin_name, to, to_name, commodity : str
        What it is about.
    source, document, publisher, kind : str
        Id, title and publisher of the document, and what kind it is of.
    published : int or None
        The year of publication.
    url, locator : str or None
        Where it can be read, and where in it.
    reliability : str
        Admiralty grade A-F of the document.
    credibility : int
        Admiralty grade 1-6 of the statement.
    claim : {"crossing", "flow", "seizure", "capacity", "change", "records"}
        Whether it tells that goods go so, or an amount, and of what; or counts seizure
        records.
    records : int or None
        How many seizure records; None of what is no event.
    amount : str or None
        The amount with its range and unit; of an event, what was counted and weighed.
    years : str or None
        What it speaks of.
    modes : tuple of str
        How goods went.
    note : str
        What else the citation says.
    estimate : str or None
        The published estimate that it repeats.
    marks : tuple of str
        ``excerpt``, ``stopped``, ``chain``, ``same estimate``, ``same document``,
        ``same series``.
    """

    renamed = _RENAMED

    entry: str
    origin: str
    origin_name: str
    to: str
    to_name: str
    commodity: str
    source: str
    document: str
    publisher: str
    kind: str
    published: int | None
    url: str | None
    locator: str
    reliability: str
    credibility: int
    claim: str
    records: int | None
    amount: str | None
    years: str | None
    modes: tuple[str, ...]
    note: str
    estimate: str | None
    marks: tuple[str, ...]

    @property
    def grade(self) -> str:
        """Both grades, such as ``B2``."""
        return f"{self.reliability}{self.credibility}"


@dataclass(frozen=True)
class FlowTestimony(Testimony):
    """One citation of a movement of which only the ends are told.

    Attributes
    ----------
    via : tuple of str
        Codes of the places between that are named.
    """

    via: tuple[str, ...]


@dataclass(frozen=True)
class LegTold(Plain):
    """A leg, and how well it is founded.

    Attributes
    ----------
    id : str
    origin, origin_name, to, to_name, commodity : str
        Its ends, and what it carries.
    corridors, modes : tuple of str
        Ids of corridors, and how goods went, sorted.
    years : str or None
        The span that its citations name.
    citations, documents, independent : int
        How many citations, documents, and groups of citations that share neither a
        document nor an estimate.
    best_grade : str
        The best of its grades.
    strength : float
        Chance that at least one independent report of it is true.
    records : int
        Seizure records behind its events.
    """

    renamed = _RENAMED

    id: str
    origin: str
    origin_name: str
    to: str
    to_name: str
    commodity: str
    corridors: tuple[str, ...]
    modes: tuple[str, ...]
    years: str | None
    citations: int
    documents: int
    independent: int
    best_grade: str
    strength: float
    records: int


@dataclass(frozen=True)
class Contradiction(Plain):
    """Two citations of one leg (or flow) that do not go together.

    Attributes
    ----------
    entry : str
        Id of the leg or flow.
    kind : {"amounts", "doubt"}
        Whether figures of the same years differ, or one is graded doubtful.
    factor : float or None
        How many times the one figure is the other, at least.
    sides : pair of Testimony
        The larger figure first; what is not doubted first.
    """

    entry: str
    kind: str
    factor: float | None
    sides: tuple[Testimony, Testimony]


@dataclass(frozen=True)
class LegsSummary(Plain):
    """How well all of the legs together are founded.

    Attributes
    ----------
    legs, citations, documents : int
        How many.
    independent : int
        Groups of citations that share neither a document nor an estimate.
    twice_told : int
        Legs that at least two of these tell of.
    kinds : dict of str to int
        Documents by their kind, the most first.
    years : tuple of int or None
        The first and the last year that a citation names.
    best_grade : str or None
        The best grade of a citation.
    undated, stopped, excerpts : int
        Citations that name no year, of loads stopped before the crossing, and of
        documents read in part.
    records : int
        Seizure records behind the events among them.
    """

    legs: int
    citations: int
    documents: int
    independent: int
    twice_told: int
    kinds: dict[str, int]
    years: tuple[int | None, int | None]
    best_grade: str | None
    undated: int
    stopped: int
    excerpts: int
    records: int


@dataclass(frozen=True, repr=False)
class LegsResult(Result):
    """The answer to "who says that goods go from A to B".

    Attributes
    ----------
    query : LegsQuery
        The question.
    dataset : DatasetInfo
        The data.
    sentence : str
        The answer in words.
    summary : LegsSummary
        The numbers in it.
    legs : tuple of LegTold
        The legs, those with the most independent reports first.
    citations : tuple of Testimony
        Their citations, the newest first.
    contradictions : tuple of Contradiction
        Citations that do not go together, beside each other.
    flows : tuple of FlowTestimony
        Statements that name both ends but not each crossing, the newest first.
    notes : tuple of str
        What was taken in and left out.
    """

    tables: ClassVar[Tables] = {
        "citations": Testimony,
        "legs": LegTold,
        "contradictions": Contradiction,
        "flows": FlowTestimony,
    }

    query: LegsQuery
    dataset: DatasetInfo | None
    sentence: str
    summary: LegsSummary
    legs: tuple[LegTold, ...]
    citations: tuple[Testimony, ...] = field(repr=False)
    contradictions: tuple[Contradiction, ...] = field(repr=False)
    flows: tuple[FlowTestimony, ...] = field(repr=False)
    notes: tuple[str, ...]

    def headline(self) -> str:
        """Return what it is about, in one line."""
        return self.sentence

    def __str__(self) -> str:
        return self.sentence
