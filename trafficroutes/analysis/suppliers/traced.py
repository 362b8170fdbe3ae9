"""From where the goods of a place come, in one world or in many."""

from __future__ import annotations

from dataclasses import dataclass

from trafficroutes.graph.arrays import Floats


@dataclass(frozen=True, eq=False)
class Traced:
    """From where the goods of a place come; arrays may have a leading axis of worlds.

    Attributes
    ----------
    last : float array, shape (..., places)
        Share of the goods whose last step into the place left each place outside it.
    own : float array, shape (...)
        Share of them that begins in the place itself.
    begun : float array, shape (..., places)
        Share of them that begins in each place.
    """

    last: Floats
    own: Floats
    begun: Floats
