"""Hubs, gateways and legs, by hand."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest

from tests.networks import cite, data_of, leg, tonnes
from trafficroutes.analysis.hubs.answer import HubAnswer, hubs
from trafficroutes.model.dataset import Dataset
from trafficroutes.report.answers import hubs_document


def ask(data: Dataset, origin: str = "COL", destination: str = "ESP") -> HubAnswer:
    return hubs(data, origin, destination, weighting="equal").answers[0]


def shares(answer: HubAnswer) -> dict[str, float]:
    return {hub.place: hub.share for hub in answer.hubs}


def test_by_the_strength_of_legs() -> None:
    r"""COL sends 3/4 to MEX and 1/4 to BRA; BRA sends half of it on by way of GNB.

    ::

        COL --3--> MEX ----------> ESP
          `--1--> BRA --2--------> ESP
                    `----2-> GNB -> ESP
    """
    data = data_of("COL > MEX 3\nMEX > ESP 3\nCOL > BRA 1\nBRA > ESP 2\nBRA > GNB 2\nGNB > ESP 2")
    answer = hubs(data, "COL", "ESP", weighting="volume", retention="none").answers[0]
    assert shares(answer) == pytest.approx({"MEX": 0.75, "BRA": 0.25, "GNB": 0.125})
    assert [hub.name for hub in answer.hubs] == ["Mexico", "Brazil", "Guinea-Bissau"]
    assert answer.expected_legs == pytest.approx(0.75 * 2 + 0.125 * 2 + 0.125 * 3)
    assert answer.arrival_probability == pytest.approx(1.0)


def test_a_cycle_counts_once() -> None:
    r"""Half of what is in MEX goes on to ESP and half to USA, which sends all back.

    A journey is in MEX twice on average, but every journey passes it: share 1.
    USA is passed by all but those that leave MEX at once: 1/2.
    """
    answer = ask(data_of("COL > MEX > ESP\nMEX > USA > MEX"))
    assert shares(answer) == pytest.approx({"MEX": 1.0, "USA": 0.5})
    assert answer.expected_legs == pytest.approx(2 + 2 * 1)
    uses = {(used.origin, used.to): used.share for used in answer.legs}
    assert uses == pytest.approx(
        {("COL", "MEX"): 1, ("MEX", "ESP"): 1, ("MEX", "USA"): 1, ("USA", "MEX"): 1}
    )
    assert [(used.origin, used.to) for used in answer.legs] == sorted(uses)


def test_dead_ends_lower_the_arrival_and_not_the_shares() -> None:
    r"""A third of COL's goods is lost in PAN; the rest passes MEX and BRA half and half."""
    answer = ask(data_of("COL > MEX > ESP\nCOL > BRA > ESP\nCOL > PAN > CRI"))
    assert answer.arrival_probability == pytest.approx(2 / 3)
    assert shares(answer) == pytest.approx({"BRA": 0.5, "MEX": 0.5})
    # Equal shares stand by name.
    assert [hub.place for hub in answer.hubs] == ["BRA", "MEX"]


def test_parts_that_cannot_be_reached_do_not_count() -> None:
    """PER feeds BRA as well, but is no origin here; GNB feeds ESP from nowhere."""
    answer = ask(data_of("COL > BRA > ESP\nPER > BRA\nGNB > ESP\nAFG > IRN"))
    assert shares(answer) == {"BRA": 1.0}
    assert {(used.origin, used.to) for used in answer.legs} == {("COL", "BRA"), ("BRA", "ESP")}


def test_a_market_keeps_its_part() -> None:
    """BRA keeps as much as its one leg takes on, so half of its goods arrive: 1/2 : 1/4."""
    answer = hubs(
        data_of("COL > MEX > ESP\nCOL > BRA > ESP", markets=["BRA"]),
        "COL",
        "ESP",
        weighting="equal",
    ).answers[0]
    assert answer.arrival_probability == pytest.approx(0.75)
    assert shares(answer) == pytest.approx({"MEX": 2 / 3, "BRA": 1 / 3})
    assert any("stays in 1 place on the way" in note for note in answer.notes)


def test_goods_that_set_out_from_nowhere_leave_no_trace() -> None:
    """All goods start in COL, the only producer; PER and its way by BOL stay out of it."""
    data = data_of(
        [
            leg("COL", "BRA", cite("a")),
            leg("BRA", "ESP", cite("b")),
            leg("PER", "BOL", cite("c")),
            leg("BOL", "BRA", cite("d")),
        ],
        production={"COL": 10},
        regions={"SA": ["COL", "PER"]},
    )
    answer = hubs(data, "R:SA", "ESP").answers[0]
    assert shares(answer) == {"BRA": 1.0}
    assert [citation.source for citation in answer.hubs[0].citations] == ["a", "b"]
    assert len(answer.legs) == 2


def seizure(
    key: str, place: str, amount: float, commodity: str = "cocaine", **more: object
) -> dict[str, object]:
    quantity = {"best": amount, "unit": "kg", "basis": "seizure"}
    return {
        "id": key,
        "place": place,
        "commodity": commodity,
        "citations": [cite("d", quantity=quantity, **more)],
    }


def test_the_largest_cited_seizure_is_shown() -> None:
    """Totals and cases overlap, so they are not added up; 600 kg in 3 years are 200 a year."""
    data = data_of(
        "COL > BRA > ESP\nCOL > MEX > ESP\nCOL > GNB > ESP",
        seizures=[
            seizure("one", "BRA", 150, period=2005),
            seizure("two", "BRA", 600, period={"from": 2006, "to": 2008}),
            seizure("three", "MEX", 70),
            seizure("four", "MEX", 9, commodity="heroin", period=2005),
            {**seizure("five", "GNB", 1), "citations": [cite("d", period=2005)]},
        ],
    )
    found = {hub.place: (hub.seized_kg, hub.seized_years) for hub in ask(data).hubs}
    assert found == {"BRA": (200.0, "2006-2008"), "MEX": (70.0, None), "GNB": (None, None)}


