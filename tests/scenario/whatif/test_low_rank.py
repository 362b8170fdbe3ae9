"""Scenarios by small changes of one chain against the same scenarios solved anew."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.analysis.questions import CODES, Question
from tests.networks import data_of
from tests.scenario.whatif.forced import PASSING, Several
from tests.scenario.whatif.test_by_force import asked, few
from trafficroutes.errors import NoRouteError
from trafficroutes.question.solving import Solved, ask_several, solve_question
from trafficroutes.scenario.whatif.changes import changes_of
from trafficroutes.scenario.whatif.effect import effect_of
from trafficroutes.scenario.whatif.low_rank import base_of, quick_outcome
from trafficroutes.scenario.whatif.outcome import ScenarioOutcome, outcome_of


def solved_of(question: Question, world: Several) -> Solved:
    query = ask_several(question.data, world.origin, world.named, question.options)
    try:
        return solve_question(question.data, query)[0]
    except NoRouteError:
        assume(False)
        raise


def alike(one: ScenarioOutcome, other: ScenarioOutcome) -> None:
    """Hold two outcomes equal up to rounding, and in what is exactly 0."""
    assert one.curve.keys() == other.curve.keys()
    pairs = [
        (one.intercepted, other.intercepted),
        (one.lost, other.lost),
        (one.level, other.level),
        (one.arrives, other.arrives),
        (one.amounts_after, other.amounts_after),
        *((one.curve[theta], other.curve[theta]) for theta in one.curve),
    ]
    for before, after in (
        (one.shares_before, other.shares_before),
        (one.shares_unchanged, other.shares_unchanged),
        (one.shares_after, other.shares_after),
    ):
        pairs += [(getattr(before, key), getattr(after, key)) for key in vars(before)]
        for key in ("places", "gateways", "edges"):
            assert ((getattr(before, key) > 0) == (getattr(after, key) > 0)).all(), key
    for a, b in pairs:
        assert np.asarray(a) == pytest.approx(np.asarray(b), abs=1e-9)


@pytest.mark.slow
@few
@given(
    asked(),
    st.lists(st.sampled_from(CODES), max_size=2),
    st.dictionaries(st.sampled_from(CODES), st.sampled_from(sorted(PASSING)), max_size=2),
    st.data(),
    st.sampled_from(("fixed", "free")),
    st.sampled_from((0.0, 0.5, 1.0, 4.0)),
)
def test_quick_is_exact(
    given_: tuple[Question, Several],
    closed: list[str],
    passing: dict[str, Fraction],
    data: st.DataObject,
    demand: str,
    adaptation: float,
) -> None:
    question, world = given_
    solved = solved_of(question, world)
    pairs = data.draw(st.lists(st.sampled_from(sorted(world.flow)), max_size=2))
    told: Any = {
        "remove": closed,
        "remove_legs": [f"{a}:{b}" for a, b in pairs],
        "interdict": {name: float(1 - past) for name, past in passing.items()},
        "add_legs": {"BRA:PRT": 0.25} if len(pairs) == 2 else {},
    }
    assume(any(told.values()))
    base = base_of(solved)
    effect = effect_of(solved, changes_of(question.data, told), base.before.field)
    quick = quick_outcome(base, effect, adaptation=adaptation, demand=demand)
    alike(outcome_of(effect, adaptation=adaptation, demand=demand), quick)


def test_one_base_serves_many_scenarios() -> None:
    data = data_of("COL > BRA > ESP\nCOL > GNB > ESP\nGNB > BRA")
    solved = solve_question(data, ask_several(data, "COL", "ESP", {"weighting": "equal"}))[0]
    base = base_of(solved)
    for closed, lost in (("BRA", 0.75), ("GNB", 0.5), ("BRA", 0.75)):
        effect = effect_of(solved, changes_of(data, {"remove": [closed]}), base.before.field)
        quick = quick_outcome(base, effect, adaptation=1.0, demand="fixed")
        assert float(quick.intercepted) == pytest.approx(lost, abs=1e-12)
