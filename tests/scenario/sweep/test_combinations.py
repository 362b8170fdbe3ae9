"""Ranges of sets: their numbers, members and shares, and the best of them."""

from __future__ import annotations

from itertools import combinations
from math import comb
from random import Random

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.analysis.questions import Question, questions
from tests.networks import data_of, near
from tests.properties import forced
from tests.scenario.sweep.by_walks import Walks, legs, transit
from trafficroutes.model.digits import settled
from trafficroutes.question.solving import ask, solve_question
from trafficroutes.scenario.sweep.combinations import best, best_of, members, shares
from trafficroutes.scenario.sweep.items import Items, Narrowing, items_of

few = forced(30)


def items(question: Question) -> Items:
    assume(question.world.s)
    query = ask(question.data, question.world.origin, question.world.destination, question.options)
    return items_of(solve_question(question.data, query)[0], Narrowing("both", None, ()))


@given(st.integers(0, 9), st.integers(1, 6))
def test_members_are_the_combinations_in_their_order(n: int, size: int) -> None:
    found = members(n, size, np.arange(comb(n, size)))
    assert found.T.tolist() == [list(chosen) for chosen in combinations(range(n), size)]


def test_members_of_far_numbers() -> None:
    """Too many to list: the last ones, and one in the middle counted from both ends."""
    n, size = 204, 8
    total = comb(n, size)
    last = members(n, size, np.array([total - 1, total - 2])).T.tolist()
    assert last == [list(range(196, 204)), [195, *range(197, 204)]]
    first = members(n, size, np.array([comb(203, 7)])).T.tolist()
    assert first == [list(range(1, 9))]


@pytest.mark.slow
@few
@given(questions())
def test_sets_of_four_and_five(question: Question) -> None:
    world, all_items = question.world, items(question)
    met = all_items.journeys()
    things = [*sorted(transit(world)), *legs(world)]
    walks = Walks(world)
    by_label = {one if isinstance(one, str) else ">".join(one): one for one in things}
    (whole,) = walks.arrivals([()])
    for size in (4, 5):
        total = comb(all_items.count, size)
        found = shares(met, size, 0, total)
        some = np.arange(0, total, max(1, total // 60))
        chosen = members(all_items.count, size, some).T.tolist()
        sets = [[by_label[all_items.labels[at]] for at in one] for one in chosen]
        left = walks.arrivals(sets) / whole if sets else np.empty(0)
        assert found[some].tolist() == [near(1 - rest) for rest in left]


@pytest.mark.slow
@few
@given(questions(), st.randoms(use_true_random=False))
def test_a_range_is_part_of_the_whole(question: Question, chance: Random) -> None:
    all_items = items(question)
    met = all_items.journeys()
    for size in (1, 2, 3, 4):
        total = comb(all_items.count, size)
        whole = shares(met, size, 0, total)
        ends = sorted(chance.randint(0, total) for _ in range(2))
        part = shares(met, size, ends[0], ends[1])
        assert part.tobytes() == whole[ends[0] : ends[1]].tobytes()


def test_few_rows_at_a_time() -> None:
    data = data_of("COL > VEN > ESP\nCOL > MEX > ESP\nCOL > GNB > MEX\nVEN > GNB > ESP")
    solved = solve_question(data, ask(data, "COL", "ESP", {"weighting": "equal"}))[0]
    met = items_of(solved, Narrowing("both", None, ())).journeys()
    n = met.hit.size
    whole = [shares(met, size, 0, comb(n, size)).tolist() for size in (2, 3)]
    few = [shares(met, size, 0, comb(n, size), held=2 * n).tolist() for size in (2, 3)]
    assert few == whole


@pytest.mark.slow
@given(
    st.lists(st.sampled_from([0.0, 0.25, 0.5, 1.0]), max_size=40),
    st.integers(1, 12),
    st.integers(1, 9),
)
def test_the_best_of_parts_are_the_best(values: list[float], count: int, size: int) -> None:
    numbers = np.arange(len(values)) * 3
    shares_ = np.array(values, dtype=np.float64)
    wanted = sorted(zip(numbers.tolist(), values, strict=True), key=lambda one: (-one[1], one[0]))
    found = best(numbers, shares_, count)
    assert list(zip(found.numbers, found.shares, strict=True)) == wanted[:count]
    parts = [
        best(numbers[at : at + size], shares_[at : at + size], count)
        for at in range(0, len(values), size)
    ]
    joined = best_of([*reversed(parts), best(numbers[:0], shares_[:0], count)], count)
    assert joined.numbers.tolist() == found.numbers.tolist()
    assert joined.shares.tolist() == found.shares.tolist()


@pytest.mark.parametrize("noise", [0.0, 1e-13, 1e-10, 1e-9, 3e-9])
@pytest.mark.parametrize("count", [1, 7, 40])
def test_last_digits_choose_no_set(noise: float, count: int) -> None:
    """Of many sets that are equal but for rounding, the first by number."""
    luck = np.random.default_rng(1)
    level = luck.choice([0.0, 4e-13, 1e-9, 0.25, 0.3, 1.0 / 3.0], 500)
    values = level * (1.0 + noise * luck.standard_normal(500))
    told = [settled(value) for value in values.tolist()]
    ranked = sorted(range(500), key=lambda number: (-told[number], number))[:count]
    found = best(np.arange(500), values, count)
    assert found.numbers.tolist() == ranked
    assert found.shares.tolist() == [told[number] for number in ranked]
