"""Top hub shares of 50,000 places by iteration: time, memory, and a smaller network held to N.

    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python benchmarks/large.py

50,000 places, 500,000 edges, 500 destinations and 20 origins, from a seed: both ends of
an edge are drawn with chance 1 / rank^0.5, so that some places have a thousand edges and
most have a few; flows are log-normal, and three places in ten have a market. The plain
way makes the matrix of expected visits with numpy; it would need 20 GB here, so both run
on a network of the same make with 2,000 places, and have to agree. Time is of arrays
that are there already; memory is the peak of a process that does nothing else.
"""

from __future__ import annotations

import os
import platform
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from trafficroutes.analysis.hubs.large import TopHubs, top_hubs
from trafficroutes.graph.arrays import Floats, Ints

SEED, TOP = 1, 20
PLACES, EDGES, DESTINATIONS = 50_000, 500_000, 500
SMALL = 2_000
MARKETS = 0.3
SECONDS, GIGABYTES, AGREE = 10.0, 2.0, 1e-9


class Arrays(NamedTuple):
    """A network as :func:`top_hubs` takes it."""

    tails: Ints
    heads: Ints
    flow: Floats
    stays: Floats
    sources: Floats
    targets: Ints


def network(places: int, edges: int, destinations: int, seed: int) -> Arrays:
    """Return a network of a size, the same for the same seed."""
    chance = np.random.default_rng(seed)
    order = chance.permutation(places)
    weight = 1.0 / np.sqrt(np.arange(1, places + 1))
    weight /= weight.sum()
    tails, heads = (order[chance.choice(places, edges, p=weight)] for _ in range(2))
    heads = np.where(tails == heads, (heads + 1) % places, heads)
    picked = chance.choice(places, destinations + TOP, replace=False)
    sources = np.zeros(places)
    sources[picked[destinations:]] = chance.lognormal(0.0, 1.0, TOP)
    return Arrays(
        tails=tails,
        heads=heads,
        flow=chance.lognormal(0.0, 1.0, edges),
        stays=np.where(chance.random(places) < MARKETS, chance.lognormal(0.0, 1.0, places), 0.0),
        sources=sources,
        targets=picked[:destinations],
    )


def plain(net: Arrays) -> Floats:
    """Return the share of every place from the inverse of I - Q over all places."""
    count = net.stays.size
    ended = np.zeros(count, dtype=bool)
    ended[net.targets] = True
    p = np.zeros((count, count))
    np.add.at(p, (net.tails, net.heads), net.flow)
    p[ended] = 0.0
    out = p.sum(axis=1) + net.stays
    p /= np.where(out > 0, out, 1.0)[:, np.newaxis]
    q, r = p[~ended][:, ~ended], p[~ended][:, ended].sum(axis=1)
    visits = np.linalg.inv(np.eye(r.size) - q)
    b = visits @ r
    # What starts where nothing arrives is left out.
    s = np.where(b > 0, net.sources[~ended], 0.0)
    s /= s.sum()
    shares = np.zeros(count)
    shares[~ended] = (s @ visits) * b / (np.diagonal(visits) * (s @ b))
    return shares


def large() -> None:
    """Time the large network in this process, and print what it takes."""
    net = network(PLACES, EDGES, DESTINATIONS, SEED)
    start = time.perf_counter()
    top = top_hubs(*net, k=TOP)
    seconds = time.perf_counter() - start
    # In kilobytes on Linux, in bytes on macOS.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    gigabytes = peak / (1e9 if sys.platform == "darwin" else 1e6)
    print(
        f"{PLACES:,} places, {EDGES:,} edges, {DESTINATIONS} destinations, seed {SEED}: the top "
        f"{TOP} of {top.live:,} places in {seconds:.2f} s (at most {SECONDS:.0f}), peak memory "
        f"{gigabytes:.2f} GB (at most {GIGABYTES:.0f}), loading of numpy included"
    )
    print(certificate(top))
    if seconds > SECONDS or gigabytes > GIGABYTES:
        sys.exit("over the limit")


def certificate(top: TopHubs) -> str:
    """Return what makes the answer certain."""
    return (
        f"  share {TOP}: {top.shares[-1]:.6f}, no other above {top.left:.6f}; {top.solves} solves, "
        f"residuals up to {top.residual:.0e}, shares off by {top.errors.max():.0e} at most"
    )


def small() -> None:
    """Hold a smaller network to the plain way, and print both times."""
    net = network(SMALL, 10 * SMALL, DESTINATIONS // 25, SEED)
    start = time.perf_counter()
    shares = plain(net)
    slow = time.perf_counter() - start
    start = time.perf_counter()
    top = top_hubs(*net, k=TOP)
    fast = time.perf_counter() - start
    hubs = np.where(net.sources > 0, 0.0, shares)
    best = np.sort(hubs)[::-1][:TOP]
    off = float(np.abs(top.shares - best).max())
    print(
        f"{SMALL:,} places, {10 * SMALL:,} edges: {fast:.2f} s; by the inverse {slow:.2f} s; the "
        f"top {TOP} differ by {off:.0e}"
    )
    if off > AGREE:
        sys.exit("the two ways differ")


def main() -> None:
    """Run both parts, the large one in a process of its own."""
    threads = os.environ.get("OPENBLAS_NUM_THREADS", "any number of")
    print(
        f"{platform.python_implementation()} {platform.python_version()}, numpy {np.__version__}, "
        f"{threads} thread(s)"
    )
    small()
    sys.stdout.flush()
    subprocess.run([sys.executable, __file__, "--large"], check=True)


if __name__ == "__main__":
    if sys.argv[1:] == ["--large"]:
        large()
    else:
        main()
