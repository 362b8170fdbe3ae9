from dataclasses import replace
from pathlib import Path

import pytest

from tests.maps import data
from trafficroutes import hubs
from trafficroutes.analysis.hubs.answer import HubsResult
from trafficroutes.maps.content.plan import MapPlan, label_point, middle, plan_of
from trafficroutes.maps.content.view import GATEWAY, ORIGIN, TRANSIT
from trafficroutes.maps.style import MapStyle
from trafficroutes.maps.views.hubs import hub_view
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.places import LngLat
from trafficroutes.model.refs import PlaceRef


def planned(found: Dataset, result: HubsResult) -> MapPlan:
    return plan_of(hub_view(result, found, MapStyle(), largest=None), found.places)


def plan(found: Dataset, origin: str = "Colombia", to: str = "Spain") -> MapPlan:
    return planned(found, hubs(found, origin, to))


def test_places_have_roles_and_shares(tmp_path: Path) -> None:
    # Equal chances at each step: half of all goes straight to Spain.
    found = data.tiny(tmp_path)
    result = hubs(found, "Colombia", "Spain", weighting="equal", retention="none")
    nodes = {node.code: node.parts[0] for node in planned(found, result).nodes}
    assert {code: part.role for code, part in nodes.items()} == {
        "COL": ORIGIN,
        "MEX": TRANSIT,
        "USA": TRANSIT,
        "ESP": GATEWAY,
    }
    shares = {code: part.size for code, part in nodes.items()}
    assert shares == pytest.approx({"COL": 1, "MEX": 0.5, "USA": 0.5, "ESP": 1})


def test_hubs_and_gateways_say_where_their_draws_lie(tmp_path: Path) -> None:
    found = data.tiny(tmp_path)
    told = {}
    for draws in (40, 0):
        result = hubs(found, "Colombia", "Spain", weighting="equal", draws=draws)
        told[draws] = {n.code: n.parts[0].amount for n in planned(found, result).nodes}
    assert told[40]["MEX"].startswith(told[0]["MEX"] + " (evidence range: ")
    assert told[40]["ESP"] == "100 % (evidence range: 100 % to 100 %)"
    assert told[40]["COL"] == told[0]["COL"] == "100 %"


def test_every_used_leg_is_an_arc_and_the_widest_comes_first(tmp_path: Path) -> None:
    arcs = plan(data.tiny(tmp_path)).arcs
    assert {(a.connection.origin, a.connection.to) for a in arcs} == {
        (a, b) for a, b, _ in data.TONNES
    }
    shares = [a.connection.strength for a in arcs]
    assert shares == sorted(shares, reverse=True)


def test_a_family_takes_the_colour_of_its_namesake_or_first_commodity(tmp_path: Path) -> None:
    flows = plan(data.two_families(tmp_path)).view.flows
    assert [(flow.label, flow.colour) for flow in flows] == [
        ("cocaine", "#C4420B"),
        ("opiates", "#3D1A78"),
    ]


def test_families_on_one_pair_have_arcs_of_their_own(tmp_path: Path) -> None:
    arcs = [
        a
        for a in plan(data.two_families(tmp_path)).arcs
        if (a.connection.origin, a.connection.to) == ("COL", "ESP")
    ]
    assert {a.connection.flow for a in arcs} == {0, 1}
    assert arcs[0].points[12] != arcs[1].points[12]


def test_both_directions_of_a_pair_lie_apart(tmp_path: Path) -> None:
    legs = [
        data.leg(n, *ends)
        for n, ends in enumerate(
            [("COL", "MEX"), ("MEX", "USA"), ("USA", "MEX"), ("MEX", "ESP"), ("USA", "ESP")]
        )
    ]
    arcs = {
        (a.connection.origin, a.connection.to): a.points[12]
        for a in plan(data.write(tmp_path / "both.yaml", legs)).arcs
    }
    there, back = arcs["MEX", "USA"], arcs["USA", "MEX"]
    assert abs(there.lng - back.lng) > 1


def test_regions_are_told_apart_and_so_is_their_way_on(tmp_path: Path) -> None:
    drawn = plan(data.to_a_region(tmp_path), "Colombia", "R:IBERIA")
    regions = {node.code: node for node in drawn.nodes if node.region}
    assert set(regions) == {"R:IBERIA", "R:COAST"}
    assert regions["R:IBERIA"].full_name == "Iberia, country not stated"
    assert regions["R:IBERIA"].parts[0].role == GATEWAY
    assert regions["R:COAST"].parts[0].role == TRANSIT
    assumed = {(a.connection.origin, a.connection.to) for a in drawn.arcs if not a.connection.legs}
    assert assumed == {("R:COAST", "GNB"), ("R:COAST", "SEN")}
    assert drawn.involved == ("COL", "ESP", "GNB", "PRT", "SEN")


def test_an_arc_over_the_cut_has_its_places_at_both_sides(tmp_path: Path) -> None:
    # Spain keeps the usual cut in the Pacific, which Peru -> Australia crosses.
    legs = [data.leg(1, "PER", "AUS"), data.leg(2, "PER", "ESP"), data.leg(3, "ESP", "AUS")]
    drawn = plan(data.write(tmp_path / "round.yaml", legs), "Peru", "Australia")
    assert drawn.frame.west == -180
    shifts = {node.code: node.shifts for node in drawn.nodes}
    assert shifts == {"PER": (0, 360), "AUS": (-360, 0), "ESP": (0,)}


def test_a_region_stands_at_its_point(tmp_path: Path) -> None:
    assert label_point(data.to_a_region(tmp_path).places, "R:COAST") == LngLat(-14, 12)


def test_a_region_without_a_point_stands_amid_its_members(tmp_path: Path) -> None:
    places = data.to_a_region(tmp_path).places
    region = replace(places.regions["R:IBERIA"], code=PlaceRef("R:NEW"), label=None)
    at = label_point(places.with_regions([region]), "R:NEW")
    spain, portugal = (places.countries[code].label for code in ("ESP", "PRT"))
    assert at.lng == pytest.approx((spain.lng + portugal.lng) / 2, abs=0.1)
    assert at.lat == pytest.approx((spain.lat + portugal.lat) / 2, abs=0.1)


def test_the_middle_of_antipodes_is_nowhere() -> None:
    assert middle([LngLat(0.0, 0.0), LngLat(180.0, 0.0)]) == LngLat(0.0, 0.0)
