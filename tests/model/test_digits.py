"""Which digits count."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from trafficroutes.model.digits import DIGITS, NOTHING, by_size, settled, settled_all

NUMBERS = st.floats(-1e15, 1e15, allow_nan=False)


@given(st.lists(NUMBERS, min_size=1))
def test_arrays_settle_as_single_numbers_do(numbers: list[float]) -> None:
    assert settled_all(np.array(numbers)).tolist() == [settled(number) for number in numbers]


@given(NUMBERS)
def test_what_is_settled_stays(number: float) -> None:
    once = settled(number)
    assert settled(once) == once
    assert abs(once - number) <= max(0.5 * 10.0 ** (1 - DIGITS) * abs(number), NOTHING)


@given(st.integers(-(10**9) + 1, 10**9 - 1), st.integers(-18, 6), st.integers(-4, 4))
def test_the_last_digits_do_not_count(digits: int, power: int, ulps: int) -> None:
    """What has nine digits is found again, however a sum's last bits fell."""
    exact = float(f"{digits}e{power}")
    near = exact + ulps * np.spacing(exact)
    if abs(exact) >= NOTHING * 1.001:
        assert settled(float(near)) == settled(exact)
        assert settled_all(np.array([near]))[0] == settled(exact)


def test_equals_keep_their_order_by_name() -> None:
    shares = {"B": 0.1 + 0.2, "A": 0.3, "C": 0.5}
    assert sorted(shares, key=lambda name: (by_size(shares[name]), name)) == ["C", "A", "B"]
