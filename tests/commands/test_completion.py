"""What shells complete, tried in bash, and in fish where it is there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.conftest import Runner
from tests.commands.test_endings import loaded_by, python
from trafficroutes.commands import completing, completion, main
from trafficroutes.commands.shells import SCRIPTS
from trafficroutes.dataset.known_names import known_names
from trafficroutes.model.names import fold

ROOT = Path(__file__).resolve().parents[2]
#: Seconds of processor time that one completion may take, twice what is aimed at.
BAR = 0.6

#: In bash: the words so far as arguments, the last one being typed.
ASK = """
source "$SCRIPT"
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_trafficroutes_completion trafficroutes
printf '%s\\n' "${COMPREPLY[@]}"
"""
#: The same, and what bash takes each answer for, in the quotes that were begun.
EVALUATE = """
source "$SCRIPT"
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_trafficroutes_completion trafficroutes
for reply in "${COMPREPLY[@]}"; do
    eval "printf '%s\\n' $QUOTE$reply$QUOTE"
done
"""

Asking = Callable[..., list[str]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the command, and the scripts of the shells."""
    found = tmp_path_factory.mktemp("bin")
    command = found / "trafficroutes"
    command.write_text(
        f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m trafficroutes "$@"\n'
    )
    command.chmod(0o755)
    for shell in completion.SHELLS:
        script = subprocess.run([command, "completion", shell], capture_output=True, check=True)
        (found / shell).write_bytes(script.stdout)
    return found


@pytest.fixture
def bash(folder: Path) -> Asking:
    """Return what asks bash."""

    def ask(*words: str, code: str = ASK, **environment: str) -> list[str]:
        done = subprocess.run(
            ["bash", "-c", code, "bash", "trafficroutes", *words],
            capture_output=True,
            text=True,
            check=True,
            env={
                **os.environ,
                "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
                "SCRIPT": str(folder / "bash"),
                "LC_ALL": "C.UTF-8",
                **environment,
            },
        )
        assert done.stderr == ""
        return done.stdout.splitlines()

    return ask


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "replies"),
    [
        (("hu",), ["hubs"]),
        (("hubs", "Colom"), ["Colombia"]),
        (("hubs", "Peru", "united\\ king"), ["United\\ Kingdom"]),
        (("hubs", '"United Kin'), ["United Kingdom"]),
        (("hubs", "Ivory"), ["Ivory\\ Coast"]),
        (("hubs", "Côte"), ["Côte\\ d\\'Ivoire"]),
        (("hubs", "'Côte"), ["Côte d'\\''Ivoire"]),
        (("show", "Northern\\ Rou"), ["Northern\\ Route"]),
        (("legs", "cocaine-ECU-BE"), ["cocaine-ECU-BEL"]),
        (("cooperation", "--corridor", "northern-r"), ["northern-route"]),
        (("hubs", "A", "B", "--commodity", "mor"), ["morphine"]),
        (("hubs", "A", "B", "--commodity", "=", "mor"), ["morphine"]),
        (("estimate", "opi"), ["opiates"]),
        (("centrality", "--measure", "page"), ["pagerank"]),
        (("sources", "ondcp-2011-ch"), ["ondcp-2011-ch6"]),
        (("sweep", "A", "B", "--within", "West\\ Af"), ["West\\ Africa"]),
        (("whatif", "A", "B", "--remove", "Guinea-B"), ["Guinea-Bissau"]),
        (("compare", "--sin"), ["--since"]),
        (("completion", "z"), ["zsh"]),
        (("hubs", "Nowhere at"), [""]),
    ],
)
def test_bash_completes(bash: Asking, words: tuple[str, ...], replies: list[str]) -> None:
    assert bash(*words) == replies


@pytest.mark.slow
@pytest.mark.parametrize("quote", ["", '"', "'"])
def test_bash_reads_every_name_as_it_is(bash: Asking, quote: str) -> None:
    names = known_names()
    wanted = sorted({place[0] for place in (*names.countries, *names.regions)})
    assert sorted(bash("hubs", quote, code=EVALUATE, QUOTE=quote)) == wanted


