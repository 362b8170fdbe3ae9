"""Texts into records: places, days, kilograms and what a row alone tells against it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from trafficroutes.dataset.seizures.decoding import (
    KINDS,
    NOT_KNOWN,
    SAYS_NOTHING,
    Words,
    amount_of,
    decimal_sign,
)
from trafficroutes.dataset.seizures.engine import Engine, quoted, trimmed
from trafficroutes.dataset.seizures.layout import FIELDS
from trafficroutes.dataset.seizures.looking import MOST_BAD, shown
from trafficroutes.dataset.seizures.parts import (
    RowsAsked,
    Seen,
    Staged,
    refuse,
    refused_by_database,
)
from trafficroutes.dataset.tables.mapping import Action, Rule, Weight
from trafficroutes.dataset.tables.numbers import ONLY_DECIMAL, UNCLEAR, NumberError
from trafficroutes.dataset.tables.reading import RowProblem, TableError
from trafficroutes.dataset.tables.words import TableUnit, density
from trafficroutes.errors import QueryError
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.names import fold

#: Kilograms that no single seizure had: the largest known are some hundred tonnes.
MOST_KILOGRAMS = 1e6
#: What a number may hold for the database and is not plain: a power of ten, a sign of order.
_BARE = "amount < ':' AND amount >= '.' " + " ".join(
    f"AND NOT contains(amount, '{sign}')" for sign in "eE_"
)
#: Amounts that are plain numbers, by what parts decimals, and how the database reads them.
_PLAIN = {
    ".": (_BARE, "TRY_CAST(amount AS DOUBLE)"),
    ",": (
        f"{_BARE.replace('.', ',')} AND NOT contains(amount, '.')",
        "TRY_CAST(replace(amount, ',', '.') AS DOUBLE)",
    ),
    "": (f"{_BARE} AND NOT contains(amount, '.')", "TRY_CAST(amount AS DOUBLE)"),
}
#: The code of an amount that is no plain number, until it is read.
_ODD = 9
_THOUSAND = 1000
_MADE = "CREATE OR REPLACE TABLE kept AS"
_OTHER = {".": ",", ",": "."}


def make_records(
    engine: Engine,
    words: Words,
    staged: Staged,
    data: Dataset,
    actions: Mapping[Rule, Action],
    weights: Sequence[Weight],
    *,
    texts: Collection[str] = FIELDS,
    skip_bad_rows: bool,
) -> None:
    """Make ``records``: the second pass over the rows of all tables, with numbers for words.

    Columns: ``rid`` (which row among all), the four places (NULL where blank, below 0 where the
    text names none), ``drug``, ``unit``, ``mode``, ``day`` (20141103) likewise, ``year``,
    ``amount``, ``read`` (0 where there is an amount), ``kg``, ``way`` (how kilograms were found:
    w, l, c), flags, and ``whole`` (a hash of all that stands in the row as it is read). Of the
    fields in ``texts`` also the text as it is written, ``t_FIELD`` (of amounts, where it is no
    plain number).

    Raises
    ------
    TableError
        Rows of a table are none, or there is no row.
    """
    size, way = _kilograms(words, actions, weights)
    asked = _Kept(
        texts,
        {name for one in staged.seen for name in one.part.layout.columns},
        sorted({name for one in staged.seen for name in one.part.layout.others()}),
    )
    for number in range(len(staged.seen)):
        _insert(engine, words, staged, number, asked, skip_bad_rows=skip_bad_rows)
    if not any(seen.rows for seen in staged.seen):
        bad = tuple(problem for seen in staged.seen for problem in seen.bad)
        if bad:
            raise TableError(staged.seen[0].part.name, bad)
        refuse(staged.seen[0].part.name, "no row follows the headings: add some")
    implausible, into_producer = _producers(words, data)
    kept = (*KINDS, *(f"t_{name}" for name in texts), "day", "amount", "read")
    engine.run(
        f"""
        CREATE VIEW records AS
        SELECT rowid AS rid, {", ".join(kept)}, amount * {size} AS kg, {way} AS way,
            CASE WHEN day > 0 THEN day // 10000 END AS year,
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


