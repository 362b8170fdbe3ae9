"""Checks of how legs hang together, on networks drawn where they have a shape."""

from __future__ import annotations

from typing import Any

from tests.analysis.audit.found import flow, found, seized, subjects
from tests.networks import data_of, leg
from trafficroutes.analysis.audit.answer import audit


def test_dead_ends() -> None:
    # COL --> GNB --> ESP (market)       COL --> MLI      COL --> FRA (a flow ends there)
    drawing = "COL > GNB > ESP\nCOL > MLI\nCOL > FRA"
    data = data_of(drawing, markets=["ESP"], flows=[flow("COL", "FRA")])
    (only,) = found(data, "dead-ends")
    assert only.subject == "MLI cocaine"
    assert only.message == (
        "1 leg of cocaine into Mali (from Colombia), none out of it, and no consumption or final "
        "destination is cited there"
    )


def test_a_region_is_a_dead_end_when_nothing_leads_on_from_its_countries() -> None:
    # COL --> {GNB, GIN}, GNB --> ESP    COL --> {MLI}    COL --> sea     COL --> {FRA: market}
    data = data_of(
        "COL > R:COAST\nGNB > ESP\nCOL > R:INLAND\nCOL > R:OCEAN\nCOL > R:WEST",
        markets=["ESP", "FRA"],
        regions={"COAST": ["GNB", "GIN"], "INLAND": ["MLI"], "OCEAN": [], "WEST": ["FRA"]},
    )
    assert subjects(data, "dead-ends") == ["R:INLAND cocaine", "R:OCEAN cocaine"]


def test_unfed_sources() -> None:
    # COL (made) --> GNB --> ESP     BRA --> ESP     R:ANDES --> FRA     R:COAST --> FRA
    data = data_of(
        "COL > GNB > ESP\nBRA > ESP\nR:ANDES > FRA\nR:COAST > FRA",
        production={"COL": 300, "R:WORLD": 900},
        regions={"ANDES": ["COL", "PER"], "COAST": ["GIN"]},
    )
    assert subjects(data, "unfed-sources") == ["BRA cocaine", "R:COAST cocaine"]
    fed = data_of("COL > R:COAST\nGIN > ESP", production={"COL": 300}, regions={"COAST": ["GIN"]})
    assert subjects(fed, "unfed-sources") == []
    part_of_a_maker = data_of(
        "PER > ESP", production={"R:ANDES": 300}, regions={"ANDES": ["COL", "PER"]}
    )
    assert subjects(part_of_a_maker, "unfed-sources") == []


def test_a_family_without_cited_production_has_no_sources() -> None:
    assert subjects(data_of("BRA > ESP"), "unfed-sources") == []


def test_large_seizures_and_no_way_on() -> None:
    # COL --> GNB --> ESP (market)    COL --> MLI    nothing touches BEN
    data = data_of(
        "COL > GNB > ESP\nCOL > MLI",
        markets=["ESP"],
        seizures=[
            seized("GNB", 5000),  # leads on
            seized("ESP", 5000),  # a market
            seized("MLI", 1000, period=2010),
            seized("BEN", 3, "t"),
            seized("TGO", 999, period=2010),  # too small
            seized("NER", 1500, period={"from": 2010, "to": 2011}),  # 750 a year
        ],
    )
    first_one, second = found(data, "seizures-no-way-on")
    assert (first_one.subject, second.subject) == ("BEN cocaine", "MLI cocaine")
    assert first_one.message == (
        "3,000 kg of cocaine a year cited as seized in Benin (undated), but no leg touches it"
    )
    assert "1 leg into it and none out" in second.message
    assert [c.source for c in second.citations] == ["a"]


def test_flows_that_no_route_can_carry() -> None:
    # COL --> GNB --> MLI --> ESP
    #           \---> SEN
    data = data_of(
        "COL > GNB > MLI > ESP\nGNB > SEN",
        flows=[
            flow("COL", "ESP"),
            flow("COL", "ESP", "MLI"),
            flow("COL", "ESP", "MLI", "GNB"),
            flow("COL", "MLI", "GNB", ordered=True),
            flow("COL", "ESP", "SEN"),
            flow("ESP", "COL"),
            flow("COL", "FRA"),
            {**flow("COL", "ESP", "MLI", "GNB", ordered=True), "id": "wrong-order"},
            {**flow("COL", "ESP", "GNB", "SEN", "MLI"), "id": "no-order"},
        ],
    )
    told = {finding.subject: finding.message for finding in found(data, "flows-without-route")}
    assert sorted(told) == ["COL-FRA", "COL-SEN-ESP", "ESP-COL", "no-order", "wrong-order"]
    assert told["COL-SEN-ESP"] == (
        "Colombia > Spain (cocaine) by way of Senegal: no legs of cocaine lead from Senegal to "
        "Spain"
    )
    assert "by way of Mali, Guinea-Bissau" in told["wrong-order"]
    assert told["wrong-order"].endswith("lead from Mali to Guinea-Bissau")
    assert told["no-order"].endswith("lead from Senegal to Spain")


def test_a_flow_of_a_family_without_legs_has_no_route() -> None:
    assert subjects(data_of([], flows=[flow("COL", "ESP")]), "flows-without-route") == ["COL-ESP"]
    assert sum(check.count for check in audit(data_of([])).checks) == 0


def test_places_that_each_fit_but_not_together() -> None:
    # COL --> GNB --> ESP, COL --> SEN --> ESP: no route passes both.
    drawing = "COL > GNB > ESP\nCOL > SEN > ESP"
    data = data_of(drawing, flows=[flow("COL", "ESP", "GNB", "SEN")])
    (only,) = found(data, "flows-without-route")
    assert only.message.endswith("no legs of cocaine lead through all these")


def test_flows_use_regions_as_questions_do() -> None:
    # COL --> R:COAST {GNB, GIN}; GIN --> ESP. A flow to Europe arrives in Spain.
    data = data_of(
        "COL > R:COAST\nGIN > ESP\nR:COAST > FRA",
        regions={"COAST": ["GNB", "GIN"]},
        flows=[flow("COL", "R:EUROPE", "GIN"), flow("COL", "FRA"), flow("R:COAST", "FRA")],
    )
    assert subjects(data, "flows-without-route") == ["COL-FRA"]


def test_corridors_that_do_not_connect() -> None:
    #   whole: COL --> R:COAST, GNB --> ESP        torn: COL --> BRA     MLI --> DZA
    def on(corridor: str, origin: str, to: str) -> dict[str, Any]:
        return leg(origin, to, corridors=[corridor])

    words = {"name": "N", "description": "d"}
    data = data_of(
        [
            on("whole", "COL", "R:COAST"),
            on("whole", "GNB", "ESP"),
            on("torn", "COL", "BRA"),
            on("torn", "PER", "BRA"),
            on("torn", "MLI", "DZA"),
        ],
        regions={"COAST": ["GNB", "GIN"]},
        corridors={"whole": words, "torn": words, "empty": words},
    )
    empty, torn = found(data, "loose-corridors")
    assert (empty.subject, empty.message) == ("empty", "no leg belongs to N")
    assert torn.message == (
        "the 3 legs of N fall into 2 parts: Brazil, Colombia, Peru; Algeria, Mali"
    )
    assert torn.places == ("DZA", "MLI")
