"""The constants by which reports are weighed and suppliers share a market, in one place.

They are set by principle and not by what makes answers come out well: errors hardly
change around them (``benchmarks/skill.py`` has a line for each).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trafficroutes.graph.arrays import Floats
from trafficroutes.model.records import Citation, EventCitation
from trafficroutes.model.years import Years, gap


@dataclass(frozen=True, slots=True)
class Recipe:
    """How much reports count, by their years and beside seizures and the prior.

    Attributes
    ----------
    half_life : float
        Years from the period at which a report counts half.
    undated : float
        What a report without a year counts under a period, of one within it.
    kappa : float
        What the prior counts for in the shares of suppliers, in reports.
    seized : float
        The most that seized amounts count for beside reports, as a part of 1.
    nu : float
        Reports of seizures with a provenance at which they count half of that.
    gamma : float
        How sharply the prior falls with a detour.
    least : float
        Shares of a market below this are left out.
    firmness : float
        The most that shares rest on in draws, in reports: their Dirichlet sum.
    doubted : float
        What a connection counts for in a draw in which all its reports are wrong, as a
        part of what it counts for where all are right: it was reported, so it may exist.
    counted : float
        What the logarithm of a number of seizure records that name a supplier counts for, in
        reports.
    through : bool
        Whether producers to which amounts are cited to come in buy them.
    """

    half_life: float = 4.0
    undated: float = 0.5
    kappa: float = 1.0
    seized: float = 0.5
    nu: float = 0.5
    gamma: float = 2.0
    least: float = 0.002
    firmness: float = 4.0
    doubted: float = 0.05
    counted: float = 0.25
    through: bool = True

    def time_weight(self, citation: Citation, years: Years | None) -> float:
        """Return what a citation counts by its years, from 0 to 1.

        1 without a period and where it overlaps it, ``undated`` without a year, else
        ``2 ** (-gap / half_life)`` with the years between. Of events, the mean over their
        records.

        >>> from trafficroutes import load
        >>> Recipe().time_weight(load().records.legs[0].citations[0], None)
        1.0
        """
        if years is None:
            return 1.0
        if isinstance(citation, EventCitation):
            event = citation.event
            dated = sum(
                count * self._by_gap(Years(year, year), years)
                for year, count in event.years.items()
            )
            return (dated + event.undated * self.undated) / event.records
        return self.undated if citation.years is None else self._by_gap(citation.years, years)

    def _by_gap(self, told: Years, years: Years) -> float:
        weight: float = 0.5 ** (gap(told, years) / self.half_life)
        return weight

    def time_weights(self, citations: Sequence[Citation], years: Years | None) -> Floats:
        """Return the time weights of citations, shape (citations,)."""
        if years is None:
            return np.ones(len(citations))
        return np.array([self.time_weight(citation, years) for citation in citations], dtype=float)


#: The one in use.
RECIPE = Recipe()
