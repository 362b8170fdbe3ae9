"""Say how many questions in words are read as they are meant, and write it into docs/asking.md.

Without names the question files that there are are read; a file that is named has to be there::

    python scripts/ask_rates.py
    python scripts/ask_rates.py questions_seen.jsonl questions_third.jsonl
    python scripts/ask_rates.py --check
"""

from __future__ import annotations

import argparse
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec

import trafficroutes as tr

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "tests" / "asking"
PAGE = ROOT / "docs" / "asking.md"
BEGIN, END = "<!-- rates: scripts/ask_rates.py -->", "<!-- end of rates -->"
#: What questions are in the files, by name, and the year in which they are asked.
FILES = {
    "questions_seen.jsonl": "written with the grammar, and looked at while it was built",
    "questions_second.jsonl": "written by somebody else, and looked at since",
    "questions_third.jsonl": "written by somebody else, and not looked at",
}
#: How a file was read when it was first seen: right, wrong places, and the day. A record: it
#: is not measured again.
FIRST_SIGHT = {"questions_second.jsonl": (86, 0, "2026-11-30")}
TODAY = 2026


class Question(msgspec.Struct, frozen=True):
    """A question and what it means; ``kind`` is None where it has to be refused."""

    question: str
    kind: str | None
    places: tuple[str, ...] = ()
    commodity: str | None = None
    years: tuple[int | None, int | None] | None = None
    refused: bool | str | None = None


class Outcome(NamedTuple):
    """A question, what it was read as (None: refused), and the refusal."""

    question: Question
    asked: tr.Translation | None
    error: tr.TrafficRoutesError | None

    @property
    def right(self) -> bool:
        """Whether it was read as it is meant, or refused as it has to be."""
        wanted, asked = self.question, self.asked
        if asked is None or wanted.kind is None:
            return asked is None and wanted.kind is None
        return (asked.kind, asked.places, asked.commodity, _span(asked.years)) == (
            wanted.kind,
            wanted.places,
            wanted.commodity,
            _span(wanted.years),
        )

    @property
    def wrong_place(self) -> bool:
        """Whether a place is in the command that was not asked about."""
        return self.asked is not None and not set(self.asked.places) <= set(self.question.places)


def _span(
    years: tuple[int | None, int | None] | None,
) -> tuple[int | None, int | None] | None:
    """Return a period; one that ends with the present year has the same years as an open one."""
    return (years[0], None) if years is not None and years[1] == TODAY else years


def questions(name: str) -> list[Question]:
    """Return the questions of a file."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [msgspec.json.decode(line, type=Question) for line in lines if line.strip()]


@cache
def outcomes(name: str) -> list[Outcome]:
    """Return how each question of a file is read."""
    data = tr.load()
    return [_outcome(data, question) for question in questions(name)]


def _outcome(data: tr.Dataset, question: Question) -> Outcome:
    try:
        return Outcome(question, tr.ask(data, question.question, today=TODAY), None)
    except tr.TrafficRoutesError as error:
        return Outcome(question, None, error)


def table(names: list[str]) -> str:
    """Return the rates of files as a table in Markdown."""
    rows = ["| questions | number | right | wrong place |", "|---|---|---|---|"]
    for name in names:
        found = outcomes(name)
        right = sum(one.right for one in found)
        wrong = sum(one.wrong_place for one in found)
        if name in FIRST_SIGHT:
            first, wrong_first, day = FIRST_SIGHT[name]
            before = f"`{name}` on first sight, {day} (a record, not measured again)"
            rows.append(_row(before, len(found), first, wrong_first))
        rows.append(_row(f"{FILES[name]} (`tests/asking/{name}`)", len(found), right, wrong))
    return "\n".join(rows)


def _row(what: str, number: int, right: int, wrong: int) -> str:
    rate = f"{right} ({right / number:.1%})".replace("%", " %")
    return f"| {what} | {number} | {rate} | {wrong} |"


def page_with(rates: str) -> str:
    """Return the page with the rates between its marks."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    return f"{before}{BEGIN}\n{rates}\n{END}{rest.partition(END)[2]}"


def main() -> None:
    """Write the rates, or check that they are those of the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", metavar="FILE", help="names in tests/asking")
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 if it differs")
    parser.add_argument("--wrong", action="store_true", help="print what is not read as meant")
    given = parser.parse_args()
    if unknown := sorted({*given.files} - {*FILES}):
        sys.exit(f"no such file of questions: {', '.join(unknown)}")
    names = given.files or [name for name in FILES if (FOLDER / name).is_file()]
    if missing := [name for name in names if not (FOLDER / name).is_file()]:
        sys.exit(f"missing in {FOLDER}: {', '.join(missing)}")
    if given.wrong:
        for one in (one for name in names for one in outcomes(name) if not one.right):
            print(one.question.question, "\n   ", one.asked or one.error)
    page = page_with(table(names))
    if page == PAGE.read_text(encoding="utf-8"):
        return
    if given.check:
        sys.exit(f"{PAGE.name} has other rates: run scripts/ask_rates.py")
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
