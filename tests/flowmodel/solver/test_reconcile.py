"""Reconciliation by hand: what comes out, what is refused, and many draws at once."""

from __future__ import annotations

import math
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest
from scipy.sparse import csr_array

from tests.flowmodel.solver.balances import INF, balance, stacked
from trafficroutes.errors import TrafficRoutesError
from trafficroutes.flowmodel.solver.newton import SLIGHT, NewtonSolutions, _loosening, solve
from trafficroutes.flowmodel.solver.normal_equations import Normal, System, _dense
from trafficroutes.flowmodel.solver.reconcile import BalanceError, cut_off, reconcile

# 0 makes, 1 and 2 pass on, 3 and 4 use; some goods come back from 2 to 1.
EXAMPLE = balance(
    [(0, 1), (0, 2), (1, 2), (2, 1), (1, 3), (2, 3), (2, 4)],
    flow=[10, 6, 3, 1, 5, 2, 9],
    flow_sd=[3, 2, 1, 1, 2, 1, 4],
    demand=[0, 1, 0, 8, 9],
    demand_sd=[0, 0.5, 0, 2, 3],
    supply=[18, 0, 0, 0, 0],
    supply_sd=[5, 0, 0, 0, 0],
    rows=[[1, 1, 0, 0, 0, 0, 0], [0, 0, 0, 0, 1, 0, 0], [0, 0, 1, -1, 0, 0, 0]],
    cited=[30, 6, 0],
    cited_sd=[4, 1, 2],
)


def test_two_ways_share_what_is_missing() -> None:
    """What reaches 1 must be 10; the way of two connections bends half as much.

    0 --6--> 1      a + b = 10, a - 6 = 2 (b - 2):
     `2> 2 -2'      b = 8/3, a = 22/3
    """
    problem = balance(
        [(0, 1), (0, 2), (2, 1)],
        flow=[6, 2, 2],
        demand=[0, 10, 0],
        supply=[8, 0, 0],
        supply_sd=[INF, 0, 0],
    )
    result = reconcile(problem)
    assert result.flow == pytest.approx([22 / 3, 8 / 3, 8 / 3], rel=1e-9)
    assert result.supply == pytest.approx([10, 0, 0], rel=1e-9)
    assert result.flow_z == pytest.approx([-4 / 3, -2 / 3, -2 / 3], rel=1e-9)
    assert result.supply_z == pytest.approx([0, 0, 0])


def test_a_flow_stops_at_zero() -> None:
    """A cited 5 on one of two ways to a fixed demand of 2: the other way is empty."""
    problem = balance(
        [(0, 2), (1, 2)],
        flow=[1, 1],
        demand=[0, 0, 2],
        supply=[1, 1, 0],
        supply_sd=[INF, INF, 0],
        rows=[[1, 0]],
        cited=[5],
        cited_sd=[0.01],
    )
    result = reconcile(problem)
    assert result.flow == pytest.approx([2, 0], abs=1e-9)
    assert result.flow[1] == 0
    assert result.cited_z == pytest.approx([300], rel=1e-6)


def test_what_agrees_is_left_as_it_is() -> None:
    problem = balance(
        [(0, 1), (1, 2), (0, 2)],
        flow=[7, 4, 1],
        demand=[0, 3, 5],
        demand_sd=[0, 1, 1],
        supply=[8, 0, 0],
        supply_sd=[2, 0, 0],
        rows=[[1, 0, 0], [1, 0, 1]],
        cited=[7, 8],
        cited_sd=[0.1, 0.1],
    )
    result = reconcile(problem)
    assert stacked(result) == pytest.approx(stacked(problem), abs=1e-12)
    assert result.cited_z == pytest.approx([0, 0], abs=1e-9)


def test_figures_that_cannot_both_be_true_have_the_largest_residuals() -> None:
    """10 and 30 are cited for one connection, and what is cited elsewhere agrees."""
    problem = balance(
        [(0, 1), (1, 2), (1, 3)],
        flow=[20, 12, 8],
        flow_sd=[5, 5, 5],
        demand=[0, 0, 12, 8],
        demand_sd=[0, 0, 2, 2],
        supply=[20, 0, 0, 0],
        supply_sd=[4, 0, 0, 0],
        rows=[[0, 1, 0], [1, 0, 0], [1, 0, 0], [0, 0, 1]],
        cited=[12.5, 10, 30, 7.5],
        cited_sd=[1, 1, 1, 1],
    )
    result = reconcile(problem)
    assert set(np.argsort(-np.abs(result.cited_z))[:2]) == {1, 2}
    assert result.cited_z[1] == pytest.approx(-10, abs=0.5)
    assert result.cited_z[2] == pytest.approx(10, abs=0.5)


