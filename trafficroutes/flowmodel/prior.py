"""Which suppliers are likely before any report is read: those near, large, and on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from trafficroutes.flowmodel.distances import directions_of, kilometres
from trafficroutes.flowmodel.inputs.production import Producer
from trafficroutes.graph.arrays import Floats, Ints, Mask, quotient, summed
from trafficroutes.graph.recipe import Recipe
from trafficroutes.model.places import Gazetteer

#: Kilometres added to every distance, and to that of a place from the producers.
_NEAR, _AWAY = 300.0, 1000.0
#: Kilometres that land neighbours are apart at most: their label points may be far inland.
_NEIGHBOURS = 400.0
#: The least part of what passes a place that it may send on.
_SENT_ON = 0.1


class Prior:
    """How likely each supplier of a place is by gravity and detour.

    Parameters
    ----------
    places : Gazetteer
    codes : sequence of str
        The places of the system.
    tails, heads : int array, shape (edges,)
    way : bool array, shape (edges,)
        Ways of regions to their members: no supplier, so their weight is 0.
    producers : mapping of code to Producer
    recipe : Recipe
    """

    def __init__(
        self,
        places: Gazetteer,
        codes: Sequence[str],
        tails: Ints,
        heads: Ints,
        way: Mask,
        producers: Mapping[str, Producer],
        recipe: Recipe,
    ) -> None:
        self.tails, self.heads, self.count = tails, heads, len(codes)
        points = directions_of(places, codes)
        apart = kilometres(points[tails], points[heads])
        near = np.array(
            [codes[h] in places.neighbours(codes[t]) for t, h in zip(tails, heads, strict=True)],
            dtype=bool,
        )
        apart = np.where(near, np.minimum(apart, _NEIGHBOURS), apart)
        major = [codes.index(code) for code, producer in producers.items() if not producer.minor]
        from_major = (
            np.min([kilometres(points[at], points) for at in major], axis=0)
            if major
            else np.zeros(len(codes))
        )
        detour = np.maximum(from_major[tails] + apart - from_major[heads], 0.0) / (
            from_major[heads] + _AWAY
        )
        nearness = np.exp(-recipe.gamma * detour if major else 0.0) / (apart + _NEAR)
        self.nearness: Floats = np.where(way, 0.0, nearness)

    def shares(self, sends: Floats | None = None) -> Floats:
        """Return the share of each supplier in the supply of its head, shape (edges,).

        G(j, k) = T(j)^(1/2) / (d(j, k) + 300 km) x exp(-gamma x detour), as parts of the
        sum over the suppliers of k, with detour = max(0, D(j) + d(j, k) - D(k)) / (D(k) +
        1000 km) and D the distance to the nearest major producer. A head of which no
        supplier sends anything has them by distance and detour alone.

        Parameters
        ----------
        sends : float array, shape (places,), optional
            T, what each place sends on; all alike without it.
        """
        shares = self._parts(self.nearness)
        if sends is not None:
            pulled = self.nearness * np.sqrt(sends)[self.tails]
            known = summed(pulled, self.heads, self.count)[self.heads] > 0
            shares = np.where(known, self._parts(pulled), shares)
        return shares

    def _parts(self, pull: Floats) -> Floats:
        return quotient(pull, summed(pull, self.heads, self.count)[self.heads])


def sent_on(throughput: Floats, ends: Floats) -> Floats:
    """Return what each place sends on: all but its own demand, and a tenth at least."""
    sends: Floats = np.maximum(throughput - ends, _SENT_ON * throughput)
    return sends
