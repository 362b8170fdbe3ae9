"""Chunks on the processes of a Dask cluster, of this machine or of many.

The arrays of a sweep travel once to each worker; a chunk is sent as two numbers. Where
a worker is lost, Dask gives its chunks to another; where the arrays are lost with it,
they are sent again. Only this process writes files.
"""

from __future__ import annotations

import logging
import queue
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

from trafficroutes.errors import ClusterError, MissingPackageError
from trafficroutes.scenario.sweep.chunks import Chunk
from trafficroutes.version import __version__

A = TypeVar("A")
R = TypeVar("R")

#: Chunks that are under way for each worker, so that none waits.
_AHEAD = 3
#: How often a chunk is sent again when it was lost.
_TRIES = 5
#: Seconds to wait for a scheduler, and for workers where there are none.
PATIENCE = 30.0
#: Dask has its workers give memory back at once, and then a chunk takes four times as long.
_MEMORY = {
    "distributed.nanny.pre-spawn-environ.MALLOC_TRIM_THRESHOLD_": 1 << 28,
    "distributed.nanny.pre-spawn-environ.MALLOC_MMAP_THRESHOLD_": 1 << 25,
}
_LOST = ("cancelled", "lost")


@contextmanager
def cluster(
    workers: int | None, scheduler: str | None, *, patience: float = PATIENCE
) -> Iterator[OnDask]:
    """Start a cluster of processes on this machine, or use one that stands.

    Parameters
    ----------
    workers : int or None
        Processes to start; they listen on 127.0.0.1 only, without a dashboard.
    scheduler : str or None
        Address of a scheduler.
    patience : float
        Seconds to wait for a scheduler, and for workers where there are none.

    Raises
    ------
    MissingPackageError
        Dask is not installed.
    ClusterError
        No scheduler answers, or it has no workers.
    """
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError:
        option = "--workers" if scheduler is None else "--scheduler"
        raise MissingPackageError("Dask", "dask", option) from None
    if scheduler is None:
        with dask.config.set(_MEMORY):
            local = LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                processes=True,
                host="127.0.0.1",
                dashboard_address=None,
                # Its page of health, which is not the dashboard, on any port that is free.
                scheduler_kwargs={"dashboard": False, "dashboard_address": "127.0.0.1:0"},
                silence_logs=logging.CRITICAL,
            )
        with local, Client(local) as client:
            yield OnDask(client, patience)
        return
    try:
        client = Client(scheduler, timeout=patience)
    except (OSError, ValueError) as error:
        why = str(error) or f"nothing within {patience:g} seconds"
        raise ClusterError(
            f"no Dask scheduler answers at {scheduler} ({why}): start one by "
            "`dask scheduler`, or give --workers N to use this machine"
        ) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=patience)
        except TimeoutError:
            raise _no_workers(scheduler, patience) from None
        yield OnDask(client, patience)


class OnDask:
    """Runs chunks on a cluster.

    Parameters
    ----------
    client : distributed.Client
        Connected to its scheduler.
    patience : float
        Seconds to wait for workers where there are none.
    """

    def __init__(self, client: Any, patience: float = PATIENCE) -> None:
        self.client = client
        self.patience = patience

    @property
    def workers(self) -> int:
        """How many workers there are now."""
        return len(self.client.nthreads())

    def __call__(
        self,
        work: Callable[[A, int, int], R],
        chunks: Iterable[Chunk],
        arrays: Callable[[int], A],
    ) -> Iterator[tuple[Chunk, R]]:
        """Run chunks; they come in the order in which they end."""
        under_way = _UnderWay(self, work, arrays)
        waiting = iter(chunks)
        while True:
            room = max(self.workers, 1) * _AHEAD
            while len(under_way) < room and (chunk := next(waiting, None)) is not None:
                under_way.send(chunk)
            if not len(under_way):
                return
            yield from under_way.ended()


class _UnderWay(Generic[A, R]):
    """Chunks that are sent and not yet back."""

    def __init__(
        self, run: OnDask, work: Callable[[A, int, int], R], arrays: Callable[[int], A]
    ) -> None:
        self.run = run
        self.work = work
        self.arrays = arrays
        self.chunks: dict[Any, Chunk] = {}
        self.tries: dict[int, int] = {}
        self.there: dict[int, Any] = {}
        self.back: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def __len__(self) -> int:
        return len(self.chunks)

    def send(self, chunk: Chunk) -> None:
        """Send a chunk, and its arrays where they are not there yet."""
        client = self.run.client
        if chunk.of not in self.there:
            needed = {other.of for other in self.chunks.values()}
            self.there = {at: held for at, held in self.there.items() if at in needed}
            self.there[chunk.of] = self._scattered(self.arrays(chunk.of))
        future = client.submit(
            _at_worker,
            __version__,
            self.work,
            self.there[chunk.of],
            chunk.start,
            chunk.stop,
            pure=False,
        )
        self.chunks[future] = chunk
        future.add_done_callback(self.back.put)

    def _scattered(self, arrays: A) -> Any:
        client = self.run.client
        try:
            client.wait_for_workers(1, timeout=self.run.patience)
            return client.scatter(arrays, broadcast=True, hash=False)
        except TimeoutError:
            raise self._none_left() from None

    def ended(self) -> Iterator[tuple[Chunk, R]]:
        """Wait until a chunk is back; one that was lost is sent again."""
        try:
            future = self.back.get(timeout=self.run.patience)
        except queue.Empty:
            if not self.run.workers:
                raise self._none_left() from None
            return
        chunk = self.chunks.pop(future)
        try:
            found = self._result(future)
        except _LostError:
            self._again(chunk)
        else:
            yield chunk, found

    def _again(self, chunk: Chunk) -> None:
        self.tries[chunk.at] = self.tries.get(chunk.at, 0) + 1
        if self.tries[chunk.at] > _TRIES:
            raise ClusterError(
                f"the workers of {self.run.client.scheduler.address} were lost {_TRIES} times "
                "over one chunk, perhaps for want of memory: try a smaller --chunk"
            )
        self.there.pop(chunk.of, None)
        self.send(chunk)

    def _none_left(self) -> ClusterError:
        return _no_workers(self.run.client.scheduler.address, self.run.patience)

    def _result(self, future: Any) -> R:
        """Return what a chunk found."""
        from distributed import CancelledError, KilledWorker

        if future.status in _LOST:
            raise _LostError
        try:
            found: R = future.result()
        except (CancelledError, KilledWorker, TimeoutError, OSError) as error:
            raise _LostError from error
        except Exception as error:
            raise ClusterError(
                f"a worker failed ({type(error).__name__}: {error}): each one needs "
                f"trafficroutes {__version__} and the packages that this process has"
            ) from error
        return found


def _at_worker(
    version: str, work: Callable[[A, int, int], R], arrays: A, start: int, stop: int
) -> R:
    """Do a chunk, if this is the version that sent it: another one may count otherwise."""
    if version != __version__:
        raise RuntimeError(f"it has trafficroutes {__version__}")
    return work(arrays, start, stop)


class _LostError(Exception):
    """A chunk was lost on the way."""


def _no_workers(scheduler: str, patience: float) -> ClusterError:
    return ClusterError(
        f"the Dask scheduler at {scheduler} has had no worker for {patience:.0f} seconds: "
        f"start some by `dask worker {scheduler}`"
    )
