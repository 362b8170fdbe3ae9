"""Chains kept to some of their places: where journeys last left them, or never left.

What steps elsewhere is lost, so nothing is subtracted: the same elimination, of fewer
places. All arrays may have a leading axis of worlds, as in
:mod:`trafficroutes.markov.chain`.

Source: taboo probabilities, Chung, Markov Chains with Stationary Transition
Probabilities (1967), I.9.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from trafficroutes.graph.arrays import Floats, Ints, all_but
from trafficroutes.markov.chain import Chain
from trafficroutes.markov.frame import ARRIVES


def restricted(chain: Chain, kept: Ints) -> Chain:
    """Return the chain of journeys that pass none but some places before they arrive.

    Parameters
    ----------
    chain : Chain
    kept : int array, shape (k,)
        Positions in ``chain.live``, ascending.

    Returns
    -------
    Chain
        Over the k places. ``arrival`` of it is P(starts in them, arrives, and passes no
        other); ``b`` the same from each of them.
    """
    frame = chain.frame
    number = np.full(frame.live.size + 1, ARRIVES)
    number[kept] = np.arange(kept.size)
    within = np.append(np.isin(np.arange(frame.live.size), kept), True)
    begins = within[frame.tails]
    # A head of -1 arrives: the last of ``within``.
    goes_on = begins & within[frame.heads]
    off = begins & ~goes_on
    was_lost = within[frame.lost_tails]
    lost = np.append(frame.lost[was_lost], frame.edges[off])
    lost_tails = number[np.append(frame.lost_tails[was_lost], frame.tails[off])]
    order = np.argsort(lost_tails, kind="stable")
    return replace(
        chain,
        frame=replace(
            frame,
            live=frame.live[kept],
            edges=frame.edges[goes_on],
            tails=number[frame.tails[goes_on]],
            heads=number[frame.heads[goes_on]],
            enters=frame.enters[goes_on],
            lost=lost[order],
            lost_tails=lost_tails[order],
            absorbed=frame.absorbed[goes_on],
        ),
        s=chain.s[..., kept],
        survival=None if chain.survival is None else chain.survival[..., goes_on],
    )


def last_visits(chain: Chain, among: Ints) -> Floats:
    """Return P(the last of some places that a journey visits is d | it arrives).

    With A the places, for d in A: ``(sN)_d (sum over j not in A of p(d, j) a_j) / (s b)``,
    a_j being the chance to arrive from j without meeting A (1 on T). Journeys that meet
    none of them count where they start: ``s_i a_i / (s b)``. All sum to 1.

    Parameters
    ----------
    chain : Chain
    among : int array, shape (k,)
        Positions in ``chain.live``, ascending.

    Returns
    -------
    float array, shape (..., n)
        Over all places of the chain; NaN where nothing arrives.
    """
    n = chain.live.size
    others = all_but(n, among)
    if among.size == 1 and not chain.s[..., others].any():
        found = np.zeros((*chain.worlds, n))
        found[..., among] = np.where(chain.arrives, 1.0, np.nan)[..., np.newaxis]
        return found
    # Where these journeys start is of no matter to ``b``.
    evenly = np.full((*chain.worlds, others.size), 1.0 / max(others.size, 1))
    clear = np.zeros((*chain.worlds, n + 1))
    clear[..., others] = replace(restricted(chain, others), s=evenly).b
    clear[..., ARRIVES] = 1.0
    left = chain.visits[..., chain.tails] * chain.chance * clear[..., chain.heads]
    found = chain.frame.by_tail(left, chain.tails)
    found[..., others] = chain.s[..., others] * clear[..., others]
    whole: Floats = np.where(chain.arrives, chain.arrival, np.nan)
    shares: Floats = found / whole[..., np.newaxis]
    return shares


def departure_shares(chain: Chain) -> Floats:
    """Return P(the last place of the origin is this | arrives), shape (..., n)."""
    return last_visits(chain, np.flatnonzero(np.isin(chain.live, chain.routes.origins)))


def direct_share(chain: Chain) -> Floats:
    """Return P(passes no transit country | arrives), shape (...); NaN where nothing arrives."""
    transit = list(chain.routes.transit(chain.live).values())
    kept = all_but(chain.live.size, transit)
    whole = np.where(chain.arrives, chain.arrival, np.nan)
    shares: Floats = restricted(chain, kept).arrival / whole
    return shares


def starts_of_arrivals(chain: Chain) -> Floats:
    """Return P(started in o | arrives), ``s_o b_o / (s b)``, shape (..., n); NaN likewise."""
    whole = np.where(chain.arrives, chain.arrival, np.nan)
    shares: Floats = chain.s * chain.b / whole[..., np.newaxis]
    return shares
