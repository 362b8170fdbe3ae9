"""``trafficroutes hubs``: which transit hubs connect an origin to a destination."""

from __future__ import annotations

from typing import Any

import click

from trafficroutes.commands import options
from trafficroutes.commands.output import emit, with_cite_line


@click.command("hubs")
@click.argument("origin")
@click.argument("destination")
@options.question
@options.draws(None, "1000, or 200 where over 200 places are on the way")
@click.option(
    "--top-k",
    type=click.IntRange(min=1),
    default=5,
    show_default=True,
    help="Show each hub's chance to be among so many.",
)
@click.option(
    "--top",
    type=click.IntRange(min=1),
    help="Only so many hubs and gateways.  [default: 15 in tables, all else]",
)
@options.evidence
@click.option(
    "--map",
    "map_file",
    type=click.Path(dir_okay=False, writable=True),
    help="Also draw the answer on a map, one HTML file that needs no network.",
)
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
    map_file: str | None,
    form: str,
    target: str | None,
    **asked: Any,
) -> None:
    r"""Show the transit hubs between ORIGIN and DESTINATION.

    A hub's share is the chance that goods which arrive have passed it. Beside it
    stand its share and rank in 90 percent of the draws of the evidence, and the
    chance to be among the first. Places are countries or regions, by any name:

    \b
      trafficroutes hubs Colombia Europe
      trafficroutes hubs Afghanistan Russia --commodity opiates --evidence
    """
    from trafficroutes.analysis.hubs import hubs
    from trafficroutes.dataset.loading import load
    from trafficroutes.report.answers import first, hubs_document

    chosen = options.query_options(**asked)
    loaded = load(data)
    result = with_cite_line(
        hubs(loaded, origin, destination, draws=draws, seed=seed, top_k=top_k, **chosen)
    )
    shown = top if top is not None or form in ("json", "csv") else _SHOWN
    document = hubs_document(result, loaded, top=shown, evidence=evidence)
    if map_file is not None:
        from trafficroutes.maps import draw_map, save_map

        save_map(draw_map(result, loaded), map_file)
    emit(lambda: first(result, shown).to_dict(), document, form, target)


_SHOWN = 15
