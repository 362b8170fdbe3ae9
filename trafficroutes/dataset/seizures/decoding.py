"""The words of a table, each read once: places, drugs, units, modes, dates, odd amounts.

A table of ten million rows has a few hundred names of places. What stands in its columns is
read by Python, a word at a time, into small tables; the database joins them to the rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from trafficroutes.dataset.seizures.engine import Engine, quoted
from trafficroutes.dataset.seizures.layout import PLACES
from trafficroutes.dataset.tables.days import Day, DayError, Order, day, order_of
from trafficroutes.dataset.tables.mapping import MappedUnit
from trafficroutes.dataset.tables.mapping import Mapping as MappingFile
from trafficroutes.dataset.tables.names import TableNames
from trafficroutes.dataset.tables.numbers import (
    ONLY_DECIMAL,
    UNCLEAR,
    NumberError,
    NumberMarks,
    number,
)
from trafficroutes.dataset.tables.words import TableUnit, mode_names, unit_names, units
from trafficroutes.errors import NoPlaceError, TrafficRoutesError
from trafficroutes.model.names import fold
from trafficroutes.model.place_names import says_no_place, says_nothing
from trafficroutes.model.places import Gazetteer
from trafficroutes.model.safe_text import odd_character

if TYPE_CHECKING:
    import pandas as pd

#: Codes of what stands in a column and is none of its values.
SAYS_NOTHING, NOT_KNOWN = -1, -2
#: Decimals of plain numbers, which the database reads itself.
_PLAIN = {
    ".": r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+",
    ",": r"[0-9]+(?:,[0-9]+)?|,[0-9]+",
    "": "[0-9]+",
}
#: Exponents and digits beyond these are no amounts of goods.
_LARGEST = 1e18
_THOUSAND = 1000


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
    marks : dict of part to NumberMarks
        What points and commas do in its amounts.
    orders : dict of part to Order
        Which comes first in its dates.
    grouped : dict of part to (text, number)
        An amount whose thousands are parted, and what it is read as.
    """

    names: TableNames
    gazetteer: Gazetteer
    places: list[str] = field(default_factory=list)
    drugs: list[str] = field(default_factory=list)
    units: list[TableUnit] = field(default_factory=list)
    unit_keys: list[str] = field(default_factory=list)
    modes: list[str] = field(default_factory=list)
    told: dict[tuple[str, str], str] = field(default_factory=dict)
    marks: dict[int, NumberMarks] = field(default_factory=dict)
    orders: dict[int, Order] = field(default_factory=dict)
    grouped: dict[int, tuple[str, float]] = field(default_factory=dict)

    def place_of(self, code: int) -> str:
        """Return the code of a place by its number."""
        return self.places[code - 1]


def decode(engine: Engine, words: Words, mapping: MappingFile, decimal: str | None) -> None:
    """Make a table of each kind of word in ``staged``: ``d_places`` and the others."""
    _places(engine, words, mapping.places)
    _drugs(engine, words, mapping.drugs)
    _units(engine, words, mapping.units)
    _modes(engine, words, mapping.modes)
    _dates(engine, words)
    _amounts(engine, words, decimal)


def _distinct(engine: Engine, column: str) -> list[str]:
    name = quoted(column)
    rows = engine.rows(f"SELECT DISTINCT {name} FROM staged WHERE {name} IS NOT NULL ORDER BY 1")
    return [str(text) for (text,) in rows]


def _made(rows: list[tuple[Any, ...]], names: list[str], kinds: list[str]) -> pd.DataFrame:
    import pandas as pd

    frame = pd.DataFrame(rows, columns=names)
    return frame.astype(dict(zip(names, kinds, strict=True)))


def _read(
    engine: Engine,
    words: Words,
    column: str,
    texts: Iterable[str],
    read: Callable[[str], int],
) -> None:
    """Make the table ``d_COLUMN`` of texts and the numbers that they stand for."""
    rows: list[tuple[str, int]] = []
    for text in texts:
        flaw = odd_character(text)
        if flaw:
            words.told[column, text] = flaw
        rows.append((text, NOT_KNOWN if flaw else read(text)))
    frame = _made(rows, ["text", "code"], ["string", "int16"])
    engine.table(f"d_{column}", frame, "text VARCHAR, code SMALLINT")


def _number_of(value: str, held: list[str]) -> int:
    """Return the number of a value in a list, which it is added to where it is not there."""
    if value not in held:
        held.append(value)
    return held.index(value) + 1


def _places(engine: Engine, words: Words, asked: Mapping[str, str]) -> None:
    texts = sorted({text for column in PLACES for text in _distinct(engine, column)})
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

    _read(engine, words, "place", texts, read)


