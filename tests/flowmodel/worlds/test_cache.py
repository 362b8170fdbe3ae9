"""Kept ensembles: the same arrays again, and nothing stale or damaged."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from tests.copied import copied_code
from trafficroutes.dataset import store
from trafficroutes.flowmodel.worlds import cache
from trafficroutes.flowmodel.worlds.cache import Arrays, kept_or_made

PARAMETERS = {"family": "cocaine", "years": (2001, 2005), "draws": 200, "pure": False}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "trafficroutes"


def arrays() -> Arrays:
    return {
        "flow": np.arange(12.0).reshape(3, 4) / 7,
        "balanced": np.array([True, False, True]),
        "steps": np.array([1, 2, 3]),
        "turned": np.arange(6.0).reshape(2, 3).T,
        "none": np.zeros((3, 0)),
    }


def never() -> Arrays:
    raise AssertionError("made although it was kept")


def counted() -> tuple[Callable[[], Arrays], list[int]]:
    calls: list[int] = []

    def make() -> Arrays:
        calls.append(1)
        return arrays()

    return make, calls


def same(found: Arrays) -> bool:
    return found.keys() == arrays().keys() and all(
        found[name].dtype == value.dtype and np.array_equal(found[name], value)
        for name, value in arrays().items()
    )


def test_the_second_time_nothing_is_made(folder: Path) -> None:
    assert same(kept_or_made("a" * 64, PARAMETERS, arrays))
    assert same(kept_or_made("a" * 64, dict(reversed(PARAMETERS.items())), never))
    assert len(list(folder.glob("ensemble-*"))) == 1


@pytest.mark.parametrize(
    ("data", "change"),
    [("b" * 64, {}), ("a" * 64, {"draws": 201}), ("a" * 64, {"years": None})],
)
def test_other_data_or_parameters_make_anew(data: str, change: dict[str, object]) -> None:
    kept_or_made("a" * 64, PARAMETERS, arrays)
    make, calls = counted()
    kept_or_made(data, {**PARAMETERS, **change}, make)
    assert calls


def test_other_code_makes_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    kept_or_made("a" * 64, PARAMETERS, arrays)
    monkeypatch.setattr(cache, "_code_digest", lambda: b"other")
    make, calls = counted()
    kept_or_made("a" * 64, PARAMETERS, make)
    assert calls


def test_the_code_of_the_estimate_counts() -> None:
    assert cache._code_digest() not in {store.code_digest(), store.code_digest("model")}


@pytest.mark.parametrize(
    "changed",
    [
        "model/years.py",
        "dataset/nodes.py",
        "graph/network.py",
        "markov/elimination.py",
        "flowmodel/system.py",
        "flowmodel/solver/newton.py",
        "flowmodel/worlds/sampling.py",
    ],
)
def test_the_digest_makes_anew_after_a_change_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    file = copied_code(tmp_path, monkeypatch) / changed
    cache._code_digest.cache_clear()
    kept_or_made("a" * 64, PARAMETERS, arrays)
    file.write_text("# changed\n", encoding="utf-8")
    cache._code_digest.cache_clear()
    make, calls = counted()
    kept_or_made("a" * 64, PARAMETERS, make)
    cache._code_digest.cache_clear()
    assert calls


@pytest.mark.parametrize("cut", [0, 1, 40, -1])
def test_a_damaged_entry_is_passed_over_and_replaced(folder: Path, cut: int) -> None:
    kept_or_made("a" * 64, PARAMETERS, arrays)
    (entry,) = folder.iterdir()
    whole = entry.read_bytes()
    entry.write_bytes(whole[:cut])
    assert same(kept_or_made("a" * 64, PARAMETERS, arrays))
    assert entry.read_bytes() == whole


def test_a_changed_bit_is_noticed(folder: Path) -> None:
    kept_or_made("a" * 64, PARAMETERS, arrays)
    (entry,) = folder.iterdir()
    whole = entry.read_bytes()
    for at in range(len(whole)):
        entry.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        make, _ = counted()
        assert same(kept_or_made("a" * 64, PARAMETERS, make))


def test_the_cache_can_be_turned_off(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAFFICROUTES_NO_CACHE", "1")
    make, calls = counted()
    for _ in range(2):
        assert same(kept_or_made("a" * 64, PARAMETERS, make))
    assert len(calls) == 2
    assert not folder.exists()


def test_a_folder_that_cannot_be_made_does_no_harm(folder: Path) -> None:
    folder.parent.parent.mkdir(parents=True, exist_ok=True)
    folder.parent.write_text("a file where the folder should be", encoding="utf-8")
    assert same(kept_or_made("a" * 64, PARAMETERS, arrays))


def test_only_the_newest_ensembles_stay_and_other_entries_are_left_alone(folder: Path) -> None:
    folder.mkdir(parents=True)
    for number in range(50):
        entry = folder / f"ensemble-{number:02}.msgpack"
        entry.write_bytes(b"x")
        os.utime(entry, (number, number))
    other = folder / "data-00.msgpack"
    other.write_bytes(b"x")
    os.utime(other, (0, 0))
    kept_or_made("a" * 64, PARAMETERS, arrays)
    names = sorted(path.name for path in folder.iterdir())
    assert len(names) == 32 + 1
    assert "data-00.msgpack" in names
    assert "ensemble-49.msgpack" in names
    assert "ensemble-18.msgpack" not in names


def test_making_fails_as_it_would_without_a_cache(folder: Path) -> None:
    def broken() -> Arrays:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        kept_or_made("a" * 64, PARAMETERS, broken)
    assert not folder.exists()
