"""``trafficroutes ask``, on the small file."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.conftest import Runner

HUBS = "Which transit hubs connect Colombia to Spain for coke?"


def test_the_command_is_said_and_its_answer_follows(run: Runner) -> None:
    found = run("ask", HUBS)
    line, _, answer = found.out.partition("\n")
    assert line == "trafficroutes hubs Colombia Spain --commodity cocaine"
    assert found.code == 0
    assert run(*shlex.split(line)[1:]).out == answer


def test_one_argument_with_spaces_is_a_question(run: Runner) -> None:
    assert run(HUBS).out == run("ask", HUBS).out == run("ask", *HUBS.split()).out


def test_dry_run_gives_the_translation(run: Runner) -> None:
    found = run("ask", HUBS, "--dry-run", "-f", "json")
    assert json.loads(found.out) == {
        "command": ["trafficroutes", "hubs", "Colombia", "Spain", "--commodity", "cocaine"],
        "kind": "hubs",
        "places": ["COL", "ESP"],
        "commodity": "cocaine",
        "years": None,
    }
    assert run("ask", HUBS, "--dry-run").out.startswith("trafficroutes hubs Colombia Spain")
    assert run("ask", HUBS, "--dry-run", "-f", "csv").code == 2


def test_the_format_goes_on_to_the_answer(run: Runner) -> None:
    found = run("ask", HUBS, "-f", "json")
    assert [hub["place"] for hub in json.loads(found.out)["answers"][0]["hubs"]] == ["GNB", "VEN"]
    assert found.err.startswith("trafficroutes hubs Colombia Spain")


def test_the_file_goes_on_to_the_answer(run: Runner, tmp_path: Path) -> None:
    file = tmp_path / "hubs.json"
    assert run("ask", HUBS, "-f", "json", "-o", str(file)).out == ""
    assert json.loads(file.read_text(encoding="utf-8"))["query"]["origin"] == "COL"
    dry = tmp_path / "dry.json"
    run("ask", HUBS, "--dry-run", "-f", "json", "-o", str(dry))
    assert json.loads(dry.read_text(encoding="utf-8"))["kind"] == "hubs"


@pytest.mark.parametrize(
    ("question", "code", "told"),
    [
        ("safest route to Spain", 2, "how to evade control"),
        ("what does cocaine cost", 2, "no command answers questions about prices"),
        ("hubs from Colombia to Xyzland", 2, "'Xyzland' is not a place"),
        ("hubs from Korea to Spain", 2, "KOR = South Korea"),
        ("hello", 2, "these come nearest"),
        ("", 2, "not understood"),
        (
            "hubs for LSD from Colombia to Spain",
            1,
            "LSD is known, but this file holds nothing about it",
        ),
        ("hubs for fentanyl from Colombia to Spain", 1, "it holds cocaine, heroin"),
        ("hubs from Spain to Colombia", 1, ""),
    ],
)
def test_what_is_not_answered(run: Runner, question: str, code: int, told: str) -> None:
    found = run("ask", question)
    assert found.code == code
    assert told in found.err
    assert "Traceback" not in found.err


def test_commodities_that_are_not_held_are_told_by_every_command(run: Runner) -> None:
    for command in (("hubs", "COL", "ESP"), ("show", "COL"), ("suppliers", "ESP")):
        found = run(*command, "--commodity", "fentanyl")
        assert found.code == 1
        told = "fentanyl is known, but this file holds nothing about it; it holds cocaine, heroin"
        assert told in found.err


def test_maps_are_drawn_where_the_command_says(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = run("ask", "draw a map of cocaine")
    assert found.out == "trafficroutes map -o maps/cocaine.html --commodity cocaine\n"
    assert (tmp_path / "maps" / "cocaine.html").is_file()


@pytest.mark.parametrize("arguments", [("--help",), ("places", "Ghana"), ("ask", "--help")])
def test_other_runs_do_not_load_the_parser(arguments: tuple[str, ...]) -> None:
    code = (
        "import sys\nfrom trafficroutes.commands.main import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    loaded = {name.partition(".")[0] for name in done.stderr.split()}
    assert not loaded & {"lark", "rapidfuzz"}
    assert "numpy" not in loaded or "--help" not in arguments
    assert not any(name.startswith("trafficroutes.asking") for name in done.stderr.split())
