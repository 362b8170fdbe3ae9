"""A copy of the package's code that a test may change."""

from __future__ import annotations

from pathlib import Path

import pytest

from trafficroutes.dataset import store


def copied_code(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the package's modules; digests of code are of the copy from now on."""
    package, copy = Path(store.__file__).parent.parent, folder / "trafficroutes"
    for module in package.rglob("*.py"):
        target = copy / module.relative_to(package)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(module.read_bytes())
    monkeypatch.setattr(store, "__file__", str(copy / "dataset" / "store.py"))
    return copy
