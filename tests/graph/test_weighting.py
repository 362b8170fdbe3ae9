"""Strength of connections, by hand."""

from __future__ import annotations

import pytest

from tests.networks import cite, data_of, leg, tonnes
from trafficroutes.errors import MissingQuantityError
from trafficroutes.graph.independence import independent
from trafficroutes.graph.network import Network, network_of
from trafficroutes.graph.weighting import cost

ESTIMATE = {"one": {"statement": "25 t a year"}}


def strength(*citations: dict[str, object]) -> float:
    data = data_of([leg("COL", "ESP", *citations)], estimates=ESTIMATE)
    return float(network_of(data, "cocaine", ("cocaine",)).flow[0])


@pytest.mark.parametrize(
    ("citations", "expected"),
    [
        ([cite("a")], 0.95 * 0.95),
        ([cite("f", credibility=6)], 0.5 * 0.5),
        ([cite("b", credibility=3)], 0.8 * 0.6),
        # Two documents: 1 - (1 - .9025)(1 - .76).
        ([cite("a"), cite("b")], 1 - 0.0975 * 0.24),
        # One document, twice: its better half.
        ([cite("b", credibility=4), cite("b", locator="p. 9")], 0.76),
        # Two documents that repeat one estimate: the better one.
        ([cite("c", estimate="one"), cite("b", estimate="one")], 0.76),
        # a stands apart from the two that repeat one estimate.
        ([cite("c", estimate="one"), cite("a"), cite("b", estimate="one")], 1 - 0.0975 * 0.24),
        # The same, and one more page of b.
        (
            [
                cite("a"),
                cite("b", estimate="one"),
                cite("a", locator="2", estimate="one"),
                cite("b", locator="3"),
            ],
            0.9025,
        ),
        # a p.1 - a p.2 by document, a p.2 - b by estimate: all three hang together.
        ([cite("a"), cite("b", estimate="one"), cite("a", locator="2", estimate="one")], 0.9025),
    ],
)
def test_evidence(citations: list[dict[str, object]], expected: float) -> None:
    assert strength(*citations) == pytest.approx(expected, abs=1e-12)


def test_evidence_pools_the_legs_of_a_family() -> None:
    """One document that names heroin and opium on the same crossing counts once."""
    legs = [
        leg("AFG", "IRN", cite("a"), commodity="heroin"),
        leg("AFG", "IRN", cite("a"), cite("b"), commodity="opium"),
    ]
    network = network_of(data_of(legs), "opiates", ("heroin", "opium"))
    assert network.flow.tolist() == pytest.approx([1 - 0.0975 * 0.24])
    assert [item.leg.commodity for item in network.legs[0]] == ["heroin", "opium"]


def test_groups_keep_every_citation() -> None:
    data = data_of(
        [leg("COL", "ESP", cite("a"), cite("b", estimate="one"), cite("b"))], estimates=ESTIMATE
    )
    groups = independent(data.legs[0].citations)
    assert sorted(len(group) for group in groups) == [1, 2]


def test_equal_counts_pairs_of_places() -> None:
    legs = [leg("AFG", "IRN", commodity="heroin"), leg("AFG", "IRN", commodity="opium")]
    network = network_of(data_of(legs), "opiates", ("heroin", "opium"), weighting="equal")
    assert network.flow.tolist() == [1.0]


def volume(*legs: dict[str, object], drop: bool = False, commodity: str = "cocaine") -> Network:
    data = data_of(legs, estimates=ESTIMATE)
    label, commodities = data.resolve_commodity(commodity)
    return network_of(data, label, commodities, weighting="volume", drop_unquantified=drop)


@pytest.mark.parametrize(
    ("citations", "expected"),
    [
        ([cite(quantity=tonnes(7))], 7),
        ([cite(quantity={"best": 500, "unit": "kg_per_year", "basis": "flow"})], 0.5),
        # 30 t over three years; without its years no rate can be told.
        (
            [
                cite(
                    "b",
                    quantity={"best": 30, "unit": "t", "basis": "flow"},
                    period={"from": 2006, "to": 2008},
                ),
                cite("c", quantity={"best": 90, "unit": "t", "basis": "flow"}),
            ],
            10,
        ),
        # Figures that contradict each other are averaged, one voice a document:
        # (mean of 2 and 4, then 9).
        (
            [
                cite("b", quantity=tonnes(2)),
                cite("b", quantity=tonnes(4), locator="2"),
                cite("c", quantity=tonnes(9)),
            ],
            6,
        ),
        # A seizure is no flow.
        ([cite(quantity=tonnes(7)), cite("b", quantity=tonnes(99, "seizure"))], 7),
        ([cite(quantity={"low": 4, "high": 9, "unit": "t_per_year", "basis": "flow"})], 6),
    ],
)
def test_volume(citations: list[dict[str, object]], expected: float) -> None:
    assert volume(leg("COL", "ESP", *citations)).flow.tolist() == pytest.approx([expected])


def test_volume_of_money_is_in_dollars() -> None:
    paid = cite(quantity={"best": 5e6, "unit": "usd_per_year", "basis": "flow"})
    found = volume(leg("ESP", "COL", paid, commodity="cash"), commodity="cash")
    assert found.flow.tolist() == [5e6]


def test_volume_refuses_with_names() -> None:
    legs = [
        leg("COL", "ESP", cite(quantity=tonnes(7))),
        leg("COL", "MEX", cite(quantity=tonnes(7, "seizure"))),
        leg("BRA", "ESP"),
    ]
    with pytest.raises(MissingQuantityError, match="drop_unquantified") as error:
        volume(*legs)
    assert error.value.legs == ("cocaine.BRA-ESP", "cocaine.COL-MEX")


def test_legs_without_a_quantity_can_be_dropped() -> None:
    """One by one, also where another leg joins the same places."""
    legs = [
        leg("AFG", "IRN", cite(quantity=tonnes(7)), commodity="heroin"),
        leg("AFG", "IRN", commodity="opium"),
        leg("IRN", "TUR", commodity="opium"),
    ]
    network = volume(*legs, drop=True, commodity="opiates")
    assert network.places == ("AFG", "IRN")
    assert [[item.leg.id for item in legs] for legs in network.legs] == [["heroin.AFG-IRN"]]
    assert (network.unquantified, network.worthless) == (2, 0)


def test_a_quantity_of_nothing_is_no_missing_quantity() -> None:
    legs = [
        leg("COL", "ESP", cite(quantity=tonnes(0))),
        leg("COL", "MEX", cite(quantity=tonnes(1))),
    ]
    network = volume(*legs)
    assert network.places == ("COL", "MEX")
    assert (network.unquantified, network.worthless) == (0, 1)


def test_cost_falls_with_flow() -> None:
    assert (cost(0.25), cost(4.0), cost(0.0)) == (4.0, 0.25, float("inf"))
