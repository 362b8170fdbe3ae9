"""Coverage by bodies of cooperation in draws of the evidence."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.analysis.bodies import body, covers, data_with
from tests.analysis.luck import Luck
from tests.analysis.questions import COUNTRIES, Question, questions
from tests.analysis.test_removal import left
from tests.networks import cite, leg, near
from trafficroutes.analysis import ensemble_network
from trafficroutes.analysis.cooperation import cooperation, corridor_cooperation
from trafficroutes.analysis.coverage import Arrivals
from trafficroutes.analysis.coverage_draws import CoverDraws, journey_draws
from trafficroutes.analysis.question import Solved, ask, solve_question
from trafficroutes.errors import NoRouteError, QueryError
from trafficroutes.flowmodel.networks import build_graph
from trafficroutes.model.dataset import Dataset


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
