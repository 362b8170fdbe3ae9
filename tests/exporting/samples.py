"""Data and answers to export, with texts that files have to cope with."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import msgspec

from tests.networks import cite, data_of, leg, tonnes
from trafficroutes import hubs
from trafficroutes.exporting.answer import Exported
from trafficroutes.exporting.kinds import KINDS
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.records import Source
from trafficroutes.question.result import Result

#: A note that a spreadsheet would calculate, with letters and marks that formats quote.
NASTY = '=1+1, “déjà” & <b>"x"</b> {y} 50 % #1 a_b \\ Ł 中'


SOURCES = {
    "a": Source(
        title="Report A",
        publisher="An office",
        kind="government",
        reliability="A",
        year=2012,
        url="https://example.org/a?x=1&y=_{2}",
    ),
    "b": Source(title=NASTY, publisher="-The Paper", kind="press", reliability="B"),
    "c_d.e": Source(title="Report C", publisher="A school", kind="academic", reliability="C"),
    "unused": Source(title="Unused", publisher="Nobody", kind="dataset", reliability="D"),
}


@cache
def sample() -> Dataset:
    """Return data of two families with a leg across the antimeridian and odd texts."""
    legs = [
        leg("COL", "MEX", cite("a", period=2010, quantity=tonnes(40)), cite("b", note=NASTY)),
        leg("COL", "GNB", cite("c_d.e", period={"from": 2005, "to": 2008}, modes=["sea_vessel"])),
        leg("GNB", "ESP", cite("b", credibility=3), corridors=["atlantic"]),
        leg("MEX", "ESP", cite("a")),
        leg("MEX", "NZL", cite("a", note="-5 degrees")),
        leg("NZL", "FJI", cite("a", stopped=True)),
        leg("GNB", "R:EUROPE", cite("a"), corridors=["atlantic"]),
        leg("MEX", "ESP", cite("b"), commodity="heroin"),
        leg("ESP", "MEX", cite("b"), commodity="heroin"),
    ]
    made = data_of(
        legs,
        corridors={"atlantic": {"name": "The Atlantic", "description": "By sea"}},
        observations=[
            {
                "id": "seen",
                "kind": "role",
                "statement": "@home: a hub",
                "place": "GNB",
                "commodity": "cocaine",
                "citations": [cite("c_d.e")],
            }
        ],
        seizures=[
            {
                "id": "taken",
                "place": "GNB",
                "commodity": "cocaine",
                "citations": [cite("b", quantity={"best": 635, "unit": "kg"}), cite("a")],
            }
        ],
    )
    return replace(made, records=msgspec.structs.replace(made.records, sources=SOURCES))


@cache
def answer() -> Result:
    """Return an answer of one family."""
    return hubs(sample(), "Colombia", "Europe", commodity="cocaine", draws=20, weighting="evidence")


def written(
    exported: Exported, kind: str, folder: Path, what: str | None = None, *, excel: bool = False
) -> Path:
    """Return the file of what is exported, of a kind."""
    content, _ = exported.file(KINDS[kind], what=what, excel=excel)
    target = folder / f"export.{kind}"
    target.write_bytes(content)
    return target
