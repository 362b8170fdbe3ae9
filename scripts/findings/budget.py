"""Budgets as curves: the best K countries beside the greedy ones, with bound and gap."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

from trafficroutes.analysis.chokepoints.budget import BudgetLine
from trafficroutes.analysis.chokepoints.results import ChokepointsAnswer
from trafficroutes.report.form.document import Column, Kind, Table
from trafficroutes.report.ranges import range_cells, range_columns


def budget_table(answer: ChokepointsAnswer, objective: str, name: Callable[[str], str]) -> Table:
    """Return the curve of one objective; budgets that come to the same share a row.

    Parameters
    ----------
    answer : ChokepointsAnswer
        With a budget.
    objective : {"most_intercepted", "least_max_flow"}
        What is wanted of the countries.
    name : callable
        Gives the name of a code.
    """
    flow = objective == "least_max_flow"
    kind: Kind = "figure" if flow else "share"
    ranges = (
        (Column("interval", "Evidence range", "figures"),)
        if flow
        else range_columns(answer.weighting, "50")
    )
    columns = (
        Column("k", "K"),
        Column("exact", "Best countries"),
        Column("value", "Flow left" if flow else "Passed by", kind),
        *ranges,
        Column("bound", "Bound", kind),
        Column("gap", "Gap", kind),
        Column("greedy", "One by one"),
        Column("greedy_value", "Flow left" if flow else "Passed by", kind),
    )
    lines = [line for line in answer.budget if line.objective == objective]
    rows = []
    for _, found in groupby(lines, key=_same):
        alike = list(found)
        first, last = alike[0], alike[-1]
        rows.append(
            (
                f"{first.k}" if first is last else f"{first.k}-{last.k}",
                ", ".join(map(name, first.exact)),
                first.value,
                *((first.interval,) if flow else range_cells(first)),
                first.bound,
                abs(first.bound - first.value) if not first.proven else 0.0,
                "the same" if _alike(first) else ", ".join(map(name, first.greedy)),
                first.greedy_value,
            )
        )
    return Table("", columns, tuple(rows))


def _alike(line: BudgetLine) -> bool:
    return set(line.exact) == set(line.greedy)


def _same(line: BudgetLine) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return line.exact, line.greedy
