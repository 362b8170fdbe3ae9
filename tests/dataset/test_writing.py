"""What is written reads as equal records, in the style of the data that ship."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.dataset.test_properties import files, raw
from tests.networks import data_of, drawn
from tests.properties import examples
from trafficroutes.dataset import writing
from trafficroutes.dataset.loading import load, load_bytes
from trafficroutes.dataset.writing import ORDER, to_yaml
from trafficroutes.errors import DataFileError
from trafficroutes.model.quantity import Quantity
from trafficroutes.model.records import DataFile
from trafficroutes.model.safe_text import odd_character

DOCS = Path(__file__).resolve().parents[2] / "docs" / "data-format.md"


def again(records: DataFile) -> DataFile:
    return load_bytes(to_yaml(records).encode(), "again.yaml", keep=False).records


@pytest.mark.slow
def test_the_shipped_data_come_back_equal_and_in_their_own_style() -> None:
    records = load().records
    text = to_yaml(records)
    assert load_bytes(text.encode(), "again.yaml", keep=False).records == records
    shipped = Path(load.__code__.co_filename).parents[2] / "data" / "routes.yaml"
    ours, theirs = set(text.splitlines()), set(shipped.read_text("utf-8").splitlines())
    # Only the remarks at the top and the order of keys in some quantities differ.
    assert len(theirs - ours) < 0.01 * len(theirs)


def test_every_section_of_the_documented_example_comes_back() -> None:
    (example,) = re.findall(
        r"^```yaml\n(.*?)^```$", DOCS.read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    records = load_bytes(example.encode(), "example.yaml").records
    assert again(records) == records


def test_a_small_file_is_written_so() -> None:
    leg = {
        **drawn("COL > GNB 300")[0],
        "corridors": ["west"],
        "id": "a",
    }
    data = data_of([leg], corridors={"west": {"name": "West", "description": "By: sea"}})
    lines = to_yaml(data.records, schema="../x.json").splitlines()
    assert lines[:7] == [
        "# yaml-language-server: $schema=../x.json",
        "",
        "format: 1",
        "title: small",
        "updated: '2026-01-01'",
        "",
        "grades:",
    ]
    start = lines.index("corridors:")
    assert lines[start : start + 3] == [
        "corridors:",
        "  west:",
        "    name: West",
    ]
    assert lines[lines.index("legs:") :] == [
        "legs:",
        "- id: a",
        "  from: COL",
        "  to: GNB",
        "  commodity: cocaine",
        "  corridors: [west]",
        "  citations:",
        "  - source: a",
        "    locator: p. 1",
        "    credibility: 1",
        "    quantity: {best: 300, unit: t_per_year, basis: flow}",
    ]


ODD = [
    "1e5",
    "1_000",
    "0x1F",
    "2011",
    "NO",
    "yes",
    "~",
    "null",
    ".inf",
    "2026-01-01",
    "<<",
    "=",
    "a: b",
    "a #b",
    "#a",
    "- a",
    "[a]",
    "{a",
    "a, b",
    "'",
    '"',
    "\\n",
    "&a",
    "*a",
    "!a",
    "%a",
    "@a",
    "`",
    "|",
    ">",
    "?",
    ": ",
    "a\nb",
    "\t",
    " a ",
    "\u200f",
    "\ufeff",
    "é",
    "😀",
    "x " * 120,
    "x" * 300,
]


@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize("base", [yaml.SafeDumper, getattr(yaml, "CSafeDumper", yaml.SafeDumper)])
def test_odd_text_comes_back(text: str, base: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made = type("Made", (writing._Dumper, base), {})
    monkeypatch.setattr(writing, "_Dumper", made)
    records = msgspec.structs.replace(data_of("COL > GNB").records, title=text, licence=text)
    found = again(records)
    assert (found.title, found.licence) == (text, text)


@pytest.mark.parametrize("text", ["\x85", "\u2028", "\x00", "\x1b[31m", "\u202e"])
@pytest.mark.parametrize("base", [yaml.SafeDumper, getattr(yaml, "CSafeDumper", yaml.SafeDumper)])
def test_what_no_text_may_hold_is_refused_when_it_is_read(
    text: str, base: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = type("Made", (writing._Dumper, base), {})
    monkeypatch.setattr(writing, "_Dumper", made)
    records = msgspec.structs.replace(data_of("COL > GNB").records, title=text)
    with pytest.raises(DataFileError, match=rf"the invisible character U\+{ord(text[0]):04X}"):
        again(records)


@pytest.mark.slow
@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(
        lambda text: not odd_character(text)
    )
)
def test_any_text_that_is_allowed_comes_back(text: str) -> None:
    records = data_of("COL > GNB").records
    leg = records.legs[0]
    citation = msgspec.structs.replace(leg.citations[0], locator=text, note=text)
    changed = msgspec.structs.replace(leg, citations=(citation,))
    records = msgspec.structs.replace(records, title=text, legs=(changed,))
    assert again(records) == records


@pytest.mark.slow
@given(files())
@settings(max_examples=examples(50))
def test_random_files_come_back_and_the_bytes_are_stable(content: dict[str, Any]) -> None:
    records = load_bytes(raw(content), "x.yaml", keep=False).records
    text = to_yaml(records)
    found = load_bytes(text.encode(), "y.yaml", keep=False).records
    assert found == records
    assert to_yaml(found) == text


@pytest.mark.slow
@given(st.floats(0, allow_infinity=False, allow_nan=False))
def test_any_amount_comes_back(amount: float) -> None:
    records = data_of("COL > GNB 5").records
    leg = records.legs[0]
    quantity = Quantity(best=amount, unit="t_per_year", basis="flow")
    citation = msgspec.structs.replace(leg.citations[0], quantity=quantity)
    records = msgspec.structs.replace(
        records, legs=(msgspec.structs.replace(leg, citations=(citation,)),)
    )
    assert again(records) == records


@pytest.mark.parametrize("kind", ORDER, ids=lambda kind: kind.__name__)
def test_the_order_names_every_field(kind: type[msgspec.Struct]) -> None:
    assert sorted(ORDER[kind]) == sorted(f.encode_name for f in msgspec.structs.fields(kind))
