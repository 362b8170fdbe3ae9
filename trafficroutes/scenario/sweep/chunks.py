"""Long work in chunks: pure functions of some arrays and a range, here or on a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

A = TypeVar("A")
R = TypeVar("R")


@dataclass(frozen=True)
class Chunk:
    """A range of the work on one of several sets of arrays.

    Attributes
    ----------
    at : int
        Which chunk of the whole run.
    of : int
        Which arrays.
    start, stop : int
        The range.
    """

    at: int
    of: int
    start: int
    stop: int


def cut(lengths: Iterable[int], size: int) -> Iterator[Chunk]:
    """Yield chunks of some size over several ranges from 0, in order.

    >>> list(cut([3, 0, 1], 2))[1:]
    [Chunk(at=1, of=0, start=2, stop=3), Chunk(at=2, of=2, start=0, stop=1)]
    """
    at = 0
    for of, length in enumerate(lengths):
        for start in range(0, length, size):
            yield Chunk(at, of, start, min(start + size, length))
            at += 1


class Runner(Protocol):
    """Runs chunks and gives what they find, in any order."""

    @property
    def workers(self) -> int:
        """How many chunks are run at a time."""
        ...

    def __call__(
        self,
        work: Callable[[A, int, int], R],
        chunks: Iterable[Chunk],
        arrays: Callable[[int], A],
    ) -> Iterator[tuple[Chunk, R]]:
        """Run chunks.

        Parameters
        ----------
        work : function of arrays, start and stop
            Pure, and of a module, so that it can be sent.
        chunks : iterable of Chunk
            In order of their arrays.
        arrays : function
            Gives arrays by their number.
        """
        ...


class Here:
    """Runs chunks one after the other in this process."""

    workers = 1

    def __call__(
        self,
        work: Callable[[A, int, int], R],
        chunks: Iterable[Chunk],
        arrays: Callable[[int], A],
    ) -> Iterator[tuple[Chunk, R]]:
        """Run chunks, in their order."""
        for chunk in chunks:
            yield chunk, work(arrays(chunk.of), chunk.start, chunk.stop)
