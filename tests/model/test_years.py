"""Spans of years."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from trafficroutes.errors import QueryError, RecordError
from trafficroutes.model.years import DASHES, FIRST, LAST, Years, parse_years, pooled

YEAR = st.integers(1990, 2010)
SPANS = st.one_of(
    st.builds(Years),
    st.builds(Years, YEAR),
    st.builds(lambda last: Years(None, last), YEAR),
    st.tuples(YEAR, YEAR).map(lambda pair: Years(min(pair), max(pair))),
)


@pytest.mark.parametrize(
    ("written", "span"),
    [
        ("2005", Years(2005, 2005)),
        (" 2005 ", Years(2005, 2005)),
        (2005, Years(2005, 2005)),
        ("2005-2010", Years(2005, 2010)),
        ("2005 - 2010", Years(2005, 2010)),
        ("2005-", Years(2005, None)),
        ("-2010", Years(None, 2010)),
        ((2005, None), Years(2005, None)),
        ([2005, 2010], Years(2005, 2010)),
        (("2005", "2010"), Years(2005, 2010)),
        (range(2005, 2011), Years(2005, 2010)),
        (range(2005, 2006), Years(2005, 2005)),
        (np.int64(2005), Years(2005, 2005)),
        ("2005\N{EN DASH}2010", Years(2005, 2010)),
        (Years(None, 2010), Years(None, 2010)),
    ],
)
def test_periods_as_people_write_them(written: Any, span: Years) -> None:
    assert parse_years(written) == span


@pytest.mark.parametrize("dash", DASHES)
def test_every_dash_will_do(dash: str) -> None:
    assert parse_years(f"2005{dash}2010") == parse_years(f"2005 {dash} 2010") == Years(2005, 2010)
    assert parse_years(f"2005{dash}") == Years(2005, None)
    assert parse_years(f"{dash}2010") == Years(None, 2010)


@pytest.mark.parametrize(
    "span", [Years(2005, 2005), Years(2005, 2010), Years(2005, None), Years(None, 2010)]
)
def test_a_period_is_read_as_it_is_told(span: Years) -> None:
    assert parse_years(str(span)) == parse_years(str(span).upper()) == span
    if span.first and span.last:
        assert parse_years(f"{span.first} to {span.last}") == span


@pytest.mark.parametrize(
    "written",
    ["since 2005-2010", "since", "until", "to", "2005to2010", "2005 2010", "since2005", "2005--"],
)
def test_words_in_the_wrong_place_are_no_period(written: str) -> None:
    with pytest.raises(QueryError, match="is no period"):
        parse_years(written)


@pytest.mark.parametrize(
    "written", ["", "-", "  ", "20011", "05", "2005/2010", "2005-2010-2015", "x"]
)
def test_what_is_no_period(written: Any) -> None:
    with pytest.raises(QueryError) as caught:
        parse_years(written)
    assert str(caught.value) == (f"{written!r} is no period: write 2008, 2005-2010, 2005- or -2010")


@pytest.mark.parametrize(
    "given",
    [
        2005.5,
        {2005, 2010},
        [],
        (2005,),
        (2005, 2006, 2007),
        range(0),
        range(2005, 2011, 2),
        b"2005",
    ],
)
def test_what_cannot_be_a_period(given: Any) -> None:
    with pytest.raises(QueryError, match=r"is no period: give 2008, .* or range\(2005, 2011\)"):
        parse_years(given)


@pytest.mark.parametrize("given", [300, 20051, "2300", (2005, "soon"), (2005.0, 2010)])
def test_what_is_no_year(given: Any) -> None:
    with pytest.raises(QueryError, match="is no year: give one from 1800 to 2100"):
        parse_years(given)


@pytest.mark.parametrize("written", ["2010-2005", (2010, 2005)])
def test_a_period_that_ends_before_it_begins(written: Any) -> None:
    with pytest.raises(QueryError) as caught:
        parse_years(written)
    assert str(caught.value) == (
        "the period ends (2005) before it begins (2010): correct the years"
    )


def test_a_span_in_the_wrong_order_is_refused() -> None:
    with pytest.raises(RecordError, match=r"ends \(2005\) before it begins \(2010\)"):
        Years(2010, 2005)


@pytest.mark.parametrize(
    ("span", "text", "length"),
    [
        (Years(), "any year", None),
        (Years(2005, 2005), "2005", 1),
        (Years(2005, 2008), "2005-2008", 4),
        (Years(2005, None), "since 2005", None),
        (Years(None, 2005), "until 2005", None),
    ],
)
def test_text_and_length(span: Years, text: str, length: int | None) -> None:
    assert str(span) == text
    assert span.length == length


@drawn(SPANS, SPANS)
def test_spans_overlap_where_they_share_a_year(left: Years, right: Years) -> None:
    def years(span: Years) -> set[int]:
        return set(range(span.first or 1980, (span.last or 2020) + 1))

    assert left.overlaps(right) == bool(years(left) & years(right))
    assert left.overlaps(right) == right.overlaps(left)


@pytest.mark.parametrize(
    ("span", "reach"),
    [
        (Years(1990, 2011), Years(1990, 2011)),
        (Years(2005, None), Years(2005, None)),
        (Years(), Years()),
        (Years(None, 2011), Years(2002, 2011)),
        (Years(None, 2010), Years(2001, 2010)),
    ],
)
def test_only_a_span_without_a_first_year_has_another_reach(span: Years, reach: Years) -> None:
    assert span.reach == reach


def test_pooled_spans() -> None:
    assert pooled([]) is None
    assert pooled([Years()]) is None
    assert pooled([Years(2001, None), Years(None, 1995), Years(1998, 2008)]) == Years(1995, 2008)


def test_a_year_is_the_same_however_it_came_about() -> None:
    assert str(Years(2005, int("2005"))) == "2005"
    assert Years(2005, int("2005")) == Years(2005, 2005)


def test_the_first_and_the_last_year_are_years() -> None:
    assert parse_years(f"{FIRST}-{LAST}") == Years(FIRST, LAST)
    for beyond in (FIRST - 1, LAST + 1):
        with pytest.raises(QueryError):
            parse_years(str(beyond))
