"""Intervals of hubs and gateways, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from tests.networks import cite, data_of, leg, near, tonnes
from trafficroutes import build_graph
from trafficroutes.analysis.hubs.answer import Hub, HubAnswer, hubs
from trafficroutes.errors import QueryError
from trafficroutes.model.dataset import Dataset
from trafficroutes.question.intervals import (
    Drawing,
    counted_apart,
    intervals,
    outside,
    rank_intervals,
    ranks_in_draws,
)
from trafficroutes.question.query import Weighting

# One document of grade A (.95 x .95) says that all goes by MEX, one of grade E (.2 x .2) by BRA.
FORK = data_of(
    [
        leg("COL", "MEX", cite("a")),
        leg("MEX", "ESP", cite("a", locator="p. 2")),
        leg("COL", "BRA", cite("e", credibility=5)),
        leg("BRA", "FRA", cite("e", credibility=5, locator="p. 2")),
    ],
)
DRAWS = 4000
#: Five standard deviations of a share of the draws.
CLOSE = 0.04


def ask(
    data: Dataset = FORK, *, draws: int | None = DRAWS, seed: int = 0, top_k: int = 5
) -> HubAnswer:
    return hubs(
        data, "COL", "R:EUROPE", weighting="equal", draws=draws, seed=seed, top_k=top_k
    ).answers[0]


def by_code(answer: HubAnswer) -> dict[str, Hub]:
    return {hub.place: hub for hub in answer.hubs}


def test_draws_without_a_route_are_counted_apart() -> None:
    """MEX stands when the first document and both claims are right: .95 x .95 x .95.

    BRA needs .2 x .2 x .2. One without the other is all of what arrives; both
    share it evenly. Where neither stands, nothing arrives.
    """
    answer = ask()
    mexico, brazil = 0.95**3, 0.2**3
    arrives = mexico + brazil - mexico * brazil
    assert answer.draws is not None
    assert answer.draws.used + answer.draws.without_route == answer.draws.asked == DRAWS
    assert answer.draws.used / DRAWS == pytest.approx(arrives, abs=CLOSE)
    found = by_code(answer)
    assert found["MEX"].share == near(0.5)
    assert found["MEX"].interval == (1.0, 1.0)
    assert found["BRA"].interval == (0.0, 0.0)
    assert found["MEX"].top_k_chance == pytest.approx(mexico / arrives, abs=CLOSE)
    assert found["BRA"].top_k_chance == pytest.approx(brazil / arrives, abs=CLOSE)
    assert found["MEX"].rank_interval == (1, 1)
    assert found["BRA"].rank_interval == (2, 2)
    notes = "\n".join(answer.notes)
    assert f"In {answer.draws.without_route} of the draws nothing arrives" in notes
    assert f"are of the other {answer.draws.used:,}" in notes
    # Half and half by all reports, and all or nothing in nearly every draw.
    assert "Outside its evidence range" in notes
    assert "Brazil, Mexico" in notes


def test_the_chance_to_be_first_needs_a_share() -> None:
    """With one hub on the route the others are second, but not among the first two."""
    answer = ask(top_k=2)
    assert answer.top_k == 2
    chance = by_code(answer)["BRA"].top_k_chance
    assert chance is not None
    assert chance < 0.05


def test_gateways_have_intervals_too() -> None:
    found = {gateway.place: gateway.interval for gateway in ask().gateways}
    assert found == {"ESP": (1.0, 1.0), "FRA": (0.0, 0.0)}


def test_a_document_takes_all_its_legs_along() -> None:
    """Two claims of one document of grade E, otherwise sure: both hubs or none."""
    data = data_of(
        [
            leg("COL", "MEX", cite("e")),
            leg("MEX", "ESP", cite("e", locator="p. 2")),
            leg("COL", "BRA", cite("e", locator="p. 3")),
            leg("BRA", "ESP", cite("e", locator="p. 4")),
        ]
    )
    answer = ask(data)
    assert answer.draws is not None
    both = 0.2 * (2 * 0.95**2 - 0.95**4)
    assert answer.draws.used / DRAWS == pytest.approx(both, abs=CLOSE)
    assert by_code(answer)["MEX"].median == near(0.5)


def test_none_on_request_and_by_default_a_thousand() -> None:
    none = ask(draws=0)
    assert none.draws is None
    assert {hub.interval for hub in none.hubs} == {None}
    assert {hub.rank_interval for hub in none.hubs} == {None}
    assert {gateway.interval for gateway in none.gateways} == {None}
    assert not any("draws" in note for note in none.notes)
    default = ask(draws=None)
    assert default.draws is not None
    assert default.draws.asked == 1000


def test_the_same_seed_gives_the_same_draws() -> None:
    one, two, other = (ask(draws=100, seed=seed) for seed in (1, 1, 2))
    assert one == two
    assert one.draws != other.draws


def test_nothing_arrives_in_any_draw() -> None:
    data = data_of([leg("COL", "ESP", cite("e", credibility=5))])
    answer = hubs(data, "COL", "ESP", draws=3, seed=1, weighting="equal").answers[0]
    assert answer.draws == Drawing(3, 1, 0, 3, 0)
    assert [gateway.interval for gateway in answer.gateways] == [None]
    assert any("are of the other 0" in note for note in answer.notes)


def test_by_evidence_a_doubted_way_is_narrow_and_not_gone() -> None:
    data = data_of([leg("COL", "ESP", cite("e", credibility=5))])
    answer = hubs(data, "COL", "ESP", draws=50, seed=1).answers[0]
    assert answer.draws == Drawing(50, 1, 50, 0, 0)


def test_no_transit_country() -> None:
    answer = hubs(data_of("COL > ESP"), "COL", "ESP", draws=20).answers[0]
    assert answer.hubs == ()
    assert answer.gateways[0].interval == (1.0, 1.0)


def test_a_graph_by_hand_has_no_intervals_and_says_so() -> None:
    graph = build_graph(FORK, "cocaine", weighting="equal")
    assert hubs(graph, "COL", "R:EUROPE").answers[0].draws is not None
    graph.edges["COL", "MEX"]["flow"] = 3.0
    answer = hubs(graph, "COL", "R:EUROPE").answers[0]
    assert answer.draws is None
    assert any("made or changed by hand" in note for note in answer.notes)


def test_what_was_drawn_is_said() -> None:
    data = data_of(
        [
            leg("COL", "ESP", cite(quantity=tonnes(3))),
            leg("PER", "ESP", cite(quantity=tonnes(3))),
        ],
        production={"COL": 10, "PER": 20},
        regions={"SA": ["COL", "PER"]},
    )
    notes_by_weighting: dict[Weighting, str] = {
        "evidence": "production lies in its range",
        "volume": "cited amounts lie in their ranges",
    }
    for weighting, told in notes_by_weighting.items():
        answer = hubs(data, "R:SA", "ESP", weighting=weighting).answers[0]
        assert any(told in note for note in answer.notes)


def test_numbers_that_make_no_sense() -> None:
    with pytest.raises(QueryError, match="the number of draws is 0"):
        ask(draws=-1)
    with pytest.raises(QueryError, match="the seed is 0 or more"):
        ask(seed=-1)
    with pytest.raises(QueryError, match="the first 0 hubs are none"):
        ask(top_k=0)


class TestNumbers:
    def test_intervals_hold_90_percent(self) -> None:
        values = np.arange(101.0)[:, np.newaxis]
        assert intervals(values) == [(5.0, 95.0)]
        assert rank_intervals(values.astype(np.int64)) == [(5, 95)]

    def test_ranks_are_whole_where_percentiles_fall_between(self) -> None:
        assert rank_intervals(np.array([[1], [2]])) == [(1, 2)]

    def test_ranks_of_equals(self) -> None:
        values = np.array([[0.5, 0.0, 0.5, 0.1], [0.0, 0.0, 0.0, 0.0], [0.1, 0.2, 0.3, 0.4]])
        assert ranks_in_draws(values).tolist() == [[1, 4, 1, 3], [1, 1, 1, 1], [4, 3, 2, 1]]

    def test_slight_shares_are_not_said_to_be_outside(self) -> None:
        assert outside([("A", 0.0002, (0.0, 0.0001)), ("B", 0.5, (0.2, 0.5)), ("C", 1, None)]) == ""
        assert "A, B" in outside([("A", 0.2, (0.0, 0.1)), ("B", 0.2, (0.3, 0.4))])

    def test_a_long_list_is_cut(self) -> None:
        assert outside([(str(n), 1.0, (0.0, 0.5)) for n in range(10)]).endswith("7 and 2 more")

    def test_unbalanced_draws_are_counted_apart(self) -> None:
        assert counted_apart(Drawing(10, 0, 10, 0, 0), "ranks") == ""
        assert counted_apart(Drawing(10, 0, 6, 1, 3), "ranks") == (
            "In 1 of the draws nothing arrives and 3 draws could not be balanced: ranks are of "
            "the other 6"
        )
