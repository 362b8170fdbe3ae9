"""Weightings by seizure records, held against hand-worked and drawn numbers.

COL --854--> ESP        COL --1--> RUS --1--> ARM --1--> TUR --1--> ESP
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from math import log, log1p, sqrt
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.model.test_events import HEAD
from trafficroutes import (
    Extract,
    MissingQuantityError,
    QueryError,
    audit,
    build_graph,
    centrality,
    draw_map,
    export,
    hubs,
    legs,
    load,
    merge,
    overview,
    profile,
    why,
)
from trafficroutes.graph import counting
from trafficroutes.graph.network import network_of
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.events import Event
from trafficroutes.model.records import EventCitation
from trafficroutes.model.refs import SourceRef
from trafficroutes.question.query import Weighting
from trafficroutes.scenario.whatif.leg_parts import parts_of

CHAIN = ("COL", "RUS", "ARM", "TUR", "ESP")


def link(origin: str, to: str, records: int, kg: float | None = None, largest: float = 0) -> str:
    weight = (
        "weighed: 0" if kg is None else f"weighed: {records}, kilograms: {kg}, largest: {largest}"
    )
    return (
        f"  - {{id: cocaine-{origin}-{to}, from: {origin}, to: {to}, commodity: cocaine, events: "
        f"[{{source: table, rule: departure-destination, records: {records}, {weight}, "
        f"years: {{2014: {records}}}}}]}}\n"
    )


def data_of(folder: Path, links: Sequence[str]) -> Dataset:
    path = folder / "links.yaml"
    path.write_text(HEAD + "".join(links), encoding="utf-8")
    return load(path)


def one_dataset(folder: Path) -> Dataset:
    kg = (0.7, 2.3, 4.8, 0.46)
    pairs = zip(CHAIN, CHAIN[1:], kg, strict=False)
    return data_of(
        folder,
        [
            link("COL", "ESP", 854, 13377, 400),
            *(link(a, b, 1, weight, weight) for a, b, weight in pairs),
        ],
    )


@pytest.mark.parametrize(
    ("weighting", "damped"), [("records", log1p), ("auto", log1p), ("records-sqrt", sqrt)]
)
def test_hubs_count_by_their_records(tmp_path: Path, weighting: Weighting, damped: object) -> None:
    found = hubs(one_dataset(tmp_path), "Colombia", "Spain", weighting=weighting, draws=0)
    (answer,) = found.answers
    assert callable(damped)
    by_chain = damped(1) / (damped(1) + damped(854))
    assert {hub.place: hub.share for hub in answer.hubs} == pytest.approx(
        dict.fromkeys(CHAIN[1:4], by_chain), rel=1e-12
    )
    assert answer.weighting == ("records-sqrt" if "sqrt" in weighting else "records")
    told = " ".join(answer.notes)
    assert "seizure records" in told
    assert "measure controls and reporting" in told
    assert "damped by the" in told


def test_a_country_on_one_record_is_named_as_such(tmp_path: Path) -> None:
    (answer,) = hubs(one_dataset(tmp_path), "Colombia", "Spain", draws=0).answers
    assert any("single seizure record" in n and "Armenia" in n for n in answer.notes)
    more = data_of(tmp_path, [link("COL", "BRA", 2), link("BRA", "ESP", 2)])
    (answer,) = hubs(more, "Colombia", "Spain", draws=0).answers
    assert not any("single seizure record" in n for n in answer.notes)


def test_where_citations_tell_of_most_legs_evidence_is_taken(tmp_path: Path) -> None:
    cited = (
        "  - {id: cited, from: COL, to: VEN, commodity: cocaine, citations: "
        "[{source: table, locator: p. 1, credibility: 2, period: 2014}]}\n"
    )
    half = data_of(tmp_path, [link("COL", "ESP", 9), cited])
    assert build_graph(half, "cocaine").graph["weighting"] == "evidence"
    most = data_of(tmp_path, [link("COL", "ESP", 9), link("COL", "BRA", 3), cited])
    graph = build_graph(most, "cocaine")
    assert graph.graph["weighting"] == "records"
    # A leg of citations alone counts as one record.
    flows = {(a, b): graph.edges[a, b]["flow"] for a, b in graph.edges}
    assert flows == pytest.approx(
        {("COL", "ESP"): log(10), ("COL", "BRA"): log(4), ("COL", "VEN"): log(2)}
    )


def test_what_is_recorded_to_end_in_a_place_stays_there(tmp_path: Path) -> None:
    data = data_of(tmp_path, [link("COL", "BRA", 10), link("BRA", "ESP", 4)])
    graph = build_graph(data, "cocaine", weighting="records")
    stays = {node: graph.nodes[node]["stays"] for node in graph}
    assert stays == pytest.approx({"BRA": log1p(6), "COL": 0.0, "ESP": log1p(4)})
    by_root = build_graph(data, "cocaine", weighting="records-sqrt")
    assert by_root.nodes["BRA"]["stays"] == pytest.approx(sqrt(6))


def test_kilograms_are_capped(tmp_path: Path) -> None:
    links = [
        link("COL", place, 1, kg, kg)
        for place, kg in zip(
            ("BRA", "ECU", "PER", "VEN", "PAN", "CRI", "MEX", "USA", "CAN"),
            range(1, 10),
            strict=True,
        )
    ]
    # A slip of the decimal point: without a cap it would be nearly all of the trade.
    slip = link("COL", "ESP", 11, 14_733_168, 14_733_068)
    graph = build_graph(data_of(tmp_path, [*links, slip]), "cocaine", weighting="kilograms")
    flows = {b: graph.edges[a, b]["flow"] for a, b in graph.edges}
    # Nine in ten of the ten largest records are at most 9 kg.
    assert flows["CAN"] == 9
    assert flows["BRA"] == 1
    assert flows["ESP"] == 9 + min(100, 10 * 9)


def test_kilograms_need_a_weighed_record(tmp_path: Path) -> None:
    data = data_of(tmp_path, [link("COL", "ESP", 9, 5, 5), link("COL", "BRA", 9)])
    with pytest.raises(MissingQuantityError, match=r"no weighed seizure record \(cocaine-COL-BRA"):
        hubs(data, "Colombia", "Spain", weighting="kilograms")
    found = hubs(data, "Colombia", "Spain", weighting="kilograms", drop_unquantified=True, draws=0)
    assert any("1 leg without a weighed" in note for note in found.answers[0].notes)


def test_periods_and_modes_take_their_records(tmp_path: Path) -> None:
    two = link("COL", "ESP", 10).replace("years: {2014: 10}", "years: {2013: 7, 2014: 3}")
    data = data_of(tmp_path, [two, link("COL", "BRA", 5)])
    graph = build_graph(data, "cocaine", years="2014", weighting="records")
    flows = {b: graph.edges[a, b]["flow"] for a, b in graph.edges}
    assert flows == pytest.approx({"ESP": log1p(3), "BRA": log1p(5)})
    graph = build_graph(data, "cocaine", years="2013", weighting="records")
    assert {head for _, head in graph.edges} == {"ESP"}


def test_draws_are_a_bootstrap_of_the_records(tmp_path: Path) -> None:
    data = one_dataset(tmp_path)
    (answer,) = hubs(data, "Colombia", "Spain", draws=1000, seed=1).answers
    (armenia,) = [hub for hub in answer.hubs if hub.place == "ARM"]
    assert armenia.interval is not None
    # All four of the chain's records are in a draw with chance (1 - 1/e)^4 = 0.16.
    assert armenia.interval[0] == 0.0
    assert armenia.top_k_chance == pytest.approx((1 - np.exp(-1)) ** 4, abs=0.04)
    (fewer,) = hubs(data, "Colombia", "Spain", draws=1000, seed=1).answers
    assert fewer.to_dict() == answer.to_dict()


def test_other_draws_do_not_change_with_a_link(tmp_path: Path) -> None:
    links = [link("COL", "ESP", 20), link("COL", "BRA", 5), link("BRA", "ESP", 5)]
    before = hubs(data_of(tmp_path, links), "Colombia", "Spain", draws=200).answers[0]
    apart = [*links, link("PER", "CHL", 9)]
    after = hubs(data_of(tmp_path, apart), "Colombia", "Spain", draws=200).answers[0]
    assert [hub.interval for hub in after.hubs] == [hub.interval for hub in before.hubs]


@given(
    st.lists(st.floats(0.001, 1e7), min_size=1, max_size=20),
    st.floats(0.001, 1e7),
)
def test_the_capped_sum_is_never_below_what_capped_records_add_up_to(
    amounts: list[float], cap: float
) -> None:
    total, largest = sum(amounts), max(amounts)
    event = Event(
        source=SourceRef("table"),
        rule="departure-destination",
        records=len(amounts),
        weighed=len(amounts),
        kilograms=total,
        largest=largest,
    )
    citation = EventCitation.of(event, "COL > ESP")
    found = counting.capped(citation, cap)
    exact = sum(min(amount, cap) for amount in amounts)
    assert found >= exact * (1 - 1e-9)
    assert found <= min(total, cap * len(amounts)) * (1 + 1e-9)
    many = counting.effective(citation)
    squares = sum((amount / total) ** 2 for amount in amounts)
    assert 1 - 1e-9 <= many <= len(amounts) * (1 + 1e-9)
    # The others are taken to be alike, which makes squares the smallest they can be.
    assert many >= 1 / squares * (1 - 1e-6)


def test_damping_and_back() -> None:
    amounts = np.array([0.0, 1.0, 2.0, 854.0])
    for weighting in (*counting.BY_RECORDS, "records-raw"):
        back = counting.undamped(counting.damped(amounts, weighting), weighting)
        assert back == pytest.approx(amounts)


def test_rules_of_one_table_are_not_added_up(tmp_path: Path) -> None:
    one = link("COL", "ESP", 10)
    twice = one.replace(
        "events: [",
        "events: [{source: table, rule: departure-seized-destination, records: 12, weighed: 0}, ",
    )
    graph = build_graph(data_of(tmp_path, [twice]), "cocaine")
    assert [graph.edges[edge]["flow"] for edge in graph.edges] == pytest.approx([log1p(12)])


def test_events_are_told_where_citations_are(tmp_path: Path) -> None:
    data = one_dataset(tmp_path)
    told = "COL > ESP: 854 seizure records of 2014 (departure > destination)"
    (part,) = [
        p
        for p in why(data, "Spain", "Colombia", "Spain", draws=0).answers[0].incoming
        if p.place == "COL"
    ]
    assert [(c.locator, c.records) for c in part.citations] == [(told, 854)]
    of_colombia = profile(data, "Colombia")
    assert told in {c.locator for leg in of_colombia.legs_out for c in leg.citations}
    assert overview(data, "cocaine").coverage.records == 858
    frames = data.to_geo(Extract())
    assert set(frames.legs["citations"]) == {1}


def test_centralities_of_records_are_those_of_networkx(tmp_path: Path) -> None:
    chance = np.random.default_rng(3)
    codes = ("ARG", "BRA", "COL", "DEU", "ECU", "ESP", "FRA", "MEX", "PER", "USA")
    pairs = [(a, b) for a in codes for b in codes if a != b and chance.random() < 0.3]
    data = data_of(tmp_path, [link(a, b, int(chance.integers(1, 900))) for a, b in pairs])
    graph = build_graph(data, "cocaine")
    measures = ("betweenness_hops", "betweenness_cost", "pagerank", "strength_in", "degree_out")
    found = centrality(data, measures=measures, draws=0).answer()
    ours = {place.place: place.values for place in found.places}
    theirs: dict[str, dict[str, float]] = {
        "betweenness_hops": nx.betweenness_centrality(graph),
        "betweenness_cost": nx.betweenness_centrality(graph, weight="cost"),
        "pagerank": nx.pagerank(graph, weight="flow", tol=1e-14, max_iter=1000),
        "strength_in": dict(graph.in_degree(weight="flow")),
        "degree_out": dict(graph.out_degree()),
    }
    for measure, values in theirs.items():
        for code, value in values.items():
            assert ours[code][measure] == pytest.approx(value, rel=0, abs=1e-9), measure


def test_exports_and_maps_tell_how_many_records_there_are(tmp_path: Path) -> None:
    data = one_dataset(tmp_path)
    export(data, tmp_path / "links.sqlite")
    with closing(sqlite3.connect(tmp_path / "links.sqlite")) as database:
        rows = database.execute("SELECT leg, records FROM citations").fetchall()
        assert ("cocaine-COL-ESP", 854) in rows
        (whole,) = database.execute("SELECT sum(records) FROM legs").fetchone()
    assert whole == 858
    answer = hubs(data, "Colombia", "Spain", draws=0)
    assert "854 seizure records of 2014" in draw_map(answer, data).get_root().render()


def test_modes_of_a_leg_go_by_their_records(tmp_path: Path) -> None:
    flown = link("COL", "ESP", 10).replace("years:", "modes: {air_courier: 6, parcel: 2}, years:")
    data = data_of(tmp_path, [flown, link("COL", "BRA", 5), link("BRA", "ESP", 5)])
    network = network_of(data, "cocaine", ("cocaine",), weighting="records")
    ((direct,),) = [
        part
        for part in parts_of(network)
        if part[0].item.leg.to == "ESP" and part[0].item.leg.origin == "COL"
    ]
    assert direct.modes == {"air_courier": 0.75, "parcel": 0.25}


def test_who_says_so_is_told_with_the_records(tmp_path: Path) -> None:
    data = one_dataset(tmp_path)
    assert "with 854 seizure records, about 2014" in legs(data, "Colombia", "Spain").sentence
    found = audit(data, checks=["one-citation"])
    told = [finding.message for check in found.checks for finding in check.findings]
    assert "Colombia > Spain (cocaine) stands on one table of seizures alone (854 records), " in (
        " ".join(told)
    )


def test_made_up_records_say_so_and_are_not_merged_with_cited_data(tmp_path: Path) -> None:
    head = HEAD.replace("publisher: An office", "publisher: SYNTHETIC")
    made_up = tmp_path / "made.yaml"
    made_up.write_text(head + link("COL", "ESP", 3) + link("COL", "BRA", 2), encoding="utf-8")
    answer = hubs(made_up, "Colombia", "Spain", draws=0).answer()
    assert any(note.startswith("SYNTHETIC: these data are made up") for note in answer.notes)
    cited = one_dataset(tmp_path)
    with pytest.raises(QueryError, match=r"made-up records .* are never merged with cited data"):
        merge(cited, made_up)
    assert merge(made_up, made_up).dataset.is_synthetic
    assert not cited.is_synthetic
