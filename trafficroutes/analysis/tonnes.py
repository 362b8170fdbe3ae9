"""Tonnes of single legs by the flow estimate."""

from __future__ import annotations

from trafficroutes.flowmodel.networks import tonnes_by_pair
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.records import Leg
from trafficroutes.model.years import Years


class Tonnes:
    """Tonnes a year of legs by the flow estimate of their family."""

    def __init__(self, data: Dataset, years: Years | None) -> None:
        self.data = data
        self.years = years
        self.families: dict[str, dict[tuple[str, str], float] | None] = {}

    def of(self, leg: Leg) -> float | None:
        """Return the flow between a leg's ends; None where there is no estimate."""
        family = self.data.commodity(leg.commodity).family
        if family not in self.families:
            self.families[family] = tonnes_by_pair(
                self.data, family, self.data.families[family], self.years
            )
        flows = self.families[family]
        return None if flows is None else flows.get((leg.origin, leg.to), 0.0)
