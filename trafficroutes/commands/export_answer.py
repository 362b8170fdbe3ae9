"""The answer that ``export --answer`` is of: a command line within the command line."""

from __future__ import annotations

import inspect
import shlex
import sys
from collections.abc import Callable, Collection, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from trafficroutes.commands.option_values import both_or_neither, check_dropping, numbered, years_of
from trafficroutes.commands.output import TABLE, put, tell
from trafficroutes.commands.target import FORCE, refuse_other_table
from trafficroutes.errors import visible

if TYPE_CHECKING:
    from trafficroutes.exporting.answer import Exported
    from trafficroutes.exporting.kinds import FileKind
    from trafficroutes.model.dataset import Dataset

#: Commands of which an answer can be exported, each with the function that it calls.
ANSWERS = {
    "hubs": ("analysis.hubs.answer", "hubs"),
    "paths": ("analysis.paths.answer", "paths"),
    "why": ("analysis.why.answer", "why"),
    "suppliers": ("analysis.suppliers.answer", "suppliers"),
    "chokepoints": ("analysis.chokepoints.answer", "chokepoints"),
    "centrality": ("analysis.centrality.answer", "centrality"),
    "compare": ("analysis.comparison.answer", "compare"),
    "cooperation": ("analysis.cooperation.answer", "cooperation"),
    "sensitivity": ("analysis.sensitivity.answer", "sensitivity"),
    "describe": ("analysis.describe.answer", "describe"),
    "reporters": ("analysis.reporters.answer", "reporters"),
    "estimate": ("analysis.estimate.answer", "estimate"),
    "whatif": ("scenario.whatif.answer", "whatif"),
    "legs": ("analysis.legs.answer", "legs"),
    "show": ("analysis.records.profile", "profile"),
}
#: A question in words, which stands for one of them.
_ASK = "ask"
#: Parameters of commands that the library calls otherwise.
_CALLED = {"top": "count", "with_file": "with_data"}
#: Options that give names numbers.
_NUMBERED = ("interdict", "add_legs")
#: Options that say which years.
_PERIOD = ("year", "years")


def exported_answer(data: str | None, line: str) -> Exported:
    """Return the answer to a command, to be exported.

    Parameters
    ----------
    data : str or None
        Name of the data file.
    line : str
        The command as it would be typed, with or without ``trafficroutes``.

    Raises
    ------
    click.UsageError
        It is no command whose answer can be exported, or has an option that only says how
        an answer is shown.
    """
    from trafficroutes.dataset.loading import load

    name, words = _words(line)
    loaded = load(data)
    if name == _ASK:
        name, words = _words(shlex.join(_asked(loaded, words)))
    line = shlex.join(["trafficroutes", name, *words])
    return _answered(loaded, _parsed(name, words), line)


def export_here(context: click.Context, kind: str) -> None:
    """Write the answer of the command that runs as a file of another program.

    Parameters
    ----------
    context : click.Context
        Of the command; its option ``target`` names the file.
    kind : str
        One of :data:`trafficroutes.exporting.kinds.KINDS`.
    """
    from trafficroutes.dataset.loading import load
    from trafficroutes.exporting.kinds import KINDS
    from trafficroutes.report.citing import command_of

    form, target = KINDS[kind], context.params["target"]
    form.check()
    if context.get_parameter_source("form") is ParameterSource.COMMANDLINE:
        raise click.UsageError(f"-f {context.params['form']} and -o {target} are two forms")
    typed, name = sys.argv[1:], str(context.info_name)
    line = command_of(typed[typed.index(name) :] if name in typed else [name])
    exported = _answered(load(context.obj), context, line, besides=("form", "target"))
    write_export(exported, form, target, what=context.meta.get(TABLE))


def write_export(
    exported: Exported, kind: FileKind, target: str, *, what: str | None, excel: bool = False
) -> None:
    """Write what is exported, and tell how many of each it holds.

    Raises
    ------
    click.UsageError
        A table would take the place of one that no command made.
    """
    content, held = exported.file(kind, what=what, excel=excel)
    if kind.name == "csv" and not click.get_current_context().meta.get(FORCE):
        refuse_other_table(target, content, "--output")
    put(target, content)
    tell(f"{target}: {', '.join(f'{name} {count:,}' for name, count in held.items())}")


def _answered(
    data: Dataset, parsed: click.Context, line: str, *, besides: Collection[str] = ()
) -> Exported:
    """Return the answer to a command that was read, whatever these options say."""
    from trafficroutes.exporting.answer import Exported

    shown = {name: value for name, value in parsed.params.items() if name not in besides}
    ask, told = _function(str(parsed.info_name), shown, data)
    found = ask(data, **_arguments(parsed, ask, told))
    return Exported.of(found, data=data, command=line)


