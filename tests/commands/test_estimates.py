"""estimate and calibrate at the command line, in every format."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from tests.commands.conftest import DATA, Runner

MORE = """
  - {id: used-ESP, place: ESP, commodity: cocaine, measure: consumption, citations: [
      {source: report, locator: p. 8, credibility: 2, period: 2010,
       quantity: {low: 10, best: 20, high: 30, unit: t_per_year}}]}
  - {id: used-VEN, place: VEN, commodity: cocaine, measure: consumption, citations: [
      {source: report, locator: p. 8, credibility: 2, period: 2010,
       quantity: {best: 5, unit: t_per_year}}]}
observations:
  - {id: by-GNB, kind: share, statement: "By way of Guinea-Bissau", from: COL, to: ESP, via: [GNB],
     commodity: cocaine, citations: [{source: paper, locator: article, credibility: 2,
     period: 2010, quantity: {best: 80, unit: percent}}]}
"""


@pytest.fixture
def market_file(tmp_path: Path) -> str:
    """Write the small file with demand and an observed share."""
    path = tmp_path / "markets.yaml"
    path.write_text(DATA.replace("\nobservations:\n", MORE, 1), encoding="utf-8")
    return str(path)


def test_estimate_tables(run: Runner, market_file: str) -> None:
    found = run("estimate", "cocaine", "--draws", "20", data=market_file)
    assert (found.code, found.err) == (0, "")
    assert found.out.startswith("Cocaine: flow estimate, ")
    for text in (
        "Colombia ",
        "└ ",
        "Legs",
        "Places",
        "What cannot all be true",
        "5 and 95 percent",
    ):
        assert text in found.out
    assert "Cite as: trafficroutes" in found.out


def test_estimate_json_has_the_documented_keys(run: Runner, market_file: str) -> None:
    found = json.loads(
        run("estimate", "cocaine", "--draws", "10", "-f", "json", data=market_file).out
    )
    assert set(found) == {"dataset", "answers"}
    (answer,) = found["answers"]
    assert set(answer) >= {
        "commodity",
        "period",
        "legs",
        "places",
        "unsupplied",
        "unfed",
        "residuals",
    }
    assert set(answer["legs"][0]) >= {"from", "to", "ids", "flow", "low", "high"}
    assert set(answer["places"][0]) >= {
        "place",
        "name",
        "demand",
        "throughput",
        "supply",
        "seizures",
    }
    assert set(answer["residuals"][0]) >= {"citation", "cited", "model", "z"}
    assert all(leg["low"] <= leg["flow"] <= leg["high"] for leg in answer["legs"])


def test_estimate_units_and_no_draws(run: Runner, market_file: str) -> None:
    def first(*more: str) -> float:
        out = run("estimate", "cocaine", "--draws", "0", "-f", "json", *more, data=market_file).out
        leg = json.loads(out)["answers"][0]["legs"][0]
        assert leg["low"] is None
        return float(leg["flow"])

    assert first("--unit", "kg") == pytest.approx(1000 * first())


def test_estimate_csv_is_one_table_of_legs(run: Runner, market_file: str) -> None:
    found = run("estimate", "cocaine", "--draws", "0", "-f", "csv", data=market_file)
    rows = list(csv.DictReader(io.StringIO(found.out)))
    assert {"from", "to", "flow", "low", "high"} <= set(rows[0])
    assert "Guinea-Bissau" in {row["from_name"] for row in rows}
    assert "Demand (consumption and seizures)" in found.err


def test_estimate_markdown_evidence_and_top(run: Runner, market_file: str) -> None:
    found = run(
        "estimate",
        "cocaine",
        "--draws",
        "0",
        "-f",
        "markdown",
        "--evidence",
        "--top",
        "1",
        data=market_file,
    ).out
    assert "### Legs: 1 of" in found
    assert "Evidence for" in found


def test_calibrate_shows_what_is_held_out(run: Runner, market_file: str) -> None:
    found = run("calibrate", "cocaine", data=market_file)
    assert found.code == 0
    told = found.out.splitlines()[1]
    assert re.match(r"Of 1 published shares? 1 (is|are) held out to test the estimate: ", told)
    assert re.search(r": it misses (them|it) by [\d.]+ points \(of all: ", told)
    line = next(line for line in found.out.splitlines() if line.startswith("by-GNB"))
    assert "80.0 %" in line
    answer = json.loads(run("calibrate", "cocaine", "-f", "json", data=market_file).out)["answers"][
        0
    ]
    assert set(answer) >= {"commodity", "observations", "mean_absolute_difference"}
    assert set(answer["observations"][0]) >= {"id", "statement", "cited", "model", "held_out"}
    assert answer["observations"][0]["held_out"] is True
    assert f"by {answer['mean_absolute_difference']:.1f} points (of all: " in told
    fitted = json.loads(
        run("calibrate", "cocaine", "--fit-shares", "-f", "json", data=market_file).out
    )
    assert fitted["answers"][0]["observations"][0]["held_out"] is False


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("estimate", "cocain"), 1, "did you mean cocaine"),
        (
            ("estimate", "cocaine", "--years", "1950"),
            1,
            "no consumption, users or seizures of cocaine are cited near this period",
        ),
        (("estimate", "cocaine", "--mode", "rail"), 1, "no leg of cocaine is cited"),
        (("estimate", "opiates", "--no-reconcile"), 1, "no consumption, users or seizures"),
        (("calibrate", "opiates"), 1, "no consumption, users or seizures"),
        (("estimate", "cocaine", "--draws", "-1"), 2, "--draws"),
        (("estimate", "cocaine", "--year", "2010", "--years", "2010"), 2, "not both"),
        (("estimate",), 2, "Missing argument"),
    ],
)
def test_bad_questions_end_with_a_message(
    run: Runner, arguments: tuple[str, ...], code: int, message: str
) -> None:
    found = run(*arguments)
    assert found.code == code
    assert message in found.err
    assert "Traceback" not in found.err


def test_calibrate_without_observations_says_so(run: Runner) -> None:
    found = run("calibrate", "cocaine")
    assert found.code == 1
    assert "no share of cocaine is observed" in found.err


def test_show_has_the_tonnes_of_legs(run: Runner, market_file: str) -> None:
    found = run("show", "Venezuela", data=market_file).out
    assert "Estimate, t a year" in found
    legs = json.loads(run("show", "Venezuela", "-f", "json", data=market_file).out)["legs_in"]
    assert legs[0]["flow"] > 0
    without = run("show", "Mali").out
    assert "Estimate, t a year" not in without
