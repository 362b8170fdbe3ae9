"""docs/data-format.md: its example loads, and it names all that the format knows."""

from __future__ import annotations

import re
import typing
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.dataset.snippets import found_in
from trafficroutes.dataset.loading import load_bytes
from trafficroutes.model import records, vocabulary
from trafficroutes.model.events import Event, Rule
from trafficroutes.model.quantity import Change, Quantity
from trafficroutes.model.units import Basis, Unit

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "data-format.md").read_text("utf-8")
(EXAMPLE,) = re.findall(r"^```yaml\n(.*?)^```$", TEXT, flags=re.DOTALL | re.MULTILINE)
RECORDS = [
    *(kind for kind in vars(records).values() if isinstance(kind, type)),
    Event,
    Quantity,
    Change,
]


def test_the_example_is_sound() -> None:
    assert found_in(EXAMPLE.encode()) == ()


def test_the_example_uses_every_section() -> None:
    data = load_bytes(EXAMPLE.encode(), "example.yaml").records
    for field in msgspec.structs.fields(records.DataFile):
        if field.name != "licence":
            assert getattr(data, field.name), field.name


def test_the_first_problem_shown_is_the_one_that_is_reported() -> None:
    shown = re.findall(r"^line \d+, column \d+: legs.*$", TEXT, flags=re.MULTILINE)
    broken = EXAMPLE.replace("to: Guinea-Bissau", "to: Gunea").replace(
        "[air_private, sea", "[boat, sea"
    )
    first, second = map(str, found_in(broken.encode()))
    assert first == shown[0]
    assert second.startswith(shown[1].removesuffix("..."))


@pytest.mark.parametrize(
    "kind",
    # What an event says as a citation is in no file.
    [k for k in RECORDS if issubclass(k, msgspec.Struct) and k is not records.EventCitation],
    ids=lambda k: k.__name__,
)
def test_every_field_is_named(kind: type[msgspec.Struct]) -> None:
    for field in msgspec.structs.fields(kind):
        assert re.search(rf"[`{{ *]{field.encode_name}[`:*]", TEXT), field.encode_name


@pytest.mark.parametrize(
    "words",
    [
        vocabulary.Mode,
        vocabulary.SourceKind,
        vocabulary.ObservationKind,
        vocabulary.Measure,
        Rule,
        Unit,
        Basis,
    ],
)
def test_every_word_is_named(words: Any) -> None:
    for word in typing.get_args(words):
        assert f"`{word}`" in TEXT, word
