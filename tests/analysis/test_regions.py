"""What a region means depends on the question; each by hand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.networks import data_of
from trafficroutes.analysis.hubs.answer import HubAnswer, hubs
from trafficroutes.analysis.paths.answer import paths
from trafficroutes.analysis.why.answer import why
from trafficroutes.errors import NoRouteError
from trafficroutes.model.dataset import Dataset


def ask(data: Dataset, origin: str, destination: str, **options: Any) -> HubAnswer:
    return hubs(data, origin, destination, **{"weighting": "equal", **options}).answers[0]


def shares(answer: HubAnswer) -> dict[str, float]:
    return {hub.place: hub.share for hub in answer.hubs}


def test_goods_traced_to_a_region_go_on_to_its_members() -> None:
    r"""Half goes by West Africa, whoever in it; GNB and SEN get half of that each.

    ::

        COL --> [WA: GNB, SEN]    GNB --> ESP
          `----------------------------^
                                  SEN --> ESP
    """
    data = data_of("COL > R:WA\nCOL > ESP\nGNB > ESP\nSEN > ESP", regions={"WA": ["GNB", "SEN"]})
    answer = ask(data, "COL", "ESP")
    assert shares(answer) == pytest.approx({"GNB": 0.25, "SEN": 0.25})
    # Straight: one leg. By the region: into it and out of a member, two.
    assert answer.expected_legs == pytest.approx(1.5)
    assert any("shared out evenly among the members: Region WA (2)" in n for n in answer.notes)
    ways = {(leg.origin, leg.to): leg for leg in answer.legs}
    assert ways["R:WA", "GNB"].ids == ()
    assert ways["R:WA", "GNB"].citations == ()
    (straight, *by_region) = paths(data, "COL", "ESP", weighting="equal").answers[0].paths
    assert straight.places == ("COL", "ESP")
    assert [path.places for path in by_region] == [
        ("COL", "R:WA", "GNB", "ESP"),
        ("COL", "R:WA", "SEN", "ESP"),
    ]
    assert by_region[0].to_dict()["legs"] == [["cocaine.COL-R_WA"], [], ["cocaine.GNB-ESP"]]
    found = why(data, "GNB", "COL", "ESP", weighting="equal").answers[0]
    assert [(part.place, part.ids) for part in found.incoming] == [("R:WA", ())]


def test_a_region_is_one_more_supplier_as_strong_as_its_mean_leg() -> None:
    r"""R:WA gets 30 and 10, so it sends 20 to each member, beside its own 20 to ESP.

    From R:WA a third goes to ESP straight, a third to GNB and on, a third to SEN,
    where nothing leads on. GNB starts with as much as R:WA: no production is cited.
    """
    data = data_of(
        "COL > R:WA 30\nBRA > R:WA 10\nR:WA > ESP 20\nGNB > ESP 5",
        regions={"WA": ["GNB", "SEN"]},
    )
    answer = ask(data, "R:WA", "ESP", weighting="volume")
    assert answer.origins == {"GNB": 0.5, "R:WA": 0.5}
    assert answer.arrival_probability == pytest.approx(0.5 + 0.5 * 2 / 3)


def test_out_of_a_region_counts_only_where_the_origin_holds_it() -> None:
    """R:SA > ESP says nothing about goods from MEX, and all about goods from R:SA."""
    data = data_of(
        "MEX > BRA > ESP\nMEX > R:SA > ESP",
        regions={"SA": ["BRA", "PER"], "BIG": ["BRA", "PER", "COL"]},
    )
    answer = ask(data, "MEX", "ESP")
    assert answer.arrival_probability == pytest.approx(0.5 + 0.5 * 0.5)
    (note,) = [note for note in answer.notes if note.startswith("1 leg out of regions ")]
    assert note.endswith(" left out, because the origin does not hold these: Region SA")
    for origin in ("R:SA", "R:BIG"):
        assert ask(data, origin, "ESP").origins == {"BRA": 0.5, "R:SA": 0.5}


def test_into_the_destination_a_region_is_a_gateway() -> None:
    """R:EU and the smaller R:SOUTH lie in R:EU; R:WIDE does not, and passes goods on."""
    data = data_of(
        "COL > R:EU\nCOL > R:SOUTH\nCOL > ESP\nCOL > R:WIDE",
        regions={"EU": ["ESP", "FRA"], "SOUTH": ["ESP"], "WIDE": ["ESP", "FRA", "GNB", "SEN"]},
    )
    answer = ask(data, "COL", "R:EU")
    # R:WIDE hands a quarter each to ESP and FRA; half of its goods are lost.
    assert answer.arrival_probability == pytest.approx(0.75 + 0.25 * 0.5)
    whole = 0.875
    assert {g.place: g.share for g in answer.gateways} == pytest.approx(
        {
            "ESP": (0.25 + 0.0625) / whole,
            "R:EU": 0.25 / whole,
            "R:SOUTH": 0.25 / whole,
            "FRA": 0.0625 / whole,
        }
    )
    names = {g.place: g.name for g in answer.gateways}
    assert names["R:EU"] == "Region EU, country not stated"
    assert names["ESP"] == "Spain"


def test_a_destination_that_only_a_region_leads_to() -> None:
    """No leg names France: it gets half of what reaches Europe."""
    data = data_of("COL > R:EU\nGNB > ESP", regions={"EU": ["ESP", "FRA"]})
    answer = ask(data, "COL", "FRA")
    assert answer.arrival_probability == pytest.approx(0.5)
    assert [(g.place, g.share) for g in answer.gateways] == [("FRA", 1.0)]
    assert answer.expected_legs == pytest.approx(1.0)


def test_legs_out_of_the_destination_are_dropped() -> None:
    """What has come to R:EU by Spain does not come on to France."""
    data = data_of("COL > ESP > FRA\nCOL > GNB > FRA", regions={"EU": ["ESP", "FRA"]})
    answer = ask(data, "COL", "R:EU")
    assert {g.place: g.share for g in answer.gateways} == pytest.approx({"ESP": 0.5, "FRA": 0.5})
    assert shares(answer) == {"GNB": 0.5}


def test_a_place_in_both_belongs_to_the_destination() -> None:
    data = data_of("MAR > ESP\nESP > FRA", regions={"WEST": ["MAR", "ESP"], "EU": ["ESP", "FRA"]})
    answer = ask(data, "R:WEST", "R:EU")
    assert answer.origins == {"MAR": 1.0}
    assert "In both origin and destination, and taken as destination: Spain" in answer.notes
    with pytest.raises(NoRouteError, match="all that is cited of Spain lies in Region EU"):
        ask(data, "ESP", "R:EU")


def test_a_sea_area_holds_nobody() -> None:
    """What is only known to be at sea is lost on the way; as a destination it is one."""
    data = data_of("COL > R:SEA\nCOL > ESP", regions={"SEA": []})
    assert ask(data, "COL", "ESP").arrival_probability == pytest.approx(0.5)
    assert ask(data, "COL", "R:SEA").gateways[0].place == "R:SEA"


def test_members_that_changed() -> None:
    """Of a region that GNB left in 2000, only SEN is a member in 2005."""
    members = [{"place": "GNB", "to": 2000}, {"place": "SEN"}]
    data = data_of(
        [
            {
                **_plain(leg),
                "citations": [
                    {"source": "a", "locator": "p", "credibility": 1, "period": {"from": 1990}}
                ],
            }
            for leg in ("COL R:WA", "GNB ESP", "SEN ESP")
        ],
        regions={"WA": members},
    )
    assert shares(ask(data, "COL", "ESP")) == {"GNB": 0.5, "SEN": 0.5}
    assert shares(ask(data, "COL", "ESP", years=2005)) == {"SEN": 1.0}


def _plain(ends: str) -> dict[str, object]:
    tail, head = ends.split()
    return {
        "id": f"{tail}-{head}".replace(":", "_"),
        "from": tail,
        "to": head,
        "commodity": "cocaine",
    }
