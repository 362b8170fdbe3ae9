"""How a run ends: exit codes, messages, pipes, and what is imported."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Runner
from trafficroutes.commands import main as main_module
from trafficroutes.commands import options
from trafficroutes.graph.weighting import WEIGHTINGS
from trafficroutes.model.vocabulary import MODES
from trafficroutes.question.intervals import MOST_DRAWS
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
    assert options.MOST_DRAWS == MOST_DRAWS


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


def ended(
    *arguments: str, code: str = "", close: tuple[int, ...] = (), **how: Any
) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own, with some streams closed."""
    closing = "".join(f"os.close({stream}); " for stream in close)
    start = f"import os, sys; {closing}os.execv(sys.executable, sys.argv[1:])"
    run = code or "from trafficroutes.commands.main import main; main()"
    line = [sys.executable, "-c", start, sys.executable, "-c", run, *arguments]
    how = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **how}
    return subprocess.run(line, text=True, check=False, cwd=ROOT, timeout=60, **how)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_told_in_a_sentence() -> None:
    with Path("/dev/full").open("w") as full:
        done = ended("--help", stdout=full)
    assert done.returncode == 1
    assert done.stderr == "Error: cannot write to standard output: No space left on device\n"


@pytest.mark.slow
def test_closed_streams_are_told_in_a_sentence(data_file: Path) -> None:
    done = ended("--help", close=(1,))
    assert done.returncode == 1
    assert done.stderr == "Error: cannot write to standard output: Bad file descriptor\n"
    done = ended("whatif", "--stdin", close=(0,))
    assert done.returncode == 1
    assert done.stderr.startswith("Error: standard input is closed")
    # Nobody can be told, but the exit code is right and nothing else goes wrong.
    assert ended("--data", "nowhere.yaml", "info", close=(2,)).returncode == 1
    assert ended("--data", str(data_file), "info", close=(2,)).returncode == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("encoding", "letters"),
    [("ascii", "T\\xfcrkiye"), ("cp1252", "Türkiye"), ("utf-8", "Türkiye")],
)
def test_letters_that_an_output_lacks_are_escaped_and_told(encoding: str, letters: str) -> None:
    done = ended(
        "places",
        "Turkey",
        env={**os.environ, "PYTHONIOENCODING": encoding},
        encoding=encoding,
    )
    assert done.returncode == 0, done.stderr
    assert letters in done.stdout
    told = f"letters that {encoding} lacks are written as escapes"
    assert (told in done.stderr) == ("\\" in letters)


@pytest.mark.slow
def test_json_keeps_all_letters_in_any_encoding() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = ended("places", "Turkey", "-f", "json", env=environment)
    assert done.stderr == ""
    assert "Türkiye" in json.dumps(json.loads(done.stdout), ensure_ascii=False)


def test_a_lack_of_memory_is_told_in_a_sentence(
    run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def exhausted(_: str | None) -> None:
        raise MemoryError

    monkeypatch.setattr("trafficroutes.dataset.loading.load", exhausted)
    found = run("info")
    assert (found.code, found.out) == (1, "")
    assert found.err.startswith("Error: this needs more memory than there is: ask for fewer draws")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("hubs", "Colombia", "Europe", "--draws", "1000000000"), 2, "0<=x<=20000"),
        (("hubs", "Colombia", "Europe", "--top", "1" + "0" * 20), 2, "1<=x<=1000000000"),
        (("paths", "Colombia", "Europe", "--top", "1" + "0" * 20), 2, "1<=x<=1000000000"),
        (("hubs", "Colombia", "Europe", "--draws", "9" * 5000), 2, "is not a valid integer"),
        (("hubs", "Col\x1b[2Jombia", "Europe"), 1, r"'Col\x1b[2Jombia'"),
        (("--data", "x\x1b[2J", "info"), 1, r"cannot read x\x1b[2J"),
        (("hubs", "Colombia", "\u202eEurope", "--mode", "x\u202ey"), 2, r"x\u202ey"),
    ],
)
def test_what_a_person_wrote_is_shown_and_not_obeyed(
    run: Runner, arguments: tuple[str, ...], code: int, message: str
) -> None:
    found = run(*arguments)
    assert (found.code, found.out) == (code, "")
    assert message in found.err
    assert "\x1b" not in found.err
    assert "\u202e" not in found.err


def test_a_file_in_the_way_of_the_folder_of_maps(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "maps").write_text("no folder", encoding="utf-8")
    found = run("map")
    assert (found.code, found.out) == (1, "")
    assert found.err.startswith("Error: cannot make the folder maps: File exists")