def _insert(
    engine: Engine,
    words: Words,
    staged: Staged,
    number: int,
    kept: _Kept,
    *,
    skip_bad_rows: bool,
) -> None:
    """Insert the records of a table into ``kept``, and tell of the table how many they are."""
    seen = staged.seen[number]
    start = staged.seen[number - 1].first + staged.seen[number - 1].rows if number else 0
    _join(engine, words, seen)
    rejects = _run(engine, seen, words, kept, "INSERT INTO kept" if number else _MADE)
    bad = tuple(_bad_rows(engine, rejects)) if seen.part.delimiter else ()
    if bad and (len(bad) >= MOST_BAD or not skip_bad_rows):
        raise TableError(seen.part.name, bad)
    here = f"read = {_ODD} AND kept.rowid >= {start}"
    found = engine.rows(f"SELECT DISTINCT t_amount FROM kept WHERE {here} ORDER BY 1")
    odd = [str(text) for (text,) in found]
    other = ONLY_DECIMAL.get(_OTHER.get(decimal_sign(seen.marks), ""), "(?!)")
    if not seen.is_told and any(re.fullmatch(other, text) for text in odd):
        # Points and commas both part decimals: neither can be told, and all is read anew.
        engine.run(f"DELETE FROM kept WHERE rowid >= {start}")
        staged.seen[number] = replace(seen, marks=UNCLEAR)
        _insert(engine, words, staged, number, kept, skip_bad_rows=skip_bad_rows)
        return
    _read_odd(engine, words, seen, odd, here)
    found = engine.rows(f"SELECT min(rowid), count(*) FROM kept WHERE rowid >= {start}")
    first, rows = found[0]
    staged.seen[number] = replace(seen, first=first or start, rows=rows, bad=bad)


@dataclass(frozen=True)
class _Kept:
    """What is kept of the rows of all tables.

    Attributes
    ----------
    texts : collection of str
        Fields whose texts are kept.
    fields : collection of str
        Fields that a table has.
    others : sequence of str
        Its other columns, which tell two rows apart.
    """

    texts: Collection[str]
    fields: Collection[str]
    others: Sequence[str]


def _run(engine: Engine, seen: Seen, words: Words, kept: _Kept, target: str) -> str:
    """Put the records of a table where they are to be; return the name of its rows that are none.

    Words are read as what they are to the database at once, but for a table with bytes that
    are no text: it can tell of these only where they are texts first.
    """
    import duckdb

    for is_typed in (True, False):
        rejects = f"rejects_{seen.part.number}_{is_typed}"
        query = _query(seen, words, kept, rejects, is_typed=is_typed)
        try:
            engine.run(f"{target} {query}")
        except duckdb.Error as error:
            if not is_typed:
                raise TableError(seen.part.name, [refused_by_database(error)]) from None
        else:
            break
    return rejects


def _query(seen: Seen, words: Words, kept: _Kept, rejects: str, *, is_typed: bool) -> str:
    """Return the query for the records of one table."""
    types = {name: words.type_of(name) for name in (*KINDS, "date")}
    if is_typed:
        cells, rows = "*", seen.part.select(RowsAsked(types, kept.others, rejects))
    else:
        typed = (f"TRY_CAST({quoted(name)} AS {kind}) AS {name}" for name, kind in types.items())
        cells = f"* REPLACE ({', '.join(typed)})"
        rows = seen.part.select(RowsAsked({}, kept.others, rejects))
    condition, plain = _PLAIN[decimal_sign(seen.marks)]
    told = ", ".join(f"{_code(name, words, seen)} AS {name}" for name in KINDS)
    same = [_same(name, words) for name in KINDS if name in kept.fields]
    same += [f"s.{quoted(name)}" for name in ("case", "route") if name in kept.fields]
    if "date" in kept.fields:
        same.append(_same_date(words, seen))
    texts = "".join(f"s.{quoted(name)} AS t_{name}, " for name in kept.texts if name != "amount")
    joined = [name for name in types if _is_joined(name, words, seen)]
    joins = " ".join(
        f"LEFT JOIN d_{KINDS.get(name, name)} j_{name} ON s.{quoted(name)} = j_{name}.text"
        for name in joined
    )
    return f"""
        SELECT * EXCLUDE (base, nth),
            CASE WHEN read = {_ODD} THEN base ELSE hash(base, amount) END AS whole
        FROM (
            SELECT {texts}{told}, {_date("day", words, seen)} AS day, s.found AS amount,
                CASE WHEN s.found IS NULL THEN s.amount END AS t_amount,
                CASE WHEN s.found IS NOT NULL THEN 0 WHEN s.amount IS NULL THEN 1
                    ELSE {_ODD} END::TINYINT AS read,
                hash({", ".join(["s.other", *same])}) AS base, nth
            FROM (
                SELECT {cells}, {"row_number() OVER ()" if joined else "0"} AS nth,
                    CASE WHEN exact IS NOT NULL THEN exact WHEN {condition} THEN {plain} END
                        AS found
                FROM ({rows})
            ) s {joins}
        ) {"ORDER BY nth" if joined else ""}
        """


def _join(engine: Engine, words: Words, seen: Seen) -> None:
    """Make the tables of words that are too many to be looked up in a list."""
    for kind in {KINDS[name] for name in KINDS if _is_joined(name, words, seen)}:
        rows = [*words.codes[kind].items()]
        engine.table(f"d_{kind}", rows, text="VARCHAR", code="INTEGER")
    if _is_joined("date", words, seen):
        dates = [(text, *read) for text, read in words.dates[seen.part.number].items()]
        engine.table("d_date", dates, text="VARCHAR", day="INTEGER", same="INTEGER")


