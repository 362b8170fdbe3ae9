"""The worked example of docs/estimate.md is real."""

from __future__ import annotations

import doctest
from pathlib import Path

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "estimate.md"


def test_the_worked_example_runs() -> None:
    done = doctest.testfile(str(DOCUMENT), module_relative=False, encoding="utf-8")
    assert done.attempted > 5
    assert done.failed == 0
