"""Files of all sets: what is in them, and runs that are ended at any moment."""

from __future__ import annotations

import csv
import signal
import sys
import time
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest

from tests.networks import data_of
from tests.scenario.sweep.runs import data_file, finish, start
from trafficroutes.errors import FileAccessError, MissingPackageError, UnfinishedRunError
from trafficroutes.flowmodel.networks import build_graph
from trafficroutes.model.dataset import Dataset
from trafficroutes.scenario.sweep.answer import sweep, sweep_many
from trafficroutes.scenario.sweep.checkpoints import Checkpoints
from trafficroutes.scenario.sweep.chunks import Chunk
from trafficroutes.scenario.sweep.results import SweepResult
from trafficroutes.scenario.sweep.rows import Form, rows_of

DRAWING = "COL > VEN > ESP\nCOL > MEX > ESP\nCOL > GNB > MEX\nVEN > GNB > ESP"


class EndedError(Exception):
    """Stands for whatever ends a run."""


def all_sets(data: Dataset, target: Path, **options: Any) -> SweepResult:
    return sweep(data, "COL", "ESP", output=target, weighting="equal", **{"draws": 0, **options})


def rows(target: Path) -> list[dict[str, str]]:
    with target.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def ended_after(done: int) -> Any:
    """Return a progress that ends the run once so many sets are done."""

    def tell(now: int, total: int) -> None:
        if done <= now < total:
            raise EndedError

    return tell


def test_a_csv_file_has_every_set(tmp_path: Path) -> None:
    data, target = data_of(DRAWING), tmp_path / "sets.csv"
    result = all_sets(data, target, size=2, over="both", top=1000)
    found = rows(target)
    assert list(found[0]) == [
        "origin", "destination", "commodity", "item_1", "item_2", "intercepted",
    ]  # fmt: skip
    assert {(row["origin"], row["destination"], row["commodity"]) for row in found} == {
        ("COL", "ESP", "cocaine")
    }
    shown = {
        frozenset([*one.places, *(f"{i}>{j}" for i, j in one.legs)]): one.intercepted
        for one in result.answers[0].results
    }
    told = {frozenset([row["item_1"], row["item_2"]]): float(row["intercepted"]) for row in found}
    assert told == {key: pytest.approx(share, rel=1e-9) for key, share in shown.items()}
    assert len(found) == len(shown) == result.scenarios
    # In the order of the names of the countries, then of the legs.
    labels = ["GNB", "MEX", "VEN", "COL>GNB", "COL>MEX", "COL>VEN"]
    labels += ["GNB>MEX", "GNB>ESP", "MEX>ESP", "VEN>GNB", "VEN>ESP"]
    pairs = [(row["item_1"], row["item_2"]) for row in found]
    assert pairs == list(combinations(labels, 2))
    assert [path.name for path in tmp_path.iterdir()] == ["sets.csv"]


def test_a_parquet_file_has_the_same(tmp_path: Path) -> None:
    data = data_of(DRAWING)
    ends = [("COL", "ESP"), ("COL", "MEX")]
    for name in ("sets.csv", "sets.parquet"):
        sweep_many(data, ends, size=2, output=tmp_path / name, chunk=2, weighting="equal")
    table = pq.read_table(tmp_path / "sets.parquet").to_pylist()
    assert [{**row, "intercepted": repr(row["intercepted"])} for row in table] == rows(
        tmp_path / "sets.csv"
    )
    assert {row["destination"] for row in table} == {"ESP", "MEX"}


@pytest.mark.parametrize("name", ["sets.csv", "sets.parquet"])
def test_no_set_makes_a_file_without_rows(tmp_path: Path, name: str) -> None:
    all_sets(data_of("COL > VEN > ESP"), tmp_path / name, size=2)
    if name.endswith("csv"):
        assert (tmp_path / name).read_text(encoding="utf-8").count("\n") == 1
    else:
        table = pq.read_table(tmp_path / name)
        assert (table.num_rows, table.num_columns) == (0, 6)


