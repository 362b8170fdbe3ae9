"""Sweeps: this library against one plain solve a scenario, chunks, and Dask.

    OPENBLAS_NUM_THREADS=1 python benchmarks/sweep.py

One network of 207 places and 2,500 edges, generated from a seed. The plain ways take
the removed places out and solve what is left, once a scenario: with numpy from the
matrices, and from a networkx graph as a user would write it. For all scenarios they
would take from minutes to hours, so they are timed on a sample and extrapolated. All
have to come to the same numbers, and every file to the same bytes.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import time
from collections.abc import Sequence
from functools import partial
from hashlib import sha256
from math import comb
from pathlib import Path
from random import Random
from typing import Any

import networkx as nx
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.chokepoints import agree, plain, timed
from benchmarks.generate import dataset
from trafficroutes.model.dataset import Dataset
from trafficroutes.question.solving import Solved, ask, solve_question
from trafficroutes.scenario.sweep.answer import sweep
from trafficroutes.scenario.sweep.chunk import WITH_ROWS, WITHOUT_ROWS, Swept, scan
from trafficroutes.scenario.sweep.chunks import Chunk, Here, Runner, cut
from trafficroutes.scenario.sweep.combinations import members, shares
from trafficroutes.scenario.sweep.items import Items, Narrowing, items_of
from trafficroutes.scenario.sweep.on_dask import cluster
from trafficroutes.scenario.sweep.rows import Form

ORIGIN, DESTINATION = "COL", "ESP"
SIZES = {"places": 207, "legs": 2500, "citations": 10000, "sources": 450, "seed": 1}
ASKED: Any = {"commodity": "cocaine", "weighting": "evidence"}
SAMPLE = 200
TRIPLE, QUAD = 3, 4
MILLION = 1_000_000


def by_networkx(solved: Solved, graph: nx.DiGraph[str], gone: Sequence[str]) -> float:
    """Return what arrives without some places, by a script on a graph."""
    left = graph.copy()
    left.remove_nodes_from(gone)
    nodes = sorted(set(left) - {DESTINATION})
    chance = nx.to_numpy_array(left, nodelist=[*nodes, DESTINATION], weight="chance")
    b = np.linalg.solve(np.eye(len(nodes)) - chance[:-1, :-1], chance[:-1, -1])
    at = dict(zip(nodes, b, strict=True))
    return sum(share * float(at[code]) for code, share in solved.start.shares.items())


def graph_of(solved: Solved) -> nx.DiGraph[str]:
    """Return the chances of a chain as a graph."""
    chain = solved.chain
    graph: nx.DiGraph[str] = nx.DiGraph()
    for edge, chance in enumerate(chain.chance.tolist()):
        tail, head = solved.ends(int(chain.edges[edge]))
        graph.add_edge(tail, head, chance=chance)
    return graph


def main() -> None:
    """Run all parts and print the times."""
    data = dataset(always=(ORIGIN, DESTINATION, "FRA", "NLD"), **SIZES)
    query = ask(data, ORIGIN, DESTINATION, ASKED)
    solved = solve_question(data, query)[0]
    items = items_of(solved, Narrowing("countries", None, ()))
    threads = os.environ.get("OPENBLAS_NUM_THREADS", "any number of")
    print(
        f"{platform.python_implementation()} {platform.python_version()}, numpy {np.__version__}, "
        f"{threads} thread(s), {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    )
    print(
        f"{SIZES['places']} places, {SIZES['legs']} edges, seed {SIZES['seed']}: "
        f"{items.count} transit countries"
    )
    rates(solved, items)
    chunks(items)
    files(data)
    on_dask(data, items)


def rates(solved: Solved, items: Items) -> None:
    """Time all triples, and the plain ways on a sample of them."""
    chain, met = solved.chain, items.journeys()
    total = comb(items.count, TRIPLE)
    fast, found = timed(lambda: shares(met, TRIPLE, 0, total), 3)
    numbers = np.array(sorted(Random(1).sample(range(total), SAMPLE)))  # noqa: S311 - repeatable
    sample = members(items.count, TRIPLE, numbers).T.tolist()
    codes = [[items.codes[at] for at in chosen] for chosen in sample]
    where = [[chain.position(code) or 0 for code in chosen] for chosen in codes]
    slow, left = timed(lambda: [plain(chain, gone) for gone in where])
    graph = graph_of(solved)
    slower, again = timed(lambda: [by_networkx(solved, graph, gone) for gone in codes[:50]])
    arrivals = [chain.arrival * (1.0 - share) for share in found[numbers].tolist()]
    agree(left, arrivals)
    agree(again, arrivals[:50])
    print(f"all {total:,} triples: {fast:.2f} s ({total / fast / MILLION:.1f} million a second)")
    for name, took, count in (("numpy", slow, SAMPLE), ("networkx", slower, 50)):
        whole = took / count * total
        print(
            f"  a plain loop with {name}: {whole:,.0f} s ({count} timed, scaled to all): "
            f"{whole / fast:,.0f} times slower"
        )


def chunks(items: Items) -> None:
    """Time what a chunk costs, by what is kept of it."""
    met, labels = items.journeys(), items.labels
    ends = (ORIGIN, DESTINATION, "cocaine")
    forms: list[tuple[str, Form | None, int]] = [
        ("the best only", None, WITHOUT_ROWS),
        ("with CSV rows", Form("csv", ends, labels), WITH_ROWS),
        ("with Parquet rows", Form("parquet", ends, labels), WITH_ROWS),
    ]
    for name, form, size in forms:
        swept = Swept(met, QUAD, 15, form)
        took, found = timed(partial(scan, swept, 0, size), 2)
        print(
            f"a chunk of {size:,} quadruples, {name}: {took:.2f} s "
            f"({size / took / MILLION:.1f} million a second), {len(found.rows) / 1e6:.1f} MB"
        )


def files(data: Dataset) -> None:
    """Time the sweep of all triples as a user runs it, twice each."""
    with tempfile.TemporaryDirectory() as folder:
        for name in (None, "sets.csv", "sets.parquet"):
            target = None if name is None else Path(folder) / name
            hashes = set()
            times = []
            for _ in range(2):
                took, _ = timed(partial(triples, data, output=target))
                times.append(took)
                hashes.add(None if target is None else sha256(target.read_bytes()).hexdigest())
            size = "" if target is None else f", {target.stat().st_size / 1e6:.0f} MB"
            same = "" if target is None else f", {len(hashes)} kind of bytes in two runs"
            print(f"sweep of all triples, {name or 'no file'}: {min(times):.2f} s{size}{same}")


def triples(data: Dataset, **options: Any) -> Any:
    """Return the answer of the sweep of all triples."""
    return sweep(data, ORIGIN, DESTINATION, size=TRIPLE, **ASKED, **options)


def on_dask(data: Dataset, items: Items) -> None:
    """Time what Dask costs, and what two workers gain."""
    met = items.journeys()
    best_only = Swept(met, QUAD, 15, None)
    with_rows = Swept(met, QUAD, 15, Form("csv", (ORIGIN, DESTINATION, "cocaine"), items.labels))
    begin = time.perf_counter()
    with cluster(2, None) as runner:
        list(runner(scan, cut([4], 1), lambda _: best_only))
        print(f"Dask: {time.perf_counter() - begin:.1f} s to have 2 workers ready on this machine")
        empty = [Chunk(at, 0, at, at) for at in range(300)]
        took, _ = timed(lambda: list(runner(scan, empty, lambda _: best_only)))
        each = took / len(empty)
        print(f"  an empty chunk there and back: {each * 1e3:.1f} ms")
        for name, swept, size, count in (
            ("the best only", best_only, WITHOUT_ROWS, 30),
            ("with CSV rows", with_rows, WITH_ROWS, 30),
        ):
            some = list(cut([count * size], size))
            there = consumed(runner, some, swept)
            here = consumed(Here(), some, swept)
            print(
                f"  {count} chunks of {size:,} quadruples, {name}: {here:.1f} s here, "
                f"{there:.1f} s by 2 workers ({here / there:.2f} times as fast)"
            )
            if swept is best_only:
                rate = count * size / here
    print(
        f"a billion quadruples at {rate / MILLION:.1f} million a second a core: "
        f"{1e9 / rate:.0f} s on one, {1e9 / rate / 100:.1f} s on 100 workers, if the scheduler "
        f"did not need {1e9 / WITHOUT_ROWS * each:.1f} s for the chunks"
    )
    alone, by_two = triples(data), triples(data, workers=2)
    print(f"all triples by 2 workers: {'the same' if alone == by_two else 'ANOTHER'} answer")


def consumed(runner: Runner, some: Sequence[Chunk], swept: Swept) -> float:
    """Return how long some chunks take; what they find is let go at once."""
    begin = time.perf_counter()
    for _ in runner(scan, some, lambda _: swept):
        pass
    return time.perf_counter() - begin


if __name__ == "__main__":
    main()
