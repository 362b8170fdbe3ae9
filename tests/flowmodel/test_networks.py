"""The flow estimate as a weighting, and the choice that ``auto`` makes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.flowmodel.markets import IMPORTS, estimated, flows, seized, used
from tests.networks import data_of, leg
from trafficroutes.analysis.hubs.answer import HubAnswer, hubs
from trafficroutes.analysis.paths.answer import paths
from trafficroutes.analysis.why.answer import why
from trafficroutes.errors import NoRouteError, QueryError
from trafficroutes.flowmodel.networks import build_graph, weighted_network
from trafficroutes.graph.recipe import RECIPE
from trafficroutes.model.dataset import Dataset

DATA = data_of(
    IMPORTS,
    production={"COL": 30},
    consumption=[used("ESP", 15), used("BRA", 5), used("FRA", 10)],
)


def tonnes_of(data: Dataset) -> dict[str, float]:
    """Return what the estimate moves over each connection, its prior included."""
    return flows(estimated(data, recipe=RECIPE))


def ask(data: Dataset, origin: str, destination: str, **options: Any) -> HubAnswer:
    return hubs(data, origin, destination, commodity="cocaine", **options).answers[0]


def shares(answer: HubAnswer) -> dict[str, float]:
    return {hub.place: hub.share for hub in answer.hubs}


def test_the_network_is_in_tonnes_and_demand_stays() -> None:
    graph = build_graph(DATA, "cocaine", weighting="estimate")
    found = {f"{tail}>{head}": known["flow"] for tail, head, known in graph.edges(data=True)}
    assert found == pytest.approx(tonnes_of(DATA))
    assert {code: known["stays"] for code, known in graph.nodes(data=True)} == pytest.approx(
        {"COL": 0, "BRA": 5, "ESP": 15, "FRA": 10}
    )
    assert graph.graph["weighting"] == "estimate"


def test_hub_shares_by_tonnes() -> None:
    # 15 t go to Spain, straight or by Brazil, of 30 t in all.
    answer = ask(DATA, "COL", "ESP", weighting="estimate")
    assert shares(answer)["BRA"] == pytest.approx(tonnes_of(DATA)["BRA>ESP"] / 15)
    assert answer.arrival_probability == pytest.approx(15 / 30)
    assert answer.weighting == "estimate"
    assert (
        sum(note.startswith("Legs are weighted by the flow estimate") for note in answer.notes) == 1
    )


def test_a_graph_answers_like_the_data() -> None:
    graph = build_graph(DATA, "cocaine", weighting="estimate")
    answer = hubs(graph, "COL", "ESP").answers[0]
    assert shares(answer) == shares(ask(DATA, "COL", "ESP", weighting="estimate"))
    assert answer.weighting == "estimate"


def test_paths_and_why_take_it_too() -> None:
    route = paths(DATA, "COL", "ESP", commodity="cocaine").answers[0].paths[0]
    assert route.places == ("COL", "BRA", "ESP")
    by_brazil = tonnes_of(DATA)["BRA>ESP"] / 15
    assert route.probability == pytest.approx(by_brazil)
    brazil = why(DATA, "BRA", "COL", "ESP", commodity="cocaine").answers[0]
    assert brazil.weighting == "estimate"
    assert brazil.share == pytest.approx(by_brazil)


#: ESP buys half from "Europe, country not stated", which Colombia and Brazil supply.
#:
#:     COL > R:EU      COL > BRA > R:EU      BRA > ESP
REGION = data_of(
    [leg("COL", "R:EU"), leg("COL", "BRA"), leg("BRA", "R:EU"), leg("BRA", "ESP")],
    production={"COL": 12},
    regions={"EU": ["ESP", "FRA"]},
    consumption=[used("ESP", 8), used("FRA", 4)],
)


def test_a_region_passes_on_what_the_estimate_says() -> None:
    # What goes straight to the region, and on to Spain, has not passed Brazil.
    answer = ask(REGION, "COL", "ESP")
    assert answer.weighting == "estimate"
    moved = tonnes_of(REGION)
    straight = moved["COL>R:EU"] / (moved["COL>R:EU"] + moved["BRA>R:EU"])
    assert shares(answer)["BRA"] == pytest.approx(1 - straight * moved["R:EU>ESP"] / 8)
    assert any("Region EU (2)" in n for n in answer.notes)
    assert [leg.ids for leg in answer.legs if leg.origin == "R:EU"] == [()]


def test_a_region_in_the_destination_is_an_arrival() -> None:
    answer = ask(REGION, "COL", "R:EU")
    direct = tonnes_of(REGION)["BRA>ESP"] / 12
    assert {g.place: g.share for g in answer.gateways} == pytest.approx(
        {"ESP": direct, "R:EU": 1 - direct}
    )


def test_auto_takes_the_estimate_where_markets_have_demand() -> None:
    assert ask(DATA, "COL", "ESP").weighting == "estimate"
    assert weighted_network(DATA, "cocaine", ("cocaine",)).weighting == "estimate"


@pytest.mark.parametrize(
    "sections",
    [
        {"consumption": [used("ESP", 15)]},
        {"production": {"COL": 30}},
        {"production": {"COL": 30}, "markets": ["ESP", "BRA"]},
        {"production": {"COL": 30}, "seizures": [seized("ESP", 3)]},
    ],
)
def test_auto_takes_evidence_elsewhere(sections: dict[str, Any]) -> None:
    assert ask(data_of(IMPORTS, **sections), "COL", "ESP").weighting == "evidence"


def test_auto_needs_an_amount_for_half_of_the_markets() -> None:
    half: dict[str, Any] = {"production": {"COL": 30}, "consumption": [used("ESP", 15)]}
    told = [
        {**used(place, 1), "citations": [{"source": "a", "locator": "p", "credibility": 1}]}
        for place in ("BRA", "FRA")
    ]
    one = data_of(IMPORTS, **{**half, "consumption": [used("ESP", 15), told[0]]})
    two = data_of(IMPORTS, **{**half, "consumption": [used("ESP", 15), *told]})
    assert ask(one, "COL", "ESP").weighting == "estimate"
    assert ask(two, "COL", "ESP").weighting == "evidence"


def test_auto_falls_back_where_the_estimate_moves_nothing_there() -> None:
    data = data_of(
        "COL > ESP\nCOL > GNB > MLI", production={"COL": 9}, consumption=[used("ESP", 9)]
    )
    assert ask(data, "COL", "ESP").weighting == "estimate"
    answer = ask(data, "COL", "MLI")
    assert answer.weighting == "evidence"
    assert any(n.startswith("The flow estimate has nothing on this way") for n in answer.notes)
    with pytest.raises(NoRouteError):
        ask(data, "COL", "MLI", weighting="estimate")


def test_goods_start_by_what_producers_are_asked_for() -> None:
    # Not by cited production, with which the estimate is only reconciled.
    data = data_of(
        [leg("COL", "ESP"), leg("PER", "FRA"), leg("FRA", "PRT"), leg("COL", "PRT")],
        production={"COL": 8, "PER": 5},
        consumption=[used("ESP", 5), used("PRT", 2), used("FRA", 4)],
        regions={"SA": ["COL", "PER"], "EU": ["ESP", "FRA", "PRT"]},
    )
    supply = estimated(data, recipe=RECIPE).supply
    assert supply["COL"] != pytest.approx(8000, rel=0.01)
    assert ask(data, "R:SA", "R:EU").origins == pytest.approx(
        {place: made / sum(supply.values()) for place, made in supply.items()}
    )


def test_families_without_an_estimate_are_passed_over_but_not_all() -> None:
    legs = [*IMPORTS, leg("COL", "ESP", commodity="cash")]
    data = data_of(legs, production={"COL": 30}, consumption=[used("ESP", 15)])
    assert [a.commodity for a in hubs(data, "COL", "ESP", weighting="estimate").answers] == [
        "cocaine"
    ]
    with pytest.raises(QueryError, match="no consumption"):
        hubs(data_of(IMPORTS), "COL", "ESP", weighting="estimate", commodity="cocaine")


def test_hand_made_graphs_need_no_data() -> None:
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edge("COL", "ESP", flow=1.0)
    assert hubs(graph, "COL", "ESP").answers[0].weighting == "flow"
