"""``trafficroutes centrality``: how central countries and legs are, by many measures."""

from __future__ import annotations

from typing import Any

import click

from trafficroutes.commands import options
from trafficroutes.commands.option_values import both_or_neither
from trafficroutes.commands.output import emit, with_cite_line
from trafficroutes.commands.picture import draw, picture_of

#: Kept in step with the library by a test, so that --help need not import numpy.
MEASURES = (
    "degree_in",
    "degree_out",
    "degree",
    "strength_in",
    "strength_out",
    "strength",
    "betweenness_hops",
    "betweenness_cost",
    "pairs_hops",
    "pairs_cost",
    "random_walk",
    "harmonic_in",
    "harmonic_out",
    "pagerank",
    "katz",
    "hits_hub",
    "hits_authority",
    "core",
    "coordinator",
    "itinerant",
    "gatekeeper",
    "representative",
    "liaison",
)
BUNDLES = (
    "degrees",
    "strengths",
    "betweenness",
    "pairs",
    "harmonic",
    "hits",
    "brokerage",
    "all",
)
GROUPS = ("region", "subregion", "role")
REGIONS = ("leave_out", "members")
_SHOWN = 15


by = click.option(
    "--by",
    type=click.Choice(MEASURES),
    metavar="MEASURE",
    help="What countries are ranked by, as in centrality.  [default: strength; between ORIGIN "
    "and DESTINATION always hub shares]",
)


@click.command("centrality", short_help="Rank the countries of a network by several measures.")
@click.argument("ends", nargs=-1, metavar="[ORIGIN DESTINATION]")
@click.option(
    "--measure",
    "measures",
    multiple=True,
    type=click.Choice((*MEASURES, *BUNDLES)),
    metavar="NAME",
    help="A measure or a bundle; may be repeated, the first one sorts. Measures: "
    f"{', '.join(MEASURES)}. Bundles: {', '.join(BUNDLES)}.  "
    "[default: strengths, betweenness, pairs_cost, random_walk, pagerank]",
)
@click.option(
    "--groups",
    type=click.Choice(GROUPS),
    default="region",
    show_default=True,
    help="What countries are grouped by for brokerage: UN M49, or the role that they have.",
)
@click.option(
    "--regions",
    type=click.Choice(REGIONS),
    default="leave_out",
    show_default=True,
    help="Legs into a region, country not stated: leave out, or share out among its members.",
)
@options.question
@options.draws(200)
@click.option(
    "--top",
    type=options.COUNT,
    help="Only so many countries and legs.  [default: 15 in tables, all else]",
)
@click.option("--values", is_flag=True, help="Show values in place of ranks.")
@click.option("--legs", is_flag=True, help="Put the table of legs first; --format csv prints it.")
@options.picture
@click.option(
    "--map-measure",
    type=click.Choice(MEASURES),
    metavar="NAME",
    help="What places on the map are as large as.  [default: the first measure]",
)
@options.output
@click.pass_obj
def command(
    data: str | None,
    /,
    *,
    ends: tuple[str, ...],
    measures: tuple[str, ...],
    groups: str,
    regions: str,
    draws: int,
    seed: int,
    top: int | None,
    values: bool,
    legs: bool,
    map_measure: str | None,
    form: str,
    target: str | None,
    **asked: Any,
) -> None:
    r"""Rank the countries of a network by several measures side by side.

    With ORIGIN and DESTINATION, pairs and leg shares look at what goes from the
    one to the other; without, pairs go from producers to markets. Behind each rank
    stands its evidence range:

    \b
      trafficroutes centrality --commodity opiates --measure betweenness
      trafficroutes centrality Colombia Europe --measure brokerage --groups role
    """
    from trafficroutes.analysis.centrality.answer import centrality
    from trafficroutes.dataset.loading import load
    from trafficroutes.report.centrality import centrality_document, first

    origin, destination = both_or_neither(ends)
    picture = picture_of(asked)
    if map_measure is not None and not picture:
        raise click.UsageError("--map-measure goes with --map, --png or --svg")
    chosen = options.query_options(**asked)
    loaded = load(data)
    result = with_cite_line(
        centrality(
            loaded,
            origin,
            destination,
            measures=measures,
            groups=groups,
            regions=regions,
            draws=draws,
            seed=seed,
            **chosen,
        )
    )
    shown = options.shown(top, form, _SHOWN)
    document = centrality_document(result, loaded, top=shown, values=values, legs=legs)
    if picture:
        from trafficroutes.maps.style import MapStyle
        from trafficroutes.maps.views.centrality import centrality_view

        view = centrality_view(result, loaded, MapStyle(), measure=map_measure, title=picture.title)
        draw(picture, view, loaded)
    emit(lambda: first(result, top).to_dict(), document, form, target)
