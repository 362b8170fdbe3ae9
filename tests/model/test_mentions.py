"""Seizure records of a place by the supplier that they name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.networks import cite, data_of, near
from trafficroutes import DataFileError, merge, profile, suppliers
from trafficroutes.dataset.loading import load_bytes
from trafficroutes.dataset.writing import to_yaml
from trafficroutes.exporting.data_tables import data_book
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.events import amounts_fit
from trafficroutes.model.mentions import SeizureCount
from trafficroutes.report.records import profile_document


def supplier(place: str, records: int, **more: Any) -> dict[str, Any]:
    return {"place": place, "records": records, "weighed": 0, **more}


def mentions(*of: dict[str, Any], place: str = "ESP", **more: Any) -> dict[str, Any]:
    commodity = more.pop("commodity", "cocaine")
    return {
        "id": f"mentions-{commodity}-{place}",
        "place": place,
        "commodity": commodity,
        "suppliers": list(of),
        "citations": [cite("b", period={"from": 2011, "to": 2016})],
        **more,
    }


BRAZIL = supplier("BRA", 30, weighed=20, kilograms=75, largest=50, modes={"sea_container": 7})
COLOMBIA = supplier("COL", 10, weighed=5, kilograms=25, largest=9)
REST = {"places": 4, "records": 10, "weighed": 0}


def read(*entries: dict[str, Any], legs: str = "COL > ESP", **more: Any) -> Dataset:
    return data_of(legs, mentions=list(entries), **more)


def test_records_are_read_written_and_read_again() -> None:
    data = read(mentions(BRAZIL, COLOMBIA, others=REST, left_out={**REST, "places": 1}))
    (entry,) = data.records.mentions
    assert (entry.records, entry.kilograms) == (50, 100)
    again = load_bytes(to_yaml(data.records).encode(), "again.yaml", keep=False)
    assert again.records == data.records


def test_what_is_wrong_is_said_at_its_place() -> None:
    twice = mentions(BRAZIL, {**COLOMBIA, "place": "Brazil"}, supplier("ESP", 1))
    money = mentions(supplier("COL", 2), place="FRA", commodity="cash")
    many = mentions(supplier("COL", 2, modes={"land": 3}), supplier("Gunea", 1), place="ITA")
    with pytest.raises(DataFileError) as caught:
        read(twice, money, many, mentions(COLOMBIA, place="PRT", id=twice["id"]))
    for said in (
        "mentions[0].suppliers[1].place: BRA stands in suppliers[0] already: make them one",
        "mentions[0].suppliers[2].place: ESP is the place that seized",
        "mentions[1].commodity: cash is measured in money",
        "mentions[2].suppliers[0].modes: they add up to 3, of 2 records",
        "mentions[2].suppliers[1].place: unknown country 'Gunea'; did you mean Guinea",
        "mentions[3].id: the id 'mentions-cocaine-ESP' is taken by mentions[0]",
    ):
        assert said in str(caught.value)


def test_amounts_go_together() -> None:
    with pytest.raises(ValueError, match="10 kg is more than all records together"):
        SeizureCount(records=2, weighed=2, kilograms=3, largest=10)
    assert not list(amounts_fit(SeizureCount(records=2, weighed=2, kilograms=12, largest=10)))


def test_records_of_some_modes() -> None:
    counted = SeizureCount(records=9, weighed=0, modes={"land": 4, "parcel": 2})
    assert [counted.by(asked) for asked in ((), ("land",), ("unknown",), ("rail", "unknown"))] == [
        9,
        4,
        3,
        3,
    ]


def test_a_profile_has_shares_of_records_and_of_weight() -> None:
    data = read(mentions(BRAZIL, COLOMBIA, others=REST))
    told = profile(data, "Spain").mentions
    assert [(m.name, m.records, m.share, m.share_of_weight, m.largest) for m in told] == [
        ("Brazil", 30, near(0.6), near(0.75), 50),
        ("Colombia", 10, near(0.2), near(0.25), 9),
        ("4 others", 10, near(0.2), near(0.0), None),
    ]
    assert [c.source for c in told[0].citations] == ["b"]
    assert profile(data, "Spain", years=2005).mentions == ()
    assert profile(data, "Colombia").mentions == ()


def test_they_stand_beside_an_answer_about_suppliers() -> None:
    data = read(mentions(BRAZIL, COLOMBIA, others=REST), production={"COL": 9}, markets=["ESP"])
    beside = "50 seizure records of 2011-2016 that state from where cocaine came, 60 % name Brazil"
    assert any(beside in note for note in suppliers(data, "ESP", draws=0).answers[0].notes)
    other = suppliers(data, "ESP", draws=0, years=2005).answers[0].notes
    assert not any("Beside it" in note for note in other)


def test_an_export_has_a_row_a_supplier() -> None:
    data = read(mentions(BRAZIL, others=REST))
    table = data_book(data)["mentions"]
    assert list(
        zip(*(table.column(n) for n in ("supplier", "countries", "kilograms")), strict=True)
    ) == [
        ("BRA", 1, 75.0),
        (None, 4, None),
    ]


def test_files_that_count_otherwise_are_in_conflict() -> None:
    one, two = read(mentions(BRAZIL)), read(mentions(COLOMBIA))
    with pytest.raises(ValueError, match=r"mentions\.mentions-cocaine-ESP"):
        merge(one, two)
    assert merge(one, one).dataset.records.mentions == one.records.mentions


def test_a_profile_is_told_with_the_table_of_records() -> None:
    data = read(mentions(BRAZIL, COLOMBIA, others=REST))
    (section,) = profile_document(profile(data, "Spain"), data, evidence=True).sections
    tables = {table.name: table for table in section.tables}
    assert [row[1:5] for row in tables["mentions"].rows] == [
        ("Brazil", "BRA", 30, near(0.6)),
        ("Colombia", "COL", 10, near(0.2)),
        ("4 others", None, 10, near(0.2)),
    ]
    assert any("b" in map(str, row) for row in section.tables[-1].rows)
