"""Which tables files hold, and what stands in them: the first of two passes over their rows."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from trafficroutes.dataset.seizures.engine import Engine
from trafficroutes.dataset.seizures.looking import look
from trafficroutes.dataset.seizures.parts import (
    Reading,
    Seen,
    Staged,
    TablePart,
    refuse,
    refused_by_database,
)
from trafficroutes.dataset.seizures.staging_cells import find_parquet, find_sheets
from trafficroutes.dataset.seizures.staging_text import find_text
from trafficroutes.dataset.tables.reading import TableError
from trafficroutes.errors import FileAccessError

#: Endings of the files that are read.
TEXT, SHEETS, PARQUET = (".csv", ".tsv", ".txt"), (".xlsx", ".xlsm", ".xls", ".ods"), (".parquet",)
ENDINGS = (*TEXT, *SHEETS, *PARQUET, ".zip")
_CHUNK = 1 << 22
#: All that a zip file may unfold to.
_MOST_BYTES = 64 << 30


def stage(
    engine: Engine, paths: Sequence[Path], reading: Reading, decimal: str | None = None
) -> Staged:
    """Find the tables in files, and look once at the rows of each.

    Raises
    ------
    TableError
        A table cannot be read as one, with every problem of it.
    FileAccessError
        A file cannot be read.
    """
    found = Staged()
    for path in paths:
        for name, file in _files(engine, path, found):
            for part in _parts(engine, name, file, reading, found):
                found.seen.append(_looked(engine, part, decimal))
    if not found.seen:
        reasons = "; ".join(found.unread) or "it is empty"
        refuse(str(paths[0]), f"no table of records is in it: {reasons}")
    return found


def _looked(engine: Engine, part: TablePart, decimal: str | None) -> Seen:
    import duckdb

    try:
        return look(engine, part, decimal)
    except duckdb.Error as error:
        raise TableError(part.name, [refused_by_database(error)]) from None


def _files(engine: Engine, path: Path, found: Staged) -> Iterator[tuple[str, Path]]:
    """Yield the name and the file of each table: the file itself, or those in a zip file."""
    if not path.is_file():
        reason = "Is a directory" if path.is_dir() else "No such file or directory"
        raise FileAccessError(f"cannot read {path}: {reason}; name a readable file")
    if path.suffix.lower() != ".zip":
        yield str(path), path
        return
    try:
        with zipfile.ZipFile(path) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if sum(member.file_size for member in members) > _MOST_BYTES:
                refuse(str(path), f"it unfolds to more than {_MOST_BYTES >> 30} GB: unpack it")
            for number, member in enumerate(members):
                name = f"{path}/{member.filename}"
                ending = Path(member.filename).suffix.lower()
                if ending not in ENDINGS or ending == ".zip" or "__MACOSX" in member.filename:
                    found.unread.append(f"{name}: no table")
                    continue
                target = engine.folder / f"member-{len(found.seen)}-{number}{ending}"
                _unpack(archive, member, target, str(path))
                yield name, target  # it stays: the second pass reads it again
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        refuse(str(path), f"the zip file cannot be read: {error}")


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, path: str) -> None:
    left = member.file_size
    with archive.open(member) as source, target.open("wb") as stream:
        while piece := source.read(_CHUNK):
            left -= len(piece)
            if left < 0:
                refuse(path, f"{member.filename} is larger than it says: pack it anew")
            stream.write(piece)


def _parts(
    engine: Engine, name: str, file: Path, reading: Reading, found: Staged
) -> Sequence[TablePart]:
    ending = file.suffix.lower()
    number = len(found.seen)
    try:
        with file.open("rb") as stream:
            start = stream.read(8)
    except OSError as error:
        raise FileAccessError(
            f"cannot read {name}: {error.strerror}; name a readable file"
        ) from error
    if ending in SHEETS:
        return find_sheets(engine, name, file, reading, number, found.unread)
    if ending in PARQUET or start.startswith(b"PAR1"):
        return [find_parquet(engine, name, file, reading, number)]
    if start.startswith(b"PK\x03\x04"):
        refuse(name, "this is a zip file or a spreadsheet: let its name end in .zip or .xlsx")
    return [find_text(engine, name, file, reading, number)]
