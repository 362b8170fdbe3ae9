"""Many absorbing chains of one size, solved at once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from trafficroutes.graph.network import Floats

#: Blocks up to this size are eliminated place by place, for all draws at once.
_SMALL = 8
#: Multiplications of a product of matrices, and of a matrix and a column, up to which
#: OpenBLAS stays in one thread. On a busy machine its threads wait for each other for
#: longer than all of this takes.
_ALONE, _ALONE_BY_COLUMN = 250_000, 9_000


class Solution(NamedTuple):
    """What is asked of each chain; arrays of shape (draws, n).

    Attributes
    ----------
    visits : float array
        s N: expected visits of what starts by s.
    b : float array
        N r: chance to arrive from each place.
    returns : float array
        N(h, h): expected visits to a place of what starts there.
    """

    visits: Floats
    b: Floats
    returns: Floats


def solve(Q: Floats, leak: Floats, r: Floats, s: Floats) -> Solution:
    """Return visits, chances to arrive and returns, for rows that sum, with leak, to 1.

    By halves and without one subtraction, as in :func:`expected_visits`; but only the
    diagonal of N is made of the last step, which saves a third of it.

    Parameters
    ----------
    Q : float array, shape (draws, n, n)
    leak, r, s : float array, shape (draws, n)

    Examples
    --------
    >>> Q = np.array([[[0.0, 0.5], [0.5, 0.0]]])
    >>> found = solve(Q, np.array([[0.5, 0.5]]), np.array([[0.0, 0.5]]), np.array([[1.0, 0.0]]))
    >>> [values.round(3).tolist() for values in found]
    [[[1.333, 0.667]], [[0.333, 0.667]], [[1.333, 1.333]]]
    """
    half = leak.shape[1] // 2
    first, there, back, second = _halves(Q, leak)
    b2 = _times(second, r[:, half:] + _times(back, r[:, :half]))
    b1 = _times(first, r[:, :half]) + _times(there, b2)
    after = _from(s[:, half:] + _from(s[:, :half], there), second)
    before = _from(s[:, :half], first) + _from(after, back)
    round_trip = np.einsum("dij,dji->di", there, _product(second, back))
    return Solution(
        np.concatenate([before, after], axis=1),
        np.concatenate([b1, b2], axis=1),
        np.concatenate([_diagonal(first) + round_trip, _diagonal(second)], axis=1),
    )


def visits_of(Q: Floats, leak: Floats, s: Floats) -> Floats:
    """Return s N alone, shape (draws, n): as :func:`solve`, at a third of the work.

    >>> Q = np.array([[[0.0, 0.5], [0.5, 0.0]]])
    >>> visits_of(Q, np.array([[0.5, 0.5]]), np.array([[1.0, 0.0]])).round(3).tolist()
    [[1.333, 0.667]]
    """
    n = leak.shape[1]
    if n <= _SMALL:
        return _from(s, _place_by_place(Q, leak))
    half = n // 2
    first, there, back, rest, leaves = _eliminated(Q, leak)
    after = visits_of(rest, leaves, s[:, half:] + _from(s[:, :half], there))
    return np.concatenate([_from(s[:, :half], first) + _from(after, back), after], axis=1)


def expected_visits(Q: Floats, leak: Floats) -> Floats:
    """Return N = (I - Q)^-1 of each chain, for rows that sum, with their leak, to 1.

    By halves and without one subtraction, as
    :func:`trafficroutes.markov.chain.expected_visits`, with one more axis in front.

    Parameters
    ----------
    Q : float array, shape (draws, n, n)
    leak : float array, shape (draws, n)

    Returns
    -------
    float array, shape (draws, n, n)
    """
    count, n = leak.shape
    if n <= _SMALL:
        return _place_by_place(Q, leak)
    half = n // 2
    first, there, back, second = _halves(Q, leak)
    N = np.empty((count, n, n))
    below = N[:, half:, :half]
    N[:, half:, half:] = second
    _product(second, back, below)
    _product(there, second, N[:, :half, half:])
    _product(there, below, N[:, :half, :half])
    N[:, :half, :half] += first
    return N


class _Halves(NamedTuple):
    """What joins the two halves of the places.

    Expected visits within the first half; from it to the second by one more step;
    from the second into it and on; and within the second, by way of the first too.
    """

    first: Floats
    there: Floats
    back: Floats
    second: Floats


def _halves(Q: Floats, leak: Floats) -> _Halves:
    first, there, back, rest, leaves = _eliminated(Q, leak)
    return _Halves(first, there, back, expected_visits(rest, leaves))


def _eliminated(Q: Floats, leak: Floats) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """Return all but the last of the halves, and Q and leak of the second by way of the first."""
    half = leak.shape[1] // 2
    over, back = Q[:, :half, half:], Q[:, half:, :half]
    first = expected_visits(Q[:, :half, :half], leak[:, :half] + over.sum(axis=2))
    there, into = _product(first, over), _product(back, first)
    rest = _product(back, there)
    rest += Q[:, half:, half:]
    return first, there, into, rest, leak[:, half:] + _times(into, leak[:, :half])


def _product(one: Floats, other: Floats, out: Floats | None = None) -> Floats:
    """Return the products of matrices, none of them so large that a BLAS starts its threads."""
    (count, m, k), n = one.shape, other.shape[2]
    product = np.empty((count, m, n)) if out is None else out
    width = max(1, _ALONE // max(m * k, 1))
    for at in range(0, n, width):
        np.matmul(one, other[:, :, at : at + width], out=product[:, :, at : at + width])
    return product


def _times(matrices: Floats, columns: Floats) -> Floats:
    if matrices.shape[1] * matrices.shape[2] > _ALONE_BY_COLUMN:
        product: Floats = np.einsum("dij,dj->di", matrices, columns)
    else:
        product = (matrices @ columns[..., np.newaxis])[..., 0]
    return product


def _from(rows: Floats, matrices: Floats) -> Floats:
    return _times(matrices.swapaxes(1, 2), rows)


def _diagonal(matrices: Floats) -> Floats:
    return np.diagonal(matrices, axis1=1, axis2=2)


def _place_by_place(Q: Floats, leak: Floats) -> Floats:
    """Return the expected visits of small chains; draws come last, so steps are over them."""
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
