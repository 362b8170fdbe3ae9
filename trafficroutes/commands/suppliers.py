"""``trafficroutes suppliers``: from where a place gets its goods."""

from __future__ import annotations

from typing import Any

import click

from trafficroutes.commands import options
from trafficroutes.commands.output import emit, with_cite_line
from trafficroutes.commands.picture import draw, picture_of


@click.command("suppliers")
@click.argument("place")
@options.question
@options.question_draws
@options.shown_range
@click.option(
    "--top",
    type=options.COUNT,
    help="Only so many suppliers and origins.  [default: 15 in tables, all else]",
)
@options.evidence
@options.picture
@options.output
@click.pass_obj
def command(
    data: str | None,
    /,
    *,
    place: str,
    draws: int | None,
    seed: int,
    top: int | None,
    evidence: bool,
    form: str,
    target: str | None,
    **asked: Any,
) -> None:
    r"""Show from where PLACE gets its goods.

    By the last step, the country from which they come in, and by the country where
    they begin. With the flow estimate goods are followed backward from what ends in
    the place, else forward from where they are made:

    \b
      trafficroutes suppliers Germany --commodity cocaine
      trafficroutes suppliers "West Africa" --commodity cocaine --years 2015-2023
    """
    from trafficroutes.analysis.suppliers.answer import suppliers
    from trafficroutes.dataset.loading import load
    from trafficroutes.report.suppliers import first, suppliers_document

    picture = picture_of(asked)
    chosen = options.query_options(**asked)
    loaded = load(data)
    result = with_cite_line(suppliers(loaded, place, draws=draws, seed=seed, **chosen))
    shown = options.shown(top, form, _SHOWN)
    document = suppliers_document(result, loaded, top=shown, evidence=evidence)
    draw(picture, result, loaded)
    emit(lambda: first(result, shown).to_dict(), document, form, target)


_SHOWN = 15
