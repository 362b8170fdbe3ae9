"""Answers drawn from the command line: maps, figures and their options."""

from __future__ import annotations

import builtins
from pathlib import Path
from typing import Any
from xml.dom import minidom

import pytest

from tests.commands.conftest import DATA, Runner

COMMANDS = {
    "hubs": ("hubs", "Colombia", "Europe"),
    "paths": ("paths", "Colombia", "Europe"),
    "suppliers": ("suppliers", "Europe", "--commodity", "cocaine"),
    "chokepoints": ("chokepoints", "Colombia", "Europe"),
    "centrality": ("centrality", "--commodity", "cocaine"),
    "compare": ("compare", "--years", "2006-2008", "--with", "2009-2010"),
    "cooperation": ("cooperation", "Afghanistan", "Russia"),
}
TOLD = {
    "hubs": "Colombia to Europe: cocaine",
    "paths": "on route 1",
    "suppliers": "come in from here",
    "chokepoints": "on every route; in 1 of the 2 smallest cuts",
    "centrality": "rank 1 of",
    "compare": "Appears: only in 2009-2010",
    "cooperation": "member of CARICC",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
def test_an_answer_is_drawn_beside_what_is_printed(run: Runner, tmp_path: Path, name: str) -> None:
    target = tmp_path / "map.html"
    plain = run(*COMMANDS[name])
    ended = run(*COMMANDS[name], "--map", str(target))
    assert ended.code == 0
    assert ended.out.splitlines()[0] == plain.out.splitlines()[0]
    page = target.read_text(encoding="utf-8")
    assert TOLD[name] in page
    # The line to cite the answer by, which does not tell of the map.
    assert "Cite as: trafficroutes" in page
    assert "--map" not in page
    assert "<table>" in page


@pytest.mark.parametrize("name", COMMANDS)
def test_title_and_table_can_be_chosen(run: Runner, tmp_path: Path, name: str) -> None:
    target = tmp_path / "map.html"
    ended = run(*COMMANDS[name], "--map", str(target), "--title", "Mine & yours", "--no-table")
    assert ended.code == 0
    page = target.read_text(encoding="utf-8")
    assert "<title>Mine &amp; yours</title>" in page
    assert "<table>" not in page


@pytest.mark.slow
@pytest.mark.parametrize("name", ["paths", "chokepoints", "compare", "cooperation"])
def test_figures_are_drawn_without_a_map(run: Runner, tmp_path: Path, name: str) -> None:
    png, svg = tmp_path / "map.png", tmp_path / "map.svg"
    ended = run(*COMMANDS[name], "--png", str(png), "--svg", str(svg), "--title", "Mine")
    assert ended.code == 0
    assert png.read_bytes().startswith(b"\x89PNG")
    assert b"<svg" in svg.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["map.png", "map.svg", "small.yaml"]


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--title", "Mine"), "--title goes with --map, --png or --svg"),
        (("--no-table",), "--no-table goes with --map"),
        (("--no-table", "--png", "x.png"), "--no-table goes with --map"),
    ],
)
def test_an_option_that_would_do_nothing_is_refused(
    run: Runner, name: str, options: tuple[str, ...], told: str
) -> None:
    ended = run(*COMMANDS[name], *options)
    assert (ended.code, ended.out) == (2, "")
    assert told in ended.err


@pytest.mark.slow
def test_the_measure_of_the_map(run: Runner, tmp_path: Path) -> None:
    target = tmp_path / "map.html"
    command = ("centrality", "--commodity", "cocaine", "--measure", "strength")
    measures = ("--measure", "degree", "--map-measure", "degree")
    assert run(*command, *measures, "--map", str(target)).code == 0
    assert "Centrality: cocaine, by degree" in target.read_text(encoding="utf-8")
    alone = run(*command, "--map-measure", "degree")
    assert alone.code == 2
    assert "--map-measure goes with --map, --png or --svg" in alone.err
    other = run(*command, "--map-measure", "degree", "--map", str(tmp_path / "other.html"))
    assert other.code == 1
    assert "unknown measure of the map 'degree'" in other.err
    assert not (tmp_path / "other.html").exists()


