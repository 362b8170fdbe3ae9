"""A plugin of pytest for mutate.py: which lines each test reaches, and what it takes.

Run by ``coverage run -m pytest -p reach``: the lines are in coverage's data, each test as
a context of its own; the seconds of a processor in ``seconds.json``.
"""

from __future__ import annotations

import json
import time
from collections.abc import Generator
from pathlib import Path

import pytest
from coverage import Coverage

SECONDS = Path("seconds.json")
_taken: dict[str, float] = {}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, bool, bool]:
    """Call a test by its name in what is measured."""
    coverage = Coverage.current()
    if coverage is None:
        raise pytest.UsageError("reach is of use under coverage alone")
    coverage.switch_context(item.nodeid)
    begun = time.process_time()
    ran = yield
    _taken[item.nodeid] = time.process_time() - begun
    coverage.switch_context("")
    return ran


def pytest_sessionfinish() -> None:
    """Write what each took."""
    SECONDS.write_text(json.dumps(_taken), encoding="utf-8")
