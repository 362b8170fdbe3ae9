"""Intervals of routes, by hand and against brute force on each draw."""

from __future__ import annotations

import pytest
from hypothesis import event, given

from tests.analysis.luck import Luck
from tests.analysis.questions import Question, questions
from tests.analysis.spans import middle, middle_ranks
from tests.networks import cite, data_of, leg, near
from tests.properties import forced
from trafficroutes import build_graph
from trafficroutes.analysis.paths.answer import paths
from trafficroutes.analysis.paths.results import PathsAnswer
from trafficroutes.errors import NoRouteError, QueryError
from trafficroutes.model.dataset import Dataset
from trafficroutes.question.intervals import Drawing

# One document of grade A (.95 x .95) says that all goes by MEX, one of grade E (.2 x .2) by BRA.
FORK = data_of(
    [
        leg("COL", "MEX", cite("a")),
        leg("MEX", "ESP", cite("a", locator="p. 2")),
        leg("COL", "BRA", cite("e", credibility=5)),
        leg("BRA", "ESP", cite("e", credibility=5, locator="p. 2")),
    ],
)
DRAWS = 12
few = forced(60)


def ask(
    data: Dataset = FORK, *, draws: int | None = 2000, seed: int = 0, count: int = 10
) -> PathsAnswer:
    return paths(
        data, "COL", "ESP", weighting="equal", draws=draws, seed=seed, count=count
    ).answers[0]


def test_a_route_is_whole_or_not_at_all() -> None:
    """BRA stands in .2 x .2 x .2 of the draws; without it MEX has all, with it half."""
    answer = ask()
    assert [(p.places[1], p.probability, p.interval, p.rank_interval) for p in answer.paths] == [
        ("BRA", near(0.5), (0.0, 0.0), (2, 2)),
        ("MEX", near(0.5), (1.0, 1.0), (1, 1)),
    ]
    assert answer.coverage_interval == (near(1.0), near(1.0))
    assert answer.draws is not None
    assert answer.draws.used + answer.draws.without_route == answer.draws.asked == 2000
    notes = "\n".join(answer.notes)
    assert f"are of the other {answer.draws.used:,}" in notes
    assert "Ranks of routes are among the routes shown" in notes
    assert "a draw never keeps all of them: route 1, route 2" in notes
    assert "by none of these routes" not in notes


def test_by_evidence_no_route_is_lost() -> None:
    """A leg counts 1 or a twentieth: COL goes to MEX 20 to 1, evenly or, rarely, 1 to 20."""
    answer = paths(FORK, "COL", "ESP", weighting="evidence", draws=2000).answers[0]
    assert [(p.places[1], p.interval, p.rank_interval) for p in answer.paths] == [
        ("MEX", (near(1 / 2), near(20 / 21)), (1, 1)),
        ("BRA", (near(1 / 21), near(1 / 2)), (1, 2)),
    ]
    assert answer.coverage_interval == (near(1.0), near(1.0))
    assert answer.draws == Drawing(2000, 0, 2000, 0, 0)
    assert not any("nothing arrives" in note for note in answer.notes)


def test_of_the_routes_shown_alone() -> None:
    """Only BRA is shown, which few draws have: ranks are of these."""
    answer = ask(count=1)
    (route,) = answer.paths
    assert (route.places[1], route.interval, route.rank_interval) == ("BRA", (0.0, 0.0), (1, 1))
    assert answer.coverage_interval == (0.0, 0.0)
    assert answer.draws is not None
    few = [note for note in answer.notes if "goods arrive by none of these routes" in note]
    assert few[0].startswith("In 1,")
    assert any(note.endswith("route 1, all of these routes together") for note in answer.notes)


def test_no_rank_where_no_draw_has_one() -> None:
    (route,) = ask(count=1, draws=3).paths
    assert (route.interval, route.rank_interval) == ((0.0, 0.0), None)


def test_none_on_request_and_by_default_a_thousand() -> None:
    none = ask(draws=0)
    assert (none.draws, none.coverage_interval) == (None, None)
    assert {(route.interval, route.rank_interval) for route in none.paths} == {(None, None)}
    assert not any("draw" in note for note in none.notes)
    default = ask(draws=None)
    assert default.draws is not None
    assert default.draws.asked == 1000


def test_nothing_arrives_in_any_draw() -> None:
    answer = ask(data_of([leg("COL", "ESP", cite("e", credibility=5))]), draws=3, seed=1)
    assert answer.draws == Drawing(3, 1, 0, 3, 0)
    assert [route.interval for route in answer.paths] == [None]


def test_a_graph_by_hand_has_no_intervals_and_says_so() -> None:
    graph = build_graph(FORK, "cocaine", weighting="equal")
    graph.edges["COL", "MEX"]["flow"] = 3.0
    answer = paths(graph, "COL", "ESP").answers[0]
    assert answer.draws is None
    assert any("made or changed by hand" in note for note in answer.notes)


def test_numbers_that_make_no_sense() -> None:
    with pytest.raises(QueryError, match="the number of draws is 0"):
        ask(draws=-1)
    with pytest.raises(QueryError, match="the seed is 0 or more"):
        ask(seed=-1)


@pytest.mark.slow
@few
@given(questions())
def test_every_draw_goes_so_by_what_it_keeps(question: Question) -> None:
    luck, world = Luck(), question.world
    with luck.drawing():
        try:
            found = paths(
                question.data,
                world.origin,
                world.destination,
                count=4,
                draws=DRAWS,
                seed=1,
                **question.options,
            )
        except NoRouteError:
            return
    answer = found.answers[0]
    drawn = (luck.world(question, draw) for draw in range(DRAWS))
    chances = [dict(kept.routes()) for kept in drawn if kept.s]
    event(f"{len(chances)} draws arrive")
    assert answer.draws == Drawing(DRAWS, 1, len(chances), DRAWS - len(chances), 0)
    values = [[chance.get(route.places, 0) for route in answer.paths] for chance in chances]
    if not values:
        assert answer.coverage_interval is None
        return
    assert [route.interval for route in answer.paths] == middle(values)
    assert [route.rank_interval for route in answer.paths] == middle_ranks(values)
    assert [answer.coverage_interval] == middle([[sum(row)] for row in values])
