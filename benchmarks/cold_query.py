"""A whole query from the shell: this program against a plain script.

    python benchmarks/cold_query.py

Times ``python -m trafficroutes hubs Colombia Europe --top 10`` from start to
end, on the data that ship and on a generated file of 300 legs, 1,200 citations
and 450 sources, beside ``plain_query.py`` on the same file. Best of some runs,
all in turn, so that they meet the same machine. The program is timed on a file that
it reads for the first time, and on one that it has checked before; and on that one
with its 1,000 draws, which the script does not make.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.generate import write
from trafficroutes.dataset.gazetteer import load_gazetteer
from trafficroutes.dataset.store import OFF

HERE = Path(__file__).resolve().parent
RUNS = 5
EUROPE = ("ESP", "NLD", "BEL", "FRA", "GBR")


def seconds(command: list[str], data: Path, **settings: str) -> float:
    """Return how long a command takes, started afresh."""
    environment = {
        **os.environ,
        **settings,
        "TRAFFICROUTES_DATA": str(data),
        "PYTHONPATH": os.pathsep.join(
            filter(None, [str(HERE.parent), os.environ.get("PYTHONPATH")])
        ),
    }
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=environment, cwd=HERE.parent)
    return time.perf_counter() - start


def compare(label: str, data: Path) -> None:
    """Time both on one file and print a line."""
    ours = [sys.executable, "-m", "trafficroutes", "hubs", "Colombia", "Europe", "--top", "10"]
    targets = sorted(map(str, load_gazetteer().members("R:EUROPE")))
    plain = [sys.executable, str(HERE / "plain_query.py"), str(data), "COL", "--", *targets]
    times = [
        (
            seconds(plain, data),
            seconds([*ours, "--draws", "0"], data, **{OFF: "1"}),
            seconds([*ours, "--draws", "0"], data),
            seconds(ours, data),
        )
        for _ in range(RUNS)
    ]
    script, first, again, drawn = (min(column) for column in zip(*times, strict=True))
    print(label)
    print(f"  plain script              {script:6.3f} s")
    print(f"  trafficroutes, new file   {first:6.3f} s  {script / first:5.1f} times faster")
    print(f"  trafficroutes, seen file  {again:6.3f} s  {script / again:5.1f} times faster")
    print(f"  the same with draws       {drawn:6.3f} s  {script / drawn:5.1f} times faster")


def main() -> None:
    """Compare on the data that ship and on a generated file."""
    print(f"best of {RUNS} cold runs each, Python {sys.version.split()[0]}")
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
