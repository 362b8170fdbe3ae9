from pathlib import Path

import pytest

from tests.maps import data
from trafficroutes import build_graph
from trafficroutes.errors import QueryError, UnknownNameError
from trafficroutes.maps.content.plan import plan_of
from trafficroutes.maps.content.view import GATEWAY, ORIGIN, TRANSIT, View
from trafficroutes.maps.drawing import content_of, draw_map
from trafficroutes.maps.style import MapStyle
from trafficroutes.maps.views.network import network_view
from trafficroutes.question.extract import Extract


def ids(view: View) -> set[str]:
    return {leg.id for connection in view.connections for leg in connection.legs}


@pytest.mark.parametrize(
    ("extract", "legs"),
    [
        (Extract(), {1, 2, 3, 4, 5, 6}),
        (Extract(commodity="heroin"), {5, 6}),
        (Extract(corridors=("west",)), {1, 2}),
        (Extract(corridors=("Western way", "direct")), {1, 2, 3}),
        (Extract(years="2006"), {2, 6}),
        (Extract(places=("Guinea-Bissau",)), {1, 2}),
        (Extract(places=("Russia", "R:IBERIA")), {4, 6}),
        (Extract(region="R:IBERIA"), {2, 3, 4}),
        (Extract(min_credibility=3), {1, 2, 4, 5, 6}),
        (Extract(places=("Spain",), years="2005-2008"), {2}),
    ],
)
def test_a_part_of_the_network(tmp_path: Path, extract: Extract, legs: set[int]) -> None:
    view = network_view(data.layered(tmp_path), extract)
    assert ids(view) == {f"leg-{n}" for n in legs}


def test_modes_select_legs(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="no leg is left"):
        network_view(data.layered(tmp_path), Extract(modes=("rail",)))


@pytest.mark.parametrize(
    ("extract", "kind"),
    [
        (Extract(corridors=("wets",)), "corridor"),
        (Extract(weighting="weight"), "weighting"),
        (Extract(places=("Atlantis",)), "place"),
    ],
)
def test_a_name_that_means_nothing(tmp_path: Path, extract: Extract, kind: str) -> None:
    with pytest.raises(UnknownNameError, match=f"unknown {kind}"):
        network_view(data.layered(tmp_path), extract)


def test_a_map_of_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="at least 1 connection"):
        network_view(data.layered(tmp_path), largest=0)


def test_the_strongest_are_drawn_and_the_map_says_so(tmp_path: Path) -> None:
    found = data.tiny(tmp_path)
    view = network_view(found, Extract(weighting="volume"), largest=2)
    assert [(c.origin, c.to, c.amount) for c in view.first] == [
        ("COL", "MEX", "300 t"),
        ("MEX", "USA", "300 t"),
    ]
    assert [(c.origin, c.to) for c in view.connections[2:]] == [("COL", "ESP"), ("USA", "ESP")]
    assert view.at_first().connections == view.first
    assert view.summary == "2 connections of 2 cited legs."
    assert view.cut == "They are the strongest of 4."
    page = draw_map(view, found).get_root().render()
    assert (
        "At first: 2 connections of 2 cited legs. They are the strongest of 4. The table has"
        in page
    )
    alone = draw_map(view, found, table=False).get_root().render()
    assert "The table has all" not in alone


def test_places_have_roles_and_strengths(tmp_path: Path) -> None:
    # in and out: COL 330, MEX 600, USA 300.1, ESP 30.1
    view = network_view(data.tiny(tmp_path), Extract(weighting="volume"))
    parts = {code: part for code, (part,) in view.parts.items()}
    assert {code: part.role for code, part in parts.items()} == {
        "COL": ORIGIN,
        "MEX": TRANSIT,
        "USA": TRANSIT,
        "ESP": GATEWAY,
    }
    assert {code: part.size for code, part in parts.items()} == pytest.approx(
        {"COL": 330 / 600, "MEX": 1, "USA": 300.1 / 600, "ESP": 30.1 / 600}
    )
    assert parts["MEX"].amount == "300 t in, 300 t out"
    assert view.words.width == "Tonnes a year, cited (width)"


def test_the_title_and_the_filters_say_what_is_drawn(tmp_path: Path) -> None:
    found = data.layered(tmp_path)
    view = network_view(found, Extract(commodity="cocaine", places=("Spain",), min_credibility=3))
    assert view.title == "Cocaine: trafficking routes into and out of Spain"
    assert view.lines[0].startswith(f"Data: {found.path} of 2026-01-01, sha256")
    assert view.lines[1] == (
        "Years: all; modes: all; commodity: cocaine; corridors: all; places: Spain; "
        "credibility 3 or better; weighting: evidence."
    )
    assert network_view(found, Extract(corridors=("west",))).title == "Western way"
    assert network_view(found, title="Mine").title == "Mine"


def test_a_graph_is_drawn_as_wide_as_its_flow(tmp_path: Path) -> None:
    found = data.tiny(tmp_path)
    graph = build_graph(found, "cocaine", weighting="volume")
    graph.remove_edge("USA", "ESP")
    view, places, known = content_of(graph, None, style=MapStyle(), largest=2)
    assert known is found
    assert isinstance(view, View)
    plan = plan_of(view.at_first(), places)
    assert [(a.connection.origin, a.connection.to) for a in plan.arcs] == [
        ("COL", "MEX"),
        ("MEX", "USA"),
    ]
    assert plan.view.cut == "They are the strongest of 3."
    assert plan.view.title == "Cocaine routes"


def test_fifty_legs_are_light(tmp_path: Path) -> None:
    ends = [(a, b) for a in ("COL", "PER", "BOL", "ECU", "VEN") for b in ("ESP", "PRT", "FRA")]
    legs = [data.leg(n, a, b) for n, (a, b) in enumerate(ends * 4)][:50]
    found = data.write(tmp_path / "fifty.yaml", legs)
    assert len(draw_map(network_view(found), found).get_root().render()) < 1_200_000
