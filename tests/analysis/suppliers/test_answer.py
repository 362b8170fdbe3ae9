"""Suppliers of a place, by hand, by every weighting, and beside hubs on the data that ship."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.networks import cite, data_of, leg, near, tonnes
from trafficroutes import build_graph, hubs, load
from trafficroutes.analysis.suppliers.answer import suppliers
from trafficroutes.analysis.suppliers.results import Supplier, SuppliersAnswer
from trafficroutes.errors import NoRouteError, QueryError, UnknownNameError
from trafficroutes.model.dataset import Dataset
from trafficroutes.question.query import Weighting


def consumed(place: str, amount: float) -> dict[str, Any]:
    return {
        "id": f"used.{place}",
        "place": place,
        "commodity": "cocaine",
        "measure": "consumption",
        "citations": [cite(quantity=tonnes(amount, None))],
    }


#: ESP uses 4 t and FRA 2 t. COL makes all but what begins in SUR, which nobody supplies.
#:
#:     COL --> BRA --> ESP --> FRA
#:       `--> R:EUROPE           ^
#:     SUR ----------------------'
TOY = data_of(
    "COL > BRA > ESP > FRA\nCOL > R:EUROPE\nSUR > FRA",
    production={"COL": 10},
    consumption_records=[consumed("ESP", 4), consumed("FRA", 2)],
)


def shares(found: tuple[Supplier, ...]) -> dict[str, float]:
    return {supplier.place: supplier.share for supplier in found}


def ask(data: Dataset, place: str, **options: Any) -> SuppliersAnswer:
    return suppliers(data, place, **{"draws": 0, **options}).answers[0]


def estimated() -> dict[tuple[str, str], float]:
    """Return the tonnes that the estimate of the toy moves."""
    graph = build_graph(TOY, "cocaine", weighting="estimate")
    return {(i, j): graph.edges[i, j]["flow"] for i, j in graph.edges}


def test_goods_of_a_country_are_followed_back_by_the_last_step_and_to_their_beginning() -> None:
    """FRA has goods from ESP, from SUR, and straight from COL: those traced to "Europe".

    All but SUR's are COL's, also those that come by ESP.
    """
    answer = ask(TOY, "France", weighting="estimate")
    flow = estimated()
    into = {"COL": flow["R:EUROPE", "FRA"], "ESP": flow["ESP", "FRA"], "SUR": flow["SUR", "FRA"]}
    whole = sum(into.values())
    assert answer.weighting == "estimate"
    assert shares(answer.suppliers) == {code: near(f / whole) for code, f in into.items()}
    suriname = into["SUR"] / whole
    assert shares(answer.origins) == {"COL": near(1 - suriname), "SUR": near(suriname)}
    assert answer.made_there.share == 0
    told = "\n".join(answer.notes)
    assert "Goods are taken to begin where no supplier and no production is cited: Suriname" in told
    assert "from what ends there" in told


def test_a_region_gets_what_comes_in_from_outside_it() -> None:
    """What ends in Europe came in by BRA, from SUR, or straight, traced to "Europe" alone.

    Nothing leaves Europe, so that these are what goes over its border.
    """
    answer = ask(TOY, "Europe", weighting="estimate")
    flow = estimated()
    into = {"COL": flow["COL", "R:EUROPE"], "BRA": flow["BRA", "ESP"], "SUR": flow["SUR", "FRA"]}
    whole = sum(into.values())
    assert shares(answer.suppliers) == {code: near(f / whole) for code, f in into.items()}


def test_where_nothing_ends_what_comes_in_is_followed_back() -> None:
    """Nothing ends in BRA; all that comes in is COL's."""
    answer = ask(TOY, "Brazil", weighting="estimate")
    assert shares(answer.suppliers) == {"COL": near(1)}
    assert any("what comes in, since nothing ends there" in note for note in answer.notes)


