"""``trafficroutes export``: the data, a part of them, or an answer, for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from trafficroutes.commands import options
from trafficroutes.commands.forms import KINDS
from trafficroutes.commands.option_values import years_of
from trafficroutes.commands.output import SCREEN
from trafficroutes.commands.target import FORCE, force, refuse

if TYPE_CHECKING:
    from trafficroutes.exporting.answer import Exported
    from trafficroutes.exporting.kinds import FileKind

#: Options that choose a part of the data.
_PART = (
    "commodity",
    "corridors",
    "year",
    "years",
    "modes",
    "places",
    "region",
    "min_credibility",
    "weighting",
)


@click.command("export")
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(dir_okay=False, writable=True),
    required=True,
    help=f"File to write; what is written follows its ending: {', '.join(f'.{k}' for k in KINDS)}.",
)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(KINDS),
    help="What to write, where no ending says it: with -o - it goes to standard output.",
)
@click.option(
    "--what",
    metavar="TABLE",
    help="The one table of a .csv or .parquet file: legs, places, citations, sources or another of "
    "them; a wrong name is told which there are.  [default: legs; of an answer its first table]",
)
@click.option(
    "--excel",
    is_flag=True,
    help="CSV that Excel opens with the right letters (a byte order mark; .xlsx needs none).",
)
@click.option(
    "--answer",
    metavar="COMMAND",
    help='An answer instead of the data: the command that asks for it, in quotes, such as "hubs '
    'Colombia Europe --commodity cocaine".',
)
@options.part
@click.option(
    "--weighting",
    type=click.Choice(options.WEIGHTINGS),
    default="auto",
    show_default=True,
    help="What connections are measured by. auto takes the flow estimate where every family has "
    "one, else the strength of the evidence.",
)
@force
@click.pass_context
def command(
    context: click.Context,
    /,
    *,
    target: str,
    form: str | None,
    what: str | None,
    excel: bool,
    answer: str | None,
    **chosen: Any,
) -> None:
    r"""Write the data, a part or an answer for other programs.

    For Excel, R and Python (tables, one citation a row), databases, Gephi and Cytoscape
    (graphs), QGIS and Google Earth (arcs and places), Zotero and LaTeX (source
    documents), Aleph (entities):

    \b
      trafficroutes export -o routes.xlsx
      trafficroutes export -o cocaine.gexf --commodity cocaine --years 2015-2023
      trafficroutes export -o citations.csv --what citations --place Guinea-Bissau --excel
      trafficroutes export -o hubs.gpkg --answer "hubs Colombia Europe --commodity cocaine"
    """
    kind = _kind(target, form)
    # A table says who made it by its columns alone, which are known when it is made.
    late = kind.name == "csv" or bool(context.meta.get(FORCE))
    refuse(target, {Path(target).suffix.lower()}, "--output", replace=late)
    from trafficroutes.commands.export_answer import exported_answer, write_export

    if answer is not None:
        given = [
            option.opts[-1]
            for option in context.command.params
            if option.name in _PART
            and context.get_parameter_source(str(option.name)) is ParameterSource.COMMANDLINE
        ]
        if given:
            raise click.UsageError(
                f"an answer is exported whole: give {', '.join(given)} inside --answer"
            )
        exported = exported_answer(context.obj, answer)
    else:
        exported = _exported_data(context.obj, **chosen)
    write_export(exported, kind, target, what=what, excel=excel)


def _kind(target: str, form: str | None) -> FileKind:
    """Return the kind of file that is asked for; refuse one that cannot be written."""
    from trafficroutes.errors import QueryError
    from trafficroutes.exporting import kinds

    if target == SCREEN and form is None:
        raise click.UsageError("to standard output (-) say by --format what to write")
    try:
        kind = None if target == SCREEN else kinds.kind_of_file(target)
    except QueryError as error:
        if form is None:
            raise click.UsageError(str(error)) from None
        kind = None
    if form is not None and kind is not None and kind.name != form:
        raise click.UsageError(f"{target} says {kind.name}, --format {form}: leave one out")
    kind = kinds.KINDS[str(form)] if kind is None else kind
    kind.check()
    return kind


def _exported_data(
    data: str | None,
    *,
    year: str | None,
    years: str | None,
    **chosen: Any,
) -> Exported:
    """Return the part of the data that was chosen."""
    from trafficroutes.dataset.loading import load
    from trafficroutes.exporting.answer import Exported
    from trafficroutes.question.extract import Extract

    part = Extract(years=years_of(year, years), **chosen)
    return Exported.of(load(data), part=part)
