"""``trafficroutes report``: all that is known of a question, a corridor or a place, on a page."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from trafficroutes.commands import options
from trafficroutes.commands.option_values import both_or_neither
from trafficroutes.commands.output import SCREEN, put, tell
from trafficroutes.commands.target import force, written

#: The form by the ending of the file; kept in step with the library by a test.
_FORM_OF = {".html": "html", ".md": "markdown", ".docx": "docx"}
#: Options of a question that a corridor, and a place, have too.
_NARROWING = ("commodity", "year", "years")
_DRAWING = ("draws", "seed")
#: Options that say what a report is about, and where it goes.
_OTHERS = ("force", "origin", "destination", "corridor", "place", "target", "form", "data")


@click.command("report", short_help="Write all that is known of a question to hand on.")
@click.argument("origin", required=False)
@click.argument("destination", required=False)
@click.option(
    "--corridor", metavar="NAME", help="About a corridor, by id or name, in place of both ends."
)
@click.option("--place", metavar="NAME", help="About a place in place of both ends.")
@options.question
@options.question_draws
@options.shown_range
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(list(_FORM_OF.values())),
    help="The form.  [default: by the ending; a page to standard output]",
)
@written(
    "-o",
    "--output",
    "target",
    endings=_FORM_OF,
    required=True,
    help=f"File to write; its ending says the form: {', '.join(_FORM_OF)}.",
)
@force
@click.pass_context
def command(
    context: click.Context,
    /,
    *,
    origin: str | None,
    destination: str | None,
    corridor: str | None,
    place: str | None,
    draws: int | None,
    seed: int,
    form: str | None,
    target: str,
    **asked: Any,
) -> None:
    r"""Write all that is known about ORIGIN to DESTINATION as one page to hand on.

    The answer in three sentences, a map, hubs and gateways with ranges, why the
    first ones come first, chokepoints, what closing the first three would do,
    cooperation, what contradicts itself, what is not known, how often such answers
    were right, and every document behind it. Of a corridor or a place: what fits.

    \b
      trafficroutes report Colombia Europe --commodity cocaine -o cocaine.html
      trafficroutes report --corridor northern-route -o northern.docx
      trafficroutes report --place Ghana -o ghana.md
    """
    from trafficroutes.briefing.answer import report_on
    from trafficroutes.briefing.saving import FORMS
    from trafficroutes.dataset.loading import load

    about = _about(context, origin, destination, corridor, place)
    chosen = _form(target, form)
    loaded = load(context.obj)
    wanted = options.query_options(**asked)
    report = report_on(
        loaded,
        origin,
        destination,
        corridor=corridor,
        place=place,
        draws=draws,
        seed=seed,
        command=sys.argv[1:],
        **wanted,
    )
    content = FORMS[chosen](report)
    put(target, content)
    if target != SCREEN:
        size = f"{len(content) / 1e6:.1f} MB"
        tell(f"{target}: {about}, {len(report.references):,} documents, {size}")


def _about(
    context: click.Context,
    origin: str | None,
    destination: str | None,
    corridor: str | None,
    place: str | None,
) -> str:
    """Return what a report is about; refuse what does not go together.

    Raises
    ------
    click.UsageError
        Not exactly one of a question, a corridor and a place, or an option of another.
    """
    both_or_neither(tuple(end for end in (origin, destination) if end is not None))
    given = [told for told in (origin, corridor, place) if told is not None]
    if len(given) != 1:
        raise click.UsageError("give ORIGIN and DESTINATION, or --corridor, or --place")
    if origin is None:
        fitting = (*_NARROWING, *_OTHERS, *(_DRAWING if corridor is not None else ()))
        idle = sorted(
            option.opts[-1]
            for option in context.command.params
            if option.name not in fitting and _is_given(context, str(option.name))
        )
        if idle:
            kind = "--corridor" if corridor is not None else "--place"
            raise click.UsageError(
                f"{', '.join(idle)} goes with ORIGIN and DESTINATION, not {kind}"
            )
    return " to ".join(filter(None, (origin, destination))) or given[0]


def _is_given(context: click.Context, name: str) -> bool:
    source = context.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


def _form(target: str, form: str | None) -> str:
    """Return the form of a report: that of the ending, else the one asked for, else a page.

    Raises
    ------
    click.UsageError
        They are two forms.
    """
    named = "" if target == SCREEN else Path(target).suffix.lower()
    told = _FORM_OF.get(named, form or "html")
    if form is not None and told != form:
        raise click.UsageError(f"-f {form} and -o {target} are two forms: leave -f out")
    return told
