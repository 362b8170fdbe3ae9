"""The command group, and how a run ends."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import nullcontext, suppress
from importlib import import_module
from typing import Any, NoReturn

import click

from trafficroutes.commands.everywhere import equip, turn_cache_off
from trafficroutes.commands.output import tell
from trafficroutes.commands.streams import told_letters
from trafficroutes.errors import TrafficRoutesError
from trafficroutes.version import __version__
from trafficroutes.waiting import waiting

#: Commands by what they are for, as the help shows them.
SECTIONS = {
    "Ask": (
        "ask",
        "hubs",
        "paths",
        "why",
        "suppliers",
        "chokepoints",
        "centrality",
        "describe",
        "cooperation",
        "estimate",
    ),
    "Look up": ("legs", "show", "places", "sources", "info"),
    "Compare": ("compare", "sensitivity", "reporters", "calibrate"),
    "What if": ("whatif", "sweep"),
    "Draw and take away": ("map", "report", "export"),
    "Your own data": ("validate", "audit", "import-legs", "seizures", "merge"),
    "Your shell": ("completion",),
}
#: Command names in the order of the help, each with the module that defines it.
COMMANDS = {name: name.replace("-", "_") for section in SECTIONS.values() for name in section}

#: Characters of a line of the help: no line is cut.
_WHOLE = 200
_INTERRUPTED = 130  # as shells report a program ended by Ctrl-C
#: Set by a shell that asks what may come next.
COMPLETE = "_TRAFFICROUTES_COMPLETE"
_NO_MEMORY = (
    "this needs more memory than there is: ask for fewer draws (--draws), a smaller set (--size) "
    "or a part of the network"
)


class _LazyGroup(click.Group):
    """Imports a command's module when the command is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names of all commands, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command, or None where there is none of that name."""
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        command = import_module(f"trafficroutes.commands.{module}").command
        if not isinstance(command, click.Command):
            raise TypeError(f"{module} defines no command")
        # Raw docstrings spell click's mark for "do not wrap" with a backslash.
        command.help = (command.help or "").replace("\\b", "\b")
        return equip(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands by what they are for, a whole line each."""
        listed = {name for names in SECTIONS.values() for name in names}
        further = tuple(name for name in COMMANDS if name not in listed)
        width = max(map(len, COMMANDS))
        for title, names in {**SECTIONS, "Further": further}.items():
            found = [(name, self.get_command(ctx, name)) for name in names if name in COMMANDS]
            rows = [
                (name.ljust(width), command.get_short_help_str(limit=_WHOLE))
                for name, command in found
                if command is not None
            ]
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Find the command, or take a question in words; say what comes near a mistyped name."""
        if args and " " in args[0].strip() and not args[0].startswith("-"):
            args = ["ask", *args]
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from trafficroutes.model.names import suggest

            near = suggest(args[0], COMMANDS) or tuple(COMMANDS)
            ctx.fail(f"no such command {args[0]!r}; did you mean {', '.join(near)}?")
        return super().resolve_command(ctx, args)


@click.command(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="trafficroutes")
@click.option(
    "--data",
    type=click.Path(dir_okay=False),
    envvar="TRAFFICROUTES_DATA",
    help="Data file to use instead of the one that ships.  [env: TRAFFICROUTES_DATA]",
)
@click.option(
    "--no-cache", is_flag=True, help="Read the data file anew and keep nothing in the cache folder."
)
@click.pass_context
def group(ctx: click.Context, *, data: str | None, no_cache: bool) -> None:
    """Understand how illicit drugs move between countries, from public evidence.

    Every number can be traced to the documents that it stands on: add
    --evidence. Shares describe reported evidence, not a measured trade.
    """
    ctx.obj = data
    turn_cache_off(off=no_cache)


def main() -> NoReturn:
    """Run the command line and exit: 0 ok, 1 no answer, 2 wrong usage."""
    with told_letters():
        sys.exit(_run())


def _run() -> int:
    """Run the command line; return the exit code, every failure told in a sentence."""
    if COMPLETE in os.environ:
        # Scripts of our own, which quote names of several words.
        import_module("trafficroutes.commands.shells")
    try:
        try:
            with waiting() if "--stdin" not in sys.argv else nullcontext():
                status = group.main(prog_name="trafficroutes", standalone_mode=False)
        except SystemExit as end:
            status = end.code
        sys.stdout.flush()
    except (click.ClickException, TrafficRoutesError, MemoryError) as error:
        return _told(error)
    except (click.Abort, KeyboardInterrupt):
        return _INTERRUPTED
    except OSError as error:
        _give_up_output()
        if error.errno != errno.EPIPE:
            what = "standard output" if error.filename is None else error.filename
            tell(f"Error: cannot write to {what}: {error.strerror or error}")
        return 1
    return status if isinstance(status, int) else 0


def _told(error: Exception) -> int:
    """Tell of an error, and return the exit code."""
    if isinstance(error, click.UsageError) and error.ctx is not None:
        path = error.ctx.command_path
        tell(f"{error.ctx.get_usage()}\nTry '{path} --help' for help.\n")
    if isinstance(error, click.ClickException):
        tell(f"Error: {error.format_message()}")
        return error.exit_code
    tell(f"Error: {_NO_MEMORY if isinstance(error, MemoryError) else error}")
    return 1


def _give_up_output() -> None:
    """Send what is left of the output nowhere: Python would complain of it once more at exit."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
