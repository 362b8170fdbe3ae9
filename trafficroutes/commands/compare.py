"""``trafficroutes compare``: what changes between two periods or two data files."""

from __future__ import annotations

from typing import Any

import click

from trafficroutes.commands import options
from trafficroutes.commands.centrality import by
from trafficroutes.commands.option_values import both_or_neither, years_of
from trafficroutes.commands.output import emit, with_cite_line
from trafficroutes.commands.picture import draw, picture_of

_SHOWN = 8


@click.command("compare")
@click.argument("ends", nargs=-1, metavar="[ORIGIN DESTINATION]")
@click.option("--with", "with_years", metavar="C-D", help="The years of the other side.")
@click.option(
    "--since",
    metavar="Y",
    help="The years before Y against those from Y on, in place of --years and --with.",
)
@click.option(
    "--with-data",
    "with_file",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="The data file of the other side, if it is another one.",
)
@by
@options.question
@options.draws(200)
@options.shown_range
@click.option(
    "--top",
    type=options.COUNT,
    help="Only so many countries and connections that appear, that disappear and that stay.  "
    "[default: 8 in tables, all else]",
)
@options.picture
@options.output
@click.pass_obj
def command(
    data: str | None,
    /,
    *,
    ends: tuple[str, ...],
    with_years: str | None,
    with_file: str | None,
    since: str | None,
    by: str | None,
    draws: int,
    seed: int,
    top: int | None,
    form: str,
    target: str | None,
    **asked: Any,
) -> None:
    r"""Compare a network in two periods, or in two data files.

    Shown are connections and countries that appear, disappear and change rank.
    Behind each rank and value stands its evidence range, behind shares of the
    estimate where a published one may lie (--range). Evidence, not trade, may have
    changed:

    \b
      trafficroutes compare --years 2000-2009 --with 2010-2019 --commodity heroin
      trafficroutes compare Afghanistan Russia --since 2010 --commodity opiates
      trafficroutes compare Colombia Europe --years 2010 --with-data older.yaml
    """
    from trafficroutes.analysis.comparison.answer import compare
    from trafficroutes.dataset.loading import load
    from trafficroutes.report.comparison import comparison_document, first

    origin, destination = both_or_neither(ends)
    picture = picture_of(asked)
    if origin is None and asked["range_shown"] is not None:
        raise click.UsageError(
            "--range goes with ORIGIN and DESTINATION: without, nothing is a share"
        )
    chosen = options.query_options(**asked)
    other_years = years_of(None, with_years)
    if since is not None:
        _check_since(since, (chosen["years"], with_years, with_file))
    elif with_years is None and with_file is None:
        raise click.UsageError(
            "name the other side by --with C-D or --with-data FILE, or both by --since Y"
        )
    loaded = load(data)
    other = None if with_file is None else load(with_file)
    result = with_cite_line(
        compare(
            loaded,
            origin,
            destination,
            with_years=other_years,
            with_data=other,
            since=since,
            by=by,
            draws=draws,
            seed=seed,
            **chosen,
        )
    )
    shown = options.shown(top, form, _SHOWN)
    places = loaded.places if other is None else other.places

    def name(code: str) -> str:
        return places.name(code) if code in places else loaded.places.name(code)

    document = comparison_document(result, name, top=shown)
    draw(picture, result, loaded if other is None else other)
    emit(lambda: first(result, top).to_dict(), document, form, target)


def _check_since(since: str, others: tuple[str | None, ...]) -> None:
    """Refuse --since beside another way to name a side, and where it is no year."""
    from trafficroutes.analysis.comparison.sides import turn_of
    from trafficroutes.errors import QueryError

    if any(other is not None for other in others):
        raise click.UsageError(
            "--since names both sides, the years before and from then on: leave out --year, "
            "--years, --with and --with-data"
        )
    try:
        turn_of(since)
    except QueryError as error:
        raise click.UsageError(str(error)) from None