def test_a_corridor_can_be_drawn(run: Runner, tmp_path: Path) -> None:
    corridor = "corridors:\n  way: {name: The way, description: x}\nlegs:"
    text = DATA.replace("legs:", corridor, 1).replace(
        "id: AFG-TJK,", "id: AFG-TJK, corridors: [way],"
    )
    own = tmp_path / "own.yaml"
    own.write_text(text, encoding="utf-8")
    target = tmp_path / "map.html"
    asked = ("cooperation", "--corridor", "way", "--map", str(target))
    assert run(*asked, data=str(own)).code == 0
    assert "Cooperation, The way: opiates" in target.read_text(encoding="utf-8")


def test_the_other_file_of_a_comparison_is_drawn(run: Runner, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(DATA.replace("id: COL-BRA, from: COL", "id: PER-BRA, from: PER"), "utf-8")
    target = tmp_path / "map.html"
    ended = run("compare", "--with-data", str(other), "--map", str(target))
    assert ended.code == 0
    page = target.read_text(encoding="utf-8")
    assert "PER-BRA" in page
    assert "Compared: " in page


@pytest.mark.parametrize("command", [COMMANDS["paths"], ("map",)])
def test_figures_name_what_they_need(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    real = builtins.__import__

    def without(name: str, *more: Any) -> Any:
        if name.partition(".")[0] == "matplotlib":
            raise ImportError(name)
        return real(name, *more)

    monkeypatch.setattr(builtins, "__import__", without)
    page = tmp_path / "map.html"
    where = "-o" if command == ("map",) else "--map"
    ended = run(*command, where, str(page), "--png", str(tmp_path / "map.png"))
    assert ended.code == 1
    assert "-m pip install 'matplotlib>=3.8'" in ended.err
    assert not page.exists()


def test_a_figure_of_another_kind_is_refused_before_anything_is_written(
    run: Runner, tmp_path: Path
) -> None:
    page = tmp_path / "map.html"
    ended = run(*COMMANDS["hubs"], "--map", str(page), "--png", str(tmp_path / "map.gif"))
    assert ended.code == 2
    assert "one of .png, .svg" in ended.err
    assert not page.exists()


def test_a_figure_has_no_table_to_leave_out(run: Runner, tmp_path: Path) -> None:
    ended = run("map", "--png", str(tmp_path / "map.png"), "--no-table")
    assert ended.code == 2
    assert "--no-table goes with -o" in ended.err


def test_a_dash_is_standard_output(run: Runner) -> None:
    page = run("map", "-o", "-").out
    assert page.startswith("<!DOCTYPE html>")
    assert page.rstrip().endswith("</html>")
    answer = run("hubs", "Colombia", "Europe", "-f", "json", "-o", "-", "--draws", "0").out
    assert '"place": "GNB"' in answer


@pytest.mark.parametrize(
    "options",
    [("--map", "-"), ("--map", "-", "-o", "-"), ("--map", "-", "--svg", "-", "-o", "x.txt")],
)
def test_two_things_are_not_both_printed(run: Runner, options: tuple[str, ...]) -> None:
    ended = run(*COMMANDS["hubs"], *options)
    assert (ended.code, ended.out) == (2, "")
    assert "only one thing can go to standard output (-)" in ended.err


@pytest.mark.slow
def test_a_title_with_control_characters_makes_a_well_formed_figure(
    run: Runner, tmp_path: Path
) -> None:
    answer = str(tmp_path / "x.txt")
    title = "a\x01b\x1b[31m--c\udcff"
    drawn = run(*COMMANDS["hubs"], "--svg", "-", "--title", title, "--draws", "0", "-o", answer)
    assert drawn.code == 0
    root = minidom.parseString(drawn.out).documentElement  # noqa: S318 - our own
    assert root is not None
    assert root.tagName == "svg"
    assert "a\ufffdb" in drawn.out
