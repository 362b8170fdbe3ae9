"""Observed shares of markets and routes beside what the estimate has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from trafficroutes.flowmodel.estimate import FlowEstimate
from trafficroutes.flowmodel.inputs.figures import Figure
from trafficroutes.flowmodel.inputs.observed import shares_observed
from trafficroutes.flowmodel.shares import Chains
from trafficroutes.model.records import Observation


@dataclass(frozen=True)
class Calibrated:
    """An observed share beside the estimate's.

    Attributes
    ----------
    observation : Observation
        What was observed.
    cited : Figure
        The share as a fraction, with its range.
    model : float or None
        The estimate's share; None where it has no such goods or no such way.
    held_out : bool
        Whether the observation played no part in the estimate.
    """

    observation: Observation
    cited: Figure
    model: float | None
    held_out: bool

    @property
    def difference(self) -> float | None:
        """How far the estimate is from the cited best value, as a fraction."""
        return None if self.model is None else abs(self.model - self.cited.best)


def calibrated(estimate: FlowEstimate) -> tuple[Calibrated, ...]:
    """Return each observed share near the period beside the estimate's, by id."""
    system = estimate.system
    chains = Chains(system, estimate.flow, estimate.made, estimate.demand)
    found = []
    for entry, figure in shares_observed(
        system.data, system.suppliers.network.commodities, system.assumptions.years
    ):
        share = chains.share(entry)
        found.append(
            Calibrated(
                entry,
                figure,
                None if share is None else share.value,
                held_out=entry.id not in estimate.fitted,
            )
        )
    return tuple(sorted(found, key=lambda item: item.observation.id))


def mean_difference(found: Iterable[Calibrated]) -> float | None:
    """Return the mean absolute difference in percentage points; None without any."""
    differences = [item.difference for item in found if item.difference is not None]
    return 100 * sum(differences) / len(differences) if differences else None
