"""Chunks on a real scheduler with real workers, some of them killed.

One scheduler for the module; each test starts and kills its own workers. All on
127.0.0.1, without a dashboard.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tests.networks import data_of
from tests.scenario.sweep.runs import data_file, finish
from trafficroutes.dataset.loading import load
from trafficroutes.errors import ClusterError, MissingPackageError
from trafficroutes.model.dataset import Dataset
from trafficroutes.scenario.sweep import on_dask
from trafficroutes.scenario.sweep.answer import sweep
from trafficroutes.scenario.sweep.chunks import Chunk, Here, cut
from trafficroutes.scenario.sweep.on_dask import cluster

_PROGRAM = "import sys; from distributed.cli.{0} import main; sys.exit(main())"
_PLAIN = ("--host", "127.0.0.1", "--no-dashboard", "--dashboard-address", "127.0.0.1:0")


class Cluster:
    """A scheduler, and the workers that are started for it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "scheduler.json"
        self.running: list[subprocess.Popen[bytes]] = []
        self._start("dask_scheduler", "--port", "0")
        while not self.file.exists() or not self.file.read_bytes():
            assert self.running[0].poll() is None
            time.sleep(0.05)

    @property
    def address(self) -> str:
        import json

        address: str = json.loads(self.file.read_bytes())["address"]
        return address

    def _start(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [
                *(sys.executable, "-c", _PROGRAM.format(program), *_PLAIN, *arguments),
                *("--scheduler-file", str(self.file)),
            ],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.running.append(process)
        return process

    def worker(self) -> subprocess.Popen[bytes]:
        """Start a worker with one thread and nobody to start it again."""
        return self._start("dask_worker", "--nthreads", "1", "--no-nanny")

    def end(self, processes: list[subprocess.Popen[bytes]]) -> None:
        """Kill processes that this started, as a machine that fails would."""
        for process in processes:
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    found = Cluster(tmp_path_factory.mktemp("dask"))
    yield found
    found.end(found.running)


@pytest.fixture
def workers(scheduler: Cluster) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Two workers that are there."""
    from distributed import Client

    started = [scheduler.worker(), scheduler.worker()]
    with Client(scheduler.address) as client:
        client.wait_for_workers(2, timeout=60)
    yield started
    scheduler.end(scheduler.running[1:])
    del scheduler.running[1:]
    with Client(scheduler.address) as client:
        while client.nthreads():
            time.sleep(0.05)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return load(data_file(tmp_path_factory.mktemp("data")))


def triples(data: Dataset, target: Path, **options: Any) -> Any:
    """Sweep all triples and return the answer."""
    asked: dict[str, Any] = {"commodity": "cocaine", "weighting": "evidence", "draws": 150}
    return sweep(data, "COL", "ESP", size=3, output=target, chunk=250, **asked, **options)


class Once:
    """A progress that does something once, when some sets are done and some are not."""

    def __init__(self, do: Callable[[], None]) -> None:
        self.do: Callable[[], None] | None = do

    def __call__(self, done: int, total: int) -> None:
        if self.do is not None and 0 < done < total:
            do, self.do = self.do, None
            do()


@pytest.mark.slow
def test_one_of_two_workers_is_killed(
    data: Dataset,
    scheduler: Cluster,
    workers: list[subprocess.Popen[bytes]],
    tmp_path: Path,
) -> None:
    alone = triples(data, tmp_path / "alone.csv")
    killing = Once(lambda: scheduler.end(workers[:1]))
    found = triples(data, tmp_path / "sets.csv", scheduler=scheduler.address, progress=killing)
    assert killing.do is None
    assert workers[0].returncode == -9
    assert workers[1].poll() is None
    assert (tmp_path / "sets.csv").read_bytes() == (tmp_path / "alone.csv").read_bytes()
    assert found == alone
    assert found.answers[0].results[0].interval is not None


@pytest.mark.slow
def test_all_workers_are_killed_and_another_one_comes(
    data: Dataset,
    scheduler: Cluster,
    workers: list[subprocess.Popen[bytes]],
    tmp_path: Path,
) -> None:
    """The arrays are lost with the workers, and sent again."""
    alone = triples(data, tmp_path / "alone.csv")

    def replace() -> None:
        scheduler.end(workers)
        scheduler.worker()

    replacing = Once(replace)
    found = triples(data, tmp_path / "sets.csv", scheduler=scheduler.address, progress=replacing)
    assert replacing.do is None
    assert found == alone
    assert (tmp_path / "sets.csv").read_bytes() == (tmp_path / "alone.csv").read_bytes()


@pytest.mark.slow
def test_all_workers_are_killed_and_none_comes(
    data: Dataset,
    scheduler: Cluster,
    workers: list[subprocess.Popen[bytes]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The run ends with what to do; it can be gone on with in this process."""
    monkeypatch.setattr(on_dask, "cluster", partial(cluster, patience=1.0))
    alone = triples(data, tmp_path / "alone.csv")
    with pytest.raises(ClusterError, match="has had no worker for 1 seconds"):
        triples(
            data,
            tmp_path / "sets.csv",
            scheduler=scheduler.address,
            progress=Once(lambda: scheduler.end(workers)),
        )
    assert triples(data, tmp_path / "sets.csv", resume=True) == alone
    assert (tmp_path / "sets.csv").read_bytes() == (tmp_path / "alone.csv").read_bytes()


def fails(arrays: list[int], start: int, stop: int) -> int:
    raise KeyError(f"{arrays} {start} {stop}")


def ends(arrays: list[int], start: int, stop: int) -> int:
    raise TimeoutError(f"{arrays} {start} {stop}")


def sums(arrays: list[int], start: int, stop: int) -> int:
    return sum(arrays[start:stop])


@pytest.mark.slow
def test_runs_give_the_same_and_tell_what_failed(
    scheduler: Cluster, workers: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    arrays = [list(range(40)), list(range(100, 130)), list(range(5))]
    chunks = list(cut([len(array) for array in arrays], 7))
    expected = sorted(
        (chunk.at, found) for chunk, found in Here()(sums, chunks, arrays.__getitem__)
    )
    with cluster(None, scheduler.address) as runner:
        assert runner.workers == len(workers)
        found = sorted((chunk.at, one) for chunk, one in runner(sums, chunks, arrays.__getitem__))
        assert found == expected
        with pytest.raises(ClusterError, match=r"a worker failed \(KeyError: .* each one needs"):
            list(runner(fails, chunks, arrays.__getitem__))
        with monkeypatch.context() as older:
            older.setattr(on_dask, "__version__", "0.0.1")
            with pytest.raises(ClusterError, match=r"\(RuntimeError: it has trafficroutes 0\.1"):
                list(runner(sums, chunks, arrays.__getitem__))
        with pytest.raises(ClusterError, match="were lost 5 times over one chunk"):
            list(runner(ends, [Chunk(0, 0, 0, 3)], arrays.__getitem__))


def test_a_scheduler_without_workers(scheduler: Cluster) -> None:
    with (
        pytest.raises(ClusterError, match=r"start some by `dask worker tcp://"),
        cluster(None, scheduler.address, patience=2.0),
    ):
        pass


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense://"])
def test_no_scheduler(address: str) -> None:
    with (
        pytest.raises(ClusterError, match="no Dask scheduler answers at"),
        cluster(None, address, patience=0.5),
    ):
        pass


@pytest.mark.slow
def test_workers_of_this_machine(tmp_path: Path) -> None:
    data = data_file(tmp_path)
    options = ("--size", "3", "--chunk", "900", "-o", "sets.csv", "-f", "json")
    alone, _ = finish(data, *options)
    rows = (tmp_path / "sets.csv").read_bytes()
    by_two, err = finish(data, *options, "--workers", "2")
    assert by_two == alone
    assert (tmp_path / "sets.csv").read_bytes() == rows
    assert err == b""


@pytest.mark.slow
def test_nobody_else_can_reach_the_workers_of_this_machine() -> None:
    psutil: Any = import_module("psutil")
    with cluster(1, None) as runner:
        assert runner.workers == 1
        this = psutil.Process()
        listening = {
            connection.laddr.ip
            for process in (this, *this.children(recursive=True))
            for connection in process.net_connections(kind="inet")
            if connection.status == "LISTEN"
        }
    assert listening == {"127.0.0.1"}


@pytest.mark.parametrize(
    ("options", "named"),
    [({"workers": 2}, "--workers"), ({"scheduler": "tcp://127.0.0.1:9"}, "--scheduler")],
)
def test_without_dask(options: dict[str, Any], named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingPackageError) as refused:
        sweep(data_of("COL > VEN > ESP"), "COL", "ESP", **options)
    assert str(refused.value) == (
        f"{named} needs Dask, which is not installed; run: "
        f"{shlex.quote(sys.executable)} -m pip install 'dask>=2024.8' 'distributed>=2024.8'"
    )
