"""What the documents show is what the commands print."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from trafficroutes.commands.main import COMMANDS

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.slow
def test_shown_output_is_real_and_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/refresh_docs.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, f"run python scripts/refresh_docs.py: {done.stdout}{done.stderr}"


@pytest.mark.slow
def test_findings_are_what_the_data_give() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/refresh_findings.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    hint = "run python scripts/refresh_findings.py"
    assert done.returncode == 0, f"{hint}: {done.stdout}{done.stderr}"


def test_every_command_is_in_the_reference() -> None:
    reference = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    for name in COMMANDS:
        assert f"\n## {name}\n" in reference
        assert name in (ROOT / "README.md").read_text(encoding="utf-8")
