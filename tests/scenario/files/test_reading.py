"""Scenario files: what they say together, and every problem with its line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.scenario.drawings import paper
from trafficroutes.dataset.loading import load
from trafficroutes.dataset.schema import schema_text
from trafficroutes.errors import DataFileError, FileAccessError, TrafficRoutesError
from trafficroutes.scenario.files import records
from trafficroutes.scenario.files.reading import read_scenarios
from trafficroutes.scenario.files.records import scenario_schema
from trafficroutes.scenario.files.running import run_scenarios

FOLDER = Path(__file__).resolve().parents[3] / "scenarios"
GOOD = """\
format: 1
title: Small ones
scenarios:
  - name: one
    description: The first
    origin: Colombia
    destination: Spain
    filters: {weighting: equal, years: 2000-}
    changes: {remove: [Brazil], interdict: {GNB: 0.25}}
  - name: two
    extends: one
    filters: {retention: none}
    changes: {remove: [Mexico], interdict: {GNB: 0.5}, remove_modes: [land]}
    adaptation: 2
  - name: three
    extends: two
    destination: [Spain, France]
    demand: free
"""


def write(tmp_path: Path, text: str, name: str = "small.yaml") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def refused(path: Path) -> list[str]:
    """Return the problems of a file as lines."""
    with pytest.raises(DataFileError) as error:
        read_scenarios([path], paper())
    return [str(problem) for problem in error.value.problems]


def test_what_scenarios_say_together(tmp_path: Path) -> None:
    one, two, three = read_scenarios([write(tmp_path, GOOD)], paper())
    assert (one.name, one.description, one.origin, one.destination) == (
        "one",
        "The first",
        "Colombia",
        "Spain",
    )
    assert (one.adaptation, one.demand) == (1.0, "fixed")
    assert two.description is None
    assert two.options == {"weighting": "equal", "years": "2000-", "retention": "none"}
    assert two.changes == {
        "remove": ("Brazil", "Mexico"),
        "interdict": {"GNB": 0.5},
        "remove_modes": ("land",),
    }
    assert (two.adaptation, three.adaptation) == (2.0, 2.0)
    assert (three.destination, three.demand) == (("Spain", "France"), "free")
    assert three.changes == two.changes


def test_a_scenario_of_another_file(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    (tmp_path / "more").mkdir()
    other = write(
        tmp_path,
        "format: 1\nscenarios:\n  - {name: four, extends: ../small.yaml#one, demand: free}\n",
        "more/other.yaml",
    )
    (four,) = read_scenarios([other], paper())
    assert (four.name, four.origin, four.demand) == ("four", "Colombia", "free")
    twice = "format: 1\nscenarios:\n  - {name: five, extends: small.yaml#one}\n"
    twice += "  - {name: six, extends: small.yaml#two}\n"
    assert len(read_scenarios([write(tmp_path, twice, "twice.yaml")], paper())) == 2
    both = read_scenarios([tmp_path / "small.yaml", other], paper())
    assert [spec.name for spec in both] == ["one", "two", "three", "four"]


def test_two_files_with_one_name(tmp_path: Path) -> None:
    first, second = write(tmp_path, GOOD), write(tmp_path, GOOD, "again.yaml")
    with pytest.raises(TrafficRoutesError, match="both have a scenario 'one'"):
        read_scenarios([first, second], paper())


def test_all_problems_at_once(tmp_path: Path) -> None:
    bad = """\
format: 1
scenarios:
  - name: a
    origin: Colombiia
    destination: [Spain, Narnia]
    filters: {commodity: cocan, years: 20x}
    changes:
      remove: [Brasil, Brazill]
      interdict: {Brazil: 2, Turky: 0.5}
      remove_legs: ['GNB:']
      remove_modes: [ship]
  - name: a
    origine: Colombia
