"""``trafficroutes sources``: the documents that the data stand on."""

from __future__ import annotations

import click

from trafficroutes.commands import options
from trafficroutes.commands.output import cite_section, emit


@click.command("sources", short_help="List the documents cited, or what one is cited for.")
@click.argument("source", default="")
@options.output
@click.pass_obj
def command(data: str | None, /, *, source: str, form: str, target: str | None) -> None:
    r"""List the documents cited, or show how to cite one and what it says.

    SOURCE is an id, or a text to look for in ids, titles and publishers:

    \b
      trafficroutes sources unodc
      trafficroutes sources ondcp-2011-ch6
    """
    from trafficroutes.analysis.records.sources import document_of, find_sources
    from trafficroutes.dataset.loading import load
    from trafficroutes.report.records import source_document, sources_document

    loaded = load(data)
    if source in loaded.records.sources:
        found = document_of(loaded, source)
        document, line = cite_section(source_document(found), loaded)
        emit(lambda: {**found.to_dict(), "notes": [line]}, document, form, target)
        return
    listed = find_sources(loaded, source)
    document, line = cite_section(sources_document(listed), loaded)
    emit(
        lambda: {"sources": [item.to_dict() for item in listed], "notes": [line]},
        document,
        form,
        target,
    )
