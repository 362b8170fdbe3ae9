"""Rankings by legs that stand on more and more evidence, by hand."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.flowmodel.markets import used
from tests.flowmodel.plain_recipe import PlainRecipe
from tests.networks import cite, data_of, leg, near
from trafficroutes.analysis.centrality.answer import centrality
from trafficroutes.analysis.hubs.answer import hubs
from trafficroutes.analysis.sensitivity.answer import sensitivity
from trafficroutes.analysis.sensitivity.results import SensitivityAnswer
from trafficroutes.errors import NoRouteError, QueryError, UnknownNameError
from trafficroutes.flowmodel.networks import build_graph
from trafficroutes.model.dataset import Dataset
from trafficroutes.report.sensitivity import sensitivity_document

#: Independent citations on each leg; "gov" where one of them is no press report:
#:
#:     COL --3 gov--> BRA --2----> ESP
#:      |---2 gov---> GNB --2 gov-> ESP
#:      |---1-------> VEN --1----> ESP
#:      `---1 gov---> MEX --1 gov-> BRA
REPORTS = [cite("a"), cite("b"), cite("c")]
GOVERNMENT = cite("b-gov")
LEGS = [
    leg("COL", "BRA", *REPORTS[:2], GOVERNMENT),
    leg("BRA", "ESP", *REPORTS[:2]),
    leg("COL", "GNB", cite("a"), GOVERNMENT),
    leg("GNB", "ESP", cite("a"), GOVERNMENT),
    leg("COL", "VEN", cite("a")),
    # Two documents that repeat one estimate are one independent citation.
    leg("VEN", "ESP", cite("a", estimate="e"), cite("b", estimate="e")),
    leg("COL", "MEX", GOVERNMENT),
    leg("MEX", "BRA", GOVERNMENT),
]
ESTIMATES = {"e": {"statement": "One figure"}}
DATA = data_of(LEGS, estimates=ESTIMATES)


def asked(data: Dataset = DATA, **options: Any) -> SensitivityAnswer:
    options = {"weighting": "equal", **options}
    return sensitivity(data, "Colombia", "Spain", **options).answers[0]


def ranked(answer: SensitivityAnswer, case: int) -> dict[str, tuple[float, int]]:
    """Return the value and the rank of each country in a case."""
    return {
        item.place: (value, rank)
        for item in answer.places
        if (value := item.values[case]) is not None and (rank := item.ranks[case]) is not None
    }


def test_hub_shares_by_hand() -> None:
    """All legs: four ways alike, one of them by MEX to BRA; 2 or more: BRA and GNB."""
    answer = asked()
    assert ranked(answer, 0) == {
        "BRA": (near(1 / 2), 1),
        "GNB": (near(1 / 4), 2),
        "MEX": (near(1 / 4), 2),
        "VEN": (near(1 / 4), 2),
    }
    assert ranked(answer, 1) == {"BRA": (near(1 / 2), 1), "GNB": (near(1 / 2), 1)}
    assert [item.place for item in answer.places] == ["BRA", "GNB", "MEX", "VEN"]


def test_what_is_left_in_each_case() -> None:
    """3 or more: COL > BRA alone. Without press alone: COL > GNB > ESP."""
    cases = asked().cases
    assert [(c.min_citations, c.without_press) for c in cases] == [
        (1, False),
        (2, False),
        (3, False),
        (5, False),
        (1, True),
    ]
    assert [case.legs for case in cases] == [8, 4, 1, 0, 5]
    assert [case.connections for case in cases] == [8, 4, 0, 0, 2]
    assert [case.outcome for case in cases] == [
        "ranked",
        "ranked",
        "no_route",
        "no_leg",
        "ranked",
    ]
    assert [case.head_kept for case in cases] == [4, 2, None, None, 1]


def test_rank_correlation_by_hand() -> None:
    """Of BRA, GNB, MEX, VEN: ranks 1 3 3 3 and 1.5 1.5 3.5 3.5.

    Less their mean 2.5: -1.5 .5 .5 .5 and -1 -1 1 1, so rho = 2 / sqrt(3 x 4). Of six
    pairs, two agree and none disagrees; 3 are no tie in the one, 4 in the other.
    """
    case = asked().cases[1]
    assert case.spearman == near(2 / 12**0.5)
    assert case.kendall == near(2 / 12**0.5)
    assert asked().cases[0].spearman == near(1)
    assert (asked().cases[2].spearman, asked().cases[2].kendall) == (None, None)


def test_each_case_is_what_hubs_says_of_the_same_legs() -> None:
    answer = asked(weighting="evidence")
    for at, least in enumerate((1, 2)):
        found = hubs(DATA, "Colombia", "Spain", weighting="evidence", min_citations=least)
        shares = {hub.place: hub.share for hub in found.answers[0].hubs}
        assert {code: value for code, (value, _) in ranked(answer, at).items()} == shares
        graph = build_graph(DATA, "cocaine", weighting="evidence", min_citations=least)
        by_graph = hubs(graph, "Colombia", "Spain").answers[0]
        assert {hub.place: hub.share for hub in by_graph.hubs} == shares


@pytest.mark.parametrize("weighting", ["evidence", "estimate"])
def test_draws_are_of_the_legs_that_are_left(weighting: Any) -> None:
    data = world(used("ESP", 12), used("PRT", 3))
    options: dict[str, Any] = {"weighting": weighting, "draws": 20, "min_citations": 2}
    found = hubs(data, "Colombia", "Spain", **options).answers[0]
    assert {hub.place: hub.interval is not None for hub in found.hubs} == {"BRA": True, "GNB": True}
    ranked_too = centrality(data, commodity="cocaine", measures=["strength"], **options).answers[0]
    assert {item.place for item in ranked_too.places} == {"BRA", "COL", "ESP", "GNB", "PRT"}


def test_levels_start_with_all_legs_and_count_once() -> None:
    answer = asked(levels=[3, 2, 2])
    assert [case.min_citations for case in answer.cases] == [1, 3, 2, 1]
    with pytest.raises(QueryError, match="0 asks for nothing"):
        asked(levels=[0])


@pytest.mark.slow
def test_a_network_ranks_by_a_measure() -> None:
    """Strength with all legs: COL 4, BRA 3, ESP 3, GNB, MEX, VEN 2; 2 or more: all 2."""
    answer = sensitivity(DATA, commodity="cocaine", weighting="equal").answers[0]
    assert answer.by == "strength"
    assert ranked(answer, 0) == {
        "COL": (4, 1),
        "BRA": (3, 2),
        "ESP": (3, 2),
        "GNB": (2, 4),
        "MEX": (2, 4),
        "VEN": (2, 4),
    }
    assert {code: value for code, (value, _) in ranked(answer, 2).items()} == {"COL": 1, "BRA": 1}
    assert [case.outcome for case in answer.cases][3] == "no_leg"
    # Two countries have no order, but those that dropped out are behind them.
    assert answer.cases[2].spearman is not None
    degrees = sensitivity(DATA, commodity="cocaine", by="degree_in", weighting="equal")
    assert ranked(degrees.answers[0], 0)["ESP"] == (3, 1)


WORLD = [
    *LEGS,
    leg("COL", "PRT", *REPORTS),
]


def world(*consumption: dict[str, Any]) -> Dataset:
    """Return data with demand in some places: the flow estimate then weighs legs."""
    return data_of(
        WORLD,
        production={"COL": 15},
        estimates=ESTIMATES,
        consumption=consumption,
    )


def shares(data: Dataset) -> dict[tuple[str, str], float]:
    """Return supplier shares by the recipe in plain Python, with 12 t to ESP and 3 t to PRT."""
    ends = {"ESP": 12.0, "PRT": 3.0}
    return PlainRecipe(data, ("cocaine",), None, ends, {"COL": (15, False, 0.0)}, {}).solved()[0]


def test_the_estimate_is_made_anew_of_the_legs_left() -> None:
    """Spain's 12 t come by 2 reports from BRA, 2 from GNB, 1 from VEN; then by 2 from each of two.

    BRA's come by 3 reports from COL, 1 from MEX. The prior of each case is one of its own legs.
    """
    consumption = [used("ESP", 12), used("PRT", 3)]
    data = world(*consumption)
    answer = sensitivity(data, "Colombia", "Spain").answers[0]
    assert answer.weighting == "estimate"
    told = shares(data)
    assert {code: value for code, (value, _) in ranked(answer, 0).items()} == {
        "BRA": near(told["BRA", "ESP"]),
        "GNB": near(told["GNB", "ESP"]),
        "VEN": near(told["VEN", "ESP"]),
        "MEX": near(told["MEX", "BRA"] * told["BRA", "ESP"]),
    }
    twice = [entry for entry in WORLD if "MEX" not in entry["id"] and "VEN" not in entry["id"]]
    left = shares(data_of(twice, production={"COL": 15}, consumption=consumption))
    assert left["BRA", "ESP"] + left["GNB", "ESP"] == near(1)
    assert {code: value for code, (value, _) in ranked(answer, 1).items()} == {
        "BRA": near(left["BRA", "ESP"]),
        "GNB": near(left["GNB", "ESP"]),
    }
    assert any("made anew" in note for note in answer.notes)


def through_spain(*others: dict[str, Any]) -> Dataset:
    """Return data in which France uses 10 t, and one report alone sends them on by Spain.

    COL > BRA > ESP    ESP > FRA (one report)
    """
    legs = [
        leg("COL", "BRA", *REPORTS),
        leg("BRA", "ESP", *REPORTS),
        leg("ESP", "FRA", cite("a")),
        *others,
    ]
    return data_of(legs, production={"COL": 50}, consumption=[used("FRA", 10)])


def test_a_route_that_the_estimate_leaves_empty_is_told_apart() -> None:
    """With 2 or more reports nothing ends in Spain or beyond, and COL > PRT > FRA has it all."""
    other_way = [leg("COL", "PRT", *REPORTS), leg("PRT", "FRA", *REPORTS)]
    for data in (through_spain(*other_way), through_spain()):
        answer = sensitivity(data, "Colombia", "Spain", weighting="estimate", levels=[4, 2])
        cases = answer.answers[0].cases
        assert [case.outcome for case in cases] == ["ranked", "no_leg", "no_estimate", "no_leg"]
        assert [case.places for case in cases] == [1, 0, 0, 0]


def test_a_network_that_cannot_be_estimated_is_told_apart() -> None:
    answer = sensitivity(through_spain(), commodity="cocaine", weighting="estimate").answers[0]
    assert [case.outcome for case in answer.cases][:2] == ["ranked", "no_estimate"]


def test_evidence_ranks_where_auto_has_no_estimate_on_the_way() -> None:
    """Spain and France use; nothing that they use passes from BRA to CUB."""
    data = world(used("ESP", 12), used("PRT", 3))
    assert asked(data, weighting="auto").weighting == "estimate"
    legs = [*WORLD, leg("BRA", "CUB", *REPORTS)]
    data = data_of(legs, production={"COL": 50}, estimates=ESTIMATES, consumption=[used("ESP", 12)])
    answer = sensitivity(data, "Colombia", "Cuba").answers[0]
    assert answer.weighting == "evidence"
    assert [case.outcome for case in answer.cases[2:4]] == ["ranked", "no_leg"]


def test_families_that_cannot_be_estimated_are_passed_over() -> None:
    legs = [*LEGS, leg("COL", "ESP", commodity="cash")]
    data = data_of(legs, production={"COL": 50}, estimates=ESTIMATES, consumption=[used("ESP", 1)])
    found = sensitivity(data, "Colombia", "Spain", weighting="estimate")
    assert [answer.commodity for answer in found.answers] == ["cocaine"]
    with pytest.raises(QueryError, match="measured in money"):
        sensitivity(data, "Colombia", "Spain", weighting="estimate", commodity="cash")


def test_questions_that_make_no_sense() -> None:
    with pytest.raises(NoRouteError, match="Spain to Colombia"):
        sensitivity(DATA, "Spain", "Colombia")
    with pytest.raises(QueryError, match="origin and a destination, or neither"):
        sensitivity(DATA, "Spain")
    with pytest.raises(QueryError, match="by hub share"):
        sensitivity(DATA, "Colombia", "Spain", by="strength")
    with pytest.raises(UnknownNameError):
        sensitivity(DATA, by="strenght")
    with pytest.raises(QueryError, match="no leg fits"):
        sensitivity(DATA, years=1990)


def test_as_text() -> None:
    found = sensitivity(DATA, "Colombia", "Spain", weighting="equal")
    assert str(found).splitlines()[0] == "Colombia to Spain"
    (two, three, five, press) = found.sentences(found.answers[0])
    assert two == (
        "4 of 8 legs have 2 or more independent citations; by these 2 of the first 4 stay first."
    )
    assert re.fullmatch(
        r"1 of 8 legs ha(s|ve) 3 or more independent citations; (it gives|they give) no ranking\.",
        three,
    )
    assert five.endswith(" 5 or more independent citations; they give no ranking.")
    assert press == (
        "5 of 8 legs are told of by more than the press; by these 1 of the first 4 stay first."
    )
    lines = sensitivity_document(found).sections[0].lines
    assert lines[0] == "All legs: 8, 8 connections in use, 4 countries"
    assert lines[1].startswith(
        "2 or more independent citations: 4 of 8 legs, 4 connections in use, 2 countries; rank "
        "correlation with all: Spearman +0.58, Kendall +0.58; 2 of the first 4 stay there"
    )
    assert lines[4].startswith("Without legs of press alone: 5 of 8 legs, 2 connections in use")


def test_each_case_stands_in_its_own_draws() -> None:
    """They are the draws that hubs has of the legs that are left."""
    answer = asked(draws=100, seed=3)
    for number, case in enumerate(answer.cases):
        if case.outcome != "ranked":
            assert case.draws is None
            continue
        alone = hubs(
            DATA,
            "Colombia",
            "Spain",
            weighting="equal",
            draws=100,
            seed=3,
            min_citations=case.min_citations,
            without_press=case.without_press,
        ).answers[0]
        assert case.draws == alone.draws
        spans = {hub.place: (hub.interval, hub.rank_interval) for hub in alone.hubs}
        for item in answer.places:
            there = item.ranks[number] is not None
            found = (item.intervals[number], item.rank_intervals[number])
            assert found == (spans[item.place] if there else (None, None))
    assert [note for note in answer.notes if "middle 90 percent of 100 draws (seed 3)" in note]
    without = answer.cases[-1].draws
    assert without is not None
    assert any(
        note.startswith(f"Without press alone: In {without.without_route} of the draws")
        for note in answer.notes
    )


def test_no_draws_on_request() -> None:
    answer = asked(draws=0)
    assert {case.draws for case in answer.cases} == {None}
    assert {span for item in answer.places for span in item.intervals} == {None}
    assert not any("draws" in note for note in answer.notes)
    with pytest.raises(QueryError, match="the number of draws is 0"):
        asked(draws=-1)
