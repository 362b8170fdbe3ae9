"""Runs that are ended by SIGKILL at a random moment: what they leave is whole, or is not there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

from tests.commands.conftest import DATA
from tests.scenario.sweep.runs import QUESTION, data_file

ENDED, KILLED = "ended before", "killed"
#: Longer than a run takes, so that some are ended after they have written.
_LONGEST = 3.0


def sweeps(chance: Random) -> str:
    """Kill a sweep that writes all its sets, then go on with it: the bytes are the same."""
    folder, whole = _sweep()
    target = folder / "sets.csv"
    target.unlink(missing_ok=True)
    options = ("sweep", *QUESTION, "--size", "3", "--chunk", "100", "-o", target.name)
    ended = _killed(chance, folder, "--data", "data.yaml", *options, "--resume")
    if target.exists() and target.read_bytes() != whole:
        raise AssertionError("half a file")
    _finished(folder, "--data", "data.yaml", *options, "--resume")
    if target.read_bytes() != whole:
        raise AssertionError("another file than that of a run that was not killed")
    return ended


def maps(chance: Random) -> str:
    """Kill a run that replaces a map: what is there is the old one or the new one."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "small.yaml").write_text(DATA, encoding="utf-8")
        target = folder / "map.html"
        target.write_text("old", encoding="utf-8")
        ended = _killed(chance, folder, "--data", "small.yaml", "map", "-o", target.name)
        text = target.read_text(encoding="utf-8")
        if text != "old" and not text.rstrip().endswith("</html>"):
            raise AssertionError("half a map")
    return ended


def caches(chance: Random) -> str:
    """Kill a run that fills the cache: the next one answers as without a cache."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "small.yaml").write_text(DATA, encoding="utf-8")
        question = ("--data", "small.yaml", "hubs", "Colombia", "Europe", "-f", "csv")
        ended = _killed(chance, folder, *question)
        if _finished(folder, *question) != _answer():
            raise AssertionError("another answer after a killed writer of the cache")
    return ended


KILLS: dict[str, Callable[[Random], str]] = {
    "kill -9 of a sweep": sweeps,
    "kill -9 of a map": maps,
    "kill -9 of a writer of the cache": caches,
}


@cache
def _sweep() -> tuple[Path, bytes]:
    folder = Path(tempfile.mkdtemp())
    data_file(folder)
    options = ("--size", "3", "--chunk", "100", "-o", "whole.csv")
    _finished(folder, "--data", "data.yaml", "sweep", *QUESTION, *options)
    return folder, (folder / "whole.csv").read_bytes()


@cache
def _answer() -> bytes:
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "small.yaml").write_text(DATA, encoding="utf-8")
        question = ("--data", "small.yaml", "hubs", "Colombia", "Europe", "-f", "csv")
        return _finished(Path(name), "--no-cache", *question)


def _started(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "trafficroutes", *arguments],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "OPENBLAS_NUM_THREADS": "1",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def _finished(folder: Path, *arguments: str) -> bytes:
    process = _started(folder, *arguments)
    out, _ = process.communicate(timeout=300)
    if process.returncode != 0:
        raise AssertionError(f"exit {process.returncode} of {arguments}")
    return out


def _killed(chance: Random, folder: Path, *arguments: str) -> str:
    process = _started(folder, *arguments)
    time.sleep(chance.uniform(0, _LONGEST))
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return KILLED if process.returncode == -signal.SIGKILL else ENDED
