"""Reconciliation against SciPy, and by the conditions of an optimum."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import lsq_linear, minimize

from tests.flowmodel.solver.balances import INF, balance, incidence, stacked
from trafficroutes.flowmodel.solver.reconcile import Balance, reconcile
from trafficroutes.graph.arrays import Floats


@pytest.mark.parametrize("seed", range(20))
def test_nothing_goes_where_nothing_ends(seed: int) -> None:
    """Of 0 -> 1 -> 2 -> 3 and 1 -> 4 -> 2, all beyond 1 leads nowhere: it is exactly 0."""
    flow = np.exp(np.random.default_rng(seed).normal(0, 2, 5))
    result = reconcile(
        balance(
            [(0, 1), (1, 2), (2, 3), (1, 4), (4, 2)],
            flow=flow,
            flow_sd=flow / 3,
            demand=[0, 5, 0, 0, 0],
            supply=[3, 0, 0, 0, 0],
            supply_sd=[1, 0, 0, 0, 0],
        )
    )
    assert result.flow[0] == pytest.approx(5)
    assert result.flow[1:].tolist() == [0, 0, 0, 0]


@st.composite
def problems(draw: st.DrawFn, spread: float = 1.5, widest: float = INF) -> Balance:
    """Return a problem that can be balanced: all demands may change."""
    n = draw(st.integers(2, 7))
    pairs = [(a, b) for a in range(n) for b in range(n) if a != b]
    edges = draw(st.lists(st.sampled_from(pairs), min_size=1, max_size=14))
    chance = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))

    def amounts(size: Any, some: float) -> Floats:
        size_of = np.exp(np.clip(chance.normal(0, spread, size), -widest, widest))
        found: Floats = size_of * (chance.random(size) < some)
        return found

    demand, supply = amounts(n, 0.8), amounts(n, 0.4)
    m = draw(st.integers(0, 4))
    return balance(
        edges,
        flow=amounts(len(edges), 0.8),
        flow_sd=amounts(len(edges), 1.0),
        demand=demand,
        demand_sd=np.where(demand > 0, amounts(n, 1.0), 0.0),
        supply=supply,
        supply_sd=np.where(supply > 0, amounts(n, 1.0), 0.0),
        rows=np.round(chance.normal(0, 1, (m, len(edges)))),
        cited=amounts(m, 0.8),
        cited_sd=amounts(m, 1.0),
    )


def pull(problem: Balance, y: Floats) -> Floats:
    """Return the gradient of the sum of squares; 0 where nothing may change."""
    sd = stacked(problem, "_sd")
    found = np.divide(y - stacked(problem), sd**2, out=np.zeros_like(y), where=sd > 0)
    model = problem.rows @ y[: problem.tails.size]
    found[: problem.tails.size] -= problem.rows.T @ ((problem.cited - model) / problem.cited_sd**2)
    return found


@pytest.mark.slow
@given(problems())
def test_nothing_nearer_balances(problem: Balance) -> None:
    """Karush, Kuhn and Tucker: balance, no value below 0, and a price in every place.

    The prices explain the pull on all values above 0, and are not exceeded by it on
    those at 0.
    """
    y, matrix = stacked(reconcile(problem)), incidence(problem)
    assert (y >= 0).all()
    usual = np.abs(matrix) @ (stacked(problem) + stacked(problem, "_sd"))
    passing = np.maximum(np.abs(matrix) @ y, 1e-3 * usual)
    assert (np.abs(matrix @ y) <= 1e-9 * passing).all()

    sd = stacked(problem, "_sd")
    free = np.flatnonzero(sd > 0)
    assert y[sd == 0] == pytest.approx(stacked(problem)[sd == 0])
    empty = free[y[free] <= 1e-9 * sd[free]]
    # gradient = matrix' price + nu, nu >= 0 at 0; each in units of its own sd.
    unit = sd[free, None]
    system = np.concatenate([matrix[:, free].T, np.eye(y.size)[np.ix_(free, empty)]], axis=1) * unit
    right = pull(problem, y)[free] * sd[free]
    lower = np.concatenate([np.full(matrix.shape[0], -INF), np.zeros(empty.size)])
    # Columns of one size, for SciPy's sake.
    size = np.linalg.norm(system, axis=0)
    size[size == 0] = 1.0
    found = lsq_linear(system / size, right, (lower, INF), method="bvls", tol=1e-14)
    assert np.abs(found.fun).max() <= 1e-6 * (1.0 + np.abs(right).max())


@pytest.mark.slow
@given(problems(spread=0.7))
def test_as_good_as_a_general_solver(problem: Balance) -> None:
    sd, prior, matrix = stacked(problem, "_sd"), stacked(problem), incidence(problem)
    free = np.flatnonzero(sd > 0)

    def squares(y: Floats) -> float:
        whole = prior.copy()
        whole[free] = y
        model = problem.rows @ whole[: problem.tails.size]
        far = (whole - prior)[free] / sd[free]
        return float(far @ far + np.square((model - problem.cited) / problem.cited_sd).sum())

    ours = stacked(reconcile(problem))[free]
    fixed = prior.copy()
    fixed[free] = 0.0
    theirs = minimize(
        squares,
        ours * 0 + prior[free],
        method="SLSQP",
        bounds=[(0, None)] * free.size,
        constraints={"type": "eq", "fun": lambda y: matrix[:, free] @ y + matrix @ fixed},
        options={"maxiter": 300, "ftol": 1e-12},
    )
    off = np.abs(matrix[:, free] @ theirs.x + matrix @ fixed).max()
    if theirs.success and off < 1e-9:
        assert squares(ours) <= squares(theirs.x) * (1 + 1e-6) + 1e-6


@pytest.mark.slow
@given(problems(spread=5.0))
def test_a_balance_that_is_not_found_is_said_to_be(problem: Balance) -> None:
    """Over twenty orders of magnitude: balanced and whole, or flagged and empty."""
    result = reconcile(problem, strict=False)
    y = stacked(result)
    assert np.isfinite(y).all() == bool(result.balanced)
    assert np.isnan(y).all() == (not result.balanced)


@pytest.mark.slow
@given(problems(spread=5.0, widest=6.0))
def test_amounts_of_very_different_size_balance(problem: Balance) -> None:
    """Amounts and sds over five orders of magnitude, e^-6 to e^6."""
    result = reconcile(problem)
    y, matrix = stacked(result), incidence(problem)
    usual = np.abs(matrix) @ (stacked(problem) + stacked(problem, "_sd"))
    passing = np.maximum(np.abs(matrix) @ y, 1e-3 * usual)
    assert (np.abs(matrix @ y) <= 1e-9 * passing).all()


def test_what_can_only_be_nothing_is_nothing() -> None:
    """Nothing begins in 0 or can come to it, so nothing leaves it, however sure the priors.

    0 ==> 1 (three connections, sds over seven orders of magnitude) --> 2
    """
    result = reconcile(
        Balance(
            tails=np.array([0, 0, 0, 1]),
            heads=np.array([1, 1, 1, 2]),
            flow=np.array([15.0, 8.0, 0.02, 3.0]),
            flow_sd=np.array([6e-5, 780.0, 2.6e-4, 1.0]),
            demand=np.array([4.8, 0.1, 3.0]),
            demand_sd=np.array([0.07, 4.0, 1.0]),
            supply=np.array([0.0, 6.7, 0.0]),
            supply_sd=np.array([0.0, 66.0, 0.0]),
            rows=np.array([[1.0, -2.0, 1.0, 0.0]]),
            cited=np.array([0.0]),
            cited_sd=np.array([0.5]),
        )
    )
    assert result.flow[:3].tolist() == [0, 0, 0]
    assert result.demand[0] == 0
    assert result.supply[1] == pytest.approx(result.flow[3] + result.demand[1])
    assert result.flow[3] == pytest.approx(result.demand[2])
    assert result.flow_z[0] == pytest.approx(15.0 / 6e-5)