def test_a_unit_is_only_a_unit() -> None:
    tonnes = EXAMPLE
    kilograms = replace(
        tonnes,
        **{
            field.name: 1000 * getattr(tonnes, field.name)
            for field in fields(tonnes)
            if field.name not in {"tails", "heads", "rows"}
        },
    )
    assert reconcile(kilograms).flow == pytest.approx(1000 * reconcile(tonnes).flow, rel=1e-9)


def test_rows_may_be_sparse() -> None:
    assert reconcile(replace(EXAMPLE, rows=csr_array(EXAMPLE.rows))).flow == pytest.approx(
        reconcile(EXAMPLE).flow
    )


def test_a_figure_with_infinite_sd_says_nothing() -> None:
    ignored = replace(EXAMPLE, cited=np.array([30, np.nan, 0]), cited_sd=np.array([4, INF, 2]))
    without = replace(
        EXAMPLE, rows=EXAMPLE.rows[[0, 2]], cited=EXAMPLE.cited[[0, 2]], cited_sd=np.array([4, 2])
    )
    result = reconcile(ignored)
    assert result.flow == pytest.approx(reconcile(without).flow, rel=1e-9)
    assert result.cited_z[1] == 0


def test_many_draws_are_the_draws_one_by_one() -> None:
    """More than are solved side by side; parts without draws are the same in all."""
    chance = np.random.default_rng(3)
    many = replace(
        EXAMPLE,
        flow=EXAMPLE.flow * np.exp(chance.normal(0, 1, (2, 70, 7))),
        cited=EXAMPLE.cited * np.exp(chance.normal(0, 1, (70, 3))),
    )
    whole = reconcile(many)
    assert whole.flow.shape == (2, 70, 7)
    assert whole.cited_z.shape == (2, 70, 3)
    assert whole.balanced.shape == whole.iterations.shape == (2, 70)
    for i in range(2):
        for j in range(70):
            one = reconcile(replace(EXAMPLE, flow=many.flow[i, j], cited=many.cited[j]))
            for field in fields(one):
                if field.name != "iterations":
                    got = getattr(whole, field.name)[i, j]
                    assert got == pytest.approx(getattr(one, field.name), rel=1e-8, abs=1e-8)


def test_a_connection_that_a_draw_drops_stays_empty() -> None:
    kept = np.array([[1.0] * 7, [1, 1, 1, 0, 1, 0, 1]])
    result = reconcile(replace(EXAMPLE, flow=EXAMPLE.flow * kept, flow_sd=EXAMPLE.flow_sd * kept))
    assert (result.flow[1, [3, 5]] == 0).all()
    assert (result.flow[0] > 0).all()


def test_networks_without_connections_and_ensembles_without_draws() -> None:
    alone = balance([], demand=[3.0], demand_sd=[1.0], supply=[5.0], supply_sd=[1.0])
    result = reconcile(alone)
    assert result.demand == pytest.approx([4.0])
    assert result.supply == pytest.approx([4.0])
    assert reconcile(replace(EXAMPLE, flow=np.zeros((0, 7)))).flow.shape == (0, 7)


CUT = balance(
    [(0, 1), (2, 3), (3, 2)],
    flow=[4, 1, 1],
    demand=[0, 4, 2, 0],
    supply=[4, 0, 0, 0],
    supply_sd=[1, 0, 0, 0],
)


def test_a_market_that_nothing_reaches_is_named() -> None:
    """0 -> 1, and 2 <-> 3 that only feed each other; 2 needs something."""
    assert cut_off(CUT).tolist() == [False, False, True, False]
    assert cut_off(replace(CUT, demand=CUT.demand / 100)).tolist() == [False, False, True, False]
    with pytest.raises(BalanceError, match="places 2") as caught:
        reconcile(CUT)
    assert caught.value.places == (2,)
    assert isinstance(caught.value, TrafficRoutesError)
    assert isinstance(caught.value, ValueError)


