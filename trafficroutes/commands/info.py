"""``trafficroutes info``: how large the data are, and how well founded."""

from __future__ import annotations

import click

from trafficroutes.commands import options
from trafficroutes.commands.output import cite_section, emit


@click.command("info")
@options.output
@click.pass_obj
def command(data: str | None, /, *, form: str, target: str | None) -> None:
    r"""Show how much the data hold and how well they are founded.

    Totals, and the same for each corridor:

    \b
      trafficroutes info
    """
    from trafficroutes.analysis.records.info import info
    from trafficroutes.dataset.loading import load
    from trafficroutes.report.records import info_document

    loaded = load(data)
    found = info(loaded)
    document, line = cite_section(info_document(found), loaded)
    emit(lambda: {**found.to_dict(), "notes": [line]}, document, form, target)
