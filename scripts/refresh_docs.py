"""Run the commands that the documents show, and put their real output there.

A fenced block whose first line is ``$ trafficroutes ...`` is replaced by that
line and what a terminal shows of it; ``docs/cli.md`` is written anew from the help
of every command, ``docs/python.md`` from docstrings by ``python_reference.py``. Commands
of a tutorial run one after the other in a folder of its own, with the table that it shows.
``--check`` changes nothing and exits 1 where something differs::

    python scripts/refresh_docs.py
    python scripts/refresh_docs.py --check
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shlex
import sys
import textwrap
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from functools import cache
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from tempfile import TemporaryDirectory

from python_reference import PAGE, reference

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"^```console\n\$ (trafficroutes[^\n]*)\n.*?^```$", re.MULTILINE | re.DOTALL)
RECORD = re.compile(
    r"^(<!-- record: [^\n]*-->)\n.*?^(<!-- end of record -->)$", re.MULTILINE | re.DOTALL
)
#: Pages whose commands write files, and the table that a page has its reader save as my.csv.
TUTORIALS = ROOT / "docs" / "tutorials"
TABLE = re.compile(r"^```csv\n(.*?)^```$", re.MULTILINE | re.DOTALL)
#: The terminal on which the commands of documents are run.
SCREEN = {"COLUMNS": "80", "LINES": "30", "TERM": "dumb"}
CLI_HEAD = """\
# The command line

Made from the help of the commands by `scripts/refresh_docs.py`.
"""


class _Screen(TextIOWrapper):
    """A stream that is taken for a terminal, of the size that the environment says."""

    def __init__(self) -> None:
        self._held = BytesIO()
        super().__init__(self._held, encoding="utf-8", newline="", write_through=True)

    def getvalue(self) -> str:
        """Return what was written."""
        return self._held.getvalue().decode("utf-8")

    def isatty(self) -> bool:
        """Return that it is one."""
        return True


def run(command: str) -> str:
    """Return what a terminal shows of a command; it has to succeed."""
    from trafficroutes.commands.main import main as run_command

    sys.argv = shlex.split(command)
    out, err = _Screen(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            run_command()
        except SystemExit as end:
            failed = end.code
    if failed:
        sys.exit(f"{command} failed:\n{err.getvalue()}")
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def refreshed(text: str) -> str:
    """Return a document with every shown command's real output."""

    def replace(match: re.Match[str]) -> str:
        return f"```console\n$ {match[1]}\n{run(match[1]).rstrip()}\n```"

    return BLOCK.sub(replace, text)


def record() -> str:
    """Return how often shares of the estimate were right, by the figures that ship."""
    skill = json.loads((ROOT / "data" / "skill.json").read_text(encoding="utf-8"))["skill"]
    told = []
    for family in ("cocaine", "opiates"):
        all_together = skill[family][-1]
        told.append(
            f"{family}: {all_together['questions']} questions, missed by {all_together['mae']:.0f} "
            f"points on average (a constant guess by {all_together['baselines']['constant']:.0f}), "
            f'{all_together["coverage_50"]:.0f} % in the ranges called "as likely as not" and '
            f"{all_together['coverage_90']:.0f} % in the 90 % ranges"
        )
    return textwrap.fill(
        "**How often it was right.** The estimate was tested on published shares, each question "
        f"left out in turn; {'; '.join(told)} ([findings](docs/findings.md)).",
        116,
        break_long_words=False,
        break_on_hyphens=False,
    )


def cli_reference() -> str:
    """Return the reference of all commands, from their help."""
    from trafficroutes.commands.main import COMMANDS

    parts = [CLI_HEAD, f"```text\n{run('trafficroutes --help').rstrip()}\n```\n"]
    for name in COMMANDS:
        help_text = run(f"trafficroutes {name} --help").rstrip()
        parts.append(f"## {name}\n\n```text\n{help_text}\n```\n")
    return "\n".join(parts)


@contextmanager
def _folder_of(path: Path, text: str) -> Iterator[None]:
    """Run a tutorial's commands in a folder of its own, where the table that it shows is saved."""
    if path.parent != TUTORIALS:
        yield
        return
    with TemporaryDirectory() as folder, chdir(folder):
        if table := TABLE.search(text):
            Path("my.csv").write_text(table[1], encoding="utf-8")
        yield


def documents() -> dict[Path, str]:
    """Return every document that holds made text, as it should be."""
    found = {ROOT / "docs" / "cli.md": cli_reference(), PAGE: reference()}
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        text = path.read_text(encoding="utf-8")
        if RECORD.search(text):
            text = RECORD.sub(lambda match: f"{match[1]}\n{record()}\n{match[2]}", text)
        if BLOCK.search(text) or RECORD.search(text):
            with _folder_of(path, text):
                found[path] = refreshed(text)
    return found


def main() -> int:
    """Refresh the documents, or with ``--check`` say which are out of date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing, report differences")
    check = parser.parse_args().check
    from trafficroutes.dataset import loading

    loading.load_shipped = cache(loading.load_shipped)  # read once for all commands
    os.chdir(ROOT)
    os.environ.update(SCREEN)
    for name in [name for name in os.environ if name.startswith("TRAFFICROUTES_")]:
        del os.environ[name]
    stale = [
        (path, text)
        for path, text in documents().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    for path, text in stale:
        print(path.relative_to(ROOT))
        if not check:
            path.write_text(text, encoding="utf-8")
    return 1 if stale and check else 0


if __name__ == "__main__":
    sys.exit(main())