def test_draws_that_cannot_be_balanced_are_flagged_and_harm_no_other() -> None:
    demand = np.array([[0, 4, 2, 0], [0, 4, 0, 0], [0, 5, 0, 0.0]])
    result = reconcile(replace(CUT, demand=demand), strict=False)
    assert result.balanced.tolist() == [False, True, True]
    assert np.isnan(result.flow[0]).all()
    assert result.flow[1:, 0] == pytest.approx([4, 5])
    assert cut_off(replace(CUT, demand=demand)).any(axis=1).tolist() == [True, False, False]
    with pytest.raises(BalanceError, match=r"draw 0: .* places 2"):
        reconcile(replace(CUT, demand=demand))
    with pytest.raises(BalanceError, match=r"draw 1: .* places 2"):
        reconcile(replace(CUT, demand=demand[[1, 0, 2, 0]]))


def test_what_is_made_and_has_no_way_out_is_named() -> None:
    held = balance([(1, 0)], demand=[0, 3], demand_sd=[0, 1], supply=[2, 3], supply_sd=[0, 1])
    with pytest.raises(BalanceError, match="places 0"):
        reconcile(held)
    assert not cut_off(held).any()


@pytest.mark.slow
@pytest.mark.parametrize("demand", [4.0, 6.0])
def test_fixed_amounts_that_do_not_add_up_are_refused(demand: float) -> None:
    fixed = balance([(0, 1)], flow=[5], demand=[0, demand], supply=[5, 0])
    assert not reconcile(fixed, strict=False).balanced
    with pytest.raises(BalanceError, match="too much or too little") as caught:
        reconcile(fixed)
    assert caught.value.places


def test_where_nothing_may_change_it_must_balance() -> None:
    still = balance([(0, 1)], flow=[5], flow_sd=[0], demand=[0, 5], supply=[5, 0])
    assert reconcile(still).flow == pytest.approx([5])
    with pytest.raises(BalanceError):
        reconcile(replace(still, flow=np.array([6.0])))
    with pytest.raises(BalanceError, match=r"no flow balances at places 1: ") as caught:
        reconcile(replace(still, demand=np.array([0.0, 4.0])))
    assert caught.value.places == (1,)


def test_a_place_where_all_is_empty_can_come_to_life() -> None:
    """Nothing is estimated by 0 -> 1 -> 2, but 2 needs 1."""
    problem = balance(
        [(0, 1), (1, 2)], flow=[0, 0], demand=[0, 0, 1], supply=[0, 0, 0], supply_sd=[1, 0, 0]
    )
    assert reconcile(problem).flow == pytest.approx([1, 1])
    # The same against a pull towards less than nothing.
    pulled = replace(
        problem,
        rows=np.array([[1.0, -1.0], [-1.0, 0.0]]),
        cited=np.array([0, 9]),
        cited_sd=np.ones(2),
    )
    assert reconcile(pulled).flow == pytest.approx([1, 1])


def test_a_flow_held_at_zero_on_all_sides_can_rise() -> None:
    """1 must pass on the 1 that comes, although the figures pull 1 -> 2 below 0."""
    problem = balance(
        [(0, 1), (1, 2)],
        flow=[1, 0],
        flow_sd=[0, 1],
        demand=[0, 0, 0],
        demand_sd=[0, 0, 1],
        supply=[1, 0, 0],
        rows=[[0, -1]],
        cited=[9],
        cited_sd=[1],
    )
    assert reconcile(problem).flow == pytest.approx([1, 1])


