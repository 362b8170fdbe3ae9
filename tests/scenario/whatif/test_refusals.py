"""What a scenario cannot be, each with the way out."""

from __future__ import annotations

import pytest

from tests.networks import data_of, near
from tests.scenario.drawings import ask, paper
from trafficroutes.errors import (
    NoRouteError,
    NotACountryError,
    QueryError,
    TrafficRoutesError,
    UnknownNameError,
    WrongTypeError,
)


@pytest.mark.parametrize(
    ("told", "error", "message"),
    [
        ({}, QueryError, "nothing is changed"),
        ({"remove": 3}, WrongTypeError, "takes a name or a list of names"),
        ({"interdict": "BRA"}, WrongTypeError, "a number each"),
        ({"remove": ["Brasilia"]}, UnknownNameError, "Brazil"),
        ({"remove_legs": ["BRA:BRA"]}, QueryError, "to itself"),
        ({"remove_legs": ["BRA:"]}, QueryError, "is no leg"),
        ({"remove_legs": ["BRA:ESP:ship"]}, UnknownNameError, "unknown mode 'ship'"),
        ({"remove_legs": ["cocaine.BRA-ES"]}, UnknownNameError, "cocaine.BRA-ESP"),
        ({"remove_corridors": ["x"]}, UnknownNameError, "unknown corridor"),
        ({"remove_modes": ["ship"]}, UnknownNameError, "unknown mode"),
        ({"interdict": {"BRA": 1.5}}, QueryError, "from 0 to 1"),
        ({"interdict": {"BRA": 1e-17}}, QueryError, "in Brazil is 0 or at least 1e-09, not 1e-17"),
        ({"add_legs": {"BRA:FRA": 0.0}}, QueryError, "takes nothing: give it a share above 0"),
        ({"add_legs": {"BRA:FRA": 1e-300}}, QueryError, "is 0 or at least 1e-09"),
        ({"interdict": {"BRA": True}}, QueryError, "from 0 to 1"),
        ({"interdict": {"BRA": 0.5, "Brazil": 0.25}}, QueryError, "two numbers"),
        ({"add_legs": {"BRA:FRA": 0.6, "BRA:PRT": 0.6}}, QueryError, "more than all"),
        ({"add_legs": {"BRA:R:EUROPE": 0.6}}, NotACountryError, "region"),
        ({"remove": ["BRA"], "adaptation": -1}, QueryError, "from 0 to 100"),
        ({"remove": ["BRA"], "adaptation": float("nan")}, QueryError, "from 0 to 100"),
        ({"remove": ["BRA"], "demand": "fix"}, UnknownNameError, "fixed"),
        ({"remove": ["BRA"], "draws": -1}, QueryError, "draws"),
    ],
)
def test_refusals(told: dict[str, object], error: type[TrafficRoutesError], message: str) -> None:
    with pytest.raises(error, match=message):
        ask(paper(), "COL", "ESP", **told)


@pytest.mark.parametrize("rate", [0.0, 1e-9])
def test_a_rate_of_next_to_nothing(rate: float) -> None:
    """Everything passes Brazil; the sentence has its numbers."""
    found = ask(data_of("COL > BRA > ESP"), "COL", "ESP", interdict={"BRA": rate})
    assert found.intercepted == pytest.approx(rate, rel=1e-6)
    assert [row.share for row in found.delivered] == pytest.approx([1 - rate] * 6)
    assert found.changes[0].touches
    assert found.changes[0].places == ("BRA",)
    told = "0.0 %" if rate == 0 else "less than 0.1 %"
    assert f"{told} of the cocaine arriving in Spain from Colombia would be inter" in found.summary


def test_what_is_too_small_to_weigh() -> None:
    """Everything passes MEX and then BRA, at 1e-4 each, to the power 101: below any number."""
    data = data_of("COL > MEX > BRA > ESP")
    with pytest.raises(QueryError, match="a rate of 1"):
        ask(data, "COL", "ESP", interdict={"MEX": 0.9999, "BRA": 0.9999}, adaptation=100)
    found = ask(data, "COL", "ESP", interdict={"MEX": 0.9999, "BRA": 0.9999})
    assert found.intercepted == near(1 - 1e-8)
    assert "more than 99.9 % of the cocaine" in found.summary


def test_refusals_of_ends() -> None:
    with pytest.raises(QueryError, match="named twice"):
        ask(paper(), "COL", "ESP", "Spain", remove=["BRA"])
    with pytest.raises(QueryError, match="at least one destination"):
        ask(paper(), "COL", remove=["BRA"])
    with pytest.raises(NoRouteError, match="no leg leads into Japan, Portugal"):
        ask(paper(), "GNB", "Japan,Portugal", remove=["BRA"])
    with pytest.raises(TypeError, match="'removed'"):
        ask(paper(), "COL", "ESP", removed=["BRA"])
