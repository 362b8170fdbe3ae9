"""Documents about the care of data files: what an audit, an import or a merge did."""

from __future__ import annotations

from trafficroutes.analysis.audit.answer import Audit, CheckResult
from trafficroutes.analysis.audit.findings import Finding
from trafficroutes.analysis.records.info import info
from trafficroutes.dataset.importing import Imported
from trafficroutes.dataset.merging import Merged
from trafficroutes.question.saying import number_of
from trafficroutes.report.citing import sources_cell
from trafficroutes.report.form.document import Column, Document, Section, Table

_FINDING = (
    Column("subject", "Entry"),
    Column("message", "What was found"),
    Column("sources", "Sources"),
)


def audit_document(found: Audit, *, top: int | None = None) -> Document:
    """Return the document of an audit: the counts, then a section a check.

    Parameters
    ----------
    found : Audit
        What was found.
    top : int, optional
        Only so many findings of each check; the rest are counted.
    """
    path = found.dataset.path if found.dataset is not None else "data"
    columns = (
        Column("count", "Count", "count"),
        Column("title", "What"),
        Column("check", "Check"),
    )
    rows = tuple((check.count, check.title, check.check) for check in found.checks)
    total = sum(check.count for check in found.checks)
    heading = f"{path}: {total} finding{'s' if total != 1 else ''}"
    most = max(found.checks, key=lambda check: check.count, default=None)
    told = ["Nothing deserves a second look."]
    if most is not None and most.count:
        told = [f"The most frequent: {most.title[0].lower()}{most.title[1:]} ({most.count:,})."]
    table = Table("By check", columns, rows, name="checks")
    summary = Section(heading, tables=(table,), notes=found.notes, answer=tuple(told))
    return Document((summary, *(_check(c, top) for c in found.checks if c.count)))


def _check(check: CheckResult, top: int | None) -> Section:
    shown = check.findings[:top]
    of = f"{len(shown)} of {check.count}" if len(shown) < check.count else f"{check.count}"
    table = Table("", _FINDING, tuple(map(_row, shown))).without_empty()
    return Section(f"{check.title}: {of}", tables=(table,))


def findings_document(found: Audit) -> Document:
    """Return all findings as one table a check with the same columns, as CSV needs it."""
    columns = (Column("check", "Check"), *_FINDING[:1], Column("places", "Places"), *_FINDING[1:])
    sections = tuple(
        Section(check.title, tables=(Table("", columns, tuple(map(_full_row, check.findings))),))
        for check in found.checks
    )
    last = Section("Notes", notes=found.notes)
    return Document((*sections, last))


def _row(finding: Finding) -> tuple[str, str, str]:
    return (finding.subject, finding.message, sources_cell(finding.citations))


def _full_row(finding: Finding) -> tuple[str, str, str, str, str]:
    sources = "; ".join(dict.fromkeys(cited.source for cited in finding.citations))
    places = "; ".join(finding.places)
    return (finding.check, finding.subject, places, finding.message, sources)


def import_lines(found: Imported, target: str | None) -> list[str]:
    """Return the lines that say what became of a table."""
    records = found.dataset.records
    citations = sum(len(move.evidence) for move in (*records.legs, *records.flows))
    counts = ", ".join(
        number_of(number, noun)
        for number, noun in (
            (found.rows, "row"),
            (len(records.legs), "leg"),
            (len(records.flows), "flow"),
            (citations, "citation"),
            (len(records.sources), "source"),
        )
    )
    skipped = len({problem.row for problem in found.skipped})
    left = f"; {number_of(skipped, 'row')} left out" if skipped else ""
    where = f"{target}: " if target is not None else ""
    return [f"{where}{counts}{left}", *(f"- {note}" for note in found.notes)]


def merge_lines(found: Merged, target: str) -> list[str]:
    """Return the lines that say what became of several files."""
    totals = info(found.dataset)
    counts = ", ".join(
        number_of(number, noun)
        for number, noun in (
            (totals.legs, "leg"),
            (totals.flows, "flow"),
            (totals.citations, "citation"),
            (totals.sources, "source"),
        )
    )
    return [f"{target}: {counts}", *(f"- {note}" for note in found.notes)]