def test_what_is_made_in_a_place_is_told_apart() -> None:
    """COL uses its own."""
    data = data_of(
        "COL > ESP",
        production={"COL": 10},
        consumption_records=[consumed("ESP", 4), consumed("COL", 1)],
    )
    answer = suppliers(data, "Colombia", weighting="estimate", draws=20).answers[0]
    assert answer.suppliers == ()
    assert answer.made_there.share == near(1)
    assert answer.made_there.interval == (near(1), near(1))
    assert shares(answer.origins) == {"COL": near(1)}
    america = ask(data, "South America", weighting="estimate")
    assert america.made_there.share == near(1)


@pytest.mark.parametrize(
    ("weighting", "brazil"), [("evidence", 1 / 2), ("equal", 1 / 2), ("volume", 3 / 4)]
)
def test_without_an_estimate_goods_are_followed_forward(
    weighting: Weighting, brazil: float
) -> None:
    """COL and PER make as much, and each sends half of it by BRA; by amounts PER 3 of 4 parts."""
    data = data_of(
        [
            leg("COL", "ESP", cite(quantity=tonnes(1))),
            leg("PER", "BRA", cite(quantity=tonnes(3))),
            leg("BRA", "ESP", cite(quantity=tonnes(3))),
            leg("PER", "ESP", cite(quantity=tonnes(1))),
            leg("COL", "BRA", cite(quantity=tonnes(1))),
        ],
        production={"COL": 1, "PER": 1},
    )
    answer = ask(data, "Spain", weighting=weighting, retention="none")
    if weighting == "volume":
        brazil = (1 / 2 + 3 / 4) / 2
    assert shares(answer.suppliers)["BRA"] == near(brazil)
    assert sum(shares(answer.suppliers).values()) == near(1)
    assert shares(answer.origins) == {"COL": near(1 / 2), "PER": near(1 / 2)}
    assert any("followed forward" in note for note in answer.notes)
    assert not any("taken as destination" in note for note in answer.notes)
    drawn = suppliers(data, "Spain", weighting=weighting, draws=50).answers[0]
    assert drawn.draws is not None
    for supplier in drawn.suppliers:
        assert supplier.interval is not None
        assert 0 <= supplier.interval[0] <= supplier.interval[1] <= 1


def test_a_region_that_holds_the_place_supplies_nobody() -> None:
    """What is only traced to EU came in from COL; what set out in AFRICA has no country."""
    data = data_of("COL > R:EU\nR:AFRICA > ESP", regions={"EU": ["ESP", "FRA"]})
    answer = ask(data, "Spain", weighting="equal")
    found = {supplier.name: supplier.share for supplier in answer.suppliers}
    assert found == {"Africa, country not stated": near(2 / 3), "Colombia": near(1 / 3)}
    (colombia,) = (s for s in answer.suppliers if s.place == "COL")
    assert [cited.source for cited in colombia.citations] == ["a"]


def test_auto_goes_by_evidence_where_the_estimate_brings_nothing() -> None:
    """Nothing is known to be used in MEX, so that the estimate leaves it out."""
    data = data_of(
        "COL > ESP\nCOL > MEX", production={"COL": 10}, consumption_records=[consumed("ESP", 4)]
    )
    assert ask(data, "Mexico").weighting == "evidence"
    assert ask(data, "Spain").weighting == "estimate"
    with pytest.raises(NoRouteError, match="nothing that is cited brings"):
        suppliers(data, "Mexico", weighting="estimate")


def test_errors_say_what_is_wrong() -> None:
    with pytest.raises(UnknownNameError, match="Germny"):
        suppliers(TOY, "Germny")
    with pytest.raises(QueryError, match="name a country or a region"):
        suppliers(TOY, "World")
    with pytest.raises(QueryError, match="number of draws"):
        suppliers(TOY, "Spain", draws=-1)
    with pytest.raises(NoRouteError, match="nothing that is cited brings cocaine to Japan in 2005"):
        suppliers(TOY, "Japan", commodity="cocaine", years=2005)


def test_a_graph_that_was_made_by_hand_has_no_intervals() -> None:
    graph = build_graph(TOY, "cocaine", weighting="equal")
    graph.remove_edge("SUR", "FRA")
    answer = suppliers(graph, "France").answers[0]
    assert answer.draws is None
    assert {supplier.interval for supplier in answer.suppliers} == {None}
    assert "SUR" not in shares(answer.suppliers)


