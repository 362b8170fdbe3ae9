"""Files are written whole or not at all."""

from __future__ import annotations

import os
import stat
import threading
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


def test_a_link_is_followed(tmp_path: Path) -> None:
    kept, link = tmp_path / "kept", tmp_path / "link"
    kept.write_bytes(b"old")
    link.symlink_to("kept")
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert kept.read_bytes() == b"new"
    new = tmp_path / "new"
    link.unlink()
    link.symlink_to(new)
    write_atomically(link, b"newer")
    assert new.read_bytes() == b"newer"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept", "link", "new"]


def test_a_link_to_itself_is_refused(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(link)
    with pytest.raises(FileAccessError, match=f"cannot write {link}: "):
        write_atomically(link, b"new")


def test_a_device_is_written_to_and_stays_one(tmp_path: Path) -> None:
    write_atomically("/dev/null", b"new")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    link = tmp_path / "link"
    link.symlink_to("/dev/null")
    write_atomically(link, b"new")
    assert link.is_symlink()


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write_atomically(pipe, b"new")
    reader.join()
    assert read == [b"new"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_the_owner_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "x"
    target.write_bytes(b"old")
    there = target.stat()
    given = []
    monkeypatch.setattr(os, "chown", lambda _, *owner: given.append(owner))
    write_atomically(target, b"new")
    write_atomically(tmp_path / "y", b"new")
    assert given == [(there.st_uid, there.st_gid)]


def test_the_content_is_on_the_disk_before_it_replaces_the_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    replace = Path.replace

    def replaced(made: Path, target: Path) -> Path:
        done.append("replace")
        return replace(made, target)

    monkeypatch.setattr(os, "fsync", lambda _: done.append("fsync"))
    monkeypatch.setattr(Path, "replace", replaced)
    write_atomically(tmp_path / "x", b"new")
    assert done == ["fsync", "replace"]
    write_atomically(tmp_path / "x", b"newer", durable=False, mode=0o600)
    assert done == ["fsync", "replace", "replace"]
    assert (tmp_path / "x").stat().st_mode & 0o777 == 0o600


def test_a_name_that_no_file_can_have_is_refused() -> None:
    with pytest.raises(FileAccessError, match="name a file in a writable folder"):
        write_atomically("a\0b", b"new")
