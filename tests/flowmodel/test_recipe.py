"""The recipe of supplier shares: by hand, in plain Python, and when reports change."""

from __future__ import annotations

import numpy as np
import pytest

from tests.flowmodel.plain_recipe import PlainRecipe
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
            code: (one.made and one.made.high, one.minor, bought.get(code, 0.0))
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
