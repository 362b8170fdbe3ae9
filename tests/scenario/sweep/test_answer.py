"""Sweeps against walks, and on networks that can be checked by hand."""

from __future__ import annotations

from dataclasses import replace
from math import comb
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.analysis.questions import Question, questions
from tests.networks import cite, data_of, leg, near
from tests.properties import forced
from tests.scenario.sweep.by_walks import Thing, Walks, legs, transit
from trafficroutes.errors import (
    NoRouteError,
    NotACountryError,
    QueryError,
    SweepTooLargeError,
    UnknownNameError,
)
from trafficroutes.flowmodel.networks import build_graph
from trafficroutes.model.places import Gazetteer
from trafficroutes.question.query import Options
from trafficroutes.question.solving import ask
from trafficroutes.question.worlds import BY_HAND
from trafficroutes.scenario.sweep.answer import ONE, sweep, sweep_many
from trafficroutes.scenario.sweep.options import setup_of
from trafficroutes.scenario.sweep.plan import SweepPlan
from trafficroutes.scenario.sweep.results import PairEffect, SweepAnswer, SweptSet

few = forced(40)
EVERY = 100_000


def answer_of(question: Question, **options: Any) -> SweepAnswer:
    world = question.world
    try:
        found = sweep(
            question.data,
            world.origin,
            world.destination,
            draws=0,
            **{"top": EVERY, **options},
            **question.options,
        )
    except NoRouteError:
        assume(False)
        raise
    return found.answers[0]


def things(found: SweptSet | PairEffect) -> frozenset[Thing]:
    return frozenset([*found.places, *found.legs])


@pytest.mark.slow
@pytest.mark.parametrize("over", ["countries", "legs", "both"])
@few
@given(question=questions())
def test_all_sets_up_to_three(over: str, question: Question) -> None:
    world = question.world
    assume(world.s)
    chosen = (transit(world) if over != "legs" else []) + (
        legs(world) if over != "countries" else []
    )
    walks = Walks(world)
    for size in (1, 2, 3):
        answer = answer_of(question, size=size, over=over)
        expected = walks.intercepted(chosen, size)
        assert {things(found): found.intercepted for found in answer.results} == {
            key: near(share) for key, share in expected.items()
        }
        assert answer.scenarios == len(expected)
        shares = [found.intercepted for found in answer.results]
        assert shares == pytest.approx(sorted(shares, reverse=True), abs=1e-12)
        for found in answer.results:
            above = sum(share > found.intercepted + 1e-11 for share in shares)
            assert found.rank == above + 1
            assert found.cut_off == (found.intercepted > 1 - 1e-11)


@pytest.mark.slow
@few
@given(questions(), st.sampled_from(["countries", "both"]))
def test_pairs_that_help_and_pairs_that_repeat(question: Question, over: str) -> None:
    world = question.world
    assume(world.s)
    chosen = transit(world) + (legs(world) if over == "both" else [])
    walks = Walks(world)
    alone = {next(iter(key)): share for key, share in walks.intercepted(chosen, 1).items()}
    answer = answer_of(question, size=2, over=over)
    more, redundant = {}, {}
    for pair, t in walks.intercepted(chosen, 2).items():
        a, b = (
            alone[one] for one in sorted(pair, key=lambda one: (one not in transit(world), one))
        )
        cut = t > 1 - 1e-10 and max(a, b) < 1 - 1e-10
        if t - (1 - (1 - a) * (1 - b)) > 1e-6 or cut:
            more[pair] = (a, b, t, cut)
        touching = any(isinstance(one, tuple) and set(one) & pair for one in pair)
        if min(a, b) >= 0.01 and a + b - t >= 0.95 * min(a, b) - 1e-11 and not touching:
            redundant[pair] = (a, b, t, False)
    assert answer.more_together is not None
    assert answer.redundant is not None
    for effects, expected in ((answer.more_together, more), (answer.redundant, redundant)):
        assert {things(pair) for pair in effects} == set(expected)
        for effect in effects:
            a, b, t, cut = expected[things(effect)]
            assert effect.apart == (near(a), near(b))
            assert effect.together == near(t)
            assert effect.both == near(a + b - t)
            assert effect.expected == near(1 - (1 - a) * (1 - b))
            assert effect.cut_off == (t > 1 - 1e-10 and max(a, b) < 1 - 1e-10)
            assert effect.cut_off or not cut
            for told, other in ((effect.turned[0], b), (effect.turned[1], a)):
                if other > 1 - 1e-10:
                    assert told is None
                else:
                    assert told == pytest.approx((t - other) / (1 - other), abs=1e-6)


