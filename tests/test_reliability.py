"""The tables of docs/reliability.md: rows that a run makes anew, beside those that stand."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

from tests.fuzz.kills import KILLS
from tests.fuzz.targets import TARGETS

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts"))

import reliability

ROOT = Path(__file__).resolve().parents[1]
HEAD = ("| what | cases |", "|---|---:|")


def test_a_run_of_some_leaves_the_rows_of_others(tmp_path: Path) -> None:
    document = tmp_path / "reliability.md"
    document.write_text(
        "Before\n\n<!-- run -->\nOld:\n\n| what | cases |\n|---|---:|\n| a | 1 |\n| gone | 2 |\n"
        "| c | 3 |\n<!-- end of run -->\n\nAfter\n",
        encoding="utf-8",
    )
    made = ["| c | 30 |", "| b | 20 |"]
    reliability.write("run", HEAD, made, ("a", "b", "c"), document=document)
    before, told, after = document.read_text(encoding="utf-8").partition("Old:")
    assert not told
    lines = before.splitlines()
    assert [line for line in lines if line.startswith("| ")] == [
        *("| what | cases |", "| a | 1 |", "| b | 20 |", "| c | 30 |")
    ]
    assert lines[0] == "Before"
    assert lines[-1] == "After"
    assert not after


def test_every_fuzzer_and_every_kill_has_a_row() -> None:
    text = reliability.DOCUMENT.read_text(encoding="utf-8")
    assert all(f"\n| {name} | " in text for name in (*TARGETS, *KILLS))


def test_faults_that_cannot_matter_are_of_the_code_as_it_is() -> None:
    """A reason that was given for other code is of no use: judge the fault anew."""
    listed = tomllib.loads((ROOT / "scripts" / "harmless-faults.toml").read_text("utf-8"))["fault"]
    for fault in listed:
        lines = (ROOT / fault["module"]).read_text("utf-8").splitlines()
        assert set(fault["was"].splitlines()) <= {line.strip() for line in lines}, fault
        assert fault["becomes"] != fault["was"]
        assert fault["why"]
    changes = [(fault["module"], fault["was"], fault["becomes"]) for fault in listed]
    assert len(set(changes)) == len(changes) > 0
