"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from trafficroutes.errors import FileAccessError
from trafficroutes.model.arguments import path_of

#: Where names stand for something else than files.
_SYSTEM = ("/dev/", "/proc/")


def read_bytes(path: str | Path) -> bytes:
    """Return the bytes of a file.

    Raises
    ------
    FileAccessError
        It is missing or cannot be read; the message says which.
    """
    try:
        return Path(path).read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise FileAccessError(f"cannot read {path}: {reason}; name a readable file") from error


def write_atomically(
    path: str | os.PathLike[str],
    content: bytes,
    *,
    durable: bool = True,
    mode: int | None = None,
) -> None:
    """Write a file so that nobody ever sees half of it.

    A link is followed, and the file that it leads to keeps its owner and its mode. What
    is no file (a device, a pipe) is written to and never replaced.

    Parameters
    ----------
    path : path-like
        The file.
    content : bytes
        All that it will hold.
    durable : bool
        Whether the content is on the disk before it replaces a file that is there, so
        that a power cut leaves one of the two.
    mode : int, optional
        Permissions; by default those of the file there, or what a new one gets.

    Raises
    ------
    FileAccessError
        The folder is missing or cannot be written; the message says which.
    """
    with written(path, durable=durable, mode=mode) as stream:
        stream.write(content)


@contextmanager
def written(
    path: str | os.PathLike[str], *, durable: bool = True, mode: int | None = None
) -> Iterator[IO[bytes]]:
    """Yield the stream of a file that is written as by :func:`write_atomically`.

    Where the block ends by an error, the file stays as it was.
    """
    named = path_of("what is written to", path)
    try:
        there = _status(named)
        if there is not None and _is_written_through(named, there):
            with tempfile.TemporaryFile() as whole:
                yield whole
                whole.seek(0)
                with named.open("wb") as stream:
                    shutil.copyfileobj(whole, stream)
            return
        target = Path(os.path.realpath(named))
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except (OSError, ValueError) as error:
        raise refusal(named, error) from error
    made = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            if durable:
                os.fsync(handle)
        made.chmod(_mode(there) if mode is None else mode)
        _give_to_owner(made, there)
        made.replace(target)
    except OSError as error:
        made.unlink(missing_ok=True)
        raise refusal(named, error) from error
    except BaseException:
        made.unlink(missing_ok=True)
        raise


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, where there is none.

    Raises
    ------
    FileAccessError
        It cannot be made; the message says why.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise FileAccessError(
            f"cannot make the folder {folder}: {reason}; name one that can be written"
        ) from error


def _status(path: Path) -> os.stat_result | None:
    """Return what is known of a file; None where there is none."""
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _is_written_through(path: Path, there: os.stat_result) -> bool:
    kept = stat.S_ISREG(there.st_mode) or stat.S_ISDIR(there.st_mode)
    return not kept or str(path.absolute()).startswith(_SYSTEM)


def _mode(there: os.stat_result | None) -> int:
    """Return the permissions of the file there, or those a new one would get."""
    if there is not None:
        return there.st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _give_to_owner(made: Path, there: os.stat_result | None) -> None:
    """Give a file to the owner of the one that it replaces, where that is allowed."""
    if there is not None and hasattr(os, "chown"):
        with suppress(PermissionError):
            os.chown(made, there.st_uid, there.st_gid)


def refusal(target: Path, error: OSError | ValueError) -> FileAccessError:
    """Return the error of a file that cannot be written."""
    reason = getattr(error, "strerror", None) or str(error)
    return FileAccessError(f"cannot write {target}: {reason}; name a file in a writable folder")
