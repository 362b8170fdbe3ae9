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
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.chokepoints import agree, timed
from benchmarks.generate import dataset
from trafficroutes.analysis.ensemble_chain import frame_of, solve_draws
from trafficroutes.analysis.ensemble_network import draw_network
from trafficroutes.analysis.ensembles import worlds_of
from trafficroutes.analysis.question import Solved, ask, solve_question
from trafficroutes.flowmodel.draws import draws_of
from trafficroutes.graph.network import Floats
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.records import Citation

ORIGIN, DESTINATION = "COL", "ESP"
SIZES = {"places": 120, "legs": 1440, "citations": 5760, "sources": 216, "seed": 1}
SAMPLE = 60
Evidence = list[list[tuple[int, float]]]


def ours(solved: Solved, draws: int) -> Floats:
    """Return the hub shares of some draws, from the citations on, shape (draws, places)."""
    draw_network.cache_clear()
    worlds = worlds_of(solved, draws, seed=0)
    if worlds is None:
        raise SystemExit("nothing to draw")
    frame = frame_of(solved.routes)
    shares = np.zeros((draws, len(solved.routes.places)))
    shares[:, frame.live] = solve_draws(frame, worlds.flow, worlds.stays, worlds.s).pass_shares()
    return shares


def plain(solved: Solved, evidence: Evidence, kept: Sequence[bool]) -> dict[str, float]:
    """Return the hub shares of one draw by a graph of its own."""
    graph: Any = nx.DiGraph()
    graph.add_nodes_from((ORIGIN, DESTINATION))
    for edge, cited in enumerate(evidence):
        doubt = 1.0
        for at, chance in cited:
            if kept[at]:
                doubt *= 1.0 - chance
        if doubt < 1.0:
            graph.add_edge(*solved.ends(edge), flow=1.0 - doubt)
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


def report(data: Dataset, citations: list[Citation]) -> list[bool]:
    """Return which citations a draw keeps, by the roll of a die for each document and claim."""
    grades = data.records.grades
    right = {
        key: random.random() < grades.reliability[source.reliability]  # noqa: S311 - no secret
        for key, source in data.records.sources.items()
    }
    return [
        right[c.source] and random.random() < grades.credibility[c.credibility]  # noqa: S311
        for c in citations
    ]


def evidence_of(solved: Solved, citations: list[Citation]) -> Evidence:
    """Return, for each connection, its citations by position and the chance of each.

    No two citations of a leg of this network hang together.
    """
    data = solved.network.data
    if data is None:
        raise SystemExit("no data")
    at = {id(citation): position for position, citation in enumerate(citations)}
    return [
        [
            (at[id(c)], data.probability(c))
            for item in solved.network.legs[leg]
            for c in item.citations
        ]
        for leg in solved.routes.leg.tolist()
    ]


def main() -> None:
    """Time both and print the times."""
    data: Dataset = dataset(always=(ORIGIN, DESTINATION), **SIZES)
    query = ask(data, ORIGIN, DESTINATION, {"commodity": "cocaine", "weighting": "evidence"})
    solved = solve_question(data, query)[0]
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
    many, _ = timed(lambda: ours(solved, 10_000))
    citations = [c for entry in data.legs for c in entry.citations]
    kept = draws_of(data, citations, SAMPLE, seed=0).kept
    evidence = evidence_of(solved, citations)
    for draw, row in enumerate(kept.tolist()):
        by_code = plain(solved, evidence, row)
        theirs = [by_code.get(code, 0.0) for code in solved.routes.places]
        mine = np.where(np.array(solved.routes.places) == DESTINATION, 0.0, shares[draw])
        agree(theirs, mine.tolist())
    random.seed(SIZES["seed"])
    slow, _ = timed(
        lambda: [plain(solved, evidence, report(data, citations)) for _ in range(SAMPLE)], 2
    )
    whole = slow / SAMPLE * 10_000
    print(
        f"10,000 draws: {many:.2f} s; rebuilt and solved one by one {whole:.0f} s ({SAMPLE} timed, "
        f"scaled to all): {whole / many:.0f} times faster"
    )


if __name__ == "__main__":
    main()
