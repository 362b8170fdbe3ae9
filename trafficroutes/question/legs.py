"""The connections that arriving journeys use, as results carry them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from trafficroutes.graph.routes import NO_LEG
from trafficroutes.model.digits import settled_all
from trafficroutes.question.evidence import Cited, evidence_of
from trafficroutes.question.intervals import Interval
from trafficroutes.question.solving import Solved


@dataclass(frozen=True)
class UsedLeg:
    """A connection that arriving journeys use.

    Attributes
    ----------
    origin, to : str
        Codes of its ends.
    ids : tuple of str
        The legs behind it; empty for a region's way on to its members.
    share : float
        How often an arriving journey uses it, on average.
    citations : tuple of Cited
        Those of its legs.
    """

    origin: str
    to: str
    ids: tuple[str, ...]
    share: float
    citations: tuple[Cited, ...] = field(repr=False)


def used_legs(solved: Solved) -> tuple[UsedLeg, ...]:
    """Return the connections that arriving journeys use, the most used first."""
    chain, routes = solved.chain, solved.routes
    evidence, places = evidence_of(solved.network), routes.places
    edges, shares = chain.edges, chain.edge_shares()
    by_name = np.argsort(np.argsort(np.array(places)))
    tails, heads = routes.tails[edges], routes.heads[edges]
    order = np.lexsort((by_name[heads], by_name[tails], -settled_all(shares)))
    columns = (tails[order], heads[order], shares[order], routes.leg[edges[order]])
    return tuple(
        UsedLeg(places[tail], places[head], (), share, ())
        if leg == NO_LEG
        else UsedLeg(places[tail], places[head], evidence.ids[leg], share, evidence.cited[leg])
        for tail, head, share, leg in zip(*(c.tolist() for c in columns), strict=True)
    )


@dataclass(frozen=True)
class Journeys:
    """What arriving journeys use and pass, as maps draw it.

    Attributes
    ----------
    origins : dict of code to float
        Share of the goods by origin.
    passing : dict of code to float
        P(passes it | arrives) of each place on the way, regions among them.
    gateways : dict of code to float
        P(first arrival is here | arrives).
    legs : tuple of UsedLeg
        The connections used, the most used first.
    intervals : dict of code to Interval or None
        Evidence ranges of places that have draws.
    """

    origins: dict[str, float]
    passing: dict[str, float]
    gateways: dict[str, float]
    legs: tuple[UsedLeg, ...]
    intervals: dict[str, Interval | None] = field(default_factory=dict)


def journeys_of(solved: Solved) -> Journeys:
    """Return what arriving journeys use and pass."""
    chain = solved.chain
    on_the_way = (solved.routes.places[at] for at in chain.live.tolist())
    return Journeys(
        origins=solved.start.shares,
        passing=dict(zip(on_the_way, chain.pass_shares().tolist(), strict=True)),
        gateways=chain.gateways(),
        legs=used_legs(solved),
    )


def attested(solved: Solved, edge: int) -> tuple[tuple[str, ...], tuple[Cited, ...]]:
    """Return the ids and the citations of the legs behind a connection.

    Both are empty for a region's way on to its members.
    """
    leg = int(solved.routes.leg[edge])
    if leg == NO_LEG:
        return (), ()
    evidence = evidence_of(solved.network)
    return evidence.ids[leg], evidence.cited[leg]
