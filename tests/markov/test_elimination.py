"""Many chains at once, against the inverse in fractions."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.networks import near
from tests.properties import forced
from tests.walking import ZERO, solved
from trafficroutes.graph.arrays import Floats
from trafficroutes.markov.elimination import expected_visits, solve, visits_of, workspace_for

few = forced(60)


@st.composite
def chains(draw: st.DrawFn) -> tuple[list[list[Fraction]], list[Fraction]]:
    """Rows of a chain and their leaks: whole parts of each row's sum, with cycles."""
    n = draw(st.integers(1, 12))
    some = st.integers(0, 3)
    rows, leaks = [], []
    for place in range(n):
        parts = draw(st.lists(some, min_size=n, max_size=n))
        parts[place] = 0
        # The last place leaks, and each place leads on, so that nothing circles for ever.
        leak = draw(some) if place < n - 1 else 1
        if place < n - 1:
            parts[place + 1] += 1
        whole = sum(parts) + leak
        rows.append([Fraction(part, whole) for part in parts])
        leaks.append(Fraction(leak, whole))
    return rows, leaks


def arrays(given_: tuple[list[list[Fraction]], list[Fraction]]) -> tuple[Floats, Floats]:
    rows, leaks = given_
    return np.array(rows, dtype=float)[np.newaxis], np.array(leaks, dtype=float)[np.newaxis]


@pytest.mark.slow
@few
@given(chains())
def test_against_fractions(drawn: tuple[list[list[Fraction]], list[Fraction]]) -> None:
    rows, leaks = drawn
    n = len(leaks)
    forth = {i: dict(enumerate(row)) for i, row in enumerate(rows)}
    # Column h of N: expected visits to h from each place.
    N = [solved(list(range(n)), forth, {h: Fraction(1)}) for h in range(n)]
    Q, leak = arrays(drawn)
    assert expected_visits(Q, leak)[0].tolist() == [
        [near(N[h][i]) for h in range(n)] for i in range(n)
    ]
    starts = [Fraction(i + 1, n) for i in range(n)]
    s = np.array(starts, dtype=float)[np.newaxis]
    seen = [near(sum((q * N[h][i] for i, q in enumerate(starts)), ZERO)) for h in range(n)]
    found = solve(Q, leak, leak[..., np.newaxis], s)
    assert found.visits[0].tolist() == seen
    assert visits_of(Q, leak, s)[0].tolist() == seen
    # Everything leaks in the end.
    assert found.b[0, :, 0].tolist() == [near(1)] * n
    assert found.returns[0].tolist() == [near(N[h][h]) for h in range(n)]


def many(count: int, n: int) -> tuple[Floats, Floats, Floats]:
    chance = np.random.Generator(np.random.PCG64(1))
    Q = chance.random((count, n, n)) * (chance.random((count, n, n)) < 0.2)
    Q[:, range(n), range(n)] = 0.0
    leak = chance.random((count, n)) + 0.01
    whole = Q.sum(axis=2) + leak
    return Q / whole[:, :, np.newaxis], leak / whole, chance.random((count, n))


@pytest.mark.slow
@pytest.mark.parametrize(("count", "n"), [(5, 0), (5, 1), (5, 9), (12, 9), (5, 33), (5, 100)])
def test_sizes(count: int, n: int) -> None:
    Q, leak, s = many(count, n)
    N = expected_visits(Q, leak)
    inverse = np.linalg.inv(np.eye(n) - Q)
    assert inverse == pytest.approx(N, abs=1e-9)
    found = solve(Q, leak, leak[..., np.newaxis], s)
    assert found.visits == pytest.approx(np.einsum("di,dij->dj", s, N), abs=1e-9)
    assert visits_of(Q, leak, s) == pytest.approx(found.visits, abs=1e-9)
    assert found.returns == pytest.approx(np.diagonal(N, axis1=1, axis2=2), abs=1e-9)


@pytest.mark.parametrize("n", [0, 1, 2, 9, 16, 17, 18, 33])
def test_a_workspace_is_used_again(n: int) -> None:
    """Whatever it holds of other worlds, and for fewer than it was made for; NaN would spread."""
    workspace = workspace_for(7, n)
    workspace[:] = np.nan
    for count in (7, 3):
        Q, leak, s = many(count, n)
        r = leak[..., np.newaxis]
        for again, found in zip(solve(Q, leak, r, s, workspace), solve(Q, leak, r, s), strict=True):
            assert (again == found).all()


def test_rare_exits_keep_their_digits() -> None:
    """Goods leave the pair once in 1e14 steps: an inverse would be off in the third digit."""
    leak = np.array([[1e-14, 0.0]])
    Q = np.array([[[0.0, 1.0 - 1e-14], [1.0, 0.0]]])
    assert expected_visits(Q, leak)[0, 0, 0] == pytest.approx(1e14, rel=1e-12)


def test_any_number_of_leading_axes() -> None:
    Q, leak, _ = many(6, 30)
    whole = expected_visits(Q, leak)
    assert (expected_visits(Q[0], leak[0]) == whole[0]).all()
    by_pairs = expected_visits(Q.reshape(2, 3, 30, 30), leak.reshape(2, 3, 30))
    assert (by_pairs.reshape(whole.shape) == whole).all()


def test_more_places_than_one_thread_is_given() -> None:
    Q, leak, _ = many(1, 30)
    as_ever = expected_visits(Q, leak)
    assert expected_visits(Q, leak, busy=10) == pytest.approx(as_ever, rel=1e-12)
