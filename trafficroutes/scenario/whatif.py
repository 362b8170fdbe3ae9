"""What if places, legs, corridors or modes were closed, or watched?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Unpack

from trafficroutes.analysis.ensembles import BY_HAND
from trafficroutes.analysis.notes import notes_of
from trafficroutes.analysis.question import (
    Options,
    Solved,
    ask_several,
    dataset_info,
    solve_question,
)
from trafficroutes.errors import QueryError, UnknownNameError
from trafficroutes.model.names import suggest
from trafficroutes.scenario.answering import Scenario, answer_of
from trafficroutes.scenario.changes import Changes, changes_of
from trafficroutes.scenario.drawn import WITHOUT, default_draws, drawn_notes, drawn_outcome
from trafficroutes.scenario.effect import effect_of
from trafficroutes.scenario.outcome import DEMANDS, outcome_of
from trafficroutes.scenario.results import WhatIfAnswer, WhatIfResult

if TYPE_CHECKING:
    from trafficroutes.analysis.question import Source

#: The largest adaptation; beyond it survival to its power is too small a number.
MOST_ADAPTATION = 100.0


class WhatIfOptions(Changes, Options, total=False):
    """All that :func:`whatif` can be told besides the ends of the question."""


def whatif(
    source: Source,
    origin: str,
    destination: str | Sequence[str],
    *,
    adaptation: float = 1.0,
    demand: str = "fixed",
    draws: int | None = None,
    **told: Unpack[WhatIfOptions],
) -> WhatIfResult:
    """Answer what a scenario would stop, and where the rest would go."""
    query = ask_several(source, origin, destination, told)
    changes = changes_of(source, told)
    check_terms(adaptation, demand, draws)
    scenario = Scenario(query, changes, float(adaptation), demand)
    answers = tuple(
        scenario_answer(solved, scenario, draws=draws) for solved in solve_question(source, query)
    )
    return WhatIfResult(
        query=query,
        changes=changes,
        adaptation=float(adaptation),
        demand=demand,
        dataset=dataset_info(source),
        answers=answers,
    )


def check_terms(adaptation: float, demand: str, draws: int | None = None) -> None:
    """Refuse an adaptation or a number of draws out of its range, and an unknown demand.

    Raises
    ------
    QueryError, UnknownNameError
        The message says what is possible.
    """
    if not math.isfinite(adaptation) or not 0 <= adaptation <= MOST_ADAPTATION:
        raise QueryError(f"adaptation is a number from 0 to 100, not {adaptation!r}")
    if demand not in DEMANDS:
        raise UnknownNameError("demand", demand, suggest(demand, DEMANDS) or DEMANDS)
    if draws is not None and draws < 0:
        raise QueryError(f"the number of draws is 0 or more, not {draws}")


def scenario_answer(
    solved: Solved, scenario: Scenario, *, draws: int | None, top: int | None = None
) -> WhatIfAnswer:
    """Return the answer for one family's part of a question, with its intervals.

    Parameters
    ----------
    solved : Solved
        The question.
    scenario : Scenario
        What is changed.
    draws : int or None
        How many; None takes the default, 0 none.
    top : int, optional
        As for :func:`~trafficroutes.scenario.answering.answer_of`.
    """
    effect = effect_of(solved, scenario.changes)
    terms = {"adaptation": scenario.adaptation, "demand": scenario.demand}
    outcome = outcome_of(effect, **terms)
    wanted = default_draws(len(solved.network.places)) if draws is None else draws
    drawn = drawn_outcome(effect, wanted, **terms) if wanted else None
    how = (BY_HAND if wanted else WITHOUT,) if drawn is None else drawn_notes(drawn)
    return answer_of(
        outcome, scenario, drawn, remarks=(*how, *notes_of(solved, scenario.query)), top=top
    )
