"""Absorption and passage under changed chances, exactly and without a subtraction.

A change takes part of a chance p(i, j) away and never adds to it, so a changed chain
is the same chain with factors of at most 1, and what they take is lost on the way:

    B_d = s (I - Q)^-1 r_d        with Q, r and s under the factors

for each destination d. Journeys that arrive are the conditional chain: a place is
passed by v_h beta_h / N_hh of them, with beta = sum over d of w_d b_d / B_d, where w_d
says what part of the arrivals d gets. With w_d = B_d / sum of B, goods turn freely from
one destination to another.

Arrays may have leading axes, such as one over draws.

Source: Kemeny & Snell, Finite Markov Chains (1960), ch. 3.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from trafficroutes.graph.arrays import Floats, Mask, summed
from trafficroutes.markov import shares
from trafficroutes.markov.chain import chain_of
from trafficroutes.question.ranges import ends_of, range_fields
from trafficroutes.scenario.whatif.network import leaving_of
from trafficroutes.scenario.whatif.shift_records import BEFORE, Interval

if TYPE_CHECKING:
    from trafficroutes.scenario.whatif.network import Field


@dataclass(frozen=True, eq=False)
class Passage:
    """Journeys under some chances, over the connections and places of a field.

    Attributes
    ----------
    field : Field
        The connections.
    chance : float array, shape (..., edges)
        p(i, j) of each connection, with all factors.
    visits : float array, shape (..., places)
        Expected visits of each place; 0 where no route leads, and in destinations.
    returns : float array, shape (..., places)
        N_hh: visits of a place by a journey that starts in it; 1 where no route leads.
    b : float array, shape (..., places, destinations)
        Chance to arrive in each destination from each place.
    arrivals : float array, shape (..., destinations)
        Chance of the goods to arrive in each destination.
    start : float array, shape (..., places)
        Goods that start in each place.
    """

    field: Field
    chance: Floats
    visits: Floats
    returns: Floats
    b: Floats
    arrivals: Floats
    start: Floats

    @cached_property
    def starting(self) -> Floats:
        """What of the goods that start in each place arrives, shape (..., places)."""
        found: Floats = self.field.start * self.b.sum(axis=-1)
        return found

    def shares(self, amounts: Floats) -> Shares:
        """Return what arriving journeys pass, by what part of them each destination gets.

        Parameters
        ----------
        amounts : float array, shape (..., destinations)
            Parts of the arrivals; 0 for destinations that cannot be reached. Sums to 1.
        """
        routes = self.field.routes
        with np.errstate(divide="ignore", invalid="ignore"):
            weights = np.where(amounts > 0, amounts / self.arrivals, 0.0)
        beta = (self.b @ weights[..., np.newaxis])[..., 0]
        use = shares.uses(self.visits[..., routes.tails], self.chance, beta[..., routes.heads])
        passes = shares.passing(self.visits, beta, self.returns)
        into = self.field.goal[routes.heads] >= 0
        gateways = summed(use[..., into], routes.heads[into], len(routes.places))
        legs = np.asarray(use[..., self.field.is_leg].sum(axis=-1))
        return Shares(passes, gateways, use, legs, amounts)


@dataclass(frozen=True, eq=False)
class Shares:
    """What part of the arriving goods passes what.

    Attributes
    ----------
    places : float array, shape (..., places)
        P(passes it | arrives); 0 for destinations.
    gateways : float array, shape (..., places)
        P(first arrival is here | arrives); sums to 1.
    edges : float array, shape (..., edges)
        How often an arriving journey uses each connection, on average.
    legs : float array, shape (...)
        Mean number of legs of a journey that arrives.
    destinations : float array, shape (..., destinations)
        Part of the arrivals that each destination gets.
    """

    places: Floats
    gateways: Floats
    edges: Floats
    legs: Floats
    destinations: Floats

    @cached_property
    def used(self) -> Mask:
        """Whether some arriving journey uses each connection, shape (..., edges)."""
        found: Mask = self.edges > 0
        return found

    @cached_property
    def tested(self) -> dict[str, list[dict[str, Interval]]]:
        """Where published shares may lie: of places, gateways, edges and destinations.

        For each of these a record's fields; kept, since many scenarios begin with the same shares.
        """
        called = BEFORE["share_before"]
        fields = {
            of: range_fields(called, ends_of(getattr(self, of)))
            for of in ("places", "gateways", "edges", "destinations")
        }
        return {
            of: [dict(zip(told, row, strict=True)) for row in zip(*told.values(), strict=True)]
            for of, told in fields.items()
        }


def passage(field: Field, factors: Floats, start: Floats, *, added: bool = True) -> Passage:
    """Return how goods pass under factors on the chances.

    Parameters
    ----------
    field : Field
        The connections.
    factors : float array, shape (edges,)
        From 0 to 1, on the chance of each connection.
    start : float array, shape (..., places)
        Goods that start in each place.
    added : bool
        Whether the hypothetical legs are in place.
    """
    routes, frame = field.routes, field.frame
    flow, stays = field.strengths(added=added)
    chain = chain_of(frame, flow, stays, start, factors[frame.edges])
    total = leaving_of(routes, flow) + stays
    b = np.zeros((*total.shape, len(routes.destinations)))
    inside = np.flatnonzero(field.goal >= 0)
    b[..., inside, field.goal[inside]] = 1.0
    b[..., frame.live, : frame.classes] = chain.b_by_class
    able = chain.b > 0
    return Passage(
        field=field,
        chance=factors * flow / np.where(total > 0, total, 1.0)[..., routes.tails],
        # What leads to no destination is on no route.
        visits=frame.over_places(np.where(able, chain.visits, 0.0)),
        returns=frame.over_places(np.where(able, chain.returns, 1.0), 1.0),
        b=b,
        arrivals=(start[..., np.newaxis] * b).sum(axis=-2),
        start=start,
    )


def caught(before: Passage, after: Passage, factors: Floats, begun: Floats) -> Floats:
    """Return what would arrive and is lost to the changes, by destination, without subtraction.

    Parameters
    ----------
    before, after : Passage
        Without and with removals and rates, over the same connections.
    factors : float array, shape (edges,)
        What the changes leave of each chance.
    begun : float array, shape (places,)
        Part of what starts in each place that is not lost there.

    Returns
    -------
    float array, shape (..., destinations)
        Each journey is counted where it is first caught.
    """
    routes = before.field.routes
    alive = after.b > 0
    # What enters a place from which nothing arrives any more is lost there and then.
    taken = 1.0 - factors[..., np.newaxis] * alive[..., routes.heads, :]
    sent = after.visits[..., routes.tails] * before.chance
    on_the_way = np.einsum(
        "...e,...ed->...d",
        sent,
        alive[..., routes.tails, :] * taken * before.b[..., routes.heads, :],
    )
    kept = begun[..., np.newaxis] * alive
    at_once = (before.start[..., np.newaxis] * (1.0 - kept) * before.b).sum(axis=-2)
    total: Floats = on_the_way + at_once
    return total
