"""What if places, legs, corridors or modes were closed, or places watched."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from trafficroutes.dataset.opening import source_of
from trafficroutes.errors import QueryError
from trafficroutes.model.arguments import check_known
from trafficroutes.model.years import Period
from trafficroutes.question.draws import default_draws
from trafficroutes.question.intervals import check_draws
from trafficroutes.question.notes import notes_of
from trafficroutes.question.query import Retention, ShareOptions, Weighting
from trafficroutes.question.ranges import RangeShown
from trafficroutes.question.solving import Solved, ask_several, dataset_info, solve_question
from trafficroutes.question.worlds import BY_HAND
from trafficroutes.scenario.whatif.assembling import Scenario, answer_of
from trafficroutes.scenario.whatif.changes import Changes, changes_of
from trafficroutes.scenario.whatif.draws import WITHOUT, drawn_notes, drawn_outcome
from trafficroutes.scenario.whatif.effect import effect_of
from trafficroutes.scenario.whatif.outcome import DEMANDS, outcome_of
from trafficroutes.scenario.whatif.results import WhatIfAnswer, WhatIfResult

if TYPE_CHECKING:
    from trafficroutes.dataset.opening import SourceGiven

#: The largest adaptation; beyond it survival to its power is too small a number.
MOST_ADAPTATION = 100.0


def whatif(
    source: SourceGiven,
    origin: str,
    destination: str | Sequence[str],
    *,
    remove: str | Iterable[str] = (),
    remove_legs: str | Iterable[str] = (),
    remove_corridors: str | Iterable[str] = (),
    remove_modes: str | Iterable[str] = (),
    interdict: Mapping[str, float] | None = None,
    add_legs: Mapping[str, float] | None = None,
    adaptation: float = 1.0,
    demand: str = "fixed",
    draws: int | None = None,
    seed: int = 0,
    commodity: str | None = None,
    years: Period | None = None,
    modes: str | Iterable[str] = (),
    weighting: Weighting = "auto",
    retention: Retention = "cited",
    drop_unquantified: bool = False,
    min_citations: int = 1,
    without_press: bool = False,
    range_shown: RangeShown | int = "50",
) -> WhatIfResult:
    """Answer what a scenario would stop, and where the rest would go.

    Parameters
    ----------
    source : Dataset, path or networkx.DiGraph
        As for :func:`trafficroutes.hubs`.
    origin : str
        A country or region by any of its names.
    destination : str or sequence of str
        One such place, or several: in a list, or with commas between them.
    remove : str or iterable of str
        Countries that are closed; a region stands for its members.
    remove_legs : str or iterable of str
        ``"A:B"``, ``"A:B:mode"``, or the id of a leg; a region as an end stands for its
        members and for itself.
    remove_corridors : str or iterable of str
        Ids of corridors: all their legs are cut.
    remove_modes : str or iterable of str
        Modes of transport that are cut everywhere.
    interdict : mapping of str to float, optional
        The chance, from 0 to 1, that goods which enter a country are seized there; a
        region stands for each of its members. 1 closes the country.
    add_legs : mapping of str to float, optional
        Hypothetical legs ``"A:B"`` with the share, from 0 to 1, of what leaves A that
        takes them; the rest scales down.
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
    commodity, years, modes, weighting, retention, drop_unquantified, min_citations, without_press
        As for :func:`trafficroutes.hubs`.
    range_shown : {"50", "90", "evidence"}
        As for :func:`trafficroutes.hubs`.

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
    source = source_of(source)
    options = ShareOptions(
        commodity=commodity,
        years=years,
        modes=modes,
        weighting=weighting,
        retention=retention,
        drop_unquantified=drop_unquantified,
        min_citations=min_citations,
        without_press=without_press,
        range_shown=range_shown,
    )
    told = Changes(
        remove=remove,
        remove_legs=remove_legs,
        remove_corridors=remove_corridors,
        remove_modes=remove_modes,
        interdict={} if interdict is None else interdict,
        add_legs={} if add_legs is None else add_legs,
    )
    query = ask_several(source, origin, destination, options)
    changes = changes_of(source, told)
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


def check_terms(adaptation: float, demand: str) -> None:
    """Refuse an adaptation out of its range, and a demand that is neither.

    Raises
    ------
    QueryError, UnknownNameError
        The message says what is possible.
    """
    number = isinstance(adaptation, (int, float)) and math.isfinite(adaptation)
    if not number or not 0 <= adaptation <= MOST_ADAPTATION:
        raise QueryError(f"adaptation is a number from 0 to 100, not {adaptation!r}")
    check_known("demand", demand, DEMANDS)


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
