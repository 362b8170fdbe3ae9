"""The store gives back what was checked, never anything stale or damaged."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.commands.conftest import DATA
from trafficroutes.dataset import store
from trafficroutes.dataset.loading import load
from trafficroutes.errors import DataFileError
from trafficroutes.model.refs import PlaceRef


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of the test's own; a small file is what is loaded by default."""
    small = tmp_path / "small.yaml"
    small.write_text(DATA, encoding="utf-8")
    monkeypatch.setenv("TRAFFICROUTES_DATA", str(small))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "trafficroutes"


def unreadable(*_: object) -> None:
    raise AssertionError("the file was read although the store has it")


@pytest.mark.slow
def test_the_second_load_reads_no_yaml_and_gives_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TRAFFICROUTES_DATA")
    first = load()
    assert len(list(folder.iterdir())) == 1
    monkeypatch.setattr("trafficroutes.dataset.loading.parse", unreadable)
    second = load()
    assert second.records == first.records
    assert second.legs[0].commodity.dimension == first.legs[0].commodity.dimension != ""
    assert isinstance(second.legs[0].origin, PlaceRef)
    assert second.sha256 == first.sha256


def test_a_changed_file_is_read_anew(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.yaml"
    copy.write_text(DATA, encoding="utf-8")
    assert load(copy).records.title == load().records.title
    assert len(list(folder.iterdir())) == 1
    copy.write_text(DATA.replace("\ntitle: ", "\ntitle: New "), encoding="utf-8")
    assert load(copy).records.title.startswith("New ")
    assert len(list(folder.iterdir())) == 2


def test_changed_checks_or_countries_make_old_entries_useless(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = store._key(b"x")
    store._code_digest.cache_clear()
    monkeypatch.setattr(store, "country_file", lambda: b"other")
    assert store._key(b"x") != before
    store._code_digest.cache_clear()


@pytest.mark.parametrize("damage", [b"", b"\x00", b"\x82\xa1x", None])
def test_a_damaged_entry_is_passed_over_and_replaced(folder: Path, damage: bytes | None) -> None:
    good = load()
    (entry,) = folder.iterdir()
    whole = entry.read_bytes()
    entry.write_bytes(whole[:-100] if damage is None else damage)
    assert load().records == good.records
    assert entry.read_bytes() == whole


def test_a_broken_file_is_never_kept(folder: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("format: 1\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(DataFileError):
            load(broken)
    assert not folder.exists()


def test_the_store_can_be_turned_off(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAFFICROUTES_NO_CACHE", "1")
    load()
    assert not folder.exists()


def test_a_folder_that_cannot_be_made_does_no_harm(folder: Path) -> None:
    folder.parent.parent.mkdir(parents=True, exist_ok=True)
    folder.parent.write_text("a file where the folder should be", encoding="utf-8")
    assert load().legs


def test_only_the_newest_entries_stay(folder: Path) -> None:
    folder.mkdir(parents=True)
    for number in range(30):
        entry = folder / f"data-{number:02}.msgpack"
        entry.write_bytes(b"x")
        os.utime(entry, (number, number))
    load()
    names = sorted(path.name for path in folder.iterdir())
    assert len(names) == 16
    assert "data-29.msgpack" in names
    assert "data-00.msgpack" not in names


def test_without_the_xdg_variable_it_is_in_the_home_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "relative/is/ignored")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert store.folder() == tmp_path / ".cache" / "trafficroutes"


def test_a_user_without_a_home_folder_keeps_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def unknown(_: int) -> None:
        raise KeyError

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.delenv("HOME")
    monkeypatch.setattr("pwd.getpwuid", unknown)
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)
    assert store.folder() is None
    assert load().legs
    assert list(empty.iterdir()) == []
