"""All tables of an export as one SQLite database, with foreign keys and views."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from trafficroutes.exporting.tables import GAZETTEER, PLACES, DataColumn, DataTable, TableBook

#: The number in its head that says who made a database: the letters TFRT.
APPLICATION = int.from_bytes(b"TFRT", "big")
_TYPES = {"text": "TEXT", "whole": "INTEGER", "number": "REAL", "truth": "INTEGER"}
#: What a view says of a document, by its name there.
_DOCUMENT = (
    ("title", "title"),
    ("publisher", "publisher"),
    ("year", "year"),
    ("kind", "source_kind"),
    ("reliability", "reliability"),
    ("url", "url"),
    ("citation", "citation"),
)


def sqlite_bytes(book: TableBook) -> bytes:
    """Return tables as an SQLite database.

    Columns that only repeat what a row refers to are left out and stand in views: of each
    table that refers to a document, ``NAME_with_documents``. The same tables give the same
    bytes.

    Raises
    ------
    RuntimeError
        A row refers to one that is not there, which no book of this package has.
    """
    tables = [table.without_looked_up() for table in book.tables]
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("PRAGMA foreign_keys = OFF")
        for table in tables:
            database.execute(_create(table, tables))
            marks = ", ".join("?" * len(table.columns))
            database.executemany(
                f"INSERT INTO {_quoted(table.name)} VALUES ({marks})",  # noqa: S608 - quoted
                table.rows,
            )
            for column in table.columns:
                if column.refers and (column.name,) != table.key:
                    database.execute(_index(table.name, column.name))
        for view in _views(tables):
            database.execute(view)
        database.execute(f"PRAGMA application_id = {APPLICATION}")
        database.commit()
        broken = database.execute("PRAGMA foreign_key_check").fetchone()
        if broken is not None:
            raise RuntimeError(
                f"row {broken[1]} of {broken[0]} refers to a row of {broken[2]} that is not there"
            )
        database.execute("VACUUM")
        return database.serialize()


def _create(table: DataTable, tables: list[DataTable]) -> str:
    """Return the statement that makes a table."""
    known = {other.name: other for other in tables}
    parts = [f"{_quoted(column.name)} {_TYPES[column.kind]}" for column in table.columns]
    if table.key:
        parts.append(f"PRIMARY KEY ({', '.join(map(_quoted, table.key))})")
    for column in table.columns:
        if column.refers in known:
            other = known[column.refers]
            parts.append(
                f"FOREIGN KEY ({_quoted(column.name)}) REFERENCES "
                f"{_quoted(other.name)} ({_quoted(other.key[0])})"
            )
    return f"CREATE TABLE {_quoted(table.name)} ({', '.join(parts)})"


def _index(table: str, column: str) -> str:
    name = _quoted(f"{table}_by_{column}")
    return f"CREATE INDEX {name} ON {_quoted(table)} ({_quoted(column)})"


def _views(tables: list[DataTable]) -> Iterator[str]:
    """Yield the statements that make views of what refers to documents."""
    names = {table.name: table for table in tables}
    if "sources" not in names:
        return
    if {"legs", GAZETTEER} <= names.keys():
        yield _legs_of_answer()
    for table in tables:
        source = next((c for c in table.columns if c.refers == "sources"), None)
        if source is None:
            continue
        leg = next((c for c in table.columns if c.refers == "legs"), None)
        name = "legs" if leg is not None else table.name
        joined, told = "", [f"t.{_quoted(column.name)}" for column in table.columns]
        if leg is not None:
            joined, more = _of_leg(leg)
            told += more
        told += [f"{joined_name} AS {_quoted(name)}" for joined_name, name in _places(table)]
        joined += "".join(_join(c) for c in table.columns if c.refers in (PLACES, GAZETTEER))
        told += [f"s.{_quoted(column)} AS {_quoted(name)}" for column, name in _DOCUMENT]
        yield (
            f"CREATE VIEW {_quoted(f'{name}_with_documents')} AS SELECT {', '.join(told)} "  # noqa: S608
            f"FROM {_quoted(table.name)} AS t "
            f"JOIN sources AS s ON s.id = t.{_quoted(source.name)}{joined}"
        )


def _legs_of_answer() -> str:
    """Return the statement that makes the view of an answer's legs with their documents."""
    document = ", ".join(f"s.{_quoted(column)} AS {_quoted(name)}" for column, name in _DOCUMENT)
    return (
        'CREATE VIEW legs_with_documents AS SELECT l.*, a.name AS "from_name", '  # noqa: S608
        f'b.name AS "to_name", t.source, t.locator, t.credibility, {document} '
        "FROM citations AS t JOIN legs AS l ON l.row = t.row AND t.\"table\" = 'legs' "
        f"JOIN sources AS s ON s.id = t.source "
        f'LEFT JOIN {GAZETTEER} AS a ON a.code = l."from" '
        f'LEFT JOIN {GAZETTEER} AS b ON b.code = l."to"'
    )


def _join(column: DataColumn) -> str:
    """Return how a view joins the names of places in a column."""
    alias = _alias(column)
    return (
        f" LEFT JOIN {_quoted(column.refers)} AS {alias} ON {alias}.code = t.{_quoted(column.name)}"
    )


def _alias(column: DataColumn) -> str:
    return _quoted(f"place_{column.name}")


def _places(table: DataTable) -> list[tuple[str, str]]:
    """Return the names of the places of a table, and what a view calls them."""
    return [
        (f"{_alias(column)}.name", f"{column.name}_name")
        for column in table.columns
        if column.refers in (PLACES, GAZETTEER)
    ]


def _of_leg(leg: DataColumn) -> tuple[str, list[str]]:
    """Return how a view joins legs with their ends, and what it tells of them."""
    joined = (
        f" JOIN legs AS l ON l.id = t.{_quoted(leg.name)}"
        ' LEFT JOIN places AS a ON a.code = l."from" LEFT JOIN places AS b ON b.code = l."to"'
    )
    told = ['l."commodity"', 'l."from"', 'a.name AS "from_name"', 'l."to"', 'b.name AS "to_name"']
    return joined, told


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
