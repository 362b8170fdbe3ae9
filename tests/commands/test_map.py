from pathlib import Path

import pytest

from tests.commands.conftest import Runner


def test_it_writes_one_file_and_says_what_is_drawn(run: Runner, tmp_path: Path) -> None:
    target = tmp_path / "map.html"
    ended = run("map", "-o", str(target), "--commodity", "cocaine", "--title", "Mine")
    assert (ended.code, ended.out) == (0, "")
    assert ended.err == (
        f"{target}: 5 connections of 5 cited legs. "
        "What is only traced to a region is not drawn on to its countries.\n"
    )
    page = target.read_text(encoding="utf-8")
    assert "<title>Mine</title>" in page
    connections, places = page.split("<tbody>")[1:]
    assert connections.count("<tr><th scope=row>") == 5
    assert places.count("<tr><th scope=row>") == 6


def test_the_table_can_be_left_out(run: Runner, tmp_path: Path) -> None:
    target = tmp_path / "map.html"
    assert run("map", "-o", str(target), "--no-table").code == 0
    assert "<table>" not in target.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "legs"),
    [
        (("--place", "Guinea-Bissau"), 3),
        (("--region", "Europe"), 3),
        (("--mode", "land"), 1),
        (("--years", "2011"), 2),
        (("--min-credibility", "1"), 3),
        (("--largest", "2"), 2),
    ],
)
def test_a_part_can_be_drawn(
    run: Runner, tmp_path: Path, options: tuple[str, ...], legs: int
) -> None:
    ended = run("map", "-o", str(tmp_path / "map.html"), *options)
    assert f"of {legs} cited leg" in ended.err


@pytest.mark.slow
def test_figures_alone_write_no_page(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("map", "--png", "map.png", "--svg", "map.svg").code == 0
    assert {path.name for path in tmp_path.iterdir()} == {"map.png", "map.svg", "small.yaml"}


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        (("--corridor", "x"), 1, "unknown corridor 'x'"),
        (("--place", "COL", "--years", "1990"), 1, "no leg is left"),
        (("--min-credibility", "7"), 2, "not in the range"),
        (("--png", "map.pdf"), 2, "one of .png, .svg"),
    ],
)
def test_a_map_that_cannot_be_drawn_says_why(
    run: Runner, tmp_path: Path, options: tuple[str, ...], code: int, told: str
) -> None:
    ended = run("map", *options, "-o", str(tmp_path / "map.html"))
    assert ended.code == code
    assert told in ended.err


def test_what_has_no_quantity_is_counted_where_tonnes_are_drawn(
    run: Runner, tmp_path: Path
) -> None:
    target = tmp_path / "map.html"
    ended = run("map", "-o", str(target), "--commodity", "cocaine", "--weighting", "volume")
    assert ended.code == 0
    assert "1 connection" in ended.err
    assert "Left out: 4 legs without a flow quantity." in ended.err
    assert "Left out: 4 legs without a flow quantity." in target.read_text(encoding="utf-8")
