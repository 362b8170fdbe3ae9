"""Documents of chokepoints and budgets."""

from __future__ import annotations

from collections.abc import Sequence

from trafficroutes.analysis.chokepoints.answer import ChokepointsAnswer, ChokepointsResult
from trafficroutes.analysis.chokepoints.budget import BudgetLine
from trafficroutes.analysis.chokepoints.cuts import Pair
from trafficroutes.analysis.chokepoints.draws import NONE
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.digits import by_size
from trafficroutes.question.ranges import RangeShown
from trafficroutes.question.saying import number_of
from trafficroutes.report.citing import evidence_table, sources_cell
from trafficroutes.report.form.document import (
    Column,
    Document,
    Kind,
    Section,
    Table,
    figure,
    percent,
)
from trafficroutes.report.ranges import hub_share, range_cells, range_columns, record_of
from trafficroutes.report.wording import counted, label

#: Names in a sentence before "and n more".
_NAMED = 8


def chokepoints_document(
    result: ChokepointsResult, data: Dataset, *, top: int | None = None, evidence: bool = False
) -> Document:
    """Return the document of chokepoints.

    Parameters
    ----------
    result : ChokepointsResult
        The answer.
    data : Dataset
        For names and titles of sources.
    top : int, optional
        Only so many countries, cuts and legs; the rest are counted.
    evidence : bool
        Add the citations behind the countries shown.
    """
    query = result.query
    ends = f"{query.origin_name} to {query.destination_name}"
    return Document(
        tuple(
            _ChokepointsSection(answer, data, top, query.range_shown).section(
                ends, result.sentences(answer), evidence=evidence
            )
            for answer in result.answers
        )
    )


