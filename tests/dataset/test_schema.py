"""The published JSON Schema: up to date, sound, and as the records are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from trafficroutes.dataset.schema import json_schema, schema_text
from trafficroutes.model import events, quantity, records, years

DATA = Path(__file__).resolve().parents[2] / "data"
SCHEMA = json_schema()


def parts(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every mapping in a schema."""
    if isinstance(value, dict):
        yield value
        for item in value.values():
            yield from parts(item)
    elif isinstance(value, list):
        for item in value:
            yield from parts(item)


def test_the_published_schema_is_up_to_date() -> None:
    published = (DATA / "routes.schema.json").read_text(encoding="utf-8")
    assert published == schema_text(), "run: python scripts/write_schema.py"


def test_the_first_line_of_the_data_names_the_schema() -> None:
    with (DATA / "routes.yaml").open(encoding="utf-8") as lines:
        assert next(lines) == "# yaml-language-server: $schema=routes.schema.json\n"


def test_every_reference_leads_somewhere() -> None:
    references = [part["$ref"] for part in parts(SCHEMA) if "$ref" in part]
    assert references
    for reference in references:
        assert reference.removeprefix("#/definitions/") in SCHEMA["definitions"]


def test_every_definition_is_used() -> None:
    references = {part["$ref"].rpartition("/")[2] for part in parts(SCHEMA) if "$ref" in part}
    assert references == set(SCHEMA["definitions"])


@pytest.mark.parametrize("name", ["DataFile", *SCHEMA["definitions"]])
def test_definitions_are_the_records(name: str) -> None:
    kinds = {**vars(records), **vars(quantity), **vars(years), **vars(events)}
    shown = SCHEMA if name == "DataFile" else SCHEMA["definitions"][name]
    shown = shown if "properties" in shown else shown["anyOf"][1]
    fields = msgspec.structs.fields(kinds[name])
    assert set(shown["properties"]) == {field.encode_name for field in fields}
    required = {field.encode_name for field in fields if field.required}
    assert set(shown.get("required", ())) == required
    assert shown["additionalProperties"] is False
    assert shown["description"]


def test_members_may_be_given_by_their_name() -> None:
    for name in ("PlaceMember", "CountryMember"):
        short, whole = SCHEMA["definitions"][name]["anyOf"]
        assert short["type"] == "string"
        assert whole["required"] == ["place"]


def test_grades_are_text_in_json() -> None:
    tables = SCHEMA["definitions"]["Grades"]["properties"]
    assert list(tables["reliability"]["properties"]) == list("ABCDEF")
    assert list(tables["credibility"]["properties"]) == list("123456")
    assert tables["credibility"]["required"] == list("123456")
    assert SCHEMA["definitions"]["Citation"]["properties"]["credibility"]["enum"] == [*range(1, 7)]


def test_a_label_is_a_pair_as_draft_7_writes_it() -> None:
    label = SCHEMA["definitions"]["Region"]["properties"]["label"]
    assert [item["minimum"] for item in label["items"]] == [-180, -90]
    assert (label["minItems"], label["maxItems"], label["additionalItems"]) == (2, 2, False)
    assert not [part for part in parts(SCHEMA) if "prefixItems" in part]


def test_descriptions_are_one_line_without_examples() -> None:
    for part in parts(SCHEMA):
        description = part.get("description")
        if isinstance(description, str):
            assert ">>>" not in description
            assert "\n" not in description


def test_references_say_what_they_want() -> None:
    citation = SCHEMA["definitions"]["Citation"]["properties"]
    assert citation["source"]["description"] == "a source"
    assert citation["estimate"]["anyOf"][0]["description"] == "an estimate"


def test_the_text_is_json_with_sorted_definitions() -> None:
    names = list(json.loads(schema_text())["definitions"])
    assert names == sorted(names) == list(SCHEMA["definitions"])
