"""Texts into records: places, days, kilograms and what a row alone tells against it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from trafficroutes.dataset.seizures.decoding import (
    NOT_KNOWN,
    SAYS_NOTHING,
    Words,
    decimal_sign,
)
from trafficroutes.dataset.seizures.engine import Engine
from trafficroutes.dataset.tables.mapping import Action, Rule, Weight
from trafficroutes.dataset.tables.words import density
from trafficroutes.errors import QueryError
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.names import fold

#: Kilograms that no single seizure had: the largest known are some hundred tonnes.
MOST_KILOGRAMS = 1e6
FIRST_YEAR = 1900
_PLAIN = {
    ".": "TRY_CAST(s.amount AS DOUBLE)",
    ",": "TRY_CAST(replace(s.amount, ',', '.') AS DOUBLE)",
    "": "TRY_CAST(s.amount AS DOUBLE)",
}


def make_records(
    engine: Engine,
    words: Words,
    data: Dataset,
    actions: Mapping[Rule, Action],
    weights: Sequence[Weight],
    until: date,
) -> None:
    """Make ``records`` of ``staged``: one row a record, numbers in place of words.

    Columns: ``at`` (which row among all), ``part``, the four places (NULL where blank, below
    0 where the text names none), ``drug``, ``unit``, ``mode``, ``year``, ``month``, ``day``,
    ``dated`` (0 where there is a date that can be), ``amount``, ``read`` (0 where there is an
    amount), ``kg``, ``way`` (how kilograms were found: w, l, c), flags, and ``whole``.
    """
    _weights(engine, words, actions, weights)
    _families(engine, words, data)
    _routes(engine, words)
    amount = _amount(words)
    year = f"CASE WHEN {_possible(until)} THEN d.year END"
    engine.run(
        f"""
        CREATE TABLE records AS
        WITH one AS (
            SELECT s.rowid AS rid, s.part, s.whole, hash(s."case") AS cased,
                pp.code AS producing, pd.code AS departure, ps.code AS seized,
                pt.code AS destination, dr.code AS drug, un.code AS unit, mo.code AS mode,
                {year} AS year, {year.replace("d.year END", "d.month END")} AS month,
                {year.replace("d.year END", "d.day END")} AS day,
                CASE WHEN s.date IS NULL THEN 1 WHEN d.code < 0 THEN d.code
                    WHEN {_possible(until)} THEN 0 ELSE 2 END::TINYINT AS dated,
                {amount} AS amount,
                CASE WHEN s.amount IS NULL THEN 1
                    WHEN am.code IS NOT NULL THEN am.code ELSE 0 END::TINYINT AS read,
                coalesce(ro.flagged, false) AS routed
            FROM staged s
            LEFT JOIN d_place pp ON s.producing = pp.text
            LEFT JOIN d_place pd ON s.departure = pd.text
            LEFT JOIN d_place ps ON s.seized = ps.text
            LEFT JOIN d_place pt ON s.destination = pt.text
            LEFT JOIN d_drug dr ON s.drug = dr.text
            LEFT JOIN d_unit un ON s.unit = un.text
            LEFT JOIN d_mode mo ON s.mode = mo.text
            LEFT JOIN d_date d ON s.part = d.part AND s.date = d.text
            LEFT JOIN d_amount am ON s.part = am.part AND s.amount = am.text
            LEFT JOIN d_route ro ON s.rowid = ro.rid
        )
        SELECT one.* EXCLUDE (amount), CASE WHEN read = 0 THEN amount END AS amount,
            CASE WHEN read = 0 THEN amount * we.kilograms END AS kg, we.way AS way,
            coalesce(departure > 0 AND departure = destination
                AND seized IS DISTINCT FROM departure, false) AS round_trip,
            coalesce(departure > 0 AND departure = seized
                AND (destination IS NULL OR destination < 0 OR destination = seized), false)
                AS domestic,
            coalesce(producing > 0 AND fa.known AND mp.place IS NULL, false) AS implausible,
            coalesce(departure > 0 AND fa.known AND md.place IS NULL
                AND (ms.place IS NOT NULL OR mt.place IS NOT NULL), false) AS into_producer
        FROM one
        LEFT JOIN d_weight we ON one.unit = we.unit AND coalesce(one.drug, 0) = we.drug
        LEFT JOIN d_family fa ON one.drug = fa.drug
        LEFT JOIN d_maker mp ON one.drug = mp.drug AND producing = mp.place
        LEFT JOIN d_maker md ON one.drug = md.drug AND departure = md.place
        LEFT JOIN d_maker ms ON one.drug = ms.drug AND seized = ms.place
        LEFT JOIN d_maker mt ON one.drug = mt.drug AND destination = mt.place
        """
    )


def _possible(until: date) -> str:
    """Return the condition that a date can be."""
    day = (
        f"d.year < {until.year} OR (d.year = {until.year} AND (d.month < {until.month} "
        f"OR (d.month = {until.month} AND d.day <= {until.day})))"
    )
    return f"(d.code = 0 AND d.year >= {FIRST_YEAR} AND ({day}))"


def _amount(words: Words) -> str:
    """Return the amount of a row in ``staged`` as SQL has it."""
    ways = " ".join(
        f"WHEN {part} THEN {_PLAIN[decimal_sign(marks)]}" for part, marks in words.marks.items()
    )
    plain = f"CASE s.part {ways} END"
    odd = "WHEN am.code IS NOT NULL THEN am.value"
    return f"CASE WHEN s.exact IS NOT NULL THEN s.exact {odd} ELSE {plain} END"


def _weights(
    engine: Engine, words: Words, actions: Mapping[Rule, Action], weights: Sequence[Weight]
) -> None:
    """Make ``d_weight``: kilograms in one of a unit of a drug (0: of none that is named)."""
    given = _given(words, weights)
    rows: list[tuple[object, ...]] = []
    litre = density().kilograms_per_litre
    for unit, entry in enumerate(words.units, start=1):
        for drug in (0, SAYS_NOTHING, NOT_KNOWN, *range(1, len(words.drugs) + 1)):
            cited = given.get((drug, words.unit_keys[unit - 1]))
            if entry.kilograms is not None:
                rows.append((unit, drug, entry.kilograms, "w"))
            elif entry.litres is not None:
                size = entry.litres * (litre if cited is None else cited)
                rows.append((unit, drug, size if actions["litres"] == "weigh" else None, "l"))
            elif cited is not None and actions["tablets"] == "weigh":
                rows.append((unit, drug, cited, "c"))
            else:
                rows.append((unit, drug, None, "c"))
    _fill(engine, "d_weight", "unit SMALLINT, drug SMALLINT, kilograms DOUBLE, way VARCHAR", rows)


def _given(words: Words, weights: Sequence[Weight]) -> dict[tuple[int, str], float]:
    from trafficroutes.dataset.tables.words import unit_names

    found = {}
    numbers = {drug: at for at, drug in enumerate(words.drugs, start=1)}
    for weight in weights:
        key = unit_names().get(fold(weight.unit), weight.unit)
        drug = str(words.names.commodity(weight.drug))
        if key not in words.unit_keys or drug not in numbers:
            continue
        if words.units[words.unit_keys.index(key)].kilograms is not None:
            raise QueryError(f"{weight.unit!r} is a weight already: no drug weighs more in it")
        found[numbers[drug], key] = weight.kilograms
    return found


def _families(engine: Engine, words: Words, data: Dataset) -> None:
    """Make ``d_family`` and ``d_maker``: where drugs are made whose production is cited."""
    commodities = {**data.records.commodities, **words.names.commodities_of(words.drugs)}
    made: dict[str, set[str]] = {}
    for entry in data.records.production:
        family = commodities[str(entry.commodity)].family
        made.setdefault(family, set()).add(str(entry.place))
    # Where the world's is cited, the countries that make it are known.
    known = {family: places for family, places in made.items() if "R:WORLD" in places}
    families, makers = [], []
    for number, drug in enumerate(words.drugs, start=1):
        places = known.get(commodities[drug].family)
        families.append((number, places is not None))
        makers += [(number, place) for place in _places_in(places or (), words)]
    _fill(engine, "d_family", "drug SMALLINT, known BOOLEAN", families)
    _fill(engine, "d_maker", "drug SMALLINT, place SMALLINT", makers)


def _places_in(made: Collection[str], words: Words) -> list[int]:
    """Return the numbers of the places that make a drug, or hold one that does."""
    makers = {
        code for place in made if place != "R:WORLD" for code in words.gazetteer.members(place)
    }
    return [
        number
        for number, place in enumerate(words.places, start=1)
        if place in made or makers & words.gazetteer.members(place)
    ]


def _routes(engine: Engine, words: Words) -> None:
    """Make ``d_route``: rows whose words of the route name other ends than their columns."""
    from trafficroutes.dataset.seizures.routing import contradictions

    _fill(engine, "d_route", "rid BIGINT, flagged BOOLEAN", contradictions(engine, words))


def _fill(engine: Engine, name: str, columns: str, rows: Sequence[tuple[object, ...]]) -> None:
    """Make a small table of rows."""
    import pandas as pd

    engine.run(f"CREATE OR REPLACE TABLE {name} ({columns})")
    if rows:
        frame = pd.DataFrame(list(rows), columns=[f"c{at}" for at in range(len(rows[0]))])
        engine.append(name, frame)
