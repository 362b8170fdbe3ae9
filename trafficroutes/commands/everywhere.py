"""What every command takes: the options of the whole program after it too, and completion."""

from __future__ import annotations

import os

import click
from click.core import ParameterSource

#: Commands that read no data but what they are given the name of.
WITHOUT_DATA = frozenset(("validate", "merge", "completion"))
NO_CACHE = "TRAFFICROUTES_NO_CACHE"


def equip(command: click.Command) -> click.Command:
    """Return a command that takes the program's options, with names that can be completed."""
    from trafficroutes.commands.completing import with_names

    known = {option for parameter in command.params for option in parameter.opts}
    if command.name not in WITHOUT_DATA and "--data" not in known:
        command.params += [_data_option(), _cache_option()]
    return with_names(command)


def turn_cache_off(*, off: bool) -> None:
    """Keep nothing in the cache folder, and read nothing from it, for the rest of the run."""
    if off:
        os.environ[NO_CACHE] = "1"


def _data_option() -> click.Option:
    return click.Option(
        ["--data"],
        type=click.Path(dir_okay=False),
        expose_value=False,
        callback=_take_data,
        help="Data file to use; as before the command.",
    )


def _cache_option() -> click.Option:
    return click.Option(
        ["--no-cache"],
        is_flag=True,
        expose_value=False,
        callback=_take_no_cache,
        help="Keep nothing in the cache folder; as before the command.",
    )


def _take_data(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is None:
        return
    before = None if ctx.parent is None else ctx.parent.params.get("data")
    named = ctx.parent and ctx.parent.get_parameter_source("data") is ParameterSource.COMMANDLINE
    if named and before != value:
        raise click.UsageError(f"two data files are named, {before} and {value}: name one")
    ctx.obj = value


def _take_no_cache(ctx: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's signature
    if not ctx.resilient_parsing:
        turn_cache_off(off=value)
