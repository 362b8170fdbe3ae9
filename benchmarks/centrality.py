"""Centralities in one process: this library against networkx.

    python benchmarks/centrality.py

Both get the same network of 250 places and 3,000 legs, generated from a seed, and
have to come to the same numbers; times are the best of some runs, networkx's of
one. The last line is the whole table that ``trafficroutes centrality`` prints by
default, without networkx to compare with.
"""

from __future__ import annotations

import platform
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import networkx as nx
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.generate import dataset
from trafficroutes import centrality
from trafficroutes.analysis.centrality.network import CountryNetwork, country_network
from trafficroutes.analysis.centrality.random_walks import pagerank, random_walk_betweenness
from trafficroutes.analysis.centrality.shortest_paths import harmonic, path_sums
from trafficroutes.flowmodel.networks import build_graph
from trafficroutes.graph.arrays import Floats
from trafficroutes.graph.building import network_from_graph

SIZES = {"places": 250, "legs": 3000, "citations": 12000, "sources": 450, "seed": 1}
#: Ends of the source-destination pairs: every so many places.
SOURCES, TARGETS = slice(0, None, 5), slice(1, None, 2)
AGREE = 1e-9
REPEATS = 10


class Race(NamedTuple):
    """A measure by this library, and the same by networkx."""

    name: str
    ours: Callable[[], Floats]
    theirs: Callable[[], Mapping[int, float]]
    least: float


def races(net: CountryNetwork) -> list[Race]:
    """Return what is run side by side, with the ratio that is promised (0: none)."""
    ends = list(zip(net.tails.tolist(), net.heads.tolist(), strict=True))
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(net.count))
    shadow: nx.Graph[int] = nx.Graph()
    shadow.add_nodes_from(range(net.count))
    for (tail, head), flow, cost in zip(ends, net.flow.tolist(), net.cost.tolist(), strict=True):
        graph.add_edge(tail, head, flow=flow, cost=cost)
        both = shadow[tail][head]["flow"] if shadow.has_edge(tail, head) else 0.0
        shadow.add_edge(tail, head, flow=flow + both)
    every = np.arange(net.count)
    sources, targets = every[SOURCES], every[TARGETS]
    ones = np.ones(net.tails.size)
    arrays = net.tails, net.heads
    return [
        Race(
            "current-flow betweenness",
            lambda: random_walk_betweenness(*arrays, net.flow, net.count),
            lambda: nx.current_flow_betweenness_centrality(shadow, weight="flow"),
            25.0,
        ),
        Race(
            f"betweenness of {sources.size} x {targets.size} pairs, by cost",
            lambda: (
                path_sums(*arrays, net.cost, net.count, sources=sources, targets=targets).places
            ),
            lambda: nx.betweenness_centrality_subset(
                graph, sources.tolist(), targets.tolist(), weight="cost"
            ),
            1.0,
        ),
        Race(
            "betweenness of all pairs, by cost",
            lambda: path_sums(*arrays, net.cost, net.count).places,
            lambda: nx.betweenness_centrality(graph, weight="cost", normalized=False),
            1.0,
        ),
        Race(
            "betweenness of all pairs, by hops",
            lambda: path_sums(*arrays, ones, net.count).places,
            lambda: nx.betweenness_centrality(graph, normalized=False),
            1.0,
        ),
        Race(
            "harmonic closeness, inward",
            lambda: harmonic(net.heads, net.tails, net.count) * (net.count - 1),
            lambda: nx.harmonic_centrality(graph),
            1.0,
        ),
        Race(
            "PageRank",
            lambda: pagerank(net.adjacency),
            lambda: nx.pagerank(graph, weight="flow", tol=1e-14, max_iter=1000),
            0.0,
        ),
    ]


def timed(work: Callable[[], Any], repeats: int = 1) -> tuple[float, Any]:
    """Return the best time in seconds of some runs, and what the last one returned."""
    best = float("inf")
    for _ in range(repeats):
        start = time.perf_counter()
        result = work()
        best = min(best, time.perf_counter() - start)
    return best, result


def run(race: Race) -> str:
    """Run both sides, check that they agree and that the promise holds, and return a line."""
    ours, found = timed(race.ours, REPEATS)
    theirs, reference = timed(race.theirs)
    listed = np.array([reference[at] for at in range(found.size)])
    off = float(np.abs(found - listed).max() / max(np.abs(listed).max(), 1e-300))
    if off > AGREE:
        raise SystemExit(f"{race.name}: the values differ by {off:g}")
    if theirs < race.least * ours:
        raise SystemExit(f"{race.name}: only {theirs / ours:.1f} times faster")
    return f"{race.name:45} {theirs * 1e3:9.1f} ms {ours * 1e3:8.1f} ms {theirs / ours:7.1f} times"


def main() -> None:
    """Run all, and print the times side by side."""
    data = dataset(**SIZES)
    graph = build_graph(data, "cocaine", weighting="evidence")
    net = country_network(network_from_graph(graph, data.places))
    print(
        f"{platform.python_implementation()} {platform.python_version()}, numpy "
        f"{np.__version__}, networkx {nx.__version__}"
    )
    print(f"{net.count} places, {net.tails.size} legs, seed {SIZES['seed']}; agree to {AGREE:g}")
    print(f"{'':45} {'networkx':>12} {'trafficroutes':>11}")
    for race in races(net):
        print(run(race), flush=True)
    whole, _ = timed(lambda: centrality(data, commodity="cocaine"), 3)
    print(f"{'the default table, legs included':45} {'':12} {whole * 1e3:8.1f} ms")


if __name__ == "__main__":
    main()
