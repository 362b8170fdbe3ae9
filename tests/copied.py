"""A copy of the package's code that a test may change."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from trafficroutes.dataset import shipped


def copied_code(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the package's modules; digests of code are of the copy from now on."""
    package, copy = Path(shipped.__file__).parent.parent, folder / "trafficroutes"
    shutil.copytree(package, copy, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(package.parent / "data", folder / "data")
    monkeypatch.setattr(shipped, "_package", lambda: copy)
    return copy
