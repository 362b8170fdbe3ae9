"""``trafficroutes places``: countries and regions by name."""

from __future__ import annotations

import click

from trafficroutes.commands import options
from trafficroutes.commands.output import cite_section, emit


@click.command("places")
@click.argument("text", default="")
@options.output
@click.pass_obj
def command(data: str | None, /, *, text: str, form: str, target: str | None) -> None:
    r"""Search countries and regions by TEXT in a name or code.

    Regions are shown with their members; without TEXT, everything is:

    \b
      trafficroutes places "west africa"
    """
    from trafficroutes.dataset.loading import load
    from trafficroutes.report.records import place_dict, places_document

    loaded = load(data)
    # What holds the text nowhere may still be a spelling of a name, or has an error of its own.
    found = loaded.places.search(text) or [loaded.places[loaded.places.resolve(text)]]
    document, line = cite_section(places_document(found, loaded, text), loaded)
    emit(
        lambda: {"places": [place_dict(place, loaded) for place in found], "notes": [line]},
        document,
        form,
        target,
    )
