"""The same data give the same file, in another program, on another day, with other hashes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from trafficroutes.exporting.kinds import KINDS

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import hashlib, json, sys, time
from tests.exporting.samples import answer, sample
from trafficroutes.exporting.answer import Exported
from trafficroutes.exporting.kinds import KINDS
later = float(sys.argv[1])
now, local = time.time, time.localtime
time.time = lambda: now() + later
time.localtime = lambda seconds=None: local(time.time() if seconds is None else seconds)
found = {}
for name, kind in KINDS.items():
    for shown in (Exported(sample()), Exported.of(answer(), data=sample())):
        content, _ = shown.file(kind)
        found[f"{name} {shown.result is None}"] = hashlib.sha256(content).hexdigest()
print(json.dumps(found))
"""


@pytest.mark.slow
def test_bytes_are_the_same() -> None:
    told = []
    for seed, later in (("1", "0"), ("2", "100000"), ("3", "40000000")):
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, later],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        told.append(json.loads(done.stdout))
    assert len(told[0]) == 2 * len(KINDS)
    assert told[0] == told[1] == told[2]
