"""Entries of data files beside each other: what they share, where they contradict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from trafficroutes.dataset.merging_sources import is_other_document
from trafficroutes.errors import TrafficRoutesError
from trafficroutes.model.events import KeyOfEvent, key_of
from trafficroutes.model.names import fold
from trafficroutes.model.records import Body, Commodity, Source
from trafficroutes.model.units import dimension

#: Fields that grow together; every other field has to be the same.
_UNITED = ("citations", "corridors", "events")
#: What an entry holds where it says nothing.
NOTHING = (None, ())
_LONG = 60  # characters of a value that a message shows


@dataclass(frozen=True, order=True)
class Conflict:
    """Two files that say different things under one id.

    Attributes
    ----------
    section, id : str
        Where; the id is empty for a value of the whole file.
    fields : tuple of str
        In which fields they differ.
    files : tuple of str
        The two files.
    message : str
        What they say.
    can_be_settled : bool
        Whether one file's word can count; not where one id means two things.
    """

    section: str
    id: str
    fields: tuple[str, ...]
    files: tuple[str, str]
    message: str
    can_be_settled: bool = True

    def __str__(self) -> str:
        path = f"{self.section}.{self.id}" if self.id else self.section
        return f"{path}: {self.message} ({self.files[0]}, {self.files[1]})"


class MergeConflictError(TrafficRoutesError, ValueError):
    """Data files that contradict each other; holds all conflicts at once.

    Attributes
    ----------
    conflicts : tuple of Conflict
        All of them, sorted.
    """

    def __init__(self, conflicts: Sequence[Conflict], way_out: str) -> None:
        self.conflicts = tuple(sorted(conflicts))
        count = len(self.conflicts)
        lines = "\n".join(f"  {conflict}" for conflict in self.conflicts)
        super().__init__(
            f"{count} conflict{'s' if count != 1 else ''} between the files: {way_out}\n{lines}"
        )


def id_of(entry: Any) -> str:
    """Return the id of a listed entry as plain text."""
    return str(entry.id)


def content(entry: Any) -> tuple[object, ...]:
    """Return all that an entry says, without its id and what can be united."""
    names = type(entry).__struct_fields__
    return tuple(getattr(entry, name) for name in names if name not in ("id", *_UNITED))


def differing_fields(one: Any, two: Any, silent: tuple[Any, ...] = ()) -> tuple[str, ...]:
    """Return the fields in which two entries under one id contradict each other.

    A value that is among the silent ones contradicts nothing.
    """
    values = {
        name: (getattr(one, name), getattr(two, name))
        for name in type(one).__struct_fields__
        if name not in ("id", *_UNITED)
    }
    return tuple(
        name
        for name, (left, right) in values.items()
        if left != right and left not in silent and right not in silent
    )


def counted_otherwise(one: Any, two: Any) -> tuple[str, ...]:
    """Return what two legs count otherwise: one table's records, joined by one rule.

    Such events cannot both stand, for they are the same records in two states of a table.
    """
    counted = {key_of(event): event for event in getattr(one, "events", ())}
    return tuple(
        f"{before.source} by {before.rule} has {before.records} or {event.records} records"
        if before.records != event.records
        else f"{before.source} by {before.rule} has other years, modes or amounts"
        for event in getattr(two, "events", ())
        if (before := counted.get(key_of(event), event)) != event
    )


def filled(one: Any, two: Any) -> Any:
    """Return an entry with what it leaves out taken from another that agrees with it."""
    names = type(one).__struct_fields__
    taken = {name: getattr(two, name) for name in names if getattr(one, name) in NOTHING}
    return msgspec.structs.replace(one, **taken)


def united(kept: Any, one: Any, two: Any) -> Any:
    """Return an entry with the citations, corridors and events of both, each once.

    Of one table's events by one rule, those of the entry that is kept stand.
    """
    grown = {
        name: tuple(dict.fromkeys((*getattr(one, name), *getattr(two, name))))
        for name in _UNITED
        if hasattr(kept, name)
    }
    if "events" in grown:
        stands: dict[KeyOfEvent, Any] = {}
        for event in (*kept.events, *grown["events"]):
            stands.setdefault(key_of(event), event)
        grown["events"] = tuple(stands.values())
    return msgspec.structs.replace(kept, **grown) if grown else kept


def is_other(one: Any, two: Any) -> bool:
    """Return whether one id means two things, so that neither can stand for the other."""
    if isinstance(one, Source):
        return is_other_document(one, two)
    if isinstance(one, Body):
        return fold(one.name) != fold(two.name)
    return isinstance(one, Commodity) and dimension(one.unit) != dimension(two.unit)


def way_out(conflicts: Iterable[Conflict]) -> str:
    """Return what a person can do about conflicts."""
    if all(conflict.can_be_settled for conflict in conflicts):
        return "correct one of the files, or say whose word counts with --prefer first or last"
    return "where one id means two things, give one of them another id; correct the others"


def told(value: Any) -> str:
    """Return a value as a message shows it, cut where it is long."""
    if isinstance(value, tuple):
        value = ", ".join(str(getattr(item, "place", item)) for item in value)
    text = "nothing" if value in (None, "") else str(value)
    return text if len(text) <= _LONG else f"{text[:_LONG]}..."
