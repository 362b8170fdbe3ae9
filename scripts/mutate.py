"""Put small faults into the code and see which the tests find, by Cosmic Ray.

    make mutate                                     # 500 faults, by a seed
    python scripts/mutate.py --sample 40 --only markov
    python scripts/mutate.py --write                # figures into docs/reliability.md

Each fault is one change of an operator, a number or a condition in a copy of the
checkout, with the tests of its part run on it. Those that no test finds are shown with
their change: each is a test to write, or a change that cannot matter.
"""

from __future__ import annotations

import argparse
import ast
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import reliability
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import TestOutcome, WorkItem

ROOT = Path(__file__).resolve().parent.parent
HEAD = ("| part | faults | found |", "|---|---:|---:|")
#: Seconds after which a fault that makes no end counts as found.
TIMEOUT = 300.0


@dataclass(frozen=True)
class Part:
    """Modules, and the tests that are about them."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]

    @property
    def doctests(self) -> tuple[str, ...]:
        """The examples in the modules themselves."""
        return tuple(f"trafficroutes/{module}" for module in self.modules)


_CUTS = ("cuts", "maxflow", "interception", "interdiction", "budget")
PARTS = {
    "markov": Part(("markov",), ("tests/markov", "tests/analysis/test_by_force.py")),
    "cuts": Part(
        tuple(f"analysis/chokepoints/{name}.py" for name in _CUTS), ("tests/analysis/chokepoints",)
    ),
    "solver": Part(("flowmodel/solver",), ("tests/flowmodel/solver",)),
    "quantities and names": Part(
        tuple(
            f"model/{name}.py" for name in ("quantity", "years", "names", "place_names", "places")
        ),
        ("tests/model", "tests/dataset/test_gazetteer.py"),
    ),
}


def main() -> None:
    """Put faults in and tell which were found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sample", type=int, default=500, help="faults in all")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", choices=PARTS)
    parser.add_argument("--write", action="store_true", help="figures into docs/reliability.md")
    told = parser.parse_args()
    parts = {name: part for name, part in PARTS.items() if told.only in (None, name)}
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "checkout"
        skipped = shutil.ignore_patterns(
            ".git", ".venv*", "*_cache", "maps/*.html", "dist", "build"
        )
        shutil.copytree(ROOT, copy, ignore=skipped)
        for name, part in parts.items():
            counts = _tried(name, part, copy, told.sample // len(parts), told.seed)
            print(f"{name}: {_shown(counts)}", flush=True)
            found += counts
            if told.write:
                row = f"| {name} | {counts.total()} | {counts.total() - counts['survived']} |"
                reliability.write("mutants", HEAD, [row], tuple(PARTS))
    print(f"all: {_shown(found)}")


def _tried(name: str, part: Part, copy: Path, sample: int, seed: int) -> Counter[str]:
    """Try some faults in one part, and show those that no test found."""
    python = f"{sys.executable} -W ignore -m pytest -q -x -p no:cacheprovider -p no:xdist"
    config, session = copy / "mutate.toml", copy / "mutate.sqlite"
    modules = ", ".join(f'"{module}"' for module in part.doctests)
    config.write_text(
        f"[cosmic-ray]\nmodule-path = [{modules}]\ntimeout = {TIMEOUT}\nexcluded-modules = []\n"
        f'test-command = "{python} {" ".join((*part.tests, *part.doctests))}"\n'
        '[cosmic-ray.distributor]\nname = "local"\n',
        encoding="utf-8",
    )
    tool = str(Path(sys.executable).parent / "cosmic-ray")
    subprocess.run([tool, "init", config.name, session.name, "--force"], cwd=copy, check=True)
    with use_db(str(session), WorkDB.Mode.open) as work:
        items = sorted(work.work_items, key=lambda item: str(item.mutations))
        every = [item for item in items if not _is_of_a_type(copy, item)]
        chosen = random.Random(f"{name} {seed}").sample(every, min(sample, len(every)))  # noqa: S311
        work.clear()
        work.add_work_items(chosen)
    subprocess.run([tool, "exec", config.name, session.name], cwd=copy, check=True)
    counts: Counter[str] = Counter()
    with use_db(str(session), WorkDB.Mode.open) as work:
        for _, result in work.results:
            counts[str(result.test_outcome.value if result.test_outcome else "killed")] += 1
            if result.test_outcome == TestOutcome.SURVIVED:
                print(result.diff, flush=True)
    return counts


def _is_of_a_type(copy: Path, item: WorkItem) -> bool:
    """Whether a fault stands in an annotation, which nothing looks at when the code runs."""
    (fault,) = item.mutations
    start = fault.start_pos
    return any(low <= start < high for low, high in _annotations(copy / fault.module_path))


@cache
def _annotations(module: Path) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Return where the annotations of a module begin and end: line and column."""
    found = []
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        for key in ("annotation", "returns"):
            told = getattr(node, key, None)
            if isinstance(told, ast.expr):
                end = (told.end_lineno or 0, told.end_col_offset or 0)
                found.append(((told.lineno, told.col_offset), end))
    return found


def _shown(counts: Counter[str]) -> str:
    whole = counts.total()
    found = whole - counts["survived"]
    return f"{found} of {whole} found ({found / whole:.0%})" if whole else "no faults to put in"


if __name__ == "__main__":
    main()
