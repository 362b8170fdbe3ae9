"""The JSON Schema of the data file, made from the record types.

Editors read it (the first line of the YAML names it) and complete and check
while an analyst types. References are plain text there: whether a place or a
source exists is for ``trafficroutes validate`` to say.
"""

from __future__ import annotations

import typing
from typing import Any

import msgspec

from trafficroutes.model.records import CountryMember, DataFile, Grades, PlaceMember
from trafficroutes.model.refs import Ref
from trafficroutes.model.vocabulary import KnownMode

#: Record types of which an entry may be given by its place alone.
_SHORT = (PlaceMember, CountryMember)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a data file, in draft 7, which editors know best.

    >>> json_schema()["title"]
    'trafficroutes data file, format version 1'
    """
    definitions = definitions_of(DataFile)
    for kind in _SHORT:
        place = definitions[kind.__name__]["properties"]["place"]
        definitions[kind.__name__] = {"anyOf": [place, definitions[kind.__name__]]}
    _list_grades(definitions["Grades"]["properties"])
    _list_keys_of_events(definitions["Event"]["properties"])
    # One of the two is there, which no type says.
    definitions["Leg"]["anyOf"] = [{"required": [key]} for key in ("citations", "events")]
    return whole("DataFile", "trafficroutes data file, format version 1", definitions)


def definitions_of(kind: type[msgspec.Struct]) -> dict[str, Any]:
    """Return the schemas of a record type and of all that it holds, by name, sorted."""
    _, definitions = msgspec.json.schema_components(
        [kind], schema_hook=_reference, ref_template="#/definitions/{name}"
    )
    return {name: _for_editors(definitions[name]) for name in sorted(definitions)}


def whole(name: str, title: str, definitions: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a file: that of one record, with the others as definitions."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        **definitions.pop(name),
        "title": title,
        "definitions": definitions,
    }


def schema_text(schema: dict[str, Any] | None = None) -> str:
    """Return a schema as the published file holds it; without one, the data file's."""
    chosen = json_schema() if schema is None else schema
    return msgspec.json.format(msgspec.json.encode(chosen), indent=2).decode() + "\n"


def _reference(kind: type[Ref]) -> dict[str, Any]:
    return {"type": "string", "minLength": 1, "description": kind.described()}


def _list_grades(tables: dict[str, Any]) -> None:
    """Name the keys of the two tables of grades (text in JSON, whole numbers in YAML)."""
    for field in msgspec.structs.fields(Grades):
        keys = [str(key) for key in typing.get_args(typing.get_args(field.type)[0])]
        value = tables[field.encode_name]["additionalProperties"]
        tables[field.encode_name] = {
            "type": "object",
            "properties": dict.fromkeys(keys, value),
            "required": keys,
            "additionalProperties": False,
        }


def _list_keys_of_events(counts: dict[str, Any]) -> None:
    """Name the keys of the counts by year, by mode and by country."""
    counts["years"]["propertyNames"] = {"pattern": "^[0-9]{4}$"}
    by_year = counts["reporters"]["additionalProperties"]
    by_year["propertyNames"] = counts["years"]["propertyNames"]
    counts["modes"]["propertyNames"] = {"enum": list(typing.get_args(KnownMode))}


def _for_editors(schema: Any) -> Any:
    """Keep the first paragraph of descriptions; write pairs as draft 7 has them."""
    if isinstance(schema, list):
        return [_for_editors(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    changed = {key: _for_editors(value) for key, value in schema.items()}
    if isinstance(changed.get("description"), str):
        changed["description"] = " ".join(changed["description"].split("\n\n")[0].split())
    if "prefixItems" in changed:
        changed["items"] = changed.pop("prefixItems")
        changed["additionalItems"] = False
    return changed
