"""Checkpoints: the parts of an unfinished run, beside the file that they will make.

Each chunk that is done is a file of its own in the folder ``NAME.parts``, written whole
or not at all. A run that is ended at any moment leaves the folder; another one goes on
with what is there. At the end the parts are joined to one file, which takes its place as
any other that is written, and the folder is removed.
"""

from __future__ import annotations

import json
import shutil
import zlib
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

import msgspec
import numpy as np

from trafficroutes.dataset.files import refusal, write_atomically, written
from trafficroutes.errors import UnfinishedRunError
from trafficroutes.scenario.sweep.chunk import ChunkResult
from trafficroutes.scenario.sweep.chunks import Chunk
from trafficroutes.scenario.sweep.combinations import Best
from trafficroutes.scenario.sweep.plan import SweepPlan
from trafficroutes.scenario.sweep.rows import Kind, join
from trafficroutes.version import __version__

_QUESTION = "question"


class _KeptChunk(msgspec.Struct, array_like=True):
    """A chunk that is done, as it is kept."""

    question: str
    chunk: tuple[int, int, int, int]
    checksum: int
    numbers: bytes
    shares: bytes
    rows: bytes


class Checkpoints:
    """The folder of a run.

    Parameters
    ----------
    target : Path
        The file that it will make.
    question : str
        What identifies the question, the data and how they are cut into chunks.
    resume : bool
        Whether an earlier run may have left parts.

    Raises
    ------
    UnfinishedRunError
        There are parts and none are expected, or they are of another question.
    FileAccessError
        The folder cannot be made.
    """

    def __init__(self, target: Path, question: str, *, resume: bool) -> None:
        self.target = target
        self.question = question
        self.folder = target.with_name(f"{target.name}.parts")
        if self.folder.exists():
            self._check(resume=resume)
        else:
            try:
                self.folder.mkdir()
            except OSError as error:
                raise refusal(target, error) from error
        write_atomically(self.folder / _QUESTION, question.encode())

    def _check(self, *, resume: bool) -> None:
        if not resume:
            raise UnfinishedRunError(
                f"an unfinished run for {self.target} is in {self.folder}: go on with it by "
                "--resume (resume=True), or delete that folder to start anew"
            )
        told = self.folder / _QUESTION
        if told.exists() and told.read_bytes() != self.question.encode():
            raise UnfinishedRunError(
                f"the unfinished run in {self.folder} is of another question, other data, another "
                "version or another machine: ask as it was asked, or delete that folder to start "
                "anew"
            )

    def _path(self, chunk: Chunk) -> Path:
        return self.folder / f"part-{chunk.at:09}"

    def read(self, chunk: Chunk) -> ChunkResult | None:
        """Return what a chunk found; None where it is not done, or its file is damaged."""
        try:
            part = msgspec.msgpack.decode(self._path(chunk).read_bytes(), type=_KeptChunk)
        except (OSError, msgspec.MsgspecError):
            return None
        same = (part.question, part.chunk) == (self.question, _range(chunk))
        if not same or _checksum(part.numbers, part.shares, part.rows) != part.checksum:
            return None
        numbers = np.frombuffer(part.numbers, dtype=np.int64)
        return ChunkResult(Best(numbers, np.frombuffer(part.shares)), part.rows)

    def keep(self, chunk: Chunk, found: ChunkResult) -> None:
        """Keep what a chunk found."""
        numbers, shares = found.best.numbers.tobytes(), found.best.shares.tobytes()
        checksum = _checksum(numbers, shares, found.rows)
        part = _KeptChunk(self.question, _range(chunk), checksum, numbers, shares, found.rows)
        write_atomically(self._path(chunk), msgspec.msgpack.encode(part))

    def join(self, kind: Kind, size: int, chunks: Iterable[Chunk]) -> None:
        """Make the file of all parts, and remove the folder."""
        with written(self.target) as stream:
            join(kind, size, self._rows(chunks), stream)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _rows(self, chunks: Iterable[Chunk]) -> Iterator[bytes]:
        for chunk in chunks:
            found = self.read(chunk)
            if found is None:
                raise UnfinishedRunError(
                    f"{self._path(chunk)} was damaged while the run went on: run it again "
                    "with --resume (resume=True)"
                )
            yield found.rows


def _range(chunk: Chunk) -> tuple[int, int, int, int]:
    return chunk.at, chunk.of, chunk.start, chunk.stop


def _checksum(*parts: bytes) -> int:
    found = 0
    for part in parts:
        found = zlib.crc32(part, found)
    return found


def question_hash(plan: SweepPlan) -> str:
    """Return what identifies the question, the data and how they are cut into chunks."""
    setup = plan.setup
    asked = {
        "version": __version__,
        "queries": [query.to_dict() for query in plan.queries],
        "sweeps": [sweep.scenarios for sweep in plan.sweeps],
        "size": setup.size,
        "over": setup.narrowing.over,
        "within": setup.narrowing.within,
        "protected": setup.narrowing.protected,
        "top": setup.top,
        "kind": setup.kind,
        "chunk": setup.chunk,
    }
    digest = sha256(json.dumps(asked, sort_keys=True).encode())
    # The very numbers: another way to multiply matrices may change their last bit.
    for at in range(len(plan.sweeps)):
        met = plan.swept(at).met
        for array in (met.hit, met.onward, met.b):
            digest.update(array.tobytes())
    return digest.hexdigest()
