"""Ranges of flows from draws of reports and figures."""

from __future__ import annotations

import numpy as np
import pytest

from tests.flowmodel.markets import IMPORTS, estimated, figure, seized, share, used
from tests.networks import cite, data_of, leg
from trafficroutes.flowmodel import intervals
from trafficroutes.flowmodel.estimate import FlowEstimate
from trafficroutes.flowmodel.intervals import drawn_flows, drawn_shares, intervals_of
from trafficroutes.graph.recipe import RECIPE

DATA = data_of(
    IMPORTS,
    production={"COL": 30},
    consumption=[
        used("ESP", {"low": 10, "best": 15, "high": 25}),
        used("BRA", 5),
        figure("FRA", "users", {"low": 1e6, "best": 2e6, "high": 4e6}, "persons"),
        figure("R:WORLD", "amount_per_user", 5, "g_per_user_year"),
    ],
    seizures=[seized("ESP", 1, **{"from": "BRA"})],
)


def edge(found: FlowEstimate, origin: str, to: str) -> int:
    places = found.system.places
    ends = zip(found.system.tails.tolist(), found.system.heads.tolist(), strict=True)
    return [(places[tail], places[head]) for tail, head in ends].index((origin, to))


@pytest.mark.parametrize("shares", ["combined", "seizures", "reports", "prior"])
def test_ranges_hold_the_estimate(shares: str) -> None:
    found = estimated(DATA, supplier_shares=shares)
    ranges = intervals_of(found, 60, seed=1)
    assert (ranges.low <= found.flow).all()
    assert (found.flow <= ranges.high).all()
    assert (ranges.high > found.flow).any()


def test_every_draw_balances() -> None:
    found = estimated(DATA)
    system = found.system
    for flow in intervals_of(found, 40, seed=2).flows:
        passing = np.bincount(system.heads, flow, len(system.places))
        onward = np.bincount(system.tails, flow, len(system.places))
        brazil, france = system.index["BRA"], system.index["FRA"]
        assert onward[brazil] <= passing[brazil] * (1 + 1e-9)
        assert onward[france] == 0


def test_same_seed_same_ranges() -> None:
    found = estimated(DATA, reconcile=False)
    one, two, other = (intervals_of(found, 30, seed=seed) for seed in (3, 3, 4))
    assert (one.flows == two.flows).all()
    assert (one.flows != other.flows).any()


def test_without_reconciliation_a_draw_is_demand_passed_on() -> None:
    # Only Colombia supplies France: 2 million users, at 5 g, between 1 and 4 million.
    found = estimated(DATA, reconcile=False)
    drawn = intervals_of(found, 400, seed=5).flows[:, edge(found, "COL", "FRA")]
    assert 4 < np.median(drawn) / 1000 < 16
    assert drawn.min() >= 1e6 * 0.005 * 0.75
    assert drawn.max() <= 4e6 * 0.005 * 1.25


def test_shares_vary_as_a_dirichlet_of_what_they_rest_on() -> None:
    """Mean s and variance s (1 - s) / (A + 1), with A = n M' / (n + M')."""
    legs = [leg("COL", "ESP"), leg("COL", "MAR"), leg("MAR", "ESP", cite("a"), cite("b"))]
    data = data_of(legs, production={"COL": 9}, consumption=[used("ESP", 9)])
    system = estimated(data, reconcile=False, recipe=RECIPE).system
    at = edge(estimated(data, reconcile=False, recipe=RECIPE), "MAR", "ESP")
    drawn = drawn_shares(system, 20_000, 3)
    share, rests = system.share[at], system.weight[system.heads[at]]
    assert rests == pytest.approx(1 + 0.95**2 + 0.95 * 0.8 + 0.95**2, rel=0.3)
    total = 4 * rests / (4 + rests)
    assert drawn[:, at].mean() == pytest.approx(share, abs=0.01)
    assert drawn[:, at].var() == pytest.approx(share * (1 - share) / (total + 1), rel=0.05)
    assert (drawn[:, system.share > 0] > 0).all()
    sums = np.array([np.bincount(system.heads, row, len(system.places)) for row in drawn[:50]])
    assert sums[:, system.index["ESP"]] == pytest.approx(1)


def test_a_report_more_leaves_the_draws_of_others_alone() -> None:
    """Nor does another order of the file change anything."""
    legs = [leg("COL", "BRA"), leg("BRA", "ESP"), leg("COL", "ESP"), leg("COL", "FRA")]
    facts = {
        "production": {"COL": 9},
        "consumption": [used("ESP", {"low": 4, "best": 9, "high": 12}), used("FRA", 3)],
    }
    found = [
        estimated(data_of(one, **facts), reconcile=False)
        for one in (legs, legs[::-1], [*legs, leg("BRA", "FRA")])
    ]
    first, turned, more = (
        intervals_of(one, 50, seed=3).flows[:, edge(one, "BRA", "ESP")] for one in found
    )
    assert (first == turned).all()
    assert more == pytest.approx(first, rel=1e-12)


def test_cited_shares_hold_in_every_draw() -> None:
    data = data_of(
        [leg("COL", "ESP"), leg("COL", "MAR"), leg("MAR", "ESP")],
        production={"COL": 9},
        consumption=[used("ESP", 9)],
        observations=[share("o", 40, **{"from": "MAR", "to": "ESP"})],
    )
    found = estimated(data, reconcile=False)
    drawn = intervals_of(found, 50, seed=7).flows
    morocco, straight = (drawn[:, edge(found, place, "ESP")] for place in ("MAR", "COL"))
    both = (morocco > 0) & (straight > 0)
    assert (morocco[both] / (morocco + straight)[both]) == pytest.approx(0.4)


def test_one_cited_range_is_drawn_as_everywhere() -> None:
    """10 to 90 t without a best value: log-uniform, as production of any weighting is."""
    quantity = {"low": 10, "high": 90, "unit": "t_per_year", "basis": "flow"}
    use = used("ESP", 9) | {"citations": [cite(quantity=quantity)]}
    data = data_of([leg("COL", "ESP")], production={"COL": 9}, consumption=[use])
    found = estimated(data, reconcile=False)
    drawn = drawn_flows(found, 400, seed=5)
    told = drawn.demand[:, found.system.index["ESP"]] / 1000
    assert np.median(told) == pytest.approx(30, rel=0.15)
    assert np.percentile(told, 25) == pytest.approx(10 * 9**0.25, rel=0.15)


@pytest.mark.parametrize("balanced", [0, 7])
def test_draws_that_do_not_balance_are_left_out(
    monkeypatch: pytest.MonkeyPatch, balanced: int
) -> None:
    """Where none does, the estimate itself stands for one."""
    found = estimated(DATA)
    edges, places = found.flow.size, len(found.system.places)
    made = {
        "flow": np.arange(10.0)[:, np.newaxis] * np.ones(edges),
        "demand": np.ones((10, places)),
        "made": np.zeros((10, places)),
        "balanced": np.arange(10) < balanced,
    }
    monkeypatch.setattr(intervals, "kept_or_made", lambda *_: made)
    drawn = drawn_flows(found, 10, seed=0)
    assert drawn.lost == 10 - balanced
    first = drawn.flows[:, 0].tolist()
    assert first == (list(range(balanced)) if balanced else [found.flow[0]])
    assert len(drawn.demand) == len(drawn.made) == len(first)
    notes = intervals_of(found, 10, seed=0).notes
    assert f"{10 - balanced} draws could not be balanced and are left out" in notes
