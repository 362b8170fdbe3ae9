"""Options that several commands share, each defined once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

#: Kept in step with the library by a test, so that --help need not import numpy.
WEIGHTINGS = ("evidence", "equal", "volume")
RETENTIONS = ("cited", "none")
MODES = (
    "air_private",
    "air_courier",
    "air_cargo",
    "sea_vessel",
    "sea_container",
    "land",
    "rail",
    "parcel",
    "unknown",
)


def _together(*decorators: Callable[[F], F]) -> Callable[[F], F]:
    """Apply decorators so that the help lists their options in this order."""

    def apply(function: F) -> F:
        for decorate in reversed(decorators):
            function = decorate(function)
        return function

    return apply


output = _together(
    click.option(
        "-f",
        "--format",
        "form",
        type=click.Choice(["table", "json", "csv", "markdown"]),
        default="table",
        show_default=True,
        help="How to print the answer.",
    ),
    click.option(
        "-o",
        "--output",
        "target",
        type=click.Path(dir_okay=False, writable=True),
        help="Write to this file instead of the screen.",
    ),
)

evidence = click.option(
    "--evidence", is_flag=True, help="Show the citations behind what is printed."
)

commodity = click.option(
    "--commodity",
    metavar="NAME",
    help="A commodity or a family, such as heroin or opiates.  [default: each family with a route]",
)

period = _together(
    click.option("--year", metavar="Y", help="Only evidence about this year."),
    click.option(
        "--years",
        metavar="A-B",
        help="Only evidence about these years; A- and -B leave an end open.",
    ),
)

question = _together(
    commodity,
    period,
    click.option(
        "--mode",
        "modes",
        multiple=True,
        type=click.Choice(MODES),
        help="Only legs travelled so; may be repeated.",
    ),
    click.option(
        "--weighting",
        type=click.Choice(WEIGHTINGS),
        default="evidence",
        show_default=True,
        help="What makes a leg strong: evidence for it, nothing, or cited tonnes a year.",
    ),
    click.option(
        "--drop-unquantified",
        is_flag=True,
        help="With volume: leave out legs without a flow quantity instead of refusing.",
    ),
    click.option(
        "--retention",
        type=click.Choice(RETENTIONS),
        default="cited",
        show_default=True,
        help="Whether goods stay where a market is cited, or always move on.",
    ),
)


def years_of(year: str | None, years: str | None) -> str | None:
    """Return the one period that --year and --years ask for.

    Raises
    ------
    click.UsageError
        Both are given, or one of them is no period.
    """
    from trafficroutes.errors import QueryError
    from trafficroutes.model.years import parse_years

    if year is not None and years is not None:
        raise click.UsageError("give --year or --years, not both")
    text = year if year is not None else years
    if text is not None:
        try:
            parse_years(text)
        except QueryError as error:
            raise click.UsageError(str(error)) from None
    return text


def query_options(
    *,
    commodity: str | None,
    year: str | None,
    years: str | None,
    modes: tuple[str, ...],
    weighting: str,
    drop_unquantified: bool,
    retention: str,
) -> dict[str, Any]:
    """Return the library's options for what the command line says."""
    if drop_unquantified and weighting != "volume":
        raise click.UsageError("--drop-unquantified goes with --weighting volume")
    return {
        "commodity": commodity,
        "years": years_of(year, years),
        "modes": modes,
        "weighting": weighting,
        "drop_unquantified": drop_unquantified,
        "retention": retention,
    }
