"""Which form an answer has, by the ending of its file: one of this tool, or of another program."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from trafficroutes.commands.output import SCREEN, TABLE
from trafficroutes.commands.target import FORM_OF, ends_in

F = TypeVar("F", bound=Callable[..., Any])

#: Kept in step with the library by a test, so that --help need not import it.
KINDS = (
    "csv",
    "xlsx",
    "parquet",
    "sqlite",
    "graphml",
    "gexf",
    "json",
    "geojson",
    "gpkg",
    "kml",
    "bib",
    "csl.json",
    "ftm.jsonl",
)


def by_ending(function: F) -> F:
    """Let the ending of the file say the form, where it is not asked for, and citations a table.

    The command has the options ``form`` and ``target``. A file of another program is written
    as by ``export --answer``.

    Raises
    ------
    click.UsageError
        The ending says another form than the one asked for.
    """

    @wraps(function)
    def run(*arguments: Any, **asked: Any) -> Any:
        context = click.get_current_context()
        kind = export_named(asked["target"])
        if kind and exports(context):
            from trafficroutes.commands.export_answer import export_here

            return export_here(context, kind)
        asked["form"] = form_told(asked["target"], asked["form"])
        if "evidence" in asked:
            if asked["form"] == "csv" and asked["evidence"]:
                context.meta[TABLE] = context.meta.get(TABLE) or CITATIONS
            asked["evidence"] |= context.meta.get(TABLE) == CITATIONS
        return function(*arguments, **asked)

    decorated: Any = run
    return decorated  # type: ignore[no-any-return]


def export_endings(context: click.Context) -> Collection[str]:
    """Return the endings by which a command writes its answer for other programs."""
    if not exports(context) and context.info_name != "ask":
        return ()
    return tuple(f".{kind}" for kind in KINDS if f".{kind}" not in FORM_OF)


def exports(context: click.Context) -> bool:
    """Return whether the answer of a command can be written for other programs."""
    from trafficroutes.commands.export_answer import ANSWERS

    return context.info_name in ANSWERS


def export_named(target: str | None) -> str | None:
    """Return the kind of file for another program that a name asks for, if it is no form here.

    >>> export_named("hubs.xlsx"), export_named("hubs.csl.json"), export_named("hubs.json")
    ('xlsx', 'csl.json', None)
    """
    fitting = [kind for kind in KINDS if target is not None and ends_in(target, f".{kind}")]
    kind = max(fitting, key=len, default=None)
    return None if kind is None or f".{kind}" in FORM_OF else kind


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
