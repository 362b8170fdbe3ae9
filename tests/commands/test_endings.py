"""How a run ends: exit codes, messages, pipes, and what is imported."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.conftest import Runner
from trafficroutes.commands import main as main_module
from trafficroutes.commands import options
from trafficroutes.graph.weighting import WEIGHTINGS
from trafficroutes.model.vocabulary import MODES
from trafficroutes.question.query import RETENTIONS
from trafficroutes.question.ranges import RANGES

ROOT = Path(__file__).resolve().parents[2]


def python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, **environment},
    )


def loaded_by(arguments: list[str], watched: str) -> str:
    code = (
        "import sys\n"
        f"sys.argv = ['trafficroutes', *{arguments!r}]\n"
        "from trafficroutes.commands.main import main\n"
        "try:\n"
        "    main()\n"
        "except SystemExit as end:\n"
        "    assert not end.code, end.code\n"
        f"print('LOADED', *sorted(set({watched!r}.split()) & set(sys.modules)), file=sys.stderr)\n"
    )
    done = python(code)
    assert done.returncode == 0, done.stderr
    return done.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["hubs", "--help"], ["info", "-h"]]
)
def test_help_and_version_load_nothing_heavy(arguments: list[str]) -> None:
    heavy = "numpy networkx scipy geopandas folium pandas shapely yaml rich"
    assert loaded_by(arguments, heavy) == "LOADED"


@pytest.mark.slow
def test_a_hub_query_loads_no_map_library(data_file: Path) -> None:
    arguments = ["--data", str(data_file), "hubs", "Colombia", "Europe"]
    assert loaded_by(arguments, "geopandas folium pandas shapely branca matplotlib") == "LOADED"


def test_importing_the_package_loads_nothing_heavy() -> None:
    done = python(
        "import sys, trafficroutes\n"
        "print(set('numpy scipy networkx geopandas folium pandas'.split()) & set(sys.modules))"
    )
    assert done.stdout.strip() == "set()"


def test_the_choices_of_the_options_are_those_of_the_library() -> None:
    assert options.WEIGHTINGS == WEIGHTINGS
    assert options.RETENTIONS == RETENTIONS
    assert options.RANGES == RANGES
    assert options.MODES == MODES


def test_every_command_has_help_that_tells_its_options(run: Runner) -> None:
    for name in main_module.COMMANDS:
        found = run(name, "--help")
        assert found.code == 0
        assert found.out.startswith(f"Usage: trafficroutes {name}")
        assert "--output" in found.out


def test_no_route_says_how_far_one_gets(run: Runner) -> None:
    found = run("hubs", "Afghanistan", "Japan", "--commodity", "heroin")
    assert found.code == 1
    assert found.out == ""
    assert found.err == (
        "Error: no cited route takes heroin from Afghanistan to Japan. Heroin: from Afghanistan "
        "one gets to Russia, Tajikistan, and no leg leads into Japan.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("hubs", "Colombai", "Europe"), 1, "unknown place 'Colombai'; did you mean Colombia?"),
        (("hubs", "USSR", "Europe"), 1, "'USSR' is a former state: dissolved in 1991"),
        (("hubs", "Spain", "ESP"), 1, "origin and destination are both Spain"),
        (("hubs", "Colombia", "Europe", "--commodity", "cocane"), 1, "did you mean cocaine?"),
        (("hubs", "Colombia"), 2, "Missing argument 'DESTINATION'"),
        (("hubs", "Colombia", "Europe", "--years", "soon"), 2, "'soon' is no period"),
        (("hubs", "Colombia", "Europe", "--year", "1", "--years", "2"), 2, "not both"),
        (("hubs", "Colombia", "Europe", "--top", "0"), 2, "--top"),
        (("hubs", "Colombia", "Europe", "--mode", "boat"), 2, "'boat' is not one of"),
        (("hubs", "Colombia", "Europe", "--drop-unquantified"), 2, "goes with --weighting volume"),
        (("hubs", "Colombia", "Europe", "--weighting", "volume"), 1, "have no flow quantity"),
        (("hbus", "Colombia", "Europe"), 2, "no such command 'hbus'; did you mean hubs?"),
        (("validate", "/nowhere/file.yaml"), 1, "cannot read /nowhere/file.yaml: No such file"),
    ],
)
def test_errors_have_a_message_and_a_code(
    run: Runner, arguments: tuple[str, ...], code: int, message: str
) -> None:
    found = run(*arguments)
    assert (found.code, found.out) == (code, "")
    assert message in found.err
    assert "Traceback" not in found.err


def test_the_data_file_can_be_named_by_the_environment(data_file: Path) -> None:
    done = python(
        "import sys; sys.argv = ['trafficroutes', 'info']\n"
        "from trafficroutes.commands.main import main; main()",
        TRAFFICROUTES_DATA=str(data_file),
    )
    assert "A small test file" in done.stdout


@pytest.mark.slow
def test_a_closed_pipe_ends_quietly() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "trafficroutes", "sources"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == "Sources\n"
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 1


def test_an_interrupt_ends_quietly() -> None:
    code = (
        "import os, signal, sys\n"
        "from trafficroutes.dataset import loading\n"
        # A shell that runs the tests in its background has them ignore the signal.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "loading.load = lambda path: os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.argv = ['trafficroutes', 'info']\n"
        "from trafficroutes.commands.main import main\n"
        "main()\n"
    )
    done = python(code)
    assert done.returncode == 128 + signal.SIGINT
    assert (done.stdout, done.stderr.strip()) == ("", "")


@pytest.mark.slow
def test_output_has_no_colour_when_piped_and_is_the_same_under_any_hash_seed(
    data_file: Path,
) -> None:
    printed = set()
    for seed in ("0", "1", "42"):
        done = subprocess.run(
            [sys.executable, "cli.py", "--data", str(data_file), "hubs", "Colombia", "Europe"],
            capture_output=True,
            check=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        printed.add(done.stdout)
        assert b"\x1b" not in done.stdout
        assert not any(line.endswith(b" ") for line in done.stdout.splitlines())
    assert len(printed) == 1
