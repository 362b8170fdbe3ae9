"""``trafficroutes sensitivity``: how a ranking depends on the evidence."""

from __future__ import annotations

from typing import Any

import click

from trafficroutes.commands import options
from trafficroutes.commands.centrality import by
from trafficroutes.commands.option_values import both_or_neither
from trafficroutes.commands.output import emit, with_cite_line

_SHOWN = 15


@click.command("sensitivity")
@click.argument("ends", nargs=-1, metavar="[ORIGIN DESTINATION]")
@click.option(
    "--level",
    "levels",
    multiple=True,
    type=options.COUNT,
    metavar="N",
    help="Independent citations that a leg needs; may be repeated.  [default: 1, 2, 3 and 5]",
)
@by
@options.selection
@options.draws(200)
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
    ends: tuple[str, ...],
    levels: tuple[int, ...],
    by: str | None,
    draws: int,
    seed: int,
    top: int | None,
    form: str,
    target: str | None,
    **asked: Any,
) -> None:
    r"""Show how a ranking changes when legs need more evidence.

    Hubs between ORIGIN and DESTINATION, or the countries of a network, are ranked
    by all legs, by legs with at least 2, 3 and 5 independent citations, and without
    legs that only press reports tell of. Behind each rank and value stands its
    evidence range, of the evidence that is left:

    \b
      trafficroutes sensitivity Colombia Europe --commodity cocaine
      trafficroutes sensitivity --commodity opiates --by betweenness_cost
    """
    from trafficroutes.analysis.sensitivity.answer import LEVELS, sensitivity
    from trafficroutes.dataset.loading import load
    from trafficroutes.report.sensitivity import first_places, sensitivity_document

    origin, destination = both_or_neither(ends)
    chosen = options.query_options(**asked)
    for key in ("min_citations", "without_press"):
        del chosen[key]
    result = with_cite_line(
        sensitivity(
            load(data),
            origin,
            destination,
            levels=levels or LEVELS,
            by=by,
            draws=draws,
            seed=seed,
            **chosen,
        )
    )
    shown = options.shown(top, form, _SHOWN)
    document = sensitivity_document(result, top=shown)
    emit(lambda: first_places(result, top).to_dict(), document, form, target)
