"""The note on journeys that go a long way round."""

from __future__ import annotations

from tests.networks import data_of, near
from trafficroutes import hubs, paths
from trafficroutes.model.dataset import Dataset
from trafficroutes.question.detours import detour_note, long_share
from trafficroutes.question.solving import Solved, ask, solve_question


def solved(data: Dataset, destination: str = "ESP") -> Solved:
    (found,) = solve_question(data, ask(data, "COL", destination, {"weighting": "equal"}))
    return found


#: A third of the goods goes by Australia and a third by Portugal.
ROUND = data_of("COL > ESP\nCOL > AUS > ESP\nCOL > PRT > ESP")


def test_what_goes_round_the_world_is_long() -> None:
    assert long_share(solved(ROUND)) == near(1 / 3)
    told = detour_note(solved(ROUND))
    assert told.startswith("33% of the journeys are more than twice as long as the direct way")
    for answer in (
        hubs(ROUND, "COL", "ESP", weighting="equal", draws=0).answers[0],
        paths(ROUND, "COL", "ESP", weighting="equal", draws=0).answers[0],
    ):
        assert told in answer.notes


def test_few_of_them_are_not_worth_a_note() -> None:
    data = data_of("COL > ESP 11\nCOL > AUS 1\nAUS > ESP 1")
    (found,) = solve_question(data, ask(data, "COL", "ESP", {"weighting": "volume"}))
    assert long_share(found) == near(1 / 12)
    assert detour_note(found) == ""


def test_a_way_round_has_to_be_over_twice_as_long() -> None:
    assert long_share(solved(data_of("COL > PRT > ESP\nCOL > VEN > ESP"))) == 0


def test_each_gateway_has_a_direct_way_of_its_own() -> None:
    """By GNB is no long way to ESP; a journey that ends in PRT had none to go."""
    assert long_share(solved(data_of("COL > GNB > ESP\nCOL > PRT"), "R:EUROPE")) == 0


def test_on_from_a_region_is_no_way_of_its_own() -> None:
    """To Europe's middle it is farther than to ESP, but not twice as far."""
    assert long_share(solved(data_of("COL > R:EUROPE"))) == 0


def test_in_large_networks_it_is_not_worked_out() -> None:
    assert long_share(solved(ROUND), most=3) is None
    assert detour_note(solved(ROUND), most=3) == ""
