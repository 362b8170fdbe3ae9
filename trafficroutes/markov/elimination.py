"""The fundamental matrix N = (I - Q)^-1 of absorbing chains, by GTH elimination.

GTH (Grassmann, Taksar and Heyman) eliminates without a subtraction. Every array has any
number of leading axes, such as one over worlds, or none. Rows of Q
sum, with their leak, to 1, so the diagonal of I - Q is the sum of what leaves the place.
So each entry of N has nearly full relative precision, however unequal flows are, and
what is 0 is exactly 0. A general inverse has errors of 1e-6 where flows span twelve
orders of magnitude.

Source: Grassmann, Taksar & Heyman, Operations Research 33 (1985), here by halves.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from trafficroutes.graph.arrays import Floats
from trafficroutes.markov.threads import one_blas_thread

#: Blocks up to this size are eliminated place by place, for all worlds at once.
_SMALL = 8
#: More places than this keep several BLAS threads busy.
BUSY = 640


class ChainSolution(NamedTuple):
    """What is asked of each chain.

    Attributes
    ----------
    visits : float array, shape (..., n)
        s N: expected visits of what starts by s.
    b : float array, shape (..., n, classes)
        N r: chance to be absorbed in each class from each place.
    returns : float array, shape (..., n)
        N(h, h): expected visits to a place of what starts there.
    """

    visits: Floats
    b: Floats
    returns: Floats


def expected_visits(Q: Floats, leak: Floats, *, busy: int = BUSY) -> Floats:
    """Return N = (I - Q)^-1, the expected visits to each place from each.

    Parameters
    ----------
    Q : float array, shape (..., n, n)
    leak : float array, shape (..., n)
    busy : int
        With more places all BLAS threads are used, with fewer one.

    Returns
    -------
    float array, shape (..., n, n)

    Examples
    --------
    >>> expected_visits(np.array([[0.0, 0.5], [0.5, 0.0]]), np.array([0.5, 0.5]))
    array([[1.33333333, 0.66666667],
           [0.66666667, 1.33333333]])
    """
    n, count = leak.shape[-1], math.prod(leak.shape[:-1])
    inverse = _inverse if n > busy else one_blas_thread(_inverse)
    return inverse(Q.reshape(count, n, n), leak.reshape(count, n)).reshape(Q.shape)


@one_blas_thread
def solve(Q: Floats, leak: Floats, r: Floats, s: Floats) -> ChainSolution:
    """Return visits, chances to be absorbed, and returns.

    As :func:`expected_visits`, but only the diagonal of N is made of the last step,
    which saves a third of it.

    Parameters
    ----------
    Q : float array, shape (worlds, n, n)
    leak, s : float array, shape (worlds, n)
    r : float array, shape (worlds, n, classes)

    Examples
    --------
    >>> Q = np.array([[[0.0, 0.5], [0.5, 0.0]]])
    >>> found = solve(Q, np.array([[0.5, 0.5]]), np.array([[[0.0], [0.5]]]), np.array([[1.0, 0.0]]))
    >>> [values.round(3).tolist() for values in found]
    [[[1.333, 0.667]], [[[0.333], [0.667]]], [[1.333, 1.333]]]
    """
    half = leak.shape[1] // 2
    first, there, back, rest, leaves = _eliminated(Q, leak)
    second = _inverse(rest, leaves)
    b2 = second @ (r[:, half:] + back @ r[:, :half])
    b1 = first @ r[:, :half] + there @ b2
    after = _from(s[:, half:] + _from(s[:, :half], there), second)
    before = _from(s[:, :half], first) + _from(after, back)
    round_trip = np.einsum("dij,dji->di", there, second @ back)
    return ChainSolution(
        np.concatenate([before, after], axis=1),
        np.concatenate([b1, b2], axis=1),
        np.concatenate([_diagonal(first) + round_trip, _diagonal(second)], axis=1),
    )


@one_blas_thread
def visits_of(Q: Floats, leak: Floats, s: Floats) -> Floats:
    """Return s N alone, shape (worlds, n): as :func:`solve`, at a third of the work.

    >>> Q = np.array([[[0.0, 0.5], [0.5, 0.0]]])
    >>> visits_of(Q, np.array([[0.5, 0.5]]), np.array([[1.0, 0.0]])).round(3).tolist()
    [[1.333, 0.667]]
    """
    return _visits(Q, leak, s)


def _visits(Q: Floats, leak: Floats, s: Floats) -> Floats:
    n = leak.shape[1]
    if n <= _SMALL:
        return _from(s, _place_by_place(Q, leak))
    half = n // 2
    first, there, back, rest, leaves = _eliminated(Q, leak)
    after = _visits(rest, leaves, s[:, half:] + _from(s[:, :half], there))
    return np.concatenate([_from(s[:, :half], first) + _from(after, back), after], axis=1)


def _inverse(Q: Floats, leak: Floats) -> Floats:
    count, n = leak.shape
    if n <= _SMALL:
        return _place_by_place(Q, leak)
    half = n // 2
    first, there, back, rest, leaves = _eliminated(Q, leak)
    second = _inverse(rest, leaves)
    N = np.empty((count, n, n))
    below = N[:, half:, :half]
    N[:, half:, half:] = second
    np.matmul(second, back, out=below)
    np.matmul(there, second, out=N[:, :half, half:])
    np.matmul(there, below, out=N[:, :half, :half])
    N[:, :half, :half] += first
    return N


def _eliminated(Q: Floats, leak: Floats) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """Return what joins the two halves of the places.

    Expected visits within the first half; from it to the second by one more step; from
    the second into it and on; and Q and leak of the second, by way of the first too.
    """
    half = leak.shape[1] // 2
    over, back = Q[:, :half, half:], Q[:, half:, :half]
    first = _inverse(Q[:, :half, :half], leak[:, :half] + over.sum(axis=2))
    there, into = first @ over, back @ first
    rest = back @ there
    rest += Q[:, half:, half:]
    leaves = leak[:, half:] + (into @ leak[:, :half, np.newaxis])[..., 0]
    return first, there, into, rest, leaves


def _from(rows: Floats, matrices: Floats) -> Floats:
    """Return the products of a row and a matrix of each world."""
    product: Floats = (rows[:, np.newaxis] @ matrices)[:, 0]
    return product


def _diagonal(matrices: Floats) -> Floats:
    return np.diagonal(matrices, axis1=1, axis2=2)


def _place_by_place(Q: Floats, leak: Floats) -> Floats:
    """Return the expected visits of small chains; worlds come last, so steps are over them."""
    count, n = leak.shape
    A, leaves = np.moveaxis(Q, 0, -1).copy(), leak.T.copy()
    pivots = np.empty((n, count))
    for k in range(n):
        pivots[k] = leaves[k] + A[k, k + 1 :].sum(axis=0)
        A[k, k + 1 :] /= pivots[k]
        A[k + 1 :, k + 1 :] += A[k + 1 :, k, np.newaxis] * A[k, k + 1 :]
        A[k + 1 :, k] /= pivots[k]
        leaves[k + 1 :] += A[k + 1 :, k] * leaves[k]
    N = np.empty((n, n, count))
    for k in reversed(range(n)):
        rest = N[k + 1 :, k + 1 :]
        N[k + 1 :, k] = np.einsum("ijd,jd->id", rest, A[k + 1 :, k])
        N[k, k + 1 :] = np.einsum("id,ijd->jd", A[k, k + 1 :], rest)
        N[k, k] = 1.0 / pivots[k] + (A[k, k + 1 :] * N[k + 1 :, k]).sum(axis=0)
    return np.ascontiguousarray(np.moveaxis(N, -1, 0))
