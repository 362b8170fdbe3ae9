"""Intervals of hub shares by draws: this library against a loop that rebuilds and solves.

    OPENBLAS_NUM_THREADS=1 python benchmarks/draws.py

One network of 120 places, generated from a seed. The plain way takes one draw at a
time: it goes through the legs for the evidence that the draw keeps, builds a networkx
graph, finds what lies on a route, and inverts with numpy. For all draws it would take
minutes, so it is timed on a sample and extrapolated. Both have to come to the same
numbers.
"""

from __future__ import annotations

import os
import platform
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.chokepoints import agree, timed
from benchmarks.generate import dataset
from trafficroutes.flowmodel.worlds.sampling import draws_of
from trafficroutes.graph.arrays import Floats
from trafficroutes.markov.chain import chain_of
from trafficroutes.markov.frame import frame_of
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.records import Citation
from trafficroutes.question.solving import Solved, ask, solve_question
from trafficroutes.question.worlds import worlds_of
from trafficroutes.question.worlds_network import draw_network

ORIGIN, DESTINATION = "COL", "ESP"
SIZES = {"places": 120, "legs": 1440, "citations": 5760, "sources": 216, "seed": 1}
SAMPLE = 60
DOUBTED = 0.05  # what a leg counts of which a draw keeps no report


def ours(solved: Solved, draws: int) -> Floats:
    """Return the hub shares of some draws, from the citations on, shape (draws, places)."""
    draw_network.cache_clear()
    worlds = worlds_of(solved, draws, seed=0)
    if worlds is None:
        raise SystemExit("nothing to draw")
    frame = frame_of(solved.routes)
    shares = np.zeros((draws, len(solved.routes.places)))
    shares[:, frame.live] = chain_of(frame, worlds.flow, worlds.stays, worlds.s).pass_shares()
    return shares


def plain(data: Dataset, keeps: Callable[[Citation], bool]) -> dict[str, float]:
    """Return the hub shares of one draw by a graph of its own."""
    graph: Any = nx.DiGraph()
    graph.add_nodes_from((ORIGIN, DESTINATION))
    for leg in data.legs:
        if leg.origin != DESTINATION:
            kept = any(keeps(citation) for citation in leg.citations)
            graph.add_edge(leg.origin, leg.to, flow=1.0 if kept else DOUBTED)
    on_route = {ORIGIN, *nx.descendants(graph, ORIGIN)} & nx.ancestors(graph, DESTINATION)
    if ORIGIN not in on_route:
        return {}
    order = sorted(graph)
    flow = nx.to_numpy_array(graph, nodelist=order, weight="flow")
    p = flow / np.maximum(flow.sum(axis=1, keepdims=True), 1e-300)
    live = [at for at, code in enumerate(order) if code in on_route]
    N = np.linalg.inv(np.eye(len(live)) - p[np.ix_(live, live)])
    b = N @ p[live, order.index(DESTINATION)]
    start = live.index(order.index(ORIGIN))
    shares = N[start] * b / (np.diagonal(N) * b[start])
    return {order[at]: float(share) for at, share in zip(live, shares, strict=True)}


def by_chance(data: Dataset) -> Callable[[Citation], bool]:
    """Return which citations a draw keeps, by the roll of a die for each document and claim."""
    grades = data.records.grades
    right = {
        key: random.random() < grades.reliability[source.reliability]  # noqa: S311 - no secret
        for key, source in data.records.sources.items()
    }
    return lambda citation: (
        right[citation.source] and random.random() < grades.credibility[citation.credibility]  # noqa: S311 - no secret
    )


def by_row(citations: list[Citation], row: list[bool]) -> Callable[[Citation], bool]:
    """Return which citations a draw of the library keeps."""
    known = dict(zip(map(id, citations), row, strict=True))
    return lambda citation: known[id(citation)]


def asked(data: Dataset) -> Solved:
    """Return the question that both answer."""
    query = ask(data, ORIGIN, DESTINATION, {"commodity": "cocaine", "weighting": "evidence"})
    return solve_question(data, query)[0]


def check(data: Dataset, solved: Solved, shares: Floats) -> None:
    """Stop where some draws are not those of the plain way."""
    citations = [c for entry in data.legs for c in entry.citations]
    kept = draws_of(data, citations, SAMPLE, seed=0).kept
    for draw, row in enumerate(kept.tolist()):
        by_code = plain(data, by_row(citations, row))
        theirs = [by_code.get(code, 0.0) for code in solved.routes.places]
        agree(theirs, shares[draw].tolist())


def main() -> None:
    """Time both and print the times."""
    data: Dataset = dataset(always=(ORIGIN, DESTINATION), **SIZES)
    solved = asked(data)
    threads = os.environ.get("OPENBLAS_NUM_THREADS", "any number of")
    print(
        f"{platform.python_implementation()} {platform.python_version()}, numpy {np.__version__}, "
        f"{threads} thread(s)"
    )
    print(
        f"{SIZES['places']} places, {len(data.legs)} edges, {SIZES['citations']} citations, seed "
        f"{SIZES['seed']}: {frame_of(solved.routes).live.size} places on the way"
    )
    took, shares = timed(lambda: ours(solved, 1000), 5)
    print(f"1,000 draws of hub shares: {took:.3f} s, from the citations on")
    many, _ = timed(lambda: ours(solved, 10_000), 3)
    check(data, solved, shares)
    random.seed(SIZES["seed"])
    slow, _ = timed(lambda: [plain(data, by_chance(data)) for _ in range(SAMPLE)], 2)
    whole = slow / SAMPLE * 10_000
    print(
        f"10,000 draws: {many:.2f} s; rebuilt and solved one by one {whole:.0f} s ({SAMPLE} timed, "
        f"scaled to all): {whole / many:.0f} times faster"
    )


if __name__ == "__main__":
    main()
