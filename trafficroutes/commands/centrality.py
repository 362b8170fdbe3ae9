"""``trafficroutes centrality``: how central countries and legs are, by many measures."""

from __future__ import annotations

from typing import Any

import click

from trafficroutes.commands import options
from trafficroutes.commands.output import emit, with_cite_line

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


@click.command("centrality")
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
    type=click.IntRange(min=1),
    help="Only so many countries and legs.  [default: 15 in tables, all else]",
)
@click.option("--values", is_flag=True, help="Show values in place of ranks.")
@click.option("--legs", is_flag=True, help="Put the table of legs first; --format csv prints it.")
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
    form: str,
    target: str | None,
    **asked: Any,
) -> None:
    r"""Rank the countries of a network by several measures side by side.

    With ORIGIN and DESTINATION, pairs and leg shares look at what goes from the
    one to the other; without, pairs go from producers to markets. Behind each rank
    stands where it lies in 90 percent of the draws of the evidence:

    \b
      trafficroutes centrality --commodity opiates --measure betweenness
      trafficroutes centrality Colombia Europe --measure brokerage --groups role
    """
    from trafficroutes.analysis.centrality import centrality
    from trafficroutes.dataset.loading import load
    from trafficroutes.report.centrality import centrality_document, first

    origin, destination = options.both_or_neither(ends)
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
    shown = top if top is not None or form in ("json", "csv") else _SHOWN
    document = centrality_document(result, loaded, top=shown, values=values, legs=legs)
    emit(lambda: first(result, top).to_dict(), document, form, target)
