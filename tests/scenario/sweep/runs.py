"""A made-up data file, and sweeps of it by the command line in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from benchmarks.generate import write

QUESTION = ("COL", "ESP", "--weighting", "evidence", "--commodity", "cocaine", "--draws", "0")


def data_file(folder: Path) -> Path:
    """Return a data file with some thirty transit countries from COL to ESP."""
    return write(
        folder / "data.yaml",
        places=36,
        legs=260,
        citations=260,
        sources=9,
        seed=5,
        always=("COL", "ESP"),
    )


def start(data: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """Start ``trafficroutes sweep`` in the folder of the data."""
    return subprocess.Popen(
        [
            sys.executable,
            "-m",
            "trafficroutes",
            "--data",
            str(data),
            "sweep",
            *QUESTION,
            *arguments,
        ],
        cwd=data.parent,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "OPENBLAS_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def finish(data: Path, *arguments: str) -> tuple[bytes, bytes]:
    """Run ``trafficroutes sweep`` to its end and return what it printed."""
    process = start(data, *arguments)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err.decode()
    return out, err
