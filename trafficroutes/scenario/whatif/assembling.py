"""The answer of a scenario for one commodity or family, made from its outcome."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from trafficroutes.question.notes import DIFFERENCES
from trafficroutes.question.tested import Standing, standing_of
from trafficroutes.question.warnings import warnings_of
from trafficroutes.scenario.whatif.cuts import ids_of
from trafficroutes.scenario.whatif.notes import scenario_notes, touches, used_cuts
from trafficroutes.scenario.whatif.reach import cut_off
from trafficroutes.scenario.whatif.results import (
    ChangeMade,
    Delivered,
    WhatIfAnswer,
    WhatIfIntervals,
)
from trafficroutes.scenario.whatif.shifts import (
    corridor_shifts,
    destination_shifts,
    gateway_shifts,
    hub_shifts,
    leg_shifts,
)
from trafficroutes.scenario.whatif.summary import (
    SummaryFacts,
    by_definition,
    only_added,
    tell,
    untouched,
)

if TYPE_CHECKING:
    from trafficroutes.question.query import Query
    from trafficroutes.question.solving import Solved
    from trafficroutes.scenario.whatif.changes import ScenarioChange
    from trafficroutes.scenario.whatif.effect import Touched
    from trafficroutes.scenario.whatif.intervals import Ranges
    from trafficroutes.scenario.whatif.outcome import ScenarioOutcome


@dataclass(frozen=True)
class Scenario:
    """A question and what is changed in it.

    Attributes
    ----------
    query : Query
        The question.
    changes : tuple of ScenarioChange
        The changes.
    adaptation : float
        Theta.
    demand : {"fixed", "free"}
        Whether destinations keep their amounts.
    """

    query: Query
    changes: tuple[ScenarioChange, ...]
    adaptation: float
    demand: str


class Heading(NamedTuple):
    """What heads every answer to a question, whatever is changed."""

    tested: Standing
    warnings: tuple[str, ...]


def heading_of(solved: Solved) -> Heading:
    """Return how shares of a question were tested, and what to say before its answers."""
    return Heading(standing_of(solved.network), warnings_of(solved))


def answer_of(
    outcome: ScenarioOutcome,
    scenario: Scenario,
    ranges: Ranges | None = None,
    *,
    remarks: tuple[str, ...] = (),
    heading: Heading | None = None,
    top: int | None = None,
) -> WhatIfAnswer:
    """Return the answer for one commodity or family.

    Parameters
    ----------
    outcome : ScenarioOutcome
        What the scenario does.
    scenario : Scenario
        What was asked.
    ranges : Ranges, optional
        For intervals.
    remarks : tuple of str
        Notes that follow those of the scenario.
    heading : Heading, optional
        What heads every answer to the question, where it is known from another of them.
    top : int, optional
        Only so many hubs, gateways, and legs that gain and that lose, and no corridors.
    """
    changes = tuple(
        _made(outcome, change, touched)
        for change, touched in zip(scenario.changes, outcome.effect.touched, strict=True)
    )
    notes = (
        *scenario_notes(outcome, scenario.changes, scenario.adaptation, scenario.demand),
        DIFFERENCES,
        *remarks,
    )
    heading = heading or heading_of(outcome.effect.field.solved)
    why_not = _no_number(outcome, scenario, changes)
    if why_not is not None:
        return _without_number(outcome, scenario, changes, why_not, heading, notes)
    return _with_numbers(outcome, scenario, changes, ranges, heading, notes, top)


def _made(outcome: ScenarioOutcome, change: ScenarioChange, touched: Touched) -> ChangeMade:
    routes = outcome.effect.field.routes
    places: list[str] = []
    if change.kind in ("remove", "interdict"):
        met = touched.starts.copy()
        met[routes.heads[touched.edges]] = True
        places = [routes.places[at] for at in np.flatnonzero(met).tolist()]
    return ChangeMade(
        kind=change.kind,
        subject=change.subject,
        name=change.name,
        value=change.value,
        hypothetical=change.hypothetical,
        touches=touches(outcome, touched),
        places=tuple(places),
        legs=ids_of(used_cuts(outcome, touched)),
    )


def _no_number(
    outcome: ScenarioOutcome, scenario: Scenario, changes: Sequence[ChangeMade]
) -> str | None:
    """Return why a question has no number to tell; None where it has."""
    effect, query = outcome.effect, scenario.query
    if not any(change.touches for change in changes):
        return untouched(outcome.effect.field.solved.network.label, query, scenario.changes)
    if not (effect.field.start * effect.begun).any():
        return by_definition(query.origin_name, starts=True)
    arrived = outcome.shares_unchanged.gateways > 0
    if not (arrived & ~effect.closed).any():
        return by_definition(query.destination_name, starts=False)
    return None


def _without_number(
    outcome: ScenarioOutcome,
    scenario: Scenario,
    changes: tuple[ChangeMade, ...],
    summary: str,
    heading: Heading,
    notes: tuple[str, ...],
) -> WhatIfAnswer:
    solved = outcome.effect.field.solved
    return WhatIfAnswer(
        commodity=solved.network.label,
        weighting=solved.network.weighting,
        changes=changes,
        hypothetical=any(change.hypothetical for change in changes),
        origins=solved.start.shares,
        arrival_probability=float(outcome.before.arrivals.sum()),
        arrival_probability_after=None,
        intercepted=None,
        adaptation=scenario.adaptation,
        delivered=(),
        expected_legs_before=float(outcome.shares_before.legs),
        expected_legs_after=None,
        destinations=(),
        hubs=(),
        gateways=(),
        legs=(),
        corridors=(),
        arrivals_after=None,
        cut_off=(),
        draws=None,
        **heading.tested._asdict(),
        warnings=heading.warnings,
        summary=summary,
        notes=notes,
    )


def _with_numbers(
    outcome: ScenarioOutcome,
    scenario: Scenario,
    changes: tuple[ChangeMade, ...],
    ranges: Ranges | None,
    heading: Heading,
    notes: tuple[str, ...],
    top: int | None,
) -> WhatIfAnswer:
    effect, solved = outcome.effect, outcome.effect.field.solved
    hubs = hub_shifts(outcome, ranges, top)
    destinations = destination_shifts(outcome, ranges)
    intervals = None if ranges is None else _intervals(ranges)
    curve = _curve(outcome, ranges)
    told = SummaryFacts(
        commodity=solved.network.label,
        query=scenario.query,
        changes=scenario.changes,
        rated=effect.rated,
        demand=scenario.demand,
        intercepted=float(outcome.intercepted),
        interval=None if intervals is None else intervals.intercepted,
        # What is closed is avoided at any adaptation above 0.
        delivered=curve[scenario.adaptation if effect.rated else 1.0],
        hubs=hubs,
        destinations=destinations,
        level=float(outcome.level),
    )
    arrives = bool(outcome.level > 0)
    return WhatIfAnswer(
        commodity=solved.network.label,
        weighting=solved.network.weighting,
        changes=changes,
        hypothetical=any(change.hypothetical for change in changes),
        origins=solved.start.shares,
        arrival_probability=float(outcome.before.arrivals.sum()),
        arrival_probability_after=float(outcome.arrives),
        intercepted=float(outcome.intercepted) if effect.intercepts else None,
        adaptation=scenario.adaptation,
        delivered=tuple(curve.values()) if effect.intercepts else (),
        expected_legs_before=float(outcome.shares_before.legs),
        expected_legs_after=float(outcome.shares_after.legs) if arrives else None,
        destinations=destinations,
        hubs=hubs,
        gateways=gateway_shifts(outcome, ranges, top),
        legs=leg_shifts(outcome, ranges, top),
        corridors=corridor_shifts(outcome, ranges) if top is None else (),
        arrivals_after=float(outcome.level),
        cut_off=cut_off(effect, scenario.changes, outcome.shares_before.gateways > 0),
        draws=None if ranges is None else ranges.drawing,
        **heading.tested._asdict(),
        warnings=heading.warnings,
        summary=tell(told) if effect.intercepts else _only_added(outcome, scenario),
        notes=notes,
        intervals=intervals,
    )


def _only_added(outcome: ScenarioOutcome, scenario: Scenario) -> str:
    field, used = outcome.effect.field, outcome.shares_after.edges
    shares = [float(used[edge]) * field.hypothetical(edge) for edge in field.added]
    label = field.solved.network.label
    return only_added(label, scenario.query, scenario.changes, shares)


def _curve(outcome: ScenarioOutcome, ranges: Ranges | None) -> dict[float, Delivered]:
    return {
        theta: Delivered(
            theta,
            float(share),
            None if ranges is None else ranges.one(ranges.drawn.curve[theta]),
        )
        for theta, share in outcome.curve.items()
    }


def _intervals(ranges: Ranges) -> WhatIfIntervals:
    drawn = ranges.drawn
    return WhatIfIntervals(
        arrival_probability=ranges.one(drawn.before.arrivals.sum(axis=-1)),
        arrival_probability_after=ranges.one(drawn.arrives),
        intercepted=ranges.one(drawn.intercepted),
        expected_legs_before=ranges.one(drawn.shares_before.legs),
        expected_legs_after=ranges.one_after(drawn.shares_after.legs),
        arrivals_after=ranges.one(drawn.level),
    )
