"""The long part of the fuzzers: ``make fuzz``, or ``python -m tests.fuzz.run [--cases N]``.

Every case has a seed of its own, so that one that fails can be run alone::

    python -m tests.fuzz.run --only "tables" --seed 4711 --cases 1

A case that ends otherwise than it may, takes more than ``SECONDS`` or needs more memory
than ``MEMORY`` is a fault: it is shown, and the exit code is 1. ``--write`` puts the
figures of the run in docs/reliability.md.
"""

from __future__ import annotations

import argparse
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from types import FrameType

from tests.fuzz.kills import KILLS
from tests.fuzz.targets import TARGETS, in_a_folder

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

import reliability

HEAD = (
    "| what | cases | ended in | longest | memory | time |",
    "|---|---:|---|---:|---:|---:|",
)
#: Limits of one case, and of the whole process.
SECONDS, MEMORY = 60, 4 << 30
_KILLED = 100
FAULT = "at fault"


def main() -> None:
    """Run the fuzzers and the kills, and tell what became of them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", choices=[*TARGETS, *KILLS])
    parser.add_argument("--cases", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--write", action="store_true")
    told = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGALRM, _too_long)
    rows = [
        _fuzzed(name, told.cases or TARGETS[name][1], told.seed)
        for name in TARGETS
        if told.only in (None, name)
    ]
    rows += [
        _tried(name, KILLS[name], range(told.seed, told.seed + (told.cases or _KILLED)))
        for name in KILLS
        if told.only in (None, name)
    ]
    if told.write:
        reliability.write("run", HEAD, rows, (*TARGETS, *KILLS))
    sys.exit(any(FAULT in row for row in rows))


def _fuzzed(name: str, cases: int, first: int) -> str:
    with in_a_folder():
        return _tried(name, TARGETS[name][0], range(first, first + cases))


def _tried(name: str, run: Callable[[Random], str], seeds: range) -> str:
    """Run the cases of some seeds, and return the row of the table about them."""
    counts: Counter[str] = Counter()
    slowest, begun = 0.0, time.monotonic()
    for seed in seeds:
        start = time.monotonic()
        signal.alarm(SECONDS)
        try:
            counts[run(Random(f"{name} {seed}"))] += 1
        except Exception:  # noqa: BLE001 - every other end is a fault
            counts[FAULT] += 1
            print(f"{name}: seed {seed}\n{traceback.format_exc(limit=-4)}", file=sys.stderr)
        finally:
            signal.alarm(0)
        slowest = max(slowest, time.monotonic() - start)
    ended = ", ".join(f"{count:,} {how}" for how, count in sorted(counts.items()))
    return _row(name, len(seeds), ended, slowest, time.monotonic() - begun)


def _row(name: str, cases: int, ended: str, slowest: float, seconds: float) -> str:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    row = f"| {name} | {cases:,} | {ended} | {slowest:.1f} s | {most:,.0f} MB | {seconds:,.0f} s |"
    print(row, flush=True)
    return row


def _too_long(_: int, __: FrameType | None) -> None:
    raise TimeoutError(f"a case took more than {SECONDS} s")


if __name__ == "__main__":
    main()
