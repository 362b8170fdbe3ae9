"""Where data come from, and what a loaded file knows."""

from __future__ import annotations

import contextlib
import gc
from hashlib import sha256
from pathlib import Path
from typing import NoReturn

import pytest

from tests.dataset.snippets import HEAD, LEG, changed, citing
from trafficroutes.dataset import reader
from trafficroutes.dataset.loading import load, load_bytes, problems_of
from trafficroutes.dataset.nodes import Positions
from trafficroutes.errors import DataFileError, FileAccessError


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(HEAD + LEG, encoding="utf-8")
    return path


def test_a_file_by_its_path(small: Path) -> None:
    data = load(small)
    assert data.path == str(small)
    assert data.sha256 == sha256((HEAD + LEG).encode()).hexdigest()
    assert [leg.id for leg in data.legs] == ["a"]
    assert load(str(small)).records == data.records


@pytest.mark.parametrize("raw", [(HEAD + LEG).encode(), b"legs: [", b"legs: []"])
@pytest.mark.parametrize("on", [True, False])
def test_the_garbage_collector_is_as_it_was(raw: bytes, on: bool) -> None:  # noqa: FBT001 - a case
    was = gc.isenabled()
    (gc.enable if on else gc.disable)()
    try:
        with contextlib.suppress(DataFileError):
            load_bytes(raw, "made-up.yaml", keep=False)
        assert gc.isenabled() is on
    finally:
        (gc.enable if was else gc.disable)()


def test_the_file_that_the_environment_names(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAFFICROUTES_DATA", str(small))
    assert load().path == str(small)


@pytest.mark.slow
def test_the_data_that_ship(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRAFFICROUTES_DATA", "")
    data = load()
    assert data.path == "routes.yaml"
    assert data.legs


def test_a_file_that_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "none.yaml"
    with pytest.raises(FileAccessError) as caught:
        load(path)
    assert str(caught.value) == (
        f"cannot read {path}: No such file or directory; name a readable file"
    )


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileAccessError, match="Is a directory; name a readable file"):
        load(tmp_path)


def test_a_name_that_no_file_can_have() -> None:
    with pytest.raises(FileAccessError, match="embedded null byte; name a readable file"):
        load("a\0b")


def test_the_error_says_how_many_problems_there_are(small: Path) -> None:
    small.write_text(changed(("COL", "Gunea"), ("cocaine\n    cit", "tea\n    cit")), "utf-8")
    with pytest.raises(DataFileError) as caught:
        load(small)
    assert str(caught.value) == (
        f"{small}: 2 problems\n"
        "  line 13, column 11: legs[0].from: unknown country 'Gunea'; "
        "did you mean Guinea, Guinea-Bissau, Equatorial Guinea?\n"
        "  line 15, column 16: legs[0].commodity: unknown commodity 'tea'; "
        "add it under commodities"
    )
    assert caught.value.problems == problems_of(small)


def test_a_sound_file_has_no_problems(small: Path) -> None:
    assert problems_of(small) == ()


def test_positions_are_not_worked_out_for_a_sound_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> NoReturn:
        raise AssertionError("positions were asked for")

    monkeypatch.setattr(reader, "positions", refuse)
    load_bytes((HEAD + LEG).encode(), "x")
    with pytest.raises(AssertionError, match="positions were asked for"):
        load_bytes(changed(("COL", "Gunea")).encode(), "x")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1_000", 1000),
        ("5.", 5),
        (".5", 0.5),
        ("1e3", 1000),
        ("+5", 5),
        ("017", 17),
        ("9" * 30, 1e30),
    ],
)
def test_numbers_as_people_write_them(written: str, value: float) -> None:
    text = citing(f"quantity: {{best: {written}, unit: t, basis: flow}}")
    (leg,) = load_bytes(text.encode(), "x").legs
    quantity = leg.citations[0].quantity
    assert quantity is not None
    assert quantity.best == value


def test_a_quoted_grade_is_another_key() -> None:
    text = changed(("{1: 0.95", "{'1': 0.95"))
    with pytest.raises(DataFileError, match=r"credibility\.1: unknown credibility '1': remove"):
        load_bytes(text.encode(), "x")


def test_sections_keep_the_order_of_the_file() -> None:
    text = changed(
        ("  cocaine:", "  tea: {name: Tea, family: t, colour: '#000000', unit: kg}\n  cocaine:")
    )
    assert list(load_bytes(text.encode(), "x").records.commodities) == ["tea", "cocaine"]


def test_positions_of_keys_and_values() -> None:
    from trafficroutes.dataset.reader import positions

    found: Positions = positions(b"a:\n  - {b: 1, 2: [x]}\n", "x")
    assert found.find(("a", 0, "b")) == (2, 9, "a[0].b", "1")
    assert found.find(("a", 0, "b"), key=True) == (2, 6, "a[0].b", "b")
    assert found.find(("a", 0, 2)) == (2, 15, "a[0].2", None)
    assert found.find(("a", 0, "none", "at all")) == (2, 5, "a[0]", None)
    assert found.find(("a", 7)) == (2, 3, "a", None)
    assert found.find(()) == (1, 1, "", None)