class _ChokepointsSection:
    """Writes the section of one answer."""

    def __init__(
        self, answer: ChokepointsAnswer, data: Dataset, top: int | None, shown: RangeShown
    ) -> None:
        self.answer = answer
        self.shown = shown
        self.name = data.places.name
        self.data = data
        self.top = top

    def section(self, ends: str, told: tuple[str, ...], *, evidence: bool) -> Section:
        answer = self.answer
        tables = [self._members(), *self._in_draws(), self._cuts(), self._leg_cuts()]
        tables += [
            self._budget(what) for what in ("most_intercepted", "least_max_flow") if answer.budget
        ]
        if evidence:
            shown = [*answer.unavoidable, *(code for code, _ in self._in_cuts()[: self.top])]
            tables += [
                evidence_table(self.data, answer.citations[code], f"Evidence for {self.name(code)}")
                for code in dict.fromkeys(shown)
            ]
        lines = (
            self._cuts_of(),
            self._direct(),
            self._sets(),
            self._sizes_in_draws(),
            self._legs(),
            self._capacity(),
            self._weak(),
        )
        return Section(
            heading=f"{label(answer.commodity)}: chokepoints, {ends}",
            answer=told,
            lines=tuple(filter(None, lines)),
            record=record_of(answer, self.shown),
            tables=tuple(tables),
            notes=answer.notes,
        )

    def _names(self, codes: Sequence[str]) -> str:
        more = f" and {len(codes) - _NAMED} more" if len(codes) > _NAMED else ""
        return ", ".join(self.name(code) for code in codes[:_NAMED]) + more

    def _pairs(self, pairs: Sequence[Pair]) -> str:
        more = f" and {len(pairs) - _NAMED} more" if len(pairs) > _NAMED else ""
        return ", ".join(f"{self.name(i)} > {self.name(j)}" for i, j in pairs[:_NAMED]) + more

    def _cuts_of(self) -> str:
        if self.answer.cuts_of == "carrying":
            return "Cuts are of the routes that carry something in the flow estimate"
        if self.answer.weighting == "estimate":
            return (
                "Cuts are of all cited routes, also those that carry nothing in the flow estimate "
                "(--carrying leaves these out)"
            )
        return "Cuts are of all cited routes"

    def _direct(self) -> str:
        if not self.answer.direct:
            return ""
        return (
            "Goods also arrive without passing a transit country, over "
            f"{self._pairs(self.answer.direct_legs)}: "
            "no set of countries stops that, and the cuts below are of what arrives otherwise"
        )

    def _sets(self) -> str:
        answer = self.answer
        if answer.cut_size == 0:
            return "Nothing arrives otherwise, so there is no country to cut"
        if answer.cut_size is None:
            return ""
        size = number_of(answer.cut_size, "country")
        return f"Smallest cut: {size}; {_sets(len(answer.cuts), complete=answer.cuts_complete)}"

    def _sizes_in_draws(self) -> str:
        found = self.answer.in_draws
        if found is None:
            return ""
        sizes = [size for size in found.cut_size if size != NONE]
        told = []
        if sizes:
            most = max(sizes, key=lambda size: found.cut_size[size])
            ends = "-".join(dict.fromkeys((sizes[0], sizes[-1])))
            told.append(f"most often {most} ({percent(found.cut_size[most])}), {ends} in all")
        if NONE in found.cut_size:
            told.append(f"no set of countries cuts all in {percent(found.cut_size[NONE])}")
        return f"Countries in a smallest cut, in draws: {'; '.join(told)}"

    def _legs(self) -> str:
        answer = self.answer
        if answer.leg_cut_size is None:
            return "No set of legs cuts all routes: some go by a region to its members alone"
        size = number_of(answer.leg_cut_size, "leg")
        found = _sets(len(answer.leg_cuts), complete=answer.leg_cuts_complete)
        return f"Smallest leg cut: {size}; {found}"

    def _capacity(self) -> str:
        found = self.answer.capacity_cut
        if found is None:
            return "Capacity: none is cited for a leg on these routes"
        cited = f"a capacity is cited for {found.cited} of {found.total} legs"
        if found.tonnes is None:
            return f"Capacity: {cited}; the others count as unbounded, and a route uses only those"
        return f"Capacity: at most {figure(found.tonnes)} t a year ({cited})"

    def _weak(self) -> str:
        answer = self.answer
        parts = []
        if answer.articulation:
            parts.append(f"without {self._names(answer.articulation)}")
        if answer.bridges:
            parts.append(f"without the legs {self._pairs(answer.bridges)}")
        if not parts:
            return "With directions forgotten, no single country or leg holds the routes together"
        return f"With directions forgotten, the routes fall apart {', or '.join(parts)}"

    def _in_draws(self) -> list[Table]:
        found = self.answer.in_draws
        if found is None:
            return []
        rows = tuple(
            (self.name(code), code, chance, found.unavoidable.get(code, 0.0))
            for code, chance in list(found.membership.items())[: self.top]
        )
        return [
            Table(
                counted("In draws of the evidence", len(rows), len(found.membership)),
                (
                    Column("name", "Country"),
                    Column("place", "Code"),
                    Column("in_a_cut", "In a smallest cut", "share"),
                    Column("unavoidable", "On every route", "share"),
                ),
                rows,
                name="in_draws",
            )
        ]

    def _in_cuts(self) -> list[tuple[str, int]]:
        """Return the countries in cuts, of those in equally many the ones that most pass first."""
        answer = self.answer
        return sorted(
            answer.membership.items(),
            key=lambda entry: (-entry[1], by_size(answer.hub_shares[entry[0]]), entry[0]),
        )

    def _members(self) -> Table:
        answer = self.answer
        drawn = answer.in_draws
        rows = tuple(
            (
                self.name(code),
                code,
                count,
                drawn.membership.get(code, 0.0) if drawn else None,
                answer.hub_shares[code],
                *range_cells(answer.hub_ranges[code])[:-1],
                sources_cell(answer.citations[code]),
            )
            for code, count in self._in_cuts()[: self.top]
        )
        table = Table(
            counted("Countries in the smallest cuts", len(rows), len(answer.membership)),
            (
                Column("name", "Country"),
                Column("place", "Code"),
                Column("cuts", "Cuts", "count"),
                Column("in_a_cut", "In draws", "share"),
                Column("share", "Hub share", hub_share(answer.weighting)),
                *range_columns(answer.weighting, self.shown)[:-1],
                Column("sources", "Sources"),
            ),
            rows,
            name="countries",
        )
        return table if drawn else table.without("in_a_cut")

    def _cuts(self) -> Table:
        found = self.answer.cuts
        rows = tuple(
            (number, ", ".join(map(self.name, cut)))
            for number, cut in enumerate(found[: self.top], start=1)
        )
        return Table(
            counted("Smallest cuts", len(rows), len(found)),
            (Column("cut", "#", "count"), Column("countries", "Countries")),
            rows,
            name="cuts",
        )

    def _leg_cuts(self) -> Table:
        counts: dict[Pair, int] = {}
        for cut in self.answer.leg_cuts:
            for pair in cut:
                counts[pair] = counts.get(pair, 0) + 1
        ordered = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
        rows = tuple((self.name(i), self.name(j), n) for (i, j), n in ordered[: self.top])
        return Table(
            counted("Legs in the smallest leg cuts", len(rows), len(ordered)),
            (Column("from", "From"), Column("to", "To"), Column("cuts", "Cuts", "count")),
            rows,
            name="legs",
        )

    def _budget(self, objective: str) -> Table:
        flow = objective == "least_max_flow"
        unit = self.answer.flow_unit
        title = (
            f"Countries that leave the least flow ({figure(self.answer.max_flow)} with none "
            f"taken out; unit: {unit})"
            if flow
            else "Countries that most of the arriving goods pass"
        )
        kind = Column("value", "Flow left" if flow else "Passed by", "figure" if flow else "share")
        spans: Kind = "figures" if flow else "shares"
        ranges, greedy = (
            (
                [Column(called.format("interval"), "Evidence range", spans)]
                if flow
                else range_columns(self.answer.weighting, self.shown, called)
            )
            for called in ("{}", "greedy_{}")
        )
        table = Table(
            title,
            (
                Column("k", "Up to", "count"),
                Column("exact", "Countries"),
                Column("membership", "In best set"),
                kind,
                *ranges,
                Column("proof", "Best?"),
                Column("greedy", "One by one"),
                Column("greedy_value", kind.title, kind.kind),
                *greedy,
            ),
            tuple(
                (
                    line.k,
                    ", ".join(map(self.name, line.exact)),
                    ", ".join(percent((line.membership or {})[code]) for code in line.exact)
                    if line.membership
                    else None,
                    line.value,
                    *([line.interval] if flow else range_cells(line)),
                    _proof(line, flow=flow),
                    ", ".join(map(self.name, line.greedy)),
                    line.greedy_value,
                    *([line.greedy_interval] if flow else range_cells(line, "greedy_{}")),
                )
                for line in self.answer.budget
                if line.objective == objective
            ),
            name="least_flow_left" if flow else "most_intercepted",
        )
        drawn = self.answer.in_draws is not None
        if flow or not drawn:
            table = table.without("membership")
        return table if drawn else table.without("interval").without("greedy_interval")


def _proof(line: BudgetLine, *, flow: bool) -> str:
    if line.proven:
        return "proven"
    return f"at least {figure(line.bound)}" if flow else f"at most {percent(line.bound)}"


def _sets(count: int, *, complete: bool) -> str:
    if not complete:
        return f"there are more such sets than the {count} listed and counted here"
    return "there is one such set" if count == 1 else f"there are {count} such sets"
