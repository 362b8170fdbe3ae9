"""Runs that are ended by SIGKILL at a random moment: what they leave is whole, or is not there."""

from __future__ import annotations

import os
import shutil
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

#: What was written when the kill came.
NOTHING, SOME, ALL = (f"killed with {what} written" for what in ("nothing", "some", "all"))
_QUESTION = ("--data", "small.yaml", "hubs", "Colombia", "Europe", "-f", "csv")
_MAP = ("--data", "small.yaml", "map", "-o")


def sweeps(chance: Random) -> str:
    """Kill a sweep that writes all its sets, then go on with it: the bytes are the same."""
    folder, whole, seconds = _sweep()
    target = folder / "sets.csv"
    options = ("sweep", *QUESTION, "--size", "3", "--chunk", "100", "-o", target.name)
    _kill(
        *(chance, seconds, folder, lambda: target.unlink(missing_ok=True)),
        *("--data", "data.yaml", *options, "--resume"),
    )
    left = ALL if target.exists() else SOME if any(folder.glob("*.parts/part-*")) else NOTHING
    if left == ALL and target.read_bytes() != whole:
        raise AssertionError("half a file")
    _finished(folder, "--data", "data.yaml", *options, "--resume")
    if target.read_bytes() != whole:
        raise AssertionError("another file than that of a run that was not killed")
    return left


def maps(chance: Random) -> str:
    """Kill a run that replaces a map: what is there is the old one or the new one."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "small.yaml").write_text(DATA, encoding="utf-8")
        target = folder / "map.html"
        old, new, seconds = _map()
        _kill(chance, seconds, folder, lambda: target.write_bytes(old), *_MAP, target.name)
        found = target.read_bytes()
        if found not in (old, new):
            raise AssertionError("half a map")
    return ALL if found == new else NOTHING


def caches(chance: Random) -> str:
    """Kill a run that fills the cache: the next one answers as without a cache."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "small.yaml").write_text(DATA, encoding="utf-8")
        answer, seconds = _answer()
        cache_folder = folder / "cache"
        _kill(
            *(chance, seconds, folder, lambda: shutil.rmtree(cache_folder, ignore_errors=True)),
            *_QUESTION,
        )
        left = ALL if any(cache_folder.glob("trafficroutes/data-*")) else NOTHING
        if _finished(folder, *_QUESTION) != answer:
            raise AssertionError("another answer after a killed writer of the cache")
    return left


KILLS: dict[str, Callable[[Random], str]] = {
    "kill -9 of a sweep": sweeps,
    "kill -9 of a map": maps,
    "kill -9 of a writer of the cache": caches,
}


@cache
def _sweep() -> tuple[Path, bytes, float]:
    """Return a folder with the data, what the whole sweep writes, and how long a run takes."""
    folder = Path(tempfile.mkdtemp())
    data_file(folder)
    options = ("--size", "3", "--chunk", "100", "-o", "whole.csv")
    begun = time.monotonic()
    _finished(folder, "--data", "data.yaml", "sweep", *QUESTION, *options)
    return folder, (folder / "whole.csv").read_bytes(), time.monotonic() - begun


@cache
def _map() -> tuple[bytes, bytes, float]:
    """Return a map, that of fewer legs first, and how long a run takes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "small.yaml").write_text(DATA, encoding="utf-8")
        _finished(folder, *_MAP, "old.html", "--year", "2008")
        begun = time.monotonic()
        _finished(folder, *_MAP, "new.html")
        seconds = time.monotonic() - begun
        return (folder / "old.html").read_bytes(), (folder / "new.html").read_bytes(), seconds


@cache
def _answer() -> tuple[bytes, float]:
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "small.yaml").write_text(DATA, encoding="utf-8")
        begun = time.monotonic()
        answer = _finished(Path(name), "--no-cache", *_QUESTION)
        return answer, time.monotonic() - begun


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


def _kill(
    chance: Random, seconds: float, folder: Path, prepare: Callable[[], object], *arguments: str
) -> None:
    """Kill a run that takes some seconds alone at a moment of them; anew where it ended before."""
    code = 0
    while code == 0:
        prepare()
        process = _started(folder, *arguments)
        time.sleep(chance.uniform(0, seconds))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        code = process.returncode
    if code != -signal.SIGKILL:
        raise AssertionError(f"exit {code} of {arguments}")
