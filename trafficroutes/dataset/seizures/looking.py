"""One pass over the rows of a table: how many they are, and which words stand in its columns."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from trafficroutes.dataset.seizures.engine import Engine, literal, quoted
from trafficroutes.dataset.seizures.layout import PLACES
from trafficroutes.dataset.seizures.parts import RowsAsked, Seen, TablePart
from trafficroutes.dataset.tables.numbers import ONLY_DECIMAL, UNCLEAR, NumberMarks
from trafficroutes.dataset.tables.reading import RowProblem, TableError

#: Fields whose words are read one by one; the others are read row by row.
WORDS = (*PLACES, "drug", "unit", "mode", "date")
#: Rows that are looked at first, and from how many different words in them on a field has
#: too many for a list of all.
_SAMPLE, _MANY = 20_000, 10_000
#: Rows that a table of texts may break its rules in before it is given up.
MOST_BAD = 10_000
_SHOWN = 40  # characters of a row that a message repeats


def shown(text: str) -> str:
    r"""Return so much of a row as a message repeats.

    >>> shown("2014,  cocaine,\n Spain")
    '2014, cocaine, Spain'
    """
    return " ".join(text.split())[:_SHOWN]


def look(engine: Engine, part: TablePart, decimal: str | None) -> Seen:
    """Return which words stand in a table, and how its numbers are written.

    Parameters
    ----------
    engine : Engine
        Where it is looked at.
    part : TablePart
        The table.
    decimal : str, optional
        What parts decimals, where somebody says so.

    Raises
    ------
    TableError
        A cell of it holds rows.
    """
    rows = part.select(RowsAsked())
    amounts, wide = _sampled(engine, part, rows)
    sign = decimal if decimal is not None else _sign(engine, rows, amounts)
    listed = [name for name in WORDS if name in part.layout.columns and name not in wide]
    asked = [f"list(DISTINCT {quoted(name)})" for name in listed]
    swallowed, *lists = engine.rows(
        f"SELECT {', '.join([_swallowed(part), *asked])} FROM ({rows})"
    )[0]
    if swallowed is not None:
        raise TableError(part.name, [_swallowed_problem(part, swallowed)])
    words = {name: _sorted(found) for name, found in zip(listed, lists, strict=True)}
    for name in wide:
        found = engine.rows(f"SELECT DISTINCT {quoted(name)} FROM ({rows})")
        words[name] = _sorted([text for (text,) in found])
    marks = NumberMarks.of(sign) if sign else UNCLEAR
    return Seen(part, words, marks, is_told=decimal is not None)


def _sorted(texts: Collection[str | None] | None) -> tuple[str, ...]:
    return tuple(sorted(text for text in texts or () if text is not None))


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
    return RowProblem(
        1,
        "",
        shown(cell),
        f"quotes that are opened in the column {part.layout.heading(field)!r} close "
        f"{cell.count(chr(10))} lines further down, with all rows between them in one cell: "
        "close them where they belong",
    )
