"""What in a data file deserves a second look."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from trafficroutes.analysis.audit.amounts import contradictions
from trafficroutes.analysis.audit.directions import one_case, receiving_makers
from trafficroutes.analysis.audit.duplicates import likely_duplicates
from trafficroutes.analysis.audit.evidence import (
    bodies_without_members,
    no_period,
    one_citation,
    one_series,
    one_voice,
    press_only,
    stopped_only,
    uncited_sources,
)
from trafficroutes.analysis.audit.findings import Check, Finding, findings_of
from trafficroutes.analysis.audit.network import (
    dead_ends,
    flows_without_route,
    loose_corridors,
    seized_and_no_way_on,
    unfed_sources,
)
from trafficroutes.dataset.opening import DataGiven, opened
from trafficroutes.model.arguments import check_known, listed
from trafficroutes.question.plain import Plain
from trafficroutes.question.result import Result, Tables
from trafficroutes.question.solving import DatasetInfo, dataset_info

#: Every check by name: its title, and the function whose docstring defines it.
CHECKS: dict[str, tuple[str, Check]] = {
    "contradictions": ("Quantities that contradict production or consumption", contradictions),
    "flows-without-route": ("Flows that no route of legs can carry", flows_without_route),
    "dead-ends": ("Dead ends", dead_ends),
    "unfed-sources": ("Unfed sources", unfed_sources),
    "seizures-no-way-on": ("Large seizures and no onward leg", seized_and_no_way_on),
    "loose-corridors": ("Corridors that do not connect", loose_corridors),
    "duplicates": ("Likely duplicates", likely_duplicates),
    "one-citation": ("Legs with one citation", one_citation),
    "one-voice": ("Legs with several citations that count as one", one_voice),
    "one-series": ("Legs on editions of one series that count as several", one_series),
    "stopped-only": ("Legs on loads that were stopped before the crossing", stopped_only),
    "press-only": ("Legs on the press alone", press_only),
    "no-period": ("Legs without a period", no_period),
    "receiving-makers": ("Cited producers that only receive", receiving_makers),
    "one-case": ("Amounts that hang on one case", one_case),
    "uncited-sources": ("Sources never cited", uncited_sources),
    "no-members": ("Bodies without members", bodies_without_members),
}


@dataclass(frozen=True)
class CheckResult(Plain):
    """What one check found.

    Attributes
    ----------
    check, title : str
        Its name, and what it looks for.
    count : int
        Number of findings.
    findings : tuple of Finding
        In the order of the check.
    """

    check: str
    title: str
    count: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, repr=False)
class Audit(Result):
    """The answer of :func:`audit`: the data, and one result a check.

    Attributes
    ----------
    dataset : DatasetInfo
        The data looked through.
    checks : tuple of CheckResult
        In the order of ``CHECKS``.
    notes : tuple of str
        What the findings mean, and the line to cite them by.
    """

    tables: ClassVar[Tables] = {"findings": Finding, "checks": CheckResult}

    dataset: DatasetInfo | None
    checks: tuple[CheckResult, ...]
    notes: tuple[str, ...]

    def headline(self) -> str:
        """Return what it is about, in one line."""
        count = sum(found.count for found in self.checks)
        path = "" if self.dataset is None else f"{self.dataset.path}: "
        return f"{path}{count} findings of {len(self.checks)} checks"

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Return the findings of all checks, or the checks with their counts."""
        if table == "findings":
            return [finding.to_dict() for found in self.checks for finding in found.findings]
        return [
            {key: row[key] for key in ("check", "title", "count")} for row in super().rows(table)
        ]

    def __str__(self) -> str:
        return "\n".join(f"{found.count:5}  {found.title}" for found in self.checks)


_NOTE = "These are no errors: each names what the data say, for a person to judge"


def audit(data: DataGiven, *, checks: str | Iterable[str] = ()) -> Audit:
    """Look through a data file for what deserves a second look.

    Parameters
    ----------
    data : Dataset or path
        From :func:`trafficroutes.load`, or the name of a data file.
    checks : str or iterable of str
        Names of ``CHECKS`` to run; empty runs all.

    Returns
    -------
    Audit
        All that each check found.

    Raises
    ------
    UnknownNameError
        There is no check of that name.

    Examples
    --------
    >>> from trafficroutes import audit, load
    >>> audit(load(), checks=["press-only"]).checks[0].title
    'Legs on the press alone'
    """
    data = opened(data)
    wanted = listed("checks", checks) or tuple(CHECKS)
    for name in wanted:
        check_known("check", name, CHECKS)
    results = []
    for name, (title, check) in CHECKS.items():
        if name in wanted:
            findings = findings_of(name, check, data)
            results.append(CheckResult(name, title, len(findings), findings))
    return Audit(dataset_info(data), tuple(results), (_NOTE,))


def first(found: Audit, top: int | None) -> Audit:
    """Return an audit with only the first findings of each check; None keeps all."""
    if top is None:
        return found
    checks = (replace(check, findings=check.findings[:top]) for check in found.checks)
    return replace(found, checks=tuple(checks))
