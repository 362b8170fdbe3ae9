"""The smallest change of estimated flows after which everything adds up.

``reconcile(Balance(...))`` returns a :class:`Reconciled`. All arrays but ``tails``,
``heads`` and ``rows`` may have leading axes (draws); they are broadcast together.
Any one unit of amount will do (kg a year inside the flow model).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from trafficroutes.flowmodel.dual import Solved, solve
from trafficroutes.flowmodel.stacking import BalanceError, Stacked, ready, stack
from trafficroutes.graph.network import Floats, Ints, Mask

__all__ = ["Balance", "BalanceError", "Reconciled", "cut_off", "reconcile"]

#: Draws solved side by side: few enough that their matrices stay in the cache.
_AT_ONCE = 32
#: Slack with which draws are tried again that did not balance at first.
_CAUTION = 1e-9
#: A value this small beside its prior and its sd is what rounding leaves of 0.
_ROUNDING = 1e-12


@dataclass(frozen=True, eq=False)
class Balance:
    """What is estimated and cited, and how freely each may change.

    A standard deviation (sd) of 0 fixes a value (a leg that a draw drops: flow 0,
    sd 0); infinity (not for ``flow_sd``) leaves it free. A cited row with sd
    infinity is ignored (a figure that a draw drops).

    Attributes
    ----------
    tails, heads : int array, shape (E,)
        Ends of each connection, places 0 .. n-1; never the same place twice.
    flow, flow_sd : float array, shape (..., E)
        Prior flows >= 0.
    demand, demand_sd : float array, shape (..., n)
        What ends in each place, >= 0.
    supply, supply_sd : float array, shape (..., n)
        What begins in each place, >= 0: 0 with sd 0 where nothing is produced.
    rows : float array or scipy sparse matrix, shape (m, E)
        ``rows @ flow`` is what the cited figures measure.
    cited, cited_sd : float array, shape (..., m)
        The figures, sd > 0.
    """

    tails: Ints
    heads: Ints
    flow: Floats
    flow_sd: Floats
    demand: Floats
    demand_sd: Floats
    supply: Floats
    supply_sd: Floats
    rows: Any
    cited: Floats
    cited_sd: Floats


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
    into = np.zeros((tails.size, starts.shape[1]), dtype=np.float32)
    into[np.arange(tails.size), heads] = 1.0
    seen = starts
    while True:
        ahead: Mask = seen | ((seen[:, tails] & usable).astype(np.float32) @ into > 0)
        if (ahead == seen).all():
            return seen
        seen = ahead


def _solve(stacked: Stacked, which: Ints) -> Solved:
    """Solve some draws, each from the multipliers of the one that lies in their middle."""
    system, problems, unit = ready(stacked)
    start = np.zeros(system.places + system.rows.shape[0])
    if which.size > _AT_ONCE:
        start = solve(system, problems.take(which).middle(), start).multipliers[0]
    solved = Solved.nothing(stacked.prior.shape[0], system)
    for some in _batches(which):
        solved.put(some, solve(system, problems.take(some), start))
    for some in _batches(which[~solved.balanced[which]]):
        again = solve(system, problems.take(some), np.zeros_like(start), slack=_CAUTION)
        solved.put(some[again.balanced], again.take(again.balanced))
    y = solved.y * unit
    free = np.isinf(stacked.sd)
    y[y < _ROUNDING * (stacked.prior + np.where(free, 0.0, stacked.sd))] = 0.0
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


def _result(stacked: Stacked, solved: Solved) -> Reconciled:
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
