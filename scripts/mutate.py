"""Put small faults into the code and see which the tests find, by Cosmic Ray.

    make mutate                                     # 500 faults, by a seed
    python scripts/mutate.py --sample 40 --only markov
    python scripts/mutate.py --missed               # try those again that no test found
    python scripts/mutate.py --write                # figures into docs/reliability.md

Each fault is one change of an operator, a number or a condition in a copy of the
checkout, with those tests of its part run on it that reach its line, the shortest first,
until one fails. What came out is kept, line by line, in ``.mutants.jsonl``: a run that was
broken off goes on, and a fault is tried again when its module has changed, or by
``--missed``. Those that no test finds are shown with their change: each is a test to write,
or a change that cannot matter, with its reason in ``scripts/harmless-faults.toml``.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Generator, Mapping, Sequence
from dataclasses import asdict, dataclass
from difflib import unified_diff
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
import reliability
from cosmic_ray.commands import init
from cosmic_ray.mutating import use_mutation
from cosmic_ray.plugins import get_operator
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import MutationSpec
from coverage import CoverageData
from reach import SECONDS

ROOT = Path(__file__).resolve().parent.parent
RECORD = ROOT / ".mutants.jsonl"
HARMLESS = ROOT / "scripts" / "harmless-faults.toml"
JUDGED = ("found", "cannot matter", "not found")
HEAD = (f"| part | faults | {' | '.join(JUDGED)} |", "|---|---:|---:|---:|---:|")
PYTEST = (
    *("-q", "-x", "--assert=plain", "--hypothesis-profile=unshrunk"),
    *("-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:unraisableexception"),
)
#: What tests import and no fault is put into: imported once, and not for every fault.
COMMON = (
    *("hypothesis", "msgspec", "networkx", "numpy", "platformdirs", "scipy.optimize"),
    *("scipy.sparse.linalg", "threadpoolctl", "yaml"),
)
#: A fault that makes no end counts as found: after so many seconds of a processor beside
#: three times what a test takes without it, or so many of a clock in all.
START, TIMEOUT = 4.0, 600


@dataclass(frozen=True)
class Part:
    """Modules, and the tests that are about them."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """The modules, and by that the examples in them."""
        return tuple(f"trafficroutes/{module}" for module in self.modules)


_CUTS = ("cuts", "maxflow", "interception", "interdiction", "budget")
PARTS = {
    "markov": Part(
        ("markov",),
        (
            "tests/markov",
            *(f"tests/analysis/{name}.py" for name in ("test_by_force", "test_toys")),
            *(f"tests/analysis/hubs/{name}.py" for name in ("test_ends", "test_large")),
        ),
    ),
    "cuts": Part(
        tuple(f"analysis/chokepoints/{name}.py" for name in _CUTS),
        tuple(
            f"tests/analysis/chokepoints/test_{name}.py"
            for name in ("cuts", "budget", "draws", "answer")
        ),
    ),
    "solver": Part(("flowmodel/solver",), ("tests/flowmodel/solver",)),
    "quantities and names": Part(
        tuple(
            f"model/{name}.py" for name in ("quantity", "years", "names", "place_names", "places")
        ),
        ("tests/model", "tests/dataset/test_gazetteer.py"),
    ),
}


@dataclass(frozen=True)
class Fault:
    """A change of a module, and a name for it that changes elsewhere leave as it is."""

    name: str
    spec: MutationSpec

    @property
    def key(self) -> str:
        """The name with the state of the module: what came out holds for that."""
        return f"{self.name} {_digest(_text(self.spec.module_path))[:12]}"


@dataclass(frozen=True)
class Outcome:
    """What came out for a fault: ``found`` or ``missed``."""

    key: str
    outcome: str
    module: str
    was: str
    becomes: str

    @property
    def change(self) -> tuple[str, str, str]:
        """The change by its text, as harmless faults are listed."""
        return self.module, self.was, self.becomes


def main() -> None:
    """Put faults in and tell which were found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sample", type=int, default=500, help="faults in all parts")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", choices=PARTS)
    parser.add_argument("--missed", action="store_true", help="try those that were not found again")
    parser.add_argument("--write", action="store_true", help="figures into docs/reliability.md")
    told = parser.parse_args()
    parts = {name: part for name, part in PARTS.items() if told.only in (None, name)}
    rows = []
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        skipped = shutil.ignore_patterns(".git", ".venv*", "*_cache", "dist", "build")
        shutil.copytree(ROOT, folder, ignore=skipped, dirs_exist_ok=True)
        for name, part in parts.items():
            drawn = _drawn(part, told.sample // len(PARTS), told.seed)
            counts = Counter(_judged(_outcome(fault, part, again=told.missed)) for fault in drawn)
            cells = (name, len(drawn), *(counts[key] for key in JUDGED))
            rows.append(f"| {' | '.join(map(str, cells))} |")
            print(*HEAD, rows[-1], sep="\n", flush=True)
    if told.write:
        reliability.write("mutants", HEAD, rows, tuple(PARTS))


def _drawn(part: Part, sample: int, seed: int) -> list[Fault]:
    """Return faults by a seed: a change of the code leaves those elsewhere drawn."""
    with use_db("faults.sqlite", WorkDB.Mode.create) as work:
        init(map(Path, _modules(part)), work, {})
        specs = [spec for item in work.work_items for spec in item.mutations]
    same: Counter[str] = Counter()
    faults = []
    for spec in sorted(specs, key=lambda spec: (str(spec.module_path), spec.occurrence)):
        if _is_of_a_type(spec):
            continue
        line, column = spec.start_pos
        text = _text(spec.module_path).splitlines()[line - 1].strip()
        name = f"{spec.module_path} {spec.definition_name} {column} {spec.operator_name} {text}"
        same[name] += 1
        faults.append(Fault(f"{name} {same[name]}", spec))
    return sorted(faults, key=lambda fault: _digest(f"{seed} {fault.name}"))[:sample]


def _modules(part: Part) -> list[str]:
    given = [Path(path) for path in part.paths]
    return [str(file) for path in given for file in (sorted(path.glob("*.py")) or [path])]


def _outcome(fault: Fault, part: Part, *, again: bool) -> Outcome:
    """Return what is on record for a fault, or try it, and show one that no test finds."""
    told = _record().get(fault.key)
    if told and not (again and _judged(told) == "not found"):
        return told
    spec, coverage = fault.spec, _coverage(part)
    operator = get_operator(spec.operator_name)(**spec.operator_args)
    with use_mutation(spec.module_path, operator, spec.occurrence) as (before, after):
        outcome = "missed" if coverage.pass_with(fault) else "found"
    lines = [*unified_diff(before.splitlines(), after.splitlines(), n=0)][2:]
    was, becomes = (
        "\n".join(line[1:].strip() for line in lines if line.startswith(sign)) for sign in "-+"
    )
    told = Outcome(fault.key, outcome, str(spec.module_path), was, becomes)
    with RECORD.open("a", encoding="utf-8") as record:
        record.write(json.dumps(asdict(told)) + "\n")
    if _judged(told) == "not found":
        print(f"{told.module}\n- {told.was}\n+ {told.becomes}\n", flush=True)
    return told


@dataclass(frozen=True)
class Coverage:
    """What each test takes, the shortest first, and which reach which line of a module."""

    seconds: dict[str, float]
    reached: dict[str, dict[int, set[str]]]

    def pass_with(self, fault: Fault) -> bool:
        """Whether the tests that reach a fault, the shortest first, pass with it.

        All tests, for what no test reaches but every import of the module.
        """
        lines = self.reached[str(fault.spec.module_path)]
        reach = set().union(*(lines.get(line, set()) for line in _statement(fault.spec))) - {""}
        chosen = [test for test in self.seconds if not reach or test in reach]
        return _pass(chosen, self.seconds)


class _Limits:
    """A plugin of pytest that ends the process where a test takes far too long."""

    def __init__(self, seconds: Mapping[str, float]) -> None:
        self.seconds = seconds

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, bool, bool]:
        """Set the alarm before each test."""
        signal.setitimer(signal.ITIMER_PROF, START + 3 * self.seconds[item.nodeid])
        return (yield)


