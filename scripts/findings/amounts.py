"""Cited amounts beside the flow estimate's, as figures in sentences."""

from __future__ import annotations

from functools import cache

import trafficroutes as tr
from findings.observed import ALL_YEARS
from trafficroutes.analysis.estimate.results import CitedBeside
from trafficroutes.model.dataset import Dataset
from trafficroutes.report.form.document import figure


class Amounts:
    """The estimates that the document speaks of, each made once."""

    def __init__(self, data: Dataset) -> None:
        self.data = data
        self._residuals = cache(self._made)

    def _made(self, family: str, period: str) -> tuple[CitedBeside, ...]:
        years = None if period == ALL_YEARS else period
        return tr.estimate(self.data, family, years=years, draws=0).answers[0].residuals

    def _beside(self, family: str, origin: str, to: str, period: str) -> list[CitedBeside]:
        """Return what is cited of a way; of production, where both ends are one place."""
        what = "production" if origin == to else "flow"
        found = [
            item
            for item in self._residuals(family, period)
            if (item.what, item.origin, item.to) == (what, origin, to)
        ]
        if not found:
            raise KeyError(f"{family} {period}: no {what} is cited of {origin} > {to}")
        return found

    def cited(self, family: str, origin: str, to: str, period: str) -> str:
        """Return what is cited, from the lowest to the highest figure."""
        found = self._beside(family, origin, to, period)
        low, high = min(item.cited[0] for item in found), max(item.cited[2] for item in found)
        return figure(low) if low == high else f"{figure(low)}-{figure(high)}"

    def estimated(self, family: str, origin: str, to: str, period: str) -> str:
        """Return the estimate's amount."""
        return figure(self._beside(family, origin, to, period)[0].model)