@pytest.mark.parametrize("name", ["sets.csv", "sets.parquet"])
def test_a_run_that_is_ended_goes_on_and_makes_the_same_file(tmp_path: Path, name: str) -> None:
    data, whole, target = data_of(DRAWING), tmp_path / f"whole-{name}", tmp_path / name
    options: dict[str, Any] = {"size": 3, "over": "both", "chunk": 10}
    expected = all_sets(data, whole, **options)
    for done in (10, 20, 50, 160):
        with pytest.raises(EndedError):
            all_sets(data, target, resume=True, progress=ended_after(done), **options)
        assert not target.exists()
    told: list[tuple[int, int]] = []
    found = all_sets(
        data, target, resume=True, progress=lambda now, total: told.append((now, total)), **options
    )
    assert told == [(160, 165), (165, 165)]
    assert target.read_bytes() == whole.read_bytes()
    assert found == expected
    assert sorted(path.name for path in tmp_path.iterdir()) == [name, f"whole-{name}"]


@pytest.mark.parametrize("moment", ["checkpoints.join", "checkpoints.shutil.rmtree"])
def test_a_run_that_is_ended_at_its_very_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """While the parts are joined, or between that and the removal of their folder."""
    data, target = data_of(DRAWING), tmp_path / "sets.csv"
    all_sets(data, tmp_path / "whole.csv", size=2, chunk=1)

    def end(*_: Any, **__: Any) -> None:
        raise EndedError

    with monkeypatch.context() as ending:
        ending.setattr(f"trafficroutes.scenario.sweep.{moment}", end)
        with pytest.raises(EndedError):
            all_sets(data, target, size=2, chunk=1)
    assert target.exists() == (moment == "checkpoints.shutil.rmtree")
    told: list[int] = []
    all_sets(data, target, size=2, chunk=1, resume=True, progress=lambda now, _: told.append(now))
    assert told == [3]
    assert target.read_bytes() == (tmp_path / "whole.csv").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sets.csv", "whole.csv"]


def test_a_graph_may_be_called_anything(tmp_path: Path) -> None:
    graph = build_graph(data_of(DRAWING), "cocaine", weighting="equal")
    graph.remove_edge("VEN", "GNB")
    graph.graph.pop("data")
    graph.graph["label"] = 'cocaine, "all"'
    sweep(graph, "COL", "ESP", output=tmp_path / "sets.csv")
    assert {row["commodity"] for row in rows(tmp_path / "sets.csv")} == {'cocaine, "all"'}


def test_an_unfinished_run_is_not_thrown_away(tmp_path: Path) -> None:
    data, target = data_of(DRAWING), tmp_path / "sets.csv"
    with pytest.raises(EndedError):
        all_sets(data, target, size=2, chunk=1, progress=ended_after(1))
    with pytest.raises(UnfinishedRunError, match="go on with it by --resume"):
        all_sets(data, target, size=2, chunk=1)
    for other in ({"size": 1}, {"size": 2, "top": 3}, {"size": 2, "protect": ["VEN"]}):
        with pytest.raises(UnfinishedRunError, match="is of another question"):
            all_sets(data, target, resume=True, chunk=1, **other)
    with pytest.raises(UnfinishedRunError, match="is of another question"):
        all_sets(data_of(f"{DRAWING}\nCOL > ESP"), target, size=2, resume=True, chunk=1)
    assert all_sets(data, target, size=2, resume=True, chunk=1).scenarios == 3


def test_a_damaged_part_is_made_again(tmp_path: Path) -> None:
    data, target = data_of(DRAWING), tmp_path / "sets.csv"
    options: dict[str, Any] = {"size": 2, "over": "both", "chunk": 7}
    all_sets(data, tmp_path / "whole.csv", **options)
    with pytest.raises(EndedError):
        all_sets(data, target, progress=ended_after(40), **options)
    parts = sorted((tmp_path / "sets.csv.parts").glob("part-*"))
    assert len(parts) == 6
    parts[0].write_bytes(parts[0].read_bytes()[:-9])
    changed = bytearray(parts[1].read_bytes())
    changed[-3] ^= 1
    parts[1].write_bytes(changed)
    parts[2].write_bytes(parts[3].read_bytes())
    told: list[int] = []
    all_sets(data, target, resume=True, progress=lambda now, _: told.append(now), **options)
    assert told[0] == 3 * 7
    assert target.read_bytes() == (tmp_path / "whole.csv").read_bytes()


