"""What a share is made of, and every reason why there is none."""

from __future__ import annotations

import json
from typing import Any

import networkx as nx
import pytest

from tests.flowmodel.markets import used
from tests.networks import cite, data_of, leg, near, tonnes
from trafficroutes.analysis.why.answer import why
from trafficroutes.analysis.why.results import WhyAnswer
from trafficroutes.flowmodel.networks import build_graph
from trafficroutes.model.dataset import Dataset


def ask(
    data: Dataset, place: str, origin: str = "COL", destination: str = "ESP", **options: Any
) -> WhyAnswer:
    return why(data, place, origin, destination, **{"weighting": "equal", **options}).answers[0]


def test_first_entries_and_last_exits() -> None:
    r"""Goods come to BRA from COL or PER and leave to ESP or GNB, which may send them back.

    ::

        COL ---> BRA ---> ESP          COL: 1/2 to BRA, 1/2 to PER; PER all to BRA
          `> PER -^^ `-> GNB -> ESP    BRA: 1/2 each; GNB: 1/2 back, 1/2 on
                   `------'

    Every journey passes BRA: 1/2 first from COL, 1/2 from PER, none first from
    GNB. Of four visits one ends in another, so the last exit is to ESP for 2/3
    and to GNB for 1/3.
    """
    data = data_of("COL > BRA > ESP\nCOL > PER > BRA > GNB > BRA\nGNB > ESP")
    found = ask(data, "Brazil")
    assert found.share == pytest.approx(1.0)
    assert found.starts == 0
    assert [(p.place, p.share) for p in found.incoming] == [
        ("COL", near(0.5)),
        ("PER", near(0.5)),
    ]
    assert [(p.place, p.share) for p in found.outgoing] == [
        ("ESP", near(2 / 3)),
        ("GNB", near(1 / 3)),
    ]
    assert found.incoming[0].ids == ("cocaine.COL-BRA",)
    assert [citation.source for citation in found.incoming[0].citations] == ["a"]
    assert found.reason == (
        "100.0 % of the arriving goods pass Brazil: they come mainly from Colombia (50.0 %), "
        "Peru (50.0 %)"
    )


def test_of_the_origin_and_of_the_destination() -> None:
    data = data_of("COL > BRA > ESP\nCOL > ESP")
    origin = ask(data, "COL")
    assert (origin.share, origin.starts, origin.incoming) == (1.0, 1.0, ())
    assert origin.reason == "100.0 % of the arriving goods pass Colombia: 100.0 % start there"
    arrival = ask(data, "ESP")
    assert [(p.place, p.share) for p in arrival.incoming] == [("BRA", 0.5), ("COL", 0.5)]
    assert arrival.outgoing == ()
    assert arrival.reason == (
        "100.0 % of the arriving goods arrive first in Spain, mainly from Brazil (50.0 %), "
        "Colombia (50.0 %)"
    )


BROKEN = """
COL > BRA > ESP
COL > PAN
GNB > ESP
PER > ECU > BRA
COL > VEN > SUR
ESP > FRA > ESP
R:WA > ESP
AFG > IRN
"""


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("MEX", "no cocaine leg in the data touches it"),
        ("PAN", "goods come to Panama, but no leg is cited that goes on from there"),
        ("GNB", "legs lead out of Guinea-Bissau, but none is cited that leads there"),
        ("ECU", "nothing cited leads there from Colombia"),
        ("VEN", "nothing cited leads on from there to Spain"),
        # In the data there is a leg into it, but only out of the destination.
        (
            "FRA",
            "left out: 1 leg into it, starting in the destination, where journeys end, or in",
        ),
        (
            "R:WA",
            "left out: 1 leg out of it, starting in the destination, where journeys end, or in",
        ),
    ],
)
def test_why_not(place: str, reason: str) -> None:
    found = ask(data_of(BROKEN, regions={"WA": ["GNB"]}), place)
    assert (found.share, found.incoming, found.outgoing, found.seized) == (0.0, (), (), None)
    assert found.reason.startswith("no share is modelled for ")
    assert found.reason.split(": ", 1)[1].startswith(reason)