@pytest.mark.slow
def test_names_are_those_of_the_data_file_of_the_line(bash: Asking, data_file: Path) -> None:
    mine = str(data_file)
    for words in (
        ("--data", mine, "hubs", "A", "B", "--commodity", ""),
        ("hubs", "A", "B", "--data", mine, "--commodity", ""),
    ):
        assert bash(*words) == ["cocaine", "heroin", "opiates"]
    found = bash("hubs", "A", "B", "--commodity", "", TRAFFICROUTES_DATA=mine)
    assert found == ["cocaine", "heroin", "opiates"]
    # A file that cannot be read has no names, and nothing is printed over the line.
    assert bash("--data", "nowhere.yaml", "hubs", "A", "B", "--commodity", "") == [""]


@pytest.mark.slow
def test_fish_completes(folder: Path, record_property: Callable[[str, object], None]) -> None:
    fish = shutil.which("fish")
    record_property("no completion tried in", "" if fish else "fish, which is not here")
    if fish is None:
        return
    asked = {
        "trafficroutes hubs 'Bonaire": ["Bonaire, Sint Eustatius and Saba"],
        "trafficroutes hubs Peru United\\ King": ["United\\ Kingdom"],
        "trafficroutes show Northern\\ R": ["Northern\\ Route"],
        "trafficroutes swe": ["sweep"],
    }
    for line, replies in asked.items():
        done = subprocess.run(
            [fish, "--no-config", "-c", f"source {folder}/fish; complete -C {line!r}"],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"},
        )
        found = [told.split("\t")[0].strip("'") for told in done.stdout.splitlines()]
        assert [reply.replace("\\", "") for reply in found] == [
            reply.replace("\\", "") for reply in replies
        ]


@pytest.mark.parametrize("shell", completion.SHELLS)
def test_the_scripts_are_sound(shell: str, run: Runner) -> None:
    script = run("completion", shell).out
    assert "_trafficroutes_completion" in script
    assert f"{main.COMPLETE}={shell}_complete" in script
    found = shutil.which(shell)
    if found is not None:
        check = subprocess.run([found, "-n"], input=script, text=True, check=False)
        assert check.returncode == 0


def test_the_choices_are_the_scripts_there_are() -> None:
    assert tuple(SCRIPTS) == completion.SHELLS


@pytest.mark.parametrize("wanted", ["", "s", "united", "SÃO", "cote d", "north", "x"])
def test_what_is_offered_begins_as_it_is_typed(wanted: str) -> None:
    names = known_names()
    for kind, offer in completing.OFFERED.items():
        offered = completing.beginning(offer(names), wanted)
        assert len(offered) == len(set(offered)), kind
        assert all(fold(name).startswith(fold(wanted) if wanted else "") for name in offered)


def test_every_named_kind_is_offered() -> None:
    assert {kind for kinds in completing.NAMED.values() for kind in kinds} <= set(
        completing.OFFERED
    )
    used = {
        str(parameter.name)
        for name in main.COMMANDS
        if (command := main.group.get_command(None, name)) is not None  # type: ignore[arg-type]
        for parameter in command.params
        if isinstance(parameter.type, completing.Name)
    }
    assert used == set(completing.NAMED)


@pytest.mark.slow
def test_a_completion_is_quick_and_loads_nothing_heavy() -> None:
    heavy = "numpy networkx scipy geopandas folium pandas shapely yaml rich"
    environment = {
        main.COMPLETE: "bash_complete",
        "COMP_WORDS": "trafficroutes hubs Colom",
        "COMP_CWORD": "2",
    }
    code = (
        "import sys, time\n"
        "from trafficroutes.commands.main import main\n"
        "try:\n"
        "    main()\n"
        "except SystemExit:\n"
        f"    found = set({heavy!r}.split()) & set(sys.modules)\n"
        "    print(time.process_time(), *sorted(found), file=sys.stderr)\n"
    )
    python(code, **environment)  # what is not compiled is kept from here on
    runs = [python(code, **environment) for _ in range(3)]
    assert all(done.stdout == "plain,Colombia\n" for done in runs)
    told = [done.stderr.split() for done in runs]
    assert all(len(words) == 1 for words in told)
    assert min(float(words[0]) for words in told) < BAR


def test_the_script_is_printed_without_the_data() -> None:
    assert loaded_by(["completion", "bash"], "numpy networkx trafficroutes.model.records") == (
        "LOADED"
    )
