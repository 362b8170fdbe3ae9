"""Where an answer goes: what a file may be called, which form it has, what it may replace."""

from __future__ import annotations

import hashlib
import os
import stat
import zipfile
from codecs import BOM_UTF8
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import click

from trafficroutes.commands.output import SCREEN

F = TypeVar("F", bound=Callable[..., Any])

#: The form of an answer by the ending of its file.
FORM_OF: Mapping[str, str] = MappingProxyType(
    {".csv": "csv", ".json": "json", ".md": "markdown", ".html": "html", ".txt": "table"}
)
#: Where the context of a command keeps whether files may be replaced.
FORCE = "trafficroutes.force"
#: What stands in every file that a command made: the line to cite by, or who wrote it.
_MARKS = (
    b"Cite as: trafficroutes ",
    b'content="trafficroutes ',
    b"Software\x00trafficroutes ",
    b"<dc:title>trafficroutes ",
    b"<dc:creator>trafficroutes ",
    b"% Made by trafficroutes ",
    b'"source": "trafficroutes ',
)
#: How tables and entities for programs begin, and data files that a command made.
_BEGINS = (b"answer,", b"origin,destination,commodity,item_1", b'{"id": "trafficroutes-')
_MADE = b"# Made by trafficroutes "
#: How files in parts, databases and Parquet begin, and where a database says who made it.
_PARTS, _DATABASE, _PARQUET = b"PK\x03\x04", b"SQLite format 3\x00", b"PAR1"
_APPLICATION = slice(68, 72)
_HEAD = _TAIL = 65_536


def keep_force(context: click.Context, _: click.Parameter, value: Any) -> Any:
    """Keep whether files may be replaced where options that name files look for it."""
    context.meta[FORCE] = value
    return value


force = click.option(
    "--force",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=keep_force,
    help="Replace a file that trafficroutes did not make.",
)


def written(
    *names: str,
    endings: Collection[str],
    help: str,  # noqa: A002 - click's word
    also: Callable[[click.Context], Collection[str]] = lambda _: (),
    **settings: Any,
) -> Callable[[F], F]:
    """Return an option that names a file to write; a wrong one is refused before any work.

    Parameters
    ----------
    *names : str
        As :func:`click.option` takes them.
    endings : collection of str
        What the name of the file may end in, with its point.
    help : str
        Of the option.
    also : callable, optional
        Endings that the command takes besides.
    **settings
        Others of :func:`click.option`.
    """

    def check(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
        if value is not None:
            known = (*endings, *also(context))
            refuse(value, known, option.opts[-1], replace=bool(context.meta.get(FORCE)))
        return value

    return click.option(
        *names,
        type=click.Path(dir_okay=False, writable=True),
        callback=check,
        help=help,
        **settings,
    )


def refuse(target: str, endings: Collection[str], option: str, *, replace: bool) -> None:
    """Refuse what cannot be written as it is asked for; standard output always can.

    Raises
    ------
    click.UsageError
        The ending is not known, the folder is not there, or a file would be replaced that
        no command made.
    """
    if target == SCREEN:
        return
    path = Path(target)
    if _is_no_file(path):
        return
    if not any(ends_in(target, ending) for ending in endings):
        raise click.UsageError(
            f"{option} {target}: the ending says what is written; here it is one of "
            f"{', '.join(sorted(endings))}"
        )
    if path.parent.exists() and not path.parent.is_dir():
        raise click.UsageError(f"{option} {target}: {path.parent} is no folder; name another")
    if not path.absolute().parent.is_dir():
        raise click.UsageError(
            f"{option} {target}: there is no folder {path.parent}; make it, or name another"
        )
    if path.is_file() and not replace and not made_here(path):
        raise _not_ours(target, option)


def refuse_other_table(target: str, content: bytes, option: str) -> None:
    """Refuse to replace a file of CSV that has other columns than the one to be written.

    Raises
    ------
    click.UsageError
        It is there, and no command made it.
    """
    path = Path(target)
    if target == SCREEN or not path.is_file() or made_here(path):
        return
    with path.open("rb") as stream:
        first = stream.readline(_HEAD)
    if (
        first.removeprefix(BOM_UTF8).strip()
        != content.partition(b"\n")[0].removeprefix(BOM_UTF8).strip()
    ):
        raise _not_ours(target, option)


def _not_ours(target: str, option: str) -> click.UsageError:
    return click.UsageError(
        f"{option} {target}: this file is there, and trafficroutes did not make it; name "
        "another, or replace it by --force"
    )


def ends_in(target: str, ending: str) -> bool:
    """Return whether a file's name ends so, in any case, and is more than that.

    >>> ends_in("sources.CSL.json", ".csl.json"), ends_in(".csv", ".csv")
    (True, False)
    """
    name = Path(target).name.lower()
    return name.endswith(ending) and name != ending


def _is_no_file(path: Path) -> bool:
    """Return whether something is there that is written through, such as a pipe."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def marked(command: str, text: str) -> bytes:
    r"""Return a data file that begins with who made it, so that it may be made anew.

    The hash tells whether somebody has worked on it since.

    >>> marked("merge", "version: 1\n").splitlines()[1]
    b'version: 1'
    """
    return _first_line(command, text.encode()) + text.encode()


def _first_line(command: str, rest: bytes) -> bytes:
    digest = hashlib.sha256(rest).hexdigest()
    return f"{_MADE.decode()}{command}; sha256 of what follows: {digest}\n".encode()


def _is_as_made(content: bytes) -> bool:
    """Return whether a data file is as a command wrote it."""
    first, _, rest = content.partition(b"\n")
    command = first.removeprefix(_MADE).partition(b";")[0].decode(errors="replace")
    return first + b"\n" == _first_line(command, rest)


def made_here(path: Path) -> bool:
    r"""Return whether a command wrote a file, or it is empty; by what stands in it.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     mine, made = Path(folder, "mine.csv"), Path(folder, "made.csv")
    ...     _ = mine.write_text("from,to\n"), made.write_text("answer,rank\n")
    ...     made_here(mine), made_here(made)
    (False, True)
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
            stream.seek(max(stream.seek(0, os.SEEK_END) - _TAIL, 0))
            tail = stream.read(_TAIL)
    except OSError:
        return False
    if head.startswith(_MADE):
        return _is_as_made(path.read_bytes())
    if head.startswith(_PARTS):
        head = _about_parts(path)
    elif head.startswith(_PARQUET):
        return b"made_by" in tail and b"trafficroutes " in tail
    elif head.startswith(_DATABASE) and head[_APPLICATION] == b"TFRT":
        return True
    if not head.strip() or head.startswith(_BEGINS):
        return True
    return any(mark in part for mark in _MARKS for part in (head, tail))


def _about_parts(path: Path) -> bytes:
    """Return what an office document says of who made it; nothing of another archive."""
    with suppress(OSError, KeyError, zipfile.BadZipFile), zipfile.ZipFile(path) as parts:
        return parts.read("docProps/core.xml")
    return b"nobody"