def test_what_is_free_does_not_pull() -> None:
    """No production is cited, and the prior of 0 for it says nothing."""
    problem = balance(
        [(0, 1)], flow=[10], demand=[0, 12], demand_sd=[0, 1], supply=[0, 0], supply_sd=[INF, 0]
    )
    result = reconcile(problem)
    assert result.flow == pytest.approx([11], rel=1e-8)
    assert result.supply == pytest.approx([11, 0], rel=1e-8)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"flow": [1.0]}, "flow must end in an axis of 7"),
        ({"flow": 1.0}, "flow must end in an axis of 7"),
        ({"flow": [-1.0] * 7}, "flow is negative at position 0"),
        ({"flow": [np.nan] * 7}, "flow holds a value that is not a finite number"),
        ({"flow_sd": [INF] * 7}, "flow_sd holds a value"),
        ({"demand": [[0.0] * 5, [0, 0, -1, 0, 0]]}, "demand is negative at position 2 of draw 1"),
        ({"demand_sd": [np.nan] * 5}, "demand_sd holds a value"),
        ({"supply_sd": [-1.0] * 5}, "supply_sd is negative"),
        ({"cited_sd": [1.0, 0, 1]}, "cited_sd must be above 0; it is 0 at position 1"),
        ({"cited": [np.nan, 1, 1]}, "cited holds a value"),
        ({"rows": np.full((3, 7), np.nan)}, "rows holds a value"),
        ({"rows": np.zeros((3, 6))}, "one column a connection"),
        ({"rows": np.zeros((2, 7))}, "cited must end in an axis of 2"),
        ({"tails": [0, 0, 1, 2, 1, 2, 9]}, "places 0 to 4"),
        ({"tails": [0, 0, 1, 2, 1, 2, 4]}, "to itself"),
        ({"tails": [0]}, "equal length"),
        ({"flow": np.ones((2, 7)), "demand": np.ones((3, 5))}, "leading axes"),
    ],
)
def test_arrays_that_make_no_sense_are_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(BalanceError, match=message):
        reconcile(replace(EXAMPLE, **{key: np.array(value) for key, value in change.items()}))


def test_only_places_that_do_not_balance_are_named() -> None:
    """0 -> 1 is fixed and does not add up; 2 -> 3 does."""
    fixed = balance(
        [(0, 1), (2, 3)], flow=[5, 3], demand=[0, 4, 0, 3], supply=[5, 0, 3, 0], flow_sd=[1, 1]
    )
    with pytest.raises(BalanceError, match="too much or too little") as caught:
        reconcile(fixed)
    assert set(caught.value.places) <= {0, 1}


@pytest.mark.parametrize("unit", [1e-170, 1e-9, 1e9, 1e150])
def test_the_unit_of_amounts_is_no_matter(unit: float) -> None:
    scaled = {field.name: getattr(EXAMPLE, field.name) * unit for field in fields(EXAMPLE)}
    same = {name: getattr(EXAMPLE, name) for name in ("tails", "heads", "rows")}
    one, other = reconcile(EXAMPLE), reconcile(replace(EXAMPLE, **{**scaled, **same}))
    assert stacked(other) / unit == pytest.approx(stacked(one), rel=1e-9)
    assert int(other.iterations) == int(one.iterations)


@pytest.mark.parametrize(
    ("place", "left", "which"), [(0, -2.0, 3), (1, -2.0, 4), (0, 2.0, 1), (1, 2.0, 2), (0, 2.0, 0)]
)
def test_what_alone_can_rise_at_a_place_does(place: int, left: float, which: int) -> None:
    """Of 0 -> 1 and of demand and supply of both: by what it lacks, and by what is left."""
    system = System(np.array([0]), np.array([1]), np.zeros((0, 1)), 2)
    variance, raw = np.zeros(5), np.zeros(5)
    variance[which], raw[which] = 4.0, -1.0
    change = _loosening(system, variance, raw, left, place)
    assert change == pytest.approx(-math.copysign(1 / 4 + abs(left) / 4, left))
    assert _loosening(system, variance, raw, -left, place) == 0.0


def test_the_place_of_what_is_negative_is_told() -> None:
    with pytest.raises(BalanceError, match=r"^flow is negative at position 1$"):
        reconcile(balance([(0, 1), (0, 1)], flow=[5, -1], demand=[0, 4], supply=[4, 0]))


def test_no_figures_may_be_an_empty_list() -> None:
    plain = balance([(0, 1)], flow=[5], demand=[0, 4], supply=[5, 0], supply_sd=[1, 0])
    assert reconcile(replace(plain, rows=np.array([]))).flow == pytest.approx([4])


@pytest.mark.parametrize("rows", [[1.0], np.zeros((0, 3)), np.zeros((1, 2))])
def test_figures_of_other_connections_are_refused(rows: Any) -> None:
    plain = balance([(0, 1)], flow=[5], demand=[0, 4], supply=[5, 0], supply_sd=[1, 0])
    with pytest.raises(BalanceError, match=r"^rows must have one column a connection \(1\), not"):
        reconcile(replace(plain, rows=np.array(rows)))


