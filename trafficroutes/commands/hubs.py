"""``trafficroutes hubs``: which transit hubs connect an origin to a destination."""

from __future__ import annotations

from typing import Any

import click

from trafficroutes.commands import options
from trafficroutes.commands.output import emit, with_cite_line
from trafficroutes.commands.picture import draw, picture_of


@click.command("hubs")
@click.argument("origin")
@click.argument("destination")
@options.question
@options.question_draws
@options.shown_range
@click.option(
    "--top-k",
    type=options.COUNT,
    default=5,
    show_default=True,
    help="Show each hub's chance to be among so many.",
)
@click.option(
    "--top",
    type=options.COUNT,
    help="Only so many hubs and gateways.  [default: 15 in tables, all else]",
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
    draws: int | None,
    seed: int,
    top_k: int,
    top: int | None,
    evidence: bool,
    form: str,
    target: str | None,
    **asked: Any,
) -> None:
    r"""Show the transit hubs between ORIGIN and DESTINATION.

    A hub's share is the chance that goods which arrive have passed it. Beside it
    stand where a published share may lie (--range), the evidence range of its rank,
    and the chance to be among the first. Places are countries or regions, by any
    name:

    \b
      trafficroutes hubs Colombia Europe
      trafficroutes hubs Afghanistan Russia --commodity opiates --evidence
    """
    from trafficroutes.analysis.hubs.answer import hubs
    from trafficroutes.dataset.loading import load
    from trafficroutes.report.answers import first, hubs_document

    picture = picture_of(asked)
    chosen = options.query_options(**asked)
    loaded = load(data)
    result = with_cite_line(
        hubs(loaded, origin, destination, draws=draws, seed=seed, top_k=top_k, **chosen)
    )
    shown = options.shown(top, form, _SHOWN)
    document = hubs_document(result, loaded, top=shown, evidence=evidence)
    draw(picture, result, loaded)
    emit(lambda: first(result, shown).to_dict(), document, form, target)


_SHOWN = 15
