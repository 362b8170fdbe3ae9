"""What if places, legs, corridors or modes were closed, or places watched."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Unpack

from trafficroutes.errors import QueryError, UnknownNameError
from trafficroutes.model.names import suggest
from trafficroutes.question.draws import default_draws
from trafficroutes.question.intervals import check_draws
from trafficroutes.question.notes import notes_of
from trafficroutes.question.query import Options, part_of
from trafficroutes.question.solving import Solved, ask_several, dataset_info, solve_question
from trafficroutes.question.worlds import BY_HAND
from trafficroutes.scenario.whatif.assembling import Scenario, answer_of
from trafficroutes.scenario.whatif.changes import Changes, changes_of
from trafficroutes.scenario.whatif.draws import WITHOUT, drawn_notes, drawn_outcome
from trafficroutes.scenario.whatif.effect import effect_of
from trafficroutes.scenario.whatif.outcome import DEMANDS, outcome_of
from trafficroutes.scenario.whatif.results import WhatIfAnswer, WhatIfResult

if TYPE_CHECKING:
    from trafficroutes.question.solving import Source

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
    seed: int = 0,
    **told: Unpack[WhatIfOptions],
) -> WhatIfResult:
    """Answer what a scenario would stop, and where the rest would go.

    Parameters
    ----------
    source : Dataset or networkx.DiGraph
        From :func:`trafficroutes.load` or :func:`trafficroutes.build_graph`.
    origin : str
        A country or region by any of its names.
    destination : str or sequence of str
        One such place, or several: in a list, or with commas between them.
    adaptation : float
        Theta, from 0 to 100: how far goods turn away from places that are watched at a
        rate. 0 not at all; large: all risk is avoided.
    demand : {"fixed", "free"}
        Whether each destination keeps its amount of the arrivals, and is cut off where
        no route reaches it, or goods may turn from one destination to another.
    draws : int, optional
        Draws of the evidence behind intervals; 0 turns them off. By default 1,000 for
        up to 200 places on the way, else 200.
    seed : int
        Same seed, same draws.
    **told
        What is changed: ``remove``, ``remove_legs``, ``remove_corridors``,
        ``remove_modes``, ``interdict`` and ``add_legs``, see
        :class:`~trafficroutes.scenario.whatif.changes.Changes`; and what the question is
        narrowed and weighted by, as for :func:`trafficroutes.hubs`.

    Returns
    -------
    WhatIfResult
        For each family that has a route: both bounds, the delivered share along the curve
        of adaptation, and hubs, gateways, legs and corridors before and after (shares,
        dimensionless), with intervals.

    Raises
    ------
    NoRouteError
        Nothing leads there even before; the message says how far one gets.
    UnknownNameError, AmbiguousNameError, FormerStateError, NotACountryError
        A name means nothing, or too much, or a region stands where only a country can.
    QueryError
        Nothing is changed, a number is out of its range, or two places are one.
    MissingQuantityError
        ``volume`` met a leg without a flow quantity.

    Notes
    -----
    Delivered share B(theta + 1) / B(theta): McFadden (1974), Saerens et al. (2009),
    Fosgerau et al. (2013). Removals: Kemeny & Snell (1960), ch. 3. See docs/whatif.md.

    Examples
    --------
    >>> from trafficroutes import load, whatif
    >>> result = whatif(load(), "Colombia", "Europe", remove=["Guinea-Bissau"], draws=0)
    >>> answer = result.answers[0]
    >>> 0 < answer.intercepted < 0.5
    True
    >>> round(sum(gateway.share_after for gateway in answer.gateways), 9)
    1.0
    """
    changes_told, options = _apart(told)
    query = ask_several(source, origin, destination, options)
    changes = changes_of(source, changes_told)
    check_terms(adaptation, demand)
    check_draws(draws, seed)
    scenario = Scenario(query, changes, float(adaptation), demand)
    answers = tuple(
        scenario_answer(solved, scenario, draws=draws, seed=seed)
        for solved in solve_question(source, query)
    )
    return WhatIfResult(
        query=query,
        changes=changes,
        adaptation=float(adaptation),
        demand=demand,
        dataset=dataset_info(source),
        answers=answers,
    )


def _apart(told: WhatIfOptions) -> tuple[Changes, Options]:
    """Return what is changed, and what the question is narrowed and weighted by."""
    strange = sorted(told.keys() - Changes.__annotations__.keys() - Options.__annotations__.keys())
    if strange:
        raise TypeError(f"whatif() got an unexpected keyword argument {strange[0]!r}")
    return part_of(told, Changes), part_of(told, Options)


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


def scenario_answer(
    solved: Solved, scenario: Scenario, *, draws: int | None, seed: int, top: int | None = None
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
    seed : int
        Same seed, same draws.
    top : int, optional
        As for :func:`~trafficroutes.scenario.whatif.assembling.answer_of`.
    """
    effect = effect_of(solved, scenario.changes)
    theta, demand = scenario.adaptation, scenario.demand
    outcome = outcome_of(effect, adaptation=theta, demand=demand)
    wanted = default_draws(solved.chain.live.size) if draws is None else draws
    drawn = (
        drawn_outcome(effect, wanted, seed=seed, adaptation=theta, demand=demand)
        if wanted
        else None
    )
    how = (BY_HAND if wanted else WITHOUT,) if drawn is None else drawn_notes(drawn)
    return answer_of(
        outcome, scenario, drawn, remarks=(*how, *notes_of(solved, scenario.query)), top=top
    )
