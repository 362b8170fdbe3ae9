"""Where an answer goes: what a file may be called, which form it has, what it may replace."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Collection, Mapping
from functools import wraps
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from trafficroutes.commands.output import SCREEN, TABLE

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
)
#: How tables for programs begin, and data files that a command made.
_BEGINS = (b"answer,", b"origin,destination,commodity,item_1", b"PAR1")
_MADE = b"# Made by trafficroutes "
_HEAD, _TAIL = 65_536, 8_192


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


def written(*names: str, endings: Collection[str], help: str, **settings: Any) -> Callable[[F], F]:  # noqa: A002 - click's word
    """Return an option that names a file to write; a wrong one is refused before any work.

    Parameters
    ----------
    *names : str
        As :func:`click.option` takes them.
    endings : collection of str
        What the name of the file may end in, with its point.
    help : str
        Of the option.
    **settings
        Others of :func:`click.option`.
    """

    def check(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
        if value is not None:
            refuse(value, endings, option.opts[-1], replace=bool(context.meta.get(FORCE)))
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
    if path.suffix.lower() not in endings:
        raise click.UsageError(
            f"{option} {target}: the ending says what is written; here it is one of "
            f"{', '.join(sorted(endings))}"
        )
    if not path.absolute().parent.is_dir():
        raise click.UsageError(
            f"{option} {target}: there is no folder {path.parent}; make it, or name another"
        )
    if path.is_file() and not replace and not made_here(path):
        raise click.UsageError(
            f"{option} {target}: this file is there, and trafficroutes did not make it; name "
            "another, or replace it by --force"
        )


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
    if not head.strip() or head.startswith(_BEGINS):
        return True
    return any(mark in part for mark in _MARKS for part in (head, tail))


def by_ending(function: F) -> F:
    """Let the ending of the file say the form, where it is not asked for, and citations a table.

    The command has the options ``form`` and ``target``.

    Raises
    ------
    click.UsageError
        The ending says another form than the one asked for.
    """

    @wraps(function)
    def run(*arguments: Any, **asked: Any) -> Any:
        context = click.get_current_context()
        asked["form"] = form_told(asked["target"], asked["form"])
        if "evidence" in asked:
            if asked["form"] == "csv" and asked["evidence"]:
                context.meta[TABLE] = context.meta.get(TABLE) or CITATIONS
            asked["evidence"] |= context.meta.get(TABLE) == CITATIONS
        return function(*arguments, **asked)

    decorated: Any = run
    return decorated  # type: ignore[no-any-return]


#: The table of the citations behind an answer, a row a citation.
CITATIONS = "citations"


def form_told(target: str | None, form: str) -> str:
    """Return the form of an answer: the one asked for, else that of the file's ending.

    Raises
    ------
    click.UsageError
        They are two forms.
    """
    named = "" if target in (None, SCREEN) else Path(str(target)).suffix.lower()
    told = FORM_OF.get(named, form)
    source = click.get_current_context().get_parameter_source("form")
    if source is ParameterSource.DEFAULT or told == form:
        return told
    fitting = ", ".join(ending for ending, one in FORM_OF.items() if one == form)
    raise click.UsageError(
        f"-f {form} and -o {target} are two forms: leave -f out, or name a file that ends in "
        f"{fitting}"
    )
