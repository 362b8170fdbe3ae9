"""``trafficroutes ask``: a question in words becomes a command, which is then run."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trafficroutes.commands import options
from trafficroutes.commands.forms import export_named
from trafficroutes.commands.output import EXPLAIN, NOTES, SCREEN, TABLE, put, tell
from trafficroutes.commands.target import FORCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trafficroutes.asking.results import Translation
    from trafficroutes.model.dataset import Dataset


class _NotAnsweredError(click.ClickException):
    """A question that stands for no command."""

    exit_code = 2


@click.command("ask")
@click.argument("question", nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="Only print the command that it stands for.")
@options.output
@click.pass_context
def command(
    ctx: click.Context,
    /,
    *,
    question: tuple[str, ...],
    dry_run: bool,
    form: str,
    target: str | None,
) -> None:
    r"""Answer a QUESTION in words.

    The first line is the command that it stands for, then comes its answer; -f and -o
    go on to it. A question that is not understood is never guessed at:

    \b
      trafficroutes ask "Which transit hubs connect Colombia to Europe?"
      trafficroutes ask "What if Turkey seized 30 % of Afghan heroin to Germany?"
      trafficroutes "who supplies Italy with cocaine"
    """
    from trafficroutes.dataset.loading import load
    from trafficroutes.report.form.text import to_json

    if dry_run and (form not in ("table", "json") or export_named(target)):
        raise click.UsageError("--dry-run prints a line, or -f json")
    asked = _asked(load(ctx.obj), " ".join(question))
    if dry_run:
        text = to_json(asked.to_dict()) if form == "json" else f"{asked.line}\n"
        if target is None:
            click.echo(text, nl=False)
        else:
            put(target, text.encode())
        return
    _run(ctx, asked, form, target)


def _asked(data: Dataset, question: str) -> Translation:
    """Return the command of a question.

    Raises
    ------
    click.ClickException
        It stands for none.
    NotHeldError
        It is about a substance that the file holds nothing about.
    """
    from trafficroutes.asking.answer import ask
    from trafficroutes.errors import NotHeldError, TrafficRoutesError

    try:
        return ask(data, question)
    except NotHeldError:
        raise
    except TrafficRoutesError as error:
        raise _NotAnsweredError(str(error)) from None


def _run(ctx: click.Context, asked: Translation, form: str, target: str | None) -> None:
    """Run a command within this process, as if it had been typed."""
    from trafficroutes.dataset.files import make_folder

    root = ctx.find_root()
    name, *arguments = asked.command[1:]
    above = 0
    if form == "table" and target != SCREEN:
        click.echo(asked.line)
        size = shutil.get_terminal_size()
        above = -(-len(asked.line) // size.columns)
    else:
        tell(asked.line)
    found = root.command.get_command(root, name) if isinstance(root.command, click.Group) else None
    taken = {parameter.name for parameter in found.params} if found is not None else set()
    if form != "table" and "form" in taken:
        arguments += ["-f", form]
    if target is not None and "target" in taken:
        arguments += ["-o", target]
    arguments += [word for key, word in _SHOWN.items() if ctx.meta.get(key) and "form" in taken]
    if ctx.meta.get(TABLE) is not None and "form" in taken:
        arguments += ["--table", str(ctx.meta[TABLE])]
    for file in (value for value in arguments if value.startswith("maps/")):
        make_folder(Path(file).parent)
    chosen = [] if ctx.obj is None else ["--data", str(ctx.obj)]
    with _typed([*chosen, name, *arguments], above) as typed:
        root.command.main(typed, prog_name="trafficroutes", standalone_mode=False)


#: Options of the question that go on to the command, by where the context keeps them.
_SHOWN = {NOTES: "--notes", EXPLAIN: "--explain", FORCE: "--force"}


@contextmanager
def _typed(arguments: list[str], above: int) -> Iterator[list[str]]:
    """Have a command line stand where answers take the line to cite them by from.

    Of the screen so many lines are taken already.
    """
    before, lines = sys.argv, os.environ.get("LINES")
    sys.argv = [before[0], *arguments]
    if above:
        os.environ["LINES"] = str(shutil.get_terminal_size().lines - above)
    try:
        yield arguments
    finally:
        sys.argv = before
        if above:
            os.environ.pop("LINES")
            if lines is not None:
                os.environ["LINES"] = lines
