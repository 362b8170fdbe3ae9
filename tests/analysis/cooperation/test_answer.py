"""Coverage by bodies of cooperation, on networks to check by hand and by force."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.cooperation.bodies import WAYS, asked, body, covers, data_with
from tests.analysis.questions import COUNTRIES, Question, questions
from tests.markov.test_removal import chain_of, left
from tests.networks import cite, drawn, leg, near
from tests.properties import forced
from trafficroutes.analysis.cooperation.answer import cooperation, corridor_cooperation
from trafficroutes.analysis.cooperation.coverage import Arrivals, joint
from trafficroutes.errors import NoRouteError, NotACountryError, QueryError, UnknownNameError
from trafficroutes.flowmodel.networks import build_graph
from trafficroutes.question.solving import ask, solve_question


def test_shares_of_one_body_and_of_all() -> None:
    answer = asked({"one": body("VEN", "GNB"), "two": body("COL", "VEN")})
    # All but the quarter by Mexico straight to Spain pass Venezuela or Guinea-Bissau.
    found = covers(answer)
    assert found["one"].share == near(3 / 4)
    assert found["two"].share == near(1 / 2)
    assert found["two"].members == ("COL", "VEN")
    assert found["two"].missing == ("GNB", "MEX")
    assert (answer.covered_share, answer.uncovered_share) == (near(3 / 4), near(1 / 4))
    assert answer.uncovered == ("MEX",)
    # Crossings: 1/2 each COL-VEN, VEN-GNB, COL-MEX; 1/4 each MEX-GNB, MEX-ESP; 3/4 GNB-ESP.
    assert found["one"].leg_share == near(0.5 / 2.75)
    assert answer.leg_share == near(1 / 2.75)
    assert found["one"].arrival_share == 0
    assert [c.source for c in found["one"].citations] == ["b"]


def test_places_and_legs_name_their_bodies() -> None:
    answer = asked({"one": body("VEN", "GNB"), "two": body("COL", "VEN"), "far": body("RUS")})
    assert [(p.place, p.share, p.bodies) for p in answer.places] == [
        ("GNB", near(3 / 4), ("one",)),
        ("MEX", near(1 / 2), ()),
        ("VEN", near(1 / 2), ("one", "two")),
    ]
    legs = {(found.origin, found.to): found.bodies for found in answer.legs}
    assert legs["VEN", "GNB"] == ("one",)
    assert legs["COL", "VEN"] == ("two",)
    assert legs["COL", "MEX"] == ()
    assert [found.share for found in answer.legs] == sorted(
        (found.share for found in answer.legs), reverse=True
    )
    assert "far" not in covers(answer)
    # Mexico and one of the row Venezuela, Guinea-Bissau make the smallest cuts.
    assert all(place.chokepoint for place in answer.places)


def test_who_would_add_most() -> None:
    answer = asked({"one": body("VEN"), "two": body("GNB")})
    one, two = covers(answer)["one"].joining, covers(answer)["two"].joining
    assert one is not None
    assert two is not None
    assert (one.place, one.gain, one.covered_gain) == ("MEX", near(1 / 2), near(1 / 4))
    assert (two.place, two.gain, two.covered_gain) == ("MEX", near(1 / 4), near(1 / 4))
    assert answer.newcomer is not None
    assert (answer.newcomer.place, answer.newcomer.gain) == ("MEX", near(1 / 4))


def test_nobody_is_left_to_join() -> None:
    answer = asked({"one": body("VEN", "MEX", "GNB")})
    assert covers(answer)["one"].joining is None
    assert answer.newcomer is None
    assert (answer.covered_share, answer.uncovered) == (near(1), ())


def test_a_proposed_body() -> None:
    answer = asked({"one": body("VEN")}, members=["Mexico", "GNB", "Russia"])
    found = answer.proposal
    assert found is not None
    assert (found.members, found.idle) == (("GNB", "MEX", "RUS"), ("RUS",))
    assert (found.share, found.gain) == (near(1), near(1 / 2))
    assert (found.leg_share, found.leg_gain) == (near(0.25 / 2.75), near(0.25 / 2.75))
    assert asked({"one": body("VEN")}).proposal is None


def test_other_families_and_observers_do_not_count() -> None:
    answer = asked(
        {
            "opium": body("VEN", families=["opiates"]),
            "none": body("VEN", families=[]),
            "watching": body(observers=["VEN"]),
        }
    )
    assert answer.bodies == ()
    assert answer.covered_share == 0
    assert answer.uncovered == ("GNB", "MEX", "VEN")


def test_forums_stand_apart_and_only_on_request() -> None:
    bodies = {"talks": body("VEN", "GNB", "MEX", kind="forum"), "one": body("VEN")}
    answer = asked(bodies)
    assert answer.forums == ()
    assert answer.places[2].forums == ()
    with_forums = asked(bodies, forums=True)
    assert [found.id for found in with_forums.forums] == ["talks"]
    assert with_forums.places[2].forums == ("talks",)
    assert with_forums.covered_share == answer.covered_share == near(1 / 2)
    assert with_forums.uncovered == ("GNB", "MEX")


@pytest.mark.parametrize(
    ("years", "covered"),
    [("2001", ()), ("2003", ("GNB",)), ("2005", ("GNB", "VEN")), ("2012", ("GNB",)), (None, None)],
)
def test_members_count_in_their_years_and_nobody_before_the_founding(
    years: str | None, covered: tuple[str, ...] | None
) -> None:
    """Founded in 2002; Venezuela is in it from 2005 to 2010."""
    legs = drawn(WAYS)
    for one in legs:
        one["citations"][0]["period"] = {"from": 2000, "to": 2015}
    one = body("GNB", {"place": "VEN", "from": 2005, "to": 2010}, founded=2002)
    answer = asked({"one": one}, legs, years=years)
    found = tuple(sorted(place.place for place in answer.places if place.bodies))
    assert found == (("GNB", "VEN") if covered is None else covered)


def test_arrival_in_a_region_counts_its_members() -> None:
    legs = "COL > VEN > ESP\nCOL > MEX > FRA\nCOL > R:EUROPE"
    data = data_with({"one": body("ESP", "FRA"), "two": body("VEN", "ESP")}, legs)
    answer = cooperation(data, "COL", "R:EUROPE", weighting="equal").answers[0]
    found = covers(answer)
    assert (found["one"].share, found["one"].arrival_share) == (0, near(2 / 3))
    assert (found["two"].share, found["two"].arrival_share) == (near(1 / 3), near(1 / 3))


def test_a_corridor_counts_the_flow_on_its_legs() -> None:
    """COL-VEN 30 t and VEN-GNB 10 t are the corridor, MEX-ESP is not."""
    legs = [*drawn("COL > VEN 30\nVEN > GNB 10"), *drawn("MEX > ESP 70")]
    for one in legs[:2]:
        one["corridors"] = ["sea"]
    corridors = {
        "sea": {"name": "Over the sea", "description": "As it says."},
        "empty": {"name": "Nothing", "description": "No legs."},
    }
    data = data_with({"one": body("GNB", "VEN"), "two": body("COL")}, legs, corridors=corridors)
    result = corridor_cooperation(data, "over the SEA", weighting="volume", members=["COL", "GNB"])
    assert (result.corridor, result.corridor_name) == ("sea", "Over the sea")
    assert result.to_dict()["query"]["origin"] is None
    answer = result.answers[0]
    assert {p.place: p.share for p in answer.places} == {
        "VEN": near(1),
        "COL": near(3 / 4),
        "GNB": near(1 / 4),
    }
    found = covers(answer)
    assert (found["one"].share, found["one"].leg_share) == (near(1), near(1 / 4))
    assert (found["two"].share, found["two"].arrival_share) == (near(3 / 4), None)
    assert found["two"].joining is not None
    assert (found["two"].joining.place, found["two"].joining.gain) == ("GNB", near(1 / 4))
    assert answer.proposal is not None
    assert (answer.proposal.share, answer.proposal.gain) == (near(1), near(0))
    with pytest.raises(UnknownNameError, match="unknown corridor 'see'"):
        corridor_cooperation(data, "see")
    with pytest.raises(NoRouteError, match="no leg belongs to the corridor Nothing"):
        corridor_cooperation(data, "empty")
    with pytest.raises(NoRouteError, match="fits the question"):
        corridor_cooperation(data, "sea", commodity="opiates")


@pytest.mark.slow
@forced(40)
@given(questions(), st.sets(st.sampled_from(COUNTRIES), max_size=3))
def test_shares_by_force(question: Question, members: set[str]) -> None:
    chain_of(question)
    world, data = question.world, question.data
    query = ask(data, world.origin, world.destination, question.options)
    (solved,) = solve_question(data, query)
    whole = Arrivals(solved, solved)
    arrival = world.arrival()
    between = set(whole.places)
    assert between == {i for i, _ in world.uses()} - world.sources - set(world.regions)
    share = 1 - left(world, members & between) / arrival
    assert whole.passing(members) == near(share)
    gains = {
        code: gain
        for code in between - members
        if (gain := 1 - left(world, (members | {code}) & between) / arrival - share)
    }
    assert whole.added(members) == {code: near(gain) for code, gain in gains.items()}
    gateways = world.gateways()
    assert whole.arriving(members) == near(sum(q for t, q in gateways.items() if t in members))
    uses = {pair: use for pair, use in world.uses().items() if pair in world.legs}
    held = sum(use for (i, j), use in uses.items() if {i, j} <= members)
    assert joint(whole, [members]) == near(held / sum(uses.values()) if uses else 0)


def test_bad_input() -> None:
    data = data_with({"one": body("VEN")})
    with pytest.raises(NotACountryError, match="Europe"):
        cooperation(data, "COL", "ESP", members=["Europe"])
    with pytest.raises(UnknownNameError, match="Atlantis"):
        cooperation(data, "COL", "ESP", members=["Atlantis"])
    with pytest.raises(NoRouteError):
        cooperation(data, "ESP", "COL")
    graph = build_graph(data, "cocaine", weighting="equal")
    one = cooperation(graph, "COL", "ESP").answers[0]
    assert one.to_dict() == asked({"one": body("VEN")}).to_dict()
    del graph.graph["data"]
    with pytest.raises(QueryError, match="ask a data file"):
        cooperation(graph, "COL", "ESP")


def test_notes_say_what_counts() -> None:
    legs = [leg("COL", "VEN", cite(period=2005)), leg("VEN", "ESP", cite(period=2005))]
    answer = asked({"one": body("VEN")}, legs, years="2005")
    assert answer.notes[0].startswith(
        "A body covers a country that is its member in 2005 and works on the family"
    )
    assert asked({}).notes[0].startswith("A body covers a country that is its member in any year")
