"""Scenarios whose answers can be worked out on paper, and those without a number."""

from __future__ import annotations

import networkx as nx
import pytest

from tests.networks import data_of, near
from tests.scenario.drawings import PAPER, ask, corridors, paper, shares
from trafficroutes.errors import (
    QueryError,
    UnknownNameError,
)
from trafficroutes.flowmodel.networks import build_graph
from trafficroutes.scenario.whatif.answer import whatif


def test_a_place_closed() -> None:
    """Without BRA only COL > GNB > ESP is left, a quarter of what arrived."""
    found = ask(paper(), "COL", "ESP", remove=["BRA"])
    assert found.intercepted == near(3 / 4)
    assert [(p.adaptation, p.share) for p in found.delivered[:2]] == [(0, near(1 / 4)), (0.5, 1)]
    assert shares(found.hubs) == {"BRA": (near(3 / 4), 0.0), "GNB": (near(1 / 2), near(1))}
    brazil = next(hub for hub in found.hubs if hub.place == "BRA")
    assert (brazil.closed, brazil.rank_before, brazil.rank_after) == (True, 1, None)
    assert found.expected_legs_before == near(2.25)
    assert found.expected_legs_after == near(2)
    assert found.arrival_probability_after == near(1 / 4)
    assert (found.legs[0].origin, found.legs[0].to) == ("BRA", "ESP")
    assert found.summary == (
        "With Brazil closed, 75.0 % of the cocaine arriving in Spain from Colombia would be "
        "intercepted if nobody changed route. With full adaptation everything still arrives, by "
        "other cited routes; of the transit countries Guinea-Bissau gains most, from 50.0 % to "
        "100.0 % of the arrivals."
    )


def test_a_leg_cut_and_a_place_closed_together() -> None:
    """GNB > ESP cut takes 1/4, BRA closed 3/4: together everything."""
    assert ask(paper(), "COL", "ESP", remove_legs=["GNB:ESP"]).intercepted == near(1 / 4)
    found = ask(paper(), "COL", "ESP", remove=["BRA"], remove_legs=["cocaine.GNB-ESP"])
    assert found.intercepted == near(1)
    assert found.cut_off == ("ESP",)
    assert found.arrivals_after == 0
    assert {hub.share_after for hub in found.hubs} == {None}
    assert {leg.share_after for leg in found.legs} == {None}
    assert found.expected_legs_after is None
    assert found.summary.endswith(
        "all of the cocaine arriving in Spain from Colombia would be intercepted, and no cited "
        "route is left. That no other route is cited does not say that there is none."
    )


def test_rates_move_goods_to_the_other_way() -> None:
    """At 1/2 in BRA: sent by theta = 1 with weights 1/8, 1/4, 1/4 of GNB-BRA, BRA, GNB."""
    found = ask(paper(), "COL", "ESP", interdict={"Brazil": 0.5})
    assert found.intercepted == near(3 / 8)
    curve = {point.adaptation: point.share for point in found.delivered}
    assert curve[0] == near(5 / 8)
    assert curve[1] == near((1 / 4 + 3 / 4 / 4) / (1 / 4 + 3 / 4 / 2))
    assert list(curve) == [0.0, 0.5, 1.0, 2.0, 5.0, 10.0]
    assert shares(found.hubs)["BRA"] == (near(3 / 4), near(3 / 8 / (5 / 8)))
    assert "Where routes adapt (theta = 1), 70.0 % of what is sent is delivered" in found.summary
    unmoved = ask(paper(), "COL", "ESP", interdict={"Brazil": 0.5}, adaptation=0)
    assert shares(unmoved.hubs)["BRA"] == (near(3 / 4), near(3 / 4))
    asked = ask(paper(), "COL", "ESP", interdict={"Brazil": 0.5}, adaptation=3.5)
    assert 3.5 in [point.adaptation for point in asked.delivered]


