"""A small data file, and the command line run on it within the process.

COL --> VEN --> GNB --> ESP          cocaine
  |               |
  +---> BRA       +---> R:EUROPE

AFG --> TJK --> RUS                  heroin
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from trafficroutes.commands.main import main

DATA = """\
format: 1
title: A small test file
updated: 2026-01-01
grades:
  reliability: {A: 0.95, B: 0.80, C: 0.60, D: 0.40, E: 0.20, F: 0.50}
  credibility: {1: 0.95, 2: 0.80, 3: 0.60, 4: 0.40, 5: 0.20, 6: 0.50}
sources:
  report: {title: World report, publisher: UN office, year: 2012, kind: un_report, reliability: A,
           url: "https://example.org/report"}
  paper: {title: A load found, publisher: The Paper, kind: press, reliability: B}
commodities:
  cocaine: {name: Cocaine, family: cocaine, colour: "#C4420B", unit: t}
  heroin: {name: Heroin, family: opiates, colour: "#3D1A78", unit: t}
estimates:
  un-2012: {statement: Flow through West Africa, source: report}
legs:
  - {id: COL-VEN, from: COL, to: VEN, commodity: cocaine, citations: [
      {source: report, locator: p. 1, credibility: 1, period: 2010}]}
  - {id: COL-BRA, from: COL, to: BRA, commodity: cocaine, citations: [
      {source: paper, locator: article, credibility: 2, modes: [land], period: 2009}]}
  - {id: VEN-GNB, from: VEN, to: GNB, commodity: cocaine, citations: [
      {source: report, locator: p. 2, credibility: 2, modes: [air_private], estimate: un-2012,
       period: {from: 2006, to: 2008},
       quantity: {low: 40, high: 47, unit: t_per_year, basis: flow}},
      {source: paper, locator: article, credibility: 3, estimate: un-2012}]}
  - {id: GNB-ESP, from: GNB, to: ESP, commodity: cocaine, citations: [
      {source: paper, locator: article, credibility: 2, period: 2010}]}
  - {id: GNB-EUR, from: GNB, to: "R:EUROPE", commodity: cocaine, citations: [
      {source: report, locator: p. 3, credibility: 3, period: 2010}]}
  - {id: AFG-TJK, from: AFG, to: TJK, commodity: heroin, citations: [
      {source: report, locator: p. 4, credibility: 1, period: 2011}]}
  - {id: TJK-RUS, from: TJK, to: RUS, commodity: heroin, citations: [
      {source: report, locator: p. 4, credibility: 1, period: 2011}]}
seizures:
  - {id: seized-GNB, place: GNB, commodity: cocaine, citations: [
      {source: paper, locator: article, credibility: 1, period: 2007,
       quantity: {best: 635, unit: kg, basis: seizure}, note: "=1+1, one load"}]}
production:
  - {id: made-COL, place: COL, commodity: cocaine, citations: [
      {source: report, locator: p. 9, credibility: 1, period: 2010,
       quantity: {best: 350, unit: t_per_year}}]}
consumption:
  - {id: users-RUS, place: RUS, commodity: heroin, measure: users, citations: [
      {source: report, locator: p. 8, credibility: 2, period: 2010,
       quantity: {best: 1500000, unit: persons}}]}
observations:
  - {id: hub-GNB, kind: role, statement: "Guinea-Bissau is called a hub", place: GNB,
     commodity: cocaine, citations: [{source: paper, locator: article, credibility: 2}]}
bodies:
  caricc: {name: CARICC, kind: operational, families: [opiates], members: [TJK, {place: RUS,
           from: 2006}], observers: [AFG], citations: [{source: report, locator: p. 7,
           credibility: 1}]}
"""


class Run(NamedTuple):
    """How a run ended: exit code, and what it printed."""

    code: int
    out: str
    err: str


Runner = Callable[..., Run]


@pytest.fixture
def data_file(tmp_path: Path) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(DATA, encoding="utf-8")
    return path


@pytest.fixture
def run(
    data_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Runner:
    """Run the command line on the small file and return how it ended."""

    def call(*arguments: str, data: str | None = None) -> Run:
        chosen = ["--data", data or str(data_file)]
        monkeypatch.setattr(sys, "argv", ["trafficroutes", *chosen, *arguments])
        with pytest.raises(SystemExit) as stop:
            main()
        captured = capsys.readouterr()
        code = stop.value.code
        return Run(code if isinstance(code, int) else 0, captured.out, captured.err)

    return call
