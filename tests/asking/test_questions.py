"""The questions that asking is held to: how many are read as they are meant."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import trafficroutes as tr
from trafficroutes.asking.kinds import KINDS

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))
import ask_rates  # noqa: E402 - it lies with the scripts

#: What part of each file has to be read as it is meant.
GOALS = {
    "questions_seen.jsonl": 0.95,
    "questions_second.jsonl": 0.90,
    "questions_third.jsonl": 0.90,
}
THERE = [name for name in ask_rates.FILES if (ask_rates.FOLDER / name).is_file()]


@pytest.mark.parametrize("name", THERE)
def test_questions_are_read_as_they_are_meant(name: str) -> None:
    found = ask_rates.outcomes(name)
    right = [one for one in found if one.right]
    missed = [(one.question.question, one.asked or one.error) for one in found if not one.right]
    assert len(right) >= GOALS[name] * len(found), missed


@pytest.mark.parametrize("name", THERE)
def test_no_place_is_guessed(name: str) -> None:
    found = ask_rates.outcomes(name)
    assert [one.question.question for one in found if one.wrong_place] == []


def test_there_are_enough_questions_of_every_kind() -> None:
    asked = ask_rates.questions("questions_seen.jsonl")
    assert len(asked) >= 110
    assert len({question.question for question in asked}) == len(asked)
    kinds = {question.kind for question in asked}
    assert kinds == {kind.name for kind in KINDS} | {None}


def test_what_asks_how_to_evade_control_is_declined() -> None:
    for one in ask_rates.outcomes("questions_seen.jsonl"):
        declined = isinstance(one.error, tr.DeclinedError)
        assert declined == (one.question.refused == "declined"), one.question.question


def test_the_page_has_the_rates() -> None:
    assert ask_rates.page_with(ask_rates.table(THERE)) == ask_rates.PAGE.read_text("utf-8")


def test_a_file_that_is_named_has_to_be_there() -> None:
    command = [sys.executable, "scripts/ask_rates.py", "--check", "questions_other.jsonl"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 1
    assert "questions_other.jsonl" in done.stderr
