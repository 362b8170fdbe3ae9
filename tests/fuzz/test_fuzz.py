"""The short part of the fuzzers: some cases of each, in a few seconds."""

from __future__ import annotations

from random import Random

import pytest

from tests.fuzz.targets import ANSWERED, REFUSED, TARGETS, in_a_folder

#: Cases of a target that takes longer.
CASES = {"command lines": 6}


@pytest.mark.parametrize("name", TARGETS)
def test_some_cases(name: str) -> None:
    run, _ = TARGETS[name]
    with in_a_folder():
        ended = {run(Random(f"{name} {seed}")) for seed in range(CASES.get(name, 30))}
    assert ended <= {ANSWERED, REFUSED}
    assert REFUSED in ended
