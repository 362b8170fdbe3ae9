"""Ranks, their correlation, and where measures disagree."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kendalltau, rankdata, spearmanr

from trafficroutes.analysis.centrality.ranks import (
    disagreement,
    middle_ranks,
    rank_correlation,
    ranks_of,
)

VALUES = st.lists(st.integers(0, 5), min_size=3, max_size=9)


@given(VALUES)
def test_a_rank_is_one_more_than_how_many_are_larger(values: list[int]) -> None:
    found = ranks_of(np.array(values, dtype=np.float64)).tolist()
    assert found == [1 + sum(other > value for other in values) for value in values]


def test_values_that_differ_by_noise_share_a_rank() -> None:
    assert ranks_of(np.array([0.3, 0.1 + 0.2, 0.2])).tolist() == [1, 1, 3]
    assert ranks_of(np.array([0.0, 0.0])).tolist() == [1, 1]
    assert ranks_of(np.array([])).tolist() == []


@pytest.mark.slow
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=3, max_size=9))
def test_correlations_are_those_of_scipy(pairs: list[tuple[int, int]]) -> None:
    one, other = np.array(pairs, dtype=np.float64).T
    rho, tau = rank_correlation(one, other)
    if len({*one}) == 1 or len({*other}) == 1:
        assert (rho, tau) == (None, None)
    else:
        assert rho == pytest.approx(spearmanr(one, other).statistic)
        assert tau == pytest.approx(kendalltau(one, other).statistic)


def test_spearman_by_hand() -> None:
    """Ranks 1 2 3 4 and 2 1 4 3: 1 - 6 (1 + 1 + 1 + 1) / (4 x 15) = 0.6; 4 of 6 pairs agree."""
    one, other = np.array([4.0, 3, 2, 1]), np.array([3.0, 4, 1, 2])
    assert rank_correlation(one, other) == pytest.approx((0.6, 1 / 3))


@pytest.mark.slow
@given(VALUES)
def test_equals_share_the_middle_of_their_ranks(values: list[int]) -> None:
    ranks = ranks_of(np.array(values, dtype=np.float64))
    assert middle_ranks(ranks) == pytest.approx(rankdata([-value for value in values]))


def test_two_places_have_no_correlation() -> None:
    assert rank_correlation(np.array([1.0, 2.0]), np.array([1.0, 2.0])) == (None, None)


def test_disagreement_is_the_first_fifth_against_the_second_half() -> None:
    assert disagreement({"a": 2, "b": 6}, 10) == ("a", "b")
    assert disagreement({"a": 3, "b": 6}, 10) is None
    assert disagreement({"a": 2, "b": 5}, 10) is None
    assert disagreement({"a": 1, "b": 1}, 1) is None
    assert disagreement({"a": 1, "b": 1}, 2) is None
    assert disagreement({}, 10) is None
