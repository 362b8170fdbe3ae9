"""``trafficroutes audit``: what in a data file deserves a second look."""

from __future__ import annotations

import sys
from dataclasses import replace

import click

from trafficroutes.commands import options
from trafficroutes.commands.output import emit


@click.command("audit", short_help="Show what in the data deserves a second look.")
@click.argument("file", type=click.Path(dir_okay=False), required=False)
@click.option(
    "--check",
    "checks",
    metavar="NAME",
    multiple=True,
    help="Only this check, by the name that the table of counts shows; may be repeated.",
)
@click.option(
    "--top",
    type=options.COUNT,
    help="Only so many findings of each check.  [default: 10 in tables, all else]",
)
@options.output
@click.pass_obj
def command(
    data: str | None,
    *,
    file: str | None,
    checks: tuple[str, ...],
    top: int | None,
    form: str,
    target: str | None,
) -> None:
    r"""Show what in the data deserves a second look; the data file FILE, where given.

    Weak evidence, legs that lead nowhere or come from nowhere, flows that no
    route can carry, contradictions, duplicates. It informs: the exit code is 0
    whatever it finds.

    \b
      trafficroutes audit
      trafficroutes audit my.yaml --check dead-ends --check duplicates
    """
    from trafficroutes.analysis.audit.answer import audit, first
    from trafficroutes.dataset.loading import load
    from trafficroutes.report.citing import cite_line
    from trafficroutes.report.upkeep import audit_document, findings_document

    found = audit(load(file if file is not None else data), checks=checks)
    line = cite_line(found.dataset, sys.argv[1:])
    found = replace(found, notes=(*found.notes, line))
    if form == "csv":
        document = findings_document(first(found, top))
    else:
        document = audit_document(found, top=_SHOWN if top is None else top)
    emit(lambda: first(found, top).to_dict(), document, form, target)


_SHOWN = 10
