"""What is left of a network as its places are taken out, one after another.

    curves = curves_of(tails, heads, orders)      # orders: (orders, places)
    curves.reachable[k, s]                        # pairs left when s places of order k are out

Places are put back in the opposite order, and of what reaches what only that is made new
which leads through the place that comes back: n boolean outer products an order, in place
of n searches of the whole network. Many orders are gone through together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from trafficroutes.graph.arrays import Floats, Ints, Mask

#: What is kept at once of what reaches what, in bytes: as much as a processor has near.
_AT_ONCE = 2**22


@dataclass(frozen=True, eq=False)
class Curves:
    """What is left after 0, 1, 2, ... removals, in each of some orders.

    Attributes
    ----------
    reachable : float array, shape (orders, steps + 1)
        Ordered pairs of places that are left, of which one leads to the other, as a part of
        those of the whole network.
    largest : float array, shape (orders, steps + 1)
        Places in the largest part that hangs together, whatever the directions, as a part
        of all places.
    """

    reachable: Floats
    largest: Floats


def curves_of(tails: Ints, heads: Ints, orders: Ints, steps: int) -> Curves:
    """Return what is left as places are taken out in some orders.

    Parameters
    ----------
    tails, heads : int array, shape (edges,)
        Ends as positions of places.
    orders : int array, shape (orders, places)
        In which places go, each a permutation.
    steps : int
        How many removals are looked at, at most as many as there are places.
    """
    count = orders.shape[1]
    out = np.zeros((count, count), dtype=bool)
    out[tails, heads] = True
    either = out | out.T
    pairs = np.zeros((len(orders), steps + 1))
    largest = np.zeros_like(pairs)
    together = max(_AT_ONCE // max(count * count, 1), 1)
    for first in range(0, len(orders), together):
        rows = slice(first, first + together)
        places = orders[rows].T
        reach = np.zeros((count, count, places.shape[1]), dtype=bool)
        joined = reach.copy()
        for gone in range(count - 1, -1, -1):
            _put_back(reach, out, places[gone])
            _put_back(joined, either, places[gone])
            if gone <= steps:
                pairs[rows, gone] = np.count_nonzero(reach, axis=(0, 1)) - (count - gone)
                largest[rows, gone] = np.count_nonzero(joined, axis=1).max(axis=0)
    whole = pairs[:, :1]
    reachable: Floats = np.divide(pairs, whole, out=np.zeros_like(pairs), where=whole > 0)
    return Curves(reachable, largest / max(count, 1))


def _put_back(reach: Mask, edges: Mask, places: Ints) -> None:
    """Add to each order a place, whose neighbours are there or are not, to what reaches what.

    Shapes: reach (places, places, orders), edges (places, places), places (orders,).
    """
    every = np.arange(len(places))
    reach[places, places, every] = True
    there: Mask = np.einsum("iik->ik", reach)
    goes: Mask = np.asarray((reach & (edges[places].T & there)[:, np.newaxis]).any(axis=0))
    comes: Mask = np.asarray((reach & (edges[:, places] & there)).any(axis=1))
    goes[places, every] = comes[places, every] = True
    reach |= comes[:, np.newaxis] & goes


def random_orders(count: int, number: int, seed: int) -> Ints:
    """Return random orders of places, shape (number, count); more begin with fewer."""
    chance = np.random.Generator(np.random.PCG64(seed))
    return np.array([chance.permutation(count) for _ in range(number)], dtype=np.int64).reshape(
        number, count
    )


def ranked(values: Floats) -> Ints:
    """Return places in order of a measure, the largest value first, then by code."""
    return np.argsort(-values, kind="stable")
