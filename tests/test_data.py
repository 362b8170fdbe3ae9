"""The data that ship: how much they hold, and what a specialist would look for first."""

from __future__ import annotations

import pytest

from trafficroutes import hubs, info, load
from trafficroutes.model.dataset import Dataset

FOUNDING_HUBS = {"GNB", "GIN", "SLE", "TGO", "MLI", "GHA", "NGA", "LBR"}


@pytest.fixture(scope="module")
def data() -> Dataset:
    return load()


def test_the_floors_hold(data: Dataset) -> None:
    found = info(data)
    assert found.distinct_pairs >= 420
    assert found.corridors >= 30
    assert found.countries >= 120
    assert found.sources_cited >= 600
    assert found.share_press_only <= 3 / 5
    assert found.share_two_independent >= 1 / 3
    assert found.legs_with_quantity >= 100
    assert found.sources == found.sources_cited


def test_the_founding_document_is_in_the_data(data: Dataset) -> None:
    source = "ondcp-2011-ch6"
    legs = [leg for leg in data.legs if any(c.source == source for c in leg.citations)]
    assert {leg.to for leg in legs if leg.origin == "R:SOUTH_AMERICA"} >= FOUNDING_HUBS
    assert {leg.origin for leg in legs if leg.to == "R:EUROPE"} >= FOUNDING_HUBS
    # It says where organisations are based, not where loads departed.
    based = [c for leg in legs if leg.origin in ("COL", "VEN") for c in leg.citations]
    assert {c.credibility for c in based if c.source == source} == {4}
    seized = {
        (entry.place, str(citation.quantity))
        for entry in data.records.seizures
        for citation in entry.citations
        if citation.source == source
    }
    assert seized == {("PAK", "15,800 kg"), ("BGR", "8,250 kg"), ("AUS", "460 kg")}
    bodies = [b for b in data.records.bodies.values() for c in b.citations if c.source == source]
    assert len(bodies) == 7


def test_counts_of_records_are_evidence_and_test_nothing(data: Dataset) -> None:
    records = data.records
    tables = {c.source for entry in records.mentions for c in entry.citations}
    shares = {c.source for entry in records.observations for c in entry.citations}
    assert tables
    assert tables.isdisjoint(shares)
    families = {"heroin": "opiates", "opium": "opiates", "morphine": "opiates"}
    named: dict[tuple[str, str], int] = {}
    for entry in records.mentions:
        key = (entry.place, families.get(entry.commodity, entry.commodity))
        named[key] = named.get(key, 0) + entry.records
        assert [s.records for s in entry.suppliers] == sorted(
            (s.records for s in entry.suppliers), reverse=True
        )
        assert not (entry.others and len(entry.suppliers) < 5)
    assert min(named.values()) >= 20
    for family, count in {"cocaine": 15, "opiates": 12}.items():
        assert len([key for key in named if key[1] == family]) == count


def test_no_leg_joins_a_place_to_itself_twice_by_one_commodity(data: Dataset) -> None:
    keys = [(leg.origin, leg.to, leg.commodity) for leg in data.legs]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("origin", "destination", "commodity", "among_the_first"),
    [
        ("Colombia", "Europe", "cocaine", {"ECU", "BRA", "PAN"}),
        ("Colombia", "United States", "cocaine", {"MEX"}),
        ("Bolivia", "Europe", "cocaine", {"BRA", "ARG", "PRY"}),
        ("Afghanistan", "Russia", "opiates", {"TJK", "KAZ", "UZB"}),
        ("Afghanistan", "Western and Central Europe", "opiates", {"IRN", "PAK"}),
        ("Afghanistan", "South Africa", "opiates", {"MOZ", "PAK"}),
        ("Europe", "Afghanistan", "acetic_anhydride", {"TUR", "IRN", "PAK"}),
    ],
)
def test_the_hubs_are_those_that_specialists_name(
    data: Dataset, origin: str, destination: str, commodity: str, among_the_first: set[str]
) -> None:
    (answer,) = hubs(data, origin, destination, commodity=commodity, weighting="evidence").answers
    assert among_the_first <= {hub.place for hub in answer.hubs[:6]}


@pytest.mark.slow
def test_a_specialist_would_not_smile(data: Dataset) -> None:
    def share(origin: str, destination: str, place: str) -> float:
        found = hubs(data, origin, destination, commodity="cocaine").answers[0]
        return sum(hub.share for hub in found.hubs if hub.place == place)

    assert share("Colombia", "Spain", "USA") < 0.02
    assert share("Colombia", "United States", "GNB") < 0.01