@pytest.mark.slow
@few
@given(questions())
def test_more_members_never_intercept_less(question: Question) -> None:
    """What a set intercepts is monotone, so the best of a size is too."""
    assume(question.world.s)
    best = []
    for size in (1, 2, 3, 4):
        results = answer_of(question, size=size, top=1).results
        if results:
            best.append(results[0].intercepted)
    assert best == pytest.approx(sorted(best), abs=1e-12)


ROWS = "COL > BRA > ESP\nCOL > GNB > ESP\nGNB > BRA"


def test_on_paper() -> None:
    r"""COL goes by BRA or GNB, half each; GNB goes to BRA or ESP, half each.

    COL --> BRA --> ESP
      \      ^
       `--> GNB --> ESP
    """
    data = data_of(ROWS)
    (answer,) = sweep(data, "COL", "ESP", size=2, weighting="equal").answers
    (pair,) = answer.results
    assert (pair.places, pair.legs, pair.intercepted) == (("BRA", "GNB"), (), 1.0)
    assert (pair.cut_off, pair.rank) == (True, 1)
    assert (answer.scenarios, answer.countries, answer.legs) == (1, 2, 0)
    assert answer.more_together is not None
    (effect,) = answer.more_together
    assert effect.places == ("BRA", "GNB")
    assert effect.apart == (near(3 / 4), near(1 / 2))
    assert (effect.together, effect.expected, effect.both) == (1.0, near(7 / 8), near(1 / 4))
    assert effect.turned == (near(1), near(1))
    assert effect.cut_off
    assert answer.redundant == ()
    (first, second) = sweep(data, "COL", "ESP", weighting="equal").answers[0].results
    assert (first.places, first.intercepted, first.rank) == (("BRA",), near(3 / 4), 1)
    assert (second.places, second.intercepted, second.rank) == (("GNB",), near(1 / 2), 2)


def test_one_after_the_other_is_redundant() -> None:
    data = data_of("COL > VEN > GNB > ESP\nCOL > MEX > ESP")
    answer = sweep(data, "COL", "ESP", size=2, weighting="equal").answers[0]
    assert answer.redundant is not None
    (pair,) = answer.redundant
    assert pair.places == ("GNB", "VEN")
    assert pair.apart == (near(1 / 2), near(1 / 2))
    assert (pair.together, pair.both) == (near(1 / 2), near(1 / 2))
    assert pair.turned == (near(0), near(0))


def test_a_leg_and_its_own_end_are_not_worth_saying() -> None:
    data = data_of("COL > VEN > ESP\nCOL > MEX > ESP")
    answer = sweep(data, "COL", "ESP", size=2, over="both", weighting="equal").answers[0]
    assert answer.redundant is not None
    assert [(pair.places, pair.legs) for pair in answer.redundant] == [
        ((), (("COL", "MEX"), ("MEX", "ESP"))),
        ((), (("COL", "VEN"), ("VEN", "ESP"))),
    ]


def test_where_all_pass_one_country_nothing_is_left_to_turn() -> None:
    data = data_of("COL > VEN > GNB > ESP\nVEN > MEX > ESP")
    answer = sweep(data, "COL", "ESP", size=2, weighting="equal").answers[0]
    assert answer.redundant is not None
    pair = next(found for found in answer.redundant if found.places == ("GNB", "VEN"))
    assert pair.turned == (None, near(1))
    assert not pair.cut_off


def test_equal_sets_share_a_rank_and_stand_by_name() -> None:
    """A third passes each: Germany comes before Switzerland, though DEU comes after CHE."""
    data = data_of("COL > VEN > ESP\nCOL > DEU > ESP\nCOL > CHE > ESP")
    answer = sweep(data, "COL", "ESP", weighting="equal", top=2).answers[0]
    assert [(found.places, found.rank) for found in answer.results] == [
        (("DEU",), 1),
        (("CHE",), 1),
    ]


