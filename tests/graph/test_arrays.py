"""Percentiles and what stands in order, beside NumPy's."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficroutes.graph.arrays import order_statistics, percentiles

PERCENT = (0.0, 5.0, 25.0, 50.0, 90.0, 95.0, 100.0)
COLUMNS = st.lists(st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3), min_size=1, max_size=41)


@given(COLUMNS)
def test_percentiles_are_those_of_numpy(rows: list[list[float]]) -> None:
    values = np.array(rows)
    assert np.array_equal(percentiles(values, PERCENT), np.percentile(values, PERCENT, axis=0))
    alone = values[:, 0]
    assert np.array_equal(percentiles(alone, PERCENT), np.percentile(alone, PERCENT))


@pytest.mark.parametrize("count", [1, 2, 20, 21, 200, 1000])
def test_a_column_with_nothing_has_no_percentile(count: int) -> None:
    values = np.random.default_rng(0).random((count, 2))
    values[count // 2, 0] = np.nan
    found = percentiles(values, PERCENT)
    assert np.isnan(found[:, 0]).all()
    assert np.array_equal(found[:, 1], np.percentile(values[:, 1], PERCENT))


@given(st.lists(st.integers(1, 300), min_size=1, max_size=41))
def test_ranks_order_statistics_are_those_of_numpy(listed: list[int]) -> None:
    ranks = np.array(listed)
    first, last = (end / 100 * (len(listed) - 1) for end in (5.0, 95.0))
    best, worst = order_statistics(ranks, np.array([math.floor(first), math.ceil(last)])).tolist()
    assert best == np.percentile(ranks, 5.0, method="lower")
    assert worst == np.percentile(ranks, 95.0, method="higher")
