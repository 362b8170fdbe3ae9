"""Data files joined into one, without losing a citation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar, get_args

import msgspec

from trafficroutes.dataset.crosschecks import LISTED
from trafficroutes.dataset.ids import free_id
from trafficroutes.dataset.loading import load_bytes
from trafficroutes.dataset.merging_entries import (
    NOTHING,
    Conflict,
    MergeConflictError,
    content,
    counted_otherwise,
    differing_fields,
    filled,
    id_of,
    is_other,
    told,
    united,
    way_out,
)
from trafficroutes.dataset.merging_sources import same_documents
from trafficroutes.dataset.opening import DataGiven, opened
from trafficroutes.dataset.writing import to_yaml
from trafficroutes.errors import QueryError
from trafficroutes.model.arguments import check_known
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.markup import told_html
from trafficroutes.model.records import DataFile
from trafficroutes.model.vocabulary import SYNTHETIC

T = TypeVar("T")
Prefer = Literal["first", "last"]

#: Sections by id, whose entries are the same or in conflict.
NAMED = ("sources", "estimates", "commodities", "corridors", "regions", "bodies")


@dataclass(frozen=True)
class Merged:
    """Data files as one.

    Attributes
    ----------
    dataset : Dataset
        The result, checked as any file is.
    text : str
        The data file.
    notes : tuple of str
        What was joined, settled or renamed, and what a person should look at.
    """

    dataset: Dataset
    text: str = field(repr=False)
    notes: tuple[str, ...]

    def __repr__(self) -> str:
        """Return what the files became, in one line."""
        return f"<Merged {self._headline()}>"

    def _repr_html_(self) -> str:
        """Return what a notebook shows: what the files became, and what was joined."""
        return told_html(self._headline(), self.notes)

    def _headline(self) -> str:
        legs, sources = len(self.dataset.records.legs), len(self.dataset.records.sources)
        documents = f"{sources:,} document{'s' * (sources != 1)}"
        return f"{legs:,} leg{'s' * (legs != 1)} on {documents}"


def merge(*datasets: DataGiven, prefer: Prefer | None = None, title: str | None = None) -> Merged:
    """Join data files; every citation of each is in the result.

    Entries are joined by id, equal ones once. What a source, a region or another named
    entry leaves out is taken from its like in the other file. Legs, flows and figures
    unite their citations and corridors, and legs with the same ends and commodity
    become one under the first id. The result is sorted by id; it has the first
    file's title and the latest date.

    Parameters
    ----------
    *datasets : Dataset or path
        Two or more, from :func:`trafficroutes.load`, or the names of data files.
    prefer : {"first", "last"}, optional
        Whose word counts where entries with one id differ. Entries with
        citations are then both kept, one of them under a new id.
    title : str, optional
        Of the result.

    Returns
    -------
    Merged
        The data file, and what was done to make it.

    Raises
    ------
    MergeConflictError
        Files say different things under one id; lists all conflicts.
    QueryError
        There are fewer than two files, or some and not all hold made-up records.

    Examples
    --------
    >>> from trafficroutes import load, merge
    >>> mine = load("mine.yaml")
    >>> merge(mine, mine).dataset.records == mine.records
    True
    """
    if len(datasets) < 2:  # noqa: PLR2004 - a merge is of two
        raise QueryError("there is nothing to merge: name two data files or more")
    if prefer is not None:
        check_known("preference", prefer, get_args(Prefer))
    files = tuple(map(opened, datasets))
    made_up = [data.path for data in files if data.is_synthetic]
    if made_up and len(made_up) < len(files):
        raise QueryError(
            f"{', '.join(made_up)}: made-up records ({SYNTHETIC}) are never merged with cited data"
        )
    first, *others = files
    records, name = first.records, first.path
    notes: list[str] = []
    conflicts: list[Conflict] = []
    for data in others:
        step = _PairMerge(prefer, (name, data.path))
        records = step.merged(records, data.records)
        name = f"{name} + {data.path}"
        notes += step.notes
        conflicts += step.conflicts
    if conflicts:
        raise MergeConflictError(conflicts, way_out(conflicts))
    records = msgspec.structs.replace(records, title=title or records.title)
    notes += same_documents([data.records.sources for data in files])
    text = to_yaml(records)
    return Merged(load_bytes(text.encode(), name), text, tuple(notes))


class _PairMerge:
    """Joins two files; collects what it met on the way."""

    def __init__(self, prefer: Prefer | None, files: tuple[str, str]) -> None:
        self.prefer = prefer
        self.files = files
        self.conflicts: list[Conflict] = []
        self.settled: list[Conflict] = []
        self.notes: list[str] = []

    def merged(self, one: DataFile, two: DataFile) -> DataFile:
        """Return the two as one file; it counts only where no conflict was met."""
        joined: dict[str, Any] = {
            "format": 1,
            "title": one.title,
            "updated": max(one.updated, two.updated),
            "licence": self._value("licence", one.licence, two.licence),
            "grades": self._value("grades", one.grades, two.grades),
        }
        for section in NAMED:
            joined[section] = self._named(section, getattr(one, section), getattr(two, section))
        for section in LISTED:
            joined[section] = self._listed(section, getattr(one, section), getattr(two, section))
        self.notes += [f"the {self.prefer} file's word counts for {c}" for c in self.settled]
        return DataFile(**joined)

    def _value(self, name: str, one: T, two: T) -> T:
        if one is None or two is None or one == two:
            return two if one is None else one
        said = f"{told(one)} or {told(two)}" if name != "grades" else "two tables of grades"
        return self._settle(Conflict(name, "", (name,), self.files, said), one, two)

    def _settle(self, conflict: Conflict, one: T, two: T) -> T:
        """Return the entry that counts, and note the conflict."""
        is_open = self.prefer is None or not conflict.can_be_settled
        (self.conflicts if is_open else self.settled).append(conflict)
        return two if self.prefer == "last" else one

    def _named(self, section: str, one: Mapping[str, T], two: Mapping[str, T]) -> dict[str, T]:
        found = dict(one)
        for key, entry in two.items():
            before = found.get(key, entry)
            differing = differing_fields(before, entry, silent=NOTHING)
            kept = filled(before, entry)
            if differing:
                conflict = self._conflict(section, key, differing, before, entry)
                kept = self._settle(conflict, before, entry)
            found[key] = united(kept, before, entry)
        return dict(sorted(found.items()))

    def _listed(self, section: str, one: Sequence[Any], two: Sequence[Any]) -> tuple[Any, ...]:
        found: dict[str, Any] = {}
        by_ends: dict[object, str] = {}
        taken = {id_of(entry) for entry in (*one, *two)}
        for entry in (united(entry, entry, entry) for entry in (*one, *two)):
            ends = content(entry) if section == "legs" else id_of(entry)
            key = by_ends.setdefault(ends, id_of(entry))
            before = found.get(key, entry)
            differing = differing_fields(before, entry)
            if not differing:
                counted = counted_otherwise(before, entry)
                chosen = before
                if counted:
                    told_so = Conflict(section, key, ("events",), self.files, "; ".join(counted))
                    chosen = self._settle(told_so, before, entry)
                found[key] = united(chosen, before, entry)
                if key != id_of(entry):
                    self.notes.append(f"legs {key} and {id_of(entry)} are one: it is called {key}")
                continue
            conflict = self._conflict(section, key, differing, before, entry)
            kept: Any = self._settle(conflict, before, entry)
            other = entry if kept is before else before
            new_id = free_id(key, taken)
            taken.add(new_id)
            by_ends[content(other) if section == "legs" else new_id] = new_id
            by_ends[content(kept) if section == "legs" else key] = key
            found[key] = kept
            found[new_id] = msgspec.structs.replace(other, id=new_id)
            if self.prefer:
                self.notes.append(f"{section}: one of the two entries {key} is now {new_id}")
        return tuple(found[key] for key in sorted(found))

    def _conflict(
        self, section: str, key: str, differing: tuple[str, ...], one: Any, two: Any
    ) -> Conflict:
        said = "; ".join(
            f"{name} is {told(getattr(one, name))} or {told(getattr(two, name))}"
            for name in differing
        )
        return Conflict(
            section, key, differing, self.files, said, can_be_settled=not is_other(one, two)
        )
