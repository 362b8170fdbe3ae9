"""The recipe of supplier shares: by hand, in plain Python, and when reports change."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.flowmodel.markets import seized, used
from tests.flowmodel.plain_recipe import PlainRecipe
from tests.networks import cite, data_of, leg
from trafficroutes import load
from trafficroutes.flowmodel.estimate import flow_estimate
from trafficroutes.flowmodel.inputs.rates import cited_rates
from trafficroutes.flowmodel.supplying import bought_by
from trafficroutes.flowmodel.system import Assumptions
from trafficroutes.model.years import Years

DATA = load()


@pytest.mark.parametrize("family", ["cocaine", "opiates"])
@pytest.mark.parametrize("years", [None, Years(2008, 2012), Years(2021, None)])
def test_the_shares_are_those_of_the_recipe_in_plain_python(
    family: str, years: Years | None
) -> None:
    label, commodities = DATA.resolve_commodity(family)
    system = flow_estimate(
        DATA, label, commodities, Assumptions(years=years, reconcile=False)
    ).system
    bought = bought_by(system.cited_producers, cited_rates(DATA, system.suppliers.network))
    codes = system.places
    pairs = [
        (codes[tail], codes[head])
        for tail, head in zip(system.tails.tolist(), system.heads.tolist(), strict=True)
    ]
    plain = PlainRecipe(
        DATA,
        commodities,
        years,
        {code: end for code, end in zip(codes, system.ends.tolist(), strict=True) if end},
        {
            code: (None if one.made is None else one.made.high, one.minor, bought.get(code, 0.0))
            for code, one in system.producers.items()
        },
        {
            pair: share
            for pair, share in zip(pairs, system.suppliers.fixed.tolist(), strict=True)
            if not np.isnan(share)
        },
    )
    share, through = plain.solved()
    assert set(share) == set(pairs)
    assert [share[pair] for pair in pairs] == pytest.approx(system.share.tolist(), abs=1e-9)
    assert [through.get(code, 0.0) for code in codes] == pytest.approx(
        system.solution.throughput[0].tolist(), rel=1e-7, abs=1e-3
    )


FACTS: dict[str, Any] = {
    "production": {"COL": 9},
    "consumption": [used("ESP", 9, period=2011), used("MAR", 1, period=2011)],
}


def supply(legs: list[dict[str, Any]], years: Years | None = None, **more: Any) -> dict[str, float]:
    """Return the share of each supplier of Spain, prior included."""
    data = data_of(legs, **{**FACTS, **more})
    system = flow_estimate(data, "cocaine", ("cocaine",), Assumptions(years=years)).system
    return {
        system.places[tail]: share
        for tail, head, share in zip(
            system.tails.tolist(), system.heads.tolist(), system.share.tolist(), strict=True
        )
        if system.places[head] == "ESP"
    }


def legs_to_spain(*citations: dict[str, Any]) -> list[dict[str, Any]]:
    """Return two ways to Spain: one report of the direct one, some of that by Morocco."""
    return [
        leg("COL", "ESP", cite("b", period=2010)),
        leg("COL", "MAR", cite("b", period=2010)),
        leg("MAR", "ESP", *citations),
    ]


def test_a_share_by_hand() -> None:
    """One report each: M = m + n, and the prior counts as one report more."""
    found = supply(legs_to_spain(cite("c", period=2010)))
    m, n = 0.95 * 0.8, 0.95 * 0.6  # grades B and C, claims that are confirmed
    rests = m + n + 1
    prior = {"COL": found["COL"] * rests - m, "MAR": found["MAR"] * rests - n}
    assert sum(prior.values()) == pytest.approx(1)
    # Near and on the way: Morocco has more of the prior than Colombia, seven times as far.
    assert 0.5 < prior["MAR"] < 1


def test_a_report_never_lowers_the_evidence_of_its_leg() -> None:
    one = supply(legs_to_spain(cite("c", period=2010)))
    two = supply(legs_to_spain(cite("c", period=2010), cite("d", period=2010)))
    again = supply(legs_to_spain(cite("c", period=2010), cite("c", period=2011)))
    assert two["MAR"] > one["MAR"]
    assert again["MAR"] == pytest.approx(one["MAR"], abs=1e-12)  # the same document


def test_a_report_far_in_time_changes_less_than_one_near() -> None:
    years = Years(2010, 2012)

    def morocco(*more: dict[str, Any]) -> float:
        return supply(legs_to_spain(cite("c", period=2010), *more), years)["MAR"]

    alone, within = morocco(), morocco(cite("d", period=2011))
    near, far = morocco(cite("d", period=2014)), morocco(cite("d", period=2025))
    undated = morocco(cite("d"))
    assert alone < far < near < within
    assert far < undated < within


def test_a_second_case_raises_a_supplier_less_than_the_first() -> None:
    case = {"from": "MAR", "to": "ESP"}

    def morocco(count: int) -> float:
        cases = [
            {**seized("ESP", 2, source=source, **case), "id": source} for source in "abc"[:count]
        ]
        return supply(legs_to_spain(cite("c", period=2010)), seizures=cases)["MAR"]

    none, one, two, three = map(morocco, range(4))
    assert one - none > two - one > three - two > 0


def test_shares_do_not_depend_on_order_splitting_or_scale() -> None:
    citations = [cite("c", period=2010), cite("d", period=2010), cite("e", period=2012)]
    legs = legs_to_spain(*citations)
    whole = supply(legs, Years(2011, 2013))
    turned = supply(legs_to_spain(*citations[::-1])[::-1], Years(2011, 2013))
    split = supply(
        [*legs[:2], leg("MAR", "ESP", citations[0]), leg("MAR", "ESP", *citations[1:], key="more")],
        Years(2011, 2013),
    )
    larger = supply(
        legs,
        Years(2011, 2013),
        consumption=[used("ESP", 90, period=2011), used("MAR", 10, period=2011)],
        production={"COL": 90},
    )
    for other in (turned, split, larger):
        assert other == pytest.approx(whole, abs=1e-12)
