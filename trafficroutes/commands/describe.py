"""``trafficroutes describe``: a whole network in figures."""

from __future__ import annotations

from typing import Any

import click

from trafficroutes.commands import options
from trafficroutes.commands.centrality import BUNDLES, MEASURES, REGIONS
from trafficroutes.commands.output import emit, with_cite_line

_SHOWN = 15


@click.command("describe", short_help="Show a whole network in figures, and how robust it is.")
@click.option(
    "--remove",
    "remove",
    multiple=True,
    type=click.Choice((*MEASURES, *BUNDLES)),
    metavar="MEASURE",
    help="By what countries are taken out, the largest first, as in centrality; may be "
    "repeated.  [default: degree, betweenness_hops]",
)
@click.option(
    "--steps",
    type=click.IntRange(0, 1_000_000),
    default=10,
    show_default=True,
    help="How many countries are taken out.",
)
@click.option(
    "--random",
    type=click.IntRange(0, 10_000),
    default=200,
    show_default=True,
    metavar="N",
    help="Random orders that what is left is held against; 0 leaves them out.",
)
@click.option(
    "--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Of random orders."
)
@click.option(
    "--regions",
    type=click.Choice(REGIONS),
    default="leave_out",
    show_default=True,
    help="Legs into a region, country not stated: leave out, or share out among its members.",
)
@options.selection
@click.option(
    "--top",
    type=options.COUNT,
    help="Only so many countries.  [default: 15 in tables, all else]",
)
@options.output
@click.pass_obj
def command(
    data: str | None,
    /,
    *,
    remove: tuple[str, ...],
    steps: int,
    random: int,
    seed: int,
    regions: str,
    top: int | None,
    form: str,
    target: str | None,
    **asked: Any,
) -> None:
    r"""Show a whole network in figures, and how robust it is.

    Countries and connections, density, reachability, reciprocity, paths, centralisation,
    components, degrees; and what is left of it as the most central countries are taken
    out, beside taking them out at random:

    \b
      trafficroutes describe --commodity cocaine
      trafficroutes describe --commodity opiates --remove strength --steps 20
    """
    from trafficroutes.analysis.describe.answer import REMOVED_BY, describe
    from trafficroutes.dataset.loading import load
    from trafficroutes.report.describe import describe_document, first_described

    chosen = options.query_options(**asked)
    del chosen["retention"]
    result = with_cite_line(
        describe(
            load(data),
            remove=remove or REMOVED_BY,
            steps=steps,
            random=random,
            seed=seed,
            regions=regions,
            **chosen,
        )
    )
    document = describe_document(result, top=options.shown(top, form, _SHOWN))
    emit(lambda: first_described(result, top).to_dict(), document, form, target)
