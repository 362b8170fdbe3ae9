"""What is found about one route: hubs, evidence, chokepoints, budgets and cooperation."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass

import trafficroutes as tr
from findings.budget import budget_table
from trafficroutes.analysis.chokepoints.results import ChokepointsAnswer
from trafficroutes.analysis.cooperation.results import CooperationAnswer, CooperationResult
from trafficroutes.analysis.sensitivity.results import SensitivityAnswer
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.refs import is_region
from trafficroutes.question.query import Options
from trafficroutes.report.answers import hubs_document
from trafficroutes.report.chokepoints import chokepoints_document
from trafficroutes.report.cooperation import cooperation_document
from trafficroutes.report.form.document import Column, Document, Table, percent
from trafficroutes.report.form.text import table_to_markdown
from trafficroutes.report.ranges import range_cells, range_columns, share_told
from trafficroutes.report.sensitivity import case_line, ranking_table

#: Rows of the tables, countries of the largest budget, and the seed of the draws.
SHOWN, BUDGET, SEED = 15, 10, 0
#: A share that the document calls nearly all.
NEARLY_ALL = 0.95
_LEADERS = 2


@dataclass(frozen=True)
class Route:
    """A question whose answers the document shows.

    Attributes
    ----------
    origin, destination, commodity, years : str or None
        The question; None takes all years.
    members : tuple of str
        Codes of countries of which the share that passes any of them is told.
    """

    origin: str
    destination: str
    commodity: str
    years: str | None = None
    members: tuple[str, ...] = ()

    @property
    def options(self) -> Options:
        """What the question is narrowed by."""
        return Options(commodity=self.commodity, years=self.years)

    def command(self, name: str, *more: str) -> str:
        """Return the command line that asks it."""
        years = ("--years", self.years) if self.years is not None else ()
        ends = (self.origin, self.destination, "--commodity", self.commodity)
        return shlex.join(("trafficroutes", name, *ends, *years, *more))


def parts_of(route: Route, data: Dataset) -> dict[str, str]:
    """Return what is found about a route as Markdown, by the name of each part."""
    return {
        **_hubs(route, data),
        **_evidence(route, data),
        **_chokepoints(route, data),
        **_cooperation(route, data),
    }


def _hubs(route: Route, data: Dataset) -> dict[str, str]:
    result = tr.hubs(data, route.origin, route.destination, seed=SEED, **route.options)
    (answer,) = result.answers
    tables = _tables(hubs_document(result, data, top=SHOWN))
    draws = answer.draws
    if draws is None:
        raise ValueError(f"{route}: no draws")
    # Every note but the one on what shares describe, which the document says at its top.
    notes = answer.notes[:-1]
    return {
        "basis": (
            f"Asked: {result.query.origin_name} to {result.query.destination_name}, "
            f"{answer.commodity}, {route.years or 'all years pooled'}; weighting: "
            f"{answer.weighting}; {draws.used:,} draws in which something arrives "
            f"(of {draws.asked:,}, seed {draws.seed})."
        ),
        "command": f"    {route.command('hubs')}",
        "hubs": table_to_markdown(tables[0].without("sources")),
        "gateways": table_to_markdown(tables[1]),
        **_claim("unnamed", is_region(answer.gateways[0].place)),
        "hub count": str(len(answer.hubs)),
        "arrives": percent(answer.arrival_probability),
        "notes": _listed(notes),
    }


def _evidence(route: Route, data: Dataset) -> dict[str, str]:
    (answer,) = tr.sensitivity(
        data, route.origin, route.destination, commodity=route.commodity, years=route.years
    ).answers
    cases = answer.cases
    return {
        "evidence command": f"    {route.command('sensitivity')}",
        "evidence cases": _listed([case_line(answer, case) for case in cases]),
        "evidence": table_to_markdown(ranking_table(answer, SHOWN)),
        **_claim("leads", all(_leaders(answer, at) == _leaders(answer, 0) for at in (1, 4))),
    }


def _chokepoints(route: Route, data: Dataset) -> dict[str, str]:
    result = tr.chokepoints(
        data, route.origin, route.destination, budget=BUDGET, seed=SEED, **route.options
    )
    (answer,) = result.answers
    document = chokepoints_document(result, data, top=SHOWN)
    tables = {table.title.split(":")[0]: table for table in _tables(document)}
    members = tables["Countries in the smallest cuts"]
    weak = sum(_half(answer, code) for code in answer.membership)
    lines = [line for line in document.sections[0].lines if not line.startswith(_LEFT_OUT)]
    return {
        "chokepoints command": f"    {route.command('chokepoints', '--budget', str(BUDGET))}",
        "chokepoints": _listed(lines),
        "members": table_to_markdown(members.without("sources")),
        "in draws": table_to_markdown(tables["In draws of the evidence"]),
        **{
            objective.replace("_", " "): table_to_markdown(
                budget_table(answer, objective, data.places.name)
            )
            for objective in ("most_intercepted", "least_max_flow")
        },
        **_claim("direct", answer.direct),
        **_claim("weak", 0 < weak < len(answer.membership)),
        "weak": f"{weak} of {len(answer.membership)}",
        "max flow": f"{answer.max_flow:,.0f}",
        "flow unit": answer.flow_unit,
    }


#: Lines that the findings pass over: of capacities, which hardly any leg has, and of the
#: network without its directions.
_LEFT_OUT = ("Capacity:", "With directions forgotten")


def _cooperation(route: Route, data: Dataset) -> dict[str, str]:
    result = _covered(route, data)
    (answer,) = result.answers
    document = cooperation_document(result, data, top=SHOWN)
    lines = [line for line in document.sections[0].lines if not line.startswith("A body of ")]
    return {
        "cooperation command": f"    {route.command('cooperation')}",
        "cooperation": _listed(lines),
        "countries": table_to_markdown(_tables(document)[0]),
        **_claim("covered", answer.covered_share >= NEARLY_ALL),
        "bodies": table_to_markdown(bodies_table(answer)),
        **({"passing": _passing(answer)} if answer.proposal is not None else {}),
    }


def passing(route: Route, data: Dataset) -> str:
    """Return the share that passes any of the members of a route, with its range."""
    return _passing(_covered(route, data).answers[0])


def _covered(route: Route, data: Dataset) -> CooperationResult:
    ends = (route.origin, route.destination)
    return tr.cooperation(data, *ends, members=route.members, seed=SEED, **route.options)


def _passing(answer: CooperationAnswer) -> str:
    proposal = answer.proposal
    if proposal is None or proposal.interval is None:
        raise ValueError("no members, or no draws")
    return share_told(proposal, proposal.share, "50")


def bodies_table(answer: CooperationAnswer) -> Table:
    """Return the bodies that cover most, each with the country that would add most to it."""
    bodies = sorted(answer.bodies, key=lambda body: (-body.share, body.id))[:SHOWN]
    by = answer.weighting
    columns = (
        Column("id", "Id"),
        Column("name", "Operational body"),
        Column("share", "Passed by", "share"),
        *range_columns(by, "50"),
        Column("arrives", "Arrives at", "share"),
        *range_columns(by, "50", "arrival_{}", short=True),
        Column("both", "Both ends of a leg", "share"),
        *range_columns(by, "50", "leg_{}", short=True),
        Column("joining", "Would gain most by"),
        Column("gain", "namely", "share"),
        Column("gain_interval", "Evidence range", "shares"),
    )
    rows = []
    for body in bodies:
        joining = body.joining
        rows.append(
            (
                body.id,
                body.name,
                body.share,
                *range_cells(body),
                body.arrival_share,
                *range_cells(body, "arrival_{}"),
                body.leg_share,
                *range_cells(body, "leg_{}"),
                None if joining is None else joining.name,
                None if joining is None else joining.gain,
                None if joining is None else joining.gain_interval,
            )
        )
    return Table("", columns, tuple(rows))


def _tables(document: Document) -> tuple[Table, ...]:
    (section,) = document.sections
    return section.tables


def _claim(name: str, holds: bool) -> dict[str, str]:  # noqa: FBT001 - what is claimed
    """Return a mark that says nothing, and is there only while a sentence holds."""
    return {f"claim {name}": ""} if holds else {}


def _leaders(answer: SensitivityAnswer, case: int) -> set[str]:
    """Return the first two countries of a case."""
    ranks = {place.place: place.ranks[case] for place in answer.places}
    return {code for code, rank in ranks.items() if rank is not None and rank <= _LEADERS}


def _half(answer: ChokepointsAnswer, code: str) -> bool:
    """Whether a country stands in a smallest cut in less than half of the draws."""
    drawn = answer.in_draws
    return drawn is not None and drawn.membership.get(code, 0.0) < 1 / 2


def _listed(lines: Sequence[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
