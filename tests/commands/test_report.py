"""The command that writes reports."""

import shlex
from pathlib import Path

import pytest

from tests.commands.conftest import Runner
from trafficroutes.briefing.saving import FORM_OF
from trafficroutes.commands import report as command


def test_the_command_knows_the_forms_of_the_library() -> None:
    assert dict(FORM_OF) == command._FORM_OF


def test_a_report_of_a_question(run: Runner, tmp_path: Path) -> None:
    target = tmp_path / "a.md"
    done = run("report", "Colombia", "Spain", "--draws", "0", "-o", str(target))
    assert (done.code, done.out) == (0, "")
    assert f"{target}: Colombia to Spain, " in done.err
    text = target.read_text(encoding="utf-8")
    assert text.startswith("# Colombia to Spain: cocaine\n")
    assert str(target) not in text
    # The command in it makes the same report again.
    again = text[text.rindex("    trafficroutes ") :].strip()
    asked = again.partition(" report ")[2]
    assert asked == "Colombia Spain --draws 0"
    other = tmp_path / "b.md"
    assert run("report", *shlex.split(asked), "-o", str(other)).code == 0
    assert other.read_bytes() == target.read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("ending", FORM_OF)
def test_what_it_made_it_may_make_anew(run: Runner, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"a{ending}"
    asked = ("report", "--place", "Venezuela", "-o", str(target))
    assert run(*asked).code == 0
    assert run(*asked).code == 0
    target.write_bytes(b"mine")
    assert run(*asked).code == 2
    assert target.read_bytes() == b"mine"
    assert run(*asked, "--force").code == 0


def test_to_standard_output(run: Runner) -> None:
    done = run("report", "--place", "Brazil", "-f", "markdown", "-o", "-")
    assert done.code == 0
    assert done.out.startswith("# Brazil\n")
    assert done.err == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["Colombia", "Spain"], "--output"),
        (["Colombia", "-o", "a.md"], "ORIGIN and DESTINATION"),
        (["-o", "a.md"], "--corridor, or --place"),
        (["Colombia", "Spain", "--place", "Brazil", "-o", "a.md"], "--corridor, or --place"),
        (["--place", "Brazil", "--mode", "land", "-o", "a.md"], "--mode goes with ORIGIN"),
        (["--place", "Brazil", "--draws", "3", "-o", "a.md"], "--draws goes with ORIGIN"),
        (["--corridor", "x", "--without-press", "-o", "a.md"], "--without-press goes with"),
        (["--place", "Brazil", "-o", "a.pdf"], ".docx, .html, .md"),
        (["--place", "Brazil", "-f", "html", "-o", "a.md"], "two forms"),
    ],
)
def test_what_cannot_be_is_refused(run: Runner, arguments: list[str], said: str) -> None:
    done = run("report", *arguments)
    assert done.code == 2
    assert said in done.err


def test_no_route(run: Runner) -> None:
    done = run("report", "Spain", "Colombia", "-o", "-")
    assert done.code == 1
    assert done.out == ""
