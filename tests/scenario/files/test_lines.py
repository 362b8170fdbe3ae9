"""Scenarios as JSON lines: answers as whatif gives them, and errors as lines."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.networks import data_of, near
from tests.scenario.drawings import PAPER, ask, corridors, paper
from trafficroutes.scenario.files.lines import Lines, refusal_of, without_mark

QUESTION = {"origin": "COL", "destination": "ESP", "filters": {"weighting": "equal"}}


def answered(lines: Lines, **told: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(lines.answer(json.dumps({**QUESTION, **told}).encode()))
    return found


@pytest.mark.parametrize(
    "told",
    [
        {"remove": ["BRA"]},
        {"interdict": {"GNB": 0.5}},
        {"interdict": {"GNB": 0}},
        {"remove_legs": ["GNB:BRA"]},
        {"add_legs": {"GNB:ESP": 0.5}},
        {"remove": ["COL"]},
    ],
)
def test_as_whatif_answers(told: dict[str, Any]) -> None:
    lines = Lines(paper())
    (found,) = answered(lines, changes=told)["answers"]
    expected = ask(paper(), "COL", "ESP", **told).to_dict()
    assert found["summary"] == expected["summary"]
    assert found["notes"] == expected["notes"]
    for key in ("intercepted", "arrival_probability", "arrivals_after", "expected_legs_after"):
        assert found[key] == (None if expected[key] is None else near(expected[key]))
    moved = [leg for leg in expected["legs"] if abs(leg["change"]) > 1e-9]
    for key, others in {**expected, "legs": moved}.items():
        if key in ("hubs", "gateways", "legs", "delivered"):
            assert len(found[key]) == len(others)
            for item, other in zip(found[key], others, strict=True):
                other.pop("citations", None)
                assert item.keys() == other.keys()
                for name, value in other.items():
                    number = isinstance(value, float)
                    assert item[name] == (near(value) if number else value), (key, name)
    assert found["corridors"] == []


def test_names_draws_and_what_is_kept() -> None:
    lines = Lines(paper(), top=1)
    found = answered(lines, changes={"remove": ["BRA"]}, name="x", adaptation=2, demand="free")
    assert found["name"] == "x"
    (answer,) = found["answers"]
    assert len(answer["hubs"]) == 1
    assert len(answer["legs"]) == 2
    assert answer["draws"] is None
    (drawn,) = answered(lines, changes={"remove": ["BRA"]}, draws=20)["answers"]
    assert drawn["draws"]["asked"] == 20
    assert drawn["hubs"][0]["change_interval"]
    assert len(drawn["hubs"]) == 1


def test_several_destinations_and_corridors() -> None:
    lines = Lines(corridors())
    (found,) = answered(lines, changes={"remove_corridors": ["one"]})["answers"]
    assert found["intercepted"] == near(1 / 2)
    both = Lines(data_of(PAPER + "\nBRA > FRA"))
    (found,) = answered(both, destination=["ESP", "FRA"], changes={"remove": ["BRA"]})["answers"]
    assert found["cut_off"] == ["FRA"]


def test_the_questions_asked_longest_ago_are_let_go() -> None:
    lines = Lines(paper(), kept=1)
    for destination in ("ESP", "BRA", "ESP"):
        assert "answers" in answered(lines, destination=destination, changes={"remove": ["GNB"]})


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"", "not a scenario"),
        (b"[", "not a scenario"),
        (b"[" * 100_000, "not a scenario"),
        (b'{"origin": 1}', "not a scenario: origin: expected text, got 1"),
        (b'{"origin": 1', "not a scenario: Expected `str"),
        (b'{"origin": "COL", "foo": 1}', "unknown key 'foo'; known: origin, destination, filters"),
        (b'{"filters": {"modes": ["boat"], "x": 1}}', "unknown mode 'boat'; known: air_private"),
        (b'{"origin": "COL"}', "an origin and a destination"),
        (b'{"origin": "COL", "destination": "ESP"}', "nothing is changed"),
        (b'{"origin": "COL", "destination": "ESP", "changes": {"remove": ["X"]}}', "unknown place"),
        (b'{"origin": "ESP", "destination": "COL", "changes": {"remove": ["BRA"]}}', "no cited"),
        (b'{"origin": "COL", "adaptation": 1e9}', "a number from 0 to 100"),
        (b'{"origin": "\xff"}', "not a scenario"),
    ],
)
def test_errors_are_lines(line: bytes, message: str) -> None:
    found = json.loads(Lines(paper()).answer(line))
    assert list(found) == ["error"]
    assert message in found["error"]


MARK = b"\xef\xbb\xbf"


def test_only_the_mark_at_the_beginning_is_taken_off() -> None:
    assert list(without_mark([MARK + b"{}\n", MARK + b"{}\n"])) == [b"{}\n", MARK + b"{}\n"]
    assert list(without_mark([])) == []


@pytest.mark.parametrize(
    ("line", "key"),
    [
        (b'{"a": 1, "a": 1}', "a"),
        (b'{"x": [1, {"b": {}, "c": 2, "b": {}}]}', "b"),
        (b'{"changes": {"remove": ["Mali"], "remove": ["Peru"]}}', "remove"),
        (b'{"a": 1, "\\u0061": 2}', "a"),
    ],
)
def test_a_key_that_stands_twice_is_refused(line: bytes, key: str) -> None:
    told = json.loads(refusal_of(line))
    assert told == {"error": f"the key {key!r} stands twice: remove one"}


@pytest.mark.parametrize(
    "line", [b"{}", b'{"a": {"b": 1}, "b": 2}', b"not json", b"\xff", b"[" * 100_000, b"5"]
)
def test_other_lines_are_left_to_their_reader(line: bytes) -> None:
    assert refusal_of(line) == b""
