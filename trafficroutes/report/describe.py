"""Documents of whole networks in figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from trafficroutes.analysis.describe.results import (
    DescribeResult,
    Description,
    FirstPlace,
    RemovalStep,
)
from trafficroutes.model.digits import settled
from trafficroutes.report.form.document import Cell, Column, Document, Section, Table, within
from trafficroutes.report.wording import counted, label

_SIZES = 6  # components that a cell lists


def describe_document(result: DescribeResult, *, top: int | None = None) -> Document:
    """Return the document of networks in figures, with only the first countries if asked."""
    return Document(
        tuple(
            Section(
                heading=f"{label(answer.commodity)}: the network, by {answer.weighting}",
                answer=result.sentences(answer),
                lines=(),
                tables=(
                    _figures(answer),
                    _first(answer.first[:top], len(answer.first)),
                    *([_removal(answer.removal, answer.random)] if answer.removal else []),
                    _degrees(answer),
                ),
                notes=answer.notes,
            )
            for answer in result.answers
        )
    )


def first_described(result: DescribeResult, top: int | None) -> DescribeResult:
    """Return the answer with only the first countries; None keeps all."""
    answers = (replace(answer, first=answer.first[:top]) for answer in result.answers)
    return replace(result, answers=tuple(answers))


def _figures(answer: Description) -> Table:
    """Return the figures of a network, one a row."""
    rows: list[tuple[Cell, ...]] = [
        ("nodes", "Countries", f"{answer.nodes:,}"),
        ("edges", "Connections", f"{answer.edges:,}"),
        ("density", "Density", _of_one(answer.density)),
        ("reachability", "Reachability", _of_one(answer.reachability)),
        ("reciprocity", "Reciprocity", _of_one(answer.reciprocity)),
        ("mean_path", "Mean path, connections", _of_one(answer.mean_path)),
        ("longest_path", "Longest path", str(answer.longest_path)),
        ("centralisation_in", "Centralisation, in", _of_one(answer.centralisation_in)),
        ("centralisation_out", "Centralisation, out", _of_one(answer.centralisation_out)),
        (
            "centralisation_betweenness",
            "Centralisation, betweenness",
            _of_one(answer.centralisation_betweenness),
        ),
        ("weak_components", "Parts, whatever the directions", _sizes(answer.weak_components)),
        ("strong_components", "Parts, each leading to each", _sizes(answer.strong_components)),
    ]
    columns = (
        Column("key", "Key", for_people=False),
        Column("what", "Figure"),
        Column("value", "Value"),
    )
    return Table("The network", columns, tuple(rows), name="figures")


def _of_one(value: float | None) -> str:
    return "none" if value is None else f"{settled(value):.3f}"


def _sizes(sizes: Sequence[int]) -> str:
    more = f" and {len(sizes) - _SIZES} more" if len(sizes) > _SIZES else ""
    return f"{len(sizes)} of {', '.join(map(str, sizes[:_SIZES]))}{more} countries"


def _first(found: Sequence[FirstPlace], total: int) -> Table:
    columns = (
        Column("name", "Country"),
        Column("place", "Code"),
        Column("degree", "Connections", "count"),
        Column("degree_in", "In", "count"),
        Column("degree_out", "Out", "count"),
        Column("betweenness", "Betweenness, hops", "share"),
    )
    rows = tuple(
        (one.name, one.place, one.degree, one.degree_in, one.degree_out, one.betweenness)
        for one in found
    )
    return Table(counted("Most connections", len(found), total), columns, rows, name="first")


def _removal(found: Sequence[RemovalStep], orders: int) -> Table:
    """Return what is left step by step, beside random orders."""
    columns = (
        Column("measure", "By"),
        Column("removed", "Out", "count"),
        Column("name", "The last"),
        Column("place", "Code", for_people=False),
        Column("reachable", "Pairs reached", "share"),
        Column("random_reachable", "At random", "share_within"),
        Column("largest", "Largest part", "share"),
        Column("random_largest", "At random", "share_within"),
    )
    rows = tuple(
        (
            step.measure.replace("_", " "),
            step.removed,
            step.name,
            step.place,
            step.reachable,
            within(step.random_reachable, step.reachable_band),
            step.largest,
            within(step.random_largest, step.largest_band),
        )
        for step in found
    )
    beside = f" (in brackets: 90 % of {orders:,} random orders)" if orders else ""
    return Table(f"What is left as countries go{beside}", columns, rows, name="removal")


def _degrees(answer: Description) -> Table:
    columns = (
        Column("degree", "Connections", "count"),
        Column("places", "Countries", "count"),
        Column("places_in", "With so many in", "count"),
        Column("places_out", "With so many out", "count"),
    )
    rows = tuple((one.degree, one.places, one.places_in, one.places_out) for one in answer.degrees)
    return Table("Degrees", columns, rows, name="degrees")
