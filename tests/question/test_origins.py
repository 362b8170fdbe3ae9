"""Where goods start."""

from __future__ import annotations

import pytest

from tests.networks import data_of
from trafficroutes.analysis.hubs.answer import HubAnswer, hubs
from trafficroutes.analysis.why.answer import why

ANDES = {"SA": ["COL", "PER", "BOL", "BRA"], "NORTH": ["COL", "PER"]}


def answer(drawing: str, production: dict[str, float] | None = None) -> HubAnswer:
    data = data_of(drawing, production=production, regions=ANDES)
    return hubs(data, "R:SA", "ESP", weighting="equal").answers[0]


def test_one_origin_needs_no_note() -> None:
    found = answer("COL > ESP\nPER > MEX", {"PER": 10})
    assert found.origins == {"COL": 1.0}
    assert not any("production" in note for note in found.notes)


def test_equal_where_no_production_is_cited() -> None:
    found = answer("COL > ESP\nPER > GNB > ESP\nBOL > MEX")
    assert found.origins == {"COL": 0.5, "PER": 0.5}
    assert any("count alike: Colombia 50.0%, Peru 50.0%" in note for note in found.notes)


def test_by_production_of_those_with_a_route() -> None:
    """BOL makes most, but nothing leads from there to Spain; BRA makes nothing."""
    found = answer(
        "COL > ESP\nPER > GNB > ESP\nBOL > MEX\nBRA > GNB", {"COL": 30, "PER": 10, "BOL": 99}
    )
    assert found.origins == {"COL": 0.75, "PER": 0.25}
    assert {hub.place: hub.share for hub in found.hubs} == {"GNB": 0.25}
    note = next(note for note in found.notes if "production" in note)
    assert note.endswith("and so left out: Brazil")


def test_a_region_takes_part_of_what_its_members_make() -> None:
    r"""R:NORTH > ESP is one leg for COL and PER, half for each.

    COL shares its 30 t between its own leg (1) and the region's (1/2): 20 and 10;
    PER, with two legs, its 10 t as 2 : 1/2, 8 and 2. BOL is not in the region. So
    20, 8, 5 and 12 of 45 t.
    """
    found = answer(
        "COL > ESP\nPER > ESP\nPER > MEX\nBOL > ESP\nR:NORTH > ESP",
        {"COL": 30, "PER": 10, "BOL": 5},
    )
    assert found.origins == pytest.approx(
        {"BOL": 5 / 45, "COL": 20 / 45, "PER": 8 / 45, "R:NORTH": 12 / 45}
    )


def test_a_region_takes_all_of_members_whose_own_legs_lead_nowhere() -> None:
    found = answer("COL > ESP\nPER > MEX\nR:NORTH > GNB > ESP", {"PER": 10})
    assert found.origins == {"R:NORTH": 1.0}
    assert [hub.place for hub in found.hubs] == ["GNB"]


def test_what_the_destination_makes_has_arrived() -> None:
    """PER is part of both ends, so its goods do not set out from R:NORTH."""
    data = data_of(
        "R:NORTH > ESP\nCOL > ESP",
        production={"COL": 10, "PER": 90},
        regions={"NORTH": ["COL", "PER"], "EU": ["ESP", "PER"]},
    )
    found = hubs(data, "R:NORTH", "R:EU", weighting="equal").answers[0]
    # One producer is left: half by its own leg, half by the region's.
    assert found.origins == {"COL": 0.5, "R:NORTH": 0.5}


def test_many_origins_are_counted_in_the_note() -> None:
    codes = [
        "ARG",
        "BOL",
        "BRA",
        "CHL",
        "COL",
        "ECU",
        "GUY",
        "PER",
        "PRY",
        "SUR",
        "URY",
        "VEN",
        "MEX",
    ]
    data = data_of("\n".join(f"{c} > ESP" for c in codes), regions={"ALL": codes})
    found = hubs(data, "R:ALL", "ESP").answers[0]
    assert any("count alike: 13 places" in note for note in found.notes)


def test_an_origin_on_the_way_is_no_hub_but_has_its_share() -> None:
    r"""Half starts in COL, half in PER; half of COL's goes by PER, and half by BRA.

    ::

        COL --> PER --> ESP
          `---> BRA -----^
    """
    data = data_of("COL > PER > ESP\nCOL > BRA > ESP", regions={"TWO": ["COL", "PER"]})
    found = hubs(data, "R:TWO", "ESP", weighting="equal").answers[0]
    assert {hub.place: hub.share for hub in found.hubs} == {"BRA": 0.25}
    peru = why(data, "PER", "R:TWO", "ESP", weighting="equal").answers[0]
    assert (peru.share, peru.starts) == pytest.approx((0.75, 0.5))
    assert [(part.place, part.share) for part in peru.incoming] == [("COL", 0.25)]
    assert peru.reason == (
        "75.0 % of the arriving goods pass Peru: 50.0 % start there; they come mainly from "
        "Colombia (25.0 %)"
    )
