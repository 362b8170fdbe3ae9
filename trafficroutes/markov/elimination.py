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
    N = np.empty(Q.shape)
    workspace = np.empty(count * _between(n))
    inverse(Q.reshape(count, n, n), leak.reshape(count, n), N.reshape(count, n, n), workspace)
    return N


def workspace_for(worlds: int, n: int) -> Floats:
    """Return memory for what :func:`solve` needs in between, to be handed to it again and again.

    The system clears new memory page by page, which takes as long as the products that
    go there.

    >>> workspace_for(2, 4).size
    40
    """
    more = n - n // 2
    return np.empty(worlds * (n * n + more * more + _between(more)))


@one_blas_thread
def solve(
    Q: Floats, leak: Floats, r: Floats, s: Floats, workspace: Floats | None = None
) -> ChainSolution:
    """Return visits, chances to be absorbed, and returns.

    As :func:`expected_visits`, but only the diagonal of N is made of the last step,
    which saves a third of it.

    Parameters
    ----------
    Q : float array, shape (worlds, n, n)
    leak, s : float array, shape (worlds, n)
    r : float array, shape (worlds, n, classes)
    workspace : float array, optional
        That of :func:`workspace_for` for so many worlds or more.

    Examples
    --------
    >>> Q = np.array([[[0.0, 0.5], [0.5, 0.0]]])
    >>> found = solve(Q, np.array([[0.5, 0.5]]), np.array([[[0.0], [0.5]]]), np.array([[1.0, 0.0]]))
    >>> [values.round(3).tolist() for values in found]
    [[[1.333, 0.667]], [[[0.333], [0.667]]], [[1.333, 1.333]]]
    """
    count, n = leak.shape
    half = n // 2
    first, second, workspace = _taken(
        workspace_for(count, n) if workspace is None else workspace,
        (count, half, half),
        (count, n - half, n - half),
    )
    there, back, rest, leaves, workspace = _eliminated(Q, leak, first, workspace)
    _inverse(rest, leaves, second, workspace)
    b2 = second @ (r[:, half:] + back @ r[:, :half])
    b1 = first @ r[:, :half] + there @ b2
    after = _from(s[:, half:] + _from(s[:, :half], there), second)
    before = _from(s[:, :half], first) + _from(after, back)
    round_trip = np.einsum("dij,dji->di", there, _product(second, back, rest))
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
    count, n = leak.shape
    if n <= _SMALL:
        N = np.empty(Q.shape)
        _place_by_place(Q, leak, N)
        return _from(s, N)
    half = n // 2
    first, workspace = _taken(np.empty(count * (half * half + _between(n))), (count, half, half))
    there, back, rest, leaves, _ = _eliminated(Q, leak, first, workspace)
    after = _visits(rest, leaves, s[:, half:] + _from(s[:, :half], there))
    return np.concatenate([_from(s[:, :half], first) + _from(after, back), after], axis=1)


def _inverse(Q: Floats, leak: Floats, N: Floats, workspace: Floats) -> None:
    """Write the expected visits to N; ``workspace`` is for ``_between(n)`` numbers a world."""
    n = leak.shape[1]
    if n <= _SMALL:
        _place_by_place(Q, leak, N)
        return
    half = n // 2
    first, second, below = N[:, :half, :half], N[:, half:, half:], N[:, half:, :half]
    there, back, rest, leaves, workspace = _eliminated(Q, leak, first, workspace)
    _inverse(rest, leaves, second, workspace)
    np.matmul(second, back, out=below)
    np.matmul(there, second, out=N[:, :half, half:])
    first += _product(there, below, rest)


def _between(n: int) -> int:
    """Return how many numbers a world of n places needs beside its N, for all halves at once."""
    numbers = 0
    while n > _SMALL:
        numbers += n * n - (n // 2) ** 2
        n -= n // 2
    return numbers


def _eliminated(
    Q: Floats, leak: Floats, first: Floats, workspace: Floats
) -> tuple[Floats, Floats, Floats, Floats, Floats]:
    """Write expected visits within the first half of the places, and return what joins the halves.

    The visits from the first half to the second by one more step; from the second into
    the first and on; Q and leak of the second, by way of the first too; the workspace left.
    """
    count, n = leak.shape
    half = n // 2
    over, back = Q[:, :half, half:], Q[:, half:, :half]
    _inverse(Q[:, :half, :half], leak[:, :half] + over.sum(axis=2), first, workspace)
    there, into, rest, workspace = _taken(
        workspace, over.shape, back.shape, (count, n - half, n - half)
    )
    np.matmul(first, over, out=there)
    np.matmul(back, first, out=into)
    np.matmul(back, there, out=rest)
    rest += Q[:, half:, half:]
    leaves = leak[:, half:] + (into @ leak[:, :half, np.newaxis])[..., 0]
    return there, into, rest, leaves, workspace


def _taken(workspace: Floats, *shapes: tuple[int, ...]) -> list[Floats]:
    """Return arrays of some shapes that lie in a workspace, and what is left of it."""
    found = []
    for shape in shapes:
        size = math.prod(shape)
        found.append(workspace[:size].reshape(shape))
        workspace = workspace[size:]
    return [*found, workspace]


def _product(one: Floats, other: Floats, done: Floats) -> Floats:
    """Return the products of matrices, written over an array that is done with."""
    shape = (len(one), one.shape[1], other.shape[2])
    product: Floats = np.matmul(one, other, out=_taken(done.reshape(-1), shape)[0])
    return product


def _from(rows: Floats, matrices: Floats) -> Floats:
    """Return the products of a row and a matrix of each world."""
    product: Floats = (rows[:, np.newaxis] @ matrices)[:, 0]
    return product


def _diagonal(matrices: Floats) -> Floats:
    return np.diagonal(matrices, axis1=1, axis2=2)


def _place_by_place(Q: Floats, leak: Floats, visits: Floats) -> None:
    """Write the expected visits of small chains, by Gauss-Jordan steps without a subtraction.

    Worlds come last, so that steps are over them; the leak is one more column.
    """
    count, n = leak.shape
    A = np.empty((n, n + 1, count))
    A[:, :n], A[:, n] = np.moveaxis(Q, 0, -1), leak.T
    for k in range(n):
        leaves = A[k, k + 1 :].sum(axis=0)
        row = A[k] / leaves
        np.divide(1.0, leaves, out=row[k])
        column = A[:, k].copy()
        column[k] = A[:, k] = 0.0
        A += column[:, np.newaxis] * row
        A[k] = row
    visits[...] = np.moveaxis(A[:, :n], -1, 0)
