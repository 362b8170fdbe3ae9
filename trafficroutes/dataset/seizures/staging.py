"""Tables in files into one table of texts, as they are written, in the database."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from trafficroutes.dataset.seizures.engine import Engine, quoted
from trafficroutes.dataset.seizures.layout import FIELDS
from trafficroutes.dataset.seizures.parts import Reading, Staged, refuse
from trafficroutes.dataset.seizures.staging_cells import stage_parquet, stage_sheets
from trafficroutes.dataset.seizures.staging_text import stage_text
from trafficroutes.dataset.tables.reading import TableError
from trafficroutes.errors import FileAccessError

#: Endings of the files that are read.
TEXT, SHEETS, PARQUET = (".csv", ".tsv", ".txt"), (".xlsx", ".xlsm", ".xls", ".ods"), (".parquet",)
ENDINGS = (*TEXT, *SHEETS, *PARQUET, ".zip")
_CHUNK = 1 << 22
#: All that a zip file may unfold to.
_MOST_BYTES = 64 << 30


def stage(engine: Engine, paths: Sequence[Path], reading: Reading) -> Staged:
    """Read tables into ``staged``: the file, a text a field, amounts that were numbers, a hash.

    Raises
    ------
    TableError
        A table cannot be read as one, with every problem of it.
    FileAccessError
        A file cannot be read.
    """
    columns = ", ".join(f"{quoted(name)} VARCHAR" for name in FIELDS)
    engine.run(f"CREATE TABLE staged (part USMALLINT, {columns}, exact DOUBLE, whole UBIGINT)")
    found = Staged()
    for path in paths:
        for name, file in _files(engine, path, found):
            _stage_file(engine, name, file, reading, found)
    if not found.parts:
        reasons = "; ".join(found.unread) or "it is empty"
        refuse(str(paths[0]), f"no table of records is in it: {reasons}")
    if not any(part.rows for part in found.parts):
        bad = tuple(problem for part in found.parts for problem in part.bad)
        if bad:
            raise TableError(found.parts[0].name, bad)
        refuse(found.parts[0].name, "no row follows the headings: add some")
    return found


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
                target = engine.folder / f"member-{len(found.parts)}-{number}{ending}"
                _unpack(archive, member, target, str(path))
                yield name, target
                target.unlink()
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


def _stage_file(engine: Engine, name: str, file: Path, reading: Reading, found: Staged) -> None:
    ending = file.suffix.lower()
    try:
        with file.open("rb") as stream:
            start = stream.read(8)
    except OSError as error:
        raise FileAccessError(
            f"cannot read {name}: {error.strerror}; name a readable file"
        ) from error
    if ending in SHEETS:
        stage_sheets(engine, name, file, reading, found)
    elif ending in PARQUET or start.startswith(b"PAR1"):
        stage_parquet(engine, name, file, reading, found)
    elif start.startswith(b"PK\x03\x04"):
        refuse(name, "this is a zip file or a spreadsheet: let its name end in .zip or .xlsx")
    else:
        stage_text(engine, name, file, reading, found)
