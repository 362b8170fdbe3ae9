"""Hub shares in one process: this library against a plain script with networkx.

    python benchmarks/hubs_in_process.py

Both get the same network of 250 places and 3,000 edges, generated from a seed,
and have to come to the same numbers. The plain script does what one would write
by hand: let the goods walk in dicts until less than 1e-12 of them is left, once
for the whole network and once more without each hub; neither draws intervals
(benchmarks/draws.py does). That takes long, so it is
timed on a sample of the hubs and extrapolated to all of them.
"""

from __future__ import annotations

import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import networkx as nx
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.generate import dataset
from trafficroutes import hubs
from trafficroutes.analysis.hubs.answer import HubsResult
from trafficroutes.flowmodel.networks import build_graph
from trafficroutes.graph.network import kept_network
from trafficroutes.model.dataset import Dataset
from trafficroutes.question.evidence import evidence_of

ORIGIN, DESTINATION = "COL", "R:EUROPE"
SIZES = {"places": 250, "legs": 3000, "citations": 12000, "sources": 450, "seed": 1}
SAMPLE = 10
LEFT = 1e-12  # goods still under way when the walk is stopped
AGREE = 1e-9
T = TypeVar("T")


def walk(graph: nx.DiGraph[str], origin: str, targets: set[str]) -> dict[str, float]:
    """Let one unit of goods walk from the origin; return what arrives in each target."""
    alive = set[str]()
    for target in targets & set(graph):
        alive |= nx.ancestors(graph, target)
    moving = {origin: 1.0}
    arrived: dict[str, float] = {}
    while sum(moving.values()) > LEFT:
        ahead: dict[str, float] = {}
        for place, amount in moving.items():
            whole = graph.nodes[place]["out"]
            for neighbour, edge in graph.adj[place].items():
                part = amount * edge["flow"] / whole
                if neighbour in targets:
                    arrived[neighbour] = arrived.get(neighbour, 0.0) + part
                elif neighbour in alive:
                    ahead[neighbour] = ahead.get(neighbour, 0.0) + part
        moving = ahead
    return arrived


def plain_shares(
    graph: nx.DiGraph[str], targets: set[str], wanted: list[str]
) -> tuple[dict[str, float], dict[str, float]]:
    """Return gateway shares, and the shares of some hubs, by plain Python."""
    for place in graph:
        leaves = sum(edge["flow"] for edge in graph.adj[place].values())
        graph.nodes[place]["out"] = leaves + graph.nodes[place]["stays"]
    arrived = walk(graph, ORIGIN, targets)
    whole = sum(arrived.values())
    shares = {}
    for hub in wanted:
        # What arrives without the hub; the others still send it their part.
        avoiding = graph.copy()
        avoiding.remove_node(hub)
        shares[hub] = 1.0 - sum(walk(avoiding, ORIGIN, targets).values()) / whole
    return {code: amount / whole for code, amount in arrived.items()}, shares


def timed(work: Callable[[], T], repeats: int = 1) -> tuple[float, T]:
    """Return the best time in seconds of some runs, and what the last one returned."""
    best = float("inf")
    for _ in range(repeats):
        start = time.perf_counter()
        result = work()
        best = min(best, time.perf_counter() - start)
    return best, result


def main() -> None:
    """Run both, check that they agree, and print the times."""
    data = dataset(always=(ORIGIN, "ESP", "FRA", "NLD"), **SIZES)
    targets = set(data.places.members(DESTINATION)) | {DESTINATION}

    def first() -> HubsResult:
        kept_network.cache_clear()
        evidence_of.cache_clear()
        return again()

    def again() -> HubsResult:
        return hubs(data, ORIGIN, DESTINATION, commodity="cocaine", draws=0)

    cold, _ = timed(first, 5)
    warm, result = timed(again, 10)
    answer = result.answers[0]
    shares = {hub.place: hub.share for hub in answer.hubs}
    sample = sorted(shares)[:: len(shares) // SAMPLE][:SAMPLE]

    graph = build_graph(data, "cocaine")
    whole, (gateways, _) = timed(lambda: plain_shares(graph, targets, []))
    some, (_, found) = timed(lambda: plain_shares(graph, targets, sample))
    check(answer_gateways := {g.place: g.share for g in answer.gateways}, gateways)
    check({place: shares[place] for place in sample}, found)
    plain = whole + (some - whole) / len(sample) * len(shares)
    report(data, len(shares), len(answer_gateways), cold=cold, warm=warm, plain=plain)


def check(ours: dict[str, float], theirs: dict[str, float]) -> None:
    """Stop where the two sets of shares differ."""
    if ours.keys() != theirs.keys():
        raise SystemExit(f"different places: {sorted(ours.keys() ^ theirs.keys())}")
    worst = max(abs(ours[place] - theirs[place]) for place in ours)
    if worst > AGREE:
        raise SystemExit(f"the shares differ by {worst:g}")


def report(
    data: Dataset, found: int, gateways: int, *, cold: float, warm: float, plain: float
) -> None:
    """Print the times side by side."""
    print(
        f"{platform.python_implementation()} {platform.python_version()}, numpy "
        f"{np.__version__}, networkx {nx.__version__}"
    )
    print(
        f"{SIZES['places']} places, {len(data.legs)} edges, {SIZES['citations']} citations, "
        f"seed {SIZES['seed']}: {found} hubs, {gateways} gateways; shares agree to {AGREE:g}"
    )
    print(f"plain Python and networkx     {plain:9.3f} s  ({SAMPLE} hubs timed, scaled to all)")
    print(f"trafficroutes, first question {cold:9.3f} s  {plain / cold:7.0f} times faster")
    print(f"trafficroutes, next question  {warm:9.3f} s  {plain / warm:7.0f} times faster")


if __name__ == "__main__":
    main()
