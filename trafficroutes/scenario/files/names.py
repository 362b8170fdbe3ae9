"""Names in a scenario file that mean nothing, or too much, in the data.

The file is read as plain values, so that this finds all there is to find in a file of
which the form is wrong as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from trafficroutes.dataset.checking import ProblemAt
from trafficroutes.dataset.sections import list_of, mapping_of
from trafficroutes.errors import TrafficRoutesError
from trafficroutes.model.years import parse_years
from trafficroutes.question.solving import data_behind, gazetteer_of, names_in
from trafficroutes.scenario.whatif.changes import changes_of

if TYPE_CHECKING:
    from trafficroutes.dataset.nodes import Path_
    from trafficroutes.question.solving import Source

#: Stands for any number of a mapping: whether the number is one is for the record to say.
_SOME = 0.5
#: What a mode can be is for the record to say.
_LISTS = ("remove", "remove_legs", "remove_corridors")
_MAPPINGS = ("interdict", "add_legs")


def unknown_names(source: Source, content: Any) -> Iterator[ProblemAt]:
    """Yield what the names of a scenario file do not mean, each where it stands."""
    for number, entry in enumerate(list_of(content, "scenarios")):
        if isinstance(entry, dict):
            at = ("scenarios", number)
            yield from _ends(source, entry, at)
            yield from _filters(source, mapping_of(entry, "filters"), (*at, "filters"))
            yield from _changes(source, mapping_of(entry, "changes"), (*at, "changes"))


def _ends(source: Source, entry: dict[Any, Any], at: Path_) -> Iterator[ProblemAt]:
    places = gazetteer_of(source)
    if _is_text(entry.get("origin")):
        yield from _tried((*at, "origin"), partial(places.resolve, entry["origin"]))
    named = entry.get("destination")
    if isinstance(named, list):
        for number, name in enumerate(named):
            if _is_text(name):
                yield from _tried((*at, "destination", number), partial(places.resolve, name))
    elif _is_text(named):
        for name in names_in(str(named), places):
            yield from _tried((*at, "destination"), partial(places.resolve, name))


def _filters(source: Source, filters: dict[Any, Any], at: Path_) -> Iterator[ProblemAt]:
    data, commodity, years = data_behind(source), filters.get("commodity"), filters.get("years")
    if data is not None and isinstance(commodity, str) and commodity:
        yield from _tried((*at, "commodity"), partial(data.resolve_commodity, commodity))
    if isinstance(years, str) and years:
        yield from _tried((*at, "years"), partial(parse_years, years))


def _changes(source: Source, changes: dict[Any, Any], at: Path_) -> Iterator[ProblemAt]:
    def tried(key: str, one: Any, step: str | int) -> Iterator[ProblemAt]:
        changes: Any = {key: one}
        ask = partial(changes_of, source, changes)
        return _tried((*at, key, step), ask, key=isinstance(step, str))

    for key in _LISTS:
        for number, name in enumerate(list_of(changes, key)):
            if _is_text(name):
                yield from tried(key, (name,), number)
    for key in _MAPPINGS:
        for name in mapping_of(changes, key):
            if _is_text(name):
                yield from tried(key, {name: _SOME}, name)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and value != ""


def _tried(at: Path_, ask: Callable[[], Any], *, key: bool = False) -> Iterator[ProblemAt]:
    try:
        ask()
    except TrafficRoutesError as error:
        yield ProblemAt(at, str(error), key=key)