def test_a_rate_of_1_is_a_removal_and_one_of_0_nothing() -> None:
    closed = ask(paper(), "COL", "ESP", remove=["BRA"])
    watched = ask(paper(), "COL", "ESP", interdict={"BRA": 1})
    assert watched.hubs == closed.hubs
    assert watched.delivered == closed.delivered
    nothing = ask(paper(), "COL", "ESP", interdict={"BRA": 0})
    assert nothing.intercepted == 0
    assert [row.share for row in nothing.delivered] == [near(1)] * 6


def test_the_narrowest_rate_counts() -> None:
    data = data_of(PAPER, regions={"WEST": ["GNB", "BRA"]})
    found = ask(data, "COL", "ESP", interdict={"GNB": 0.5, "R:WEST": 0.25})
    only = ask(data, "COL", "ESP", interdict={"GNB": 0.5, "BRA": 0.25})
    assert found.delivered == only.delivered
    assert any("Region WEST stands for its 2 countries" in note for note in found.notes)


def test_nothing_to_tell_where_goods_start_or_end() -> None:
    for closed, part in (("COL", "nothing sets out"), ("ESP", "nothing arrives")):
        found = ask(paper(), "COL", "ESP", remove=[closed])
        assert found.intercepted is None
        assert (found.delivered, found.hubs, found.gateways, found.legs) == ((), (), (), ())
        assert part in found.summary
        assert "no finding" in found.summary


def test_nothing_to_tell_where_no_route_leads() -> None:
    found = ask(paper(), "COL", "ESP", remove=["JPN"], remove_legs=["ESP:BRA"])
    assert found.intercepted is None
    assert found.summary.startswith(
        "No cited route of cocaine from Colombia to Spain uses Japan and Spain > Brazil"
    )
    mixed = ask(paper(), "COL", "ESP", remove=["JPN", "BRA"])
    assert mixed.intercepted == near(3 / 4)
    assert [change.touches for change in mixed.changes] == [False, True]
    assert "On no cited route here, so it changes nothing: Japan" in mixed.notes


def test_one_producer_of_a_region_closed() -> None:
    """Half of the goods starts in each; without PER all comes from COL."""
    data = data_of(
        "COL > ESP\nPER > BRA > ESP",
        production={"COL": 10, "PER": 10},
        regions={"ANDES": ["COL", "PER"]},
    )
    found = ask(data, "R:ANDES", "ESP", remove=["PER"])
    assert found.intercepted == near(1 / 2)
    assert shares(found.hubs) == {"BRA": (near(1 / 2), 0.0)}
    assert any(note.startswith("Origins closed: Peru, where 50.0 %") for note in found.notes)
    watched = ask(data, "R:ANDES", "ESP", interdict={"PER": 0.5})
    assert any(note.startswith("Origins watched: Peru") for note in watched.notes)
    assert watched.intercepted == near(1 / 4)


def test_a_market_that_a_neighbour_feeds_is_not_cut_off() -> None:
    """FRA and PRT are gateways; ESP > FRA feeds FRA within the region when they are cut."""
    data = data_of("COL > FRA\nCOL > ESP > FRA\nCOL > PRT", regions={"WEST": ["ESP", "FRA", "PRT"]})
    found = ask(data, "COL", "R:WEST", remove_legs=["COL:FRA", "COL:PRT"])
    assert found.cut_off == ("PRT",)
    both = ask(data, "COL", "R:WEST", remove_legs=["COL:FRA", "COL:PRT", "ESP:FRA"])
    assert both.cut_off == ("FRA", "PRT")
    closed = ask(data, "COL", "R:WEST", remove=["PRT"])
    assert closed.cut_off == ()
    assert "In the destination itself and closed: Portugal" in closed.notes