def test_a_folder_without_its_question_is_one_that_was_just_made(tmp_path: Path) -> None:
    (tmp_path / "sets.csv.parts").mkdir()
    assert all_sets(data_of(DRAWING), tmp_path / "sets.csv", resume=True).scenarios == 3


def test_a_part_that_vanishes_before_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Checkpoints, "keep", lambda *_: None)
    with pytest.raises(UnfinishedRunError, match="was damaged while the run went on"):
        all_sets(data_of(DRAWING), tmp_path / "sets.csv")


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    data = data_of(DRAWING)
    with pytest.raises(FileAccessError, match="cannot write"):
        all_sets(data, tmp_path / "no" / "sets.csv")
    (tmp_path / "sets.csv").mkdir()
    with pytest.raises(FileAccessError, match="cannot write"):
        all_sets(data, tmp_path / "sets.csv")


def test_parquet_without_pyarrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(MissingPackageError, match="-m pip install 'pyarrow>=15'"):
        all_sets(data_of(DRAWING), tmp_path / "sets.parquet")
    assert list(tmp_path.iterdir()) == []


def test_a_part_knows_its_range(tmp_path: Path) -> None:
    parts = Checkpoints(tmp_path / "sets.csv", "q", resume=False)
    assert parts.read(Chunk(0, 0, 0, 5)) is None


@pytest.mark.slow
def test_killed_in_the_middle(tmp_path: Path) -> None:
    """By SIGKILL, twice, at whatever moment; then the run goes on to the same bytes."""
    data = data_file(tmp_path)
    options = ("--size", "3", "--chunk", "8", "-f", "json")
    whole, _ = finish(data, *options, "-o", "whole.csv")
    target, folder = tmp_path / "sets.csv", tmp_path / "sets.csv.parts"
    left = 0
    for more in (25, 50):
        process = start(data, *options, "-o", target.name, "--resume")
        limit = time.monotonic() + 60
        while len(list(folder.glob("part-*"))) < left + more and process.poll() is None:
            assert time.monotonic() < limit
            time.sleep(0.001)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert process.returncode == -signal.SIGKILL
        assert not target.exists()
        left = len(list(folder.glob("part-*")))
    made = {path.name: path.stat().st_mtime_ns for path in folder.glob("part-*")}
    assert len(made) >= 75
    out, err = finish(data, *options, "-o", target.name, "--resume")
    assert target.read_bytes() == (tmp_path / "whole.csv").read_bytes()
    assert out.replace(b"sets.csv", b"whole.csv") == whole
    assert err == b""
    assert not folder.exists()


@pytest.mark.slow
def test_the_same_bytes_under_any_hash_seed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = data_file(tmp_path)
    options = ("--size", "2", "--over", "both", "--draws", "5", "-f", "json", "-o", "sets.csv")
    found = set()
    for seed in ("0", "1", "31337"):
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        out, _ = finish(data, *options)
        found.add((out, (tmp_path / "sets.csv").read_bytes()))
    assert len(found) == 1
    assert len(found.pop()[1]) > 100_000


def test_all_sets_go_where_a_link_leads_and_keep_its_mode(tmp_path: Path) -> None:
    kept, link, plain = tmp_path / "kept", tmp_path / "sets.csv", tmp_path / "plain.csv"
    kept.write_text("old", encoding="utf-8")
    kept.chmod(0o640)
    link.symlink_to("kept")
    for target in (link, plain):
        sweep(data_of(DRAWING), "COL", "ESP", size=2, output=target, draws=0)
    assert link.is_symlink()
    assert kept.read_bytes() == plain.read_bytes()
    assert kept.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept", "plain.csv", "sets.csv"]


def test_names_of_a_graph_are_no_formulas_in_a_table() -> None:
    form = Form("csv", ("=a", "b\rc", "d"), ("+e",))
    assert rows_of(form, 1, np.array([0]), np.array([0.5])) == b"'=a,\"b\rc\",d,'+e,0.5\n"
