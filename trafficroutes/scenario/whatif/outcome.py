"""What a scenario does to one question: bounds, the curve between them, and shares.

Two bounds: without adaptation, what would pass a closed place or cut leg is lost; with
full adaptation all goods follow the routes that are left. Between them lies the rate of
interdiction r with the exponent theta of adaptation. Routes are weighed by their
survival to the power theta, so that with

    B(phi) = s (I - Q_phi)^-1 r_phi,    a step into j scaled by (1 - r_j)^phi

the delivered share is B(theta + 1) / B(theta). What is closed or cut is a rate of 1:
with theta = 0 nobody turns away from it, with theta > 0 everybody does (0^0 = 1).

Sources: McFadden (1974); Saerens et al. (2009); Fosgerau et al. (2013); docs/whatif.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trafficroutes.errors import QueryError
from trafficroutes.scenario.whatif.passage import Passage, Shares, caught, passage

if TYPE_CHECKING:
    from trafficroutes.graph.arrays import Floats
    from trafficroutes.scenario.whatif.effect import Effect


#: Adaptations at which the delivered share is always told.
CURVE = (0.0, 0.5, 1.0, 2.0, 5.0, 10.0)
#: Chances below this have lost their digits.
_VANISHED = 1e-290
FIXED, FREE = DEMANDS = ("fixed", "free")


@dataclass(frozen=True, eq=False)
class ScenarioOutcome:
    """The numbers of a scenario; arrays may have leading axes, such as one over draws.

    Attributes
    ----------
    effect : Effect
        The changes.
    before : Passage
        The question without any change.
    unchanged : Passage
        With hypothetical legs in place and nothing else changed.
    after : Passage
        By the routes that goods take then: nothing closed or cut, and rates to the
        power of the adaptation asked for.
    level : float array, shape (...)
        The goods that shares after are told of, as a part of the arrivals before; 0
        where nothing arrives any more.
    amounts_before, amounts_after : float array, shape (..., destinations)
        Parts of the arrivals that each destination gets; all 0 after, where nothing
        arrives any more.
    intercepted : float array, shape (...)
        Share of what would arrive that is lost without adaptation.
    lost : float array, shape (..., destinations)
        The same of what would arrive in each destination.
    curve : dict of float to float array, shape (...)
        Delivered share by adaptation, ascending.
    arrives : float array, shape (...)
        Chance that goods which set out arrive, with the changes and no adaptation.
    shares_before, shares_unchanged, shares_after : Shares
        What arriving journeys pass: without any change, with hypothetical legs alone, and
        with all changes; the last are 0 where nothing arrives.
    """

    effect: Effect
    before: Passage
    unchanged: Passage
    after: Passage
    level: Floats
    amounts_before: Floats
    amounts_after: Floats
    intercepted: Floats
    lost: Floats
    curve: dict[float, Floats]
    arrives: Floats
    shares_before: Shares
    shares_unchanged: Shares
    shares_after: Shares


def outcome_of(effect: Effect, *, adaptation: float, demand: str) -> ScenarioOutcome:
    """Return what a scenario does.

    Parameters
    ----------
    effect : Effect
        The changes, on a question that has a route.
    adaptation : float
        Theta, 0 or more: how far goods turn away from where they are intercepted.
    demand : {"fixed", "free"}
        Whether each destination keeps its amount of the arrivals, or goods may turn
        from one to another.
    """
    field = effect.field
    whole = np.ones(field.routes.leg.size)
    before = passage(field, whole, field.start, added=False)
    unchanged = passage(field, whole, field.start, added=True) if field.added else before
    made: dict[float, Passage] = {}

    def under(phi: float) -> Passage:
        phi = phi if effect.rated else 1.0
        if phi not in made:
            made[phi] = passage(field, effect.passing(phi), effect.starting(phi), added=True)
        return made[phi]

    amounts = parts_of(before.arrivals)
    after = under(adaptation)
    level, amounts_after = amounts_kept(amounts, after.arrivals, demand)
    shares_before = before.shares(amounts)
    lost = caught(unchanged, under(1.0), effect.passing(1.0), effect.begun * effect.outset)
    curve = {
        theta: delivered(
            unchanged.arrivals if theta == 0 else under(theta).arrivals,
            under(theta + 1.0).arrivals,
            amounts,
            demand,
        )
        for theta in sorted({*CURVE, adaptation})
    }
    _refuse_vanishing(made)
    return ScenarioOutcome(
        effect=effect,
        before=before,
        unchanged=unchanged,
        after=after,
        level=level,
        amounts_before=amounts,
        amounts_after=amounts_after,
        intercepted=over(lost.sum(axis=-1), unchanged.arrivals.sum(axis=-1)),
        lost=over(lost, unchanged.arrivals),
        curve=curve,
        arrives=under(1.0).arrivals.sum(axis=-1),
        shares_before=shares_before,
        shares_unchanged=unchanged.shares(parts_of(unchanged.arrivals))
        if field.added
        else shares_before,
        shares_after=after.shares(amounts_after),
    )


def _refuse_vanishing(made: dict[float, Passage]) -> None:
    """Refuse powers of survival that are too small to be told from nothing."""
    possible = made[1.0].arrivals > 0
    if any((possible & (found.arrivals < _VANISHED)).any() for found in made.values()):
        raise QueryError(
            "some rate is so near 1 that hardly anything survives to be weighed: close those "
            "places instead (a rate of 1), or lower the adaptation"
        )


def amounts_kept(amounts: Floats, arrivals: Floats, demand: str) -> tuple[Floats, Floats]:
    """Return what arrives after, as a part of the arrivals before, and who gets which part.

    Parameters
    ----------
    amounts : float array, shape (..., destinations)
        Parts of the arrivals before.
    arrivals : float array, shape (..., destinations)
        Chance to arrive in each destination after; 0 where it is cut off.
    demand : {"fixed", "free"}
    """
    if demand == FREE:
        level: Floats = np.asarray((arrivals > 0).any(axis=-1), dtype=np.float64)
        return level, parts_of(arrivals)
    kept = np.where(arrivals > 0, amounts, 0.0)
    return kept.sum(axis=-1), parts_of(kept)


def parts_of(amounts: Floats) -> Floats:
    """Return amounts as parts of their sum; all 0 where there are none."""
    return over(amounts, amounts.sum(axis=-1, keepdims=True))


def over(part: Floats, whole: Floats) -> Floats:
    """Return part / whole, 0 where the whole is 0."""
    found: Floats = np.where(whole > 0, part / np.where(whole > 0, whole, 1.0), 0.0)
    return found


def delivered(sent: Floats, through: Floats, amounts: Floats, demand: str) -> Floats:
    """Return the delivered share of what is sent, by what arrives of each weighed route."""
    if demand == FREE:
        return over(through.sum(axis=-1), sent.sum(axis=-1))
    share: Floats = (amounts * over(through, sent)).sum(axis=-1)
    return share
