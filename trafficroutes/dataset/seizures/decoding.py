"""The words of a table, each read once: places, drugs, units, modes, dates, odd amounts.

A table of ten million rows has a few hundred names of places. What stands in its columns is
read by Python, a word at a time, into small tables; the database joins them to the rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from trafficroutes.dataset.seizures.engine import Engine
from trafficroutes.dataset.seizures.layout import PLACES
from trafficroutes.dataset.seizures.parts import Staged
from trafficroutes.dataset.tables.days import Day, DayError, Order, day, order_of
from trafficroutes.dataset.tables.mapping import MappedUnit
from trafficroutes.dataset.tables.mapping import Mapping as MappingFile
from trafficroutes.dataset.tables.names import TableNames
from trafficroutes.dataset.tables.numbers import NumberError, NumberMarks, number
from trafficroutes.dataset.tables.words import TableUnit, mode_names, unit_names, units
from trafficroutes.errors import NoPlaceError, TrafficRoutesError
from trafficroutes.model.names import fold
from trafficroutes.model.place_names import says_no_place, says_nothing
from trafficroutes.model.places import Gazetteer
from trafficroutes.model.safe_text import odd_character

#: Codes of what stands in a column and is none of its values.
SAYS_NOTHING, NOT_KNOWN = -1, -2
#: The code of a date that cannot be; the first that can.
IMPOSSIBLE, FIRST_DAY = -3, Day(1900)
#: Fields by the kind of their words.
KINDS = {**dict.fromkeys(PLACES, "place"), "drug": "drug", "unit": "unit", "mode": "mode"}
#: More words than these are kept as texts, and joined; fewer are numbers of an enumeration.
_MOST_WORDS = 20_000
#: Exponents and digits beyond these are no amounts of goods.
_LARGEST = 1e18
_CLOCK, _MIDNIGHT = re.compile(r"[T ](\d{1,2}:.*)"), re.compile(r"0?0:00(:00(\.0+)?)?")


class DateRead(NamedTuple):
    """What a text of a column of dates stands for.

    ``day`` is a date that can be as a number, 20141103, or a code below 0. ``same`` is the number
    of what the text says, with a time of the day, or of all that is written where no day is told.
    """

    day: int
    same: int


@dataclass
class Words:
    """What the words of a table stand for.

    Attributes
    ----------
    places, drugs : list
        Codes of places and ids of commodities; a row has the number of one, from 1.
    units : list of TableUnit
        Likewise.
    unit_keys : list of str
        What the units are called.
    modes : list of str
        Likewise.
    told : dict of (column, word) to message
        Why a word stands for nothing.
    orders : dict of part to Order
        Which comes first in its dates.
    grouped : dict of part to (text, number)
        An amount whose thousands are parted, and what it is read as.
    types : dict of kind to str
        What the words of a kind are to the database: an enumeration, or texts.
    padded : set of kind
        Those of which some words stand among spaces.
    listed : dict of kind to list of str
        The words of an enumeration in its order, as they are written.
    codes : dict of kind to dict of text to int or None
        What each text stands for; None where it is blank.
    dates : dict of part to dict of text to DateRead
        What each text stands for.
    """

    names: TableNames
    gazetteer: Gazetteer
    places: list[str] = field(default_factory=list)
    drugs: list[str] = field(default_factory=list)
    units: list[TableUnit] = field(default_factory=list)
    unit_keys: list[str] = field(default_factory=list)
    modes: list[str] = field(default_factory=list)
    told: dict[tuple[str, str], str] = field(default_factory=dict)
    orders: dict[int, Order] = field(default_factory=dict)
    grouped: dict[int, tuple[str, float]] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    padded: set[str] = field(default_factory=set)
    listed: dict[str, list[str]] = field(default_factory=dict)
    codes: dict[str, dict[str, int | None]] = field(default_factory=dict)
    dates: dict[int, dict[str, DateRead]] = field(default_factory=dict)

    def type_of(self, field: str) -> str:
        """Return what the words of a field are to the database."""
        return self.types[KINDS.get(field, field)]

    def place_of(self, code: int) -> str:
        """Return the code of a place by its number."""
        return self.places[code - 1]


def decode(engine: Engine, words: Words, staged: Staged, mapping: MappingFile, until: date) -> None:
    """Read the words of each kind, and declare what they are to the database."""
    _places(engine, words, staged, mapping.places)
    _drugs(engine, words, staged, mapping.drugs)
    _units(engine, words, staged, mapping.units)
    _modes(engine, words, staged, mapping.modes)
    _dates(engine, words, staged, until)


def _typed(engine: Engine, words: Words, kind: str, texts: Iterable[str]) -> None:
    """Declare what the words of a kind are to the database."""
    listed = sorted(texts)
    words.types[kind] = "VARCHAR"
    if any(text != text.strip(" ") for text in listed):
        words.padded.add(kind)
    if 0 < len(listed) <= _MOST_WORDS:
        words.types[kind] = f"w_{kind}"
        engine.table("listed", [(text,) for text in listed], text="VARCHAR")
        engine.run(f"CREATE TYPE w_{kind} AS ENUM (SELECT text FROM listed)")
        order = engine.rows(f"SELECT unnest(enum_range(NULL::w_{kind}))::VARCHAR")
        words.listed[kind] = [text for (text,) in order]


def _read(
    engine: Engine, words: Words, staged: Staged, kind: str, read: Callable[[str], int]
) -> None:
    """Read the words of a kind: the numbers that they stand for; blanks have none."""
    texts = {
        text
        for seen in staged.seen
        for name, found in seen.words.items()
        if KINDS.get(name) == kind
        for text in found
    }
    codes: dict[str, int | None] = {"": None}
    for text in sorted({text.strip(" ") for text in texts} - {""}):
        flaw = odd_character(text)
        if flaw:
            words.told[kind, text] = flaw
        codes[text] = NOT_KNOWN if flaw else read(text)
    words.codes[kind] = {text: codes[text.strip(" ")] for text in texts}
    _typed(engine, words, kind, texts)


def _number_of(value: str, held: list[str]) -> int:
    """Return the number of a value in a list, which it is added to where it is not there."""
    if value not in held:
        held.append(value)
    return held.index(value) + 1


def _places(engine: Engine, words: Words, staged: Staged, asked: Mapping[str, str]) -> None:
    meant = {fold(name): place for name, place in asked.items()}

    def read(text: str) -> int:
        try:
            return _number_of(
                str(words.gazetteer.resolve(meant.get(fold(text), text))), words.places
            )
        except NoPlaceError:
            return SAYS_NOTHING
        except TrafficRoutesError as error:
            words.told["place", text] = str(error)
            return NOT_KNOWN

    _read(engine, words, staged, "place", read)


def _drugs(engine: Engine, words: Words, staged: Staged, asked: Mapping[str, str]) -> None:
    meant = {fold(name): drug for name, drug in asked.items()}

    def read(text: str) -> int:
        name = meant.get(fold(text), text)
        if says_no_place(name):  # "Unknown", "Other": no drug either
            return SAYS_NOTHING
        try:
            return _number_of(str(words.names.commodity(name)), words.drugs)
        except (ValueError, TrafficRoutesError) as error:
            words.told["drug", text] = str(error)
            return NOT_KNOWN

    _read(engine, words, staged, "drug", read)


def _units(engine: Engine, words: Words, staged: Staged, asked: Mapping[str, MappedUnit]) -> None:
    known = units()
    meant = {fold(name): unit for name, unit in asked.items()}

    def read(text: str) -> int:
        mapped = meant.get(fold(text))
        if mapped is not None:
            key = mapped.counted or f"({text})"
            unit = TableUnit(mapped.kilograms, mapped.litres, counted=mapped.counted is not None)
        else:
            key = unit_names().get(fold(text), "")
            if not key:
                return SAYS_NOTHING if says_no_place(text) else NOT_KNOWN
            unit = known[key]
        if key not in words.unit_keys:
            words.unit_keys.append(key)
            words.units.append(unit)
        return words.unit_keys.index(key) + 1

    _read(engine, words, staged, "unit", read)


def _modes(engine: Engine, words: Words, staged: Staged, asked: Mapping[str, str]) -> None:
    meant: dict[str, str] = {**mode_names(), **{fold(name): mode for name, mode in asked.items()}}

    def read(text: str) -> int:
        if says_no_place(text):
            return SAYS_NOTHING
        mode = meant.get(fold(text))
        if mode is None:
            return NOT_KNOWN
        return SAYS_NOTHING if mode == "unknown" else _number_of(mode, words.modes)

    _read(engine, words, staged, "mode", read)


def _dates(engine: Engine, words: Words, staged: Staged, until: date) -> None:
    """Read the dates of each part, in the order of day and month that its others tell."""
    said: dict[tuple[Day, str], int] = {}
    last = Day(until.year, until.month, until.day)
    for seen in staged.seen:
        written = seen.words.get("date", ())
        order = words.orders[seen.part.number] = order_of(written)
        found = words.dates[seen.part.number] = {}
        for raw in written:
            text = raw.strip(" ")
            if not text:
                continue
            told, code = Day(0), SAYS_NOTHING
            if not (says_nothing(text) or says_no_place(text)):
                try:
                    told = day(text, order)
                    number = told.year * 10_000 + told.month * 100 + told.day
                    code = number if FIRST_DAY <= told <= last else IMPOSSIBLE
                except DayError as error:
                    words.told["date", text] = str(error)
                    code = NOT_KNOWN
            same = said.setdefault((told, _rest(text, told)), len(said))
            found[raw] = DateRead(code, same)
    _typed(engine, words, "date", {text for found in words.dates.values() for text in found})


def _rest(text: str, read: Day) -> str:
    """Return what of a date its day does not tell; midnight is a spreadsheet's word for nothing."""
    if not read.day:
        return text
    clock = _CLOCK.search(text)
    return "" if clock is None or _MIDNIGHT.fullmatch(clock[1]) else clock[1]


def amount_of(text: str, marks: NumberMarks) -> float | None:
    """Return the amount that a text stands for; None where it says nothing.

    Raises
    ------
    NumberError
        It is no amount, or may be two.
    """
    if says_no_place(text):
        return None
    value = number(text.strip(), marks)
    if abs(value) > _LARGEST:
        raise NumberError(f"{text!r} is no amount of goods")
    return value


def decimal_sign(marks: NumberMarks) -> str:
    """Return what parts decimals; "" where it is not sure."""
    if marks.point == "decimals":
        return "."
    return "," if marks.comma == "decimals" else ""
