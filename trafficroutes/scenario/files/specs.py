"""A scenario as a file, or a line, says it: what can be handed to :func:`whatif`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from trafficroutes.scenario.files.records import ChangesToMake, Filters, ScenarioEntry, ScenarioLine

if TYPE_CHECKING:
    from trafficroutes.question.query import Options
    from trafficroutes.scenario.whatif.changes import Changes


@dataclass(frozen=True)
class ScenarioSpec:
    """A scenario that can be run.

    Attributes
    ----------
    name, description : str or None
        As in the file.
    file : str
        Where it stands.
    origin : str
        By any name.
    destination : str or tuple of str
        One or several.
    options : Options
        What the question is narrowed and weighted by.
    changes : Changes
        What is changed.
    adaptation : float
        Theta.
    demand : {"fixed", "free"}
        Whether destinations keep their amounts.
    """

    name: str | None
    description: str | None
    file: str
    origin: str
    destination: str | tuple[str, ...]
    options: Options
    changes: Changes
    adaptation: float
    demand: str

    def told(self) -> dict[str, Any]:
        """Return all keyword arguments of :func:`whatif`."""
        return {
            **self.options,
            **self.changes,
            "adaptation": self.adaptation,
            "demand": self.demand,
        }


def joined(entries: Sequence[ScenarioEntry | ScenarioLine], file: str) -> ScenarioSpec:
    """Return what entries say together, each on top of those before.

    What an entry says replaces what was said; filters replace one by one, and changes
    come in addition (a number for the same thing replaces the former).
    """
    last = entries[-1]
    return ScenarioSpec(
        name=last.name,
        description=getattr(last, "description", None),
        file=file,
        origin=_last(entries, "origin", ""),
        destination=_last(entries, "destination", ""),
        options=_options([e.filters for e in entries if e.filters is not None]),
        changes=_changes([e.changes for e in entries if e.changes is not None]),
        adaptation=_last(entries, "adaptation", 1.0),
        demand=_last(entries, "demand", "fixed"),
    )


def _last(entries: Sequence[ScenarioEntry | ScenarioLine], key: str, default: Any) -> Any:
    said = [value for entry in entries if (value := getattr(entry, key)) is not None]
    return said[-1] if said else default


def _options(filters: Sequence[Filters]) -> Options:
    found: dict[str, Any] = {}
    for item in filters:
        found.update({key: value for key, value in _fields(item) if value not in (None, ())})
    return cast("Options", found)


def _changes(changes: Sequence[ChangesToMake]) -> Changes:
    found: dict[str, Any] = {}
    for item in changes:
        for key, value in _fields(item):
            if isinstance(value, dict) and value:
                found[key] = {**found.get(key, {}), **value}
            elif value:
                found[key] = (*found.get(key, ()), *value)
    return cast("Changes", found)


def _fields(record: Filters | ChangesToMake) -> list[tuple[str, Any]]:
    return [(key, getattr(record, key)) for key in record.__struct_fields__]
