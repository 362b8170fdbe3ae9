"""Observed shares as figures that flows give way to.

A share is no sum of flows, so it is fitted as its tangent: the flows are reconciled
with the line that touches it where they are, and again from there (Gauss-Newton).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from trafficroutes.flowmodel.inputs.figures import Figure
from trafficroutes.flowmodel.inputs.observed import shares_observed
from trafficroutes.flowmodel.shares import Chains
from trafficroutes.flowmodel.system import FlowSystem
from trafficroutes.graph.arrays import Floats
from trafficroutes.model.records import Observation

#: Tangents that are taken, one after the other.
ROUNDS = 4
#: Standard deviation of a share that is cited without a range, and the least of any.
_SHARE = 0.15
_ENDS = 1.645  # standard deviations from the middle of a range to its ends


class Target(NamedTuple):
    """An observed share to be fitted."""

    entry: Observation
    figure: Figure
    sd: float


class Tangents(NamedTuple):
    """Lines that touch shares: ``rows @ flow`` should be ``cited``, give or take ``sd``."""

    rows: Floats
    cited: Floats
    sd: Floats


def targets_of(system: FlowSystem) -> list[Target]:
    """Return the observed shares near the period that are not fixed already."""
    network = system.suppliers.network
    fixed = set(system.suppliers.observations)
    found = []
    for entry, figure in shares_observed(
        system.data, network.commodities, network.years, system.assumptions.without
    ):
        if entry.id not in fixed:
            trust = max(map(system.data.probability, figure.citations))
            found.append(Target(entry, figure, max(_SHARE, figure.half_range / _ENDS) / trust))
    return found


def tangents_at(
    system: FlowSystem, targets: list[Target], flow: Floats, made: Floats, demand: Floats
) -> Tangents:
    """Return the tangents of the shares that some flows do not already agree with."""
    chains = Chains(system, flow, made, demand)
    rows, cited, sd = [], [], []
    for target in targets:
        share = chains.share(target.entry)
        figure = target.figure
        agrees = share is None or (
            figure.low < figure.high and figure.low <= share.value <= figure.high
        )
        if share is not None and not agrees and share.slope.any():
            wanted = (
                figure.best
                if figure.low == figure.high
                else np.clip(share.value, figure.low, figure.high)
            )
            rows.append(share.slope)
            cited.append(wanted - share.value + share.slope @ flow)
            sd.append(target.sd)
    return Tangents(
        np.array(rows).reshape(-1, flow.size), np.array(cited), np.array(sd, dtype=float)
    )
