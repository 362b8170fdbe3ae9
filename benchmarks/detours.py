"""How many journeys go a long way round: what a chain without memory makes of routes.

    python benchmarks/detours.py

For each question on the data that ship: the part of the journeys that is more than twice
as long as the direct way (:mod:`trafficroutes.question.detours`), the same from random
walks of the same chain, and what the one takes beside solving the chain. The first
column stands in docs/method.md, Limits of use.
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import process_time

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from trafficroutes import load
from trafficroutes.flowmodel.distances import directions_of, kilometres
from trafficroutes.model.refs import is_region
from trafficroutes.question.detours import TIMES, long_share
from trafficroutes.question.query import Options, Weighting
from trafficroutes.question.solving import Solved, ask, solve_question

QUESTIONS = (
    ("Afghanistan", "R:WESTERN_EUROPE", "opiates"),
    ("Afghanistan", "Western and Central Europe", "opiates"),
    ("Afghanistan", "Germany", "opiates"),
    ("Afghanistan", "United Kingdom", "opiates"),
    ("Afghanistan", "Russia", "opiates"),
    ("Myanmar", "China", "opiates"),
    ("Colombia", "Europe", "cocaine"),
    ("South America", "Europe", "cocaine"),
    ("Colombia", "United States", "cocaine"),
    ("South America", "Australia", "cocaine"),
    ("Myanmar", "Australia", "methamphetamine"),
    ("China", "United States", "fentanyl"),
)
WEIGHTINGS: tuple[Weighting, ...] = ("estimate", "evidence")
WALKS = 20_000


def walked(solved: Solved, walks: int, *, seed: int) -> float:
    """Return the part of some random walks that arrive which is long; lengths are not rounded."""
    chain, chance = solved.chain, np.random.default_rng(seed)
    at = directions_of(solved.network.gazetteer, solved.routes.places)
    region = np.array([is_region(code) for code in solved.routes.places])
    # Given that it arrives, a journey steps from i to j with chance p(i, j) b_j / b_i.
    steps = chain.chance * chain.arriving_on / chain.b[chain.tails]
    begin = chain.s * chain.b
    places = chain.live[chance.choice(chain.live.size, walks, p=begin / begin.sum())]
    origins, lengths = places.copy(), np.zeros(walks)
    going = np.arange(walks)
    while going.size:
        here = places[going]
        for place in np.unique(here).tolist():
            some = going[here == place]
            ways = np.flatnonzero(chain.live[chain.tails] == place)
            taken = chance.choice(ways, some.size, p=steps[ways] / steps[ways].sum())
            ends = chain.frame.enters[taken]
            if not region[place]:
                lengths[some] += kilometres(at[place], at[ends])
            places[some] = ends
        going = going[np.isin(places[going], chain.live)]
    return float((lengths > TIMES * kilometres(at[origins], at[places])).mean())


def main() -> None:
    """Print a row a question and weighting."""
    data = load()
    print("| question | weighting | long | of 20,000 walks | time, ms |\n|---|---|--:|--:|--:|")
    for origin, destination, commodity in QUESTIONS:
        for weighting in WEIGHTINGS:
            options = Options(commodity=commodity, weighting=weighting)
            query = ask(data, origin, destination, options)
            (solved,) = solve_question(data, query)
            _ = solved.chain.arrival  # solved before the clock starts
            began = process_time()
            share = long_share(solved) or 0.0
            took = 1000 * (process_time() - began)
            ends = f"{query.origin_name} to {query.destination_name}, {commodity}"
            other = walked(solved, WALKS, seed=0)
            print(f"| {ends} | {weighting} | {share:.1%} | {other:.1%} | {took:.0f} |", flush=True)


if __name__ == "__main__":
    main()
