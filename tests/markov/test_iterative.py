"""Solves by iteration, each method by itself."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from trafficroutes.errors import NotSolvedError
from trafficroutes.markov import iterative
from trafficroutes.markov.iterative import Method, SparseSolves

#: 0 > 1 and back, half each; 1 > 2, a quarter; 2 > 0, half.
TAILS, HEADS = np.array([0, 1, 1, 2]), np.array([1, 0, 2, 0])
CHANCE = np.array([0.5, 0.5, 0.25, 0.5])
EACH = pytest.mark.parametrize(
    "method", [iterative._bicgstab, iterative._gmres, iterative._fixed_point]
)


def solves(*methods: Method) -> SparseSolves:
    return SparseSolves(TAILS, HEADS, CHANCE, 3, methods=methods)


@EACH
@pytest.mark.parametrize("size", [1e-9, 1.0, 1e9])
def test_each_method_solves_whatever_the_size(method: Method, size: float) -> None:
    Q = np.zeros((3, 3))
    Q[TAILS, HEADS] = CHANCE
    N, f = np.linalg.inv(np.eye(3) - Q), np.array([0.5, 0.0, 0.25]) * size
    found = solves(method)
    for solved, exact in ((found.onward(f), N @ f), (found.backward(f), f @ N)):
        x, residual = solved
        assert x == pytest.approx(exact, rel=1e-10)
        assert (residual > 0).all()
        assert (residual <= 1e-10 * size).all()
    assert found.solves == 2
    assert 0 <= found.worst <= iterative.CLOSE


def test_what_rounding_may_hide_by_hand() -> None:
    """Per row: its entries and three more, times what is added up in it, in units of rounding."""
    Q = csr_array(np.array([[0.0, 0.5], [0.25, 0.25]]))
    hidden = iterative._hidden(Q, np.array([2.0, -4.0]), np.array([1.0, 3.0]))
    unit = np.finfo(np.float64).eps
    assert (hidden / unit).tolist() == [4 * (1 + 2 + 2), 5 * (3 + 4 + 1.5)]


def test_what_comes_no_nearer_is_an_error_with_how_near_it_came() -> None:
    half = solves(lambda _, f: 0.5 * f)
    with pytest.raises(NotSolvedError):
        half.onward(np.array([1.0, 0.0, 0.0]))