def test_what_is_free_gives_way_before_what_is_merely_wide() -> None:
    """The supply may be anything; flow and demand are 1 give or take 1,000, and stay."""
    problem = balance(
        [(0, 1)],
        flow=[1],
        flow_sd=[1000],
        demand=[0, 1],
        demand_sd=[0, 1000],
        supply=[2, 0],
        supply_sd=[INF, 0],
    )
    assert reconcile(problem).demand[1] == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize("unit", [1e-20, 1.0, 1e20])
def test_what_is_free_may_be_little(unit: float) -> None:
    problem = balance(
        [(0, 1)],
        flow=[2 * unit],
        flow_sd=[unit],
        demand=[0, unit],
        supply=[unit, 0],
        supply_sd=[INF, 0],
    )
    assert reconcile(problem).supply / unit == pytest.approx([1, 0], rel=1e-9)


def test_draws_that_do_not_balance_at_first_are_tried_with_more_slack(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """At first only the second of three draws does."""
    demand = np.array([[0, 4, 0, 0], [0, 5, 0, 0], [0, 6, 0, 0.0]])
    slacks = []

    def first_fails(*problem: Any, slack: float = SLIGHT) -> NewtonSolutions:
        slacks.append((slack, len(problem[1].prior)))
        found = solve(*problem, slack=slack)
        if slack == SLIGHT:
            found.balanced[[0, 2]] = False
        return found

    monkeypatch.setattr("trafficroutes.flowmodel.solver.reconcile.solve", first_fails)
    found = reconcile(replace(CUT, demand=demand))
    assert found.balanced.tolist() == [True] * 3
    assert found.flow[:, 0] == pytest.approx([4, 5, 6])
    assert slacks == [(SLIGHT, 3), (1e-9, 2)]


def test_places_where_nothing_can_change_keep_their_multipliers() -> None:
    """0 -> 1, where all may change, and 2, where nothing may."""
    system = System(np.array([0]), np.array([1]), np.zeros((0, 1)), 3)
    variance = np.array([[1.0, 1, 1, 0, 1, 1, 0]])
    none = np.zeros((1, 0))
    equations = Normal.of(system, variance, none, active=np.ones((1, 7), dtype=bool))
    assert equations.stuck.tolist() == [[False, False, True]]
    # 3 x - y = 1 and 3 y - x = 1.
    found = equations.solve(np.array([[1.0, 1.0, 1.0]]), np.array([0.0]))
    assert found[0] == pytest.approx([0.5, 0.5, 0.0])
    assert found[0, 2] == 0


def test_of_a_singular_matrix_a_nearby_one_is_solved() -> None:
    """Twice x + y = 2: as good as x = y = 1."""
    found = _dense(np.ones((1, 2, 2)), np.array([[2.0, 2.0]]))
    assert found[0] == pytest.approx([1.0, 1.0])


@pytest.mark.parametrize(
    ("flow", "demand", "supply", "left"),
    [
        # Place 1 lacks nothing: nothing comes, and place 0 makes and uses nothing.
        ((1, 2), ([0, 1], [1, 0]), ([0, 4], [1, 2]), [0, 0, 1, 0, 1]),
        # Place 0 must have 3, and makes it; nothing goes on to place 1.
        ((2, 3), ([3, 0], [0, 1]), ([0, 0], [1, 1]), [0, 3, 0, 3, 0]),
    ],
)
def test_what_rounding_leaves_of_nothing_is_nothing(
    flow: tuple[float, float],
    demand: tuple[list[float], list[float]],
    supply: tuple[list[float], list[float]],
    left: list[float],
) -> None:
    """One leg, 0 -> 1; of each pair the second is what it may change by."""
    problem = balance(
        [(0, 1)],
        flow=[flow[0]],
        flow_sd=[flow[1]],
        demand=demand[0],
        demand_sd=demand[1],
        supply=supply[0],
        supply_sd=supply[1],
    )
    values = stacked(reconcile(problem))
    assert values == pytest.approx(left)
    assert (values > 0).tolist() == [amount > 0 for amount in left]