def test_seizures_of_the_period_asked_for() -> None:
    data = data_of(
        [leg("COL", "BRA", cite(period=2005)), leg("BRA", "ESP", cite(period=2005))],
        seizures=[
            seizure("one", "BRA", 150, period=2005),
            seizure("two", "BRA", 600, period=2010),
            seizure("three", "BRA", 700),
        ],
    )
    (hub,) = hubs(data, "COL", "ESP", years=2005).answers[0].hubs
    assert (hub.seized_kg, hub.seized_years) == (150.0, "2005")


def test_one_answer_for_each_family_with_a_route() -> None:
    legs = [
        leg("AFG", "IRN", commodity="opium"),
        leg("IRN", "TUR", commodity="heroin"),
        leg("AFG", "TUR", commodity="cocaine"),
        leg("TUR", "AFG", commodity="cash"),
    ]
    data = data_of(legs)
    assert [a.commodity for a in hubs(data, "AFG", "TUR").answers] == ["cocaine", "opiates"]
    (family,) = hubs(data, "AFG", "TUR", commodity="Opiates").answers
    assert shares(family) == {"IRN": 1.0}
    with pytest.raises(LookupError, match="no cited route takes heroin"):
        hubs(data, "AFG", "TUR", commodity="heroin")


def test_citations_are_those_of_the_legs_used_each_once() -> None:
    data = data_of(
        [
            leg("COL", "BRA", cite("b", estimate="one"), cite("a")),
            leg("BRA", "ESP", cite("a"), cite("a", locator="p. 2", credibility=3)),
            leg("BRA", "ARG", cite("e")),
        ],
        estimates={"one": {"statement": "much"}},
    )
    (hub,) = ask(data).hubs
    assert [c.to_dict() for c in hub.citations] == [
        {"source": s, "locator": p, "reliability": s.upper(), "credibility": c, "estimate": e}
        | {"records": None}
        for s, p, c, e in (("a", "p. 1", 1, None), ("a", "p. 2", 3, None), ("b", "p. 1", 1, "one"))
    ]


def test_citations_are_sorted_by_source() -> None:
    chain = ["COL", "VEN", "BRA", "GUY", "SUR", "GNB", "SEN", "MLI", "NER", "DZA", "LBY", "ESP"]
    legs = [leg(a, b, cite(f"a{n:02}")) for n, (a, b) in enumerate(pairwise(chain))]
    for hub in ask(data_of(legs)).hubs:
        at = chain.index(hub.place)
        assert [c.source for c in hub.citations] == [f"a{at - 1:02}", f"a{at:02}"]


def test_as_plain_values_and_as_text() -> None:
    data = data_of(
        [leg("COL", "BRA", cite(period=2005)), leg("BRA", "ESP", cite(quantity=tonnes(1)))]
    )
    result = hubs(data, "Colombia", "Spain", years=None, modes=(), commodity="cocaine")
    values = json.loads(json.dumps(result.to_dict()))
    assert set(values) == {"query", "dataset", "answers"}
    assert values["query"] == {
        "origin": "COL",
        "destination": "ESP",
        "origin_name": "Colombia",
        "destination_name": "Spain",
        "commodity": "cocaine",
        "years": None,
        "modes": [],
        "weighting": "auto",
        "retention": "cited",
        "drop_unquantified": False,
        "min_citations": 1,
        "without_press": False,
        "range_shown": "50",
    }
    assert values["dataset"] == {
        "path": "small.yaml",
        "sha256": data.sha256,
        "legs": 2,
        "legs_with_quantity": 1,
    }
    (answer,) = values["answers"]
    assert set(answer) == {
        "commodity",
        "weighting",
        "origins",
        "arrival_probability",
        "expected_legs",
        "hubs",
        "gateways",
        "departures",
        "origins_of_arrivals",
        "direct",
        "draws",
        "top_k",
        "tested",
        "not_tested",
        "warnings",
        "notes",
    }
    assert answer["warnings"] == []
    assert answer["origins"] == {"COL": 1.0}
    unknown = {"range_50": None, "range_90": None}
    ranges = {**unknown, "interval": [1.0, 1.0]}
    named = {"of_named": 1.0, "by_seizures": 1.0}
    assert answer["gateways"] == [
        {"place": "ESP", "name": "Spain", "share": 1.0, **ranges, **named}
    ]
    colombia = {"place": "COL", "name": "Colombia", "share": 1.0, "interval": [1.0, 1.0]}
    assert answer["departures"] == answer["origins_of_arrivals"] == [{**colombia, **unknown}]
    assert answer["direct"] == {"share": 0.0, "interval": [0.0, 0.0], **unknown}
    assert set(answer["hubs"][0]) == {
        "place",
        "name",
        "share",
        "range_50",
        "range_90",
        "interval",
        "median",
        "rank_interval",
        "top_k_chance",
        "seized_kg",
        "seized_years",
        "citations",
    }
    assert answer["draws"]["without_route"] == 0
    # Spain is the one place of arrival, and goes without saying.
    assert str(result).splitlines() == [
        "Colombia to Spain",
        "Cocaine: Most of it passes Brazil (100 %, by the evidence 100 %).",
    ]
    (line,) = hubs_document(result, data).sections[0].lines
    assert line.startswith("100.0 % of what sets out arrives, by 2.0 legs on average; ")
