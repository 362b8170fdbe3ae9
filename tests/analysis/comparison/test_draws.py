"""Intervals of both sides of a comparison, by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.networks import cite, data_of, leg, near, tonnes
from trafficroutes.analysis.comparison.answer import compare
from trafficroutes.analysis.comparison.changes import BeforeAndAfter
from trafficroutes.analysis.comparison.draws import SideDraws, side_draws
from trafficroutes.analysis.comparison.results import ComparisonAnswer
from trafficroutes.analysis.comparison.sides import SideQuery, side_of
from trafficroutes.analysis.hubs.answer import hubs
from trafficroutes.errors import QueryError
from trafficroutes.graph.network import Network
from trafficroutes.model.dataset import Dataset
from trafficroutes.question.network import ask_network
from trafficroutes.question.solving import Solved
from trafficroutes.question.worlds import BY_HAND


def said(origin: str, to: str, grade: str, page: int, *years: int, sure: int = 1) -> dict[str, Any]:
    """Return a leg of which one document tells in some years; "a" is sure, "e" hardly."""
    credibility = sure if grade == "a" else 5
    citations = (
        cite(grade, locator=f"p. {page}", credibility=credibility, period=year) for year in years
    )
    return leg(origin, to, *citations)


def both_ways(sure: int = 1) -> Dataset:
    """Return what two documents say, the one of grade A with such a credibility.

    In 2005 it says that all goes by MEX, one of grade E by BRA; in 2015 all goes by BRA, and
    both say so.
    """
    later = cite("a", locator="p. 7", period=2015, credibility=sure)
    return data_of(
        [
            said("COL", "MEX", "a", 1, 2005, sure=sure),
            said("MEX", "ESP", "a", 2, 2005, sure=sure),
            said("COL", "BRA", "e", 3, 2005),
            said("BRA", "ESP", "e", 4, 2005),
            said("COL", "PER", "a", 5, 2015, sure=sure),
            said("PER", "BRA", "a", 6, 2015, sure=sure),
            leg("BRA", "ESP", later, key="BRA-ESP-later"),
        ]
    )


DATA = both_ways()
DRAWS = 2000


def changed(data: Dataset = DATA, *ends: str, **options: Any) -> ComparisonAnswer:
    asked = {"weighting": "equal", "years": 2005, "with_years": 2015, "draws": DRAWS}
    return compare(data, *ends, **{**asked, **options}).answers[0]


def places(answer: ComparisonAnswer) -> dict[str, BeforeAndAfter]:
    return {item.place: item.change for item in answer.places}


def legs(answer: ComparisonAnswer) -> dict[str, BeforeAndAfter]:
    return {f"{item.origin}>{item.to}": item.change for item in answer.legs}


def test_between_two_ends_shares_have_intervals() -> None:
    """In 90 percent of the draws of 2005 in which anything arrives, all goes by MEX."""
    answer = changed(DATA, "COL", "ESP")
    found = places(answer)
    assert found["MEX"].before == near(0.5)
    assert found["MEX"].interval_before == (1.0, 1.0)
    assert found["MEX"].rank_interval_before == (1, 1)
    assert found["MEX"].interval_after is None
    assert found["BRA"].interval_before == (0.0, 0.0)
    assert found["BRA"].rank_interval_before == (2, 2)
    assert found["BRA"].interval_after == (1.0, 1.0)
    assert found["BRA"].rank_interval_after == (1, 1)
    assert found["BRA"].beyond_draws is True
    assert found["MEX"].beyond_draws is None
    assert legs(answer)["COL>MEX"].interval_before == (1.0, 1.0)
    assert legs(answer)["BRA>ESP"].interval_before == (0.0, 0.0)
    assert legs(answer)["BRA>ESP"].interval_after == (1.0, 1.0)
    before, after = answer.before.draws, answer.after.draws
    assert before is not None
    assert after is not None
    assert before.used / DRAWS == pytest.approx(0.95**3, abs=0.05)
    assert after.used / DRAWS == pytest.approx(0.95**4, abs=0.05)
    notes = "\n".join(answer.notes)
    assert "Before: Outside its evidence range" in notes
    assert "Before: 4 connections have a value outside the evidence range" in notes
    assert f"After: In {after.without_route} of the draws nothing arrives" in notes
    assert notes.count("Evidence ranges hold the middle 90 percent of 2,000 draws") == 1


def test_they_are_those_that_hubs_shows() -> None:
    answer = hubs(DATA, "COL", "ESP", weighting="equal", years=2005, draws=200).answers[0]
    found = places(changed(DATA, "COL", "ESP", draws=200))
    for hub in answer.hubs:
        assert found[hub.place].interval_before == hub.interval
        assert found[hub.place].rank_interval_before == hub.rank_interval


@pytest.mark.slow
def test_of_a_network_strength_and_flow_have_intervals() -> None:
    """A leg of the first document stands in .95 x .8 of the draws, of the other in .04.

    Some leg of 2005 stands in .918 of the draws. Of these a leg of MEX is missing in 17
    percent, and one of BRA stands in 4.4; one of the two of BRA stands in 7.8, both of
    MEX are missing in .7. In 2015 a leg is missing in 19 percent of those with any.
    """
    answer = changed(both_ways(sure=2))
    found = legs(answer)
    assert found["COL>MEX"].interval_before == (0.0, 1.0)
    assert found["COL>BRA"].interval_before == (0.0, 0.0)
    assert found["COL>PER"].interval_after == (0.0, 1.0)
    assert found["COL>PER"].interval_before is None
    assert places(answer)["MEX"].interval_before == (1.0, 2.0)
    assert places(answer)["BRA"].interval_before == (0.0, 1.0)


def test_the_seed_and_none_on_request() -> None:
    assert changed(seed=1, draws=50) == changed(seed=1, draws=50)
    assert changed(seed=1, draws=50).before.draws != changed(seed=2, draws=50).before.draws
    none = changed(draws=0)
    assert none.before.draws is None
    assert {change.interval_before for change in places(none).values()} == {None}
    assert {change.beyond_draws for change in legs(none).values()} == {None}
    assert not any("draws" in note for note in none.notes)
    with pytest.raises(QueryError, match="the number of draws is 0"):
        changed(draws=-1)


def test_a_side_without_a_route_has_nothing_drawn() -> None:
    answer = changed(DATA, "COL", "MEX")
    assert answer.after.draws is None
    assert answer.before.draws is not None
    assert "No route leads there after" in answer.notes


def figure(key: str, place: str, amount: float) -> dict[str, Any]:
    """Return a record of so many tonnes a year in 2005."""
    cited = cite(quantity=tonnes(amount, None), period={"from": 2005, "to": 2015})
    return {"id": key, "place": place, "commodity": "cocaine", "citations": [cited]}


def test_legs_without_flow_in_the_estimate_have_no_interval() -> None:
    """Nothing ends in PAN, so the estimate moves nothing there."""
    data = data_of(
        [
            said("COL", "ESP", "a", 1, 2005, 2015),
            said("COL", "PAN", "a", 2, 2005),
        ],
        production_records=[figure("made", "COL", 10)],
        consumption=[{**figure("used", "ESP", 9), "measure": "consumption"}],
    )
    answer = changed(data, weighting="estimate", draws=20)
    assert legs(answer)["COL>PAN"].before == 0
    assert legs(answer)["COL>PAN"].interval_before is None
    assert legs(answer)["COL>ESP"].interval_before is not None
    assert places(answer)["PAN"].rank_interval_before is None
    assert any(
        note.startswith("Before: Without evidence ranges: 1 connection without flow")
        for note in answer.notes
    )


def test_where_no_draw_has_anything() -> None:
    """Both documents are of the lowest grades."""
    data = data_of([said("COL", "ESP", "e", 1, 2005), said("COL", "BRA", "a", 2, 2015)])
    answer = changed(data, "COL", "ESP", draws=3, seed=1)
    assert answer.before.draws is not None
    assert answer.before.draws.used == 0
    assert legs(answer)["COL>ESP"].interval_before is None


def test_legs_between_regions_alone_leave_no_country() -> None:
    data = data_of([said("R:SA", "R:WA", "a", 1, 2005)], regions={"SA": ["COL"], "WA": ["GNB"]})
    side = side_of(SideQuery(data, ask_network(data, None, {})), "cocaine", "equal", "strength")
    assert side_draws(side, "strength", 10, seed=0) == SideDraws()


@pytest.mark.parametrize("ends", [None, ("COL", "ESP")])
def test_a_network_changed_by_hand_has_no_intervals(ends: tuple[str, str] | None) -> None:
    asked = SideQuery(DATA, ask_network(DATA, ends, {"years": 2005}))
    side = side_of(asked, "cocaine", "equal", "strength")
    network = replace(side.network, flow=side.network.flow * 2)
    solved = None if side.solved is None else by_hand(side.solved, network)
    found = side_draws(replace(side, network=network, solved=solved), "strength", 10, seed=0)
    assert found == SideDraws(notes=(BY_HAND,))


def by_hand(solved: Solved, network: Network) -> Solved:
    routes = replace(solved.routes, network=network)
    return Solved(network, routes, solved.chain, solved.start)