def test_a_place_of_the_destination_that_nothing_leads_to() -> None:
    data = data_of("COL > ESP\nFRA > GNB\nPER > PRT", regions={"EU": ["ESP", "FRA", "PRT"]})
    assert "none is cited that leads there" in ask(data, "FRA", destination="R:EU").reason
    assert "nothing cited leads there from Colombia" in ask(data, "PRT", destination="R:EU").reason


def test_origins_without_goods() -> None:
    """Only COL makes any; PER, and BOL and FRA behind it, see none of it."""
    data = data_of(
        "COL > ESP\nPER > BOL > ESP\nPER > FRA",
        production={"COL": 10},
        regions={"SA": ["COL", "PER"], "EU": ["ESP", "FRA"]},
    )
    for place, reason in (
        ("PER", "Peru is an origin without goods of its own in this question"),
        ("BOL", "nothing leads there but from origins without goods of their own"),
        ("FRA", "nothing leads there but from origins without goods of their own"),
    ):
        assert reason in ask(data, place, "R:SA", "R:EU").reason


def test_ends_of_several_places() -> None:
    data = data_of(
        "COL > ESP\nPER > FRA\nECU > GNB\nGNB > ECU\nCOL > MEX > USA",
        regions={"SA": ["COL", "PER"], "EU": ["ESP", "FRA"]},
    )
    assert "from any of the 2 places asked for" in ask(data, "GNB", "R:SA", "R:EU").reason
    assert "to any of the 2 places asked for" in ask(data, "MEX", "R:SA", "R:EU").reason


def dated(origin: str, to: str, year: int, *modes: str) -> dict[str, object]:
    return leg(origin, to, cite(period=year, modes=list(modes)))


TIMES = data_of(
    [
        dated("COL", "ESP", 2005, "land"),
        dated("COL", "BRA", 2005, "land"),
        dated("BRA", "ESP", 2010),
        dated("GNB", "ESP", 2005, "land"),
        dated("COL", "GNB", 2010),
        dated("COL", "MEX", 2010),
        dated("MEX", "ESP", 2005, "sea_vessel"),
    ]
)


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("BRA", "left out: 1 leg out of it, outside the period or the modes asked for"),
        ("GNB", "left out: 1 leg into it, outside the period or the modes asked for"),
        (
            "MEX",
            "left out: 2 legs to or from it, outside the period or the modes asked for",
        ),
    ],
)
def test_outside_the_period_or_the_modes(place: str, reason: str) -> None:
    assert ask(TIMES, place, years=2005, modes=("land",)).reason.endswith(reason)


def test_legs_without_a_quantity() -> None:
    data = data_of(
        [leg("COL", "ESP", cite(quantity=tonnes(1))), leg("COL", "MEX"), leg("MEX", "ESP")]
    )
    found = ask(data, "MEX", weighting="volume", drop_unquantified=True)
    assert found.reason.endswith(
        "left out: 2 legs to or from it, without a flow quantity, or counting for nothing"
    )


def test_of_a_graph_by_hand() -> None:
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edge("COL", "ESP", flow=1.0)
    graph.add_edge("COL", "MEX", flow=1.0)
    found = why(graph, "MEX", "COL", "ESP").answers[0]
    assert found.reason.endswith("no leg is cited that goes on from there")
    found = why(graph, "FRA", "COL", "ESP").answers[0]
    assert found.reason.endswith("no goods leg in the data touches it")
    assert why(graph, "COL", "COL", "ESP").answers[0].outgoing[0].ids == ()


def test_of_a_graph_with_a_node_removed() -> None:
    graph = build_graph(data_of("COL > BRA > ESP\nCOL > MEX > BRA"), "cocaine")
    graph.remove_edge("MEX", "BRA")
    reason = why(graph, "MEX", "COL", "ESP").answers[0].reason
    assert reason.endswith("1 leg out of it, in the data, but no longer in the graph")


def seized(place: str, year: int | None) -> dict[str, object]:
    quantity = {"best": 2500, "unit": "kg", "basis": "seizure"}
    about = {"id": "s", "place": place, "commodity": "cocaine"}
    return {
        **about,
        "citations": [cite("d", quantity=quantity, **({"period": year} if year else {}))],
    }


