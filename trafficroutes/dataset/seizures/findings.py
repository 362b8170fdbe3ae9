"""What deserves a second look in the records: counts, examples and groups of each rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from trafficroutes.dataset.seizures.decoding import NOT_KNOWN, SAYS_NOTHING, Words
from trafficroutes.dataset.seizures.engine import Engine, quoted
from trafficroutes.dataset.seizures.layout import FIELDS, PLACES
from trafficroutes.dataset.seizures.records import MOST_KILOGRAMS
from trafficroutes.dataset.tables.mapping import Rule

#: Records at a time that are grouped: what is more is done in turns, each in memory.
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
    "routing-words": "routed",
    "into-producers": "into_producer",
    "producers-implausible": "implausible",
    "amounts-not-read": f"read = {NOT_KNOWN}",
    "amounts-impossible": f"(read = 0 AND (amount <= 0 OR kg > {MOST_KILOGRAMS:.0f}))",
    "units-not-known": f"unit = {NOT_KNOWN}",
    "litres": "coalesce(way = 'l', false)",
    "tablets": "coalesce(way = 'c', false)",
    "dates-missing": f"(dated = 1 OR dated = {SAYS_NOTHING})",
    "dates-not-read": f"dated = {NOT_KNOWN}",
    "dates-impossible": "dated = 2",
}
#: Rules for which rows are compared with others: the table of those that each finds.
COMPARED: dict[Rule, str] = {
    "exact-duplicates": "f_exact",
    "near-duplicates": "f_near",
    "two-units": "f_units",
    "amounts-extreme": "f_extreme",
}
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
class Example:
    """A row of a table: which, and what stands in the columns that are read."""

    part: int
    at: int
    cells: dict[str, str]


@dataclass(frozen=True)
class WordCount:
    """Rows that have one word in a column, and what is said of the word."""

    column: str
    value: str
    rows: int
    message: str = ""


def compare(engine: Engine) -> None:
    """Make the tables of rows that are found by comparison with others."""
    rows = engine.one("SELECT count(*) FROM records")
    turns = max(1, -(-rows // _TURN))
    for name in COMPARED.values():
        engine.run(f"CREATE TABLE {name} (rid BIGINT)")
    same = "whole, cased, producing, departure, seized, destination, drug, unit, mode, year, amount"
    for turn in range(turns):
        _repeats(engine, "f_exact", same, "whole", "true", turn, turns)
    engine.run("CREATE VIEW once AS SELECT * FROM records ANTI JOIN f_exact USING (rid)")
    key = "seized, year, month, day, drug, amount, unit"
    sure = "seized > 0 AND dated = 0 AND drug > 0 AND read = 0 AND unit > 0"
    for turn in range(turns):
        _repeats(engine, "f_near", key, f"hash({key})", sure, turn, turns)
        _two_units(engine, turn, turns)
    _extremes(engine)


def _repeats(
    engine: Engine, target: str, key: str, spread: str, sure: str, turn: int, turns: int
) -> None:
    """Insert the rows that are like an earlier one in a key."""
    source = "records" if target == "f_exact" else "once"
    here = f"{sure} AND ({spread}) % {turns} = {turn}"
    engine.run(
        f"CREATE OR REPLACE TEMP TABLE twice AS SELECT ({spread}) AS h FROM {source} "
        f"WHERE {here} GROUP BY h HAVING count(*) > 1"
    )
    engine.run(
        f"INSERT INTO {target} SELECT rid FROM (SELECT rid, row_number() OVER "
        f"(PARTITION BY {key} ORDER BY rid) AS nth FROM {source} "
        f"WHERE {here} AND ({spread}) IN (SELECT h FROM twice)) WHERE nth > 1 ORDER BY rid"
    )


def _two_units(engine: Engine, turn: int, turns: int) -> None:
    """Insert the later of two rows of one case that weigh the same in different units."""
    key = "cased, seized, year, month, day, drug, producing, departure, destination, mode"
    sure = "seized > 0 AND dated = 0 AND drug > 0 AND kg > 0 AND way = 'w'"
    here = f"{sure} AND hash({key}) % {turns} = {turn}"
    engine.run(
        f"CREATE OR REPLACE TEMP TABLE twice AS SELECT hash({key}) AS h FROM once "
        f"WHERE {here} GROUP BY h HAVING min(unit) <> max(unit)"
    )
    engine.run(
        f"""
        INSERT INTO f_units
        SELECT DISTINCT greatest(rid, other) FROM (
            SELECT rid, unit, kg, lag(rid) OVER w AS other, lag(unit) OVER w AS last_unit,
                lag(kg) OVER w AS last_kg
            FROM once WHERE {here} AND hash({key}) IN (SELECT h FROM twice)
            WINDOW w AS (PARTITION BY {key} ORDER BY kg, rid)
        ) WHERE last_unit <> unit AND kg <= last_kg * {_ALIKE} ORDER BY 1
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
        ORDER BY rid
        """
    )


def counts_of(engine: Engine, words: Words) -> dict[Rule, int]:
    """Return how many rows each rule finds."""
    conditions = {**CONDITIONS, "drugs-not-known": unknown_drug(words)}
    columns = ", ".join(f"count(*) FILTER (WHERE {sql})" for sql in conditions.values())
    row = engine.rows(f"SELECT {columns} FROM records")[0]
    found = dict(zip(conditions, map(int, row), strict=True))
    for rule, table in COMPARED.items():
        found[rule] = int(engine.one(f"SELECT count(*) FROM {table}"))
    return found


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


def examples_of(
    engine: Engine, words: Words, rules: Iterable[Rule]
) -> dict[Rule, tuple[Example, ...]]:
    """Return the first rows that each rule finds.

    Their cells are looked up for all of them at once: ``staged`` is wide, and may be on disk.
    """
    first = {
        rule: [
            int(rid)
            for (rid,) in engine.rows(
                f"SELECT rid FROM records WHERE {condition(rule, words)} "
                f"ORDER BY rid LIMIT {_EXAMPLES}"
            )
        ]
        for rule in rules
    }
    wanted = sorted({rid for rids in first.values() for rid in rids})
    if not wanted:
        return {}
    fields = ", ".join(map(quoted, FIELDS))
    rows = engine.rows(
        f"SELECT part, rowid, {fields} FROM staged WHERE rowid IN ({', '.join(map(str, wanted))})"
    )
    shown = {
        int(rid): Example(
            int(part),
            int(rid),
            {name: str(cell) for name, cell in zip(FIELDS, cells, strict=True) if cell is not None},
        )
        for part, rid, *cells in rows
    }
    return {rule: tuple(shown[rid] for rid in rids) for rule, rids in first.items()}


def groups_of(engine: Engine, rule: Rule, words: Words) -> tuple[int, tuple[WordCount, ...]]:
    """Return how many words there are in what a rule finds, and those of most rows."""
    column = _WORDS.get(rule)
    if column is None:
        return 0, ()
    rows = engine.rows(
        f"SELECT staged.{quoted(column)} AS word, count(*) AS n FROM staged "
        f"JOIN (SELECT rid FROM records WHERE {condition(rule, words)}) found "
        "ON staged.rowid = found.rid GROUP BY word ORDER BY n DESC, word"
    )
    groups = [
        WordCount(column, str(word or ""), int(n), words.told.get((column, str(word)), ""))
        for word, n in rows
    ]
    return len(groups), tuple(groups[:_GROUPS])


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
    parts = " UNION ALL ".join(
        f"SELECT '{column}' AS named, {column} AS word FROM staged" for column in PLACES
    )
    rows = engine.rows(
        f"SELECT word, any_value(d.code), count(*) AS n, string_agg(DISTINCT named, ', ' ORDER BY "
        f"named) FROM ({parts}) JOIN d_place d ON word = d.text WHERE d.code < 0 "
        "GROUP BY word ORDER BY n DESC, word"
    )
    return tuple(
        WordCount(str(columns), str(word), int(n), words.told.get(("place", str(word)), ""))
        for word, _, n, columns in rows
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
        "SELECT staged.unit AS word, any_value(r.unit), any_value(r.way), count(*) AS n, "
        "count(r.kg) AS weighed FROM staged JOIN records r ON staged.rowid = r.rid "
        "GROUP BY word ORDER BY n DESC, word"
    )
    kinds = {"w": "weight", "l": "volume", "c": "count"}
    return tuple(
        {
            "unit": "" if word is None else str(word),
            "kind": "blank" if word is None else kinds.get(str(way), _no_unit(code)),
            "rows": int(n),
            "weighed": int(weighed),
        }
        for word, code, way, n, weighed in rows
    )


def _no_unit(code: int | None) -> str:
    return "says nothing" if code == SAYS_NOTHING else "not known"
