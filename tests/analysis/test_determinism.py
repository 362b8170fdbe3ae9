"""The same question gives the same bytes, whatever order sets and dicts are hashed in."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

SCRIPT = """
import json
from tests.networks import data_of
from trafficroutes.analysis.chokepoints.answer import chokepoints
from trafficroutes.analysis.cooperation.answer import cooperation
from trafficroutes.analysis.hubs.answer import hubs
from trafficroutes.analysis.paths.answer import paths
from trafficroutes.analysis.records.profile import profile
from trafficroutes.analysis.why.answer import why
from trafficroutes.flowmodel.networks import build_graph

codes = "BRA COL ECU ESP FRA GNB GHA MAR MEX PAN PER PRT SEN USA VEN R:WA R:SA".split()
drawing = "\\n".join(f"{a} > {b}" for n, a in enumerate(codes) for b in codes[n % 3 :: 3] if a != b)
data = data_of(
    drawing,
    production={"COL": 300, "PER": 200},
    markets=["USA", "BRA", "GHA"],
    regions={"WA": ["GNB", "GHA", "SEN"], "SA": ["COL", "PER", "ECU"], "EU": ["ESP", "FRA", "PRT"]},
)
found = [
    hubs(data, "R:SA", "R:EU"),
    hubs(build_graph(data, "cocaine", weighting="equal"), "COL", "R:EU"),
    paths(data, "R:SA", "R:EU", weighting="equal", count=25),
    why(data, "GNB", "COL", "R:EU"),
    profile(data, "GNB"),
    chokepoints(data, "R:SA", "R:EU", budget=5, limit=3),
    cooperation(data, "R:SA", "R:EU", members=["GNB", "MEX"]),
]
print(json.dumps([result.to_dict() for result in found]))
print(*found, sep="\\n")
"""


@pytest.mark.slow
def test_any_hash_seed() -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "31337")
    }
    assert len(outputs) == 1
    assert len(outputs.pop()) > 10_000
