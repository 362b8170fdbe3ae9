"""Chokepoints as they are asked for: ends, protection, capacities, evidence, bad input."""

from __future__ import annotations

from typing import Any

import pytest

from tests.flowmodel.markets import used
from tests.networks import cite, data_of, leg, near, tonnes
from trafficroutes.analysis.chokepoints.answer import ChokepointsAnswer, chokepoints
from trafficroutes.errors import NoRouteError, NotACountryError, QueryError, UnknownNameError
from trafficroutes.flowmodel.networks import build_graph

#: COL --> VEN --> BRA --> ESP
#:   `---> MEX ---^
FUNNEL = "COL > VEN > BRA > ESP\nCOL > MEX > BRA"


def asked(legs: Any, **more: Any) -> ChokepointsAnswer:
    data = data_of(legs, regions=more.pop("regions", None))
    return chokepoints(data, "COL", more.pop("to", "ESP"), weighting="equal", **more).answers[0]


def test_a_funnel() -> None:
    answer = asked(FUNNEL)
    assert not answer.direct
    assert answer.unavoidable == ("BRA",)
    assert (answer.cut_size, answer.cuts, answer.cuts_complete) == (1, (("BRA",),), True)
    assert answer.membership == {"BRA": 1}
    assert answer.leg_cuts == ((("BRA", "ESP"),),)
    assert answer.articulation == ("BRA",)
    assert answer.bridges == (("BRA", "ESP"),)
    assert (answer.max_flow, answer.flow_unit) == (near(1), "legs")
    assert [line.k for line in answer.budget] == [1, 2, 3, 1, 2, 3]
    assert answer.hub_shares["BRA"] == near(1)
    assert [c.source for c in answer.citations["BRA"]] == ["a"]


def test_protecting_moves_the_cut_and_is_noted() -> None:
    answer = asked(FUNNEL, protect=["Brazil"], budget=1)
    assert answer.protected == ("BRA",)
    assert answer.cuts == (("MEX", "VEN"),)
    assert answer.unavoidable == ("BRA",)
    assert answer.notes[0] == "Kept out of cuts and budgets: Brazil"
    assert all("BRA" not in line.exact + line.greedy for line in answer.budget)


def test_protecting_all_leaves_no_cut() -> None:
    answer = asked(FUNNEL, protect=["BRA", "MEX", "VEN"])
    assert (answer.cut_size, answer.cuts, answer.membership) == (None, (), {})
    assert all(line.exact == () and line.proven for line in answer.budget)
    assert answer.budget[0].value == 0


def test_protecting_what_is_no_transit_country_is_noted() -> None:
    answer = asked(FUNNEL, protect=["Spain"])
    assert answer.notes[0] == "No transit country here, so there is nothing to protect: Spain"
    assert answer.cuts == (("BRA",),)


def test_a_direct_leg() -> None:
    answer = asked("COL > ESP\nCOL > VEN > ESP")
    assert answer.direct
    assert answer.direct_legs == (("COL", "ESP"),)
    assert (answer.cut_size, answer.cuts) == (1, (("VEN",),))
    assert answer.unavoidable == ()


def test_arrival_in_a_region_is_direct_too() -> None:
    answer = asked(
        "COL > R:EUROPE\nCOL > VEN > ESP", to="R:EUROPE", regions={"COAST": ["GNB", "SEN"]}
    )
    assert answer.direct_legs == (("COL", "R:EUROPE"),)
    assert answer.cuts == (("VEN",),)


def test_more_cuts_than_the_limit() -> None:
    answer = asked("COL > VEN > BRA > ESP\nCOL > MEX > GNB > ESP", limit=2)
    assert len(answer.cuts) == 2
    assert not answer.cuts_complete
    assert not answer.leg_cuts_complete
    assert sum(answer.membership.values()) == 2 * 2


def with_capacity(origin: str, to: str, *amounts: float) -> dict[str, Any]:
    quantities = [{"best": x, "unit": "t_per_year", "basis": "capacity"} for x in amounts]
    return leg(
        origin,
        to,
        *(cite(source, quantity=q) for source, q in zip("abc", quantities, strict=False)),
    )


@pytest.mark.slow
def test_capacity_in_tonnes_a_year() -> None:
    """Of two figures for one leg the mean counts; kilograms become tonnes."""
    kilograms = {"best": 500, "unit": "kg_per_year", "basis": "capacity"}
    legs = [
        with_capacity("COL", "VEN", 4, 6),
        leg("VEN", "ESP"),
        leg("COL", "MEX", cite(quantity=kilograms)),
        leg("MEX", "ESP"),
    ]
    found = asked(legs).capacity_cut
    assert found is not None
    assert found.tonnes == near(5.5)
    assert found.legs == (("COL", "MEX"), ("COL", "VEN"))
    assert (found.cited, found.total) == (2, 4)
    some = asked([*legs[:2], leg("COL", "MEX"), leg("MEX", "ESP")]).capacity_cut
    assert some is not None
    assert (some.tonnes, some.cited) == (None, 1)
    assert asked(FUNNEL).capacity_cut is None


