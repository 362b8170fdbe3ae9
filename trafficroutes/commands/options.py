"""Options that several commands share, each defined once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from trafficroutes.commands import forms, target
from trafficroutes.commands.option_values import check_dropping, years_of
from trafficroutes.commands.output import EXPLAIN, FORMS, NOTES, TABLE

F = TypeVar("F", bound=Callable[..., Any])

#: Kept in step with the library by a test, so that --help need not import numpy.
WEIGHTINGS = (
    "auto",
    "estimate",
    "evidence",
    "equal",
    "volume",
    "records",
    "records-sqrt",
    "kilograms",
)
MOST_DRAWS = 20_000
RETENTIONS = ("cited", "none")
RANGES = ("50", "90", "evidence")
SUPPLIER_SHARES = (
    "combined",
    "reports",
    "seizures",
    "mentions",
    "prior",
    "uniform",
    "distance",
)
DEMAND_FROM = ("consumption", "users", "equal")
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


#: How many of something: no more than what a list may be cut to.
COUNT = click.IntRange(1, 1_000_000_000)


#: What figures may end in; the ending says the form.
_FIGURES = (".png", ".svg")


def _together(*decorators: Callable[[F], F]) -> Callable[[F], F]:
    """Apply decorators so that the help lists their options in this order."""

    def apply(function: F) -> F:
        for decorate in reversed(decorators):
            function = decorate(function)
        return function

    return apply


def _kept(key: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    """Return a callback that keeps what is asked for where the output looks for it."""

    def keep(context: click.Context, _: click.Parameter, value: Any) -> None:
        context.meta[key] = value

    return keep


printing = _together(
    click.option(
        "-f",
        "--format",
        "form",
        type=click.Choice(["table", "json", *FORMS]),
        default="table",
        show_default=True,
        help="How to print the answer.",
    ),
    click.option(
        "--notes",
        is_flag=True,
        expose_value=False,
        callback=_kept(NOTES),
        help="On a terminal: all tables and notes, not only what fits on one screen.",
    ),
    click.option(
        "--explain",
        is_flag=True,
        expose_value=False,
        callback=_kept(EXPLAIN),
        help="Say at the end what the words of the answer mean.",
    ),
    click.option(
        "--table",
        metavar="NAME",
        expose_value=False,
        callback=_kept(TABLE),
        help="Only this table; a wrong name lists which there are.",
    ),
)

output = _together(
    printing,
    target.written(
        "-o",
        "--output",
        "target",
        endings=target.FORM_OF,
        also=forms.export_endings,
        help="Write to this file instead of the screen; its ending says the form: "
        f"{', '.join(target.FORM_OF)}; answers of a question also .xlsx, .gexf, .gpkg and the "
        "others of export.",
    ),
    target.force,
    forms.by_ending,
)

figures = _together(
    target.written("--png", endings=_FIGURES, help="Draw a figure to print, as PNG."),
    target.written("--svg", endings=_FIGURES, help="Draw a figure to print, as SVG."),
)

captions = _together(
    click.option("--title", help="Title of the map and of figures."),
    click.option("--no-table", is_flag=True, help="Leave out the table under the map."),
)

picture = _together(
    target.written(
        "--map",
        "map_file",
        endings=(".html",),
        help="Also draw the answer on a map, one HTML file that needs no network.",
    ),
    figures,
    captions,
)

table_format = _together(
    click.option(
        "--map",
        "mapped",
        metavar="FIELD=COLUMN",
        multiple=True,
        help="Which column holds a field, such as departure=FROM; may be repeated.",
    ),
    click.option("--encoding", metavar="NAME", help="Of tables of text.  [default: UTF-8]"),
    click.option(
        "--delimiter",
        type=click.Choice([",", ";", "|", "comma", "semicolon", "tab", "bar"]),
        help="Between the cells of tables of text.  [default: as the headings tell]",
    ),
    click.option(
        "--decimal",
        type=click.Choice([".", ","]),
        help="What parts decimals.  [default: as the amounts tell]",
    ),
)

evidence = click.option(
    "--evidence", is_flag=True, help="Show the citations behind what is printed."
)


def draws(default: int | None, told: str | None = None) -> Callable[[F], F]:
    """Return --draws and --seed, as ``draws`` and ``seed``.

    Parameters
    ----------
    default : int or None
        How many draws; None leaves it to the library.
    told : str, optional
        What the help says of the default in place of the number.
    """
    return _together(
        click.option(
            "--draws",
            type=click.IntRange(0, MOST_DRAWS),
            default=default,
            show_default=told is None,
            help="How often reports and figures are drawn for evidence ranges; 0 leaves them out."
            + (f"  [default: {told}]" if told else ""),
        ),
        click.option(
            "--seed",
            type=click.IntRange(min=0),
            default=0,
            show_default=True,
            help="Same seed, same draws.",
        ),
    )


#: The draws of one question.
question_draws = draws(None, "1000, or 200 where over 200 places are on the way")

shown_range = click.option(
    "--range",
    "range_shown",
    type=click.Choice(RANGES),
    help="The range beside shares: where a published share lies as likely as not, with 90 percent, "
    "or the evidence range (what the reports leave open), the only one where a weighting is not "
    "tested. JSON and CSV have all.  [default: 50]",
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

modes = click.option(
    "--mode",
    "modes",
    multiple=True,
    type=click.Choice(MODES),
    help="Only legs travelled so; may be repeated.",
)

#: A part of the data: what :class:`trafficroutes.question.extract.Extract` narrows by.
part = _together(
    click.option(
        "--commodity", metavar="NAME", help="A commodity or a family.  [default: all families]"
    ),
    click.option(
        "--corridor",
        "corridors",
        metavar="NAME",
        multiple=True,
        help="Only legs of this corridor, by id or name; may be repeated.",
    ),
    period,
    modes,
    click.option(
        "--place",
        "places",
        metavar="NAME",
        multiple=True,
        help="Only what is from, to or about this place; may be repeated.",
    ),
    click.option("--region", metavar="NAME", help="Only what begins, ends or lies in this region."),
    click.option(
        "--min-credibility",
        metavar="1-6",
        type=click.IntRange(1, 6),
        default=6,
        show_default=True,
        help="Only statements of this Admiralty grade or a better one: 1 is confirmed, 5 "
        "improbable, 6 cannot be judged.",
    ),
)

selection = _together(
    commodity,
    period,
    modes,
    click.option(
        "--weighting",
        type=click.Choice(WEIGHTINGS),
        default="auto",
        show_default=True,
        help="What makes a leg strong: tonnes of the flow estimate, evidence for it, nothing, "
        "cited tonnes a year, or seizure records: their number, damped by the logarithm or the "
        "square root, or their kilograms, capped. auto takes estimate where markets have cited "
        "demand, else records where most legs stand on these alone, else evidence.",
    ),
    click.option(
        "--drop-unquantified",
        is_flag=True,
        help="With volume or kilograms: leave out legs without such an amount instead of refusing.",
    ),
    click.option(
        "--retention",
        type=click.Choice(RETENTIONS),
        default="cited",
        show_default=True,
        help="Whether goods stay where a market is cited, or always move on.",
    ),
)

evidence_asked = _together(
    click.option(
        "--min-citations",
        type=COUNT,
        default=1,
        metavar="N",
        help="Only legs with at least N independent citations: those of one document, or of one "
        "published estimate, count once.",
    ),
    click.option(
        "--without-press", is_flag=True, help="Leave out legs that only press reports tell of."
    ),
)

question = _together(selection, evidence_asked)

assumptions = _together(
    modes,
    click.option(
        "--supplier-shares",
        type=click.Choice(SUPPLIER_SHARES),
        default="combined",
        show_default=True,
        help="What suppliers share a market by, where no share is cited: reports, seized amounts "
        "by provenance and the prior (near, large, on the way); or less of these.",
    ),
    click.option(
        "--demand-from",
        type=click.Choice(DEMAND_FROM),
        default="consumption",
        show_default=True,
        help="Demand by cited consumption (users where none is cited), by users, or 1 t a market.",
    ),
    click.option(
        "--reconcile/--no-reconcile",
        default=True,
        show_default=True,
        help="Whether flows give way to cited amounts.",
    ),
    click.option(
        "--fit-shares",
        is_flag=True,
        help="Fit observed shares of routes and origins too; without it they test the estimate.",
    ),
    click.option(
        "--pure",
        is_flag=True,
        help="Count seizures by their content where purity is cited.",
    ),
)


def query_options(
    *,
    commodity: str | None,
    year: str | None,
    years: str | None,
    modes: tuple[str, ...],
    weighting: str,
    drop_unquantified: bool,
    retention: str,
    min_citations: int = 1,
    without_press: bool = False,
    range_shown: str | None = None,
) -> dict[str, Any]:
    """Return the library's options for what the command line says."""
    check_dropping(weighting, drop=drop_unquantified)
    return {
        "commodity": commodity,
        "years": years_of(year, years),
        "modes": modes,
        "weighting": weighting,
        "drop_unquantified": drop_unquantified,
        "retention": retention,
        "min_citations": min_citations,
        "without_press": without_press,
        **({} if range_shown is None else {"range_shown": range_shown}),
    }


def shown(top: int | None, form: str, usual: int) -> int | None:
    """Return how many rows are printed: all of them (None) to JSON and CSV, unless told otherwise.

    >>> shown(None, "table", 15), shown(None, "json", 15), shown(3, "json", 15)
    (15, None, 3)
    """
    return top if top is not None or form in ("json", "csv") else usual
