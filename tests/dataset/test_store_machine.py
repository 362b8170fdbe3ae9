"""The cache as a state machine: it gives what was kept or nothing, whatever happens to it."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from unittest import mock

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from trafficroutes.dataset import store

NAMES = st.sampled_from(["data-a.msgpack", "data-b.msgpack", "estimate-a.npz"])
MOST = 2


class Cache(RuleBasedStateMachine):
    """Entries are kept, read, damaged, exchanged and removed."""

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(tempfile.mkdtemp())
        self.patch = mock.patch.dict(os.environ, {"XDG_CACHE_HOME": str(self.place)})
        self.patch.start()
        #: What was kept last under each name; the store may have forgotten it.
        self.kept: dict[str, bytes] = {}

    def teardown(self) -> None:
        self.patch.stop()
        shutil.rmtree(self.place)

    @property
    def folder(self) -> Path:
        found = store.folder()
        assert found is not None
        return found

    @property
    def files(self) -> list[Path]:
        return sorted(self.folder.glob("*-*")) if self.folder.is_dir() else []

    @rule(name=NAMES, content=st.binary(max_size=40))
    def keep(self, name: str, content: bytes) -> None:
        store.keep(name, content, most=MOST)
        if self.folder.is_dir():
            assert store.read(name) == content
            self.kept[name] = content

    @rule(name=NAMES)
    def read(self, name: str) -> None:
        found = store.read(name)
        assert found is None or found == self.kept[name]

    @precondition(lambda self: self.files)
    @rule(at=st.integers(0, 200), bit=st.integers(0, 7), which=st.integers(0, 9))
    def damage(self, at: int, bit: int, which: int) -> None:
        path = self.files[which % len(self.files)]
        raw = bytearray(path.read_bytes())
        if raw:
            raw[at % len(raw)] ^= 1 << bit
            path.write_bytes(raw)
            assert store.read(path.name) is None

    @precondition(lambda self: self.files)
    @rule(length=st.integers(0, 60), which=st.integers(0, 9))
    def cut_short(self, length: int, which: int) -> None:
        path = self.files[which % len(self.files)]
        path.write_bytes(path.read_bytes()[:length])

    @precondition(lambda self: len(self.files) > 1)
    @rule()
    def exchange(self) -> None:
        one, other = self.files[:2]
        first, second = one.read_bytes(), other.read_bytes()
        one.write_bytes(second)
        other.write_bytes(first)

    @precondition(lambda self: self.files)
    @rule(which=st.integers(0, 9))
    def make_a_link(self, which: int) -> None:
        path = self.files[which % len(self.files)]
        path.rename(self.place / path.name)
        path.symlink_to(self.place / path.name)
        assert store.read(path.name) is None
        path.unlink()

    @rule()
    def remove_the_folder(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    @rule(name=NAMES)
    def leave_half_a_file(self, name: str) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        half = self.folder / f".{name}.x1"
        half.write_bytes(b"half")
        os.utime(half, (0, 0))

    @invariant()
    def few_are_kept(self) -> None:
        for kind in ("data", "estimate"):
            assert sum(path.name.startswith(kind) for path in self.files) <= MOST + 1


TestCache = Cache.TestCase
TestCache.settings = settings(
    max_examples=25, stateful_step_count=20, deadline=None, derandomize=True
)
