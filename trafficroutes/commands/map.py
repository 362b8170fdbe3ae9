"""``trafficroutes map``: the network, or a part of it, on a map."""

from __future__ import annotations

from pathlib import Path

import click

from trafficroutes.commands import options
from trafficroutes.commands.option_values import years_of
from trafficroutes.commands.output import SCREEN, tell
from trafficroutes.commands.picture import Picture, draw, figures_of
from trafficroutes.commands.target import force, written

_DEFAULT = "maps/world.html"


@click.command("map")
@written(
    "-o",
    "--output",
    "target",
    endings=(".html",),
    help="HTML file to write; it needs no network.  "
    f"[default: {_DEFAULT}, unless a figure is asked for]",
)
@options.figures
@options.part
@click.option(
    "--weighting",
    type=click.Choice(options.WEIGHTINGS),
    default="auto",
    show_default=True,
    help="What the widths show. auto takes the flow estimate where a family has one; families "
    "without one are drawn hollow, and where none has one, by the strength of the evidence.",
)
@click.option(
    "--largest",
    type=options.COUNT,
    metavar="N",
    help="Draw the N strongest connections at first; the page has the others and a slider for how "
    "many.  [default: all up to 80; where there are more, the strongest 70]",
)
@options.captions
@force
@click.pass_obj
def command(
    data: str | None,
    /,
    *,
    target: str | None,
    png: str | None,
    svg: str | None,
    commodity: str | None,
    corridors: tuple[str, ...],
    year: str | None,
    years: str | None,
    modes: tuple[str, ...],
    places: tuple[str, ...],
    region: str | None,
    min_credibility: int,
    weighting: str,
    largest: int | None,
    title: str | None,
    no_table: bool,
) -> None:
    r"""Draw the network, or a part of it, on a map.

    The map is one HTML file that opens anywhere without a network, with the same
    facts as a table under it:

    \b
      trafficroutes map
      trafficroutes map --corridor northern-route -o northern.html
      trafficroutes map --place Guinea-Bissau --years 2005-2010 --svg bissau.svg
    """
    from trafficroutes.dataset.files import make_folder
    from trafficroutes.dataset.loading import load
    from trafficroutes.maps.views.network import network_view
    from trafficroutes.question.extract import Extract

    wanted = figures_of(png, svg)
    if [target, png, svg].count(SCREEN) > 1:
        raise click.UsageError("only one thing can go to standard output (-)")
    if no_table and wanted and target is None:
        raise click.UsageError("--no-table goes with -o: a figure has no table")
    span = years_of(year, years)
    loaded = load(data)
    extract = Extract(
        commodity=commodity,
        corridors=corridors,
        years=span,
        modes=modes,
        places=places,
        region=region,
        min_credibility=min_credibility,
        weighting=weighting,
    )
    view = network_view(loaded, extract, title=title, largest=largest)
    if target is None and not wanted:
        target = _DEFAULT
        make_folder(Path(target).parent)
    draw(Picture(target, wanted, None, table=not no_table), view, loaded)
    told = " ".join(part for part in (view.summary, view.cut) if part)
    for named in (target, png, svg):
        if named is not None:
            tell(f"{named}: {told}")
