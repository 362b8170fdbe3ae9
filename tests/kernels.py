"""Kernels of the linear algebra, and every command's output under one of them.

As a program it writes that output to a folder, with the kernel in the environment::

    OPENBLAS_CORETYPE=Haswell python -m tests.kernels FOLDER
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from tests.properties import ALL
from tests.reported import reported_file
from tests.shipped import reader
from trafficroutes.commands import output
from trafficroutes.commands.main import group
from trafficroutes.dataset import loading
from trafficroutes.dataset.store import folder
from trafficroutes.report.form.document import Document

ROOT = Path(__file__).resolve().parents[1]
#: The oldest that 64-bit machines have: it differs most from those of today.
OLDEST = "Prescott"
#: That of this processor.
OWN = "own"
#: In CI all up to those with AVX-512; in between the two that are farthest apart.
KERNELS = (OLDEST, "Haswell", "Zen", "SkylakeX") if ALL else (OLDEST, OWN)
_ENDS = ("Colombia", "Europe", "--commodity", "cocaine")
_FEW = ("--draws", "25")
#: What each command is asked.
QUESTIONS: dict[str, tuple[tuple[str, ...], ...]] = {
    "hubs": ((*_ENDS, *_FEW), ("Afghanistan", "Russia", "--weighting", "evidence", *_FEW)),
    "ask": (("who supplies Jordan with captagon",),),
    "paths": (("Afghanistan", "Russia", "--commodity", "opiates", *_FEW),),
    "why": (("Guinea-Bissau", *_ENDS, *_FEW),),
    "suppliers": (("Germany", "--commodity", "cocaine", *_FEW),),
    "chokepoints": (("Afghanistan", "Russia", "--commodity", "opiates", "--budget", "3", *_FEW),),
    "whatif": ((*_ENDS, "--remove", "Venezuela", *_FEW),),
    "sweep": ((*_ENDS, "--size", "2", *_FEW),),
    "cooperation": ((*_ENDS, *_FEW),),
    "centrality": ((*_ENDS, *_FEW),),
    "describe": (("--commodity", "opiates", "--random", "20"),),
    "compare": (("Colombia", "Europe", "--years", "2000-2009", "--with", "2010-2019", *_FEW),),
    "sensitivity": ((*_ENDS, *_FEW),),
    "reporters": (("Colombia", "Spain", "--commodity", "cocaine"),),
    "map": (("--commodity", "cocaine"),),
    "export": (("--commodity", "opiates"),),
    "report": (("Afghanistan", "Russia", "--commodity", "opiates"),),
    "estimate": (("opiates", *_FEW),),
    "calibrate": (("cocaine",), ("opiates", "--skill")),
    "legs": (("West Africa", "Europe"), ("Northern Route",)),
    "show": (("Guinea-Bissau",), ("Northern Route",), ("cannabis_resin",)),
    "places": (("guinea",),),
    "sources": (("UNODC",),),
    "info": ((),),
    "validate": ((str(ROOT / "data" / "routes.yaml"),),),
    "audit": ((),),
}
#: Commands that are asked of a small file of events, which the data that ship lack.
_OF_EVENTS = {"reporters"}
_EVENTS = "events.yaml"
#: Commands that write data or a script, and work nothing out.
WRITING = {"import-legs", "seizures", "merge", "completion"}
#: Commands that draw maps; a figure to print is drawn alike of each.
_MAPS = {
    "hubs",
    "paths",
    "suppliers",
    "chokepoints",
    "whatif",
    "cooperation",
    "centrality",
    "compare",
}
_FIGURES = {"whatif"}
#: Commands that print nothing but write a file, and what it ends in.
_ENDINGS = {"map": ".html", "export": ".csv", "report": ".md"}
_FORMS = "json", "csv", "table"


def under(kernel: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run Python under a kernel, with what this kernel alone has worked out before."""
    cache = Path(os.environ["XDG_CACHE_HOME"])
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    if kernel != OWN:
        cache = cache.with_name(f"{cache.name}-{kernel}")
        _copy_data(cache)
        environment |= {"OPENBLAS_CORETYPE": kernel, "XDG_CACHE_HOME": str(cache)}
    return subprocess.run(
        [sys.executable, *words],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=environment,
    )


def _copy_data(cache: Path) -> None:
    """Copy the checked data file, in which no kernel has a hand, to a cache."""
    loading.load()
    kept = folder()
    assert kept is not None
    store = cache / kept.name
    store.mkdir(mode=0o700, parents=True, exist_ok=True)
    for entry in kept.glob("data-*"):
        if not (store / entry.name).exists():
            shutil.copy2(entry, store)


def runs(command: str) -> list[list[str]]:
    """Return the command lines of a command, each with the file that it writes."""
    found = []
    for number, words in enumerate(QUESTIONS[command]):
        name = f"{command}-{number}"
        if command in _ENDINGS:
            found.append([command, *words, "-o", f"{name}{_ENDINGS[command]}"])
            continue
        drawn = ["--map", f"{name}.html"] if command in _MAPS else []
        drawn += ["--svg", f"{name}.svg"] if command in _FIGURES else []
        of = ["--data", _EVENTS] if command in _OF_EVENTS else []
        found.append([*of, command, *words, *drawn, "-f", "json", "-o", f"{name}.json"])
    return found


def in_every_form(emit: Callable[..., None]) -> Callable[..., None]:
    """Return what writes an answer, worked out once, in each form to a file of its own."""

    def emit_all(plain: Callable[[], Any], document: Document, _: str, target: str) -> None:
        for form in _FORMS:
            emit(plain, document, form, str(Path(target).with_suffix(f".{form}")))

    return emit_all


def main() -> None:
    """Write what every command tells to the folder that the command line names."""
    # Answers name the command that made them: the same in every folder.
    os.chdir(sys.argv[1])
    Path(_EVENTS).write_text(reported_file(), encoding="utf-8")
    output.emit = in_every_form(output.emit)  # which each command imports when it is run
    loading.load_shipped = reader()
    for command in QUESTIONS:
        for line in runs(command):
            sys.argv = ["trafficroutes", *line]  # as an answer cites it
            done = CliRunner().invoke(group, line, catch_exceptions=False)
            if done.exit_code:
                sys.exit(f"{' '.join(line)}: {done.output}")


if __name__ == "__main__":
    main()
