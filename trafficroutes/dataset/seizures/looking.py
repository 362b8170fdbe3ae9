"""One pass over the rows of a table: how many they are, and which words stand in its columns."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from trafficroutes.dataset.seizures.engine import Engine, literal, quoted
from trafficroutes.dataset.seizures.layout import FIELDS, PLACES
from trafficroutes.dataset.seizures.parts import Seen, TablePart
from trafficroutes.dataset.tables.numbers import ONLY_DECIMAL, UNCLEAR, NumberMarks
from trafficroutes.dataset.tables.reading import RowProblem, TableError

#: Fields whose words are read one by one; the others are read row by row.
WORDS = (*PLACES, "drug", "unit", "mode", "date")
#: Decimals of plain numbers, which the database reads itself.
_PLAIN = {
    ".": r"[0-9]+(?:\.[0-9]+)?|\.[0-9]+",
    ",": r"[0-9]+(?:,[0-9]+)?|,[0-9]+",
    "": "[0-9]+",
}
_OTHER = {".": ",", ",": "."}
#: Rows that are looked at first, and from how many different words in them on a field has
#: too many for a list of all.
_SAMPLE, _MANY = 20_000, 10_000
#: Rows that a table of texts may break its rules in before it is given up.
MOST_BAD = 10_000
_SHOWN = 40  # characters of a row that a message repeats


def look(
    engine: Engine, part: TablePart, first: int, decimal: str | None, *, skip_bad_rows: bool
) -> Seen:
    """Return what stands in a table.

    Parameters
    ----------
    engine : Engine
        Where it is looked at.
    part : TablePart
        The table.
    first : int
        How many rows stand before it.
    decimal : str, optional
        What parts decimals, where somebody says so.
    skip_bad_rows : bool
        Whether rows that are no rows of the table are left out instead of refusing it.

    Raises
    ------
    TableError
        Rows of it are none, or a cell holds rows.
    """
    rows = part.select({}, "")
    told, wide = _sampled(engine, part, rows)
    sign = decimal if decimal is not None else _sign(engine, rows, told)
    listed = [name for name in WORDS if name in part.layout.columns and name not in wide]
    # Every column is asked for: what is not asked for is not checked either.
    rest = ", ".join(quoted(name) for name in FIELDS if name not in listed)
    asked = [
        "count(*)",
        f"bit_xor(hash(other, {rest}))",
        f"list(DISTINCT amount) FILTER (WHERE {_odd(sign)})",
        _swallowed(part),
        *(f"list(DISTINCT {quoted(name)})" for name in listed),
    ]
    rejects = f"rejects_{part.number}"
    query = f"SELECT {', '.join(asked)} FROM ({part.select({}, rejects)})"
    count, _, odd, swallowed, *lists = engine.rows(query)[0]
    bad = _bad_rows(engine, rejects) if part.delimiter else []
    if bad and (len(bad) >= MOST_BAD or not skip_bad_rows):
        raise TableError(part.name, bad)
    if swallowed is not None:
        raise TableError(part.name, [_swallowed_problem(part, swallowed)])
    words = {name: _sorted(found) for name, found in zip(listed, lists, strict=True)}
    for name in wide:
        found = engine.rows(f"SELECT DISTINCT {quoted(name)} FROM ({rows})")
        words[name] = _sorted([text for (text,) in found])
    odd = _sorted(odd)
    if decimal is None and sign and any(re.fullmatch(ONLY_DECIMAL[_OTHER[sign]], t) for t in odd):
        sign = ""  # both signs part decimals: neither can be told
        found = engine.rows(f"SELECT DISTINCT amount FROM ({rows}) WHERE {_odd(sign)}")
        odd = _sorted([text for (text,) in found])
    marks = NumberMarks.of(sign) if sign else UNCLEAR
    return Seen(part, first, int(count), words, marks, odd, tuple(bad))


def _sorted(texts: Collection[str | None] | None) -> tuple[str, ...]:
    return tuple(sorted(text for text in texts or () if text is not None))


def _odd(sign: str) -> str:
    """Return the condition that an amount is no plain number, nor one already."""
    plain = f"regexp_full_match(amount, {literal(_PLAIN[sign])})"
    return f"exact IS NULL AND amount IS NOT NULL AND NOT {plain}"


def _sampled(engine: Engine, part: TablePart, rows: str) -> tuple[list[str], list[str]]:
    """Return amounts of the first rows, and the fields in which these have many words."""
    fields = [name for name in WORDS if name in part.layout.columns]
    asked = [
        "list(amount) FILTER (WHERE exact IS NULL AND amount IS NOT NULL)",
        *(f"count(DISTINCT {quoted(name)})" for name in fields),
    ]
    amounts, *counts = engine.rows(
        f"SELECT {', '.join(asked)} FROM (SELECT * FROM ({rows}) LIMIT {_SAMPLE})"
    )[0]
    wide = [name for name, count in zip(fields, counts, strict=True) if count > _MANY]
    return amounts or [], wide


def _sign(engine: Engine, rows: str, amounts: Sequence[str]) -> str:
    """Return what parts decimals, as some amounts tell; as all do where these tell nothing."""
    told = [
        sign
        for sign, pattern in ONLY_DECIMAL.items()
        if any(re.fullmatch(pattern, text) for text in amounts)
    ]
    if not told:
        counts = ", ".join(
            f"count(*) FILTER (WHERE regexp_full_match(amount, {literal(pattern)}))"
            for pattern in ONLY_DECIMAL.values()
        )
        found = engine.rows(
            f"SELECT {counts} FROM ({rows}) WHERE exact IS NULL "
            "AND (contains(amount, '.') OR contains(amount, ','))"
        )[0]
        told = [sign for sign, count in zip(ONLY_DECIMAL, found, strict=True) if count]
    return told[0] if len(told) == 1 else ""


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
    rows = engine.rows(
        f"SELECT line, any_value(error_type), any_value(csv_line), any_value(error_message) "
        f"FROM {rejects} GROUP BY line ORDER BY line"
    )
    problems = []
    for line, kind, text, message in rows:
        told = _SAID.get(str(kind), str(message).split("\n", 1)[0])
        shown = " ".join((text or "").split())[:_SHOWN]
        problems.append(RowProblem(int(line), "", shown, told))
    return problems


def _swallowed(part: TablePart) -> str:
    """Return, as SQL, a cell that holds rows because its quotes close in a later one."""
    width = len(part.layout.headings)
    if not part.has_quotes or width <= 3:  # noqa: PLR2004
        return "NULL"
    cells = []
    for name in part.layout.columns:
        cell, sign = quoted(name), literal(part.delimiter)
        breaks = f"(len({cell}) - len(replace({cell}, chr(10), '')))"
        signs = f"(len({cell}) - len(replace({cell}, {sign}, '')))"
        told = f"contains({cell}, chr(10)) AND {signs} = {breaks} * {width - 1}"
        cells.append(f"min([{literal(name)}, {cell}]) FILTER (WHERE {told})")
    return f"coalesce({', '.join(cells)})"


def _swallowed_problem(part: TablePart, found: Sequence[str]) -> RowProblem:
    field, cell = found
    shown = " ".join(cell.split())[:_SHOWN]
    return RowProblem(
        1,
        "",
        shown,
        f"quotes that are opened in the column {part.layout.heading(field)!r} close "
        f"{cell.count(chr(10))} lines further down, with all rows between them in one cell: "
        "close them where they belong",
    )
