"""Draws: which reports stand together, how often, and how figures lie in their range."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.networks import cite, data_of, leg
from trafficroutes.flowmodel.worlds.sampling import (
    Draws,
    average_kept,
    draws_of,
)
from trafficroutes.flowmodel.worlds.spreads import Spread, sample, spread_of
from trafficroutes.graph.independence import groups_of
from trafficroutes.graph.weighting import Reports, evidence_strength
from trafficroutes.model.dataset import Dataset
from trafficroutes.model.quantity import Quantity
from trafficroutes.model.records import Citation

COUNT = 4000
#: Five standard deviations of a share of 4,000 draws.
NEAR = 0.04

# b cites three crossings, a and c one of them too; c and d repeat one estimate.
DATA = data_of(
    [
        leg("COL", "ECU", cite("b"), cite("a", credibility=2)),
        leg("ECU", "ESP", cite("b", credibility=3)),
        leg("ESP", "FRA", cite("c", credibility=2, estimate="one"), cite("b")),
        leg("FRA", "NLD", cite("d", credibility=2, estimate="one")),
    ],
    estimates={"one": {"statement": "25 t a year"}},
)
LEGS = [(0, 1), (2,), (3, 4), (5,)]


def citations(data: Dataset = DATA) -> list[Citation]:
    return [citation for item in data.legs for citation in item.citations]


@pytest.fixture(scope="module")
def drawn() -> Draws:
    return draws_of(DATA, citations(), COUNT, seed=7)


def test_a_citation_stands_when_its_document_and_its_claim_do(drawn: Draws) -> None:
    expected = [0.8 * 0.95, 0.95 * 0.8, 0.8 * 0.6, 0.6 * 0.8, 0.8 * 0.95, 0.4 * 0.8]
    assert drawn.kept.shape == (COUNT, 6)
    assert drawn.kept.mean(axis=0) == pytest.approx(expected, abs=NEAR)


def test_one_wrong_document_takes_all_its_legs_along(drawn: Draws) -> None:
    """All three of b stand in .8 x .95 x .6 x .95 of the draws; apart it would be .28."""
    together = drawn.kept[:, [0, 2, 4]].all(axis=1).mean()
    assert together == pytest.approx(0.8 * 0.95 * 0.6 * 0.95, abs=NEAR)
    none = (~drawn.kept[:, [0, 2, 4]]).all(axis=1).mean()
    assert none == pytest.approx(0.2 + 0.8 * 0.05 * 0.4 * 0.05, abs=NEAR)


def test_those_who_repeat_one_estimate_share_its_claim_and_its_figure(drawn: Draws) -> None:
    """Both c and d stand together in .6 x .4 x .8; two claims would give .8 once more."""
    both = drawn.kept[:, [3, 5]].all(axis=1).mean()
    assert both == pytest.approx(0.6 * 0.4 * 0.8, abs=0.5 * NEAR)
    assert (drawn.quantile[:, 3] == drawn.quantile[:, 5]).all()
    assert not (drawn.quantile[:, 0] == drawn.quantile[:, 2]).any()


def test_a_leg_is_there_when_one_of_its_citations_is(drawn: Draws) -> None:
    present = drawn.present([*LEGS, ()])
    assert present.shape == (COUNT, 5)
    assert (present[:, 0] == drawn.kept[:, 0] | drawn.kept[:, 1]).all()
    assert (present[:, 1] == drawn.kept[:, 2]).all()
    assert not present[:, 4].any()
    assert drawn.present([]).shape == (COUNT, 0)


def test_fewer_draws_are_the_first_of_more(drawn: Draws) -> None:
    fewer = draws_of(DATA, citations(), 100, seed=7)
    assert (fewer.kept == drawn.kept[:100]).all()
    assert (fewer.quantile == drawn.quantile[:100]).all()
    other = draws_of(DATA, citations(), 100, seed=8)
    assert (other.kept != fewer.kept).any()


def test_nothing_cited_gives_nothing() -> None:
    assert draws_of(DATA, [], 5, seed=0).kept.shape == (5, 0)
    assert (
        Reports([], [(), ()], np.zeros(0)).strengths(np.zeros((5, 0), dtype=bool)).tolist()
        == [[0, 0]] * 5
    )


@pytest.mark.slow
def test_the_hash_seed_plays_no_part() -> None:
    script = (
        "from tests.flowmodel.worlds.test_sampling import DATA, citations\n"
        "from trafficroutes.flowmodel.worlds.sampling import draws_of\n"
        "from hashlib import sha256\n"
        "found = draws_of(DATA, citations(), 50, seed=1)\n"
        "print(sha256(found.kept.tobytes() + found.quantile.tobytes()).hexdigest())\n"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=Path(__file__).resolve().parents[3],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(seen) == 1


def test_the_strength_of_a_draw_is_that_of_what_it_keeps(drawn: Draws) -> None:
    cited = citations()
    chance = np.array([DATA.probability(citation) for citation in cited])
    found = Reports(cited, [*LEGS, (0, 1, 2, 3, 4, 5)], chance).strengths(drawn.kept[:200])
    for draw in range(200):
        for at, members in enumerate(LEGS):
            kept = [cited[m] for m in members if drawn.kept[draw, m]]
            expected = evidence_strength(DATA, kept) if kept else 0.0
            assert found[draw, at] == pytest.approx(expected, abs=1e-12)
    # All kept: as without draws.
    whole = Reports(cited, [tuple(range(6))], chance).strengths(np.ones((1, 6), dtype=bool))
    assert whole[0, 0] == pytest.approx(evidence_strength(DATA, cited), abs=1e-12)


def test_equal_citations_keep_their_own_place() -> None:
    twice = data_of([leg("COL", "ESP", cite("b"), cite("b"))])
    assert groups_of(citations(twice), [(0, 1)]) in ([[[0, 1]]], [[[1, 0]]])


@pytest.mark.parametrize(
    ("cited", "spread"),
    [
        ({"low": 10, "best": 12, "high": 20}, Spread(10, 20, 12, assumed=False)),
        ({"low": 10, "high": 40}, Spread(10, 40, None, assumed=False)),
        ({"low": 0, "high": 40}, Spread(0, 40, None, assumed=False)),
        ({"best": 40}, Spread(30, 50, 40, assumed=True)),
        ({"best": 40, "low": 20}, Spread(20, 60, 40, assumed=True)),
        ({"best": 40, "low": 39}, Spread(39, 50, 40, assumed=True)),
        ({"best": 40, "high": 100}, Spread(0, 100, 40, assumed=True)),
        ({"best": 40, "high": 41}, Spread(30, 41, 40, assumed=True)),
        ({"low": 40}, Spread(40, 60, 40, assumed=True)),
        ({"high": 40}, Spread(20, 40, 40, assumed=True)),
        ({"best": 0}, Spread(0, 0, 0, assumed=True)),
    ],
)
def test_how_a_figure_is_drawn(cited: dict[str, Any], spread: Spread) -> None:
    assert spread_of(Quantity(unit="t", **cited)) == spread


def test_the_middle_and_the_quarters_of_each_kind() -> None:
    """By hand: 0-10-20 has its median at 10, its quarters at sqrt(50) from the ends."""
    spreads = [
        Spread(0, 20, 10, assumed=False),
        Spread(10, 40, None, assumed=False),
        Spread(0, 40, None, assumed=False),
        Spread(5, 5, 5, assumed=False),
        Spread(0, 8, 8, assumed=True),
        Spread(0, 8, 0, assumed=True),
    ]
    quantile = np.repeat([[0.0], [0.25], [0.5], [1.0]], len(spreads), axis=1)
    assert sample(spreads, quantile) == pytest.approx(
        np.array(
            [
                [0, 10, 0, 5, 0, 0],
                [np.sqrt(50), 10 * np.sqrt(2), 10, 5, 4, 8 - 8 * np.sqrt(0.75)],
                [10, 20, 20, 5, 8 * np.sqrt(0.5), 8 - 8 * np.sqrt(0.5)],
                [20, 40, 40, 5, 8, 8],
            ]
        )
    )


@pytest.mark.slow
@given(
    ends=st.lists(st.floats(0, 1e9), min_size=3, max_size=3).map(sorted),
    peaked=st.booleans(),
    at=st.lists(st.floats(0, 1), min_size=2, max_size=8).map(sorted),
)
def test_values_lie_in_their_range_and_rise(
    *,
    ends: list[float],
    peaked: bool,
    at: list[float],
) -> None:
    low, mode, high = ends
    spread = Spread(low, high, mode if peaked else None, assumed=False)
    values = sample([spread], np.array(at)[:, np.newaxis])[:, 0]
    assert ((values >= low) & (values <= high)).all()
    assert (np.diff(values) >= -1e-9 * high).all()


def test_a_figure_is_the_mean_of_the_groups_that_stand() -> None:
    """Figures 10 and 20 of one document, 40 of another."""
    amounts = np.tile([10.0, 20.0, 40.0], (5, 1))
    kept = np.array([[1, 1, 1], [1, 0, 1], [0, 1, 0], [0, 0, 1], [0, 0, 0]], dtype=bool)
    mean, told = average_kept(amounts, kept, [(0, 1), (2,)])
    assert mean == pytest.approx([27.5, 25, 20, 40, 0])
    assert told.tolist() == [True, True, True, True, False]
    assert average_kept(amounts, kept, [])[1].tolist() == [False] * 5
