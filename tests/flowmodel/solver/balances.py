"""Balances of small networks, and what they mean as plain matrices."""

from __future__ import annotations

from typing import Any

import numpy as np

from trafficroutes.flowmodel.solver.reconcile import Balance, Reconciled
from trafficroutes.graph.arrays import Floats

INF = np.inf


def balance(edges: list[tuple[int, int]], **parts: Any) -> Balance:
    """Return a balance; what is not named is 0 and fixed, flows may change by 1."""
    ends = np.array(edges, dtype=np.int64).reshape(-1, 2)
    n = len(parts["demand"])
    whole: dict[str, Any] = {
        "flow": np.zeros(len(edges)),
        "flow_sd": np.ones(len(edges)),
        "demand_sd": np.zeros(n),
        "supply": np.zeros(n),
        "supply_sd": np.zeros(n),
        "rows": np.zeros((0, len(edges))),
        "cited": np.zeros(0),
        "cited_sd": np.zeros(0),
        **parts,
    }
    plain = {key: np.array(value, dtype=float) for key, value in whole.items()}
    return Balance(tails=ends[:, 0], heads=ends[:, 1], **plain)


def incidence(problem: Balance) -> Floats:
    """Return in - out - demand + supply as a matrix on flows, demands and supplies."""
    n, edges = problem.demand.shape[-1], problem.tails.size
    matrix = np.zeros((n, edges + 2 * n))
    matrix[problem.tails, np.arange(edges)] = -1.0
    matrix[problem.heads, np.arange(edges)] = 1.0
    matrix[:, edges : edges + n] = -np.eye(n)
    matrix[:, edges + n :] = np.eye(n)
    return matrix


def stacked(thing: Balance | Reconciled, ending: str = "") -> Floats:
    return np.concatenate(
        [getattr(thing, name + ending) for name in ("flow", "demand", "supply")], axis=-1
    )
