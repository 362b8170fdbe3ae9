"""How the estimate does beside published shares: figures by hand, and those of the data."""

from __future__ import annotations

import json

import numpy as np
import pytest
from scipy import stats

from tests.flowmodel.markets import IMPORTS, PLAIN, share, used
from tests.networks import data_of
from trafficroutes import load, skill
from trafficroutes.dataset.shipped import shipped_file
from trafficroutes.errors import QueryError
from trafficroutes.flowmodel.predictive import SCALE, quantiles_of, ranges_of, t4_quantile
from trafficroutes.flowmodel.scores import crps_of, mean_error, scores_of
from trafficroutes.flowmodel.skill import standard_periods, trials_of
from trafficroutes.flowmodel.system import Assumptions
from trafficroutes.question.tested import SHIPPED

FAMILIES = ("cocaine", "opiates")


def test_quantiles_are_those_of_student() -> None:
    chance = np.linspace(0.001, 0.999, 99)
    assert t4_quantile(chance) == pytest.approx(stats.t(4).ppf(chance), abs=1e-9)


def test_ranges_by_hand() -> None:
    low, high = ranges_of(np.array([0.5, 0.0]), 0.9)
    c = SCALE * stats.t(4).ppf(0.95)
    assert low[0] == pytest.approx(1 / (1 + np.exp(c)))
    assert high[0] == pytest.approx(1 / (1 + np.exp(-c)))
    # Of 2 percent, widened to hold 0.
    assert low[1] == 0.0
    assert high[1] == pytest.approx(1 / (1 + np.exp(np.log(49) - c)))


def test_crps_by_integration() -> None:
    share, published = np.array([0.3]), np.array([0.7])
    drawn = quantiles_of(share, np.random.default_rng(0).random(4000))[0]
    apart = np.abs(drawn[:, np.newaxis] - drawn).mean()
    assert crps_of(share, published)[0] == pytest.approx(
        np.abs(drawn - 0.7).mean() - apart / 2, abs=0.01
    )


def test_scores_by_hand() -> None:
    estimate, published = np.array([0.5, 0.2, 0.9, 0.0]), np.array([0.4, 0.2, 0.7, 0.9])
    found = scores_of(estimate, published, ["a", "a", "b", "c"])
    assert (found.n, found.questions, found.mae, found.bias) == (4, 3, 30.0, -15.0)
    # 0.86 / 0.29 of the variance are missed.
    assert found.r2 == pytest.approx(1 - 0.86 / 0.29, abs=1e-3)
    assert found.spearman == -0.2
    # The half range of 0.9 ends at 0.75, and nothing holds the fourth.
    assert (found.coverage_50, found.coverage_90) == (50.0, 75.0)
    assert found.mae_range[0] <= 30.0 <= found.mae_range[1]


def test_errors_of_guesses_are_over_those_that_are_made() -> None:
    published = np.array([0.5, 0.5])
    assert mean_error(np.array([0.4, np.nan]), published) == 10.0
    assert mean_error(np.full(2, np.nan), published) is None


def test_a_question_is_answered_without_its_shares() -> None:
    way = {"from": "COL", "to": "ESP", "via": ["BRA"]}
    data = data_of(
        IMPORTS,
        production={"COL": 30},
        consumption=[used("ESP", 15), used("FRA", 10), used("BRA", 5)],
        observations=[
            share("a", 90, **{"from": "BRA", "to": "ESP"}),
            share("b", 80, **way),
            share("c", 40, **way, question="q"),
            share("d", 20, **way, question="q"),
        ],
    )
    found = trials_of(data, "cocaine", ("cocaine",), Assumptions(reconcile=False, recipe=PLAIN))
    by_id = {trial.observation: trial for trial in found.trials}
    # "a" fixes Brazil's share of Spain at 90 percent for all but itself.
    assert by_id["b"].estimate == pytest.approx(0.9)
    assert by_id["a"].estimate == pytest.approx(2 / 3)
    assert {trial.question for trial in found.trials} == {"a", "b", "q"}
    # One voice a question: of 90 and 30 without b's 80.
    assert by_id["b"].guesses["constant"] == pytest.approx((0.9 + 0.3) / 2)
    assert by_id["b"].guesses["uniform"] == pytest.approx(0.5)


def test_what_cannot_be_asked() -> None:
    with pytest.raises(QueryError, match="leave the years out"):
        skill(load(), "cocaine", years="2010")
    with pytest.raises(QueryError, match="no published share"):
        skill(data_of(IMPORTS, consumption=[used("ESP", 15)]), "cocaine")


def test_figures_that_ship_belong_to_the_data_that_ship() -> None:
    """Else answers would say "not tested on this data": benchmarks/skill.py --write."""
    told = json.loads(shipped_file(SHIPPED))
    assert told["sha256"] == load().sha256
    assert list(told["skill"]) == list(load().families)


@pytest.mark.slow
def test_figures_of_the_data_that_ship() -> None:
    """A change of data or method shows here what it did; made by benchmarks/skill.py --write."""
    told = json.loads(shipped_file(SHIPPED))["skill"]
    some = [family for family, periods in told.items() if periods is not None]
    assert {*FAMILIES} < {*some}
    found = {family: skill(load(), family).answers[0].to_dict()["skill"] for family in some}
    for family in FAMILIES:
        assert len(found[family]) == len(standard_periods(family)) + 1
    for family in some:
        for period, golden in zip(found[family], told[family], strict=True):
            numbers = {key: value for key, value in period.items() if key != "period"}
            assert period["period"] == golden.pop("period")
            assert flat(numbers) == pytest.approx(flat(golden), abs=0.11, nan_ok=True)


def flat(numbers: dict[str, object]) -> dict[str, float]:
    """Return all figures by name; what cannot be said is no number."""
    found: dict[str, float] = {}
    for key, value in numbers.items():
        if isinstance(value, dict):
            found |= flat({f"{key}.{inner}": part for inner, part in value.items()})
        elif isinstance(value, (list, tuple)):
            found |= {f"{key}.{number}": part for number, part in enumerate(value)}
        else:
            assert value is None or isinstance(value, (int, float)), key
            found[key] = np.nan if value is None else value
    return found
