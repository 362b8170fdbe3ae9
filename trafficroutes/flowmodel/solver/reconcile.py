"""The smallest change of estimated flows after which everything adds up.

``reconcile(Balance(...))`` returns a :class:`Reconciled`. All arrays but ``tails``,
``heads`` and ``rows`` may have leading axes (draws); they are broadcast together.
Any one unit of amount will do (kg a year inside the flow model).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from trafficroutes.flowmodel.solver.balance import Balance, BalanceError, Stacked, ready, stack
from trafficroutes.flowmodel.solver.newton import NewtonSolutions, solve
from trafficroutes.graph.arrays import Floats, Ints, Mask
from trafficroutes.markov.threads import one_blas_thread, side_by_side

__all__ = ["Balance", "BalanceError", "Reconciled", "cut_off", "reconcile"]

#: Draws solved side by side: few enough that their matrices stay in the cache.
_AT_ONCE = 128
#: Slacks with which draws are tried again, one after the other, that did not balance at first.
_CAUTION = (1e-9, 1e-12, 1e-6, 1e-4)
#: A value this small beside its prior and its sd is what rounding leaves of 0.
_ROUNDING = 1e-12


@dataclass(frozen=True, eq=False)
class Reconciled:
    """Flows that balance, nearest to what was estimated and cited.

    Draws that cannot be balanced hold NaN and are False in ``balanced``.

    Attributes
    ----------
    flow : float array, shape (..., E)
    demand, supply : float array, shape (..., n)
    model : float array, shape (..., m)
        ``rows @ flow``, to stand beside the cited figures.
    cited_z : float array, shape (..., m)
        (cited - model) / sd.
    flow_z, demand_z, supply_z : float arrays
        (prior - reconciled) / sd; 0 where the sd is 0 or infinite.
    balanced : bool array, shape (...)
        Whether the draw could be balanced.
    iterations : int array, shape (...)
        Steps of the solver.
    """

    flow: Floats
    demand: Floats
    supply: Floats
    model: Floats
    cited_z: Floats
    flow_z: Floats
    demand_z: Floats
    supply_z: Floats
    balanced: Mask
    iterations: Ints


@one_blas_thread
def reconcile(problem: Balance, *, strict: bool = True) -> Reconciled:
    """Return the smallest weighted change after which everything balances.

    Minimises the sum of squares of (prior - value) / sd over flows, demands and
    supplies, and of (cited - model) / sd over the cited rows, so that in every place
    in + supply = out + demand, and nothing is below 0. The balance holds to 1e-9 of
    what passes the place (of a thousandth of what its priors and their sds would let
    pass, where that is more).

    Parameters
    ----------
    problem : Balance
    strict : bool
        Raise where something cannot be balanced; else such draws are False in
        ``balanced`` and hold NaN.

    Raises
    ------
    BalanceError
        The arrays make no sense (always), or (with ``strict``) a draw cannot be
        balanced: names the places.

    Notes
    -----
    Where amounts and sds differ by many orders of magnitude, a balance that exists is
    now and then not found (of random ones, 1 in 6,000 at five orders, 4 at a dozen);
    it is then refused or flagged like one that does not exist.

    The least squares of material flow analysis: Kuehn & Davidson, Chemical
    Engineering Progress 57 (1961), 44-47.

    Examples
    --------
    Place 0 makes 10, place 1 uses 10, and 12 are cited on the way between:

    >>> result = reconcile(Balance(
    ...     tails=np.array([0]), heads=np.array([1]),
    ...     flow=np.array([10.0]), flow_sd=np.array([1.0]),
    ...     demand=np.array([0.0, 10.0]), demand_sd=np.array([0.0, 1.0]),
    ...     supply=np.array([10.0, 0.0]), supply_sd=np.array([1.0, 0.0]),
    ...     rows=np.array([[1.0]]), cited=np.array([12.0]), cited_sd=np.array([1.0])))
    >>> result.flow.round(6), result.cited_z.round(6)
    (array([10.5]), array([1.5]))
    """
    stacked = stack(problem)
    stranded = _unreached(stacked) | _held_back(stacked)
    solved = _solve(stacked, np.flatnonzero(~stranded.any(axis=1)))
    if strict and not solved.balanced.all():
        draw = int(np.flatnonzero(~solved.balanced)[0])
        raise _refusal(stacked, draw, stranded[draw], solved.left[draw])
    return _result(stacked, solved)


def cut_off(problem: Balance) -> Mask:
    """Return, shape (..., n), the places with a fixed demand that nothing can reach.

    A place is reached by connections that carry, or may carry, something, from
    places where something begins or may begin.
    """
    stacked = stack(problem)
    return _unreached(stacked).reshape((*stacked.shape, stacked.places))


def _unreached(stacked: Stacked) -> Mask:
    """Return, shape (D, n), where something must end that nothing can bring."""
    flow, _, supply = stacked.split(stacked.possible)
    _, demand, _ = stacked.split(stacked.fixed)
    found: Mask = demand & ~_reach(supply, flow, stacked.tails, stacked.heads)
    return found


def _held_back(stacked: Stacked) -> Mask:
    """Return, shape (D, n), where something must begin that can end nowhere."""
    flow, demand, _ = stacked.split(stacked.possible)
    _, _, supply = stacked.split(stacked.fixed)
    found: Mask = supply & ~_reach(demand, flow, stacked.heads, stacked.tails)
    return found


def _reach(starts: Mask, usable: Mask, tails: Ints, heads: Ints) -> Mask:
    """Return which places can be reached from the starts of each draw."""
    into = _ends(heads, starts.shape[1])
    seen = starts
    while True:
        ahead: Mask = seen | ((seen[:, tails] & usable).astype(np.float32) @ into > 0)
        if (ahead == seen).all():
            return seen
        seen = ahead


def _without_dead_ends(stacked: Stacked) -> Stacked:
    """Return the balance with all that can only be 0 fixed at 0.

    Nothing leaves or ends in a place into which nothing can come, and nothing enters
    or begins in one out of which nothing can go; so on, as long as there are such. The
    solution is the same, but the solver need not find it in the corner of all bounds.
    """
    flow, demand, supply = stacked.split(stacked.possible)
    into, out = (_ends(ends, stacked.places) for ends in (stacked.heads, stacked.tails))
    while True:
        coming = supply | (flow.astype(np.float32) @ into > 0)
        going = demand | (flow.astype(np.float32) @ out > 0)
        kept = flow & coming[:, stacked.tails] & going[:, stacked.heads]
        demand, supply = demand & coming, supply & going
        if (kept == flow).all():
            break
        flow = kept
    live = np.concatenate([kept, demand, supply], axis=1)
    return replace(
        stacked, prior=np.where(live, stacked.prior, 0.0), sd=np.where(live, stacked.sd, 0.0)
    )


def _ends(ends: Ints, places: int) -> npt.NDArray[np.float32]:
    """Return the matrix, shape (E, n), that adds up connections by one of their ends."""
    found = np.zeros((ends.size, places), dtype=np.float32)
    found[np.arange(ends.size), ends] = 1.0
    return found


def _solve(stacked: Stacked, which: Ints) -> NewtonSolutions:
    """Solve some draws, each from the multipliers of the one that lies in their middle."""
    system, problems, unit = ready(_without_dead_ends(stacked))
    start = np.zeros(system.places + system.rows.shape[0])
    if which.size > _AT_ONCE:
        start = solve(system, problems.take(which).middle(), start).multipliers[0]
    solved = NewtonSolutions.nothing(stacked.prior.shape[0], system)
    batches = list(_batches(which))
    side_by_side(lambda some: solved.put(some, solve(system, problems.take(some), start)), batches)
    for slack in _CAUTION:
        for some in _batches(which[~solved.balanced[which]]):
            again = solve(system, problems.take(some), np.zeros_like(start), slack=slack)
            solved.put(some[again.balanced], again.take(again.balanced))
    y = solved.y * unit
    free = np.isinf(stacked.sd)
    y[y < _ROUNDING * (stacked.prior + np.where(free, 0.0, stacked.sd))] = 0.0
    y[~solved.balanced] = np.nan
    return replace(solved, y=y, left=solved.left * unit)


def _batches(which: Ints) -> Iterator[Ints]:
    """Yield draws in batches that are solved side by side."""
    for begin in range(0, which.size, _AT_ONCE):
        yield which[begin : begin + _AT_ONCE]


def _refusal(stacked: Stacked, draw: int, stranded: Mask, left: Floats) -> BalanceError:
    """Return the error that names the places where one draw does not balance."""
    which = f"draw {draw}: " if stacked.shape else ""
    if stranded.any():
        places = np.flatnonzero(stranded)
        why = "what is fixed to end there cannot come, or what is fixed to begin there cannot leave"
    else:
        size = np.abs(np.nan_to_num(left, nan=np.inf))
        places = np.flatnonzero(size >= 0.1 * size.max())
        why = "what is fixed there adds up to too much or too little"
    listed = ", ".join(str(place) for place in places)
    return BalanceError(
        f"{which}no flow balances at places {listed}: {why}; let more of it change (sd above 0)",
        tuple(places.tolist()),
    )


def _result(stacked: Stacked, solved: NewtonSolutions) -> Reconciled:
    """Return values and residuals with the leading axes as they came."""
    counts = (stacked.sd > 0) & np.isfinite(stacked.sd)
    z = np.divide(stacked.prior - solved.y, stacked.sd, out=np.zeros_like(solved.y), where=counts)
    model = solved.y[:, : stacked.edges] @ stacked.rows.T
    parts = (
        *stacked.split(solved.y),
        model,
        (stacked.cited - model) / stacked.cited_sd,
        *stacked.split(z),
        solved.balanced,
        solved.steps,
    )
    return Reconciled(*(part.reshape((*stacked.shape, *part.shape[1:])) for part in parts))