def test_what_is_only_traced_to_a_region_is_left() -> None:
    data = data_of("COL > R:WEST\nCOL > ESP", regions={"WEST": ["ESP", "FRA"]})
    found = ask(data, "COL", "R:WEST", remove=["ESP"])
    assert found.intercepted == near(1 / 2)
    assert any(
        note == "50.0 % of the arrivals is only traced to Region WEST, which holds Spain: it is "
        "left as it is"
        for note in found.notes
    )
    assert shares(found.gateways)["R:WEST"] == (near(1 / 2), near(1))
    assert [g.name for g in found.gateways if g.place == "R:WEST"] == [
        "Region WEST, country not stated"
    ]


def test_fixed_and_free_demand() -> None:
    """GNB feeds FRA alone, BRA feeds ESP; each gets half."""
    data = data_of("COL > BRA > ESP\nCOL > GNB > FRA")
    fixed = ask(data, "COL", "ESP", "FRA", remove=["GNB"])
    assert fixed.intercepted == near(1 / 2)
    assert fixed.cut_off == ("FRA",)
    assert fixed.arrivals_after == near(1 / 2)
    assert fixed.delivered[-1].share == near(1 / 2)
    assert "With full adaptation 50.0 % still arrives" in fixed.summary
    assert "from 50.0 % of the arrivals to 100.0 % of those that are left" in fixed.summary
    spain, france = fixed.destinations
    assert (spain.share_after, spain.cut_off, spain.intercepted) == (1.0, False, near(0))
    assert (france.share_after, france.cut_off, france.intercepted) == (0.0, True, near(1))
    free = ask(data, "COL", "ESP,FRA", remove=["GNB"], demand="free")
    assert free.arrivals_after == 1
    assert free.delivered[-1].share == 1
    assert "everything still arrives, but nothing in France" in free.summary
    assert any(note.startswith("Demand is free") for note in free.notes)


def test_a_country_of_two_destinations_counts_for_the_narrower() -> None:
    data = data_of("COL > ESP\nCOL > FRA", regions={"WEST": ["ESP", "FRA"]})
    found = ask(data, "COL", "R:WEST", "ESP", remove_legs=["COL:FRA"])
    assert [end.share_before for end in found.destinations] == [near(1 / 2), near(1 / 2)]


def test_hypothetical_legs_are_marked() -> None:
    """A half of what leaves GNB goes straight to FRA: 1/4 of the goods."""
    data = data_of("COL > BRA > ESP\nCOL > GNB > ESP", regions={"WEST": ["ESP", "FRA"]})
    found = ask(data, "COL", "R:WEST", add_legs={"GNB:FRA": 0.5})
    assert found.intercepted is None
    assert found.hypothetical
    assert found.summary == (
        "With a hypothetical leg Guinea-Bissau > France for 50 % of what leaves Guinea-Bissau, "
        "25.0 % of the cocaine arriving in Region WEST from Colombia would take it. No document "
        "cites this leg, and nothing is closed, so nothing is intercepted."
    )
    (new,) = [leg for leg in found.legs if leg.hypothetical]
    assert (new.origin, new.to, new.ids, new.citations) == ("GNB", "FRA", (), ())
    assert new.share_after == near(1 / 4)
    assert any(note.startswith("Hypothetical: Guinea-Bissau > France") for note in found.notes)
    beside = ask(data, "COL", "R:WEST", add_legs={"COL:BRA": 0.5, "GNB:FRA": 0.5})
    (cited,) = [leg for leg in beside.legs if leg.hypothetical and leg.ids]
    assert cited.share_after == near(3 / 4)
    assert "50.0 % and 12.5 % of the cocaine" in beside.summary
    idle = ask(data, "COL", "R:WEST", add_legs={"JPN:KOR": 0.5})
    assert "uses Japan > South Korea" in idle.summary


def test_goods_that_end_somewhere_can_be_moved_on() -> None:
    """BRA has no way on: half of what ends there goes to ESP by the hypothetical leg."""
    data = data_of("COL > BRA\nCOL > ESP", markets=["BRA"])
    found = ask(data, "COL", "ESP", add_legs={"BRA:ESP": 0.5})
    assert found.arrival_probability == near(1 / 2)
    assert found.arrival_probability_after == near(3 / 4)
    assert shares(found.hubs) == {"BRA": (0.0, near(1 / 3))}


