"""A result as a notebook shows it: what stands on a screen, as HTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Literal

from trafficroutes.question.graphs import data_of_result
from trafficroutes.question.result import Result, answers_of
from trafficroutes.report.form.document import Document
from trafficroutes.report.form.page import part_html
from trafficroutes.report.form.screen import shortened

#: What the function that makes a document takes besides the result.
Besides = Literal["data", "names", "nothing"]
#: A line of a notebook takes many characters: it scrolls.
_WIDTH = 400
#: The module and function that make the document of a result, by the name of its class.
MAKERS: Mapping[str, tuple[str, str, Besides]] = MappingProxyType(
    {
        "HubsResult": ("answers", "hubs_document", "data"),
        "PathsResult": ("answers", "paths_document", "data"),
        "WhyResult": ("answers", "why_document", "data"),
        "SuppliersResult": ("suppliers", "suppliers_document", "data"),
        "ChokepointsResult": ("chokepoints", "chokepoints_document", "data"),
        "CentralityResult": ("centrality", "centrality_document", "data"),
        "ComparisonResult": ("comparison", "comparison_document", "names"),
        "CooperationResult": ("cooperation", "cooperation_document", "data"),
        "SensitivityResult": ("sensitivity", "sensitivity_document", "nothing"),
        "DescribeResult": ("describe", "describe_document", "nothing"),
        "ReportersResult": ("reporters", "reporters_document", "data"),
        "EstimateResult": ("estimates", "estimate_document", "data"),
        "CalibrationResult": ("estimates", "calibration_document", "data"),
        "WhatIfResult": ("scenarios", "whatif_document", "data"),
        "SweepResult": ("sweep", "sweep_document", "data"),
        "LegsResult": ("legs", "legs_document", "data"),
        "Overview": ("overview", "overview_document", "data"),
        "Profile": ("records", "profile_document", "data"),
        "Audit": ("upkeep", "audit_document", "nothing"),
    }
)


def html_of(result: Result) -> str | None:
    """Return what a notebook shows of a result; None where there is no document of it.

    The sentences of the first answer, its main table, how such shares were tested and three
    notes, as on a terminal; of other answers the first sentence.

    Parameters
    ----------
    result : Result
        What a question returned.

    Examples
    --------
    >>> from trafficroutes import hubs, load
    >>> shown = html_of(hubs(load(), "Peru", "Ghana", commodity="cocaine", draws=0))
    >>> "<th>Hub</th>" in shown, "<th>share</th>" in shown
    (True, False)
    """
    document = _document(result)
    if document is None:
        return None
    short = next(shortened(document, _WIDTH))
    shown = "".join(part_html(section, "h4") for section in short.sections)
    frames = ", ".join(f"<code>.to_frame({name!r})</code>" for name in _tables(result))
    return f"{shown}<p>All rows: {frames}</p>\n" if frames else shown


def _tables(result: Result) -> Iterator[str]:
    """Yield the names of the tables that have rows."""
    for answer in answers_of(result)[:1]:
        yield from (name for name in answer.tables if answer.rows(name))


def _document(result: Result) -> Document | None:
    module, function, besides = MAKERS.get(type(result).__name__, ("", "", "nothing"))
    if not module:
        return None
    make = getattr(import_module(f"trafficroutes.report.{module}"), function)
    if besides == "nothing":
        return make(result)  # type: ignore[no-any-return]
    data = data_of_result(result)
    if data is None:
        return None
    return make(result, data if besides == "data" else data.places.name)  # type: ignore[no-any-return]
