"""Write ``docs/findings.md`` from the data that ship and ``scripts/findings/template.md``.

A mark ``{{name}}`` of the template is replaced by a table, a list or a figure of a run.
``--check`` changes nothing and exits 1 where the document differs::

    python scripts/refresh_findings.py
    python scripts/refresh_findings.py --check
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from findings.amounts import Amounts
from findings.observed import ALL_YEARS, Observed, cited, model
from findings.route import Route, parts_of, passing

import trafficroutes as tr
from trafficroutes.model.dataset import Dataset

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "findings.md"
TEMPLATE = ROOT / "scripts" / "findings" / "template.md"
MARK = re.compile(r"\{\{([^{}]+)\}\}")
#: Digits of the hash that tell files apart.
DIGITS = 12


def routes(data: Dataset) -> dict[str, Route]:
    """Return the questions that the document answers, by their names in the template."""
    west_africa = tuple(sorted(data.places.members("R:WEST_AFRICA")))
    return {
        "west": Route("South America", "Europe", "cocaine", "2004-2010", west_africa),
        "north": Route("Afghanistan", "Russia", "opiates"),
    }


class Marks:
    """What the marks of the template stand for."""

    def __init__(self, data: Dataset) -> None:
        self.data = data
        self.observed = Observed(data)
        self.amounts = Amounts(data)
        self.routes = routes(data)
        self.parts: dict[str, dict[str, str]] = {}
        self.kinds: dict[str, Callable[..., str]] = {
            "date": lambda: data.records.updated,
            "hash": lambda: data.sha256[:DIGITS],
            "table": self.observed.table,
            "means": self.observed.means,
            "skill": self.observed.skill,
            "mean": self.observed.mean,
            "cited": lambda *about: cited(self.observed.found(*about)),
            "model": lambda *about: model(self.observed.found(*about)),
            "cited-amount": self.amounts.cited,
            "estimated-amount": self.amounts.estimated,
            "route": self.part,
            "count": lambda name: str(len(self.routes[name].members)),
            "passing": self.passing,
        }

    def part(self, name: str, *words: str) -> str:
        """Return a part of what is found about a route, such as ``hubs``."""
        if name not in self.parts:
            self.parts[name] = parts_of(self.routes[name], self.data)
        return self.parts[name][" ".join(words)]

    def passing(self, years: str) -> str:
        """Return the share that passes West Africa in a period, with its interval."""
        asked = replace(self.routes["west"], years=None if years == ALL_YEARS else years)
        return passing(asked, self.data)

    def text(self, mark: re.Match[str]) -> str:
        """Return what a mark stands for."""
        kind, *words = mark[1].split()
        try:
            return self.kinds[kind](*words)
        except KeyError as error:
            sys.exit(f"{TEMPLATE.name}: {mark[0]} stands for nothing: {error}")


def findings() -> str:
    """Return the document as it should be."""
    for name in [name for name in os.environ if name.startswith("TRAFFICROUTES_")]:
        if name != "TRAFFICROUTES_NO_CACHE":
            del os.environ[name]
    marks = Marks(tr.load())
    return MARK.sub(marks.text, TEMPLATE.read_text(encoding="utf-8"))


def main() -> int:
    """Write the document, or with ``--check`` say whether it is out of date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing, report a difference")
    check = parser.parse_args().check
    text = findings()
    if DOCUMENT.exists() and DOCUMENT.read_text(encoding="utf-8") == text:
        return 0
    print(DOCUMENT.relative_to(ROOT))
    if check:
        return 1
    DOCUMENT.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
