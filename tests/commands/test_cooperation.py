"""The cooperation command on the small network, in every format."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

from tests.commands.conftest import DATA, Runner

LEVELS = (50, 90)
RANGES = tuple(f"range_{level}" for level in LEVELS)


def test_table_has_countries_bodies_and_legs(run: Runner) -> None:
    found = run("cooperation", "Afghanistan", "Russia", "--weighting", "equal")
    assert found.code == 0
    lines = found.out.splitlines()
    assert lines[0] == "Opiates: cooperation, Afghanistan to Russia"
    # In 32 of 200 draws nothing arrives.
    assert lines[1:4] == [
        "Only in 84 % of the draws of the evidence is there a route at all.",
        (
            "100 % (by the evidence 100 %) of the goods pass a member of an operational body of "
            "cooperation on the way."
        ),
        "50 % (50 %) of the crossings are between two members of one.",
    ]
    assert any(note.startswith("- In 32 of the draws nothing arrives: ") for note in lines)
    told = [line.split() for line in lines]
    assert ["Tajikistan", "TJK", "100.0", "%", "100", "%", "1", "yes", "caricc"] in told
    assert ["Tajikistan", "Russia", "100.0", "%", "100", "%", "1", "caricc"] in told
    row = next(line for line in lines if line.startswith("caricc"))
    assert row.split() == ["caricc", "CARICC", "100.0", "%", "100", "%", "100.0", "%", "100", "%",
                           "50.0", "%", "50", "%", "Russia,", "Tajikistan"]  # fmt: skip
    by_evidence = run("cooperation", "Afghanistan", "Russia").out
    assert by_evidence.splitlines()[:3] == [lines[0], *lines[2:4]]
    assert "draws of the evidence is there" not in by_evidence
    none = run("cooperation", "Afghanistan", "Russia", "--draws", "0").out
    assert none.splitlines()[1:3] == [
        "100 % of the goods pass a member of an operational body of cooperation on the way.",
        "50 % of the crossings are between two members of one.",
    ]
    assert "vidence range" not in none
    assert "by the evidence" not in none
    assert "Ranks" not in none


def test_countries_in_no_body_are_listed_by_name(run: Runner) -> None:
    found = run("cooperation", "Colombia", "Europe").out
    assert "In no operational body, by name: Guinea-Bissau, Venezuela" in found
    assert found.splitlines()[1:4] == [
        (
            "0 % (by the evidence 0 %) of the goods pass a member of an operational body of "
            "cooperation on the way."
        ),
        "0 % (0 %) of the crossings are between two members of one.",
        (
            "Of 2 countries on the way in no such body, Guinea-Bissau would add most by "
            "joining one: 100 %."
        ),
    ]


def test_a_proposal(run: Runner) -> None:
    found = run("cooperation", "Colombia", "Europe", "--members", "Venezuela", "--members", "GNB")
    body = "A body of Guinea-Bissau, Venezuela would cover 100.0 % (evidence range: 100 %), and "
    assert body in found.out
    assert re.search(
        r"^The body proposed would cover 100 % \(100 %\); that is 100 .*more than now\.$",
        found.out,
        re.MULTILINE,
    )
    assert "leg crossings; more than now: 100.0 % (evidence range: 100 %) and " in found.out
    none = run("cooperation", "Colombia", "Europe", "--members", "Venezuela", "--draws", "0")
    assert "A body of Venezuela would cover 100.0 %, and" in none.out


def test_json_has_the_documented_keys(run: Runner) -> None:
    found = json.loads(run("cooperation", "Afghanistan", "Russia", "-f", "json").out)
    assert set(found) == {"query", "corridor", "corridor_name", "dataset", "answers"}
    (answer,) = found["answers"]
    assert set(answer) == {
        "commodity", "weighting", "covered_share", "covered_interval", "uncovered_share",
        "uncovered_interval", "leg_share", "leg_interval", "uncovered", "places", "legs",
        "bodies", "forums", "newcomer", "proposal", "draws", "tested", "not_tested", "warnings",
        "notes",
        *(f"{what}_range_{level}" for what in ("covered", "uncovered", "leg") for level in LEVELS),
    }  # fmt: skip
    assert set(answer["places"][0]) == {
        "place", "name", "share", *RANGES, "interval", "rank_interval", "chokepoint", "bodies",
        "forums",
    }  # fmt: skip
    assert set(answer["legs"][0]) == {
        "from", "to", "legs", "share", *RANGES, "interval", "rank_interval", "bodies", "forums",
        "citations",
    }  # fmt: skip
    assert set(answer["bodies"][0]) == {
        "id", "name", "kind", "members", "missing", "share", "interval", "arrival_share",
        "arrival_interval", "leg_share", "leg_interval", "joining", "citations", *RANGES,
        *(f"{what}_range_{level}" for what in ("arrival", "leg") for level in LEVELS),
    }  # fmt: skip
    assert answer["bodies"][0]["members"] == ["RUS", "TJK"]
    assert answer["bodies"][0]["leg_interval"] == [0.5, 0.5]
    asked = ("cooperation", "Colombia", "Europe", "--members", "Venezuela", "-f", "json")
    (more,) = json.loads(run(*asked).out)["answers"]
    assert set(more["newcomer"]) == {
        "place", "name", "gain", "gain_interval", "covered_gain", "covered_gain_interval",
    }  # fmt: skip
    assert set(more["proposal"]) == {
        "members", "idle", "share", "interval", "leg_share", "leg_interval", "gain",
        "gain_interval", "leg_gain", "leg_gain_interval", *RANGES, "leg_range_50",
        "leg_range_90",
    }  # fmt: skip
    assert more["newcomer"]["gain_interval"] == [1.0, 1.0]


def test_a_corridor(run: Runner, tmp_path: Path) -> None:
    path = tmp_path / "corridor.yaml"
    text = DATA.replace("{id: AFG-TJK,", "{id: AFG-TJK, corridors: [north],")
    path.write_text(
        text + "corridors:\n  north: {name: Northern Route, description: By Central Asia.}\n",
        encoding="utf-8",
    )
    found = run("cooperation", "--corridor", "north", data=str(path))
    assert found.code == 0
    assert found.out.startswith("Opiates: cooperation, Northern Route\n")
    assert "Arrives at" not in found.out
    answer = json.loads(run("cooperation", "--corridor", "north", "-f", "json", data=str(path)).out)
    assert (answer["corridor"], answer["query"]["origin"]) == ("north", None)


def test_evidence_names_who_says_who_is_a_member(run: Runner) -> None:
    found = run("cooperation", "Afghanistan", "Russia", "--evidence").out
    assert "p. 7" in found.partition("Evidence for CARICC")[2]
    assert "Evidence for Tajikistan > Russia" in found


def test_csv_has_a_row_a_country(run: Runner) -> None:
    found = run("cooperation", "Afghanistan", "Russia", "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(found.out)))
    assert [(row["place"], row["bodies"]) for row in rows] == [("TJK", "caricc")]
    assert (rows[0]["interval_low"], rows[0]["rank_interval_high"]) == ("1.0", "1")


def test_wrong_use(run: Runner) -> None:
    assert run("cooperation").code == 2
    assert run("cooperation", "Colombia").code == 2
    assert run("cooperation", "Colombia", "Europe", "--corridor", "north").code == 2
    unknown = run("cooperation", "--corridor", "north")
    assert unknown.code == 1
    assert "unknown corridor" in unknown.err
