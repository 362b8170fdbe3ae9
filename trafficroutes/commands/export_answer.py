"""The answer that ``export --answer`` is of: a command line within the command line."""

from __future__ import annotations

import inspect
import shlex
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from trafficroutes.commands import options
from trafficroutes.errors import visible

if TYPE_CHECKING:
    from trafficroutes.exporting.answer import Exported
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
    from trafficroutes.exporting.answer import Exported

    name, words = _words(line)
    loaded = load(data)
    if name == _ASK:
        name, words = _words(shlex.join(_asked(loaded, words)))
    parsed = _parsed(name, words)
    ask, told = _function(name, dict(parsed.params), loaded)
    arguments = _arguments(parsed, ask, told)
    line = shlex.join(["trafficroutes", name, *words])
    return Exported.of(ask(loaded, **arguments), data=loaded, command=line)


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
            f"--answer exports the whole answer: leave out {named}, which does not change it"
        )
    if found.get("drop_unquantified") and found.get("weighting") not in options.BY_AMOUNTS:
        raise click.UsageError("--drop-unquantified goes with --weighting volume or kilograms")
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
        found["years"] = options.years_of(*(told.pop(key, None) for key in _PERIOD))
    if "ends" in told:
        found["origin"], found["destination"] = options.both_or_neither(told.pop("ends"))
    for key in _NUMBERED:
        if key in takes:
            from trafficroutes.commands.whatif import numbered

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
