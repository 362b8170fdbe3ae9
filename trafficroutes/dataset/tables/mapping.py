"""Mapping files: what the columns and words of somebody's table mean.

Field names are those of the YAML file; the JSON Schema for editors is made from these
classes. Names of columns, drugs and places are text here.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

import msgspec

from trafficroutes.dataset.checking import convert, problems_in
from trafficroutes.dataset.files import read_bytes
from trafficroutes.dataset.reader import parse, positions
from trafficroutes.dataset.schema import definitions_of, whole
from trafficroutes.dataset.shipped import shipped_file
from trafficroutes.errors import DataFileError, QueryError
from trafficroutes.model.checks import Check, Flaw
from trafficroutes.model.events import Rule as Chain
from trafficroutes.model.names import suggest
from trafficroutes.model.records import Record
from trafficroutes.model.vocabulary import Id, Mode, Reliability, SourceKind, Text
from trafficroutes.model.years import Year

Field = Literal[
    "seized",
    "date",
    "drug",
    "amount",
    "unit",
    "producing",
    "departure",
    "destination",
    "mode",
    "route",
    "case",
]
#: Rules that records are looked through by and that can be switched.
Rule = Literal[
    "exact-duplicates",
    "near-duplicates",
    "two-units",
    "litres",
    "tablets",
    "amounts-not-read",
    "amounts-impossible",
    "amounts-extreme",
    "units-not-known",
    "round-trips",
    "routing-words",
    "into-producers",
    "producers-implausible",
    "drugs-not-known",
    "dates-missing",
    "dates-not-read",
    "dates-impossible",
]
#: What is done with a record that a rule finds.
Action = Literal["keep", "leave-out", "weigh", "unweigh"]

#: What parts the cells of tables of text, by sign and by name.
DELIMITERS = {
    ",": ",",
    ";": ";",
    "\t": "\t",
    "|": "|",
    "comma": ",",
    "semicolon": ";",
    "tab": "\t",
    "bar": "|",
}

#: Mapping files that ship, by name.
PROFILES = ("unodc-ids",)
_EXAMPLE = "docs/seizures.md"
_Amount = Annotated[float, msgspec.Meta(gt=0, description="a number above 0")]


class MappedSource(Record, frozen=True, kw_only=True):
    """Who publishes a table of records."""

    id: Id
    title: Text
    publisher: Text
    kind: SourceKind = "dataset"
    reliability: Reliability = "F"
    year: Year | None = None
    url: Text | None = None


def one_meaning(unit: MappedUnit) -> Iterator[Flaw]:
    """Refuse a unit that is nothing, or two things."""
    given = [unit.kilograms is not None, unit.litres is not None, unit.counted is not None]
    if sum(given) != 1:
        yield (), "a unit is a weight, a volume or a count: give kilograms, litres or counted"


class MappedUnit(Record, frozen=True, kw_only=True):
    """What one of a unit is: ``kilograms``, ``litres``, or what is ``counted``."""

    kilograms: _Amount | None = None
    litres: _Amount | None = None
    counted: Text | None = None

    checks: ClassVar[tuple[Check, ...]] = (one_meaning,)


class Weight(Record, frozen=True, kw_only=True):
    """What one thing weighs that is counted, or a litre of a drug; and who says so."""

    drug: Text
    unit: Text
    kilograms: _Amount
    source: Text


class Mapping(Record, frozen=True, kw_only=True):
    """A mapping file, format version 1.

    ``columns`` names the column of a field, or several of which a table has one; ``units``,
    ``drugs``, ``places`` and ``modes`` say what words of the table stand for; ``weights``
    turns into kilograms what is counted; ``rules`` switches rules.
    """

    format: Literal[1]
    title: Text | None = None
    source: MappedSource | None = None
    columns: dict[Id, Text | tuple[Text, ...]] = msgspec.field(default_factory=dict)
    encoding: Text | None = None
    delimiter: Literal[",", ";", "\t", "|", "comma", "semicolon", "tab", "bar"] | None = None
    decimal: Literal[".", ","] | None = None
    chain: Chain | None = None
    units: dict[Text, MappedUnit] = msgspec.field(default_factory=dict)
    weights: tuple[Weight, ...] = ()
    drugs: dict[Text, Text] = msgspec.field(default_factory=dict)
    places: dict[Text, Text] = msgspec.field(default_factory=dict)
    modes: dict[Text, Mode] = msgspec.field(default_factory=dict)
    rules: dict[Rule, Action] = msgspec.field(default_factory=dict)


def read_mapping(path: str | os.PathLike[str]) -> Mapping:
    """Return a mapping file, or one of those that ship by its name.

    Raises
    ------
    DataFileError
        Something is wrong with it; lists every problem with its line.
    FileAccessError
        It cannot be read.

    Examples
    --------
    >>> read_mapping("unodc-ids").columns["departure"]
    'DEPARTURE_COUNTRY'
    """
    name = os.fspath(path)
    raw = shipped_file(f"{name}.yaml") if name in PROFILES else read_bytes(Path(name))
    content = parse(raw, name, example=_EXAMPLE)
    found = convert(content.value, Mapping)
    problems = list(content.problems)
    if found is None:
        problems += problems_in(content.value, Mapping, positions(raw, name))
    if problems or found is None:
        raise DataFileError(name, problems)
    return found


def mapped_columns(pairs: Iterable[str], fields: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return what ``--map FIELD=COLUMN`` says, by field.

    Raises
    ------
    QueryError
        A pair is none, or names no field.

    Examples
    --------
    >>> mapped_columns(["departure=FROM"], ["departure"])
    {'departure': ('FROM',)}
    """
    known = tuple(fields)
    found: dict[str, tuple[str, ...]] = {}
    for pair in pairs:
        field, sign, column = (part.strip() for part in pair.partition("="))
        if not sign or not column:
            raise QueryError(f"{pair!r} maps nothing: write FIELD=COLUMN, such as {known[0]}=NAME")
        check_field(field, known)
        if field in found:
            raise QueryError(f"{field!r} is mapped twice: name one column")
        found[field] = (column,)
    return found


def check_field(field: str, known: Iterable[str]) -> None:
    """Refuse a field that no table here has."""
    fields = tuple(known)
    if field not in fields:
        near = suggest(field, fields)
        told = f"did you mean {', '.join(near)}?" if near else f"there are {', '.join(fields)}"
        raise QueryError(f"{field!r} is no field: {told}")


def sign_of(delimiter: str | None) -> str | None:
    """Return the sign of a delimiter by its name.

    >>> sign_of("semicolon"), sign_of(None)
    (';', None)
    """
    if delimiter is not None and delimiter not in DELIMITERS:
        raise QueryError(f"{delimiter!r} parts no cells: write comma, semicolon, tab or bar")
    return None if delimiter is None else DELIMITERS[delimiter]


def check_decimal(decimal: str | None) -> str | None:
    """Return what parts decimals; refuse what parts none."""
    if decimal not in (None, ".", ","):
        raise QueryError(f"{decimal!r} parts no decimals: write '.' or ','")
    return decimal


def mapping_schema() -> dict[str, Any]:
    """Return the JSON Schema of a mapping file, in draft 7.

    >>> mapping_schema()["title"]
    'trafficroutes mapping file, format version 1'
    """
    title = "trafficroutes mapping file, format version 1"
    return whole("Mapping", title, definitions_of(Mapping))
