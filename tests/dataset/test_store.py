"""The store gives back what was checked, never anything stale or damaged."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.conftest import DATA
from tests.copied import copied_code
from trafficroutes.dataset import loading, store
from trafficroutes.dataset.loading import compiled_shipped, load
from trafficroutes.dataset.reader import Content, parse
from trafficroutes.dataset.shipped import shipped_file
from trafficroutes.errors import DataFileError
from trafficroutes.model.records import DataFile
from trafficroutes.model.refs import PlaceRef


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of the test's own; a small file is what is loaded by default."""
    small = tmp_path / "small.yaml"
    small.write_text(DATA, encoding="utf-8")
    monkeypatch.setenv("TRAFFICROUTES_DATA", str(small))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    # Not the data that one process of tests reads once.
    monkeypatch.setattr(
        loading,
        "load_shipped",
        lambda: loading.load_bytes(shipped_file(loading.SHIPPED), loading.SHIPPED),
    )
    return tmp_path / "cache" / "trafficroutes"


def unreadable(*_: object) -> None:
    raise AssertionError("the file was read although the store has it")


@pytest.fixture(name="shipped_copy")
def _shipped_copy(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Path, bytes]:
    """Let a copy of the package ship a small data file; return its folder, and what it compiles."""
    monkeypatch.delenv("TRAFFICROUTES_DATA")
    data = copied_code(tmp_path / "copy", monkeypatch).parent / "data"
    (data / "routes.yaml").write_text(DATA, encoding="utf-8")
    (data / store.COMPILED).unlink(missing_ok=True)
    made = compiled_shipped()
    assert not folder.exists()
    return data, made


