"""Coverage by bodies of cooperation, on networks to check by hand and by force."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.analysis.luck import Luck
from tests.analysis.questions import COUNTRIES, Question, questions
from tests.analysis.test_removal import chain_of, left
from tests.networks import cite, data_of, drawn, leg, near
from trafficroutes.analysis import ensemble_network
from trafficroutes.analysis.cooperation import cooperation, corridor_cooperation
from trafficroutes.analysis.coverage import Arrivals, joint
from trafficroutes.analysis.coverage_draws import CoverDraws, journey_draws
from trafficroutes.analysis.covered import BodyCover, CooperationAnswer
from trafficroutes.analysis.question import Solved, ask, solve_question
from trafficroutes.errors import NoRouteError, NotACountryError, QueryError, UnknownNameError
from trafficroutes.flowmodel.networks import build_graph
from trafficroutes.model.dataset import Dataset

#: COL --> VEN --> GNB --> ESP      half by Venezuela, half by Mexico,
#:   `---> MEX -----^-> ESP         of that half on to Guinea-Bissau
WAYS = "COL > VEN > GNB > ESP\nCOL > MEX > GNB\nMEX > ESP"


def body(
    *members: Any, kind: str = "operational", families: Any = ("cocaine",), **more: Any
) -> dict[str, Any]:
    return {
        "name": "A body",
        "kind": kind,
        "families": list(families),
        "members": list(members),
        "citations": [cite("b")],
        **more,
    }


def data_with(bodies: dict[str, Any], legs: Any = WAYS, **more: Any) -> Dataset:
    return data_of(legs, bodies=bodies, **more)


def asked(bodies: dict[str, Any], legs: Any = WAYS, **options: Any) -> CooperationAnswer:
    data = data_with(bodies, legs)
    return cooperation(data, "COL", "ESP", weighting="equal", **options).answers[0]


def covers(answer: CooperationAnswer) -> dict[str, BodyCover]:
    return {found.id: found for found in answer.bodies}


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


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(questions(), st.sets(st.sampled_from(COUNTRIES), max_size=3))
def test_shares_by_force(question: Question, members: set[str]) -> None:
    chain_of(question)
    world, data = question.world, question.data
    query = ask(data, world.origin, world.destination, question.options)
    whole = Arrivals(solve_question(data, query)[0])
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


def one_or_other() -> Dataset:
    """VEN by a document of grade A, MEX by one of grade E; only VEN is in a body."""
    return data_with(
        {"one": body("VEN")},
        [
            leg("COL", "VEN", cite("a"), corridors=["sea"]),
            leg("VEN", "ESP", cite("a", locator="p. 2")),
            leg("COL", "MEX", cite("e", credibility=5), corridors=["sea"]),
            leg("MEX", "ESP", cite("e", credibility=5, locator="p. 2")),
        ],
        corridors={"sea": {"name": "Over the sea", "description": "By sea."}},
    )


def solved_by(question: Question) -> Solved:
    world, data = question.world, question.data
    query = ask(data, world.origin, world.destination, question.options)
    try:
        return solve_question(data, query)[0]
    except NoRouteError:
        assume(False)
        raise


def test_what_is_covered_in_draws() -> None:
    """Half by all reports, and in most draws all: there the doubtful way is not."""
    answer = cooperation(
        one_or_other(), "COL", "ESP", weighting="equal", members=["MEX"], draws=500
    ).answers[0]
    assert answer.covered_share == near(1 / 2)
    assert answer.covered_interval == (1.0, 1.0)
    assert covers(answer)["one"].interval == (1.0, 1.0)
    assert answer.proposal is not None
    assert answer.proposal.interval == (0.0, 0.0)
    assert answer.draws is not None
    assert any("of the draws nothing arrives" in note for note in answer.notes)


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(questions(), st.sets(st.sampled_from(COUNTRIES), min_size=1))
def test_passing_in_every_draw(question: Question, members: set[str]) -> None:
    luck = Luck()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ensemble_network, "draws_of", luck)
        solved = solved_by(question)
        whole = Arrivals(solved)
        found = journey_draws(solved, whole.places, 6, seed=3)
    assert found.drawing is not None
    worlds = [world for draw in range(6) if (world := luck.world(question, draw)).s]
    assert found.drawing.used == len(worlds)
    if not worlds:
        assert found.interval(members) is None
        return
    inside = members & set(whole.places)
    assert found.shares(members).tolist() == [
        near(1 - left(world, inside) / world.arrival()) for world in worlds
    ]


def test_a_corridor_in_draws() -> None:
    """The corridor's doubtful leg stands in .04 of the draws, its other one in .9025."""
    answer = corridor_cooperation(
        one_or_other(), "sea", weighting="equal", members=["MEX"], draws=2000
    ).answers[0]
    assert answer.covered_share == near(1 / 2)
    assert answer.covered_interval == (1.0, 1.0)
    assert answer.draws is not None
    some = 1 - (1 - 0.9025) * (1 - 0.04)
    assert answer.draws.used / 2000 == pytest.approx(some, abs=0.04)
    assert any("no leg of the corridor is left" in note for note in answer.notes)
    none = corridor_cooperation(one_or_other(), "sea", weighting="equal", draws=0).answers[0]
    assert none.covered_interval is None


def test_no_draws_of_a_graph_changed_by_hand() -> None:
    graph = build_graph(one_or_other(), "cocaine", weighting="equal")
    graph.edges["COL", "VEN"]["flow"] = 0.5
    for answer in (
        cooperation(graph, "COL", "ESP").answers[0],
        corridor_cooperation(graph, "sea").answers[0],
    ):
        assert answer.covered_interval is None
        assert answer.draws is None
        assert any("made or changed by hand" in note for note in answer.notes)
    with pytest.raises(QueryError, match="the number of draws is 0"):
        corridor_cooperation(graph, "sea", draws=-1)


def test_without_draws_there_are_no_shares() -> None:
    assert CoverDraws(None, ()).shares({"VEN"}).size == 0
    assert CoverDraws(None, ()).interval({"VEN"}) is None
