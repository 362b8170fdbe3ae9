"""What readers of JSON lines would pass over in silence."""

from __future__ import annotations

import json

import pytest

from trafficroutes.dataset.json_lines import refusal_of, without_mark

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
