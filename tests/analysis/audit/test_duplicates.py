"""Checks of what stands in the file twice."""

from __future__ import annotations

from typing import Any

import msgspec

from tests.analysis.audit.found import found, subjects
from tests.networks import cite, data_of, leg, tonnes
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.refs import SourceRef


def test_likely_duplicates() -> None:
    one = {"best": 5, "unit": "t", "basis": "flow"}
    data = data_of(
        [
            leg("COL", "GNB", cite("a"), key="x"),
            leg("COL", "GNB", cite("b"), key="y"),
            leg(
                "GNB",
                "ESP",
                cite("a", period=2010, quantity=one),
                cite("a", period={"from": 2010, "to": 2010}, quantity=one, locator="p. 2"),
                cite("a", period=2011, quantity=one),
                cite("a", period=2010, quantity=one, modes=["land"]),
                key="z",
            ),
        ],
    )
    twins = found(data, "duplicates")
    assert [finding.subject for finding in twins] == ["x, y", "z"]
    assert twins[0].message == (
        "2 legs lead Colombia > Guinea-Bissau (cocaine): join their citations in one"
    )
    assert twins[1].message == "2 citations of a tell one thing (2010, 5 t): p. 1, p. 2"


def test_duplicate_sources_by_address_or_title_and_year() -> None:
    data = data_of([leg("COL", "GNB", *(cite(key) for key in ("a1", "a2", "a3", "a4")))])
    changed: dict[str, dict[str, Any]] = {
        "a1": {"url": "http://www.e.org/x/", "title": "One"},
        "a2": {"url": "https://e.org/x#top", "title": "one!"},
        "a3": {"title": "The One", "url": None},
        "a4": {"title": "One", "year": 2010, "url": None},
    }
    sources = {
        key: msgspec.structs.replace(data.records.sources[key], **fields)
        for key, fields in changed.items()
    }
    records = msgspec.structs.replace(data.records, sources=sources)
    data = Dataset(data.path, data.sha256, records, data.places)
    assert subjects(data, "duplicates") == ["a1, a2", "a1, a2, a3"]


def test_duplicate_estimates() -> None:
    data = data_of(
        [
            leg(
                "COL",
                "GNB",
                cite("a", estimate="w", quantity=tonnes(5)),
                cite("b", estimate="z", quantity=tonnes(5)),
            )
        ],
        estimates={
            "w": {"statement": "West Africa: 18 t in 2010"},
            "x": {"statement": "18 tonnes went through West Africa in 2010."},
            "y": {"statement": "18 t in 2011"},
            "z": {"statement": "no figure"},
        },
    )
    first_pair, second = found(data, "duplicates")
    assert first_pair.subject == "w, x"
    assert second.subject == "w, z"
    assert "stand for one figure in cocaine.COL-GNB: 5 t a year" in second.message


def test_an_estimate_that_only_a_source_published_is_mentioned() -> None:
    data = data_of("COL > GNB", estimates={"e": {"statement": "s", "source": "a", "year": 2010}})
    spare = data.records.sources["a"]
    estimate = msgspec.structs.replace(data.records.estimates["e"], source=SourceRef("x"))
    records = msgspec.structs.replace(
        data.records, sources={"a": spare, "x": spare}, estimates={"e": estimate}
    )
    (only,) = found(Dataset("x", "y", records, data.places), "uncited-sources")
    assert only.message.endswith("; it is only where e was published")
