"""A balance as arrays of one shape: checked, and made ready for the solver."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from trafficroutes.errors import TrafficRoutesError
from trafficroutes.flowmodel.solver.newton import Problems
from trafficroutes.flowmodel.solver.normal_equations import System
from trafficroutes.graph.arrays import Floats, Ints, Mask

#: Sd of what is free, beside the largest amount or sd: its pull is 1e-10 of any other.
_FREE = 1e5


class BalanceError(TrafficRoutesError, ValueError):
    """Arrays that make no sense, or amounts that no flow can balance.

    Attributes
    ----------
    places : tuple of int
        Positions of the places that cannot be balanced; empty for bad arrays.
    """

    def __init__(self, message: str, places: tuple[int, ...] = ()) -> None:
        self.places = places
        super().__init__(message)


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
class Stacked:
    """D balances on one network.

    Attributes
    ----------
    tails, heads : int array, shape (E,)
    places : int
        n, how many.
    shape : tuple of int
        The leading axes as they came; D is their product.
    prior, sd : float arrays, shape (D, E + 2 n)
        Flows, demands, supplies.
    rows : float array, shape (m, E)
    cited, cited_sd : float arrays, shape (D, m)
        A figure that is ignored is 0 with sd infinity.
    """

    tails: Ints
    heads: Ints
    places: int
    shape: tuple[int, ...]
    prior: Floats
    sd: Floats
    rows: Floats
    cited: Floats
    cited_sd: Floats

    @property
    def edges(self) -> int:
        """How many connections there are."""
        return self.tails.size

    @property
    def possible(self) -> Mask:
        """Which values are, or may be, above 0."""
        possible: Mask = (self.prior > 0) | (self.sd > 0)
        return possible

    @property
    def fixed(self) -> Mask:
        """Which values are above 0 and may not change."""
        fixed: Mask = (self.prior > 0) & (self.sd == 0)
        return fixed

    def split(self, values: Any) -> tuple[Any, Any, Any]:
        """Return the parts of stacked values: of flows, of demands, of supplies."""
        ends = (self.edges, self.edges + self.places)
        return values[..., : ends[0]], values[..., ends[0] : ends[1]], values[..., ends[1] :]


def stack(problem: Balance) -> Stacked:
    """Return a balance as arrays of one shape.

    Raises
    ------
    BalanceError
        Shapes do not fit, or a number is negative, infinite or none where it may not.
    """
    tails, heads = (np.asarray(ends, dtype=np.int64) for ends in (problem.tails, problem.heads))
    places = int(np.asarray(problem.demand).shape[-1])
    if tails.shape != heads.shape or tails.ndim != 1:
        raise BalanceError("tails and heads must be two lists of equal length")
    ends = np.concatenate([tails, heads])
    if ((ends < 0) | (ends >= places)).any():
        raise BalanceError(f"tails and heads must be places 0 to {places - 1}")
    if (tails == heads).any():
        raise BalanceError("a connection leads from a place to itself")
    rows = _dense(problem.rows, tails.size)
    parts, shape = _broadcast(problem, tails.size, places, rows.shape[0])
    ignored = np.isposinf(parts["cited_sd"])
    parts["cited"] = np.where(ignored, 0.0, parts["cited"])
    _check(parts, rows)
    amounts = ("flow", "demand", "supply")
    return Stacked(
        tails=tails,
        heads=heads,
        places=places,
        shape=shape,
        prior=np.concatenate([parts[name] for name in amounts], axis=1),
        sd=np.concatenate([parts[f"{name}_sd"] for name in amounts], axis=1),
        rows=rows,
        cited=parts["cited"],
        cited_sd=parts["cited_sd"],
    )


def _dense(rows: Any, edges: int) -> Floats:
    """Return the rows as a plain matrix."""
    plain = np.asarray(rows.toarray() if hasattr(rows, "toarray") else rows, dtype=np.float64)
    if plain.size == 0 and plain.ndim == 1:
        plain = plain.reshape(0, edges)
    if plain.ndim != 2 or plain.shape[1] != edges:  # noqa: PLR2004 - rows and columns
        raise BalanceError(f"rows must have one column a connection ({edges}), not {plain.shape}")
    return plain


def _broadcast(
    problem: Balance, edges: int, places: int, rows: int
) -> tuple[dict[str, Floats], tuple[int, ...]]:
    """Return the parts by name with one axis of draws, and the axes as they came."""
    sizes = {"flow": edges, "demand": places, "supply": places, "cited": rows}
    lengths = {**sizes, **{f"{name}_sd": size for name, size in sizes.items()}}
    parts = {name: np.asarray(getattr(problem, name), dtype=np.float64) for name in lengths}
    for name, length in lengths.items():
        if parts[name].ndim == 0 or parts[name].shape[-1] != length:
            raise BalanceError(f"{name} must end in an axis of {length}, not {parts[name].shape}")
    try:
        shape = np.broadcast_shapes(*(part.shape[:-1] for part in parts.values()))
    except ValueError:
        found = ", ".join(f"{name} {part.shape}" for name, part in parts.items())
        raise BalanceError(f"the leading axes do not fit together: {found}") from None
    draws = math.prod(shape)
    return {
        name: np.broadcast_to(part, (*shape, lengths[name])).reshape(draws, lengths[name])
        for name, part in parts.items()
    }, shape


def _check(parts: dict[str, Floats], rows: Floats) -> None:
    """Refuse numbers that mean nothing."""
    for name, part in parts.items():
        may_be_free = name in {"demand_sd", "supply_sd", "cited_sd"}
        if np.isnan(part).any() or (not may_be_free and np.isinf(part).any()):
            raise BalanceError(f"{name} holds a value that is not a finite number")
        if name != "cited" and (part < 0).any():
            raise BalanceError(f"{name} is negative at {_where(part < 0)}")
    if not np.isfinite(rows).all():
        raise BalanceError("rows holds a value that is not a finite number")
    if (parts["cited_sd"] == 0).any():
        raise BalanceError(f"cited_sd must be above 0; it is 0 at {_where(parts['cited_sd'] == 0)}")


def _where(wrong: Mask) -> str:
    draw, position = (int(axis[0]) for axis in np.nonzero(wrong))
    return f"position {position}" + (f" of draw {draw}" if wrong.shape[0] > 1 else "")


def ready(stacked: Stacked) -> tuple[System, Problems, Floats]:
    """Return the structure, the numbers of all draws, and the unit they are in.

    Amounts are divided by the largest of the draw. A figure of a single connection
    becomes part of its prior, which is the same thing and leaves fewer equations.
    """
    unit = stacked.prior.max(axis=1, initial=0.0, keepdims=True)
    unit = np.where(unit > 0, unit, 1.0)
    prior, sd = stacked.prior / unit, stacked.sd / unit
    widest = np.where(np.isinf(sd), 0.0, sd).max(axis=1, initial=1.0, keepdims=True)
    variance = np.square(np.where(np.isinf(sd), _FREE * widest, sd))
    grip, target = unit / stacked.cited_sd, stacked.cited / stacked.cited_sd

    entries = np.count_nonzero(stacked.rows, axis=1)
    single, many = np.flatnonzero(entries == 1), np.flatnonzero(entries > 1)
    if single.size:
        rows, edges = stacked.rows[single], stacked.edges
        flow, spread = prior[:, :edges], variance[:, :edges]
        pull = (grip[:, single] * (target[:, single] - grip[:, single] * (flow @ rows.T))) @ rows
        tightness = np.square(grip[:, single]) @ np.square(rows)
        variance[:, :edges] = spread / (1.0 + tightness * spread)
        prior[:, :edges] = flow + variance[:, :edges] * pull
    system = System(stacked.tails, stacked.heads, stacked.rows[many], stacked.places)
    return system, Problems(prior, variance, grip[:, many], target[:, many]), unit