def test_as_plain_values_and_as_text() -> None:
    result = suppliers(TOY, "France", weighting="estimate", draws=100)
    values = json.loads(json.dumps(result.to_dict()))
    (answer,) = values["answers"]
    assert set(answer) == {
        "commodity",
        "weighting",
        "place",
        "name",
        "suppliers",
        "made_there",
        "origins",
        "draws",
        "tested",
        "not_tested",
        "notes",
    }
    for found in (*answer["suppliers"], *answer["origins"]):
        assert found["range_90"][0] <= found["range_50"][0] <= found["share"]
        assert found["share"] <= found["range_50"][1] <= found["range_90"][1]
    keys = {"place", "name", "share", "range_50", "range_90", "interval", "citations"}
    assert {frozenset(found) for found in answer["suppliers"] + answer["origins"]} == {
        frozenset(keys)
    }
    assert set(answer["made_there"]) == {"share", "range_50", "range_90", "interval"}
    assert answer["place"] == values["query"]["destination"] == "FRA"
    told = result.sentences(result.answers[0])
    assert "Cocaine: " + " ".join(told) in str(result)
    shown = [
        "{name} ({share:.0f} %, {named}{low:.0f} to {high:.0f} %)".format(
            name=found["name"],
            share=100 * found["share"],
            named="" if place else "as likely as not ",
            low=100 * found["range_50"][0],
            high=100 * found["range_50"][1],
        )
        for place, found in enumerate(answer["suppliers"])
    ]
    assert {text.split()[0] for text in shown} == {"Colombia", "Spain", "Suriname"}
    assert told[0] == (
        f"Most of what comes into France comes from {shown[0]}; less comes from {shown[1]} and "
        f"{shown[2]}."
    )
    begun = [f"{found['name']} ({100 * found['share']:.0f} %)" for found in answer["origins"]]
    assert told[-1] == f"It begins mainly in {begun[0]} and {begun[1]}."
    assert result.answer().rows("origins")[0]["place"] == "COL"


@pytest.fixture(scope="module")
def shipped() -> Dataset:
    return load()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("place", "commodity"), [("Germany", "cocaine"), ("Spain", "cocaine"), ("Italy", "opiates")]
)
def test_producers_are_the_origins_of_what_arrives(
    shipped: Dataset, place: str, commodity: str
) -> None:
    """Flows add up, so that going back from a country meets the mix that going forward brings."""
    asked: dict[str, Any] = {"commodity": commodity, "weighting": "estimate", "draws": 0}
    back = suppliers(shipped, place, **asked).answers[0]
    forth = hubs(shipped, "World", place, **asked).answers[0]
    made = {origin.place: origin.share for origin in back.origins if origin.place in forth.origins}
    whole = sum(made.values())
    assert {o.place: o.share for o in forth.origins_of_arrivals} == {
        code: pytest.approx(share / whole, abs=1e-9) for code, share in made.items()
    }
    assert sum(s.share for s in back.suppliers) + back.made_there.share == pytest.approx(1)


def test_suppliers_of_whom_one_report_alone_tells_are_named_first() -> None:
    """BRA's leg has two reports, SUR's one and ESP's one estimate twice; all four send alike."""
    legs = [
        leg("COL", "BRA"),
        leg("BRA", "FRA", cite("a"), cite("a1")),
        leg("SUR", "FRA", cite("a2")),
        leg("ESP", "FRA", cite("a3", estimate="one"), cite("a4", estimate="one")),
    ]
    estimates = {"one": {"statement": "A figure."}}
    answer = ask(data_of(legs, estimates=estimates), "France", weighting="equal")
    assert answer.notes[0] == (
        "One report alone tells of each that goods come from Spain (25 %, a3), Suriname (25 %, a2)"
    )
    assert not ask(data_of(legs[:2]), "France", weighting="equal").notes[0].startswith("One report")
