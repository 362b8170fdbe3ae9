"""What if places, legs, corridors or modes were closed, or watched?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Unpack

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
from trafficroutes.scenario.effect import effect_of
from trafficroutes.scenario.outcome import DEMANDS, Outcome, outcome_of
from trafficroutes.scenario.results import WhatIfResult

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
    **told: Unpack[WhatIfOptions],
) -> WhatIfResult:
    """Answer what a scenario would stop, and where the rest would go.
    """
    query = ask_several(source, origin, destination, told)
    changes = changes_of(source, told)
    check_terms(adaptation, demand)
    scenario = Scenario(query, changes, float(adaptation), demand)
    answers = tuple(
        answer_of(_outcome(solved, scenario), scenario) for solved in solve_question(source, query)
    )
    return WhatIfResult(
        query=query,
        changes=changes,
        adaptation=float(adaptation),
        demand=demand,
        dataset=dataset_info(source),
        answers=answers,
    )


def check_terms(adaptation: float, demand: str) -> None:
    """Refuse an adaptation out of its range, and a demand that is neither.

    Raises
    ------
    QueryError, UnknownNameError
        The message says what is possible.
    """
    if not math.isfinite(adaptation) or not 0 <= adaptation <= MOST_ADAPTATION:
        raise QueryError(f"adaptation is a number from 0 to 100, not {adaptation!r}")
    if demand not in DEMANDS:
        raise UnknownNameError("demand", demand, suggest(demand, DEMANDS) or DEMANDS)


def _outcome(solved: Solved, scenario: Scenario) -> Outcome:
    return outcome_of(
        effect_of(solved, scenario.changes),
        adaptation=scenario.adaptation,
        demand=scenario.demand,
    )
