"""Observed shares beside the estimate's, and flows that are fitted to them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.flowmodel.markets import estimated, share, used
from tests.networks import cite, data_of, leg
from trafficroutes.flowmodel.calibration import calibrated, mean_difference
from trafficroutes.flowmodel.estimate import FlowEstimate
from trafficroutes.flowmodel.shares import Chains

#: 12 t for ESP, a third each by BRA, by MAR and straight; 4 t for FRA by way of MAR.
#:
#:     COL > BRA > ESP     COL > MAR > ESP     COL > ESP     MAR > FRA
LEGS = [
    leg("COL", "BRA", corridors=["west"]),
    leg("BRA", "ESP", corridors=["west", "both"]),
    leg("COL", "MAR", corridors=["east"]),
    leg("MAR", "ESP", corridors=["both"]),
    leg("MAR", "FRA"),
    leg("COL", "ESP"),
]
CORRIDORS = {key: {"name": key, "description": key} for key in ("west", "east", "both")}


def world(*observations: dict[str, Any], **assumed: Any) -> FlowEstimate:
    data = data_of(
        LEGS,
        production={"COL": 16},
        consumption=[used("ESP", 12), used("FRA", 4)],
        regions={"EU": ["ESP", "FRA"], "ACROSS": ["MAR", "GNB"], "SEA": []},
        corridors=CORRIDORS,
        observations=list(observations),
    )
    return estimated(data, **{"reconcile": False, **assumed})


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        ({"from": "COL", "to": "ESP", "via": ["BRA"]}, 4 / 12),
        ({"from": "COL", "to": "ESP", "via": ["BRA", "MAR"]}, 8 / 12),
        ({"from": "COL", "to": "R:EU", "via": ["R:ACROSS"]}, 8 / 16),
        ({"to": "R:EU", "via": ["MAR"]}, 8 / 16),
        ({"from": "MAR", "to": "R:EU"}, 8 / 16),
        ({"from": "COL", "to": "FRA"}, 1),
        # What goes into the world: 4 of 16 t by Brazil, 8 by Morocco.
        ({"from": "COL", "to": "R:WORLD", "via": ["BRA"]}, 4 / 16),
        ({"from": "COL", "to": "R:WORLD", "via": ["ESP"]}, 12 / 16),
        ({"from": "COL", "to": "R:WORLD", "corridor": "east"}, 8 / 16),
        ({"from": "COL", "to": "R:WORLD", "corridor": "both"}, 4 / 16),
        ({"from": "COL", "to": "ESP", "corridor": "west"}, 4 / 12),
        ({"from": "COL", "to": "ESP", "corridor": "both"}, 4 / 12),
        # Of what Africa sends to Europe, all leaves by Morocco.
        ({"from": "R:ACROSS", "to": "R:EU", "via": ["MAR"]}, 1),
        ({"from": "COL", "to": "ESP", "via": ["R:SEA"]}, None),
        ({"from": "COL", "to": "PRT", "via": ["BRA"]}, None),
        ({"from": "GNB", "to": "ESP", "via": ["BRA"]}, None),
        ({"from": "COL", "to": "R:WORLD"}, None),
    ],
)
def test_the_share_of_a_route(about: dict[str, Any], expected: float | None) -> None:
    (found,) = calibrated(world(share("o", 50, **about)))
    assert found.model == (None if expected is None else pytest.approx(expected))


def test_a_corridor_is_told_by_the_legs_that_are_its_alone() -> None:
    # BRA > ESP lies on two corridors, MAR > ESP on one: only that one tells "both".
    (found,) = calibrated(world(share("o", 50, to="ESP", corridor="both")))
    assert found.model == pytest.approx(4 / 12)


def test_held_out_observations_and_their_mean_difference() -> None:
    found = calibrated(
        world(
            share("far", 10, **{"from": "COL", "to": "ESP", "via": ["BRA"]}),
            share("market", 50, **{"from": "BRA", "to": "ESP"}),
            share("unknown", 50, **{"from": "COL", "to": "PRT", "via": ["BRA"]}),
        )
    )
    assert [(o.observation.id, o.held_out) for o in found] == [
        ("far", True),
        ("market", False),
        ("unknown", True),
    ]
    # The market share makes Brazil's half of Spain's supply: 40 points from "far".
    assert mean_difference(o for o in found if o.held_out) == pytest.approx(40)
    assert mean_difference(found) == pytest.approx(20)
    assert mean_difference([]) is None


def test_a_bound_leaves_the_other_side_open() -> None:
    (low, high) = calibrated(
        world(
            share("a", {"low": 20}, to="ESP", via=["BRA"]),
            share("b", {"high": 70}, to="ESP", via=["BRA"]),
        )
    )
    assert (low.cited.low, low.cited.high) == (0.2, 1.0)
    assert [high.cited.low, high.cited.high] == pytest.approx([0.0, 0.7])


def test_fitted_shares_draw_the_flows() -> None:
    about = {"from": "COL", "to": "ESP", "via": ["BRA"]}
    (apart,) = calibrated(world(share("o", 80, **about), reconcile=True))
    (fitted,) = calibrated(world(share("o", 80, **about), reconcile=True, fit_shares=True))
    assert apart.held_out
    assert apart.model == pytest.approx(1 / 3, abs=1e-6)
    assert not fitted.held_out
    assert fitted.model is not None
    assert 0.45 < fitted.model < 0.8


def test_a_share_within_its_cited_range_changes_nothing() -> None:
    found = world(
        share("o", {"low": 30, "best": 45, "high": 60}, to="ESP", via=["BRA"]),
        reconcile=True,
        fit_shares=True,
    )
    assert calibrated(found)[0].model == pytest.approx(1 / 3, abs=1e-6)


@pytest.mark.parametrize(
    "about",
    [
        {"from": "COL", "to": "ESP", "via": ["BRA"]},
        {"to": "R:EU", "via": ["MAR"]},
        {"from": "MAR", "to": "R:EU"},
        {"from": "COL", "to": "R:WORLD", "via": ["ESP"]},
        {"from": "COL", "to": "R:WORLD", "corridor": "east"},
        {"from": "COL", "to": "ESP", "corridor": "west"},
    ],
)
def test_slopes_are_those_of_the_shares(about: dict[str, Any]) -> None:
    found = world(share("o", 50, **about))
    entry = calibrated(found)[0].observation

    def at(flow: Any) -> Any:
        return Chains(found.system, flow, found.made, found.demand).share(entry)

    slope = at(found.flow).slope
    for edge in range(found.flow.size):
        step = np.zeros(found.flow.size)
        step[edge] = 1.0
        rise = (at(found.flow + step).value - at(found.flow - step).value) / 2
        assert slope[edge] == pytest.approx(rise, abs=1e-9)


def test_out_of_period_observations_are_marked_and_fix_nothing() -> None:
    data = data_of(
        [leg("COL", "ESP", cite(period=2010)), leg("BRA", "ESP", cite(period=2010))],
        consumption=[used("ESP", 3, period=2010)],
        observations=[share("o", 90, **{"from": "BRA", "to": "ESP", "period": 2013})],
    )
    from trafficroutes.model.years import Years

    (found,) = calibrated(estimated(data, years=Years(2010, 2010), reconcile=False))
    assert (found.held_out, found.cited.near) == (True, True)
    assert found.model == pytest.approx(0.5)
