"""Answers about journeys as maps: what is drawn, marked and said, by hand."""

from typing import Any

import pytest

from tests.networks import cite, data_of, leg, near
from trafficroutes import build_graph, hubs
from trafficroutes.analysis.chokepoints.answer import chokepoints
from trafficroutes.analysis.cooperation.answer import cooperation, corridor_cooperation
from trafficroutes.analysis.paths.answer import paths
from trafficroutes.analysis.suppliers.answer import suppliers
from trafficroutes.errors import QueryError
from trafficroutes.maps import MapStyle, draw_map
from trafficroutes.maps.content.view import GATEWAY, ORIGIN, TRANSIT, View
from trafficroutes.maps.views.registry import view_of
from trafficroutes.model.dataset import Dataset

#: COL --> VEN --> BRA --> ESP      a half by each
#:   `---> MEX ---^
FUNNEL = "COL > VEN > BRA > ESP\nCOL > MEX > BRA"


def shown(answer: Any, data: Dataset | None, **options: Any) -> View:
    view = view_of(answer, data, MapStyle(), **options)
    assert isinstance(view, View)
    return view


def marks(view: View) -> dict[str, tuple[str, str]]:
    """Return the mark and the note of each place that has one."""
    found = {}
    for code, parts in view.parts.items():
        mark = view.mark_of(parts)
        if mark is not None:
            found[code] = (mark.label, parts[0].marked.note)
    return found


def amounts(view: View) -> dict[tuple[str, str], str]:
    return {(c.origin, c.to): c.amount for c in view.connections}


def roles(view: View) -> dict[str, tuple[str, str]]:
    return {code: (part.role, part.amount) for code, (part,) in view.parts.items()}


def test_chokepoints_mark_countries_and_legs_of_cuts() -> None:
    data = data_of(FUNNEL)
    view = shown(chokepoints(data, "COL", "ESP", weighting="equal"), data)
    assert view.title == "Chokepoints, Colombia to Spain: cocaine"
    assert marks(view) == {
        "BRA": ("Country on every route", "on every route; in the only smallest cut")
    }
    marked = {(c.origin, c.to): c.marked for c in view.connections if c.marked.mark is not None}
    assert [*marked] == [("BRA", "ESP")]
    assert marked["BRA", "ESP"].note == "in the only smallest cut"
    assert view.marks[marked["BRA", "ESP"].mark or 0].label == "Leg in a smallest cut of legs"
    assert roles(view) == {
        "COL": (ORIGIN, "100 %"),
        "VEN": (TRANSIT, "50 %"),
        "MEX": (TRANSIT, "50 %"),
        "BRA": (TRANSIT, "100 %"),
        "ESP": (GATEWAY, "100 %"),
    }


@pytest.mark.slow
def test_membership_counts_the_smallest_cuts() -> None:
    # Two ways that never meet: a cut takes one country of each, of which one has two.
    data = data_of("COL > VEN > ESP\nCOL > MEX > USA > ESP")
    view = shown(chokepoints(data, "COL", "ESP", weighting="equal"), data)
    label = "Country in a smallest cut"
    assert marks(view) == {
        "VEN": (label, "in 2 of the 2 smallest cuts"),
        "MEX": (label, "in 1 of the 2 smallest cuts"),
        "USA": (label, "in 1 of the 2 smallest cuts"),
    }
    few = shown(chokepoints(data, "COL", "ESP", weighting="equal", limit=1), data)
    assert marks(few)["VEN"] == (label, "in the smallest cut listed")


def test_a_member_of_a_cut_is_drawn_however_little_passes_it() -> None:
    data = data_of("COL > VEN > ESP 1\nCOL > MEX > ESP 9999\nMEX > BRA > ESP 1")
    answer = chokepoints(data, "COL", "ESP", weighting="volume")
    drawn = amounts(shown(answer, data).at_first())
    assert drawn["COL", "VEN"] == "under 0.1 %"
    assert ("BRA", "ESP") not in drawn
    cut = "Not drawn: 1 more with cited legs, with under 0.1 % of the journeys."
    assert shown(answer, data).cut == cut


