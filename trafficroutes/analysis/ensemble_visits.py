"""Expected visits of many absorbing chains of one size at once."""

from __future__ import annotations

import numpy as np

from trafficroutes.graph.network import Floats

#: Blocks up to this size are eliminated place by place, for all draws at once.
_SMALL = 8


def expected_visits(Q: Floats, leak: Floats) -> Floats:
    """Return (I - Q)^-1 of each chain, for rows that sum, with their leak, to 1.

    By halves and without one subtraction, as
    :func:`trafficroutes.analysis.chain.expected_visits`, with one more axis in front.

    Parameters
    ----------
    Q : float array, shape (draws, n, n)
    leak : float array, shape (draws, n)

    Returns
    -------
    float array, shape (draws, n, n)

    Examples
    --------
    >>> Q = np.array([[[0.0, 0.5], [0.5, 0.0]], [[0.0, 0.0], [0.0, 0.0]]])
    >>> expected_visits(Q, np.array([[0.5, 0.5], [1.0, 1.0]])).round(3).tolist()
    [[[1.333, 0.667], [0.667, 1.333]], [[1.0, 0.0], [0.0, 1.0]]]
    """
    count, n = leak.shape
    if n <= _SMALL:
        return _place_by_place(Q, leak)
    half = n // 2
    over, back = Q[:, :half, half:], Q[:, half:, :half]
    first = expected_visits(Q[:, :half, :half], leak[:, :half] + over.sum(axis=2))
    there = first @ over
    second = expected_visits(
        Q[:, half:, half:] + back @ there,
        leak[:, half:] + _applied(back, _applied(first, leak[:, :half])),
    )
    N = np.empty((count, n, n))
    below = second @ (back @ first)
    N[:, half:, half:] = second
    N[:, half:, :half] = below
    N[:, :half, half:] = there @ second
    N[:, :half, :half] = first + there @ below
    return N


def _applied(matrices: Floats, vectors: Floats) -> Floats:
    applied: Floats = (matrices @ vectors[..., np.newaxis])[..., 0]
    return applied


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
