"""What is told where no route leads, and of the way back."""

from __future__ import annotations

import networkx as nx
import pytest

import trafficroutes as tr
from tests.networks import data_of, drawn

DATA = data_of(
    [
        *drawn("COL > GNB > ESP\nCOL > R:WEST\nCHN > IRN"),
        *drawn("AFG > IRN > ESP", commodity="heroin"),
    ],
    regions={"WEST": ["FRA", "PRT"]},
)


def _told(origin: str, destination: str, **options: object) -> str:
    with pytest.raises(tr.NoRouteError) as lost:
        tr.hubs(DATA, origin, destination, draws=0, **options)  # type: ignore[arg-type]
    return str(lost.value)


@pytest.mark.parametrize(
    ("origin", "destination", "back"),
    [
        ("ESP", "COL", "a route of cocaine, from Colombia to Spain"),
        ("FRA", "COL", "a route of cocaine, from Colombia to France"),
        ("R:WEST", "COL", "a route of cocaine, from Colombia to Region WEST"),
        ("ESP", "AFG", "a route of opiates, from Afghanistan to Spain"),
    ],
)
def test_the_other_way_round_is_named_where_a_route_leads_there(
    origin: str, destination: str, back: str
) -> None:
    assert _told(origin, destination).endswith(f"The other way round there is {back}.")
    assert tr.hubs(DATA, destination, origin, draws=0).answers


@pytest.mark.parametrize(
    ("origin", "destination"), [("ESP", "CHN"), ("AFG", "COL"), ("FRA", "BRA")]
)
def test_nothing_is_said_of_a_way_back_that_is_not_there(origin: str, destination: str) -> None:
    assert "other way" not in _told(origin, destination)
    with pytest.raises(tr.NoRouteError):
        tr.hubs(DATA, destination, origin, draws=0)


def test_the_way_back_is_of_the_goods_asked_for() -> None:
    assert "other way" not in _told("ESP", "AFG", commodity="cocaine")
    assert "route of heroin" in _told("ESP", "AFG", commodity="heroin")


def test_a_graph_made_by_hand_has_a_way_back_too() -> None:
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edge("COL", "GNB", flow=1.0)
    graph.add_edge("GNB", "ESP", flow=1.0)
    with pytest.raises(tr.NoRouteError, match="The other way round there is a route"):
        tr.hubs(graph, "ESP", "COL", draws=0)
