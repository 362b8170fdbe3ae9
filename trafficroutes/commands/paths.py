"""``trafficroutes paths``: the most likely routes."""

from __future__ import annotations

from typing import Any

import click

from trafficroutes.commands import options
from trafficroutes.commands.output import emit, with_cite_line
from trafficroutes.commands.picture import draw, picture_of


@click.command("paths")
@click.argument("origin")
@click.argument("destination")
@options.question
@options.question_draws
@options.shown_range
@click.option("--top", type=options.COUNT, default=10, show_default=True, help="How many routes.")
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
    top: int,
    evidence: bool,
    form: str,
    target: str | None,
    **asked: Any,
) -> None:
    r"""Show the most likely routes from ORIGIN to DESTINATION.

    Routes that pass no place twice, each with its share of the arrivals and the
    legs behind every step. Likely means well attested, not safe. Beside the share
    stands where a published one may lie (--range), and the evidence range of its rank
    among the routes shown:

    \b
      trafficroutes paths Afghanistan Russia --commodity heroin
    """
    from trafficroutes.analysis.paths.answer import paths
    from trafficroutes.dataset.loading import load
    from trafficroutes.report.answers import paths_document

    picture = picture_of(asked)
    chosen = options.query_options(**asked)
    loaded = load(data)
    result = with_cite_line(
        paths(loaded, origin, destination, count=top, draws=draws, seed=seed, **chosen)
    )
    document = paths_document(result, loaded, evidence=evidence)
    draw(picture, result, loaded)
    emit(result.to_dict, document, form, target)
