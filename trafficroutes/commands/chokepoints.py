"""``trafficroutes chokepoints``: what stands between an origin and a destination."""

from __future__ import annotations

from typing import Any

import click

from trafficroutes.commands import options
from trafficroutes.commands.output import emit, with_cite_line
from trafficroutes.commands.picture import draw, picture_of


@click.command("chokepoints")
@click.argument("origin")
@click.argument("destination")
@options.question
@click.option(
    "--protect",
    metavar="PLACE",
    multiple=True,
    help="A country that no cut and no budget may hold; may be repeated.",
)
@click.option(
    "--carrying",
    is_flag=True,
    help="Cut only what the flow estimate has something move over, not all cited routes.",
)
@click.option(
    "--budget",
    metavar="K",
    type=click.IntRange(1, 30),
    default=3,
    show_default=True,
    help="The best 1, 2, ... up to K countries, by two objectives.",
)
@click.option(
    "--limit",
    metavar="N",
    type=options.COUNT,
    default=100,
    show_default=True,
    help="How many smallest cuts are listed and counted at most.",
)
@options.draws(200)
@options.shown_range
@click.option(
    "--top",
    type=options.COUNT,
    help="Only so many countries, cuts and legs.  [default: 15 in tables, all else]",
)
@options.evidence
@options.picture
@options.output
@click.pass_obj
def command(
    data: str | None,
    /,
    *,
    origin: str,
    destination: str,
    protect: tuple[str, ...],
    carrying: bool,
    budget: int,
    limit: int,
    draws: int,
    seed: int,
    top: int | None,
    evidence: bool,
    form: str,
    target: str | None,
    **asked: Any,
) -> None:
    r"""Show what stands between ORIGIN and DESTINATION.

    Countries on every route, the smallest sets of countries (and of legs) without
    which no route is left, and the best few countries to act in; with how often that
    is so in draws of the evidence:

    \b
      trafficroutes chokepoints Afghanistan Russia --commodity opiates
      trafficroutes chokepoints Colombia Europe --budget 10 --protect Brazil
    """
    from trafficroutes.analysis.chokepoints.answer import chokepoints
    from trafficroutes.dataset.loading import load
    from trafficroutes.report.chokepoints import chokepoints_document

    picture = picture_of(asked)
    chosen = options.query_options(**asked)
    loaded = load(data)
    result = with_cite_line(
        chokepoints(
            loaded,
            origin,
            destination,
            protect=protect,
            carrying=carrying,
            budget=budget,
            limit=limit,
            draws=draws,
            seed=seed,
            **chosen,
        )
    )
    shown = options.shown(top, form, _SHOWN)
    document = chokepoints_document(result, loaded, top=shown, evidence=evidence)
    draw(picture, result, loaded)
    emit(result.to_dict, document, form, target)


_SHOWN = 15
