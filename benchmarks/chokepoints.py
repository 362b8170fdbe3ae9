"""Removals, cuts and budgets: this library against one plain solve a scenario.

    OPENBLAS_NUM_THREADS=1 python benchmarks/chokepoints.py

One network of 250 places and 3,000 edges, generated from a seed. The plain way
takes the rows and columns of the removed places out of I - Q and solves the rest
with numpy, once a scenario; for all scenarios it would take from minutes to hours,
so it is timed on a sample and extrapolated. Both have to come to the same numbers.
Budgets stand beside no plain way: there they are proven, or their gap is shown.
"""

from __future__ import annotations

import os
import platform
import sys
import time
from collections.abc import Callable, Sequence
from math import comb
from pathlib import Path
from random import Random
from typing import TypeVar

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.generate import dataset
from trafficroutes.analysis.chokepoints import cuts, interception, interdiction
from trafficroutes.analysis.chokepoints.budget import intercepted_share
from trafficroutes.graph.arrays import Floats
from trafficroutes.markov import removal
from trafficroutes.markov.chain import Chain
from trafficroutes.question.solving import ask, solve_question

ORIGIN, DESTINATION = "COL", "ESP"
SIZES = {"places": 250, "legs": 3000, "citations": 12000, "sources": 450, "seed": 1}
SAMPLE = 300
AGREE = 1e-9
BUDGET = 10
T = TypeVar("T")


def plain(chain: Chain, gone: Sequence[int]) -> float:
    """Return P(arrives, never enters some places) by one solve of what is left."""
    kept = np.delete(np.arange(chain.live.size), gone)
    rest = np.eye(kept.size) - chain.Q[np.ix_(kept, kept)]
    return float(chain.s[kept] @ np.linalg.solve(rest, chain.r[kept]))


def timed(work: Callable[[], T], repeats: int = 1) -> tuple[float, T]:
    """Return the best time in seconds of some runs, and what the last one returned."""
    best = float("inf")
    for _ in range(repeats):
        start = time.perf_counter()
        result = work()
        best = min(best, time.perf_counter() - start)
    return best, result


def main() -> None:
    """Run all parts and print the times."""
    data = dataset(always=(ORIGIN, "ESP", "FRA", "NLD"), **SIZES)
    query = ask(data, ORIGIN, DESTINATION, {"commodity": "cocaine", "weighting": "evidence"})
    chain = solve_question(data, query)[0].chain
    codes = cuts.transit(chain)
    threads = os.environ.get("OPENBLAS_NUM_THREADS", "any number of")
    print(
        f"{platform.python_implementation()} {platform.python_version()}, numpy {np.__version__}, "
        f"{threads} thread(s)"
    )
    print(
        f"{SIZES['places']} places, {len(data.legs)} edges, seed {SIZES['seed']}: "
        f"{len(codes)} transit countries"
    )
    removals(chain, codes)
    all_triples(chain, codes)
    all_cuts(chain)
    most_intercepted(chain, codes)
    least_flow(chain, codes)


def removals(chain: Chain, codes: tuple[str, ...]) -> None:
    """Time every single and pair removal, from the solved chain."""
    at = [chain.position(code) for code in codes]
    where = [position for position in at if position is not None]

    def ours() -> Floats:
        return removal.pairs(removal.journeys(chain, codes))

    fast, both = timed(ours, 20)
    scenarios = len(codes) + comb(len(codes), 2)
    chance = Random(SIZES["seed"])  # noqa: S311 - a repeatable sample, not a secret
    sample = [chance.sample(range(len(codes)), chance.choice((1, 2, 2, 2))) for _ in range(SAMPLE)]
    slow, left = timed(lambda: [plain(chain, [where[k] for k in chosen]) for chosen in sample], 3)
    found = [chain.arrival - both[chosen[0], chosen[-1]] for chosen in sample]
    agree(left, found)
    whole = slow / SAMPLE * scenarios
    print(
        f"every single and pair removal ({scenarios:,}): {fast * 1e3:.2f} ms; plain solves "
        f"{whole:.1f} s ({SAMPLE} timed, scaled to all): {whole / fast:,.0f} times faster"
    )


def all_triples(chain: Chain, codes: tuple[str, ...]) -> None:
    """Time every removal of three."""
    met = removal.journeys(chain, codes)

    def ours() -> float:
        return max(float(np.triu(found, 1).max()) for _, found in removal.triples(met))

    fast, best = timed(ours, 3)
    sets = interception.best_sets(met, 3, met.arrival)
    agree([best], [sets[-1].value])
    scenarios = comb(len(codes), 3)
    print(f"every removal of three ({scenarios:,}), and the best: {fast:.3f} s")


def all_cuts(chain: Chain) -> None:
    """Time the smallest cuts."""
    took, found = timed(lambda: cuts.country_cuts(chain), 3)
    listed = f"{len(found.cuts)} of size {found.size}" + ("" if found.complete else " and more")
    print(f"smallest cuts: {took:.3f} s ({listed})")


def most_intercepted(chain: Chain, codes: tuple[str, ...]) -> None:
    """Time the budget by most flow intercepted and show its gaps."""
    met = removal.journeys(chain, codes)
    ceiling = float(chain.arrival) * intercepted_share(chain, codes)
    took, sets = timed(lambda: interception.best_sets(met, BUDGET, ceiling))
    print(f"most intercepted, K = 1..{BUDGET}: {took:.2f} s")
    for size, best in enumerate(sets, start=1):
        gap = (best.bound - best.value) / chain.arrival
        proof = "exact" if gap <= AGREE else f"gap at most {gap:.2%}"
        print(f"  K = {size:2}: {best.value / chain.arrival:.2%} of the arrivals, {proof}")


def least_flow(chain: Chain, codes: tuple[str, ...]) -> None:
    """Time the budget by least flow left."""
    first = interdiction.greedy(chain, codes[:2], 1)
    interdiction.least_sets(chain, codes[:2], first)  # loads scipy
    greed, greedy = timed(lambda: interdiction.greedy(chain, codes, BUDGET))
    took, sets = timed(lambda: interdiction.least_sets(chain, codes, greedy))
    proven = sum(best.proven for best in sets)
    print(f"least flow left, K = 1..{BUDGET}: {took:.2f} s, {proven} of {len(sets)} proven")
    same = sum(abs(a.value - b[1]) <= AGREE for a, b in zip(sets, greedy, strict=True))
    print(f"  greedy beside it: {greed:.2f} s, as good in {same} of {len(sets)}")


def agree(one: Sequence[float], other: Sequence[float]) -> None:
    """Stop where two lists of numbers differ."""
    worst = max(abs(a - b) for a, b in zip(one, other, strict=True))
    if worst > AGREE:
        raise SystemExit(f"the numbers differ by {worst:g}")


if __name__ == "__main__":
    main()
