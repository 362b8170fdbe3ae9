"""What deserves a second look in the records: counts, examples and groups of each rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from trafficroutes.dataset.seizures.decoding import (
    IMPOSSIBLE,
    KINDS,
    NOT_KNOWN,
    SAYS_NOTHING,
    Words,
)
from trafficroutes.dataset.seizures.engine import Engine
from trafficroutes.dataset.seizures.layout import FIELDS, PLACES
from trafficroutes.dataset.seizures.records import MOST_KILOGRAMS
from trafficroutes.dataset.seizures.routing import contradictions
from trafficroutes.dataset.tables.mapping import Rule

#: Hashes at a time that are grouped: what is more is done in turns, each in memory.
_TURN = 1_500_000
#: Above it a robust z is called extreme (Iglewicz and Hoaglin 1993), of so many records.
EXTREME_Z, _ENOUGH = 3.5, 20
#: Makes a median absolute deviation, or a mean one, the standard deviation of a normal law.
_MEDIAN_AD, _MEAN_AD = 1.482602, 1.253314
#: Weights this near are one.
_ALIKE = 1.005
_EXAMPLES = 3
_GROUPS = 12

#: What a row alone tells, as SQL over ``records``.
CONDITIONS: dict[Rule, str] = {
    "round-trips": "round_trip",
    "into-producers": "into_producer",
    "producers-implausible": "implausible",
    "amounts-not-read": f"read = {NOT_KNOWN}",
    "amounts-impossible": f"(read = 0 AND (amount <= 0 OR kg > {MOST_KILOGRAMS:.0f}))",
    "units-not-known": f"unit = {NOT_KNOWN}",
    "litres": "coalesce(way = 'l', false)",
    "tablets": "coalesce(way = 'c', false)",
    "dates-missing": f"coalesce(day, {SAYS_NOTHING}) = {SAYS_NOTHING}",
    "dates-not-read": f"day = {NOT_KNOWN}",
    "dates-impossible": f"day = {IMPOSSIBLE}",
}
#: Rules that take more than a condition on a row: the table of those that each finds.
COMPARED: dict[Rule, str] = {
    "exact-duplicates": "f_exact",
    "near-duplicates": "f_near",
    "two-units": "f_units",
    "routing-words": "f_route",
    "amounts-extreme": "f_extreme",
}
#: The field whose texts a rule looks at.
TEXTS: dict[Rule, str] = {"two-units": "case", "routing-words": "route"}
#: The column whose words are grouped in what a rule finds.
_WORDS: dict[Rule, str] = {
    "amounts-not-read": "amount",
    "units-not-known": "unit",
    "litres": "unit",
    "tablets": "unit",
    "dates-not-read": "date",
    "dates-impossible": "date",
    "drugs-not-known": "drug",
    "producers-implausible": "producing",
    "into-producers": "departure",
    "round-trips": "departure",
}


@dataclass(frozen=True)
class WordCount:
    """Rows that have one word in a column, and what is said of the word."""

    column: str
    value: str
    rows: int
    message: str = ""


def compare(engine: Engine, words: Words, rules: Collection[Rule]) -> None:
    """Make the tables of the rows that some of the rules in ``COMPARED`` find.

    Exact duplicates come first: no other rule looks at the second of two.
    """
    for rule in rules:
        engine.table(COMPARED[rule], [], rid="BIGINT")
    if "exact-duplicates" in rules:
        _repeats(engine, "f_exact", "SELECT rowid AS rid, whole AS same FROM kept", "VIEW")
        engine.run("ALTER TABLE kept DROP COLUMN whole")
        engine.run("CREATE VIEW once AS SELECT * FROM records ANTI JOIN f_exact USING (rid)")
    if "near-duplicates" in rules:
        sure = "seized > 0 AND day > 0 AND drug > 0 AND read = 0 AND unit > 0"
        key = "hash(seized, day, drug, amount, unit)"
        _repeats(engine, "f_near", f"SELECT rid, {key} AS same FROM once WHERE {sure}")
    if "two-units" in rules:
        _two_units(engine)
    if "amounts-extreme" in rules:
        _extremes(engine)
    if "routing-words" in rules:
        rows = [(rid,) for rid in contradictions(engine, words)]
        engine.table("f_route", rows, rid="BIGINT")


def _repeats(engine: Engine, target: str, rows: str, kind: str = "TABLE") -> None:
    """Insert the rows that have the hash of an earlier one.

    Two rows that differ have one hash of 64 bits in one of 300,000 tables of ten million rows.
    """
    engine.run("CREATE OR REPLACE TEMP TABLE twice (same UBIGINT, first BIGINT)")
    for turn in _turns(engine, rows, kind):
        engine.run(
            "INSERT INTO twice SELECT same, min(rid) FROM hashed "
            f"WHERE {turn} GROUP BY same HAVING count(*) > 1"
        )
    engine.run(
        f"INSERT INTO {target} SELECT rid FROM hashed JOIN twice USING (same) WHERE rid > first"
    )
    engine.run(f"DROP {kind} hashed")


def _turns(engine: Engine, rows: str, kind: str = "TABLE") -> Iterator[str]:
    """Make the table or view ``hashed`` of rows, and yield conditions that part it by hashes."""
    engine.run(f"CREATE TEMP {kind} hashed AS {rows}")
    turns = 1
    while turns * _TURN < engine.one("SELECT count(*) FROM hashed"):
        turns *= 2
    for turn in range(turns):
        yield f"same & {turns - 1} = {turn}"


def _two_units(engine: Engine) -> None:
    """Insert the later of two rows of one case that weigh the same in different units."""
    key = "hash(t_case, seized, day, drug, producing, departure, destination, mode)"
    sure = "seized > 0 AND day > 0 AND drug > 0 AND kg > 0 AND way = 'w'"
    engine.run("CREATE OR REPLACE TEMP TABLE cases (rid BIGINT, same UBIGINT)")
    for turn in _turns(engine, f"SELECT rid, unit, {key} AS same FROM once WHERE {sure}"):
        engine.run(
            f"INSERT INTO cases SELECT rid, same FROM hashed SEMI JOIN (SELECT same FROM hashed "
            f"WHERE {turn} GROUP BY same HAVING min(unit) <> max(unit)) USING (same)"
        )
    engine.run("DROP TABLE hashed")
    engine.run(
        f"""
        INSERT INTO f_units
        SELECT DISTINCT greatest(rid, other) FROM (
            SELECT rid, unit, kg, lag(rid) OVER w AS other, lag(unit) OVER w AS last_unit,
                lag(kg) OVER w AS last_kg
            FROM records JOIN cases USING (rid)
            WINDOW w AS (PARTITION BY same ORDER BY kg, rid)
        ) WHERE last_unit <> unit AND kg <= last_kg * {_ALIKE}
        """
    )


def _extremes(engine: Engine) -> None:
    """Insert the rows that weigh far more than others of their drug and country."""
    sound = f"kg > 0 AND kg <= {MOST_KILOGRAMS:.0f} AND way = 'w' AND drug > 0 AND seized > 0"
    engine.run(
        f"""
        CREATE OR REPLACE TEMP TABLE middles AS
        WITH middle AS (
            SELECT drug, seized, median(log10(kg)) AS m FROM once WHERE {sound}
            GROUP BY drug, seized HAVING count(*) >= {_ENOUGH}
        )
        SELECT drug, seized, any_value(m) AS m,
            {_MEDIAN_AD} * median(abs(log10(kg) - m)) AS wide,
            {_MEAN_AD} * avg(abs(log10(kg) - m)) AS wide_mean
        FROM once JOIN middle USING (drug, seized) WHERE {sound} GROUP BY drug, seized
        """
    )
    engine.run(
        f"""
        INSERT INTO f_extreme
        SELECT rid FROM once JOIN middles USING (drug, seized) WHERE {sound}
            AND (log10(kg) - m) > {EXTREME_Z} * CASE WHEN wide > 1e-9 THEN wide ELSE wide_mean END
            AND (wide > 1e-9 OR wide_mean > 1e-9)
        """
    )


def counts_of(engine: Engine, words: Words) -> dict[Rule, tuple[int, list[int]]]:
    """Return of each rule how many rows it finds, and the first of them."""
    conditions = {**CONDITIONS, "drugs-not-known": unknown_drug(words)}
    asked = ", ".join(
        f"count(*) FILTER (WHERE {sql}), min(rid, {_EXAMPLES}) FILTER (WHERE {sql})"
        for sql in conditions.values()
    )
    row = engine.rows(f"SELECT {asked} FROM records")[0]
    counts = dict(zip(conditions, zip(row[::2], row[1::2], strict=True), strict=True))
    for rule, table in COMPARED.items():
        counts[rule] = engine.rows(f"SELECT count(*), min(rid, {_EXAMPLES}) FROM {table}")[0]
    return {rule: (int(count), list(first or ())) for rule, (count, first) in counts.items()}


def unknown_drug(words: Words) -> str:
    """Return the condition that a row's drug is not one of the data's."""
    made_up = [at for at, drug in enumerate(words.drugs, 1) if drug in words.names.made_up]
    listed = ", ".join(map(str, made_up)) or "0"
    return f"(drug = {NOT_KNOWN} OR drug IN ({listed}))"


def condition(rule: Rule, words: Words) -> str:
    """Return the condition of a rule, as SQL over ``records``."""
    if rule in COMPARED:
        return f"rid IN (SELECT rid FROM {COMPARED[rule]})"
    return unknown_drug(words) if rule == "drugs-not-known" else CONDITIONS[rule]


def examples_of(engine: Engine, wanted: Collection[int]) -> dict[int, dict[str, str]]:
    """Return what stands in rows: of each the texts of its fields."""
    if not wanted:
        return {}
    texts = ", ".join(f"t_{name}" for name in FIELDS if name != "amount")
    listed = ", ".join(map(str, sorted(wanted)))
    found = {}
    for rid, amount, *cells in engine.rows(
        "SELECT rowid, coalesce(t_amount, regexp_replace(amount::VARCHAR, '\\.0$', '')), "
        f"{texts} FROM kept WHERE rowid IN ({listed})"
    ):
        told = dict(zip((name for name in FIELDS if name != "amount"), cells, strict=True))
        told["amount"] = amount
        shown = {name: str(told[name] or "").strip(" ") for name in FIELDS}
        found[int(rid)] = {name: text for name, text in shown.items() if text}
    return found


def groups_of(engine: Engine, rule: Rule, words: Words) -> tuple[int, tuple[WordCount, ...]]:
    """Return how many words there are in what a rule finds, and those of most rows."""
    column = _WORDS.get(rule)
    if column is None:
        return 0, ()
    counts = counted(engine, column, condition(rule, words))
    kind = KINDS.get(column, column)
    groups = [
        WordCount(column, word, rows, words.told.get((kind, word), "")) for word, rows in counts
    ]
    return len(groups), tuple(groups[:_GROUPS])


def counted(engine: Engine, field: str, where: str = "true") -> list[tuple[str, int]]:
    """Return the words of a field and how many rows have each, those of most first."""
    counts: Counter[str] = Counter()
    for word, rows in engine.rows(
        f"SELECT t_{field}, count(*) FROM records WHERE {where} GROUP BY t_{field}"
    ):
        counts[str(word or "").strip(" ")] += int(rows)
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))


def ends_of(engine: Engine) -> dict[str, dict[str, int]]:
    """Return of each column of places how many rows name one, none, or one not known."""
    found = {}
    for column in PLACES:
        row = engine.rows(
            f"SELECT count(*) FILTER (WHERE {column} > 0), "
            f"count(*) FILTER (WHERE {column} IS NULL), "
            f"count(*) FILTER (WHERE {column} = {SAYS_NOTHING}), "
            f"count(*) FILTER (WHERE {column} = {NOT_KNOWN}) FROM records"
        )[0]
        names = ("named", "blank", "says_nothing", "not_known")
        found[column] = dict(zip(names, map(int, row), strict=True))
    return found


def words_for_no_place(engine: Engine, words: Words) -> tuple[WordCount, ...]:
    """Return the words in columns of places that are none, those of most rows first."""
    counts: Counter[str] = Counter()
    columns: dict[str, list[str]] = {}
    for column in sorted(PLACES):
        for word, rows in counted(engine, column, f"{column} < 0"):
            counts[word] += rows
            columns.setdefault(word, []).append(column)
    return tuple(
        WordCount(", ".join(columns[word]), word, rows, words.told.get(("place", word), ""))
        for word, rows in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    )


def reporters_of(engine: Engine, words: Words) -> tuple[tuple[str, int], ...]:
    """Return the countries that seized, with their records, those of most first."""
    rows = engine.rows(
        "SELECT seized, count(*) AS n FROM records WHERE seized > 0 GROUP BY seized ORDER BY n DESC"
    )
    found = [(words.place_of(int(code)), int(n)) for code, n in rows]
    return tuple(sorted(found, key=lambda one: (-one[1], one[0])))


def units_of(engine: Engine) -> tuple[Mapping[str, object], ...]:
    """Return the units of the table: rows, what they are, and their kilograms."""
    rows = engine.rows(
        "SELECT t_unit, any_value(unit), any_value(way), count(*), count(kg) FROM records "
        "GROUP BY t_unit"
    )
    kinds = {"w": "weight", "l": "volume", "c": "count"}
    found: dict[str, dict[str, Any]] = {}
    for text, code, way, n, weighed in rows:
        word = str(text or "").strip(" ")
        kind = kinds.get(str(way), _no_unit(code)) if word else "blank"
        one = found.setdefault(word, {"unit": word, "kind": kind, "rows": 0, "weighed": 0})
        one["rows"] += int(n)
        one["weighed"] += int(weighed)
    return tuple(sorted(found.values(), key=lambda one: (-one["rows"], one["unit"])))


def _no_unit(code: int | None) -> str:
    return "says nothing" if code == SAYS_NOTHING else "not known"
