"""``trafficroutes legs``: who says that goods go from one place to another."""

from __future__ import annotations

import click

from trafficroutes.commands import options
from trafficroutes.commands.option_values import years_of
from trafficroutes.commands.output import cite_section, emit


@click.command("legs")
@click.argument("names", nargs=-1, required=True, metavar="ORIGIN DESTINATION | LEG | CORRIDOR")
@options.commodity
@options.period
@options.modes
@options.evidence_asked
@click.option(
    "--top",
    type=options.COUNT,
    help="Only so many citations.  [default: 15 in tables, all else]",
)
@options.output
@click.pass_obj
def command(
    data: str | None,
    /,
    *,
    names: tuple[str, ...],
    commodity: str | None,
    year: str | None,
    years: str | None,
    modes: tuple[str, ...],
    min_citations: int,
    without_press: bool,
    top: int | None,
    form: str,
    target: str | None,
) -> None:
    r"""Show who says that goods go from ORIGIN to DESTINATION.

    All citations of the legs between two places, the newest first, with their
    grades, and side by side those that contradict each other. A region stands
    for its members too. One name is that of a leg (its id), or of a corridor:

    \b
      trafficroutes legs Ecuador Belgium
      trafficroutes legs "West Africa" Spain --commodity cocaine --years 2015-
      trafficroutes legs cocaine-ECU-BEL
      trafficroutes legs "Northern Route" --min-citations 2
    """
    from trafficroutes.analysis.legs.answer import legs
    from trafficroutes.dataset.loading import load
    from trafficroutes.report.legs import first, legs_document

    span = years_of(year, years)
    if len(names) > len(("origin", "destination")):
        raise click.UsageError(
            "give ORIGIN and DESTINATION, or one leg or corridor; a name of several words stands "
            'in quotes, as "West Africa"'
        )
    loaded = load(data)
    result = legs(
        loaded,
        *names,
        commodity=commodity,
        years=span,
        modes=modes,
        min_citations=min_citations,
        without_press=without_press,
    )
    shown = options.shown(top, form, _SHOWN)
    document, line = cite_section(legs_document(result, loaded, top=shown), loaded)
    emit(
        lambda: {**first(result, top).to_dict(), "notes": [*result.notes, line]},
        document,
        form,
        target,
    )


_SHOWN = 15
