"""The document of a quality report on seizure records."""

from __future__ import annotations

from collections.abc import Iterable

from trafficroutes.dataset.seizures.findings import WordCount
from trafficroutes.dataset.seizures.links import NO_LINK
from trafficroutes.dataset.seizures.report import RowShown, RuleFinding, SeizureReport
from trafficroutes.dataset.seizures.rules import RULES
from trafficroutes.question.saying import number_of
from trafficroutes.report.form.document import Column, Document, Section, Table

_MANY = 12
_CELL = 40
_DONE = {
    "keep": "kept",
    "leave-out": "left out",
    "weigh": "as kilograms",
    "unweigh": "kept, not weighed",
}
_ENDS = {
    "producing": "Producing country",
    "departure": "Departure",
    "seized": "Country of seizure",
    "destination": "Destination",
}


def seizures_document(report: SeizureReport, *, target: str | None = None) -> Document:
    """Return the document of a quality report: what became of the records, then each finding.

    Parameters
    ----------
    report : SeizureReport
        From :func:`trafficroutes.check_seizures`.
    target : str, optional
        The data file that was written.
    """
    linked = report.fates.get("linked", 0)
    of, made = number_of(report.rows, "record"), number_of(report.links, "link")
    told = [f"{linked:,} of {of} make {made} by {report.chain}."]
    if target:
        told.append(f"They are in {target}.")
    worst = max(report.findings, key=lambda one: one.rows)
    if worst.rows:
        told.append(f"The most frequent finding: {_lower(worst.title)} ({worst.rows:,}).")
    head = Section(
        f"{report.title}: quality of {number_of(report.rows, 'record')}",
        tables=(_rules(report), _fates(report), _ends(report)),
        notes=report.notes,
        answer=tuple(told),
    )
    sections = [head, _read(report)]
    sections += [_finding(one) for one in report.findings if one.rows]
    sections.append(_words(report))
    return Document(tuple(section for section in sections if section.tables or section.answer))


def _rules(report: SeizureReport) -> Table:
    columns = (
        Column("rows", "Records", "count"),
        Column("title", "What was found"),
        Column("action", "What is done"),
        Column("rule", "Rule"),
    )
    rows = tuple((one.rows, one.title, _DONE[one.action], one.rule) for one in report.findings)
    return Table("By rule", columns, rows, name="rules")


def _fates(report: SeizureReport) -> Table:
    columns = (
        Column("rows", "Records", "count"),
        Column("share", "Share", "share"),
        Column("fate", "What became of them"),
    )
    titles = {
        "linked": "in links",
        **{str(name): f"left out: {_lower(rule.title)}" for name, rule in RULES.items()},
        **{name: f"no link: {told}" for name, told in NO_LINK.items()},
    }
    rows = tuple(
        (count, count / max(1, report.rows), titles[fate]) for fate, count in report.fates.items()
    )
    return Table("What became of the records", columns, rows, name="fates")


def _ends(report: SeizureReport) -> Table:
    columns = (
        Column("column", "Column"),
        Column("named", "Name a place", "count"),
        Column("blank", "Blank", "count"),
        Column("says_nothing", "'Unknown' and the like", "count"),
        Column("not_known", "No place that is known", "count"),
    )
    rows = tuple(
        (_ENDS[name], held["named"], held["blank"], held["says_nothing"], held["not_known"])
        for name, held in report.ends.items()
    )
    return Table("Places", columns, rows, name="ends")


def _read(report: SeizureReport) -> Section:
    columns = (
        Column("table", "Table"),
        Column("rows", "Rows", "count"),
        Column("columns", "Columns read"),
        Column("unread", "Columns not read"),
        Column("signs", "Cells, decimals"),
        Column("bad_rows", "Rows left out", "count"),
    )
    rows = tuple(
        (
            table.name,
            table.rows,
            ", ".join(f"{heading} (as {field})" for field, heading in table.columns.items()),
            ", ".join(table.unread),
            ", ".join(filter(None, (table.delimiter, table.decimal, table.dates))),
            table.bad_rows or None,
        )
        for table in report.tables
    )
    lines = tuple(f"Not read: {one}" for one in report.not_tables)
    found = Table("", columns, rows, name="tables", hides_empty=True)
    return Section("What was read", lines=lines, tables=(found,))


def _finding(found: RuleFinding) -> Section:
    tables = []
    if found.groups:
        title = (
            f"{len(found.groups)} of {found.words} words" if found.words > len(found.groups) else ""
        )
        tables.append(_group_table(found.groups, title))
    tables.append(_example_table(found.examples))
    heading = f"{found.title}: {found.rows:,} ({_DONE[found.action]}; {found.rule})"
    return Section(heading, tables=tuple(tables))


def _group_table(groups: Iterable[WordCount], title: str = "", name: str = "") -> Table:
    columns = (
        Column("rows", "Records", "count"),
        Column("value", "What stands there"),
        Column("column", "Column"),
        Column("message", "Why"),
    )
    rows = tuple((g.rows, _short(g.value) or "(blank)", g.column, g.message) for g in groups)
    return Table(title, columns, rows, name=name, hides_empty=True)


def _example_table(examples: Iterable[RowShown]) -> Table:
    columns = (
        Column("table", "Table"),
        Column("row", "Row", "count"),
        Column("cells", "What stands there"),
    )
    rows = tuple(
        (
            shown.table,
            shown.row,
            "; ".join(f"{name} {_short(cell)}" for name, cell in shown.cells.items()),
        )
        for shown in examples
    )
    return Table("For example", columns, rows)


def _words(report: SeizureReport) -> Section:
    units = Table(
        "Units",
        (
            Column("unit", "Unit"),
            Column("kind", "What it is"),
            Column("rows", "Records", "count"),
            Column("weighed", "In kilograms", "count"),
        ),
        tuple((one["unit"], one["kind"], one["rows"], one["weighed"]) for one in report.units),
        name="units",
        head=_MANY,
    )
    drugs = Table(
        "Drugs",
        (
            Column("drug", "Drug"),
            Column("commodity", "Read as"),
            Column("known", "In the data"),
            Column("rows", "Records", "count"),
        ),
        tuple(
            (one["drug"], one["commodity"], "yes" if one["known"] else "no", one["rows"])
            for one in report.drugs
        ),
        name="drugs",
        head=_MANY,
    )
    reporters = Table(
        "Who seized",
        (
            Column("country", "Country"),
            Column("rows", "Records", "count"),
            Column("share", "Share", "share"),
            Column("dominates", "Dominates"),
        ),
        tuple(
            (one["name"], one["rows"], one["share"], "yes" if one["dominates"] else "")
            for one in report.reporters
        ),
        name="reporters",
    )
    tables = [reporters, units, drugs]
    if report.no_places:
        tables.append(_group_table(report.no_places, "Words for no place", "places"))
    if report.modes:
        tables.append(_group_table(report.modes, "Means of transport that are not known", "modes"))
    return Section("Words of the table", tables=tuple(tables))


def _lower(title: str) -> str:
    return f"{title[0].lower()}{title[1:]}"


def _short(text: str) -> str:
    return text if len(text) <= _CELL else f"{text[: _CELL - 1]}\u2026"