def test_legs_of_one_pair_share_its_flow() -> None:
    """``second`` carries half of COL > BRA; ``first`` goes by land and by sea, half each."""
    data = corridors()
    assert ask(data, "COL", "ESP", remove_legs=["second"]).intercepted == near(1 / 4)
    assert ask(data, "COL", "ESP", remove_legs=["COL:BRA"]).intercepted == near(1 / 2)
    by_land = ask(data, "COL", "ESP", remove_legs=["COL:BRA:land"])
    strength = 0.95 * 0.95, 0.8 * 0.95
    part = strength[0] / sum(strength) / 2
    assert by_land.intercepted == near(part / 2)
    assert any("1 connection is cut in part only" in note for note in by_land.notes)
    (kept,) = [leg.left for leg in by_land.legs if (leg.origin, leg.to) == ("COL", "BRA")]
    assert kept == near(1 - part)


def test_modes_and_corridors() -> None:
    data = corridors()
    by_sea = ask(data, "COL", "ESP", remove_modes=["sea_container"])
    assert by_sea.intercepted == near(1 / 4)
    assert any(note.endswith("3 legs of unknown mode") for note in by_sea.notes)
    unknown = ask(data, "COL", "ESP", remove_modes=["unknown"])
    assert unknown.intercepted == near(1 / 2 + 1 / 4)
    first = ask(data, "COL", "ESP", remove_corridors=["one"])
    assert first.intercepted == near(1 / 2)
    assert "Cut with the First way: 3 legs on these routes" in first.notes
    assert "Of these, 1 belong to other corridors as well" in first.notes
    assert [(c.corridor, c.legs_before, c.legs_after) for c in first.corridors] == [
        ("one", near(1), 0.0),
        ("two", near(1.25), near(2)),
    ]
    (change,) = first.changes
    assert change.legs == ("cocaine.BRA-ESP", "first", "second")
    named = ask(data, "COL", "ESP", remove_corridors=["First way"])
    assert named.intercepted == first.intercepted


def test_regions_as_ends_of_legs() -> None:
    data = data_of(PAPER, regions={"WEST": ["BRA", "GNB"]})
    found = ask(data, "COL", "ESP", remove_legs=["R:WEST:ESP"])
    assert found.intercepted == near(1)
    (change,) = found.changes
    assert change.legs == ("cocaine.BRA-ESP", "cocaine.GNB-ESP")


def test_a_graph_made_by_hand() -> None:
    graph: nx.DiGraph[str] = nx.DiGraph()
    for tail, head in (("COL", "BRA"), ("BRA", "ESP"), ("COL", "GNB"), ("GNB", "ESP")):
        graph.add_edge(tail, head, flow=1.0)
    (found,) = whatif(graph, "COL", "ESP", remove_legs=["BRA:ESP"]).answers
    assert found.intercepted == near(1 / 2)
    assert found.draws is None
    assert found.intervals is None
    assert any("made or changed by hand" in note for note in found.notes)
    assert found.corridors == ()
    with pytest.raises(QueryError, match="no corridors"):
        whatif(graph, "COL", "ESP", remove_corridors=["one"])
    with pytest.raises(UnknownNameError, match="unknown leg 'x'"):
        whatif(graph, "COL", "ESP", remove_legs=["x"])


def test_a_graph_of_the_data() -> None:
    data = paper()
    graph = build_graph(data, "cocaine", weighting="equal")
    (found,) = whatif(graph, "COL", "ESP", remove=["BRA"], draws=0).answers
    assert found.intercepted == near(3 / 4)
    about, told = str(whatif(graph, "COL", "ESP", remove=["BRA"], draws=0)).splitlines()
    assert about == "Colombia to Spain, Brazil closed"
    assert told == f"Cocaine: {found.summary}"
    assert found.summary.startswith("With Brazil closed, 75.0 % of the cocaine arriving in Spain ")