def _drugs(engine: Engine, words: Words, asked: Mapping[str, str]) -> None:
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

    _read(engine, words, "drug", _distinct(engine, "drug"), read)


def _units(engine: Engine, words: Words, asked: Mapping[str, MappedUnit]) -> None:
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

    _read(engine, words, "unit", _distinct(engine, "unit"), read)


def _modes(engine: Engine, words: Words, asked: Mapping[str, str]) -> None:
    meant: dict[str, str] = {**mode_names(), **{fold(name): mode for name, mode in asked.items()}}

    def read(text: str) -> int:
        if says_no_place(text):
            return SAYS_NOTHING
        mode = meant.get(fold(text))
        if mode is None:
            return NOT_KNOWN
        return SAYS_NOTHING if mode == "unknown" else _number_of(mode, words.modes)

    _read(engine, words, "mode", _distinct(engine, "mode"), read)


def _dates(engine: Engine, words: Words) -> None:
    """Make ``d_date``: year, month and day of each text of each part; code 0 where it has any."""
    rows = engine.rows(
        "SELECT DISTINCT part, date FROM staged WHERE date IS NOT NULL ORDER BY part, date"
    )
    for part in sorted({part for part, _ in rows}):
        words.orders[part] = order_of(text for at, text in rows if at == part)
    found = []
    for part, text in rows:
        if says_nothing(text) or says_no_place(text):
            found.append((part, text, 0, 0, 0, SAYS_NOTHING))
            continue
        try:
            told = day(text, words.orders[part])
            found.append((part, text, *told, 0))
        except DayError as error:
            words.told["date", text] = str(error)
            found.append((part, text, *Day(0), NOT_KNOWN))
    names = ["part", "text", "year", "month", "day", "code"]
    frame = _made(found, names, ["uint16", "string", "int16", "int8", "int8", "int16"])
    engine.table(
        "d_date",
        frame,
        "part USMALLINT, text VARCHAR, year SMALLINT, month TINYINT, day TINYINT, code SMALLINT",
    )


def _amounts(engine: Engine, words: Words, decimal: str | None) -> None:
    """Find the decimal sign of each part, and make ``d_amount`` of what is no plain number."""
    point, comma = (f"regexp_full_match(amount, '{ONLY_DECIMAL[sign]}')" for sign in ".,")
    rows = engine.rows(
        f"SELECT part, count(*) FILTER (WHERE {point}), count(*) FILTER (WHERE {comma}) "
        "FROM staged WHERE exact IS NULL AND (contains(amount, '.') OR contains(amount, ',')) "
        "GROUP BY part"
    )
    told = {part: (bool(points), bool(commas)) for part, points, commas in rows}
    parts = [part for (part,) in engine.rows("SELECT DISTINCT part FROM staged ORDER BY 1")]
    for part in parts:
        points, commas = told.get(part, (False, False))
        sign = decimal or ("." if points and not commas else "," if commas and not points else "")
        words.marks[part] = NumberMarks.of(sign) if sign else UNCLEAR
    # Only digits are plain where points or commas are not sure.
    plain = " OR ".join(
        f"(part = {part} AND regexp_full_match(amount, '{pattern}'))"
        for part, pattern in ((part, _PLAIN[decimal_sign(words.marks[part])]) for part in parts)
    )
    odd = engine.rows(
        "SELECT DISTINCT part, amount FROM staged WHERE exact IS NULL AND amount IS NOT NULL "
        f"AND NOT ({plain}) ORDER BY part, amount"
    )
    found = []
    for part, text in odd:
        if says_no_place(text):
            found.append((part, text, float("nan"), SAYS_NOTHING))
            continue
        try:
            value = _amount(text, words.marks[part])
            found.append((part, text, value, 0))
            if value >= _THOUSAND and re.match(r"[0-9]{1,3}[.,' ][0-9]{3}", text):
                words.grouped.setdefault(part, (text, value))
        except NumberError as error:
            words.told["amount", text] = str(error)
            found.append((part, text, float("nan"), NOT_KNOWN))
    frame = _made(
        found, ["part", "text", "value", "code"], ["uint16", "string", "float64", "int16"]
    )
    engine.table("d_amount", frame, "part USMALLINT, text VARCHAR, value DOUBLE, code SMALLINT")


def _amount(text: str, marks: NumberMarks) -> float:
    value = number(text, marks)
    if abs(value) > _LARGEST:
        raise NumberError(f"{text!r} is no amount of goods")
    return value


def decimal_sign(marks: NumberMarks) -> str:
    """Return what parts decimals; "" where it is not sure."""
    if marks.point == "decimals":
        return "."
    return "," if marks.comma == "decimals" else ""
