"""Reconciliation of made-up flows: one balance, and many draws of it at once.

    python benchmarks/estimate.py [draws]

A network of the size of a large family: 170 places, 500 connections, 80 cited
figures. Flows come from demand and supplier shares as in the flow estimate, so that
they balance; the figures are off by a third or so. Each draw has its own demand and
shares, and drops connections and figures at random. For comparison, one balance is
also solved by SciPy's general solver for such problems.
"""

from __future__ import annotations

import os
import platform
import sys
import time
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # one core, as stated

import numpy as np
import scipy
from scipy.optimize import lsq_linear

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from trafficroutes.flowmodel.solver.reconcile import Balance, Reconciled, reconcile
from trafficroutes.graph.arrays import Floats, Ints

PLACES, PRODUCERS, CONNECTIONS, FIGURES, SEED = 170, 4, 500, 80, 1
BACKWARDS = 0.1  # of the connections that lead against the order are taken
DROPPED = 0.2  # of the connections, and of the figures, of a draw
FLOW_SD, DEMAND_SD, FIGURE_SD = 0.5, 0.3, 0.2  # relative


def network(chance: np.random.Generator) -> tuple[Ints, Ints]:
    """Return connections: one from an earlier place to each, the rest anywhere.

    Producers come first, and nothing leads into them.
    """
    pairs = {(int(chance.integers(head)), head) for head in range(PRODUCERS, PLACES)}
    while len(pairs) < CONNECTIONS:
        tail, head = chance.integers(PLACES), chance.integers(PRODUCERS, PLACES)
        # Most connections lead away from the producers, some back.
        if tail < head or (tail != head and chance.random() < BACKWARDS):
            pairs.add((int(tail), int(head)))
    tails, heads = np.array(sorted(pairs)).T
    return tails, heads


def estimated(tails: Ints, heads: Ints, strength: Floats, demand: Floats) -> Floats:
    """Return flows by supplier shares and demand, one row a draw."""
    count = strength.shape[0]
    share = np.zeros((count, PLACES, PLACES))
    share[:, tails, heads] = strength
    whole = share.sum(axis=1, keepdims=True)
    share = np.divide(share, whole, out=share, where=whole > 0)
    throughput = np.linalg.solve(np.eye(PLACES) - share, demand[:, :, None])[:, :, 0]
    flow: Floats = share[:, tails, heads] * throughput[:, heads]
    return flow


def problem(draws: int) -> Balance:
    """Return a balance with some draws; the first drops nothing."""
    chance = np.random.default_rng(SEED)
    tails, heads = network(chance)
    strength = np.exp(
        chance.normal(0, 1, CONNECTIONS) + chance.normal(0, 0.3, (draws, CONNECTIONS))
    )
    tree = np.array([np.flatnonzero(heads == head)[0] for head in range(PRODUCERS, PLACES)])
    dropped = chance.random((draws, CONNECTIONS)) < DROPPED
    dropped[:, tree] = dropped[0] = False  # no market loses its last supplier
    demand = np.exp(chance.normal(0, 1.5, PLACES) + chance.normal(0, 0.3, (draws, PLACES)))
    demand[:, :PRODUCERS] = 0.0
    flow = estimated(tails, heads, np.where(dropped, 0.0, strength), demand)
    made = np.array([flow[:, tails == place].sum(axis=1) for place in range(PLACES)]).T
    makes = np.arange(PLACES) < PRODUCERS
    rows = np.zeros((FIGURES, CONNECTIONS))
    rows[np.arange(FIGURES), chance.permutation(CONNECTIONS)[:FIGURES]] = 1.0
    cited = rows @ flow[0] * np.exp(chance.normal(0, 0.35, FIGURES))
    told = chance.random((draws, FIGURES)) >= DROPPED
    return Balance(
        tails=tails,
        heads=heads,
        flow=flow,
        flow_sd=FLOW_SD * flow,
        demand=demand,
        demand_sd=DEMAND_SD * demand,
        supply=np.where(makes, made, 0.0),
        supply_sd=np.where(makes, DEMAND_SD * made, 0.0),
        rows=rows,
        cited=cited * np.exp(chance.normal(0, 0.1, (draws, FIGURES))),
        cited_sd=np.where(told, FIGURE_SD * cited, np.inf),
    )


