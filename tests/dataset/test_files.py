"""Files are written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from trafficroutes.dataset.files import write_atomically
from trafficroutes.errors import FileAccessError


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "folder"
    target.mkdir()
    (target / "inside").write_text("x", encoding="utf-8")
    with pytest.raises(FileAccessError, match=f"cannot write {target}: "):
        write_atomically(target, b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_permissions_are_those_of_the_file_that_was_there(tmp_path: Path) -> None:
    target = tmp_path / "x"
    target.write_bytes(b"old")
    target.chmod(0o640)
    write_atomically(target, b"new")
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o640


def test_an_interrupt_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(tmp_path / "x", b"new")
    assert list(tmp_path.iterdir()) == []
