"""Scenarios on the data that ship: this library against a plain script with networkx and numpy.

    python benchmarks/whatif.py

Both answer the same scenarios on the same network (cocaine, Colombia to Europe): one to
three countries closed, or two watched at 30 %. The plain script does what one would write
by hand for each: copy the graph without what is closed, build the matrices and solve them
with numpy, once before and once for each power of survival, and once more without each hub
for its share. It is timed on some scenarios and scaled to all. Both have to come to the
same numbers.
"""

from __future__ import annotations

import json
import platform
import sys
import time
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from trafficroutes import build_graph, hubs, load
from trafficroutes.graph.arrays import Floats
from trafficroutes.model.dataset import Dataset
from trafficroutes.scenario.files.lines import Lines

ORIGIN, DESTINATION, COMMODITY = "COL", "R:EUROPE", "cocaine"
COUNT = 3000
SAMPLE = 6
SEED = 1
AGREE = 1e-9
THETAS = (0.0, 0.5, 1.0, 2.0, 5.0, 10.0)


def scenarios(places: list[str]) -> list[dict[str, Any]]:
    """Return scenarios, half of them closures, half of them rates."""
    chosen = np.random.default_rng(SEED)

    def some(count: int) -> list[str]:
        return [str(place) for place in chosen.choice(places, count, replace=False)]

    return [
        {"remove": some(1 + number // 2 % 3)}
        if number % 2
        else {"interdict": dict.fromkeys(some(2), 0.3)}
        for number in range(COUNT)
    ]


def matrices(graph: Any, targets: set[str]) -> tuple[list[str], Floats, Floats]:
    """Return the places from which some target is reached, Q and r, from the whole graph."""
    able = set[str]()
    for target in targets & set(graph):
        able |= nx.ancestors(graph, target)
    places = sorted(able - targets)
    at = {place: number for number, place in enumerate(places)}
    Q, r = np.zeros((len(places), len(places))), np.zeros(len(places))
    for place in places:
        out = graph.nodes[place]["out"]
        for neighbour, edge in graph.adj[place].items():
            if neighbour in targets:
                r[at[place]] += edge["flow"] / out
            elif neighbour in at:
                Q[at[place], at[neighbour]] += edge["flow"] / out
    return places, Q, r


def arrival(graph: Any, targets: set[str]) -> float:
    """Return the chance to arrive by a solve of the whole system."""
    places, Q, r = matrices(graph, targets)
    if ORIGIN not in places:
        return 0.0
    b = np.linalg.solve(np.eye(len(places)) - Q, r)
    return float(b[places.index(ORIGIN)])


def survived(graph: Any, rates: dict[str, float], phi: float) -> Any:
    """Return the graph with each step into a watched place scaled."""
    changed = graph.copy()
    for tail, head in changed.in_edges(list(rates)):
        changed.edges[tail, head]["flow"] *= (1.0 - rates[head]) ** phi
    return changed


def shares(graph: Any, targets: set[str], wanted: list[str]) -> dict[str, float]:
    """Return the share of each hub by what arrives without it."""
    whole = arrival(graph, targets)
    found = {}
    for hub in wanted:
        without = graph.copy()
        if hub in without:
            without.remove_node(hub)
        found[hub] = 1.0 - arrival(without, targets) / whole
    return found


def plain(graph: Any, targets: set[str], changes: dict[str, Any], wanted: list[str]) -> Any:
    """Return the share intercepted, the curve, and hub shares before and after."""
    closed, rates = changes.get("remove", []), changes.get("interdict", {})
    cut = graph.copy()
    cut.remove_nodes_from(closed)
    before = shares(graph, targets, wanted)
    reached = {phi: arrival(survived(cut, rates, phi), targets) for phi in powers(bool(rates))}
    whole = arrival(graph, targets)
    curve = [
        reached[theta + 1] / (reached[theta] if theta else whole) if rates else 1.0
        for theta in THETAS
    ]
    curve[0] = reached[1.0] / whole
    after = shares(survived(cut, rates, 1.0), targets, wanted) if reached[1.0] else {}
    return 1.0 - reached[1.0] / whole, curve, before, after


def powers(rated: bool) -> set[float]:  # noqa: FBT001 - a script
    """Return the powers of survival that the curve stands on."""
    return {*THETAS[1:], *(theta + 1 for theta in THETAS)} if rated else {1.0}


def main() -> None:
    """Run both, check that they agree, and print the times."""
    data = load()
    graph = build_graph(data, COMMODITY)
    for place in graph:
        leaves = sum(edge["flow"] for edge in graph.adj[place].values())
        graph.nodes[place]["out"] = (leaves + graph.nodes[place]["stays"]) or 1.0
    places = data.places
    targets = {code for code in graph if places.lies_in(code, DESTINATION)}
    graph.remove_edges_from(list(graph.out_edges(targets)))
    wanted = [
        hub.place
        for hub in hubs(data, ORIGIN, DESTINATION, commodity=COMMODITY, draws=0).answers[0].hubs
    ]
    asked = scenarios(wanted)
    first, ours, answers = lines(data, asked)
    sample = range(0, COUNT, COUNT // SAMPLE)
    start = time.perf_counter()
    expected = {number: plain(graph, targets, asked[number], wanted) for number in sample}
    theirs = (time.perf_counter() - start) / len(expected) * COUNT
    for number, found in expected.items():
        check(answers[number], found)
    report(first, ours, theirs, len(wanted))


def lines(data: Dataset, asked: list[dict[str, Any]]) -> tuple[float, float, list[Any]]:
    """Return the time of the first line, that of all, and the answers, JSON to JSON."""
    reader = Lines(data, top=1000)
    texts = [
        json.dumps(
            {
                "origin": ORIGIN,
                "destination": DESTINATION,
                "filters": {"commodity": COMMODITY},
                "changes": changes,
            }
        ).encode()
        for changes in asked
    ]
    full = [json.loads(reader.answer(texts[number]))["answers"][0] for number in range(COUNT)]
    usual = Lines(data)
    start = time.perf_counter()
    usual.answer(texts[0])
    first = time.perf_counter() - start
    start = time.perf_counter()
    for text in texts:
        usual.answer(text)
    return first, time.perf_counter() - start, full


def check(answer: dict[str, Any], expected: Any) -> None:
    """Stop where the two answers differ."""
    intercepted, curve, before, after = expected
    ours = [point["share"] for point in answer["delivered"]]
    worst = max(abs(answer["intercepted"] - intercepted), *map(abs, np.subtract(ours, curve)))
    for hub in answer["hubs"]:
        worst = max(worst, abs(hub["share_before"] - before[hub["place"]]))
        if after:
            worst = max(worst, abs(hub["share_after"] - after[hub["place"]]))
    if worst > AGREE:
        raise SystemExit(f"the answers differ by {worst:g}")


def report(first: float, ours: float, theirs: float, found: int) -> None:
    """Print the times side by side."""
    print(
        f"{platform.python_implementation()} {platform.python_version()}, numpy "
        f"{np.__version__}, networkx {nx.__version__}"
    )
    print(
        f"{COUNT} scenarios, {COMMODITY} {ORIGIN} to {DESTINATION}, {found} hubs, seed {SEED}; "
        f"answers agree to {AGREE:g} on {SAMPLE}"
    )
    print(
        f"networkx and numpy, a graph a scenario {theirs:9.2f} s  ({SAMPLE} timed, scaled to all)"
    )
    print(
        f"trafficroutes, JSON line to JSON line  {ours:9.2f} s  {theirs / ours:7.0f} times faster, "
        f"{COUNT / ours:,.0f} scenarios a second"
    )
    print(f"(the first line, which solves the question: {first * 1000:.0f} ms)")


if __name__ == "__main__":
    main()
