"""What heads an answer that the data can hardly carry."""

from __future__ import annotations

import numpy as np

from trafficroutes.graph.routes import NO_LEG
from trafficroutes.model.digits import settled
from trafficroutes.question.solving import Solved
from trafficroutes.question.timeliness import FAR, WEIGHED_BY_YEARS, years_away

#: Less of what sets out arrives than this: shares of so little say little.
FAINT = 0.001
#: Legs of the shortest way from which on no report is likely to tell of the whole of it.
LONG = 6


def warnings_of(solved: Solved) -> tuple[str, ...]:
    """Return what to say before an answer that little stands behind, a sentence each.

    Parameters
    ----------
    solved : Solved
        One family's part of a question.

    Examples
    --------
    >>> from trafficroutes import load
    >>> from trafficroutes.question.solving import ask, solve_question
    >>> data = load()
    >>> query = ask(data, "Colombia", "Spain", {"commodity": "cocaine"})
    >>> warnings_of(solve_question(data, query)[0])
    ()
    """
    return tuple(filter(None, (_faint(solved), _long(solved), _far(solved))))


def _faint(solved: Solved) -> str:
    if settled(float(solved.chain.arrival)) >= FAINT:
        return ""
    return (
        "Little can be said here: by the cited legs less than 0.1 % of what sets out arrives, and "
        "all shares are shares of that."
    )


def _long(solved: Solved) -> str:
    legs = shortest_way(solved)
    if legs < LONG:
        return ""
    return (
        f"Little can be said here: the shortest cited way has {legs} legs, each told of by reports "
        "about other journeys."
    )


def _far(solved: Solved) -> str:
    years = solved.network.years
    if years is None or solved.network.weighting not in WEIGHED_BY_YEARS:
        return ""
    legs = {leg for leg in solved.routes.leg[solved.chain.edges].tolist() if leg != NO_LEG}
    away = years_away(solved.network, years, legs)
    if away is None or away <= FAR:
        return ""
    return (
        f"Little can be said of {years}: the nearest evidence of these ways is {away} years from "
        "it."
    )


def shortest_way(solved: Solved) -> int:
    """Return how many legs the shortest way has; a region's way on to a member is none."""
    chain, routes = solved.chain, solved.routes
    tails, heads = routes.tails[chain.edges], routes.heads[chain.edges]
    onward = routes.leg[chain.edges] == NO_LEG
    reached = np.zeros(len(routes.places), dtype=bool)
    reached[chain.live[chain.s > 0]] = True
    arrived = np.zeros_like(reached)
    arrived[chain.frame.gateways] = True
    for legs in range(len(routes.places) + 1):
        while (more := onward & reached[tails] & ~reached[heads]).any():
            reached[heads[more]] = True
        if (reached & arrived).any():
            return legs
        reached[heads[reached[tails] & ~onward]] = True
    return len(routes.places)
