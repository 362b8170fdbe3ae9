"""Documents of what the data hold: places, sources, a profile, totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from trafficroutes.analysis.records.info import Coverage, Info
from trafficroutes.analysis.records.profile_results import Amount, Crossing, Profile
from trafficroutes.analysis.records.sources import SourceEntry, SourceProfile
from trafficroutes.errors import Problem
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.digits import settled
from trafficroutes.model.places import Country, Place
from trafficroutes.model.refs import is_region
from trafficroutes.question.saying import capital, number_of, percent
from trafficroutes.report.citing import evidence_table, sources_cell
from trafficroutes.report.form.document import Column, Document, Section, Table


def profile_document(found: Profile, data: Dataset, *, evidence: bool = False) -> Document:
    """Return the document of a place."""
    roles = "; ".join(f"{key}: {', '.join(value)}" for key, value in found.roles.items())
    regional = is_region(found.place)
    around = ", ".join(data.places.name(code) for code in found.regions)
    lines = (
        f"Roles: {roles or 'none in the data'}",
        f"{'Members' if regional else 'Regions'}: {around or 'none'}",
    )
    tables = [
        _crossings("Legs in", "From", found.legs_in),
        _crossings("Legs out", "To", found.legs_out),
        Table(
            "Figures",
            (
                Column("kind", "What"),
                Column("commodity", "Commodity"),
                Column("years", "Years"),
                Column("amount", "Amount"),
                Column("source", "Source"),
                Column("note", "Note"),
            ),
            tuple(
                (
                    f.kind.replace("15_64", "15-64").replace("_", " "),
                    f.commodity,
                    f.years,
                    f.amount,
                    f"{f.citation.source} ({f.citation.reliability}{f.citation.credibility})",
                    f.note,
                )
                for f in found.figures
            ),
            name="figures",
        ),
        Table(
            "Observations",
            (
                Column("years", "Years"),
                Column("statement", "Statement"),
                Column("amounts", "Amounts"),
                Column("sources", "Sources"),
            ),
            tuple(
                (o.years, o.statement, amounts_cell(o.amounts), sources_cell(o.citations))
                for o in found.observations
            ),
            name="observations",
        ),
        Table(
            "Suppliers that its seizure records name",
            (
                Column("commodity", "Commodity"),
                Column("name", "Departure"),
                Column("place", "Code"),
                Column("records", "Records", "count"),
                Column("share", "Of records", "share"),
                Column("share_of_weight", "Of kilograms", "share"),
                Column("largest", "Largest, kg", "figure"),
                Column("years", "Years"),
                Column("sources", "Source"),
                Column("note", "Read", spare=True),
            ),
            tuple(
                (
                    m.commodity,
                    m.name,
                    m.place,
                    m.records,
                    m.share,
                    m.share_of_weight,
                    m.largest,
                    m.years,
                    sources_cell(m.citations),
                    m.note,
                )
                for m in found.mentions
            ),
            name="mentions",
        ),
        Table(
            "Bodies of cooperation",
            (
                Column("name", "Body"),
                Column("kind", "Kind"),
                Column("role", "Role"),
                Column("years", "Years"),
                Column("sources", "Sources"),
            ),
            tuple(
                (b.name, b.kind, b.role, b.years, sources_cell(b.citations)) for b in found.bodies
            ),
            name="bodies",
        ),
    ]
    if evidence:
        cited = [
            *(c for leg in (*found.legs_in, *found.legs_out) for c in leg.citations),
            *(f.citation for f in found.figures),
            *(c for observed in found.observations for c in observed.citations),
            *(c for counted in found.mentions for c in counted.citations),
            *(c for body in found.bodies for c in body.citations),
        ]
        tables.append(evidence_table(data, cited))
    shown = tuple(table for table in tables if table.rows)
    heading, told = f"{found.name} ({found.place})", (found.sentence,)
    return Document((Section(heading, lines, shown, answer=told),))


def amounts_cell(found: Sequence[Amount]) -> str:
    """Return the figures of an observation in one cell, each with its years.

    >>> amounts_cell([Amount("52 usd per g", "2008", "a"), Amount("60 usd per g", None, "b")])
    '2008: 52 usd per g; 60 usd per g'
    """
    return "; ".join(f"{a.years}: {a.amount}" if a.years else a.amount for a in found)


def _crossings(title: str, end: str, legs: tuple[Crossing, ...]) -> Table:
    columns = (
        Column("commodity", "Commodity"),
        Column("name", end),
        Column("place", "Code"),
        Column("strength", "Strength", "share"),
        Column("flow", "Estimate, t a year", "figure"),
        Column("years", "Years", spare=True),
        Column("modes", "Modes", spare=True),
        Column("sources", "Sources", spare=True),
    )
    rows = tuple(
        (
            leg.commodity,
            leg.name,
            leg.place,
            leg.strength,
            leg.flow,
            leg.years,
            ", ".join(leg.modes),
            sources_cell(leg.citations),
        )
        for leg in legs
    )
    table = Table(title, columns, rows, name=title.lower().replace(" ", "_"))
    return table if any(leg.flow is not None for leg in legs) else table.without("flow")


def places_document(found: list[Place], data: Dataset, text: str) -> Document:
    """Return the places that a search found, with members of regions."""
    columns = (
        Column("code", "Code"),
        Column("name", "Name"),
        Column("kind", "Kind"),
        Column("aliases", "Also called", spare=True),
        Column("holds", "Lies in / holds", spare=True),
    )
    rows = []
    for place in found:
        if isinstance(place, Country):
            kind = "country"
            holds = ", ".join(
                name for name in (place.intermediate, place.subregion, place.region) if name
            )
        else:
            kind = f"region ({place.standard})"
            holds = (
                ", ".join(
                    data.places.name(code) for code in sorted(data.places.members(place.code))
                )
                or "no members"
            )
        rows.append((place.code, place.name, kind, ", ".join(place.aliases), holds))
    heading = f"Places that match {text!r}" if text else "All places"
    countries = sum(isinstance(place, Country) for place in found)
    regions = number_of(len(found) - countries, "region")
    told = f"{capital(number_of(countries, 'country'))} and {regions}."
    table = Table("Places", columns, tuple(rows))
    return Document((Section(heading, tables=(table,), answer=(told,)),))


def place_dict(place: Place, data: Dataset) -> dict[str, Any]:
    """Return a place as plain values, by the documented keys."""
    common = {"place": place.code, "name": place.name, "aliases": list(place.aliases)}
    if isinstance(place, Country):
        return {**common, "kind": "country", "regions": list(data.places.regions_of(place.code))}
    return {
        **common,
        "kind": "region",
        "standard": place.standard,
        "members": sorted(data.places.members(place.code)),
    }


def sources_document(found: list[SourceEntry]) -> Document:
    """Return a list of sources with how often each is cited."""
    columns = (
        Column("source", "Source"),
        Column("reliability", "Grade"),
        Column("kind", "Kind"),
        Column("cited", "Cited", "count"),
        Column("title", "Document", for_csv=False),
        Column("document", "Document", for_people=False),
    )
    rows = tuple(
        (
            entry.id,
            entry.reliability,
            entry.kind.replace("_", " "),
            entry.cited,
            replace(entry, url=None).citation,
            entry.citation,
        )
        for entry in found
    )
    told = f"{number_of(len(found), 'document')}, cited {sum(e.cited for e in found):,} times."
    return Document(
        (Section("Sources", tables=(Table("Documents", columns, rows),), answer=(told,)),)
    )


def source_document(found: SourceProfile) -> Document:
    """Return a source with the line to cite it by and what it is cited for."""
    entry = found.entry
    columns = (
        Column("section", "Section"),
        Column("about", "About"),
        Column("years", "Years"),
        Column("credibility", "Credibility", "count"),
        Column("locator", "Where"),
        Column("note", "Note"),
    )
    rows = tuple(
        (use.section, use.about, use.years, use.credibility, use.locator, use.note)
        for use in found.uses
    )
    lines = (
        entry.citation,
        (
            f"{entry.kind.replace('_', ' ')}, reliability {entry.reliability}, "
            f"cited {entry.cited} time{'s' if entry.cited != 1 else ''}"
        ),
    )
    return Document((Section(entry.id, lines, (Table("Cited for", columns, rows),)),))


def problems_document(path: str, problems: Sequence[Problem]) -> Document:
    """Return the problems of a data file."""
    if not problems:
        return Document((Section(f"{path}: no problem found"),))
    columns = (
        Column("line", "Line", "count"),
        Column("column", "Column", "count"),
        Column("path", "Path"),
        Column("message", "Problem"),
    )
    rows = tuple((p.line, p.column, p.path, p.message) for p in problems)
    count = len(problems)
    heading = f"{path}: {count} problem{'s' if count != 1 else ''}"
    return Document((Section(heading, tables=(Table("", columns, rows),)),))


def info_document(info: Info) -> Document:
    """Return the totals of a data file."""
    columns = (Column("what", "What"), Column("value", "Value"))
    rows = tuple(
        (key.replace("_", " "), _value(value))
        for key, value in info.to_dict().items()
        if key not in ("path", "sha256", "title", "updated", "by_corridor")
    )
    lines = (f"{info.title} ({info.updated})", f"{info.path}, sha256 {info.sha256}")
    tables = (Table("Totals", columns, rows, name="totals"), _corridors(info.by_corridor))
    legs, places = number_of(info.legs, "leg"), number_of(info.places, "place")
    citations = number_of(info.citations, "citation")
    documents = number_of(info.sources_cited, "document")
    two, press = percent(info.share_two_independent), percent(info.share_press_only)
    told = (
        f"{legs} between {places}, told of by {citations} of {documents}.",
        f"{two} of the legs stand on two independent sources or more, {press} on the press alone.",
        *_records_told(info),
    )
    return Document((Section("Data", lines, tables, answer=told),))


def _records_told(info: Info) -> tuple[str, ...]:
    """Return how much stands on seizure records; nothing where none does."""
    if not info.records:
        return ()
    records = number_of(info.records, "seizure record")
    alone = number_of(info.legs_on_records_alone, "leg")
    return (f"Of these citations some are events, of {records}; on events alone: {alone}.",)


def _corridors(found: Sequence[Coverage]) -> Table:
    columns = (
        Column("name", "Corridor"),
        Column("legs", "Legs", "count"),
        Column("countries", "Countries", "count"),
        Column("citations", "Citations", "count"),
        Column("years", "Years"),
        Column("share_press_only", "Press only", "share"),
        Column("share_two_independent", "Two independent", "share"),
    )
    rows = tuple(
        (
            item.name,
            item.legs,
            item.countries,
            item.citations,
            _value(list(item.years)).replace(", ", "-") if item.years[0] else None,
            item.share_press_only,
            item.share_two_independent,
        )
        for item in found
    )
    return Table("Corridors", columns, rows, name="corridors")


def _value(value: object) -> str:
    if isinstance(value, float):
        return f"{settled(value * 100):.1f} %"
    if isinstance(value, list):
        return ", ".join("none" if item is None else str(item) for item in value)
    return f"{value:,}" if isinstance(value, int) else str(value)
