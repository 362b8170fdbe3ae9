"""A whole query from the shell: this program against a plain script.

    python benchmarks/cold_query.py

Takes the processor time (user and system) of ``python -m trafficroutes hubs Colombia Europe
--commodity cocaine --top 10`` from start to end, on the data that ship and on a generated
file of 300 legs, 1,200 citations and 450 sources, beside ``plain_query.py`` on the same
file; the least of some runs, all in turn, so that they meet the same machine. The program
is asked first with an empty cache and its 1,000 draws, which the script does not make;
again; without draws; and so that it must parse the file itself.

The data that ship are compiled where the package was built or installed as it stands
(docs/decisions/0021-compiled-data.md); a generated file is parsed. Least of 3 runs on two
busy cores (2026-11-30, Python 3.11): the script 17.9 s, the first question 3.5 s (0.19 of
it; 0.30 before the data were compiled), again 1.6 s; parsing costs 2 s.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.generate import write
from trafficroutes.dataset.gazetteer import load_gazetteer
from trafficroutes.dataset.store import OFF

HERE = Path(__file__).resolve().parent
RUNS = 5
ROWS = ("first question, 1,000 draws", "again", "again, no draws", "parsed, no draws")
EUROPE = ("ESP", "NLD", "BEL", "FRA", "GBR")


def processor_time(command: list[str], data: Path, cache: Path, **settings: str) -> float:
    """Return the seconds of processor time that a command takes, started afresh."""
    environment = {
        **os.environ,
        **settings,
        "TRAFFICROUTES_DATA": str(data),
        "XDG_CACHE_HOME": str(cache),
        "PYTHONPATH": os.pathsep.join(
            filter(None, [str(HERE.parent), os.environ.get("PYTHONPATH")])
        ),
    }
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True, env=environment, cwd=HERE.parent)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def once(data: Path) -> tuple[float, ...]:
    """Return the times of the script, the first question, it again, without draws, from YAML."""
    ours = [sys.executable, "-m", "trafficroutes", "hubs", "Colombia", "Europe"]
    ours += ["--commodity", "cocaine", "--top", "10"]
    targets = sorted(map(str, load_gazetteer().members("R:EUROPE")))
    plain = [sys.executable, str(HERE / "plain_query.py"), str(data), "COL", "--", *targets]
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder)
        return (
            processor_time(plain, data, cache),
            processor_time(ours, data, cache),
            processor_time(ours, data, cache),
            processor_time([*ours, "--draws", "0"], data, cache),
            processor_time([*ours, "--draws", "0"], data, cache, **{OFF: "1"}),
        )


def compare(label: str, data: Path) -> None:
    """Time both on one file, in turn, and print the least of each."""
    script, *times = (
        min(column) for column in zip(*(once(data) for _ in range(RUNS)), strict=True)
    )
    print(label)
    print(f"  plain script                       {script:6.2f} s")
    for what, found in zip(ROWS, times, strict=True):
        print(f"  {what:<34} {found:6.2f} s  {found / script:5.2f} of the script's")


def main() -> None:
    """Compare on the data that ship and on a generated file."""
    print(f"least of {RUNS} cold runs each, Python {sys.version.split()[0]}")
    compare("data/routes.yaml", HERE.parent / "data" / "routes.yaml")
    with tempfile.TemporaryDirectory() as folder:
        made = write(
            Path(folder) / "made-up.yaml",
            places=120,
            legs=300,
            citations=1200,
            sources=450,
            seed=1,
            always=("COL", *EUROPE),
        )
        compare("300 legs, 1,200 citations, 450 sources", made)


if __name__ == "__main__":
    main()
