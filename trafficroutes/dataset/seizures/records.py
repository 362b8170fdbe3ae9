"""Texts into records: places, days, kilograms and what a row alone tells against it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from trafficroutes.dataset.seizures.decoding import (
    Words,
    decimal_sign,
)
from trafficroutes.dataset.seizures.engine import Engine
from trafficroutes.dataset.tables.mapping import Action, Rule, Weight
from trafficroutes.dataset.tables.words import TableUnit, density
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
    size, way = _kilograms(words, actions, weights)
    implausible, into_producer = _producers(words, data)
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
            CASE WHEN read = 0 THEN amount * {size} END AS kg, {way} AS way,
            coalesce(departure > 0 AND departure = destination
                AND seized IS DISTINCT FROM departure, false) AS round_trip,
            coalesce(departure > 0 AND departure = seized
                AND (destination IS NULL OR destination < 0 OR destination = seized), false)
                AS domestic,
            coalesce({implausible}, false) AS implausible,
            coalesce({into_producer}, false) AS into_producer
        FROM one
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


def _kilograms(
    words: Words, actions: Mapping[Rule, Action], weights: Sequence[Weight]
) -> tuple[str, str]:
    """Return the kilograms in one of a row's unit, and how they are found, as SQL has it."""
    sizes, ways = [], []
    litre = density().kilograms_per_litre
    for (drug, key), cited in sorted(_given(words, weights).items()):
        unit = words.unit_keys.index(key) + 1
        litres = words.units[unit - 1].litres
        if actions["tablets" if litres is None else "litres"] == "weigh":
            size = cited * (1.0 if litres is None else litres)
            sizes.append(f"WHEN unit = {unit} AND drug = {drug} THEN {size!r}")
    for unit, entry in enumerate(words.units, start=1):
        ways.append(f"WHEN unit = {unit} THEN '{'wlc'[_kind(entry)]}'")
        if entry.kilograms is not None:
            sizes.append(f"WHEN unit = {unit} THEN {entry.kilograms!r}")
        elif entry.litres is not None and actions["litres"] == "weigh":
            sizes.append(f"WHEN unit = {unit} THEN {entry.litres * litre!r}")
    return _cases(sizes, "DOUBLE"), _cases(ways, "VARCHAR")


def _kind(unit: TableUnit) -> int:
    return 0 if unit.kilograms is not None else 1 if unit.litres is not None else 2


def _cases(cases: Sequence[str], kind: str) -> str:
    return f"CAST(CASE {' '.join(cases)} END AS {kind})" if cases else f"CAST(NULL AS {kind})"


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


def _producers(words: Words, data: Dataset) -> tuple[str, str]:
    """Return, as SQL, that no such producer is cited, and that goods went into a producer.

    Of families whose production is cited for the world, the places that make them are known.
    """
    commodities = {**data.records.commodities, **words.names.commodities_of(words.drugs)}
    made: dict[str, set[str]] = {}
    for entry in data.records.production:
        family = commodities[str(entry.commodity)].family
        made.setdefault(family, set()).add(str(entry.place))
    implausible, into = ["false"], ["false"]
    for family, places in sorted(made.items()):
        drugs = [at for at, drug in enumerate(words.drugs, 1) if commodities[drug].family == family]
        if "R:WORLD" not in places or not drugs:
            continue
        of = f"drug IN ({_listed(drugs)})"
        makers = _listed(_places_in(places, words))
        implausible.append(f"({of} AND producing > 0 AND producing NOT IN ({makers}))")
        ends = f"seized IN ({makers}) OR destination IN ({makers})"
        into.append(f"({of} AND departure > 0 AND departure NOT IN ({makers}) AND ({ends}))")
    return " OR ".join(implausible), " OR ".join(into)


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers)) or "0"


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
