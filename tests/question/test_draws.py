"""How many draws a question gets, and shares beside each other in draws."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from tests.networks import data_of
from trafficroutes.analysis.hubs.answer import hubs
from trafficroutes.analysis.paths.answer import paths
from trafficroutes.analysis.why.answer import why
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.places import Gazetteer
from trafficroutes.question.draws import spreads_of_some
from trafficroutes.question.intervals import RankedInterval

ROUTES = data_of("COL > MEX > BRA > ESP")
ASKED: tuple[Callable[[Dataset], Any], ...] = (
    lambda data: hubs(data, "COL", "ESP"),
    lambda data: paths(data, "COL", "ESP"),
    lambda data: why(data, "MEX", "COL", "ESP"),
)


@pytest.mark.parametrize("asked", ASKED)
def test_as_many_as_usual_where_few_places_are_on_the_way(asked: Callable[[Dataset], Any]) -> None:
    usual = asked(ROUTES).answers[0]
    assert usual.draws.asked == 1000
    assert not any("Only" in note for note in usual.notes)


@pytest.mark.slow
@pytest.mark.parametrize("asked", ASKED)
def test_fewer_where_many_places_are_on_the_way(
    asked: Callable[[Dataset], Any], gazetteer: Gazetteer
) -> None:
    ways = sorted(set(map(str, gazetteer.countries)) - {"COL", "ESP", "MEX"})[:199]
    wide = data_of("\n".join(f"COL > {code} > ESP" for code in ("MEX", *ways)))
    fewer = asked(wide).answers[0]
    assert fewer.draws.asked == 200
    assert "Only 200 draws, since 201 places are on the way (--draws N)" in fewer.notes


def test_ranks_are_not_of_draws_in_which_all_are_0() -> None:
    shares = np.array([[0.2, 0.4], [0.0, 0.0], [0.0, 0.0]])
    assert [spread.rank_interval for spread in spreads_of_some(shares)] == [(2, 2), (1, 1)]
    assert spreads_of_some(np.zeros((3, 1))) == [RankedInterval((0.0, 0.0), None)]
