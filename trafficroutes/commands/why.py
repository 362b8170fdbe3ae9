"""``trafficroutes why``: what a hub's share is made of."""

from __future__ import annotations

from typing import Any

import click

from trafficroutes.commands import options
from trafficroutes.commands.output import emit, with_cite_line


@click.command("why")
@click.argument("place")
@click.argument("origin")
@click.argument("destination")
@options.question
@options.question_draws
@options.shown_range
@options.evidence
@options.output
@click.pass_obj
def command(
    data: str | None,
    /,
    *,
    place: str,
    origin: str,
    destination: str,
    draws: int | None,
    seed: int,
    evidence: bool,
    form: str,
    target: str | None,
    **asked: Any,
) -> None:
    r"""Explain PLACE's share between ORIGIN and DESTINATION.

    Shows the legs in and out with their parts of the share and their ranges; for a
    place without a share, the reason why it has none:

    \b
      trafficroutes why Ecuador Colombia Europe --commodity cocaine
    """
    from trafficroutes.analysis.why.answer import why
    from trafficroutes.dataset.loading import load
    from trafficroutes.report.answers import why_document

    chosen = options.query_options(**asked)
    loaded = load(data)
    result = with_cite_line(
        why(loaded, place, origin, destination, draws=draws, seed=seed, **chosen)
    )
    document = why_document(result, loaded, evidence=evidence)
    emit(result.to_dict, document, form, target)
