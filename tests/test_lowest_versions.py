"""The record of the lowest versions: what setup.cfg allows was tried."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

import lowest_versions  # noqa: E402 - a script beside the package

RECORD = """\
# The lowest versions
# - lowest: Python 3.11.7, 12 passed, 2026-11-30
# - python3.13: Python 3.13.0, 12 passed, 2026-11-30
click==8.1.7
python-docx==1.1
"""
CONFIG = """\
[options]
install_requires =
    click>=8.1.7
    msgspec>=0.22,<1
    types-of-things

[options.extras_require]
word =
    python-docx>=1.1
test =
    pytest>=8.0
"""


def test_every_lower_bound_is_one_that_was_tried() -> None:
    """Where this fails, run make lowest: a bound that its tests do not pass with is too low."""
    bounds, runs = lowest_versions.recorded(lowest_versions.RECORD.read_text(encoding="utf-8"))
    assert bounds == lowest_versions.lowest(), "setup.cfg has other lower bounds: make lowest"
    assert "lowest" in runs


def test_a_record_is_read() -> None:
    bounds, runs = lowest_versions.recorded(RECORD)
    assert bounds == {"click": "8.1.7", "python-docx": "1.1"}
    assert runs == ("lowest", "python3.13")


def test_bounds_are_of_what_the_package_runs_with(tmp_path: Path) -> None:
    """With its extras, and without the tools of tests."""
    file = tmp_path / "setup.cfg"
    file.write_text(CONFIG, encoding="utf-8")
    assert lowest_versions.lowest(file) == {
        "click": "8.1.7",
        "msgspec": "0.22",
        "python-docx": "1.1",
    }
