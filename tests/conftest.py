"""What the tests in these folders share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, is_hypothesis_test, settings

from tests.properties import examples
from trafficroutes.dataset.gazetteer import load_gazetteer
from trafficroutes.model.places import Gazetteer

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# The machine decides how long an example takes, so no deadline; the same examples every time.
settings.register_profile("steady", deadline=None, derandomize=True, max_examples=examples(100))
settings.load_profile("steady")
# For those who only ask whether a property fails: scripts/mutate.py.
settings.register_profile("unshrunk", phases=(Phase.explicit, Phase.generate))

_LONGEST = "test_kernels.py", "test_documents.py", "test_packaging.py"
_FIRST = {name: place for place, name in enumerate(_LONGEST)}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave slow properties out of the coverage, and begin with the tests that take longest.

    To watch properties takes half as long again: their hundred examples walk the same
    lines; what they alone reach counts as not covered. A test that takes a minute, begun
    last, would keep one processor waiting, and tests of the wheel that another process
    takes over would build it again.
    """
    items.sort(key=lambda item: _FIRST.get(item.path.name, len(_FIRST)))
    for item in items:
        if item.get_closest_marker("slow") and is_hypothesis_test(getattr(item, "obj", None)):
            item.add_marker("no_cover")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail where tests may not be skipped and one was."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("TRAFFICROUTES_NO_SKIPS") and reporter and reporter.stats.get("skipped"):
        reporter.write_line("a test was skipped, which counts as a failure here", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what tests that passed could not try on this machine."""
    for report in terminalreporter.stats.get("passed", ()):
        for what, named in report.user_properties:
            if named:
                terminalreporter.write_line(f"{what}: {named}")


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """Return the countries of the world and the UN M49 regions."""
    return load_gazetteer()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return a running Chromium; a machine without one fails, it does not skip."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium")
    if path is None:
        pytest.fail("chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()
