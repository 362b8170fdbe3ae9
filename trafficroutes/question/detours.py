"""How many journeys go a long way round: what forgetting where goods came from makes of routes.

The next step of a journey depends on where goods are alone (docs/method.md, Limits of use),
so that some go back on themselves. The part that is more than twice as long as the
direct way, by the label points of countries, bounds this.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from trafficroutes.flowmodel.distances import directions_of, kilometres
from trafficroutes.graph.arrays import regions_among
from trafficroutes.markov.lengths import arrives_within
from trafficroutes.model.digits import settled

if TYPE_CHECKING:
    from trafficroutes.question.solving import Solved

#: A journey is long from so many times the direct distance on.
TIMES = 2.0
#: From this part of the journeys on an answer says so.
TOLD = 0.10
#: Kilometres that legs are rounded to.
UNIT = 100.0
#: Connections times places where goods start, beyond which nothing is worked out.
_MOST = 100_000


def long_share(solved: Solved, most: int = _MOST) -> float | None:
    """Return the part of the arriving journeys that is more than twice the direct distance.

    Distances are great circles between label points, legs rounded to hundreds of
    kilometres and at least one; a region's way on to its members has no length of its own,
    and counts one. None where the network is too large for it.

    Parameters
    ----------
    solved : Solved
        One family's part of a question.
    most : int
        Connections times places where goods start, beyond which nothing is worked out.

    Examples
    --------
    >>> from trafficroutes import load
    >>> from trafficroutes.question.solving import ask, solve_question
    >>> data = load()
    >>> query = ask(data, "Colombia", "United States", {"commodity": "cocaine"})
    >>> 0 < long_share(solve_question(data, query)[0]) < 1
    True
    """
    chain, routes = solved.chain, solved.routes
    starts = chain.live[chain.s > 0]
    gateways = chain.frame.gateways
    if chain.edges.size * starts.size > most or chain.bounded is not None:
        return None
    at = directions_of(solved.network.gazetteer, routes.places)
    tails, heads = routes.tails[chain.edges], routes.heads[chain.edges]
    legs = np.where(regions_among(routes.places)[tails], 0.0, kilometres(at[tails], at[heads]))
    direct = kilometres(at[starts][:, np.newaxis], at[gateways][np.newaxis])
    within = arrives_within(
        chain,
        np.maximum(np.rint(legs / UNIT), 1).astype(np.int64),
        np.floor(TIMES * direct / UNIT).astype(np.int64),
    )
    return float(np.clip(1.0 - within.sum() / float(chain.arrival), 0.0, 1.0))


def detour_note(solved: Solved, most: int = _MOST) -> str:
    """Return what an answer says of journeys that go a long way round; empty where they are few."""
    share = long_share(solved, most)
    if share is None or settled(share) < TOLD:
        return ""
    return (
        f"{settled(share):.0%} of the journeys are more than twice as long as the direct way: the "
        "next step depends on where goods are and not on where they came from, so that some go "
        "back on themselves; small shares of places far off the way are a trace of that"
    )
