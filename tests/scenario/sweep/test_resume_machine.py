"""``sweep --resume`` as a state machine: the file is the same, however runs are ended."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.networks import data_of
from trafficroutes.errors import UnfinishedRunError
from trafficroutes.model.dataset import Dataset
from trafficroutes.scenario.sweep.answer import sweep

DRAWING = "COL > VEN > ESP\nCOL > MEX > ESP\nCOL > GNB > MEX\nVEN > GNB > BRA > ESP"


class _EndedError(Exception):
    """Stands for whatever ends a run."""


@cache
def _data() -> Dataset:
    return data_of(DRAWING)


def _run(target: Path, *, resume: bool, until: int | None = None) -> None:
    def told(done: int, _: int) -> None:
        if until is not None and done >= until:
            raise _EndedError

    sweep(
        _data(), "COL", "ESP", size=2, chunk=1, draws=0, output=target, resume=resume, progress=told
    )


@cache
def _whole() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        _run(Path(folder) / "sets.csv", resume=False)
        return (Path(folder) / "sets.csv").read_bytes()


class Resumed(RuleBasedStateMachine):
    """Runs are ended, parts are damaged and removed, and runs go on."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.target = self.folder / "sets.csv"
        self.parts = self.folder / "sets.csv.parts"

    def teardown(self) -> None:
        _run(self.target, resume=True)
        assert self.target.read_bytes() == _whole()
        assert [path.name for path in self.folder.iterdir()] == ["sets.csv"]
        shutil.rmtree(self.folder)

    @property
    def done(self) -> list[Path]:
        return sorted(self.parts.glob("part-*"))

    @rule(until=st.integers(1, 6))
    def end_a_run(self, until: int) -> None:
        with pytest.raises(_EndedError):
            _run(self.target, resume=True, until=until)

    @rule()
    def go_on_to_the_end(self) -> None:
        _run(self.target, resume=True)
        assert not self.parts.exists()

    @precondition(lambda self: self.parts.exists())
    @rule()
    def start_anew_without_saying_so(self) -> None:
        with pytest.raises(UnfinishedRunError, match="--resume"):
            _run(self.target, resume=False)

    @precondition(lambda self: self.done)
    @rule(which=st.integers(0, 9), at=st.integers(0, 400), cut=st.booleans())
    def damage_a_part(self, which: int, at: int, *, cut: bool) -> None:
        path = self.done[which % len(self.done)]
        raw = bytearray(path.read_bytes())
        raw[at % len(raw)] ^= 1
        path.write_bytes(raw[: at % len(raw)] if cut else raw)

    @precondition(lambda self: self.done)
    @rule(which=st.integers(0, 9))
    def lose_a_part(self, which: int) -> None:
        self.done[which % len(self.done)].unlink()

    @rule()
    def leave_half_a_file(self) -> None:
        if self.parts.exists():
            (self.parts / ".part-000000001.x1").write_bytes(b"half")

    @invariant()
    def what_is_there_is_whole(self) -> None:
        if self.target.exists():
            assert self.target.read_bytes() == _whole()


TestResumed = pytest.mark.slow(Resumed.TestCase)
TestResumed.settings = settings(
    max_examples=5, stateful_step_count=8, deadline=None, derandomize=True
)
