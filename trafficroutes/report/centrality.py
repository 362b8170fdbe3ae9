"""Documents of centralities: ranks side by side."""

from __future__ import annotations

from dataclasses import replace

from trafficroutes.analysis.centrality.results import (
    CentralityAnswer,
    CentralityResult,
    LegCentrality,
    PlaceCentrality,
)
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.digits import settled
from trafficroutes.report.form.document import Cell, Column, Document, Kind, Section, Table
from trafficroutes.report.wording import counted, label


def centrality_document(
    result: CentralityResult,
    data: Dataset,
    *,
    top: int | None = None,
    values: bool = False,
    legs: bool = False,
) -> Document:
    """Return the document of centralities.

    Parameters
    ----------
    result : CentralityResult
        The answer.
    data : Dataset
        For names.
    top : int, optional
        Only so many countries and legs; the rest are counted.
    values : bool
        Show values in place of ranks.
    legs : bool
        Put the table of legs first.
    """
    return Document(
        tuple(
            _section(answer, data, top, result.sentences(answer), values=values, legs=legs)
            for answer in result.answers
        )
    )


def first(result: CentralityResult, top: int | None) -> CentralityResult:
    """Return the answer with only its first countries and legs; None keeps all."""
    if top is None:
        return result
    answers = (
        replace(answer, places=answer.places[:top], legs=answer.legs[:top])
        for answer in result.answers
    )
    return replace(result, answers=tuple(answers))


def _section(
    answer: CentralityAnswer,
    data: Dataset,
    top: int | None,
    told: tuple[str, ...],
    *,
    values: bool,
    legs: bool,
) -> Section:
    tables = [_places(answer, top, values=values), _legs(answer, data, top)]
    if legs:
        tables.reverse()
    if len(answer.measures) > 1:
        tables.append(_agreement(answer))
    return Section(
        heading=f"{label(answer.commodity)}: centrality, by {answer.weighting}",
        answer=told,
        lines=(f"{len(answer.places)} countries, {len(answer.legs)} connections",),
        tables=tuple(tables),
        notes=answer.notes,
    )


def _places(answer: CentralityAnswer, top: int | None, *, values: bool) -> Table:
    kind: Kind = "figure" if values else "count"
    if answer.draws is not None and answer.draws.used:
        kind = "figure_within" if values else "count_within"
    columns = (
        Column("name", "Place"),
        Column("place", "Code"),
        *(
            Column(name, title(name), kind, spare=place > 0)
            for place, name in enumerate(answer.measures)
        ),
        Column("role", "Role"),
        Column("role_index", "ln(out/in)", "figure", spare=True),
        Column("disagree", "Ranks disagree", spare=True),
    )
    rows = tuple(
        (
            place.name,
            place.place,
            *_numbers(place, values=values),
            place.role,
            place.role_index,
            _disagree(place, answer),
        )
        for place in answer.places[:top]
    )
    what = "Values" if values else "Ranks"
    if answer.draws is not None:
        what += " (in brackets: evidence ranges)"
    return Table(counted(what, len(rows), len(answer.places)), columns, rows, name="places")


def _numbers(place: PlaceCentrality, *, values: bool) -> list[Cell]:
    """Return the values or ranks of a place, with their intervals where there are some."""
    spans = place.intervals if values else place.rank_intervals
    shown = (place.values if values else place.ranks).items()
    return [number if spans is None else (number, *spans[measure]) for measure, number in shown]


def _disagree(place: PlaceCentrality, answer: CentralityAnswer) -> str | None:
    if place.disagree is None:
        return None
    return ", ".join(_rank(place, measure, answer) for measure in place.disagree)


def _rank(place: PlaceCentrality, measure: str, answer: CentralityAnswer) -> str:
    rank = place.ranks[measure]
    alike = sum(other.ranks[measure] == rank for other in answer.places)
    return f"{title(measure)} {rank}" + (f" like {alike - 1} others" if alike > 1 else "")


def title(measure: str) -> str:
    """Return a measure as a heading.

    >>> title("pairs_cost")
    'pairs cost'
    """
    return measure.replace("_", " ")


def _legs(answer: CentralityAnswer, data: Dataset, top: int | None) -> Table:
    drawn = {measure for leg in answer.legs for measure in leg.intervals or ()}

    def share(measure: str) -> Kind:
        return "share_within" if measure in drawn else "share"

    columns = (
        Column("from_name", "From"),
        Column("from", "Code"),
        Column("to_name", "To"),
        Column("to", "Code"),
        Column("betweenness_cost", "Betweenness, cost", share("betweenness_cost")),
        Column("rank_interval", "Ranks", "counts"),
        Column("betweenness_hops", "hops", share("betweenness_hops"), spare=True),
        Column("pairs_cost", "Pairs, cost", share("pairs_cost"), spare=True),
        Column("share", "Share of journeys", share("share"), spare=True),
        Column("flow", "Flow", "figure_within" if "flow" in drawn else "figure", spare=True),
        Column("legs", "Legs", spare=True),
    )
    rows = tuple(_leg(leg, data) for leg in answer.legs[:top])
    what = "Legs" if answer.draws is None else "Legs (in brackets: evidence ranges)"
    table = Table(counted(what, len(rows), len(answer.legs)), columns, rows, name="legs")
    return table if drawn else table.without("rank_interval")


def _leg(leg: LegCentrality, data: Dataset) -> tuple[Cell, ...]:
    name, spans = data.places.name, leg.intervals or {}

    def within(measure: str, value: float | None) -> Cell:
        return value if value is None or measure not in spans else (value, *spans[measure])

    return (
        name(leg.origin),
        leg.origin,
        name(leg.to),
        leg.to,
        within("betweenness_cost", leg.betweenness_cost),
        None if leg.rank_intervals is None else leg.rank_intervals["betweenness_cost"],
        within("betweenness_hops", leg.betweenness_hops),
        within("pairs_cost", leg.pairs_cost),
        within("share", leg.share),
        within("flow", leg.flow),
        ", ".join(leg.ids) or "(by way of a region)",
    )


def _agreement(answer: CentralityAnswer) -> Table:
    columns = (
        Column("one", "Measure"),
        Column("other", "and"),
        Column("spearman", "Rank correlation"),
    )
    rows = tuple(
        (
            title(item.measures[0]),
            title(item.measures[1]),
            "no order" if item.spearman is None else f"{settled(item.spearman):+.2f}",
        )
        for item in answer.agreement
    )
    return Table("How far measures agree (Spearman)", columns, rows, name="agreement")
