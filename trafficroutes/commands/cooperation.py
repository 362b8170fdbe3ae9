"""``trafficroutes cooperation``: which bodies cover what moves."""

from __future__ import annotations

from typing import Any

import click

from trafficroutes.commands import options
from trafficroutes.commands.output import emit, with_cite_line
from trafficroutes.commands.picture import draw, picture_of


@click.command("cooperation", short_help="Show which bodies of cooperation cover what moves.")
@click.argument("origin", required=False)
@click.argument("destination", required=False)
@click.option("--corridor", metavar="ID", help="A corridor in place of ORIGIN and DESTINATION.")
@options.question
@click.option(
    "--members",
    metavar="PLACE",
    multiple=True,
    help="A country of a body that is proposed; may be repeated.",
)
@click.option("--forums", is_flag=True, help="Show policy forums too, apart.")
@options.draws(200)
@options.shown_range
@click.option(
    "--top",
    type=options.COUNT,
    help="Only so many countries and legs.  [default: 15 in tables, all else]",
)
@options.evidence
@options.picture
@options.output
@click.pass_obj
def command(
    data: str | None,
    /,
    *,
    origin: str | None,
    destination: str | None,
    corridor: str | None,
    members: tuple[str, ...],
    forums: bool,
    draws: int,
    seed: int,
    top: int | None,
    evidence: bool,
    form: str,
    target: str | None,
    **asked: Any,
) -> None:
    r"""Show which bodies of cooperation cover what moves from ORIGIN to DESTINATION.

    A body covers a country that is its member in the period, if it works on the
    commodity's family. Operational bodies count; policy forums are shown apart:

    \b
      trafficroutes cooperation Afghanistan Russia --commodity opiates
      trafficroutes cooperation --corridor northern-route --forums
      trafficroutes cooperation Colombia Spain --members Venezuela --members Mali
    """
    from trafficroutes.analysis.cooperation.answer import cooperation, corridor_cooperation
    from trafficroutes.dataset.loading import load
    from trafficroutes.report.cooperation import cooperation_document

    picture = picture_of(asked)
    chosen = {**options.query_options(**asked), "draws": draws, "seed": seed}
    if corridor is not None and origin is not None:
        raise click.UsageError("give ORIGIN and DESTINATION, or --corridor, not both")
    loaded = load(data)
    if corridor is not None:
        found = corridor_cooperation(loaded, corridor, members=members, forums=forums, **chosen)
    elif origin is not None and destination is not None:
        found = cooperation(loaded, origin, destination, members=members, forums=forums, **chosen)
    else:
        raise click.UsageError("give ORIGIN and DESTINATION, or --corridor ID")
    result = with_cite_line(found)
    shown = options.shown(top, form, _SHOWN)
    document = cooperation_document(result, loaded, top=shown, evidence=evidence)
    draw(picture, result, loaded)
    emit(result.to_dict, document, form, target)


_SHOWN = 15
