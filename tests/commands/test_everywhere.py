"""What holds for every command: the help, its examples, the program's options after it."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest

from tests.commands.conftest import Runner
from trafficroutes.commands import main
from trafficroutes.commands.everywhere import NO_CACHE, WITHOUT_DATA
from trafficroutes.commands.target import marked
from trafficroutes.dataset.importing import import_legs
from trafficroutes.dataset.seizures.answer import import_seizures

ROOT = Path(__file__).resolve().parents[2]
WIDE = 80
#: Examples that take minutes on the data that ship; the same with other options is tried.
LONG = {
    "trafficroutes sweep --all-pairs --commodity opiates --size 2",
    "trafficroutes sweep Afghanistan Russia --size 3 -o triples.csv",
}
#: For another shell; what it completes is tried in ``test_completion.py``.
OF_FISH = {"trafficroutes completion fish | source"}
TABLE = "from,to,commodity,source\nColombia,Spain,cocaine,A report\n"
RECORDS = (
    "country,date,drug,amount,unit,departure,destination\n"
    "Spain,2014-11-03,Cocaine,12.5,kg,Colombia,Spain\n"
)
LINE = '{"origin": "Colombia", "destination": "Europe", "changes": {"remove": ["Venezuela"]}}\n'


def _command(name: str) -> click.Command:
    command = main.group.get_command(click.Context(main.group), name)
    assert command is not None
    return command


def _examples(name: str) -> list[str]:
    told = (_command(name).help or "").replace("\b", "")
    lines = [line.strip() for line in told.splitlines()]
    return [re.split(r" {2,}", line)[0] for line in lines if line.startswith("trafficroutes ")]


def test_the_help_has_every_command_once_under_what_it_is_for_and_cuts_no_line(
    run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(WIDE))
    lines = run("--help").out.splitlines()
    titles = [line.removesuffix(":") for line in lines if line.removesuffix(":") in main.SECTIONS]
    assert titles == list(main.SECTIONS)
    listed = [line.split()[0] for line in lines if line.startswith("  ") and line.split()]
    for name in main.COMMANDS:
        assert listed.count(name) == 1
        told = _command(name).get_short_help_str(limit=10_000)
        (line,) = [line for line in lines if line.startswith(f"  {name} ")]
        assert line.endswith(f"  {told}")
    assert max(map(len, lines)) <= WIDE
    assert not any(line.endswith("...") for line in lines if not line.startswith("Usage"))
    assert "Further:" not in lines


def test_a_command_that_has_no_place_yet_is_listed_too(
    run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(main.COMMANDS, "again", "info")
    out = run("--help").out
    assert "Further:\n  again" in out


#: The first example of each command.
STARTED = {_examples(name)[0] for name in main.COMMANDS}


@pytest.mark.parametrize("name", main.COMMANDS)
def test_every_help_has_an_example(name: str) -> None:
    assert any(example.startswith(f"trafficroutes {name}") for example in _examples(name))


@pytest.fixture(name="files", scope="module")
def _files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of the files that examples name."""
    folder = tmp_path_factory.mktemp("files")
    for name, text in (("my.csv", TABLE), ("scenarios.jsonl", LINE)):
        (folder / name).write_text(text, encoding="utf-8")
    mine = import_legs(folder / "my.csv", updated="2026-01-01").text
    (folder / "my.yaml").write_bytes(marked("import-legs", mine))
    (folder / "ids.csv").write_text(RECORDS, encoding="utf-8")
    links = import_seizures(folder / "ids.csv", mapping="unodc-ids", updated="2026-01-01").text
    (folder / "network.yaml").write_bytes(marked("seizures", links))
    for name in ("older.yaml", "shipped"):
        shutil.copy2(ROOT / "data" / "routes.yaml", folder / name)
    shutil.copytree(ROOT / "scenarios", folder / "scenarios")
    return folder


@pytest.mark.slow
@pytest.mark.parametrize(
    "example",
    [
        pytest.param(example, id=example.removeprefix("trafficroutes "))
        for example in dict.fromkeys(line for name in main.COMMANDS for line in _examples(name))
        if example not in LONG | OF_FISH
    ],
)
def test_examples_run(
    example: str,
    files: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """The first of each command as a shell starts it, the others in this process."""
    # What a command writes takes the place of a link; what is linked stays as it is.
    shutil.copytree(files, tmp_path, copy_function=os.link, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    if example in STARTED or "<" in example:
        command = example.replace("trafficroutes", f"{sys.executable} -m trafficroutes", 1)
        monkeypatch.setenv("PYTHONPATH", str(ROOT))
        code: object = subprocess.run(["bash", "-c", command], check=False).returncode
    else:
        monkeypatch.setattr(sys, "argv", shlex.split(example))
        with pytest.raises(SystemExit) as stop:
            main.main()
        code = stop.value.code
    said = capfd.readouterr().err
    assert code == 0, said
    assert "Traceback" not in said


def test_long_examples_are_there() -> None:
    every = {line for name in main.COMMANDS for line in _examples(name)}
    assert every >= LONG | OF_FISH


def test_the_data_file_may_be_named_after_the_command(
    data_file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["trafficroutes", *arguments])
        with pytest.raises(SystemExit) as stop:
            main.main()
        captured = capsys.readouterr()
        return int(stop.value.code or 0), captured.out, captured.err

    mine = str(data_file)
    before = told("--data", mine, "show", "Tajikistan", "-f", "csv")
    after = told("show", "Tajikistan", "--data", mine, "-f", "csv")
    assert before[:2] == after[:2]
    assert before[0] == 0
    twice = told("--data", mine, "show", "Tajikistan", "--data", mine, "-f", "csv")
    assert twice[:2] == before[:2]
    monkeypatch.setenv("TRAFFICROUTES_DATA", "nowhere.yaml")
    assert told("show", "Tajikistan", "--data", mine, "-f", "csv")[:2] == before[:2]
    code, out, err = told("--data", "other.yaml", "info", "--data", mine)
    assert (code, out) == (2, "")
    assert f"two data files are named, other.yaml and {mine}: name one" in err


def test_the_cache_may_be_turned_off_after_the_command(
    run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Set and taken away again, so that what the run sets is taken away at the end.
    monkeypatch.setenv(NO_CACHE, "")
    assert run("info", "--help").code == 0
    assert run("info").code == 0
    assert not os.environ[NO_CACHE]
    assert run("info", "--no-cache").code == 0
    assert os.environ[NO_CACHE] == "1"


def test_commands_that_read_data_take_the_option() -> None:
    for name, module in main.COMMANDS.items():
        source = Path(str(import_module(f"trafficroutes.commands.{module}").__file__))
        reads = re.search(r"pass_obj|\.obj\b", source.read_text(encoding="utf-8"))
        options = [option for p in _command(name).params for option in p.opts]
        assert (options.count("--data"), options.count("--no-cache")) == (
            (1, 1) if reads else (0, 0)
        )
        assert (name in WITHOUT_DATA) == (not reads)


@pytest.mark.parametrize("option", ["-V", "--version"])
def test_the_version_has_a_short_option(run: Runner, option: str) -> None:
    assert run(option).out.startswith("trafficroutes, version ")
