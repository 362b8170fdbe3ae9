"""``trafficroutes show``: all that the data say of a place."""

from __future__ import annotations

import click

from trafficroutes.commands import options
from trafficroutes.commands.output import cite_section, emit


@click.command("show")
@click.argument("place")
@options.commodity
@options.period
@options.evidence
@options.output
@click.pass_obj
def command(
    data: str | None,
    /,
    *,
    place: str,
    commodity: str | None,
    year: str | None,
    years: str | None,
    evidence: bool,
    form: str,
    target: str | None,
) -> None:
    """Show all that the data say of PLACE.

    Its roles by commodity, legs in and out, production, consumption, seizures
    and bodies of cooperation, each cited.
    """
    from trafficroutes.analysis.records.profile import profile
    from trafficroutes.dataset.loading import load
    from trafficroutes.report.records import profile_document

    span = options.years_of(year, years)
    loaded = load(data)
    found = profile(loaded, place, commodity=commodity, years=span)
    document, line = cite_section(profile_document(found, loaded, evidence=evidence), loaded)
    emit(lambda: {**found.to_dict(), "notes": [line]}, document, form, target)
