"""Centralities and comparisons give the same bytes under any hash seed."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

SCRIPT = """
import json
from tests.networks import cite, data_of, leg
from trafficroutes.analysis.centrality.answer import centrality
from trafficroutes.analysis.comparison.answer import compare

codes = "BRA COL ECU ESP FRA GNB GHA MAR MEX PAN PER PRT SEN USA VEN R:WA".split()
pairs = [(a, b) for n, a in enumerate(codes) for b in codes[n % 2 :: 3] if a != b]
data = data_of(
    [leg(a, b, cite("abc"[n % 3], period=2005 + 5 * (n % 2))) for n, (a, b) in enumerate(pairs)],
    production={"COL": 300, "PER": 200},
    markets=["USA", "ESP"],
    regions={"WA": ["GNB", "SEN"], "SA": ["COL", "PER", "BRA"], "EU": ["ESP", "FRA", "PRT"]},
)
found = [
    centrality(data, measures=["all"], weighting="evidence", regions="members"),
    centrality(data, "R:SA", "R:EU", measures=["all"], weighting="equal", groups="role"),
    compare(data, years=2005, with_years="2010-2015", weighting="evidence", by="random_walk"),
    compare(data, "R:SA", "R:EU", years=2005, with_years="2010-2015", weighting="equal"),
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