def _asked(data: Dataset, words: list[str]) -> tuple[str, ...]:
    """Return the command that a question in words stands for."""
    from trafficroutes.asking.answer import ask

    if not words:
        raise click.UsageError("--answer: ask needs a question in words")
    return ask(data, " ".join(words)).command


def _function(
    name: str, told: dict[str, Any], data: Dataset
) -> tuple[Callable[..., Any], dict[str, Any]]:
    """Return the function that answers a command, and what the command was told, in its words."""
    module, function = ANSWERS[name]
    if name == "cooperation" and told["corridor"] is not None:
        function = "corridor_cooperation"
    if name == "legs":
        ends = told.pop("names")
        if len(ends) > len(("origin", "destination")):
            raise click.UsageError("--answer: legs takes ORIGIN and DESTINATION, or one name")
        told |= zip(("origin", "destination"), ends, strict=False)
    if name == "show":
        from trafficroutes.analysis.records.naming import KINDS, named

        kind = told.pop("kind")
        chosen = named(data, told["name"], KINDS if kind is None else (kind,)).kind
        if chosen == "place":
            told["place"] = told.pop("name")
        else:
            module, function = "analysis.records.overview", "overview"
            told["kind"] = chosen
    return getattr(import_module(f"trafficroutes.{module}"), function), told


def _words(line: str) -> tuple[str, list[str]]:
    """Return the name of a command and what follows it."""
    try:
        words = shlex.split(line)
    except ValueError as error:
        raise click.UsageError(f"--answer {visible(line)!r}: {error}") from None
    if words[:1] == ["trafficroutes"]:
        words = words[1:]
    if not words or words[0] not in (*ANSWERS, _ASK):
        given = f"{visible(words[0])!r} is none of them" if words else "it is empty"
        known = ", ".join((*ANSWERS, _ASK))
        raise click.UsageError(
            f"--answer takes a command that asks a question, and {given}: {known}"
        )
    return words[0], words[1:]


def _parsed(name: str, words: list[str]) -> click.Context:
    """Return a command line as the command itself reads it."""
    command = import_module(f"trafficroutes.commands.{name}").command
    try:
        context: click.Context = command.make_context(name, list(words))
    except click.UsageError as error:
        raise click.UsageError(f"--answer: {name}: {error.format_message()}") from None
    return context


def _arguments(
    parsed: click.Context, ask: Callable[..., Any], told: dict[str, Any]
) -> dict[str, Any]:
    """Return what a function is called with, by what its command was told."""
    # The first is the data.
    takes = dict(list(inspect.signature(ask).parameters.items())[1:])
    found, idle = _sorted(told, takes)
    given = [name for name in idle if _is_given(parsed, name)]
    called = {str(option.name): option for option in parsed.command.params}
    if given:
        named = ", ".join(_called(called[name]) for name in given)
        raise click.UsageError(
            f"an answer is exported whole: leave out {named}, which does not change it"
        )
    check_dropping(found.get("weighting"), drop=bool(found.get("drop_unquantified")))
    unset = {
        name
        for name, value in found.items()
        if value in (None, ()) and takes[name].default is not inspect.Parameter.empty
    }
    needed = [name for name, one in takes.items() if one.default is inspect.Parameter.empty]
    missing = [name.upper() for name in needed if found.get(name) is None]
    if missing:
        raise click.UsageError(f"--answer: {parsed.info_name} needs {' and '.join(missing)}")
    return {name: value for name, value in found.items() if name not in unset}


def _sorted(
    told: dict[str, Any], takes: Mapping[str, inspect.Parameter]
) -> tuple[dict[str, Any], list[str]]:
    """Return what of a command's parameters a function takes, and names of those left."""
    found: dict[str, Any] = {}
    if "years" in takes and "years" in told:
        found["years"] = years_of(*(told.pop(key, None) for key in _PERIOD))
    if "ends" in told:
        found["origin"], found["destination"] = both_or_neither(told.pop("ends"))
    for key in _NUMBERED:
        if key in takes:
            option = key.replace("_", "-").removesuffix("s")
            found[key] = numbered(option, told.pop(key)) or None
    for name in list(told):
        called = name if name in takes else _CALLED.get(name, "")
        if called in takes:
            found[called] = told.pop(name)
    return found, list(told)


def _is_given(parsed: click.Context, name: str) -> bool:
    source = parsed.get_parameter_source(name)
    return source is ParameterSource.COMMANDLINE and parsed.params[name] is not None


def _called(option: click.Parameter) -> str:
    return option.opts[-1] if isinstance(option, click.Option) else str(option.name).upper()
