"""Where published shares may lie, against scipy, and which range stands beside a share."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tests.flowmodel.markets import IMPORTS, used
from tests.networks import data_of
from trafficroutes import hubs
from trafficroutes.errors import UnknownNameError
from trafficroutes.flowmodel.predictive import SCALE
from trafficroutes.question.query import range_of
from trafficroutes.question.ranges import ShareRange, shown_by, told_range, with_ranges

SHARES = st.floats(1e-6, 1)


def by_hand(share: float, level: float) -> tuple[float, float]:
    """Return logit p +- scale x the quantile of t(4), p held to 2 to 98 percent, holding p."""
    held = min(max(share, 0.02), 0.98)
    c = SCALE * stats.t(4).ppf((1 + level) / 2)
    low, high = (1 / (1 + np.exp(-(np.log(held / (1 - held)) + sign * c))) for sign in (-1, 1))
    return min(low, share), max(high, share)


@given(st.lists(SHARES, min_size=1, max_size=20))
def test_ranges_are_those_by_hand(shares: list[float]) -> None:
    for share, told in zip(shares, with_ranges(map(ShareRange, shares), "estimate"), strict=True):
        assert told.range_50 == pytest.approx(by_hand(share, 0.5), abs=1e-9)
        assert told.range_90 == pytest.approx(by_hand(share, 0.9), abs=1e-9)


@given(SHARES)
def test_the_half_range_lies_within_the_other_and_both_hold_the_share(share: float) -> None:
    (told,) = with_ranges([ShareRange(share)], "estimate")
    assert told.range_50 is not None
    assert told.range_90 is not None
    assert told.range_90[0] <= told.range_50[0] <= share <= told.range_50[1] <= told.range_90[1]


def test_what_has_no_range() -> None:
    """Other weightings were not tested, and what no cited route carries cannot be."""
    (told,) = with_ranges([ShareRange(0.5)], "evidence")
    assert (told.range_50, told.range_90) == (None, None)
    (none,) = with_ranges([ShareRange(0.0)], "estimate")
    assert (none.range_50, none.range_90) == (None, None)
    assert with_ranges([], "estimate") == ()


def test_the_range_beside_a_share() -> None:
    (told,) = with_ranges([ShareRange(0.5, interval=(0.4, 0.6))], "estimate")
    assert told_range(told, "50").ends == told.range_50
    assert told_range(told, "90").called == "90 % range"
    assert told_range(told, "evidence") == ("evidence", (0.4, 0.6))
    bare = replace(told, range_50=None)
    assert told_range(bare, "50") == ("evidence", (0.4, 0.6))
    assert shown_by("volume", "90") == "evidence"


def test_the_range_asked_for() -> None:
    assert [range_of(wanted) for wanted in (50, "90", "evidence")] == ["50", "90", "evidence"]
    with pytest.raises(UnknownNameError, match="unknown range '80'"):
        range_of(80)
    data = data_of(IMPORTS, production={"COL": 30}, consumption=[used("ESP", 15)])
    texts = {
        wanted: str(hubs(data, "COL", "ESP", draws=50, range_shown=wanted))
        for wanted in (50, 90, "evidence")
    }
    assert len(set(texts.values())) == 3
    (hub,) = hubs(data, "COL", "ESP", draws=50).answers[0].hubs
    assert hub.interval is not None
    ends = {
        "as likely as not": (texts[50], by_hand(hub.share, 0.5)),
        "in nine cases of ten": (texts[90], by_hand(hub.share, 0.9)),
        "by the evidence": (texts["evidence"], hub.interval),
    }
    for called, (text, (low, high)) in ends.items():
        told = f"{100 * hub.share:.0f} %, {called} {100 * low:.0f} to {100 * high:.0f} %"
        assert f"Brazil ({told})" in text
