"""What all tests share, and the examples in docstrings too: the cache, and the shipped data."""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.shipped import reader
from trafficroutes.dataset import loading

_FORMAT = Path(__file__).parent / "docs" / "data-format.md"


def pytest_sessionstart() -> None:
    """Let no garbage be collected while tests are: what is made then, stays."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Collect garbage from now on, seldom, and never among modules and tests.

    To go through these would take an eighth of all time.
    """
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the tests, and the programs that they start, out of the user's cache.

    Processes that run tests side by side share one: what one has drawn, all have.
    """
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        patch.delenv("TRAFFICROUTES_DATA", raising=False)
        patch.delenv("TRAFFICROUTES_NO_CACHE", raising=False)
        yield


@pytest.fixture(scope="session", autouse=True)
def _shipped_data_once(_own_cache: None) -> Iterator[None]:
    """Read the data that ship once a process: what is worked out of them is kept with them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(loading, "load_shipped", reader())
        yield


@pytest.fixture(scope="session")
def _files_of_examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the file that examples in docstrings name, that of the data format."""
    folder = tmp_path_factory.mktemp("examples")
    found = re.search(r"^```yaml\n(.*?)^```$", _FORMAT.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert found
    (folder / "mine.yaml").write_text(found[1], "utf-8")
    return folder


@pytest.fixture(autouse=True)
def _where_examples_run(request: pytest.FixtureRequest) -> Iterator[None]:
    """Run examples in docstrings where their files are."""
    with pytest.MonkeyPatch.context() as patch:
        if isinstance(request.node, pytest.DoctestItem):
            patch.chdir(request.getfixturevalue("_files_of_examples"))
        yield