def test_routes_are_layers() -> None:
    data = data_of("COL > VEN > BRA > ESP 1\nCOL > BRA 3")
    view = shown(paths(data, "COL", "ESP", weighting="volume", draws=0), data)
    assert view.title == "Routes, Colombia to Spain: cocaine"
    layers = {(c.origin, c.to): c.legs[0].corridors for c in view.connections}
    assert layers == {
        ("COL", "BRA"): ("Route 1: 75 %",),
        ("BRA", "ESP"): ("Route 1: 75 %", "Route 2: 25 %"),
        ("COL", "VEN"): ("Route 2: 25 %",),
        ("VEN", "BRA"): ("Route 2: 25 %",),
    }
    notes = {(c.origin, c.to): c.marked.note for c in view.connections}
    assert notes["BRA", "ESP"] == "on routes 1, 2"
    assert notes["COL", "VEN"] == "on route 2"
    assert amounts(view)["BRA", "ESP"] == "100 %"
    assert roles(view)["VEN"] == (TRANSIT, "25 %")
    first = shown(paths(data, "COL", "ESP", weighting="volume", count=1, draws=0), data)
    assert amounts(first) == {("BRA", "ESP"): "75 %", ("COL", "BRA"): "75 %"}
    assert first.flows[0].notes[0].startswith("These routes cover 75 % of the arrivals")
    drawn = shown(paths(data, "COL", "ESP", weighting="volume", count=1), data)
    assert drawn.connections[0].legs[0].corridors[0].startswith("Route 1: 75 % (evidence range: ")
    assert drawn.flows[0].notes[0] == (
        "Only in 90 % of the draws of the evidence is there a route at all."
    )
    assert any(
        note.startswith("In 98 of the draws nothing arrives") and note.endswith("of the other 902")
        for note in drawn.flows[0].notes
    )
    assert drawn.flows[0].notes[2] == "Not tested: no published shares."
    assert drawn.flows[0].notes[1].startswith("These routes cover 75 % (evidence range: ")


def test_ten_routes_are_in_order() -> None:
    via = ("VEN", "MEX", "BRA", "ECU", "PER", "BOL", "GUY", "SUR", "PAN", "CRI")
    data = data_of("\n".join(f"COL > {code} > ESP" for code in via))
    view = shown(paths(data, "COL", "ESP", weighting="equal"), data)
    names = sorted({name for c in view.connections for name in c.legs[0].corridors})
    assert names[0].startswith("Route 01:")
    assert names[-1].startswith("Route 10:")


def body(*members: str, kind: str = "operational") -> dict[str, Any]:
    return {
        "name": f"Body of {members[0]}",
        "kind": kind,
        "families": ["cocaine"],
        "members": list(members),
        "citations": [cite("b")],
    }


BODIES = {"one": body("VEN", "BRA"), "two": body("BRA", "ESP"), "talk": body("MEX", kind="forum")}


def test_cooperation_says_who_covers_a_country() -> None:
    data = data_of(FUNNEL, bodies=BODIES)
    view = shown(cooperation(data, "COL", "ESP", weighting="equal", forums=True), data)
    assert view.title == "Cooperation, Colombia to Spain: cocaine"
    member, none = "Member of an operational body", "Member of none"
    assert marks(view) == {
        "BRA": (member, "member of Body of VEN, Body of BRA"),
        "COL": (none, "member of no operational body"),
        "ESP": (member, "member of Body of BRA"),
        "MEX": (none, "member of no operational body; forums: Body of MEX"),
        "VEN": (member, "member of Body of VEN"),
    }
    notes = {(c.origin, c.to): c.marked.note for c in view.connections}
    assert notes["VEN", "BRA"] == "both ends in Body of VEN"
    assert notes["COL", "MEX"] == "no operational body has both ends"
    # The order is that of the shares, whoever covers what.
    strengths = [c.strength for c in view.connections]
    assert strengths == sorted(strengths, reverse=True)
    assert all(c.marked.mark is None for c in view.connections)


def test_cooperation_along_a_corridor() -> None:
    corridors = {"west": {"name": "Western way", "description": "x"}}
    legs = [
        leg("COL", "VEN", corridors=["west"]),
        leg("VEN", "ESP", corridors=["west"]),
        leg("COL", "ESP"),
    ]
    data = data_of(legs, bodies=BODIES, corridors=corridors)
    view = shown(corridor_cooperation(data, "west", weighting="equal"), data)
    assert view.title == "Cooperation, Western way: cocaine"
    assert amounts(view) == {("COL", "VEN"): "50 %", ("VEN", "ESP"): "50 %"}
    assert roles(view) == {
        "COL": (ORIGIN, "50 % (evidence range: 50 % to 100 %)"),
        "VEN": (TRANSIT, "100 % (evidence range: 100 % to 100 %)"),
        "ESP": (GATEWAY, "50 % (evidence range: 0 % to 50 %)"),
    }
    assert view.words.width == "Part of the flow (width)"


