"""The files that come with the package, however it was entered.

A wheel holds the data as ``trafficroutes/data``; a checkout has them in ``data``, beside
the package. Either may lie in a zip file.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import cast

from trafficroutes.errors import FileAccessError


def shipped_file(name: str) -> bytes:
    """Return the bytes of a file of the data that come with the package.

    Only places that belong to this very package are looked at: another copy may be
    installed in the same environment, with other data.

    Raises
    ------
    FileAccessError
        The file is missing: the package is not there in full.

    Examples
    --------
    >>> shipped_file("routes.yaml").startswith(b"# yaml-language-server")
    True
    """
    places = (_package() / "data", _package().parent / "data")
    for folder in places:
        file = folder / name
        if file.is_file():
            return file.read_bytes()
    raise FileAccessError(
        f"{name} is missing from {places[0]} and from {places[1]}: "
        "install trafficroutes again, or take a whole checkout"
    )


def modules(*folders: str) -> Iterator[bytes]:
    """Yield the source of each module in some folders of the package, and below them."""
    for name in folders:
        yield from _modules_below(_package() / name)


def _modules_below(folder: Path) -> Iterator[bytes]:
    for found in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if found.is_dir():
            yield from _modules_below(found)
        elif found.name.endswith(".py"):
            yield found.read_bytes()


def _package() -> Path:
    """Return the folder of the package: in a zip file a ``zipfile.Path``, which acts alike here."""
    return cast("Path", files("trafficroutes"))