def test_legs_that_carry_nothing_in_the_estimate() -> None:
    """Nothing is cited to end in PAN, so the estimate takes nothing there."""
    data = data_of(
        "COL > BRA > ESP\nCOL > PAN",
        production={"COL": 30},
        consumption_records=[used("ESP", 9)],
    )
    answer = why(data, "PAN", "COL", "ESP", weighting="estimate").answers[0]
    assert answer.reason.endswith("1 leg to or from it, carrying nothing in the flow estimate")


@pytest.mark.parametrize(("year", "told"), [(2009, " (2009)"), (None, "")])
def test_large_seizures_and_no_share(year: int | None, told: str) -> None:
    data = data_of("COL > ESP\nCOL > PAN", seizures=[seized("PAN", year)])
    found = ask(data, "PAN")
    assert found.reason == (
        f"no share is modelled for Panama, though 2,500 kg were seized there in one year{told}: "
        "goods come to Panama, but no leg is cited that goes on from there"
    )
    assert found.to_dict()["seized_kg"] == 2500
    assert found.to_dict()["seized_years"] == (None if year is None else str(year))
    assert [c["source"] for c in found.to_dict()["seized_citations"]] == ["d"]


def test_as_plain_values_and_as_text() -> None:
    data = data_of(
        [
            leg("COL", "IRN"),
            leg("AFG", "IRN", commodity="opium"),
            leg("IRN", "TUR", commodity="heroin"),
            leg("AFG", "TUR"),
        ]
    )
    result = why(data, "IRN", "AFG", "TUR")
    values = json.loads(json.dumps(result.to_dict()))
    assert set(values) == {"place", "name", "query", "dataset", "answers"}
    assert [answer["commodity"] for answer in values["answers"]] == ["cocaine", "opiates"]
    opiates = values["answers"][1]
    assert set(opiates) == {
        "commodity",
        "weighting",
        "share",
        "range_50",
        "range_90",
        "interval",
        "starts",
        "starts_range_50",
        "starts_range_90",
        "starts_interval",
        "incoming",
        "outgoing",
        "seized_kg",
        "seized_years",
        "seized_citations",
        "reason",
        "draws",
        "tested",
        "not_tested",
        "warnings",
        "notes",
    }
    assert (opiates["seized_kg"], opiates["seized_citations"]) == (None, [])
    (part,) = opiates["incoming"]
    assert (part["place"], part["legs"], part["share"]) == ("AFG", ["opium.AFG-IRN"], 1.0)
    assert set(part) == {
        "place",
        "name",
        "legs",
        "share",
        "range_50",
        "range_90",
        "interval",
        "rank_interval",
        "citations",
    }
    assert [answer["interval"] for answer in values["answers"]] == [[0.0, 0.0], [1.0, 1.0]]
    # Where there is no share its range goes without saying.
    ranges = ("", " By the evidence it is 100 %.")
    told = [
        f"{answer['reason'][0].upper()}{answer['reason'][1:].removesuffix('.')}.{range_}"
        for answer, range_ in zip(values["answers"], ranges, strict=True)
    ]
    about, *lines = str(result).splitlines()
    assert about == "Iran, Afghanistan to Türkiye"
    names = ("Cocaine", "Opiates")
    assert lines == [f"{name}: {text}" for name, text in zip(names, told, strict=True)]
    alike = why(data, "IRN", "AFG", "TUR", weighting="equal")
    lost = [answer.draws.without_route for answer in alike.answers if answer.draws]
    assert all(lost)
    assert str(alike).splitlines()[1:] == [
        f"{name}: Only in {100 - count / 10:.0f} % of the draws of the evidence is there a route "
        f"at all. {text}"
        for name, count, text in zip(names, lost, told, strict=True)
    ]
    bare = why(data, "IRN", "AFG", "TUR", draws=0)
    assert str(bare).splitlines()[1:] == [
        f"{name}: {answer.reason[0].upper()}{answer.reason[1:]}."
        for name, answer in zip(names, bare.answers, strict=True)
    ]