def one_of(many: Balance, draw: int) -> Balance:
    """Return one draw of a balance."""
    return Balance(
        **{
            name: value[draw] if value.ndim == 2 and name != "rows" else value  # noqa: PLR2004 - draws and positions
            for name, value in vars(many).items()
        }
    )


def plainly(balance: Balance) -> Floats:
    """Return the flows of one balance by SciPy, with balance as a heavy penalty."""
    parts = [("flow", 1), ("demand", 1), ("supply", 1)]
    prior = np.concatenate([getattr(balance, name) for name, _ in parts])
    sd = np.concatenate([getattr(balance, f"{name}_sd") for name, _ in parts])
    free = np.flatnonzero(sd > 0)
    incidence = np.zeros((PLACES, prior.size))
    incidence[balance.tails, np.arange(CONNECTIONS)] = -1.0
    incidence[balance.heads, np.arange(CONNECTIONS)] = 1.0
    incidence[:, CONNECTIONS:] = np.concatenate([-np.eye(PLACES), np.eye(PLACES)], axis=1)
    told = np.isfinite(balance.cited_sd)
    rows = np.zeros((int(told.sum()), prior.size))
    rows[:, :CONNECTIONS] = balance.rows[told]
    heavy = 1e5 / prior.max()
    matrix = np.concatenate(
        [
            np.diag(1.0 / np.where(sd > 0, sd, 1.0))[free],
            heavy * incidence,
            rows / balance.cited_sd[told, None],
        ]
    )
    right = np.concatenate(
        [
            (prior / np.where(sd > 0, sd, 1.0))[free],
            np.zeros(PLACES),
            (balance.cited / balance.cited_sd)[told],
        ]
    )
    right = right - matrix[:, sd == 0] @ prior[sd == 0]
    found = prior.copy()
    found[free] = lsq_linear(matrix[:, free], right, (0, np.inf), method="bvls", tol=1e-14).x
    flows: Floats = found[:CONNECTIONS]
    return flows


def timed(balance: Balance, repeats: int) -> tuple[float, Reconciled]:
    """Return the best time in seconds of some runs, and what the last one returned."""
    best = float("inf")
    for _ in range(repeats):
        start = time.perf_counter()
        result = reconcile(balance)
        best = min(best, time.perf_counter() - start)
    return best, result


def main() -> None:
    """Run, check, and print the times."""
    draws = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    many = problem(draws)
    first = one_of(many, 0)
    single, result = timed(first, 10)
    batch, results = timed(many, 2)
    start = time.perf_counter()
    plain = plainly(first)
    by_scipy = time.perf_counter() - start
    apart = np.abs(plain - result.flow).max() / result.flow.max()
    print(
        f"{platform.python_implementation()} {platform.python_version()}, numpy {np.__version__}, "
        f"scipy {scipy.__version__}, one core"
    )
    print(f"{PLACES} places, {CONNECTIONS} connections, {FIGURES} figures, seed {SEED}")
    print(f"one balance       {single * 1e3:9.2f} ms  ({int(result.iterations)} steps)")
    print(
        f"{draws:5} draws       {batch * 1e3:9.0f} ms  ({results.iterations.mean():.1f} steps on "
        f"average, {results.iterations.max()} at most, {results.balanced.mean():.1%} balanced)"
    )
    print(
        f"one, by lsq_linear{by_scipy * 1e3:9.0f} ms  (flows differ by {apart:.1e} of the largest)"
    )


if __name__ == "__main__":
    main()
