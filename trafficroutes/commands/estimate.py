"""``trafficroutes estimate``: tonnes a year over each leg, and what contradicts them."""

from __future__ import annotations

from typing import Any

import click

from trafficroutes.commands import options
from trafficroutes.commands.option_values import years_of
from trafficroutes.commands.output import emit, with_cite_line


@click.command("estimate")
@click.argument("family")
@options.period
@options.assumptions
@click.option(
    "--unit",
    type=click.Choice(["t", "kg"]),
    default="t",
    show_default=True,
    help="Unit of all amounts, a year.",
)
@options.draws(200)
@click.option(
    "--top",
    type=options.COUNT,
    help="Only so many legs, places and residuals.  [default: 15 in tables, all else]",
)
@options.evidence
@options.output
@click.pass_obj
def command(
    data: str | None,
    /,
    *,
    family: str,
    year: str | None,
    years: str | None,
    unit: str,
    draws: int,
    seed: int,
    top: int | None,
    evidence: bool,
    form: str,
    target: str | None,
    **assumed: Any,
) -> None:
    r"""Estimate what moves over each leg of FAMILY, a year.

    FAMILY is a commodity or a family, such as cocaine or opiates. Cited demand is
    passed on to suppliers, up to the producers, and reconciled with cited amounts:

    \b
      trafficroutes estimate opiates --years 2008-2012
      trafficroutes estimate cocaine --supplier-shares reports --no-reconcile
    """
    from trafficroutes.analysis.estimate.answer import estimate
    from trafficroutes.dataset.loading import load
    from trafficroutes.report.estimates import estimate_document, first

    span = years_of(year, years)
    loaded = load(data)
    found = with_cite_line(
        estimate(loaded, family, years=span, unit=unit, draws=draws, seed=seed, **assumed)
    )
    shown = options.shown(top, form, _SHOWN)
    document = estimate_document(found, loaded, top=shown, evidence=evidence)
    emit(lambda: first(found, top).to_dict(), document, form, target)


_SHOWN = 15
