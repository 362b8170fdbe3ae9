"""The whatif command on the small network: one scenario, files of them, and lines."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pytest

from tests.commands.conftest import Runner

FILE = """\
format: 1
scenarios:
  - name: closed
    description: Guinea-Bissau closed
    origin: Colombia
    destination: Europe
    changes: {remove: [Guinea-Bissau]}
  - name: watched
    extends: closed
    changes: {interdict: {Venezuela: 0.25}}
  - name: sea
    origin: Colombia
    destination: Spain
    filters: {commodity: cocaine}
    changes: {interdict: {Venezuela: 0.25}}
"""


def test_table_starts_with_the_summary(run: Runner) -> None:
    asked = ("whatif", "Colombia", "Europe", "--remove-leg", "GNB:ESP", "--draws", "50")
    found = run(*asked, "--weighting", "equal")
    assert found.code == 0
    lines = found.out.splitlines()
    assert lines[0] == "Cocaine: Colombia to Europe"
    # In 21 of 50 nothing arrives.
    assert lines[1] == "Only in 58 % of the draws of the evidence is there a route at all."
    assert any(line.startswith("- In 21 of the draws nothing arrives") for line in lines)
    assert lines[2].startswith("With Guinea-Bissau > Spain cut, ")
    assert "of the cocaine arriving in Europe from Colombia" in lines[2]
    assert lines[3].startswith("Before, ")
    assert "Cut off: Spain" in lines
    assert any(line.startswith("Legs that lose most") for line in lines)
    row = next(line for line in lines if line.startswith("0 (none)"))
    assert row.count("%") == 3
    assert lines[-1].startswith("- Cite as: trafficroutes")
    by_evidence = run(*asked).out.splitlines()
    assert by_evidence[0] == lines[0]
    assert by_evidence[1].startswith("With Guinea-Bissau > Spain cut, ")
    assert not any("of the draws of the evidence" in line for line in by_evidence)


def test_json_has_the_documented_keys(run: Runner) -> None:
    found = json.loads(
        run("whatif", "Colombia", "Europe", "--interdict", "Guinea-Bissau=0.5", "-f", "json").out
    )
    assert set(found) == {"query", "changes", "adaptation", "demand", "dataset", "answers"}
    assert found["query"]["destination"] == "R:EUROPE"
    (answer,) = found["answers"]
    assert set(answer) == {
        "commodity", "weighting", "changes", "hypothetical", "origins", "arrival_probability",
        "arrival_probability_after", "intercepted", "adaptation", "delivered",
        "expected_legs_before", "expected_legs_after", "destinations", "hubs", "gateways", "legs",
        "corridors", "arrivals_after", "cut_off", "draws", "tested", "not_tested", "intervals",
        "summary", "warnings", "notes",
    }  # fmt: skip
    assert answer["intercepted"] == 0.5
    assert [point["adaptation"] for point in answer["delivered"]] == [0, 0.5, 1, 2, 5, 10]
    assert [point["share"] for point in answer["delivered"]] == pytest.approx([0.5] * 6)
    assert set(answer["hubs"][0]) == {
        "place", "name", "share_before", "share_after", "rank_before", "rank_after", "change",
        "closed", "before_interval", "after_interval", "change_interval", "rank_before_interval",
        "rank_after_interval", "before_range_50", "before_range_90",
    }  # fmt: skip
    assert set(answer["legs"][0]) == {
        "from", "to", "ids", "share_before", "share_after", "change", "hypothetical", "left",
        "citations", "before_range_50", "before_range_90", "before_interval", "after_interval",
        "change_interval",
    }  # fmt: skip
    assert answer["intervals"]["intercepted"] == [0.5, 0.5]
    assert answer["draws"]["asked"] == 1000


def test_top_evidence_csv_and_markdown(run: Runner) -> None:
    ends = ("whatif", "Colombia", "Europe", "--remove-leg", "GNB-ESP", "--draws", "0")
    shown = run(*ends, "--top", "1", "--evidence")
    assert "Transit hubs, by change: 1 of 2" in shown.out
    assert "The Paper" in shown.out
    rows = list(csv.reader(io.StringIO(run(*ends, "-f", "csv").out)))
    assert rows[0][:4] == ["answer", "name", "place", "share_before"]
    assert len(rows) == 3
    assert "| Venezuela | VEN |" in run(*ends, "-f", "markdown").out
    short = json.loads(run(*ends, "--top", "1", "-f", "json").out)["answers"][0]
    assert len(short["hubs"]) == 1
    assert len(short["legs"]) == 2


def test_everything_is_marked_that_is_made_up(run: Runner) -> None:
    found = run("whatif", "Colombia", "Europe", "--add-leg", "Venezuela:Spain=0.5", "--draws", "0")
    assert found.out.startswith("Cocaine: Colombia to Europe (hypothetical)\n")
    assert "a hypothetical leg Venezuela > Spain for 50 % of what leaves Venezuela" in found.out
    assert any(
        line.startswith("Venezuela") and line.rstrip().endswith("hypothetical")
        for line in found.out.splitlines()
    )


def test_every_change_has_its_option(run: Runner) -> None:
    for option, name in (
        (("--remove", "South America"), "South America"),
        (("--remove-leg", "VEN:GNB:air_private"), "Venezuela > Guinea-Bissau by air private"),
        (("--remove-mode", "land"), "land"),
        (
            ("--interdict", "Western Africa=0.5", "--adaptation", "2", "--demand", "free"),
            "intercepted in",
        ),
    ):
        found = run("whatif", "Colombia", "Europe", *option, "--draws", "0")
        assert (found.code, name in found.out) == (0, True), option
    corridor = run("whatif", "Colombia", "Europe", "--remove-corridor", "x")
    assert (corridor.code, "unknown corridor 'x'" in corridor.err) == (1, True)
    several = run("whatif", "Colombia", "Spain,Brazil", "--remove", "GNB", "--draws", "0")
    assert "Destinations" in several.out
    assert "With full adaptation" in several.out
    assert "cut off" in several.out


def test_wrong_usage(run: Runner) -> None:
    for arguments, message in (
        (("Colombia",), "give ORIGIN and DESTINATION"),
        ((), "name ORIGIN and DESTINATION, or give --scenario or --stdin"),
        (("COL", "ESP", "--interdict", "GNB"), "write a name, = and a number"),
        (("COL", "ESP", "--interdict", "GNB=2"), "Turkey=0.25"),
        (("COL", "ESP", "--add-leg", "GNB:FRA=x"), "A:B=0.25"),
        (("COL", "ESP", "--interdict", "GNB=.2", "--interdict", "GNB=.3"), "names GNB twice"),
        (("COL", "ESP", "--remove", "GNB", "--folder", "x"), "--folder goes with --scenario"),
        (("--stdin", "COL", "ESP"), "leave COL, ESP"),
        (("--scenario", "x.yaml", "--remove", "GNB", "--adaptation", "2"), "--adaptation"),
    ):
        found = run("whatif", *arguments)
        assert found.code == 2, arguments
        assert message in found.err, arguments
    assert run("whatif", "COL", "ESP").code == 1
    assert "nothing is changed" in run("whatif", "COL", "ESP").err


@pytest.mark.slow
def test_scenario_files_are_compared(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "scenarios.yaml"
    path.write_text(FILE, encoding="utf-8")
    folder = tmp_path / "out" / "answers"
    found = run("whatif", "--scenario", str(path), "--folder", str(folder), "--draws", "20")
    assert found.code == 0
    lines = found.out.splitlines()
    assert lines[0] == "Scenarios side by side"
    assert any(line.startswith("watched") and "100.0 %" in line for line in lines)
    assert "Guinea-Bissau closed" in lines
    assert lines[-1].startswith("- Cite as: trafficroutes")
    assert sorted(file.name for file in folder.iterdir()) == [
        "closed.html",
        "closed.json",
        "index.json",
        "index.md",
        "sea.html",
        "sea.json",
        "watched.html",
        "watched.json",
    ]
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    assert [entry["file"] for entry in index["scenarios"]] == [
        "closed.json",
        "watched.json",
        "sea.json",
    ]
    assert index["scenarios"][2]["answers"][0]["intercepted"] == pytest.approx(0.25)
    assert index["dataset"]["sha256"]
    assert "## Scenarios side by side" in (folder / "index.md").read_text(encoding="utf-8")
    one = json.loads((folder / "sea.json").read_text(encoding="utf-8"))
    assert (one["name"], one["error"]) == ("sea", None)
    assert one["result"]["answers"][0]["notes"][-1].startswith("Cite as")
    assert one["result"]["answers"][0]["intercepted"] == pytest.approx(0.25)
    again = folder.joinpath("sea.json").read_bytes()
    run("whatif", "--scenario", str(path), "--folder", str(folder), "--draws", "20")
    assert json.loads(again) == json.loads(folder.joinpath("sea.json").read_bytes())


def test_files_with_an_answer_missing_or_a_problem(run: Runner, tmp_path: Path) -> None:
    path, other = tmp_path / "a.yaml", tmp_path / "b.yaml"
    path.write_text(FILE, encoding="utf-8")
    other.write_text(
        "format: 1\nscenarios:\n"
        "  - {name: none, origin: Spain, destination: Peru, changes: {remove: [Brazil]}}\n",
        encoding="utf-8",
    )
    found = run("whatif", "--scenario", str(path), str(other), "--draws", "0", "-f", "json")
    assert found.code == 1
    runs = json.loads(found.out)["scenarios"]
    assert [one["name"] for one in runs] == ["closed", "watched", "sea", "none"]
    assert "no cited route" in runs[3]["error"]
    assert "none: no cited route" in run("whatif", "--scenario", str(other), "--draws", "0").out
    only = run("whatif", "--scenario", str(other), "--folder", str(tmp_path / "o"), "--draws", "0")
    assert only.code == 1
    assert json.loads((tmp_path / "o" / "index.json").read_text())["dataset"] is None
    other.write_text("format: 1\nscenarios: [{name: x}]\n", encoding="utf-8")
    wrong = run("whatif", "--scenario", str(other))
    assert wrong.code == 1
    assert "line 2, column 13" in wrong.err
    blocked = run("whatif", "--scenario", str(path), "--folder", str(path / "x"), "--draws", "0")
    assert blocked.code == 1
    assert "cannot make the folder" in blocked.err


def test_lines(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    line = '{"origin": "Colombia", "destination": "Spain", "changes": {"remove": ["GNB"]}}'
    stdin = io.TextIOWrapper(io.BytesIO(f"{line}\n\n{line}\n".encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    found = run("whatif", "--stdin", "--top", "1")
    assert found.code == 0
    first, second = found.out.splitlines()
    assert first == second
    assert json.loads(first)["answers"][0]["intercepted"] == 1
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"origin": 1}\n')))
    wrong = run("whatif", "--stdin", "--draws", "5")
    assert wrong.code == 1
    assert "error" in json.loads(wrong.out)


def test_lines_begin_with_a_byte_order_mark_and_name_each_key_once(
    run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = b'{"origin": "Colombia", "destination": "Spain", "changes": {"remove": ["GNB"]}}\n'
    twice = line.replace(b'"destination"', b'"origin": "Peru", "destination"')
    lines = b"\xef\xbb\xbf" + line + twice + line
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines)))
    found = run("whatif", "--stdin")
    assert found.code == 1
    first, second, third = found.out.splitlines()
    assert first == third
    assert "answers" in json.loads(first)
    assert json.loads(second) == {"error": "the key 'origin' stands twice: remove one"}