def test_within_and_protect() -> None:
    data = data_of("COL > VEN > GNB > ESP\nCOL > MEX > SEN > ESP", regions={"WA": ["GNB", "SEN"]})

    def found(**options: Any) -> set[frozenset[Thing]]:
        result = sweep(data, "COL", "ESP", weighting="equal", **options)
        return {things(one) for one in result.answers[0].results}

    assert found(within="R:WA") == {frozenset({"GNB"}), frozenset({"SEN"})}
    assert found(protect=["Mexico"]) == {frozenset({code}) for code in ("GNB", "SEN", "VEN")}
    assert found(within="R:WA", over="legs") == set()
    assert found(protect=["MEX", "VEN"], over="legs") == {
        frozenset({("GNB", "ESP")}),
        frozenset({("SEN", "ESP")}),
    }
    answer = sweep(data, "COL", "ESP", size=3, within="R:WA", weighting="equal").answers[0]
    assert (answer.scenarios, answer.results) == (0, ())
    assert answer.notes[0] == (
        "Looked at: every set of exactly 3 of the 2 transit countries on routes that lie in "
        "Region WA"
    )
    noted = sweep(data, "COL", "ESP", protect=["MEX", "GNB"], over="both").answers[0].notes
    assert "Left alone with their legs: Guinea-Bissau, Mexico" in noted


def test_intervals_by_draws_on_paper() -> None:
    """GNB is on a way whose report is right in some draws only; then nothing passes it."""
    data = data_of([leg("COL", "GNB", cite("f")), leg("GNB", "ESP", cite("f")), leg("COL", "ESP")])
    result = sweep(data, "COL", "ESP", weighting="equal", draws=400, seed=3)
    (found,) = result.answers[0].results
    assert found.intercepted == near(1 / 2)
    assert found.interval == (0.0, near(1 / 2))
    assert result.answers[0].draws == 400
    # The leg of one report, of grade A1, is wrong in about a tenth of the draws.
    assert 0 < result.answers[0].worlds_without_route < 80
    (note,) = (note for note in result.answers[0].notes if note.startswith("Evidence ranges"))
    assert note.startswith("Evidence ranges hold the middle 90 percent of ")
    assert "in which nothing arrives or flows do not balance" in note
    (plain,) = sweep(data, "COL", "ESP", weighting="equal", draws=0).answers
    assert plain.results[0].interval is None
    assert plain.draws == 0


def test_draws_of_places_and_legs_agree_with_what_they_cut() -> None:
    """VEN and its two legs are one and the same way, in every draw."""
    data = data_of("COL > VEN > ESP\nCOL > MEX > ESP")
    result = sweep(data, "COL", "ESP", over="both", weighting="equal", draws=50)
    by = {things(found): found.interval for found in result.answers[0].results}
    assert by[frozenset({"VEN"})] == by[frozenset({("COL", "VEN")})]
    assert by[frozenset({"VEN"})] == by[frozenset({("VEN", "ESP")})]


def test_draws_in_which_nothing_arrives() -> None:
    """Spain is reached in no draw but those in which a source that is never right is right."""
    data = data_of([leg("COL", "GNB", cite("e", credibility=5)), leg("GNB", "ESP", cite("e2"))])
    answer = sweep(data, "COL", "ESP", weighting="equal", draws=1).answers[0]
    assert answer.results[0].interval is None
    assert "Evidence ranges hold the middle 90 percent of 0 draws" in answer.notes[2]


def test_a_graph_made_by_hand_has_no_intervals() -> None:
    graph = build_graph(data_of(ROWS), "cocaine", weighting="equal")
    graph.remove_edge("GNB", "BRA")
    graph.graph.pop("data", None)
    answer = sweep(graph, "COL", "ESP").answers[0]
    assert [found.places for found in answer.results] == [("BRA",), ("GNB",)]
    assert all(found.interval is None for found in answer.results)
    assert BY_HAND in answer.notes


def test_many_ends() -> None:
    data = data_of("COL > VEN > ESP\nCOL > MEX > ESP\nVEN > PRT")
    ends = [("Colombia", "Spain"), ("Colombia", "Portugal", "cocaine"), ("Spain", "Mexico")]
    result = sweep_many(data, ends, weighting="equal")
    assert [(a.origin, a.destination) for a in result.answers] == [("COL", "ESP"), ("COL", "PRT")]
    assert [len(answer.results) for answer in result.answers] == [1, 1]
    assert [vars(one) for one in result.no_route] == [
        {"origin": "ESP", "destination": "MEX", "commodity": None}
    ]
    assert result.scenarios == sum(answer.scenarios for answer in result.answers) == 3
    assert result.query.origin is None
    for answer in result.answers:
        (alone,) = sweep(
            data, answer.origin, answer.destination, weighting="equal", draws=0
        ).answers
        assert answer.results[0] == alone.results[0]


