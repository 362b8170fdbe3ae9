"""All sets of a sweep as rows of a CSV or Parquet file.

Columns: ``origin, destination, commodity, item_1, ..., item_N, intercepted``. An item is
a country's code, or the codes of a leg's ends with ``>`` between. Rows stand in the
order of the combinations, so that they can be written by parts; shares have 12 digits.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal

import numpy as np

from trafficroutes.errors import MissingPackageError
from trafficroutes.graph.arrays import Floats, Ints
from trafficroutes.model.digits import settled_all
from trafficroutes.model.safe_text import csv_cell
from trafficroutes.scenario.sweep.combinations import members
from trafficroutes.version import MADE_BY

if TYPE_CHECKING:
    import pyarrow as pa

Kind = Literal["csv", "parquet"]
_BEFORE = ("origin", "destination", "commodity")
#: Rows made at a time.
_BATCH = 50_000


@dataclass(frozen=True)
class Form:
    """How the rows of one sweep are written.

    Attributes
    ----------
    kind : {"csv", "parquet"}
        The format.
    ends : tuple of str
        Origin, destination and commodity, the same in each row.
    labels : tuple of str
        What may be taken out, as rows name it.
    """

    kind: Kind
    ends: tuple[str, str, str]
    labels: tuple[str, ...]


def kind_of(path: Path) -> Kind | None:
    """Return the format that a file name asks for, if it is one for all results."""
    kinds: dict[str, Kind] = {".csv": "csv", ".parquet": "parquet"}
    return kinds.get(path.suffix.lower())


def check_kind(kind: Kind) -> None:
    """Make sure that a format can be written.

    Raises
    ------
    MissingPackageError
        Parquet needs pyarrow, and it is not installed.
    """
    if kind == "parquet":
        try:
            import pyarrow.parquet  # noqa: F401 - only whether it is there
        except ImportError:
            raise MissingPackageError("pyarrow", "parquet", "a .parquet file") from None


def rows_of(form: Form, size: int, numbers: Ints, values: Floats) -> bytes:
    """Return sets and their shares, by the digits that count, as part of a file."""
    values = settled_all(values)
    if form.kind == "csv":
        return b"".join(_csv(form, size, numbers, values))
    import pyarrow.parquet as pq

    stream = io.BytesIO()
    pq.write_table(_table(form, size, numbers, values), stream)
    return stream.getvalue()


def _csv(form: Form, size: int, numbers: Ints, values: Floats) -> Iterator[bytes]:
    before = ",".join(map(csv_cell, form.ends)) + ","
    labels = [csv_cell(label) for label in form.labels]
    for start in range(0, numbers.size, _BATCH):
        some = slice(start, start + _BATCH)
        chosen = members(len(form.labels), size, numbers[some]).tolist()
        columns = [[labels[at] for at in column] for column in chosen]
        lines = [
            f"{before}{','.join(items)},{value!r}\n"
            for *items, value in zip(*columns, values[some].tolist(), strict=True)
        ]
        yield "".join(lines).encode()


def _table(form: Form, size: int, numbers: Ints, values: Floats) -> pa.Table:
    import pyarrow as pa

    def column(labels: tuple[str, ...], at: Ints) -> pa.Array:
        return pa.DictionaryArray.from_arrays(
            pa.array(at.astype(np.int32)), pa.array(labels, pa.string())
        )

    same = np.zeros(numbers.size, dtype=np.int64)
    ends = {name: column((end,), same) for name, end in zip(_BEFORE, form.ends, strict=True)}
    chosen = members(len(form.labels), size, numbers)
    items = {f"item_{k}": column(form.labels, at) for k, at in enumerate(chosen, start=1)}
    columns = {**ends, **items, "intercepted": values}
    return pa.table(columns, metadata={"made_by": MADE_BY})


def join(kind: Kind, size: int, parts: Iterator[bytes], stream: IO[bytes]) -> None:
    """Write one file of its parts, in their order."""
    if kind == "csv":
        header = [*_BEFORE, *(f"item_{k}" for k in range(1, size + 1)), "intercepted"]
        stream.write((",".join(header) + "\n").encode())
        for part in parts:
            stream.write(part)
        return
    import pyarrow.parquet as pq

    empty = _table(Form(kind, ("", "", ""), ()), size, np.empty(0, np.int64), np.empty(0))
    with pq.ParquetWriter(stream, empty.schema) as writer:
        for part in parts:
            writer.write_table(pq.read_table(io.BytesIO(part)))
