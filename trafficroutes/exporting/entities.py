"""Legs, places and documents as entities of FollowTheMoney, as Aleph and OpenAleph load them.

Places are ``Address``, documents ``Article``, legs ``UnknownLink`` between two places
with the documents as ``proof`` (https://followthemoney.tech/explorer/). One entity a line.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

from trafficroutes.exporting.tables import TableBook, Value
from trafficroutes.model.refs import stated

#: In front of every id, so that it is that of no other data set.
_SPACE = "trafficroutes"
#: Statements that a link repeats in its description; Aleph shows no more than that at once.
_STATEMENTS = 40

#: What no id of an entity has, how long one is, and digits of the hash that keeps them apart.
_NOT_TAKEN, _LONGEST, _DIGITS = re.compile(r"[^A-Za-z0-9.-]+"), 150, 8

Record = Mapping[str, Value]


def entities_bytes(book: TableBook) -> bytes:
    """Return the legs of an export with their places and documents, an entity a line.

    They are in the order of documents, places, legs, so that what an entity names stands
    before it.
    """
    entities = [*_documents(book), *_places(book), *_links(book)]
    lines = (json.dumps(entity, ensure_ascii=False) + "\n" for entity in entities)
    return "".join(lines).encode()


def entity_counts(book: TableBook) -> dict[str, int]:
    """Return how many entities there are of each kind."""
    counts = dict.fromkeys(("documents", "places", "legs"), 0)
    counts["documents"] = sum(1 for _ in _documents(book))
    counts["places"] = sum(1 for _ in _places(book))
    counts["legs"] = sum(1 for _ in _links(book))
    return counts


def _documents(book: TableBook) -> Iterator[dict[str, Any]]:
    cited = set(book["citations"].column("source"))
    for record in book["sources"].records():
        if record["id"] not in cited:
            continue
        yield _entity(
            "Article",
            f"source-{record['id']}",
            {
                "title": record["title"] or record["id"],
                "publisher": record["publisher"],
                "publishedAt": record["year"],
                "sourceUrl": _web(record["url"]),
                "description": f"Reliability {record['reliability']}"
                if record["reliability"]
                else None,
            },
        )


def _places(book: TableBook) -> Iterator[dict[str, Any]]:
    legs = book["legs"]
    touched = {*legs.column("from"), *legs.column("to")}
    for record in book.places.records():
        if record["code"] not in touched:
            continue
        name = stated(str(record["name"]), str(record["code"]))
        yield _entity(
            "Address",
            f"place-{record['code']}",
            {
                "name": name,
                "full": name,
                "country": None if record["iso2"] is None else str(record["iso2"]).lower(),
                "longitude": record["longitude"],
                "latitude": record["latitude"],
            },
        )


def _links(book: TableBook) -> Iterator[dict[str, Any]]:
    citations = book["citations"]
    # Of data a citation names its leg, of an answer the row; an answer about legs does both.
    key = next((name for name in ("leg", "entry") if name in citations.names), "row")
    cited: dict[Value, list[Record]] = defaultdict(list)
    for citation in citations.records():
        if citation.get("table", "legs") == "legs":
            cited[citation[key]].append(citation)
    for leg in book["legs"].records():
        identity = leg["row" if key == "row" else "id"]
        statements = cited[identity]
        first, last = leg.get("first_year"), leg.get("last_year")
        yield _entity(
            "UnknownLink",
            _of_answer(leg) if key == "row" else f"leg-{identity}",
            {
                "subject": _id(f"place-{leg['from']}"),
                "object": _id(f"place-{leg['to']}"),
                "role": leg.get("commodity"),
                "startDate": first,
                "endDate": last,
                "recordId": leg.get("legs") if key == "row" else identity,
                "summary": _summary(leg),
                "description": list(_told(statements)),
                "proof": list(dict.fromkeys(_id(f"source-{c['source']}") for c in statements)),
            },
        )


def _of_answer(leg: Record) -> str:
    return f"answer-{leg.get('commodity', '')}-{leg['from']}-{leg['to']}-{leg['row']}"


def _summary(leg: Record) -> str:
    """Return what a leg is in a line, with what an answer says of it."""
    told = f"{leg.get('commodity') or 'goods'}: {leg['from_name']} to {leg['to_name']}"
    share = leg.get("share", leg.get("probability"))
    return told if share is None else f"{told}, {float(share):.1%} of what arrives"


def _told(statements: Iterable[Record]) -> Iterator[str]:
    listed = list(statements)
    for citation in listed[:_STATEMENTS]:
        grade = f"{citation['reliability'] or '?'}{citation['credibility']}"
        note = citation.get("note")
        yield f"{citation['source']}, {citation['locator']} ({grade})" + (
            f": {note}" if note else ""
        )
    if listed[_STATEMENTS:]:
        yield f"and {len(listed) - _STATEMENTS} more citations"


def _entity(schema: str, identity: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return an entity: each property is a list of texts."""
    properties: dict[str, list[str]] = {}
    for key, value in values.items():
        listed = value if isinstance(value, list) else [value]
        texts = [str(one) for one in listed if one is not None and one != ""]
        if texts:
            properties[key] = texts
    return {"id": _id(identity), "schema": schema, "properties": properties}


def _id(identity: str) -> str:
    """Return the id of an entity, of the characters that Aleph takes.

    Where others have to give way, a part of a hash keeps ids apart.

    >>> _id("leg-cocaine-COL-ECU"), _id("place-R:WEST_AFRICA")
    ('trafficroutes-leg-cocaine-COL-ECU', 'trafficroutes-place-R-WEST-AFRICA-...')
    """
    taken = _NOT_TAKEN.sub("-", identity)[:_LONGEST]
    if taken != identity or not taken[-1:].isalnum():
        taken = f"{taken}-{sha256(identity.encode()).hexdigest()[:_DIGITS]}"
    return f"{_SPACE}-{taken}"


def _web(url: Value) -> Value:
    return url if url is not None and str(url).startswith(("http://", "https://")) else None
