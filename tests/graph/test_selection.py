"""Which legs, and which of their citations, a question takes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.networks import cite, data_of, leg
from trafficroutes.errors import QueryError
from trafficroutes.graph.independence import Threshold
from trafficroutes.graph.selection import Selection, in_period, select
from trafficroutes.model.years import Years, parse_years

LEGS = [
    leg("BRA", "ESP", cite("a", period=2005), cite("b", period=2012), key="two-years"),
    leg("COL", "ESP", cite("a", period={"from": 2010}), cite("b"), key="since"),
    leg("COL", "MEX", cite("a"), key="undated"),
    leg("GNB", "ESP", cite("a", period={"to": 2004}), key="until"),
    leg("GNB", "PRT", cite("a", period=2008, modes=["land", "sea_vessel"]), key="by-two-modes"),
    leg("MEX", "USA", cite("a", period=2008, modes=["unknown"]), key="of-unknown-mode"),
    leg("AFG", "IRN", cite("a", period=2008), commodity="heroin", key="heroin"),
]


def selection(years: str | None = None, modes: tuple[str, ...] = ()) -> Selection:
    span = None if years is None else parse_years(years)
    return select(data_of(LEGS), "cocaine", ("cocaine",), years=span, modes=modes)


def ids(found: Selection) -> list[str]:
    return [item.leg.id for item in found.legs]


def test_all_years_are_pooled() -> None:
    found = selection()
    assert ids(found) == [
        "two-years",
        "since",
        "undated",
        "until",
        "by-two-modes",
        "of-unknown-mode",
    ]
    assert (found.undated, found.unknown_mode) == (0, 0)
    # Open ends name no year: "since 2010" and "until 2004" add 2010 and 2004 alone.
    assert found.span == Years(2004, 2012)


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ("2005", ["two-years"]),
        ("2003-2004", ["until"]),
        ("2012", ["two-years", "since"]),
        ("2006-2007", []),
        ("1995", ["until"]),
        ("1994", []),
        ("-1990", []),
        ("1890", []),
        ("2030-", ["since"]),
    ],
)
def test_period(years: str, expected: list[str]) -> None:
    found = selection(years)
    assert ids(found) == expected
    assert found.undated == 1
    assert found.open_start == ("until" in expected)


def test_only_citations_of_the_period_are_kept() -> None:
    (found,) = selection("2005").legs
    assert [str(citation.source) for citation in found.citations] == ["a"]
    assert selection("2005").span == Years(2005, 2005)


@pytest.mark.parametrize(
    ("modes", "expected", "unknown"),
    [
        (("land",), ["by-two-modes"], 5),
        (("air_cargo",), [], 5),
        (("land", "sea_vessel"), ["by-two-modes"], 5),
        # Asked for, unknown modes are no gap.
        (("unknown",), ["two-years", "since", "undated", "until", "of-unknown-mode"], 0),
    ],
)
def test_modes(modes: tuple[str, ...], expected: list[str], unknown: int) -> None:
    found = selection(modes=modes)
    assert ids(found) == expected
    assert found.unknown_mode == unknown


def test_unknown_modes_are_counted_within_the_period() -> None:
    found = selection("2008", ("land",))
    assert ids(found) == ["by-two-modes"]
    assert (found.undated, found.unknown_mode) == (1, 1)


def test_undated_citations_speak_of_no_period() -> None:
    (item,) = (item for item in selection().legs if item.leg.id == "since")
    assert len(in_period(item.citations, None)) == 2
    assert len(in_period(item.citations, Years(2011, 2011))) == 1


def test_a_threshold_counts_independent_citations_of_the_selection() -> None:
    """COL > BRA: two documents, of which one speaks of 2010; BRA > ESP: one estimate twice."""
    data = data_of(
        [
            leg("COL", "BRA", cite("a", period=2010), cite("b-gov", period=2015)),
            leg("BRA", "ESP", cite("a", estimate="e"), cite("b", estimate="e")),
        ],
        estimates={"e": {"statement": "One figure"}},
    )

    def taken(**options: Any) -> tuple[list[str], int]:
        found = select(data, "cocaine", ("cocaine",), **options)
        return [item.leg.origin for item in found.legs], found.too_thin

    assert taken(threshold=Threshold(2)) == (["COL"], 1)
    assert taken(threshold=Threshold(2), years=Years(2010, 2010)) == ([], 1)
    assert taken(threshold=Threshold(press_alone=False)) == (["COL"], 1)
    assert taken(threshold=Threshold(3)) == ([], 2)
    assert taken() == (["BRA", "COL"], 0)
    with pytest.raises(QueryError, match="1 citation or more"):
        Threshold(0)
