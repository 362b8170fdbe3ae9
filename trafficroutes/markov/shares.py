"""The formulas of shares, from the visits of a chain and from what each place is worth.

What a place is **worth** is the chance that goods in it arrive: b, or where goods are
bound for several destinations, the sum over these of b weighted by what each gets.
Arrays may have leading axes, such as one over worlds.

Source: Kemeny & Snell, Finite Markov Chains (1960), ch. 3.
"""

from __future__ import annotations

from trafficroutes.graph.arrays import Floats


def passing(visits: Floats, worth: Floats, returns: Floats) -> Floats:
    """Return P(arrives, passes h): ``(sN)_h b_h / N_hh``, for each place.

    The chance ever to hit h is (sN)_h / N_hh, and from there b_h arrive. Divided by the
    chance to arrive it is a conditional hitting probability: the hub share.
    """
    chances: Floats = visits * worth / returns
    return chances


def uses(visits: Floats, chance: Floats, worth: Floats) -> Floats:
    """Return the mean uses of each connection by journeys that arrive: ``(sN)_i p(i, j) b_j``.

    Parameters
    ----------
    visits : float array, shape (..., m)
        Of the tail of each connection.
    chance : float array, shape (..., m)
        p(i, j).
    worth : float array, shape (..., m)
        Of its head; 1 where it arrives.
    """
    found: Floats = visits * chance * worth
    return found
