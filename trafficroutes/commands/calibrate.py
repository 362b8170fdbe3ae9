"""``trafficroutes calibrate``: observed shares beside those of the flow estimate."""

from __future__ import annotations

from typing import Any

import click

from trafficroutes.commands import options
from trafficroutes.commands.output import emit, with_cite_line


@click.command("calibrate")
@click.argument("family")
@options.period
@options.assumptions
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
    evidence: bool,
    form: str,
    target: str | None,
    **assumed: Any,
) -> None:
    r"""Show the observed shares of FAMILY beside those of its flow estimate.

    Observations that play no part in the estimate are marked as held out; they
    test it:

    \b
      trafficroutes calibrate opiates --years 2008-2012
    """
    from trafficroutes.analysis.estimate.calibrate import calibrate
    from trafficroutes.dataset.loading import load
    from trafficroutes.report.estimates import calibration_document

    span = options.years_of(year, years)
    loaded = load(data)
    found = with_cite_line(calibrate(loaded, family, years=span, **assumed))
    document = calibration_document(found, loaded, evidence=evidence)
    emit(found.to_dict, document, form, target)