def test_a_region_on_the_way_has_what_comes_in() -> None:
    members = {"SEA": [{"place": "GNB"}, {"place": "SEN"}]}
    legs = [leg("COL", "R:SEA"), leg("GNB", "ESP"), leg("SEN", "ESP")]
    data = data_of(legs, regions=members)
    view = shown(cooperation(data, "COL", "ESP", weighting="equal"), data)
    assert roles(view)["R:SEA"] == (TRANSIT, "100 %")
    assert roles(view)["GNB"] == (TRANSIT, "50 % (evidence range: 0 % to 58 %)")
    assert roles(view)["ESP"] == (GATEWAY, "100 % (evidence range: 100 % to 100 %)")
    assert "R:SEA" not in marks(view)
    assert (
        view.summary == "3 connections with cited legs, and 2 assumed, from a region on to its "
        "countries."
    )


def test_an_answer_of_a_graph_made_by_hand_is_drawn() -> None:
    graph = build_graph(data_of(FUNNEL), "cocaine", weighting="equal")
    del graph.graph["data"]
    view = shown(chokepoints(graph, "COL", "ESP"), None)
    assert marks(view)["BRA"][0] == "Country on every route"
    assert view.lines[0] == "Data: a graph without a data file."
    assert not any(c.legs for c in view.connections)


def test_a_title_of_ones_own_and_fewer_connections() -> None:
    data = data_of(FUNNEL)
    answer = paths(data, "COL", "ESP", weighting="equal")
    view = shown(answer, data, title="Mine", largest=2)
    assert view.title == "Mine"
    assert (len(view.first), len(view.connections)) == (2, 5)
    cut = "Not drawn: 3 more with cited legs, each with at most 50 % of the journeys."
    assert view.cut == cut
    assert shown(view, data, title="Yours").title == "Yours"


def test_legs_that_all_carry_little_are_drawn_all_the_same() -> None:
    data = data_of(FUNNEL)
    answer = hubs(data, "COL", "ESP", weighting="equal")
    view = view_of(answer, data, MapStyle(least_share=2.0))
    assert (len(view.connections), view.cut) == (5, "")


def test_there_is_no_map_of_just_anything() -> None:
    with pytest.raises(QueryError, match="no map of int"):
        draw_map(3)  # type: ignore[call-overload]


def test_shares_on_the_map_are_those_of_the_answer() -> None:
    data = data_of("COL > VEN > ESP 3\nCOL > MEX > ESP 1\nVEN > MEX 1")
    answer = chokepoints(data, "COL", "ESP", weighting="volume")
    view = shown(answer, data)
    for code, share in answer.answers[0].hub_shares.items():
        assert view.parts[code][0].size == near(share)


def test_suppliers_are_marked_where_goods_come_in_from_them() -> None:
    """A third of ESP's goods come in from MEX, the rest from COL: straight, or traced to EU."""
    data = data_of(
        "COL > MEX > ESP\nCOL > ESP\nCOL > R:EU", production={"COL": 1}, regions={"EU": ["ESP"]}
    )
    view = shown(suppliers(data, "Spain", weighting="equal", draws=0), data)
    assert view.title == "Suppliers of Spain: cocaine"
    label = "Goods come in from here"
    assert marks(view) == {
        "COL": (label, "67 % come in from here"),
        "MEX": (label, "33 % come in from here"),
    }
    found = roles(view)
    # A region of one country is that country, with a sign of its own.
    assert (found["ESP"], found["R:EU"]) == ((GATEWAY, "67 %"), (GATEWAY, "33 %"))
    assert found["COL"] == (ORIGIN, "100 %")
    assert found["MEX"] == (TRANSIT, "33 %")
    assert amounts(view)["COL", "R:EU"] == "33 %"
    assert view.words.roles[GATEWAY][0] == "Place supplied"


def test_hubs_say_where_goods_leave_the_origin_and_what_gateways_are_of_those_named() -> None:
    data = data_of(
        "COL > ECU > ESP\nPER > ESP\nPER > R:EUROPE",
        production={"COL": 1, "PER": 1},
        regions={"ANDES": ["COL", "ECU", "PER"]},
    )
    view = shown(hubs(data, "R:ANDES", "Europe", weighting="equal", draws=0), data)
    notes = {code: part.marked.note for code, (part,) in view.parts.items()}
    assert notes["COL"] == "50 % of what arrives set out here"
    assert notes["ECU"] == "50 % of what arrives leaves Region ANDES here"
    assert "50 % of what arrives leaves Region ANDES here" in notes["PER"]
    assert notes["ESP"] == "100 % of what arrives in a country that is named"
    assert notes["R:EUROPE"] == ""
