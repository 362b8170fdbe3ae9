"""The connections that arriving journeys use, as results carry them."""

from __future__ import annotations

from collections.abc import Iterable
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
    routes, edges = solved.routes, solved.chain.edges
    evidence, shares = evidence_of(solved.network), solved.chain.edge_shares()
    # Places stand in the order of their codes.
    order = np.lexsort((routes.heads[edges], routes.tails[edges], -settled_all(shares)))
    edges, shares = edges[order], shares[order]
    columns = (routes.tails[edges], routes.heads[edges], shares, routes.leg[edges])
    found = []
    for tail, head, share, leg in zip(*(column.tolist() for column in columns), strict=True):
        ids, citations = evidence.behind(leg)
        found.append(UsedLeg(routes.places[tail], routes.places[head], ids, share, citations))
    return tuple(found)


def evidence_by_place(solved: Solved, codes: Iterable[str]) -> dict[str, tuple[Cited, ...]]:
    """Return the citations of the legs on routes into and out of some places."""
    routes, edges = solved.routes, solved.chain.edges
    edges = edges[routes.leg[edges] != NO_LEG]
    ends = np.concatenate([routes.tails[edges], routes.heads[edges]])
    order = np.argsort(ends, kind="stable")
    bounds = np.searchsorted(ends[order], np.arange(len(routes.places) + 1))
    told = evidence_of(solved.network).pooled_by(np.tile(routes.leg[edges], 2)[order], bounds)
    at = {code: routes.index.get(code) for code in sorted(codes)}
    return {code: () if place is None else told[place] for code, place in at.items()}


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
    """Return the ids and the citations of the legs behind a connection of ``routes``."""
    return evidence_of(solved.network).behind(int(solved.routes.leg[edge]))
