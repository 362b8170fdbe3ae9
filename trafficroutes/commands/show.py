"""``trafficroutes show``: all that the data say of a place, a corridor or a commodity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from trafficroutes.commands import options
from trafficroutes.commands.option_values import years_of
from trafficroutes.commands.output import cite_section, emit

if TYPE_CHECKING:
    from trafficroutes.model.dataset import Dataset
    from trafficroutes.report.form.document import Document

#: Kept in step with the library by a test, so that --help need not import it.
KINDS = ("place", "corridor", "commodity")


@click.command("show", short_help="Show what is known of a place, a corridor, a commodity.")
@click.argument("name")
@click.option(
    "--as",
    "kind",
    type=click.Choice(KINDS),
    help="What NAME is, where several things are called so.  [default: the first of these]",
)
@options.commodity
@options.period
@options.evidence
@click.option(
    "--top",
    type=options.COUNT,
    help="Only so many rows of each table, of corridors and commodities.  "
    "[default: 10 in tables, all else]",
)
@options.output
@click.pass_obj
def command(
    data: str | None,
    /,
    *,
    name: str,
    kind: str | None,
    commodity: str | None,
    year: str | None,
    years: str | None,
    evidence: bool,
    top: int | None,
    form: str,
    target: str | None,
) -> None:
    r"""Show all that the data say of a place, a corridor or a commodity.

    Of a place: roles, legs in and out, production, consumption, seizures and
    bodies of cooperation. Of a corridor or a commodity: legs, citations by year
    and grade, the largest amounts, producers, markets, seizures, published
    shares, and what is not covered. All is cited:

    \b
      trafficroutes show Tajikistan
      trafficroutes show "Northern Route" --years 2010-
      trafficroutes show cannabis_resin
    """
    from trafficroutes.analysis.records.naming import KINDS as EVERY
    from trafficroutes.analysis.records.naming import named
    from trafficroutes.dataset.loading import load

    span = years_of(year, years)
    loaded = load(data)
    chosen = named(loaded, name, EVERY if kind is None else (kind,))  # type: ignore[arg-type]
    asked = {"commodity": commodity, "years": span}
    if chosen.kind == "place":
        if top is not None:
            raise click.UsageError("--top goes with corridors and commodities")
        plain, document = _place(loaded, name, evidence=evidence, **asked)
    else:
        shown = options.shown(top, form, _SHOWN)
        asked["kind"] = chosen.kind
        plain, document = _overview(loaded, name, top=shown, evidence=evidence, **asked)
    others = [f"The same name is that of a {one}: --as {one}" for one in chosen.others]
    document, line = cite_section(_with_notes(document, others), loaded)
    emit(
        lambda: {**plain, "notes": [*plain.get("notes", []), *others, line]},
        document,
        form,
        target,
    )


def _place(
    data: Dataset, name: str, *, evidence: bool, **asked: Any
) -> tuple[dict[str, Any], Document]:
    from trafficroutes.analysis.records.profile import profile
    from trafficroutes.report.records import profile_document

    found = profile(data, name, **asked)
    return found.to_dict(), profile_document(found, data, evidence=evidence)


def _overview(
    data: Dataset, name: str, *, top: int | None, evidence: bool, **asked: Any
) -> tuple[dict[str, Any], Document]:
    from trafficroutes.analysis.records.overview import overview
    from trafficroutes.report.overview import first, overview_document

    found = overview(data, name, **asked)
    return first(found, top).to_dict(), overview_document(found, data, top=top, evidence=evidence)


def _with_notes(document: Document, notes: list[str]) -> Document:
    from dataclasses import replace

    *before, last = document.sections
    return replace(document, sections=(*before, replace(last, notes=(*last.notes, *notes))))


_SHOWN = 10