def test_a_connection_is_unbounded_where_one_of_its_legs_is() -> None:
    legs = [
        {**with_capacity("COL", "VEN", 4), "id": "one"},
        leg("COL", "VEN", key="two"),
        with_capacity("VEN", "ESP", 9),
    ]
    found = asked(legs).capacity_cut
    assert found is not None
    assert (found.tonnes, found.legs, found.cited) == (near(9), (("VEN", "ESP"),), 1)


def test_a_graph_gives_the_answer_of_its_data() -> None:
    data = data_of(FUNNEL)
    graph = build_graph(data, "cocaine", weighting="equal")
    one = chokepoints(data, "COL", "ESP", weighting="equal")
    other = chokepoints(graph, "COL", "ESP")
    assert other.answers[0].to_dict() == one.answers[0].to_dict()


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"budget": 0}, QueryError, "the budget is at least 1, not 0"),
        ({"limit": 0}, QueryError, "the limit is at least 1, not 0"),
        ({"protect": ["Atlantis"]}, UnknownNameError, "Atlantis"),
        ({"protect": ["Europe"]}, NotACountryError, "Europe"),
    ],
)
def test_bad_input(options: dict[str, Any], error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        asked(FUNNEL, **options)


def test_cuts_are_of_all_cited_routes_unless_asked_otherwise() -> None:
    """Mexico produces, so the estimate has nothing move into it.

    COL --> BRA --> ESP (a market)
      `---> MEX ----^
    """
    data = data_of(
        "COL > BRA > ESP\nCOL > MEX > ESP",
        production={"COL": 9, "MEX": 1},
        consumption=[used("ESP", 3)],
    )
    (answer,) = chokepoints(data, "COL", "ESP", draws=20).answers
    assert (answer.weighting, answer.cuts_of) == ("estimate", "cited")
    assert (answer.cuts, answer.unavoidable) == ((("BRA", "MEX"),), ())
    assert answer.hub_shares == {"BRA": near(1), "MEX": 0}
    assert [c.source for c in answer.citations["MEX"]] == ["a"]
    assert {(leg.origin, leg.to): leg.share for leg in answer.journeys.legs}["COL", "MEX"] == 0
    assert (answer.budget[0].exact, answer.budget[0].value) == (("BRA",), near(1))
    by_evidence = chokepoints(data, "COL", "ESP", weighting="equal", draws=20).answers[0]
    for key in ("cuts", "leg_cuts", "unavoidable", "articulation", "bridges", "in_draws"):
        assert getattr(answer, key) == getattr(by_evidence, key)
    (alone,) = chokepoints(data, "COL", "ESP", carrying=True, draws=20).answers
    assert (alone.cuts_of, alone.cuts, alone.unavoidable) == ("carrying", (("BRA",),), ("BRA",))
    with pytest.raises(QueryError, match="carrying goes with the flow estimate"):
        chokepoints(data, "COL", "ESP", carrying=True, weighting="evidence")


def test_under_a_period_cuts_are_of_the_routes_that_the_estimate_uses() -> None:
    """Only one of the two ways is reported in these years; the estimate goes by both."""
    data = data_of(
        [
            leg("COL", "BRA", cite(period=2015)),
            leg("BRA", "ESP", cite(period=2015)),
            leg("COL", "MEX", cite(period=2009)),
            leg("MEX", "ESP", cite(period=2009)),
        ],
        production={"COL": 3},
        consumption=[used("ESP", 3, period=2015)],
    )
    (answer,) = chokepoints(data, "COL", "ESP", years=2015, draws=20).answers
    assert (answer.weighting, answer.cuts_of) == ("estimate", "cited")
    assert (answer.unavoidable, answer.cuts) == ((), (("BRA", "MEX"),))
    assert answer.in_draws is not None


def test_no_route() -> None:
    with pytest.raises(NoRouteError, match="no cited route"):
        chokepoints(data_of("ESP > COL"), "COL", "ESP")


def test_the_two_objectives_say_what_they_assume() -> None:
    """Where the estimate is the capacity, the second has no room and may say nothing new."""
    told = "\n".join(asked(FUNNEL).notes)
    assert "unreactive Markovian evaders: Gutfraind, Hagberg & Pan 2009" in told
    assert "Least flow left" not in told
    used = {
        "id": "used.ESP",
        "place": "ESP",
        "commodity": "cocaine",
        "measure": "consumption",
        "citations": [cite(quantity=tonnes(4, None))],
    }
    data = data_of(FUNNEL, production={"COL": 4}, consumption_records=[used])
    answer = chokepoints(data, "COL", "ESP", weighting="estimate", budget=1, draws=20).answers[0]
    told = "\n".join(answer.notes)
    assert "the estimate is the capacity" in told
    assert "says nothing new: it names the same countries" in told
    assert answer.budget[0].membership == {"BRA": 1.0}
    assert answer.budget[1].membership is None
