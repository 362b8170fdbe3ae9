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
from typing import Any

from trafficroutes.errors import ClusterError, MissingPackageError
from trafficroutes.scenario.sweep_chunks import Chunk, Found, Swept, scan
from trafficroutes.version import __version__

#: Chunks that are under way for each worker, so that none waits.
_AHEAD = 3
#: How often a chunk is sent again when it was lost.
_TRIES = 5
#: Seconds to wait for a scheduler, and for workers where there are none.
PATIENCE = 30.0
_LOST = ("cancelled", "lost")


@contextmanager
def cluster(workers: int | None, scheduler: str | None) -> Iterator[OnDask]:
    """Start a cluster of processes on this machine, or use one that stands.

    Parameters
    ----------
    workers : int or None
        Processes to start; they listen on 127.0.0.1 only, without a dashboard.
    scheduler : str or None
        Address of a scheduler.

    Raises
    ------
    MissingPackageError
        Dask is not installed.
    ClusterError
        No scheduler answers, or it has no workers.
    """
    try:
        from distributed import Client, LocalCluster
    except ImportError:
        option = "--workers" if scheduler is None else "--scheduler"
        raise MissingPackageError("Dask", "dask", option) from None
    if scheduler is None:
        local = LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address=None,
            silence_logs=logging.CRITICAL,
        )
        with local, Client(local) as client:  # type: ignore[no-untyped-call]
            yield OnDask(client)
        return
    try:
        client = Client(scheduler, timeout=PATIENCE)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise ClusterError(
            f"no Dask scheduler answers at {scheduler} ({error}): start one by "
            "`dask scheduler`, or give --workers N to use this machine"
        ) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            raise _no_workers(scheduler) from None
        yield OnDask(client)


class OnDask:
    """Runs chunks on a cluster.

    Parameters
    ----------
    client : distributed.Client
        Connected to its scheduler.
    """

    def __init__(self, client: Any) -> None:
        self.client = client

    @property
    def workers(self) -> int:
        """How many workers there are now."""
        return len(self.client.nthreads())

    def __call__(
        self, chunks: Iterable[Chunk], sweep: Callable[[int], Swept]
    ) -> Iterator[tuple[Chunk, Found]]:
        """Run chunks; in the order in which they end."""
        under_way = _UnderWay(self, sweep)
        waiting = iter(chunks)
        while True:
            room = max(self.workers, 1) * _AHEAD
            while len(under_way) < room and (chunk := next(waiting, None)) is not None:
                under_way.send(chunk)
            if not len(under_way):
                return
            yield from under_way.ended()


class _UnderWay:
    """Chunks that are sent and not yet back."""

    def __init__(self, run: OnDask, sweep: Callable[[int], Swept]) -> None:
        self.run = run
        self.sweep = sweep
        self.chunks: dict[Any, Chunk] = {}
        self.tries: dict[int, int] = {}
        self.arrays: dict[int, Any] = {}
        self.back: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def __len__(self) -> int:
        return len(self.chunks)

    def send(self, chunk: Chunk) -> None:
        """Send a chunk, and the arrays of its sweep where they are not there yet."""
        client = self.run.client
        if chunk.sweep not in self.arrays:
            needed = {other.sweep for other in self.chunks.values()}
            self.arrays = {at: held for at, held in self.arrays.items() if at in needed}
            swept = self.sweep(chunk.sweep)
            self.arrays[chunk.sweep] = client.scatter(swept, broadcast=True, hash=False)
        future = client.submit(scan, self.arrays[chunk.sweep], chunk.start, chunk.stop, pure=False)
        self.chunks[future] = chunk
        future.add_done_callback(self.back.put)

    def ended(self) -> Iterator[tuple[Chunk, Found]]:
        """Wait until a chunk is back; one that was lost is sent again."""
        try:
            future = self.back.get(timeout=PATIENCE)
        except queue.Empty:
            if not self.run.workers:
                raise _no_workers(self.run.client.scheduler.address) from None
            return
        chunk = self.chunks.pop(future)
        found = self._result(future)
        if found is not None:
            yield chunk, found
            return
        self.tries[chunk.at] = self.tries.get(chunk.at, 0) + 1
        if self.tries[chunk.at] > _TRIES:
            raise ClusterError(
                f"the workers of {self.run.client.scheduler.address} were lost {_TRIES} times "
                "over one chunk, perhaps for want of memory: try a smaller --chunk"
            )
        self.arrays.pop(chunk.sweep, None)
        self.send(chunk)

    def _result(self, future: Any) -> Found | None:
        """Return what a chunk found; None where it was lost on the way."""
        from distributed import CancelledError, KilledWorker

        if future.status in _LOST:
            return None
        try:
            found: Found = future.result()
        except (CancelledError, KilledWorker, TimeoutError, OSError):
            return None
        except Exception as error:
            raise ClusterError(
                f"a worker failed ({type(error).__name__}: {error}): each one needs "
                f"trafficroutes {__version__} and the packages that this process has"
            ) from error
        return found


def _no_workers(scheduler: str) -> ClusterError:
    return ClusterError(
        f"the Dask scheduler at {scheduler} has had no worker for {PATIENCE:.0f} seconds: "
        f"start some by `dask worker {scheduler}`"
    )