def _pass(tests: Sequence[str], seconds: Mapping[str, float]) -> bool:
    """Whether tests pass in a process forked off this one, by what each takes."""
    for name in COMMON:
        import_module(name)
    child = os.fork()
    if not child:
        signal.alarm(TIMEOUT)
        signal.setitimer(signal.ITIMER_PROF, 3 * START)
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(nowhere, stream)
        sys.path.insert(0, str(Path.cwd()))
        sys.dont_write_bytecode = True
        os._exit(pytest.main([*PYTEST, *tests], plugins=[_Limits(seconds)]))
    return os.waitpid(child, 0)[1] == 0


@cache
def _coverage(part: Part) -> Coverage:
    """See that the tests pass without a fault, and what each reaches."""
    measured = ("coverage", "run", f"--include={','.join(_modules(part))}", "-m", "pytest")
    ended = subprocess.run(
        [sys.executable, "-m", *measured, *PYTEST, "-p", "reach", *part.paths, *part.tests],
        env={**os.environ, "PYTHONPATH": "scripts"},
        check=False,
        capture_output=True,
        text=True,
    )
    if ended.returncode:
        sys.exit(f"the tests fail without a fault:\n{ended.stdout[-2000:]}{ended.stderr}")
    data = CoverageData()
    data.read()
    reached = {
        module: {
            line: set(tests)
            for line, tests in data.contexts_by_lineno(str(Path(module).resolve())).items()
        }
        for module in _modules(part)
    }
    seconds = json.loads(SECONDS.read_text(encoding="utf-8"))
    if not _pass(tuple(seconds), seconds):
        sys.exit("the tests fail without a fault in a process that is forked")
    return Coverage({test: seconds[test] for test in sorted(seconds, key=seconds.get)}, reached)


