"""``trafficroutes sweep``: every set of countries or legs of a size."""

from __future__ import annotations

from typing import Any

import click

from trafficroutes.commands import options
from trafficroutes.commands.output import emit, with_cite_line

#: Kept in step with the library by a test, so that --help need not import numpy.
OVER = ("countries", "legs", "both")


@click.command("sweep")
@click.argument("origin")
@click.argument("destination")
@click.option(
    "--size",
    metavar="N",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Members of a set: exactly N.",
)
@click.option(
    "--over",
    type=click.Choice(OVER),
    default="countries",
    show_default=True,
    help="What sets are made of: transit countries, legs, or both mixed.",
)
@click.option(
    "--within", metavar="REGION", help="Only countries there, and legs with both ends there."
)
@click.option(
    "--protect",
    metavar="PLACE",
    multiple=True,
    help="A country that no set may hold; its legs are left alone too. May be repeated.",
)
@options.question
@click.option("--top", type=click.IntRange(min=1), help="Only so many of the best.  [default: 15]")
@options.output
@click.pass_obj
def command(
    data: str | None,
    /,
    *,
    origin: str,
    destination: str,
    size: int,
    over: str,
    within: str | None,
    protect: tuple[str, ...],
    top: int | None,
    form: str,
    target: str | None,
    **asked: Any,
) -> None:
    r"""Look at every set of N countries (or legs) between ORIGIN and DESTINATION."""
    from trafficroutes.dataset.loading import load
    from trafficroutes.report.sweep import sweep_document
    from trafficroutes.scenario.sweep import sweep

    chosen: Any = options.query_options(**asked)
    loaded = load(data)
    result = with_cite_line(
        sweep(
            loaded,
            origin,
            destination,
            size=size,
            over=over,
            within=within,
            protect=protect,
            top=top,
            **chosen,
        )
    )
    emit(result.to_dict, sweep_document(result, loaded), form, target)
