"""The database that tables are worked on in: bounded in memory, without a network."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trafficroutes.errors import FileAccessError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

#: What the database keeps in memory; what is more goes to its folder.
MEMORY = "500MB"
#: Rows of Python that are handed over at a time.
_ROWS = 50_000


class Engine:
    """A database in a folder of its own.

    Parameters
    ----------
    folder : Path
        Where it keeps what does not fit into memory.
    memory : str
        How much it keeps in memory, such as "600MB".
    """

    def __init__(self, folder: Path, memory: str = MEMORY) -> None:
        import duckdb

        self.folder = folder
        self.memory = memory
        self.connection: duckdb.DuckDBPyConnection = duckdb.connect(
            ":memory:",  # what does not fit is spilled
            config={
                "memory_limit": memory,
                "temp_directory": str(folder / "spilled"),
                # Two or more threads of the machine; results do not depend on it.
                "threads": max(1, min(8, os.cpu_count() or 1)),
                "preserve_insertion_order": True,
                # Joins are written with the small table last; how many rows a file has, which
                # could tell otherwise, is not known before it is read.
                "disabled_optimizers": "join_order,build_side_probe_side",
                # A table that is changed is not packed anew: that takes as long as to make it.
                "checkpoint_threshold": "1TB",
                # Nothing is fetched from the web, and nothing is read but what is asked for.
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
                "allow_community_extensions": False,
                "python_enable_replacements": False,
            },
        )

    def run(self, sql: str, values: Sequence[Any] = ()) -> None:
        """Run a statement."""
        self._execute(sql, values)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        return self._execute(sql, values).fetchall()

    def _execute(self, sql: str, values: Sequence[Any]) -> duckdb.DuckDBPyConnection:
        import duckdb

        try:
            return self.connection.execute(sql, list(values))
        except duckdb.OutOfMemoryException as error:
            raise FileAccessError(
                f"the tables need more than {self.memory} of memory, or more room than there is in "
                f"{self.folder.parent} ({str(error).splitlines()[0][:160]}): allow more by "
                "--memory, or set TMPDIR to a folder with room"
            ) from None

    def one(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """Return the first value of a query."""
        return self.rows(sql, values)[0][0]

    def batches(self, sql: str, size: int = 20_000) -> Iterator[list[tuple[Any, ...]]]:
        """Yield the rows of a query by parts."""
        cursor = self.connection.cursor()
        try:
            cursor.execute(sql)
            while rows := cursor.fetchmany(size):
                yield rows
        finally:
            cursor.close()

    def table(self, name: str, rows: Sequence[tuple[Any, ...]], **types: str) -> None:
        """Make a table of rows; its columns are named with their types."""
        columns = ", ".join(f"{column} {kind}" for column, kind in types.items())
        self.run(f"CREATE OR REPLACE TABLE {name} ({columns})")
        self.insert(name, rows, [*types.values()])

    def insert(self, name: str, rows: Sequence[tuple[Any, ...]], types: Sequence[str]) -> None:
        """Insert rows into a table whose columns have these types."""
        cells = ", ".join(f"unnest(CAST(? AS {kind}[]))" for kind in types)
        for start in range(0, len(rows), _ROWS):
            part = rows[start : start + _ROWS]
            self.run(
                f"INSERT INTO {name} SELECT {cells}", [list(c) for c in zip(*part, strict=True)]
            )


@contextmanager
def engine(memory: str = MEMORY) -> Iterator[Engine]:
    """Yield a database that is gone, with its folder, when the block ends.

    Raises
    ------
    FileAccessError
        There is no room for it.
    """
    try:
        folder = Path(tempfile.mkdtemp(prefix="trafficroutes-records-"))
    except OSError as error:
        raise FileAccessError(
            f"cannot make a folder for large tables: {error.strerror}; set TMPDIR to one"
        ) from error
    made = None
    try:
        made = Engine(folder, memory)
        yield made
    finally:
        if made is not None:
            made.connection.close()
        shutil.rmtree(folder, ignore_errors=True)


def quoted(name: str) -> str:
    """Return a name as SQL quotes it.

    >>> quoted("a column")
    '"a column"'
    """
    return '"' + name.replace('"', '""') + '"'


def trimmed(text: str) -> str:
    """Return, as SQL, a text without the spaces around it; NULL where nothing is left.

    The function of the database takes long; most texts have no such space, which is seen at once:
    any but the plain one is of several bytes.

    >>> trimmed("a").split(" THEN ")[1]
    "nullif(trim(a), '') ELSE a END"
    """
    may_have = f"{text} < '!' OR ends_with({text}, ' ') OR strlen({text}) > length({text})"
    return f"CASE WHEN {may_have} THEN nullif(trim({text}), '') ELSE {text} END"


def literal(text: str) -> str:
    """Return a text as SQL writes it.

    >>> literal("it's")
    "'it''s'"
    """
    return "'" + text.replace("'", "''") + "'"
