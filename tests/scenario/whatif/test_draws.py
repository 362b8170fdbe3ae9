"""Scenarios in draws: each draw as solved alone, and intervals that hold what they should."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.networks import cite, data_of, leg, near
from tests.scenario.drawings import ask, corridors
from trafficroutes.model.dataset import Dataset
from trafficroutes.question.query import Weighting
from trafficroutes.question.solving import Solved, ask_several, solve_question
from trafficroutes.question.worlds import worlds_of
from trafficroutes.scenario.whatif.changes import Changes, changes_of
from trafficroutes.scenario.whatif.draws import drawn_notes, drawn_outcome
from trafficroutes.scenario.whatif.effect import effect_of
from trafficroutes.scenario.whatif.outcome import outcome_of
from trafficroutes.scenario.whatif.passage import Passage

CHANGES: tuple[Changes, ...] = (
    {"remove": ["GNB"]},
    {"remove_legs": ["BRA:ESP"], "interdict": {"GNB": 0.4, "MEX": 0.2}},
    {"add_legs": {"BRA:FRA": 0.3, "PRT:ESP": 0.5}, "interdict": {"BRA": 0.5}},
)


def doubtful() -> Dataset:
    """Legs by reports of all grades, so that draws differ; two destinations."""
    lines = ("COL BRA a", "BRA ESP d", "COL GNB c", "GNB ESP b", "GNB BRA e", "BRA FRA c")
    legs = [leg(tail, head, cite(grade)) for tail, head, grade in (line.split() for line in lines)]
    return data_of([*legs, leg("COL", "MEX", cite("c")), leg("MEX", "ESP", cite("d"))])


def solved_of(data: Dataset, weighting: Weighting = "evidence") -> Solved:
    query = ask_several(data, "COL", ("ESP", "FRA"), {"weighting": weighting})
    return solve_question(data, query)[0]


@pytest.mark.parametrize("changes", CHANGES)
@pytest.mark.parametrize("demand", ["fixed", "free"])
def test_each_draw_is_the_scenario_of_its_network(changes: Changes, demand: str) -> None:
    data = doubtful()
    solved = solved_of(data)
    effect = effect_of(solved, changes_of(data, changes))
    terms = {"adaptation": 2.0, "demand": demand}
    ranges = drawn_outcome(effect, 40, seed=0, adaptation=2.0, demand=demand)
    worlds = worlds_of(solved, 40, seed=0)
    assert ranges is not None
    assert worlds is not None
    drawn = ranges.drawn
    for one in range(0, 40, 5):
        field = effect.field.drawn(worlds.flow[one], worlds.stays[one], worlds.s[one])
        alone = outcome_of(replace(effect, field=field), adaptation=2.0, demand=demand)
        assert drawn.intercepted[one] == near(float(alone.intercepted))
        assert drawn.level[one] == near(float(alone.level))
        for theta, share in alone.curve.items():
            assert drawn.curve[theta][one] == near(float(share))
        for both in (
            (drawn.shares_before, alone.shares_before),
            (drawn.shares_after, alone.shares_after),
        ):
            for key in ("places", "gateways", "edges", "legs"):
                found, expected = (getattr(shares, key) for shares in both)
                assert found[one] == pytest.approx(expected, abs=1e-9), (key, terms)


def test_intervals_are_percentiles_of_the_draws() -> None:
    data = doubtful()
    effect = effect_of(solved_of(data, "equal"), changes_of(data, {"remove": ["GNB"]}))
    ranges = drawn_outcome(effect, 300, seed=0, adaptation=1.0, demand="fixed")
    assert ranges is not None
    able = ranges.drawn.before.arrivals.sum(axis=1) > 0
    found = ask(data, "COL", "ESP", "FRA", remove=["GNB"], draws=300, weighting="equal")
    assert found.draws is not None
    assert (found.draws.asked, found.draws.used) == (300, able.sum())
    assert 0 < found.draws.without_route == 300 - found.draws.used
    assert found.intervals is not None
    lost = np.percentile(ranges.drawn.intercepted[able], (5, 95))
    assert found.intervals.intercepted == pytest.approx(tuple(lost))
    left = able & (ranges.drawn.level > 0)
    at = effect.field.routes.index["BRA"]
    before = ranges.drawn.shares_before.places[:, at]
    after = ranges.drawn.shares_after.places[:, at]
    brazil = next(hub for hub in found.hubs if hub.place == "BRA")
    assert brazil.before_interval == pytest.approx(tuple(np.percentile(before[able], (5, 95))))
    assert brazil.after_interval == pytest.approx(tuple(np.percentile(after[left], (5, 95))))
    change = np.percentile((after - before)[left], (5, 95))
    assert brazil.change_interval == pytest.approx(tuple(change))
    assert brazil.rank_after_interval is not None
    assert any("300 draws (seed 0)" in note for note in found.notes)
    assert any("nothing arrives even before" in note for note in found.notes)
    assert any("no route is left after the changes" in note for note in found.notes)
    spain, france = found.destinations
    assert france.cut_off_chance is not None
    assert 0 < france.cut_off_chance < 1
    assert spain.before_interval is not None
    assert found.delivered[0].interval == pytest.approx(
        tuple(np.percentile(ranges.drawn.curve[0.0][able], (5, 95)))
    )
    assert found.summary.count(" to ") >= 2


def test_sure_reports_leave_no_doubt() -> None:
    """With every report all but certain, all draws are the network itself."""
    grades = {
        "reliability": dict.fromkeys("ABCDEF", 0.999999999),
        "credibility": dict.fromkeys("123456", 0.999999999),
    }
    data = data_of("COL > BRA > ESP\nCOL > GNB > ESP", grades=grades)
    found = ask(data, "COL", "ESP", remove=["GNB"], draws=20, weighting="evidence")
    assert found.draws is not None
    assert found.draws.used == 20
    assert found.intervals is not None
    assert found.intervals.intercepted == (near(0.5), near(0.5))


def test_corridors_have_intervals_too() -> None:
    found = ask(corridors(), "COL", "ESP", remove_corridors=["one"], draws=30)
    assert [c.corridor for c in found.corridors] == ["one", "two"]
    for corridor in found.corridors:
        assert corridor.before_interval is not None
        assert corridor.after_interval is not None
        assert corridor.change_interval is not None
    assert found.corridors[0].after_interval == (0.0, 0.0)


def test_a_destination_that_no_draw_reaches() -> None:
    legs = [leg("COL", "BRA"), leg("BRA", "ESP"), leg("BRA", "FRA", cite("e", credibility=5))]
    told = {"remove": ["BRA"], "draws": 1, "weighting": "equal"}
    found = ask(data_of(legs), "COL", "ESP", "FRA", **told)
    spain, france = found.destinations
    assert (spain.cut_off_chance, france.cut_off_chance) == (1.0, None)
    by_evidence = ask(data_of(legs), "COL", "ESP", "FRA", **{**told, "weighting": "evidence"})
    assert [one.cut_off_chance for one in by_evidence.destinations] == [1.0, 1.0]


def test_draws_that_do_not_balance_are_counted() -> None:
    effect = effect_of(solved_of(doubtful()), changes_of(doubtful(), {"remove": ["GNB"]}))
    ranges = drawn_outcome(effect, 10, seed=0, adaptation=1.0, demand="fixed")
    assert ranges is not None
    notes = drawn_notes(replace(ranges, asked=12))
    assert any("2 draws could not be balanced" in note for note in notes)
    lost = replace(ranges, drawn=replace(ranges.drawn, before=nothing(ranges.drawn.before)))
    assert lost.drawing.used == 0
    assert lost.one(lost.drawn.intercepted) is None


def nothing(passage: Passage) -> Passage:
    return replace(passage, arrivals=np.zeros_like(passage.arrivals))


def test_what_is_cut_in_part_is_told() -> None:
    data = data_of([leg("COL", "ESP", cite("a", modes=["land", "rail"])), leg("COL", "FRA")])
    found = ask(data, "COL", "ESP", remove_modes=["rail"], draws=5, weighting="evidence")
    assert found.intercepted == near(0.5)
    assert "What is cut in part loses the same part in every draw" in found.notes
    off = ask(data, "COL", "ESP", remove_modes=["rail"], draws=0)
    assert "Without evidence ranges: draws are turned off (0 draws)" in off.notes
