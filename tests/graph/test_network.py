"""Staying, production and capacity of a network."""

from __future__ import annotations

from typing import Any

import pytest

from tests.networks import cite, data_of, leg, tonnes
from trafficroutes.graph.network import Network, capacity, network_of
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.years import Years


def network(data: Dataset, commodity: str = "cocaine", **options: Any) -> Network:
    label, commodities = data.resolve_commodity(commodity)
    return network_of(data, label, commodities, **options)


def stays(found: Network) -> dict[str, float]:
    return {c: s for c, s in zip(found.places, found.stays.tolist(), strict=True) if s}


def test_what_comes_in_and_does_not_go_out_stays() -> None:
    """COL loses 40; MEX and the region hand on or pass on; USA keeps 25 of 30."""
    data = data_of(
        """
        COL > MEX > USA 30
        USA > ESP 5
        COL > R:WA 10
        """,
        regions={"WA": ["GNB"]},
    )
    assert stays(network(data, weighting="volume")) == {"ESP": 5.0, "USA": 25.0}


@pytest.mark.parametrize("weighting", ["evidence", "equal"])
def test_a_cited_market_keeps_as_much_as_a_sure_leg_takes(weighting: str) -> None:
    flow = {"id": "f", "from": "COL", "to": "GNB", "commodity": "cocaine", "citations": [cite()]}
    data = data_of(
        "COL > MEX > USA > ESP > R:WA > GNB",
        markets=["USA", "R:WA"],
        regions={"WA": ["GNB"]},
        flows=[flow],
    )
    assert stays(network(data, weighting=weighting)) == {"USA": 1.0, "GNB": 1.0}


def test_population_is_no_market() -> None:
    people = {
        "id": "p",
        "place": "MEX",
        "commodity": "cocaine",
        "measure": "population_15_64",
        "citations": [cite()],
    }
    data = data_of("COL > MEX > USA")
    with_people = data_of("COL > MEX > USA", consumption=[people])
    assert stays(network(data)) == stays(network(with_people)) == {}


def made(
    place: str, *citations: dict[str, object], commodity: str = "cocaine"
) -> dict[str, object]:
    key = f"made.{commodity}.{place}"
    return {"id": key, "place": place, "commodity": commodity, "citations": list(citations)}


def test_production_is_averaged_over_independent_figures() -> None:
    records = [
        made(
            "COL",
            cite("a", quantity=tonnes(100, None), period=2008),
            cite("a", quantity=tonnes(300, None), period=2010, locator="2"),
            cite("b", quantity=tonnes(800, None), period=2010),
        ),
        made("PER", cite("a")),
    ]
    data = data_of("COL > ESP", production_records=records)
    assert network(data).supply == {"COL": 500_000.0}
    assert network(data, years=Years(2010, 2010)).supply == {"COL": 550_000.0}
    assert network(data, years=Years(1990, 1990)).supply == {}


def test_production_of_a_family_is_that_of_the_commodity_best_covered() -> None:
    """Tonnes of opium and of heroin do not add up."""
    records = [
        made("AFG", cite(quantity=tonnes(5000, None)), commodity="opium"),
        made("MMR", cite(quantity=tonnes(500, None)), commodity="opium"),
        made("AFG", cite(quantity=tonnes(400, None)), commodity="heroin"),
    ]
    legs = [leg("AFG", "IRN", commodity="heroin"), leg("MMR", "THA", commodity="opium")]
    data = data_of(legs, production_records=records)
    assert network(data, "opiates").supply == {"AFG": 5e6, "MMR": 5e5}
    assert network(data, "heroin").supply == {"AFG": 4e5}


def test_capacity_is_in_kilograms() -> None:
    data = data_of(
        [
            leg("COL", "ESP", cite(quantity=tonnes(2, "capacity"))),
            leg("COL", "MEX", cite(quantity=tonnes(2))),
        ]
    )
    found = network(data)
    assert [capacity(legs) for legs in found.legs] == [2000.0, None]


def test_a_network_is_made_once() -> None:
    data = data_of("COL > ESP")
    assert network(data) is network(data)
    assert network(data) is not network(data, weighting="equal")
    assert network(data, years=Years(2000, 2001)).years == Years(2000, 2001)
