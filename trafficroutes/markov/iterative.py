"""Solves with I - Q where the matrix of all visits would not fit, each with its residual."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from trafficroutes.errors import NotSolvedError
from trafficroutes.graph.arrays import Floats, Ints

if TYPE_CHECKING:
    from scipy.sparse import csr_array
    from scipy.sparse.linalg import LinearOperator

#: What a residual may be, as a part of the right-hand side.
CLOSE = 1e-11
#: Solutions that are much larger than their right-hand side have larger residuals.
_ROUNDING = 1e-15
#: A method may aim so much nearer, since its own residual drifts from the true one.
_AIM = 0.1
_ITERATIONS = 3_000
_RESTART, _RESTARTS = 60, 20
#: Steps of the fixed point at most.
_STEPS = 20_000


#: Returns an x that is near to N f, from Q and f.
Method: TypeAlias = "Callable[[csr_array, Floats], Floats]"


def _bicgstab(Q: csr_array, f: Floats) -> Floats:
    from scipy.sparse.linalg import bicgstab

    # Where a step of it is no number, nothing of it is kept.
    with np.errstate(all="ignore"):
        x: Floats = bicgstab(_operator(Q), f, rtol=_AIM * CLOSE, atol=0.0, maxiter=_ITERATIONS)[0]
    return x


def _gmres(Q: csr_array, f: Floats) -> Floats:
    from scipy.sparse.linalg import gmres

    x: Floats = gmres(
        _operator(Q), f, rtol=_AIM * CLOSE, atol=0.0, restart=_RESTART, maxiter=_RESTARTS
    )[0]
    return x


def _operator(Q: csr_array) -> LinearOperator:
    """Return I - Q."""
    from scipy.sparse.linalg import LinearOperator

    return LinearOperator(Q.shape, matvec=lambda x: x - Q @ x, dtype=np.float64)


def _fixed_point(Q: csr_array, f: Floats) -> Floats:
    """Return the sum of f, Qf, QQf ... until what is added is small enough."""
    x, added = f.copy(), f
    enough = _AIM * CLOSE * np.linalg.norm(f)
    for _ in range(_STEPS):
        added = Q @ added
        x += added
        if np.linalg.norm(added) <= enough:
            break
    return x


#: Tried in turn, each from what the one before left.
METHODS: tuple[Method, ...] = (_bicgstab, _bicgstab, _bicgstab, _gmres, _fixed_point)


class SparseSolves:
    """Solves of (I - Q) x = f and of its transpose, counted.

    Tried in turn are BiCGSTAB (van der Vorst 1992), GMRES (Saad & Schultz 1986) and the
    sum f + Q f + Q Q f + ..., which is finite because every place leads on to where goods
    leave; each starts from what the one before left.

    Parameters
    ----------
    tails, heads : int array, shape (m,)
    chance : float array, shape (m,)
        The entries of Q: chances to go on; every place leads to where rows sum to
        less than 1.
    count : int
        Places.
    methods : sequence of functions
        Of (Q, f), to be tried in turn.

    Attributes
    ----------
    solves : int
        How many systems have been solved.
    worst : float
        The largest residual of them, as a part of its right-hand side (Euclidean norms).
    """

    def __init__(
        self,
        tails: Ints,
        heads: Ints,
        chance: Floats,
        count: int,
        *,
        methods: Sequence[Method] = METHODS,
    ) -> None:
        from scipy.sparse import csr_array

        self.Q: csr_array = csr_array((chance, (tails, heads)), shape=(count, count))
        self.back: csr_array = csr_array(self.Q.T)
        self.methods = methods
        self.solves = 0
        self.worst = 0.0

    def onward(self, f: Floats) -> tuple[Floats, Floats]:
        """Return x = N f, and bounds on its residual |f - (I - Q) x|, shape (places,) both.

        The bounds take in what rounding may hide of the residual.

        Raises
        ------
        NotSolvedError
            No method comes near enough.
        """
        return self._solved(self.Q, f)

    def backward(self, f: Floats) -> tuple[Floats, Floats]:
        """Return x = f N, and bounds on its residual |f - x (I - Q)|, shape (places,) both."""
        return self._solved(self.back, f)

    def _solved(self, Q: csr_array, f: Floats) -> tuple[Floats, Floats]:
        self.solves += 1
        size = float(np.linalg.norm(f))
        x, residual = np.zeros_like(f), f
        for method in self.methods:
            nearer = x + method(Q, residual)
            left = f - (nearer - Q @ nearer)
            rest = float(np.linalg.norm(left))
            if not rest < np.linalg.norm(residual):
                continue
            x, residual = nearer, left
            if rest <= CLOSE * size + _ROUNDING * np.linalg.norm(x):
                self.worst = max(self.worst, rest / size)
                return x, np.abs(residual) + _hidden(Q, x, f)
        raise NotSolvedError(float(np.linalg.norm(residual)) / size, CLOSE)


def _hidden(Q: csr_array, x: Floats, f: Floats) -> Floats:
    """Return what rounding may hide of each entry of f - (x - Q x): Higham (2002), ch. 3."""
    terms = np.diff(Q.indptr) + 3
    size = np.abs(x)
    hidden: Floats = terms * np.finfo(np.float64).eps * (np.abs(f) + size + Q @ size)
    return hidden