"""
    problems = refused(write(tmp_path, bad))
    assert [problem.partition(": ")[0] for problem in problems] == [
        "line 4, column 13",
        "line 5, column 26",
        "line 6, column 26",
        "line 6, column 40",
        "line 8, column 24",
        "line 9, column 27",
        "line 9, column 30",
        "line 10, column 21",
        "line 11, column 22",
        "line 12, column 11",
        "line 13, column 5",
    ]
    assert "scenarios[0].origin: unknown place 'Colombiia'; did you mean Colombia?" in problems[0]
    assert "Interdict" not in problems[5]
    assert "expected a number from 0 to 1, got 2" in problems[5]
    assert "names another scenario" in problems[9]
    assert "did you mean origin?" in problems[10]


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ("[{name: a, extends: a}]", "extends itself, by way of 'a': break the cycle"),
        ("[{name: a, extends: b}, {name: b, extends: a}]", "by way of 'b'"),
        ("[{name: ab, extends: ac}]", "unknown scenario 'ac'; there are ab"),
        ("[{name: a, extends: 'none.yaml#a'}]", "cannot be read"),
        ("[{name: a, origin: COL, destination: ESP}]", "nothing is changed"),
        ("[{name: a, changes: {remove: [BRA]}}]", "'destination' is missing"),
        ("[{name: a, extends: b}, {name: c, extends: b}, {name: b, extends: x}]", "scenario 'x'"),
        ("[{name: a b}]", "an id of letters"),
        ("[]", "the list is empty"),
    ],
)
def test_problems_of_entries(tmp_path: Path, entries: str, message: str) -> None:
    problems = refused(write(tmp_path, f"format: 1\nscenarios: {entries}\n"))
    assert any(message in problem for problem in problems)


def test_odd_files(tmp_path: Path) -> None:
    assert "docs/whatif.md" in refused(write(tmp_path, ""))[0]
    assert refused(write(tmp_path, "- one\n"))
    assert refused(write(tmp_path, "format: 1\nscenarios: [one, {name: 5}]\n"))
    assert "stands in line" in refused(write(tmp_path, GOOD + "title: again\n"))[0]
    broken = (
        "format: 1\nscenarios:\n  - {name: a, destination: 'ESP, Narnia', changes: 5, filters: 1}\n"
    )
    assert any("Narnia" in problem for problem in refused(write(tmp_path, broken)))
    entry = "{name: a, destination: [5], changes: {interdict: {5: 1}, remove: [1]}}"
    mixed = f"format: 1\nscenarios:\n  - {entry}\n"
    assert refused(write(tmp_path, mixed))
    with pytest.raises(FileAccessError, match="cannot read"):
        read_scenarios([tmp_path / "none.yaml"], paper())


def test_a_scenario_without_a_route_does_not_stop_the_others(tmp_path: Path) -> None:
    text = """\
format: 1
scenarios:
  - {name: one, origin: COL, destination: ESP, changes: {remove: [BRA]}}
  - {name: two, extends: one, origin: FRA}
  - {name: three, extends: one, changes: {remove: [GNB]}}
"""
    runs = list(run_scenarios(paper(), read_scenarios([write(tmp_path, text)], paper()), draws=0))
    assert [run.error is None for run in runs] == [True, False, True]
    assert "no cited route" in (runs[1].error or "")
    assert runs[1].to_dict()["result"] is None
    assert runs[2].result is not None
    assert runs[2].result.answers[0].intercepted == 1


@pytest.mark.slow
def test_the_shipped_files_are_sound_and_their_schema_up_to_date() -> None:
    data = load()
    for path in sorted(FOLDER.glob("*.yaml")):
        assert read_scenarios([path], data)
        with path.open(encoding="utf-8") as lines:
            assert next(lines) == "# yaml-language-server: $schema=scenarios.schema.json\n"
    published = (FOLDER / "scenarios.schema.json").read_text(encoding="utf-8")
    assert published == schema_text(scenario_schema()), "run: python scripts/write_schema.py"


def test_the_schema_is_as_the_records_are() -> None:
    schema: dict[str, Any] = json.loads(schema_text(scenario_schema()))
    for name in ("ScenarioFile", *schema["definitions"]):
        shown = schema if name == "ScenarioFile" else schema["definitions"][name]
        fields = msgspec.structs.fields(getattr(records, name))
        assert set(shown["properties"]) == {field.encode_name for field in fields}
        assert shown["additionalProperties"] is False
        assert shown["description"]