def test_compiled_data_are_read_instead_of_yaml(
    folder: Path, shipped_copy: tuple[Path, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    data, made = shipped_copy
    parsed = load()
    (entry,) = folder.iterdir()
    assert entry.read_bytes() == made
    entry.unlink()
    (data / store.COMPILED).write_bytes(made)
    monkeypatch.setattr("trafficroutes.dataset.reader.parse", unreadable)
    found = load()
    assert (found.records, found.sha256) == (parsed.records, parsed.sha256)
    assert found.legs[0].commodity.dimension == parsed.legs[0].commodity.dimension != ""
    assert load(data / "routes.yaml").records == parsed.records
    assert list(folder.iterdir()) == []
    monkeypatch.setenv(store.OFF, "1")
    with pytest.raises(AssertionError, match="the file was read"):
        load()


@pytest.mark.parametrize("what", ["data", "code", "damage", "cut short", "empty", "no file"])
def test_compiled_data_that_do_not_fit_are_passed_over(
    shipped_copy: tuple[Path, bytes], monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    data, made = shipped_copy
    at, place = made.index(b"Guinea-Bissau"), data / store.COMPILED
    contents = {
        "damage": made[:at] + b"Guinea-Bassiu" + made[at + 13 :],
        "cut short": made[:-1],
        "empty": b"",
    }
    if what == "no file":
        place.mkdir()
    else:
        place.write_bytes(contents.get(what, made))
    changed = DATA.replace("\ntitle: ", "\ntitle: New ") if what == "data" else DATA
    (data / "routes.yaml").write_text(changed, encoding="utf-8")
    if what == "code":
        monkeypatch.setattr(store, "_code_digest", lambda: b"of other modules")
    read: list[str] = []

    def parsed(raw: bytes, path: str) -> Content:
        read.append(path)
        return parse(raw, path)

    monkeypatch.setattr("trafficroutes.dataset.reader.parse", parsed)
    assert load().records.title.startswith("New ") == (what == "data")
    assert read == ["routes.yaml"]


@pytest.mark.slow
def test_the_second_load_reads_no_yaml_and_gives_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TRAFFICROUTES_DATA")
    monkeypatch.setattr(store, "_compiled", lambda _: None)
    first = load()
    assert len(list(folder.iterdir())) == 1
    monkeypatch.setattr("trafficroutes.dataset.reader.parse", unreadable)
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


@pytest.mark.parametrize(
    "changed", ["maps/style.py", "maps/page/table.py", "maps/page/new/file.py"]
)
def test_the_digest_changes_with_a_file_two_folders_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    file = copied_code(tmp_path, monkeypatch) / changed
    before = store.code_digest("maps")
    elsewhere = store.code_digest("graph", "model")
    file.parent.mkdir(exist_ok=True)
    file.write_text("# changed\n", encoding="utf-8")
    assert store.code_digest("maps") != before
    assert store.code_digest("graph", "model") == elsewhere


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


def test_a_changed_bit_anywhere_is_noticed(folder: Path) -> None:
    store.keep("data-a.msgpack", b"what was checked", most=9)
    entry = folder / "data-a.msgpack"
    whole = entry.read_bytes()
    for byte, bit in itertools.product(range(len(whole)), range(8)):
        entry.write_bytes(whole[:byte] + bytes([whole[byte] ^ 1 << bit]) + whole[byte + 1 :])
        assert store.read(entry.name) is None
    for longer in (b"", whole[:-1], whole + b"\0"):
        entry.write_bytes(longer)
        assert store.read(entry.name) is None


def test_records_are_never_read_from_a_changed_entry(folder: Path) -> None:
    good = load()
    (entry,) = folder.iterdir()
    whole = entry.read_bytes()
    at = whole.index(b"Guinea-Bissau")
    entry.write_bytes(whole[:at] + b"Guinea-Bassiu" + whole[at + 13 :])
    assert load().records == good.records
    assert entry.read_bytes() == whole


def test_an_entry_under_another_name_is_not_that_entry(folder: Path) -> None:
    store.keep("data-a.msgpack", b"a", most=9)
    (folder / "data-a.msgpack").rename(folder / "data-b.msgpack")
    assert store.read("data-b.msgpack") is None


@pytest.mark.parametrize(
    "content", [b"", b"\xc0", b"\x93\x01\x02\x03", b"\x91" * 100_000, b"\x82\xaadimensions"]
)
def test_a_sound_checksum_of_something_else_is_passed_over(content: bytes) -> None:
    name = f"data-{store._key(b'raw')}.msgpack"
    store.keep(name, content, most=9)
    assert store.read(name) == content
    with pytest.raises(LookupError, match="made anew"):
        store.kept_or_made(b"raw", make_anew)


def make_anew() -> DataFile:
    raise LookupError("made anew")


def test_the_folder_and_its_entries_are_for_their_owner_alone(folder: Path) -> None:
    folder.mkdir(parents=True, mode=0o777)
    folder.chmod(0o777)
    load()
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [entry.stat().st_mode & 0o777 for entry in folder.iterdir()] == [0o600]


def test_an_entry_that_others_may_write_is_refused(folder: Path) -> None:
    store.keep("data-a.msgpack", b"a", most=9)
    assert store.read("data-a.msgpack") == b"a"
    (folder / "data-a.msgpack").chmod(0o622)
    assert store.read("data-a.msgpack") is None


def test_entries_and_folders_of_another_user_are_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.keep("data-a.msgpack", b"a", most=9)
    monkeypatch.setattr(os, "geteuid", lambda: folder.stat().st_uid + 1)
    assert store.read("data-a.msgpack") is None
    store.keep("data-b.msgpack", b"b", most=9)
    assert [entry.name for entry in folder.iterdir()] == ["data-a.msgpack"]
    assert load().legs


@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_what_is_no_file_is_no_entry(folder: Path, kind: str) -> None:
    store.keep("data-b.msgpack", b"b", most=9)
    odd = folder / "data-a.msgpack"
    if kind == "link":
        odd.symlink_to(folder / "data-b.msgpack")
    elif kind == "pipe":
        os.mkfifo(odd)
    else:
        odd.mkdir()
    assert store.read("data-a.msgpack") is None


def test_what_killed_writers_left_is_cleaned_away(folder: Path) -> None:
    folder.mkdir(parents=True)
    old, new = folder / ".data-a.msgpack.x1", folder / ".data-b.msgpack.x2"
    for half in (old, new):
        half.write_bytes(b"half")
    os.utime(old, (0, 0))
    store.keep("data-c.msgpack", b"c", most=9)
    assert sorted(path.name for path in folder.iterdir()) == [new.name, "data-c.msgpack"]


def test_a_writer_that_is_killed_leaves_no_entry(folder: Path, tmp_path: Path) -> None:
    script = (
        "import os, signal\n"
        "from pathlib import Path\n"
        "from trafficroutes.dataset import store\n"
        "store.keep('data-a.msgpack', b'a' * 1000, most=9)\n"
        "Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "store.keep('data-b.msgpack', b'b' * 1000, most=9)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "XDG_CACHE_HOME": str(folder.parent)},
        cwd=tmp_path,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    assert store.read("data-a.msgpack") == b"a" * 1000
    assert store.read("data-b.msgpack") is None


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