def _is_joined(field: str, words: Words, seen: Seen) -> bool:
    """Whether the words of a field are too many to be looked up in a list."""
    if field == "date":
        return field not in words.listed and bool(words.dates[seen.part.number])
    return KINDS[field] not in words.listed and bool(words.codes[KINDS[field]])


def _code(field: str, words: Words, seen: Seen) -> str:
    """Return, as SQL, the number of what the word in a field stands for."""
    kind = KINDS[field]
    if _is_joined(field, words, seen):
        return f"j_{field}.code"
    if kind not in words.listed:
        return "NULL::TINYINT"
    codes = [words.codes[kind][text] for text in words.listed[kind]]
    most = max((code for code in codes if code is not None), default=0)
    whole = "TINYINT" if most < 1 << 7 else "SMALLINT" if most < 1 << 15 else "INTEGER"
    return _looked_up(field, codes, whole)


def _date(what: Literal["day", "same"], words: Words, seen: Seen) -> str:
    """Return, as SQL, what the date of a row is read as: its day, or the number of what it says."""
    if _is_joined("date", words, seen):
        return f"j_date.{what}"
    if "date" not in words.listed:
        return "NULL::INTEGER"
    read = words.dates[seen.part.number]
    values = [getattr(read.get(text), what, None) for text in words.listed["date"]]
    return _looked_up("date", values, "INTEGER")


def _looked_up(field: str, values: Sequence[int | None], kind: str) -> str:
    """Return, as SQL, what stands in a list at the place of a word in its enumeration.

    A join would do the same, and leave the rows in another order.
    """
    listed = ", ".join("NULL" if value is None else str(value) for value in values)
    return f"([{listed}]::{kind}[])[enum_code(s.{quoted(field)}) + 1]"


def _same(field: str, words: Words) -> str:
    """Return, as SQL, what is the same in two rows of which one has a word among spaces."""
    column = f"s.{quoted(field)}"
    return trimmed(f"{column}::VARCHAR") if KINDS[field] in words.padded else column


def _same_date(words: Words, seen: Seen) -> str:
    """Return, as SQL, what is the same in two rows whose dates say the same."""
    said = {(text, read.same) for found in words.dates.values() for text, read in found.items()}
    texts, meant = ({pair[at] for pair in said} for at in range(2))
    if "date" in words.listed and len(texts) == len(meant) == len(said):
        return "s.date"  # no two texts say the same, and none says one thing here, another there
    return _date("same", words, seen)


def _read_odd(engine: Engine, words: Words, seen: Seen, odd: Sequence[str], here: str) -> None:
    """Read the amounts that are no plain numbers, each text of them once."""
    found: list[tuple[str, float, int]] = []
    for text in odd:
        try:
            value = amount_of(text, seen.marks)
        except NumberError as error:
            words.told["amount", text] = str(error)
            found.append((text, float("nan"), NOT_KNOWN))
            continue
        if value is None:
            found.append((text, float("nan"), SAYS_NOTHING))
            continue
        found.append((text, value, 0))
        if value >= _THOUSAND and re.match(r"[0-9]{1,3}[.,' ][0-9]{3}", text):
            words.grouped.setdefault(seen.part.number, (text, value))
    if found:
        engine.table("d_amount", found, text="VARCHAR", value="DOUBLE", code="TINYINT")
        amount = "CASE WHEN d.code = 0 THEN d.value END"
        engine.run(
            f"UPDATE kept SET read = d.code, amount = {amount}, "
            f"whole = CASE WHEN d.code = 0 THEN hash(whole, d.value) ELSE hash(whole, d.text) END "
            f"FROM d_amount d WHERE {here} AND t_amount = d.text"
        )


_SAID = {
    "TOO MANY COLUMNS": "the row has more cells than there are headings: put text that holds the "
    "delimiter in quotes",
    "MISSING COLUMNS": "the row has fewer cells than there are headings: fill it up",
    "UNQUOTED VALUE": "quotes do not close where they should: close them, and double those inside",
    "INVALID ENCODING": "the row is not valid UTF-8: save the table as UTF-8, or name its encoding "
    "by --encoding, such as cp1252",
    "LINE SIZE OVER MAXIMUM": "the row is longer than any row should be: look for quotes that do "
    "not close",
}


def _bad_rows(engine: Engine, rejects: str) -> list[RowProblem]:
    # What is wrong with a row comes before words of it that are not among those of sound rows.
    rows = engine.rows(
        f"SELECT min(line), arg_min(error_type, line), any_value(csv_line), "
        f"arg_min(error_message, line) FROM {rejects} GROUP BY line_byte_position ORDER BY 1"
    )
    problems = []
    for line, kind, text, message in rows:
        told = _SAID.get(str(kind), str(message).split("\n", 1)[0])
        problems.append(RowProblem(int(line), "", shown(text or ""), told))
    return problems


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
