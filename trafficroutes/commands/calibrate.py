"""``trafficroutes calibrate``: observed shares beside those of the flow estimate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from trafficroutes.commands import options
from trafficroutes.commands.option_values import years_of
from trafficroutes.commands.output import emit, with_cite_line

if TYPE_CHECKING:
    from trafficroutes.model.dataset import Dataset


@click.command("calibrate", short_help="Show observed shares beside those of the flow estimate.")
@click.argument("family")
@options.period
@options.assumptions
@click.option(
    "--skill",
    is_flag=True,
    help="Show how far the estimate is from published shares in the standard periods, each "
    "compared without any share that answers its question, and simpler guesses beside it. "
    "Answers about these data tell it from then on.",
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
    skill: bool,
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
      trafficroutes calibrate cocaine --skill
    """
    from trafficroutes.analysis.estimate.calibrate import calibrate
    from trafficroutes.dataset.loading import load
    from trafficroutes.report.estimates import calibration_document

    span = years_of(year, years)
    loaded = load(data)
    if skill:
        _show_skill(loaded, family, span, form, target, **assumed)
        return
    found = with_cite_line(calibrate(loaded, family, years=span, **assumed))
    document = calibration_document(found, loaded, evidence=evidence)
    emit(found.to_dict, document, form, target)


def _show_skill(
    data: Dataset, family: str, span: str | None, form: str, target: str | None, **assumed: Any
) -> None:
    """Show how the estimate does in the standard periods."""
    from trafficroutes.analysis.estimate.skill import skill
    from trafficroutes.report.skill import skill_document

    found = with_cite_line(skill(data, family, years=span, **assumed))
    emit(found.to_dict, skill_document(found), form, target)
