"""Texts into records: places, days, kilograms and what a row alone tells against it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from trafficroutes.dataset.seizures.decoding import KINDS, Words, decimal_sign
from trafficroutes.dataset.seizures.engine import Engine, quoted
from trafficroutes.dataset.seizures.layout import FIELDS
from trafficroutes.dataset.seizures.parts import Seen, Staged
from trafficroutes.dataset.tables.mapping import Action, Rule, Weight
from trafficroutes.dataset.tables.words import TableUnit, density
from trafficroutes.errors import FileAccessError, QueryError
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.names import fold

#: Kilograms that no single seizure had: the largest known are some hundred tonnes.
MOST_KILOGRAMS = 1e6
FIRST_YEAR = 1900
#: Amounts that are plain numbers, by what parts decimals.
_PLAIN = {
    ".": "TRY_CAST(s.amount AS DOUBLE)",
    ",": "TRY_CAST(replace(s.amount, ',', '.') AS DOUBLE)",
    "": "TRY_CAST(s.amount AS DOUBLE)",
}


def make_records(
    engine: Engine,
    words: Words,
    staged: Staged,
    data: Dataset,
    actions: Mapping[Rule, Action],
    weights: Sequence[Weight],
    until: date,
) -> None:
    """Make ``records``: the second pass over the rows of all tables, with numbers for words.

    Columns: ``rid`` (which row among all), the four places (NULL where blank, below 0 where the
    text names none), ``drug``, ``unit``, ``mode``, ``year``, ``month``, ``day``, ``dated`` (0
    where there is a date that can be), ``amount``, ``read`` (0 where there is an amount),
    ``kg``, ``way`` (how kilograms were found: w, l, c), flags, ``cased`` and ``whole`` (hashes of
    the case, and of all that stands in the row as it is read), and the text of each field as it
    is written, ``t_FIELD``.
    """
    size, way = _kilograms(words, actions, weights)
    implausible, into_producer = _producers(words, data)
    for seen in staged.seen:
        query = _query(seen, words, size, until)
        first = seen is staged.seen[0]
        engine.run(f"{'CREATE TABLE kept AS' if first else 'INSERT INTO kept'} {query}")
    rows = sum(seen.rows for seen in staged.seen)
    if engine.one("SELECT count(*) FROM kept") != rows:
        raise FileAccessError("a table changed while it was read: read it again")
    engine.run(
        f"""
        CREATE VIEW records AS
        SELECT rowid AS rid, *, {way} AS way,
            coalesce(departure > 0 AND departure = destination
                AND seized IS DISTINCT FROM departure, false) AS round_trip,
            coalesce(departure > 0 AND departure = seized
                AND (destination IS NULL OR destination < 0 OR destination = seized), false)
                AS domestic,
            coalesce({implausible}, false) AS implausible,
            coalesce({into_producer}, false) AS into_producer
        FROM kept
        """
    )


def _query(seen: Seen, words: Words, size: str, until: date) -> str:
    """Return the query for the records of one table."""
    part = seen.part.number
    types = {name: words.type_of(name) for name in (*KINDS, "date")}
    year = f"CASE WHEN {_possible(until)} THEN d.year END"
    odd = "LEFT JOIN (SELECT * FROM d_amount WHERE part = {}) am ON s.amount = am.text"
    value, is_read = f"coalesce(s.exact, {_PLAIN[decimal_sign(seen.marks)]})", "0"
    if seen.odd:
        value = f"CASE WHEN am.code IS NULL THEN {value} ELSE coalesce(s.exact, am.value) END"
        is_read = "coalesce(CASE WHEN s.exact IS NULL THEN am.code END, 0)"
    told = ", ".join(
        f"j_{name}.code::{'INTEGER' if name == 'drug' else 'SMALLINT'} AS {name}" for name in KINDS
    )
    joins = " ".join(
        f"LEFT JOIN d_{kind} j_{name} ON s.{quoted(name)} = j_{name}.text"
        for name, kind in KINDS.items()
    )
    same = ", ".join(_same(name, words) for name in KINDS)
    texts = ", ".join(f"s.{quoted(name)} AS t_{name}" for name in FIELDS)
    return f"""
        SELECT * EXCLUDE (found), CASE WHEN read = 0 THEN found END AS amount,
            CASE WHEN read = 0 THEN found * {size} END AS kg
        FROM (
            SELECT {texts}, {told},
                {year} AS year, {year.replace("d.year END", "d.month END")} AS month,
                {year.replace("d.year END", "d.day END")} AS day,
                CASE WHEN d.code IS NULL THEN 1 WHEN d.code < 0 THEN d.code
                    WHEN {_possible(until)} THEN 0 ELSE 2 END::TINYINT AS dated,
                {value} AS found,
                CASE WHEN s.amount IS NULL THEN 1 ELSE {is_read} END::TINYINT AS read,
                hash(s."case") AS cased,
                hash(s.other, s."case", s.route, {same}, d.year, d.month, d.day, d.rest,
                    {value}, CASE WHEN {is_read} <> 0 THEN s.amount END) AS whole
            FROM ({seen.part.select(types, "")}) s {joins}
            LEFT JOIN (SELECT * FROM d_date WHERE part = {part}) d ON s.date = d.text
            {odd.format(part) if seen.odd else ""}
        )
        """


def _same(field: str, words: Words) -> str:
    """Return, as SQL, what is the same in two rows of which one has a word among spaces."""
    column = f"s.{quoted(field)}"
    return f"trim({column}::VARCHAR)" if KINDS[field] in words.padded else column


def _possible(until: date) -> str:
    """Return the condition that a date can be."""
    day = (
        f"d.year < {until.year} OR (d.year = {until.year} AND (d.month < {until.month} "
        f"OR (d.month = {until.month} AND d.day <= {until.day})))"
    )
    return f"(d.code = 0 AND d.year >= {FIRST_YEAR} AND ({day}))"


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
