"""Checks of what legs and sources stand on."""

from __future__ import annotations

import msgspec

from tests.analysis.audit.found import found, subjects
from tests.networks import cite, data_of, leg
from trafficroutes.model.dataset import Dataset


def test_a_leg_with_one_citation_is_named_the_weakest_first() -> None:
    data = data_of(
        [
            leg("COL", "GNB", cite("a", credibility=1)),
            leg("GNB", "ESP", cite("d", credibility=3)),
            leg("COL", "ESP", cite("a"), cite("b")),
        ]
    )
    weak, strong = found(data, "one-citation")
    assert (weak.subject, strong.subject) == ("cocaine.GNB-ESP", "cocaine.COL-GNB")
    assert weak.message == "Guinea-Bissau > Spain (cocaine) stands on one citation, graded D3"
    assert weak.places == ("GNB", "ESP")
    assert [(c.source, c.reliability) for c in weak.citations] == [("d", "D")]


def test_citations_that_hang_together_are_one_voice() -> None:
    data = data_of(
        [
            leg("COL", "GNB", cite("a"), cite("a", locator="p. 2")),
            leg("GNB", "ESP", cite("a", estimate="e"), cite("b", estimate="e")),
            leg("COL", "ESP", cite("a"), cite("b")),
            leg("COL", "FRA", cite("a")),
        ],
        estimates={"e": {"statement": "x"}},
    )
    assert subjects(data, "one-voice") == ["cocaine.COL-GNB", "cocaine.GNB-ESP"]
    assert "2 citations that count as one" in found(data, "one-voice")[0].message


def test_editions_of_a_series_within_five_years_are_no_several_voices() -> None:
    legs = [
        leg("COL", "GNB", cite("a", period=2010), cite("b", period=2015)),
        leg("GNB", "ESP", cite("a", period=2010), cite("c", period=2016)),
        leg("GNB", "PRT", cite("a", period=2010), cite("d", period=2010)),
        leg("COL", "ESP", cite("a", estimate="e"), cite("b", estimate="e")),
        leg("COL", "FRA", cite("a"), cite("b")),
    ]
    data = data_of(legs, estimates={"e": {"statement": "x"}})
    titles = {
        "a": ("Strategy report, March 2011", 2011),
        "b": ("Strategy Report, May 2016", None),
        "c": ("Strategy report 2017", 2017),
        "d": ("Another report 2011", 2011),
    }
    sources = {
        key: msgspec.structs.replace(data.records.sources[key], title=title, year=year)
        for key, (title, year) in titles.items()
    }
    records = msgspec.structs.replace(data.records, sources={**data.records.sources, **sources})
    data = Dataset(data.path, data.sha256, records, data.places)
    (only,) = found(data, "one-series")
    assert only.subject == "cocaine.COL-GNB"
    assert "counts a, b as independent: one series" in only.message


def test_loads_that_never_made_it_across() -> None:
    data = data_of(
        [
            leg("COL", "GNB", cite("a", stopped=True), cite("b", stopped=True)),
            leg("GNB", "ESP", cite("a", stopped=True), cite("b")),
        ]
    )
    (only,) = found(data, "stopped-only")
    assert only.subject == "cocaine.COL-GNB"
    assert "stands on 2 loads that never made it across" in only.message


def test_press_alone() -> None:
    data = data_of([leg("COL", "GNB", cite("a"), cite("b")), leg("GNB", "ESP", cite("c"))])
    report = msgspec.structs.replace(data.records.sources["c"], kind="un_report")
    records = msgspec.structs.replace(data.records, sources={**data.records.sources, "c": report})
    data = Dataset(data.path, data.sha256, records, data.places)
    (only,) = found(data, "press-only")
    assert only.subject == "cocaine.COL-GNB"
    assert "the press alone (2 press documents)" in only.message


def test_without_a_period() -> None:
    data = data_of(
        [leg("COL", "GNB"), leg("GNB", "ESP", cite(), cite(period=2010, locator="p. 2"))]
    )
    assert subjects(data, "no-period") == ["cocaine.COL-GNB"]


def test_sources_that_no_citation_names() -> None:
    data = data_of("COL > GNB")
    spare = data.records.sources["a"]
    records = msgspec.structs.replace(data.records, sources={"a": spare, "x": spare, "y": spare})
    data = Dataset(data.path, data.sha256, records, data.places)
    assert subjects(data, "uncited-sources") == ["x", "y"]
    assert found(data, "uncited-sources")[0].message == "no citation names the source (P: Report a)"


def test_bodies_without_members() -> None:
    citation = [cite()]
    data = data_of(
        "COL > GNB",
        bodies={
            "empty": {"name": "E", "kind": "forum", "observers": ["FRA"], "citations": citation},
            "full": {"name": "F", "kind": "forum", "members": ["FRA"], "citations": citation},
        },
    )
    (only,) = found(data, "no-members")
    assert (only.subject, only.places) == ("empty", ("FRA",))
    assert only.message == "E has no members and 1 observer"
