"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from trafficroutes.errors import FileAccessError
from trafficroutes.model.arguments import path_of


def write_atomically(path: str | os.PathLike[str], content: bytes) -> None:
    """Write a file so that nobody ever sees half of it.

    Raises
    ------
    FileAccessError
        The folder is missing or cannot be written; the message says which.
    """
    target = path_of("what is written to", path)
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise refusal(target, error) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(name).chmod(_mode(target))
        Path(name).replace(target)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise refusal(target, error) from error
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _mode(target: Path) -> int:
    """Return the permissions of the file there, or those a new one would get."""
    try:
        return target.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def refusal(target: Path, error: OSError) -> FileAccessError:
    """Return the error of a file that cannot be written."""
    reason = error.strerror or str(error)
    return FileAccessError(f"cannot write {target}: {reason}; name a file in a writable folder")