def _statement(spec: MutationSpec) -> range:
    """Return the lines of the statement in which a fault stands, without its body."""
    line = spec.start_pos[0]
    found = range(line, line + 1)
    for node in ast.walk(ast.parse(_text(spec.module_path))):
        if isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or 0):
            body = getattr(node, "body", None)
            end = body[0].lineno if body else (node.end_lineno or 0) + 1
            found = range(node.lineno, max(end, node.lineno + 1)) if line < end else found
    return found


def _record() -> dict[str, Outcome]:
    """Return what came out so far, the last of each fault."""
    lines = RECORD.read_text(encoding="utf-8").splitlines() if RECORD.exists() else ()
    return {told.key: told for told in (Outcome(**json.loads(line)) for line in lines)}


def _judged(told: Outcome) -> str:
    if told.outcome != "missed":
        return "found"
    return "cannot matter" if told.change in harmless() else "not found"


@cache
def harmless() -> dict[tuple[str, str, str], str]:
    """Return the changes that cannot matter, each with its reason."""
    listed = tomllib.loads(HARMLESS.read_text(encoding="utf-8"))["fault"]
    return {(each["module"], each["was"], each["becomes"]): each["why"] for each in listed}


def _is_of_a_type(spec: MutationSpec) -> bool:
    """Whether a fault stands in an annotation, which nothing looks at when the code runs."""
    return any(low <= spec.start_pos < high for low, high in _annotations(spec.module_path))


@cache
def _annotations(module: Path) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Return where the annotations of a module begin and end: line and column."""
    found = []
    for node in ast.walk(ast.parse(_text(module))):
        for key in ("annotation", "returns"):
            told = getattr(node, key, None)
            if isinstance(told, ast.expr):
                end = (told.end_lineno or 0, told.end_col_offset or 0)
                found.append(((told.lineno, told.col_offset), end))
    return found


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def _text(module: Path) -> str:
    return module.read_text(encoding="utf-8")


if __name__ == "__main__":
    main()
