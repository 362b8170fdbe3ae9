"""Small networks for tests, as data files in memory.

A network is drawn as lines of places; each pair of neighbours is a leg::

    COL > MEX > USA    300
    COL > ESP           30

with an optional amount in tonnes a year at the end of a line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest

from trafficroutes.dataset.loading import load_bytes
from trafficroutes.model.dataset import Dataset

GRADES = {
    "reliability": {"A": 0.95, "B": 0.80, "C": 0.60, "D": 0.40, "E": 0.20, "F": 0.50},
    "credibility": {str(n): p for n, p in enumerate((0.95, 0.80, 0.60, 0.40, 0.20, 0.50), 1)},
}
COMMODITIES = {
    "cocaine": {"name": "Cocaine", "family": "cocaine", "colour": "#C4420B", "unit": "t"},
    "heroin": {"name": "Heroin", "family": "opiates", "colour": "#3D1A78", "unit": "t"},
    "opium": {"name": "Opium", "family": "opiates", "colour": "#3D1A78", "unit": "t"},
    "cash": {"name": "Proceeds", "family": "proceeds", "colour": "#784890", "unit": "usd"},
}


def near(value: float | Fraction) -> Any:
    """Return what compares equal to a number up to 1e-9."""
    return pytest.approx(float(value), abs=1e-9, rel=0)


def cite(source: str = "a", **more: Any) -> dict[str, Any]:
    """Return a citation; the source's id is its grade, with a number after it if need be.

    It is a press report, or one of a government where the id ends in ``-gov``.
    """
    return {"source": source, "locator": "p. 1", "credibility": 1, **more}


def tonnes(amount: float, basis: str | None = "flow") -> dict[str, Any]:
    """Return a quantity in tonnes a year."""
    return {"best": amount, "unit": "t_per_year", **({"basis": basis} if basis else {})}


def leg(
    origin: str, to: str, *citations: dict[str, Any], commodity: str = "cocaine", **more: Any
) -> dict[str, Any]:
    """Return a leg; without citations, one from a source of grade A."""
    return {
        "id": more.pop("key", f"{commodity}.{origin}-{to}".replace(":", "_")),
        "from": origin,
        "to": to,
        "commodity": commodity,
        "citations": list(citations) or [cite()],
        **more,
    }


def drawn(drawing: str, *, commodity: str = "cocaine") -> list[dict[str, Any]]:
    """Return the legs of a drawing."""
    legs = []
    for line in drawing.strip().splitlines():
        words = line.replace(">", " ").split()
        amount = words.pop() if words and words[-1].replace(".", "").isdigit() else None
        quantity: dict[str, Any] = {} if amount is None else {"quantity": tonnes(float(amount))}
        legs += [leg(a, b, cite(**quantity), commodity=commodity) for a, b in pairwise(words)]
    return legs


def data_of(legs: str | Iterable[dict[str, Any]], **sections: Any) -> Dataset:
    """Return the dataset of a file, as of :func:`file_of`."""
    return load_bytes(file_of(legs, **sections), "small.yaml", keep=False)


def file_of(
    legs: str | Iterable[dict[str, Any]],
    *,
    production: Mapping[str, float] | None = None,
    markets: Iterable[str] = (),
    regions: Mapping[str, Iterable[Any]] | None = None,
    **sections: Any,
) -> bytes:
    """Return a data file.

    Parameters
    ----------
    legs : str or iterable of dict
        A drawing, or the legs.
    production : mapping of code to tonnes of cocaine a year
    markets : codes of places where consumption of cocaine is cited
    regions : mapping of id (without ``R:``) to members; none for a sea area
    **sections
        Other sections of the file, such as ``seizures``, as they are.
    """
    legs = drawn(legs) if isinstance(legs, str) else list(legs)
    made = [
        {**_about(place), "citations": [cite(quantity=tonnes(amount, None))]}
        for place, amount in (production or {}).items()
    ]
    used = [{**_about(place), "measure": "users", "citations": [cite()]} for place in markets]
    content = {
        "format": 1,
        "title": "small",
        "updated": "2026-01-01",
        "grades": GRADES,
        "commodities": COMMODITIES,
        "legs": legs,
        "production": [*made, *sections.pop("production_records", ())],
        "consumption": [*used, *sections.pop("consumption_records", ())],
        "regions": {
            key: {
                "name": f"Region {key}",
                "label": [0, 0],
                **({"members": list(members)} if members else {"sea": True}),
            }
            for key, members in (regions or {}).items()
        },
        **sections,
    }
    content["sources"] = {key: _source(key) for key in sorted(_sources_in(content))}
    raw = json.dumps(content).encode()
    return _integer_keys(raw)


def _about(place: str) -> dict[str, str]:
    return {"id": f"about.{place}".replace(":", "_"), "place": place, "commodity": "cocaine"}


def _source(key: str) -> dict[str, str]:
    grade = key[0].upper()
    kind = "government" if key.endswith("-gov") else "press"
    return {"title": f"Report {key}", "publisher": "P", "kind": kind, "reliability": grade}


def _sources_in(value: Any) -> set[str]:
    """Return every source that citations anywhere below point at."""
    if isinstance(value, dict):
        own = {value["source"]} if "locator" in value else set()
        return own.union(*(_sources_in(item) for item in value.values()))
    if isinstance(value, list):
        return set[str]().union(*(_sources_in(item) for item in value))
    return set()


def _integer_keys(raw: bytes) -> bytes:
    """Write the keys of the credibility table as YAML's whole numbers."""
    for number in b"123456":
        digit = bytes([number])
        raw = raw.replace(b'"' + digit + b'": 0', digit + b": 0")
    return raw
