"""Documents of sweeps."""

from __future__ import annotations

from collections.abc import Sequence

from trafficroutes.analysis.chokepoints.cuts import Pair
from trafficroutes.model.dataset import Dataset
from trafficroutes.question.saying import number_of
from trafficroutes.report.form.document import Column, Document, Section, Table
from trafficroutes.report.ranges import range_cells, range_columns, record_of
from trafficroutes.report.wording import counted, label
from trafficroutes.scenario.sweep.results import (
    THINGS,
    PairEffect,
    SweepAnswer,
    SweepResult,
    SweptSet,
)

#: Ends that a line lists before "and n more".
_LISTED = 8


def sweep_document(result: SweepResult, data: Dataset) -> Document:
    """Return the document of a sweep.

    One between two ends has a section for each family; one between many has a
    single table, with the best sets of each two ends.
    """
    writer = _SweepSections(result, data)
    if result.query.origin is None:
        return Document((writer.many(),))
    return Document(tuple(writer.one(answer) for answer in result.answers))


class _SweepSections:
    """Writes the sections of one result."""

    def __init__(self, result: SweepResult, data: Dataset) -> None:
        self.result = result
        self.name = data.places.name
        self.shown = result.query.range_shown
        self.things = THINGS[result.over][result.size > 1]

    def one(self, answer: SweepAnswer) -> Section:
        query = self.result.query
        ends = f"{query.origin_name} to {query.destination_name}"
        tables = [self._best(answer)]
        if answer.more_together is not None:
            tables.append(self._more_together(answer.more_together))
        if answer.redundant is not None:
            tables.append(self._redundant(answer.redundant))
        return Section(
            heading=f"{label(answer.commodity)}: sets of {self.result.size} {self.things}, {ends}",
            answer=self.result.sentences(answer),
            record=record_of(answer, self.shown),
            tables=tuple(tables),
            notes=answer.notes,
        )

    def many(self) -> Section:
        result = self.result
        rows = tuple(
            (
                self.name(answer.origin),
                self.name(answer.destination),
                label(answer.commodity),
                answer.scenarios,
                found.rank,
                self._members(found),
                found.intercepted,
                *range_cells(found),
                _routes_left(found),
            )
            for answer in result.answers
            for found in answer.results
        )
        columns = (
            Column("origin", "From"),
            Column("destination", "To"),
            Column("commodity", "Commodity"),
            Column("scenarios", "Sets", "count"),
            *self._columns(result.answers[0].weighting if result.answers else ""),
        )
        ends = number_of(len(result.answers), "pair") + " of ends"
        was = "was" if result.scenarios == 1 else "were"
        lines = [f"{number_of(result.scenarios, 'set')} between {ends} {was} looked at"]
        if result.no_route:
            lines.append(self._no_route())
        records = dict.fromkeys(record_of(answer, self.shown) for answer in result.answers)
        lines += filter(None, records)
        notes = dict.fromkeys(note for answer in result.answers for note in answer.notes)
        return Section(
            heading=f"Sets of {result.size} {self.things}, {ends}",
            lines=tuple(lines),
            tables=(Table("The best of each", columns, rows, name="sets").without_empty(),),
            notes=tuple(notes),
        )

    def _columns(self, weighting: str) -> tuple[Column, ...]:
        return (
            Column("rank", "#", "count"),
            Column("set", self.things.capitalize()),
            Column("intercepted", "Intercepted", "share"),
            *range_columns(weighting, self.shown),
            Column("adapted", "If all goods adapt"),
        )

    def _best(self, answer: SweepAnswer) -> Table:
        rows = tuple(
            (
                found.rank,
                self._members(found),
                found.intercepted,
                *range_cells(found),
                _routes_left(found),
            )
            for found in answer.results
        )
        title = counted("Best sets", len(rows), answer.scenarios)
        return Table(title, self._columns(answer.weighting), rows, name="sets").without_empty()

    def _more_together(self, pairs: Sequence[PairEffect]) -> Table:
        return Table(
            "Pairs that do more together than apart: where one is closed, goods turn to the other",
            (
                Column("set", "Pair"),
                Column("first", "First", "share"),
                Column("second", "Second", "share"),
                Column("together", "Together", "share"),
                Column("expected", "If unrelated", "share"),
                Column("turned_first", "First, second closed", "share"),
                Column("turned_second", "Second, first closed", "share"),
                Column("adapted", "If all goods adapt"),
            ),
            tuple(
                (
                    self._members(pair),
                    *pair.apart,
                    pair.together,
                    pair.expected,
                    *pair.turned,
                    _routes_left(pair),
                )
                for pair in pairs
            ),
            name="more_together",
        )

    def _redundant(self, pairs: Sequence[PairEffect]) -> Table:
        return Table(
            "Redundant pairs: nearly all that passes one passes the other",
            (
                Column("set", "Pair"),
                Column("first", "First", "share"),
                Column("second", "Second", "share"),
                Column("both", "Both", "share"),
                Column("together", "Together", "share"),
            ),
            tuple((self._members(pair), *pair.apart, pair.both, pair.together) for pair in pairs),
            name="redundant",
        )

    def _members(self, found: SweptSet | PairEffect) -> str:
        legs = (self._leg(pair) for pair in found.legs)
        return ", ".join((*map(self.name, found.places), *legs))

    def _leg(self, pair: Pair) -> str:
        return f"{self.name(pair[0])} > {self.name(pair[1])}"

    def _no_route(self) -> str:
        found = self.result.no_route
        named = [self._leg((one.origin, one.destination)) for one in found[:_LISTED]]
        more = f" and {len(found) - _LISTED} more" if len(found) > _LISTED else ""
        return f"No cited route: {', '.join(named)}{more}"


def _routes_left(found: SweptSet | PairEffect) -> str:
    return "nothing arrives" if found.cut_off else "all goes round"
