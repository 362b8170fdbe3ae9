"""The records of a scenario file, format version 1, and of a line for ``whatif --stdin``.

As with the data file, the field names are those of the YAML file, and the JSON Schema is
made from these classes. Names of places, legs and corridors are text here: what they
mean depends on the data that a scenario is run on.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal

import msgspec

from trafficroutes.dataset.schema import definitions_of, whole
from trafficroutes.model import checks as check
from trafficroutes.model.records import Record
from trafficroutes.model.vocabulary import Id, Mode, Probability, Text
from trafficroutes.model.years import Year
from trafficroutes.question.query import Weighting

Names = tuple[Text, ...]
Adaptation = Annotated[float, msgspec.Meta(ge=0, le=100, description="a number from 0 to 100")]


class Filters(Record, frozen=True, kw_only=True):
    """What a question is narrowed and weighted by, as on the command line."""

    commodity: Text | None = None
    years: Year | Text | None = None
    modes: tuple[Mode, ...] = ()
    weighting: Weighting | None = None
    retention: Literal["cited", "none"] | None = None
    drop_unquantified: bool | None = None


class ChangesToMake(Record, frozen=True, kw_only=True):
    """What a scenario changes.

    ``remove``: countries, or all countries of regions, that are closed. ``remove_legs``:
    ``A:B``, ``A:B:mode`` or ids of legs. ``interdict``: the part, from 0 to 1, of what
    enters a country that is seized there. ``add_legs``: hypothetical legs ``A:B`` with the
    share of what leaves A that takes them.
    """

    remove: Names = ()
    remove_legs: Names = ()
    remove_corridors: Names = ()
    remove_modes: tuple[Mode, ...] = ()
    interdict: dict[Text, Probability] = msgspec.field(default_factory=dict)
    add_legs: dict[Text, Probability] = msgspec.field(default_factory=dict)


class ScenarioLine(Record, frozen=True, kw_only=True):
    """A scenario as ``whatif --stdin`` reads it, one a line."""

    origin: Text | None = None
    destination: Text | Names | None = None
    filters: Filters | None = None
    changes: ChangesToMake | None = None
    adaptation: Adaptation | None = None
    demand: Literal["fixed", "free"] | None = None
    name: Id | None = None
    draws: Annotated[int, msgspec.Meta(ge=0)] | None = None


class ScenarioEntry(Record, frozen=True, kw_only=True):
    """A scenario of a file.

    ``extends`` names another scenario of this file, or ``FILE#NAME`` of another, of which
    this one takes all that it does not say itself; changes and filters come on top.
    """

    name: Id
    description: Text | None = None
    extends: Text | None = None
    origin: Text | None = None
    destination: Text | Names | None = None
    filters: Filters | None = None
    changes: ChangesToMake | None = None
    adaptation: Adaptation | None = None
    demand: Literal["fixed", "free"] | None = None


def names_differ(file: ScenarioFile) -> Iterator[check.Flaw]:
    """Refuse two scenarios of one name."""
    seen: dict[str, int] = {}
    for number, entry in enumerate(file.scenarios):
        name = getattr(entry, "name", "")
        if name and seen.setdefault(str(name), number) != number:
            yield ("scenarios", number, "name"), f"{name!r} names another scenario: rename one"


class ScenarioFile(Record, frozen=True, kw_only=True):
    """A scenario file."""

    format: Literal[1]
    scenarios: Annotated[tuple[ScenarioEntry, ...], msgspec.Meta(min_length=1)]
    title: Text | None = None

    checks: ClassVar[tuple[check.Check, ...]] = (names_differ,)


def scenario_schema() -> dict[str, Any]:
    """Return the JSON Schema of a scenario file, in draft 7.

    >>> scenario_schema()["title"]
    'trafficroutes scenario file, format version 1'
    """
    title = "trafficroutes scenario file, format version 1"
    return whole("ScenarioFile", title, definitions_of(ScenarioFile))
