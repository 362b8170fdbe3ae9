"""Intervals of suppliers, by draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trafficroutes.analysis.suppliers.traced import Traced
from trafficroutes.graph.arrays import Floats
from trafficroutes.question.intervals import Drawing, Interval, interval_of, intervals


@dataclass(frozen=True, eq=False)
class TracedDraws:
    """From where the goods of a place come in each of some draws.

    Attributes
    ----------
    drawing : Drawing or None
        How they were made; None where there are none.
    traced : Traced or None
        Of the draws in which goods come in; None without such draws.
    notes : tuple of str
        How it was drawn, and what was counted apart.
    """

    drawing: Drawing | None
    traced: Traced | None
    notes: tuple[str, ...]

    @property
    def own(self) -> Interval | None:
        """The interval of what begins in the place itself."""
        return None if self.traced is None else interval_of(self.traced.own)


def listed(
    places: Sequence[str], shares: Floats, drawn: Floats | None
) -> dict[str, tuple[float, Interval | None]]:
    """Return the places with a share, and its interval.

    Parameters
    ----------
    places : sequence of str
        Their codes.
    shares : float array, shape (places,)
    drawn : float array, shape (draws, places), or None
    """
    some = np.flatnonzero(shares > 0)
    spread = [None] * some.size if drawn is None else intervals(drawn[:, some])
    pairs = zip(shares[some].tolist(), spread, strict=True)
    return dict(zip((places[at] for at in some.tolist()), pairs, strict=True))
