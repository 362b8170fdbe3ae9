"""``trafficroutes map``: the network, or a part of it, on a map."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from trafficroutes.commands import options

if TYPE_CHECKING:
    from trafficroutes.maps.view import View
    from trafficroutes.model.dataset import Dataset

_DEFAULT = "maps/world.html"


@click.command("map")
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(dir_okay=False, writable=True),
    help="HTML file to write; it needs no network.  "
    f"[default: {_DEFAULT}, unless a figure is asked for]",
)
@click.option(
    "--png", type=click.Path(dir_okay=False, writable=True), help="Draw a figure to print, as PNG."
)
@click.option(
    "--svg", type=click.Path(dir_okay=False, writable=True), help="Draw a figure to print, as SVG."
)
@click.option(
    "--commodity", metavar="NAME", help="A commodity or a family.  [default: all families]"
)
@click.option(
    "--corridor",
    "corridors",
    metavar="NAME",
    multiple=True,
    help="Only legs of this corridor, by id or name; may be repeated.",
)
@options.period
@click.option(
    "--mode",
    "modes",
    multiple=True,
    type=click.Choice(options.MODES),
    help="Only legs travelled so; may be repeated.",
)
@click.option(
    "--place",
    "places",
    metavar="NAME",
    multiple=True,
    help="Only legs from or to this place; may be repeated.",
)
@click.option("--region", metavar="NAME", help="Only legs that begin or end in this region.")
@click.option(
    "--min-credibility",
    metavar="1-6",
    type=click.IntRange(1, 6),
    default=6,
    show_default=True,
    help="Only statements of this Admiralty grade or a better one: 1 is confirmed, 5 improbable, "
    "6 cannot be judged.",
)
@click.option(
    "--weighting",
    type=click.Choice(options.WEIGHTINGS),
    default="auto",
    show_default=True,
    help="What the widths show. auto takes the flow estimate where every family drawn has one, "
    "else the strength of the evidence.",
)
@click.option(
    "--largest",
    type=click.IntRange(min=1),
    metavar="N",
    help="Draw the N strongest connections; the map says so, and its table has all.  [default: all "
    "up to 600; where there are more, the strongest 250]",
)
@click.option("--title", help="Title of the map.")
@click.option("--no-table", is_flag=True, help="Leave out the table under the map.")
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
    from trafficroutes.dataset.loading import load
    from trafficroutes.maps.of_network import Extract, network_view

    span = options.years_of(year, years)
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
    if target is None and png is None and svg is None:
        target = _DEFAULT
        Path(target).parent.mkdir(exist_ok=True)
    _draw(view, loaded, target=target, figures=(png, svg), table=not no_table)


def _draw(
    view: View,
    data: Dataset,
    *,
    target: str | None,
    figures: tuple[str | None, ...],
    table: bool,
) -> None:
    """Write the files, and say which."""
    from trafficroutes.maps import draw_map, save_map

    told = " ".join(part for part in (view.summary, view.cut) if part)
    if target is not None:
        save_map(draw_map(view, data, table=table), target)
        click.echo(f"{target}: {told}", err=True)
    for figure in figures:
        if figure is not None:
            from trafficroutes.maps import save_figure

            save_figure(view, figure, data)
            click.echo(f"{figure}: {told}", err=True)
