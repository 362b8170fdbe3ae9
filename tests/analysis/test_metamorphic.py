"""What must not change an answer: order, names, scale, irrelevant parts, a leg told in two.

Held to 1e-12 on one network with a cycle, a region, several origins and markets, by
evidence, by cited amounts and by the flow estimate, with its intervals.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from tests.flowmodel.markets import used
from tests.networks import cite, data_of, leg, tonnes
from trafficroutes import hubs
from trafficroutes.analysis.hubs.results import HubAnswer
from trafficroutes.question.query import Weighting

#: COL, PER --> BRA <--> GNB --> ESP     BRA --> R:COAST (GNB, SEN) --> ESP, FRA
Content = dict[str, Any]
WEIGHTINGS: tuple[Weighting, ...] = ("evidence", "volume", "estimate")


def content() -> Content:
    amounts = {
        "COL>BRA": 30, "PER>BRA": 20, "BRA>GNB": 12, "GNB>BRA": 2, "BRA>R:COAST": 8,
        "GNB>ESP": 9, "SEN>FRA": 4, "BRA>ESP": 15, "ESP>FRA": 6, "COL>ESP": 5,
    }  # fmt: skip
    grades = ("a", "b", "c", "d")
    legs = []
    for at, (pair, amount) in enumerate(amounts.items()):
        first = cite(grades[at % 4], quantity=tonnes(amount), locator=f"p. {at}", period=2010)
        second = cite("a-gov", credibility=at % 5 + 1, locator=f"p. {at}", period=2011)
        origin, to = pair.split(">")
        legs.append(leg(origin, to, first, second))
    return {
        "legs": legs,
        "production_records": [
            figure_of("COL", 40.0, "made-1"),
            figure_of("PER", 25.0, "made-2"),
        ],
        "consumption_records": [
            used("ESP", {"low": 8, "high": 14}),
            used("FRA", 7),
            used("BRA", 9),
        ],
        "regions": {"COAST": ["GNB", "SEN"]},
    }


def figure_of(place: str, amount: float, key: str) -> dict[str, Any]:
    quantity = tonnes(amount, None)
    return {
        "id": key,
        "place": place,
        "commodity": "cocaine",
        "citations": [cite(quantity=quantity)],
    }


def answer(made: Content, weighting: Weighting, origin: str = "R:LAND") -> HubAnswer:
    made = copy.deepcopy(made)
    made["regions"]["LAND"] = made.pop("land", ["COL", "PER"])
    return hubs(
        data_of(**made), origin, "FRA", weighting=weighting, draws=40, commodity="cocaine"
    ).answers[0]


def numbers(found: HubAnswer, names: dict[str, str] | None = None) -> dict[str, Any]:
    """Return all numbers of an answer by what they are about, places by their old names."""
    old = {new: code for code, new in (names or {}).items()}
    told: dict[str, Any] = {"arrival": found.arrival_probability, "legs": found.expected_legs}
    for table in (found.hubs, found.gateways):
        for row in table:
            low, high = row.interval or (0.0, 0.0)
            code = old.get(row.place, row.place)
            told |= {f"{code} share": row.share, f"{code} low": low, f"{code} high": high}
    return told


def ordered(made: Content, chance: Random) -> Content:
    for key in ("legs", "consumption_records", "production_records"):
        chance.shuffle(made[key])
    for entry in made["legs"]:
        chance.shuffle(entry["citations"])
        items = list(entry.items())
        chance.shuffle(items)
        entry.clear()
        entry.update(items)
    made["regions"]["COAST"].reverse()
    made["land"] = ["PER", "COL"]
    return made


def with_more(made: Content, _: Random) -> Content:
    """Another commodity, a part that nothing leads to, and a market outside the network."""
    made["legs"] += [
        leg("AFG", "IRN", cite("a", locator="p. 90"), commodity="heroin"),
        leg("AFG", "FRA", cite("b", locator="p. 91"), commodity="heroin"),
    ]
    made["seizures"] = [
        {"id": "s", "place": "AFG", "commodity": "heroin",
         "citations": [cite("c", quantity=tonnes(3, "seizure"), locator="p. 92")]},
    ]  # fmt: skip
    return made


CHANGES: dict[str, Callable[[Content, Random], Content]] = {
    "the order of all lists and keys": ordered,
    "what has nothing to do with it": with_more,
}


@pytest.fixture(scope="module")
def plain() -> dict[Weighting, dict[str, Any]]:
    return {weighting: numbers(answer(content(), weighting)) for weighting in WEIGHTINGS}


@pytest.mark.parametrize("weighting", WEIGHTINGS)
@pytest.mark.parametrize("change", CHANGES)
def test_nothing_changes_with(
    plain: dict[Weighting, dict[str, Any]], change: str, weighting: Weighting
) -> None:
    found = answer(CHANGES[change](content(), Random(3)), weighting)
    assert numbers(found) == pytest.approx(plain[weighting], abs=1e-12, rel=0)


@pytest.mark.parametrize("weighting", ["evidence", "volume"])
def test_places_may_be_called_otherwise(
    plain: dict[Weighting, dict[str, Any]], weighting: Weighting
) -> None:
    """Names that stand in another order by the alphabet."""
    names = {"BRA": "ZMB", "GNB": "ARG", "SEN": "KEN", "COL": "VEN", "PER": "CHL", "ESP": "AUT"}
    made = content()
    for entry in made["legs"]:
        for end in ("from", "to"):
            entry[end] = names.get(entry[end], entry[end])
    for entry in (*made["consumption_records"], *made["production_records"]):
        entry["place"] = names.get(entry["place"], entry["place"])
    made["regions"]["COAST"] = ["ARG", "KEN"]
    made["land"] = ["VEN", "CHL"]
    found = numbers(answer(made, weighting), names)
    assert found == pytest.approx(plain[weighting], abs=1e-12, rel=0)


def test_shares_do_not_depend_on_the_unit_of_amounts(
    plain: dict[Weighting, dict[str, Any]],
) -> None:
    made = content()
    for entry in made["legs"]:
        quantity = entry["citations"][0]["quantity"]
        quantity |= {"best": quantity["best"] * 1000, "unit": "kg_per_year"}
    found = numbers(answer(made, "volume"))
    assert found == pytest.approx(plain["volume"], abs=1e-12, rel=0)


def test_a_leg_told_as_two_is_one_by_cited_amounts(
    plain: dict[Weighting, dict[str, Any]],
) -> None:
    """Half of BRA > ESP by each of two legs; without draws, which tell the two apart."""
    made = content()
    whole = next(entry for entry in made["legs"] if (entry["from"], entry["to"]) == ("BRA", "ESP"))
    whole["citations"][0]["quantity"]["best"] /= 2
    made["legs"].append({**copy.deepcopy(whole), "id": "the-other-half"})
    shares = {key: value for key, value in plain["volume"].items() if key.endswith("share")}
    found = numbers(answer(made, "volume"))
    assert {key: found[key] for key in shares} == pytest.approx(shares, abs=1e-12, rel=0)


def test_the_answer_scales_with_all_amounts_of_the_estimate(
    plain: dict[Weighting, dict[str, Any]],
) -> None:
    """Ten times of everything moves the same shares."""
    made = content()
    for entry in made["legs"]:
        entry["citations"][0]["quantity"]["best"] *= 10
    for entry in (*made["consumption_records"], *made["production_records"]):
        quantity = entry["citations"][0]["quantity"]
        quantity |= {k: v * 10 for k, v in quantity.items() if isinstance(v, (int, float))}
    found = numbers(answer(made, "estimate"))
    assert found == pytest.approx(plain["estimate"], abs=1e-9, rel=0)