def test_no_ends_have_a_route() -> None:
    data = data_of("COL > VEN")
    with pytest.raises(NoRouteError, match="between any of the 2 pairs of ends"):
        sweep_many(data, [("VEN", "COL"), ("COL", "ESP")])
    with pytest.raises(NoRouteError, match="no cited route takes cocaine"):
        sweep(data, "VEN", "COL")
    with pytest.raises(QueryError, match="no ends to sweep between"):
        sweep_many(data, [])
    with pytest.raises(QueryError, match="names no ends"):
        sweep_many(data, [("COL",)])


def plan_of(*ends: tuple[str, str], size: int = 2, commodity: str | None = None) -> SweepPlan:
    data = data_of(ROWS)
    queries = [ask(data, *pair, Options(commodity=commodity)) for pair in ends]
    return SweepPlan(data, queries, setup_of(data, size, ONE, {}))


def refusal(plan: SweepPlan) -> SweepTooLargeError:
    """Return how a run of more than no sets in no time is refused."""
    with pytest.raises(SweepTooLargeError) as refused:
        plan.check(1, unmeasured=0, longest=0.0)
    return refused.value


def test_too_many_sets() -> None:
    plan = plan_of(("COL", "ESP"))
    refused = refusal(plan)
    assert refused.scenarios == 1
    assert refused.seconds > 0
    text = str(refused)
    assert text.startswith("there are 1 sets of 2, which would take about 0 seconds at the ")
    assert "by `trafficroutes chokepoints COL ESP --budget 2`. Or narrow" in text
    assert text.endswith("run it all the same by --force (force=True)")
    SweepPlan(data_of(ROWS), plan.queries, replace(plan.setup, force=True)).check(
        1, unmeasured=0, longest=0.0
    )
    plan.check(1, unmeasured=0)
    by_commodity = str(refusal(plan_of(("COL", "ESP"), commodity="cocaine")))
    assert "chokepoints COL ESP --commodity cocaine --bu" in by_commodity
    of_several = str(refusal(plan_of(("COL", "ESP"), ("COL", "BRA"))))
    assert "chokepoints ORIGIN DESTINATION --budget 2" in of_several


@pytest.mark.slow
def test_more_sets_than_can_be_numbered(tmp_path: Path, gazetteer: Gazetteer) -> None:
    codes = [str(code) for code in sorted(gazetteer.countries) if code not in ("COL", "ESP")][:70]
    data = data_of("\n".join(f"COL > {code} > ESP" for code in codes))
    with pytest.raises(SweepTooLargeError, match="these are too many even for --force") as refused:
        sweep(data, "COL", "ESP", size=30, force=True, output=tmp_path / "sets.csv")
    assert refused.value.scenarios == comb(70, 30)
    assert "years" in str(refused.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"size": 0}, QueryError, "the size is at least 1"),
        ({"top": 0}, QueryError, "the top is at least 1"),
        ({"chunk": 0}, QueryError, "the chunk is at least 1"),
        ({"workers": 0}, QueryError, "the workers is at least 1"),
        ({"draws": -1}, QueryError, r"the number of draws is 0 \(none\) or more, not -1"),
        ({"seed": -1}, QueryError, "the seed is 0 or more, not -1"),
        ({"over": "countrys"}, UnknownNameError, "did you mean countries"),
        ({"within": "Nowhere"}, UnknownNameError, "Nowhere"),
        ({"protect": ["Europe"]}, NotACountryError, "is a region"),
        ({"resume": True}, QueryError, "name it"),
        ({"workers": 1, "scheduler": "tcp://127.0.0.1:1"}, QueryError, "not both"),
        ({"output": "sets.txt"}, QueryError, "not to sets.txt"),
    ],
)
def test_wrong_use(options: dict[str, Any], error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        sweep(data_of(ROWS), "COL", "ESP", **options)
