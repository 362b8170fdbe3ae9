"""``trafficroutes reporters``: who reports the seizures behind a network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from trafficroutes.commands import options
from trafficroutes.commands.centrality import by
from trafficroutes.commands.option_values import both_or_neither
from trafficroutes.commands.output import emit, with_cite_line

if TYPE_CHECKING:
    from trafficroutes.model.dataset import Dataset

_SHOWN = 15


def _shipped(_context: object, _option: object, given: str | None) -> Dataset | str | None:
    """Return the data that ship for their name; a file is read where it is needed."""
    from trafficroutes.dataset.loading import load_shipped

    return load_shipped() if given == "shipped" else given


@click.command("reporters", short_help="Show who reports seizures, and what hangs on each.")
@click.argument("ends", nargs=-1, metavar="[ORIGIN DESTINATION]")
@by
@click.option(
    "--leave-out",
    type=click.IntRange(0, 10_000),
    default=10,
    show_default=True,
    metavar="N",
    help="Leave out so many reporters, one after another, and rank anew.",
)
@click.option(
    "--beside",
    metavar="FILE",
    callback=_shipped,
    help="Data in which people and kilograms seized are cited; 'shipped' names those that ship.",
)
@options.selection
@click.option(
    "--top",
    type=options.COUNT,
    help="Only so many reporters.  [default: 15 in tables, all else]",
)
@options.output
@click.pass_obj
def command(
    data: str | None,
    /,
    *,
    ends: tuple[str, ...],
    by: str | None,
    leave_out: int,
    beside: Dataset | str | None,
    top: int | None,
    form: str,
    target: str | None,
    **asked: Any,
) -> None:
    r"""Show who reports the seizures behind a network, and what hangs on each.

    Records of each country that seized, a year, per million people and per tonne
    seized, by year; and how the ranking of countries changes without its records:

    \b
      trafficroutes reporters --data network.yaml --beside shipped
      trafficroutes reporters Colombia Spain --data network.yaml
    """
    from trafficroutes.analysis.reporters.answer import reporters
    from trafficroutes.dataset.loading import load
    from trafficroutes.report.reporters import first_reporters, reporters_document

    origin, destination = both_or_neither(ends)
    chosen = options.query_options(**asked)
    for key in ("min_citations", "without_press"):
        del chosen[key]
    loaded = load(data)
    result = with_cite_line(
        reporters(loaded, origin, destination, by=by, leave_out=leave_out, beside=beside, **chosen)
    )
    document = reporters_document(result, loaded, top=options.shown(top, form, _SHOWN))
    emit(lambda: first_reporters(result, top).to_dict(), document, form, target)
