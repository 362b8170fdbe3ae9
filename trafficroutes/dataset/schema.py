"""The JSON Schema of the data file, made from the record types.

Editors read it (the first line of the YAML names it) and complete and check
while an analyst types. References are plain text there: whether a place or a
source exists is for ``trafficroutes validate`` to say.
"""

from __future__ import annotations

from typing import Any

import msgspec

from trafficroutes.model.records import DataFile
from trafficroutes.model.refs import Ref

#: Record types of which an entry may be given by its place alone.
_SHORT = ("PlaceMember", "CountryMember")


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a data file.

    >>> json_schema()["title"]
    'trafficroutes data file, format version 1'
    """
    schema, definitions = msgspec.json.schema_components(
        [DataFile], schema_hook=_reference, ref_template="#/$defs/{name}"
    )
    definitions = {name: definitions[name] for name in sorted(definitions)}
    for name in _SHORT:
        place = definitions[name]["properties"]["place"]
        definitions[name] = {"anyOf": [place, definitions[name]]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "trafficroutes data file, format version 1",
        **schema[0],
        "$defs": definitions,
    }


def schema_text() -> str:
    """Return the schema as the bytes of the published file hold it."""
    return msgspec.json.format(msgspec.json.encode(json_schema()), indent=2).decode() + "\n"


def _reference(kind: type) -> dict[str, Any]:
    if issubclass(kind, Ref):
        return {"type": "string", "minLength": 1, "description": f"a {kind.expects}"}
    raise NotImplementedError
