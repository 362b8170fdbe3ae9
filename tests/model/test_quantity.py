"""Cited amounts."""

from __future__ import annotations

import math
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficroutes.errors import RecordError
from trafficroutes.model.quantity import Change, Quantity
from trafficroutes.model.units import Unit
from trafficroutes.model.years import Years

AMOUNTS = st.just(0.0) | st.floats(1e-300, 1e300)


@pytest.mark.parametrize(
    ("numbers", "central", "text"),
    [
        ({"best": 5}, 5, "5 t"),
        ({"low": 4, "high": 9}, 6, "4-9 t"),
        ({"low": 0, "high": 9}, 4.5, "0-9 t"),
        ({"low": 4, "best": 5, "high": 9}, 5, "4-9 (best 5) t"),
        ({"low": 4, "high": 4}, 4, "4 t"),
        ({"low": 4}, 4, "at least 4 t"),
        ({"high": 9}, 9, "up to 9 t"),
        ({"high": 0}, 0, "up to 0 t"),
        ({"low": 4, "best": 5}, 5, "5 t"),
    ],
)
def test_central_value_and_text(numbers: dict[str, Any], central: float, text: str) -> None:
    quantity = Quantity(unit="t", **numbers)
    assert quantity.central == pytest.approx(central)
    assert str(quantity) == text


def test_text_of_units_and_thousands() -> None:
    assert str(Quantity(best=1234, unit="kg_per_year")) == "1,234 kg a year"
    assert str(Quantity(best=2, unit="g_per_user_year")) == "2 g per user year"


@pytest.mark.parametrize(
    ("unit", "base"),
    [
        ("kg", 2),
        ("t", 2000),
        ("kg_per_year", 2),
        ("t_per_year", 2000),
        ("usd", 2),
        ("usd_per_year", 2),
        ("percent", None),
        ("persons", None),
        ("usd_per_kg", None),
    ],
)
def test_base_amount(unit: Unit, base: float | None) -> None:
    assert Quantity(best=2, unit=unit).base_amount() == base


@pytest.mark.parametrize(
    ("unit", "span", "rate"),
    [
        ("t_per_year", None, 6000),
        ("t_per_year", Years(2001, 2003), 6000),
        ("t", Years(2001, 2003), 2000),
        ("kg", Years(2001, 2004), 1.5),
        ("kg", Years(2001, 2001), 6),
        ("t", None, None),
        ("t", Years(2001, None), None),
        ("percent", Years(2001, 2003), None),
    ],
)
def test_amount_per_year(unit: Unit, span: Years | None, rate: float | None) -> None:
    assert Quantity(best=6, unit=unit).per_year(span) == rate


@pytest.mark.parametrize(
    ("numbers", "flaws"),
    [
        ({}, [((), "the quantity has no number: give low, best or high")]),
        (
            {"low": 5, "best": 3, "high": 4},
            [((), "the range is reversed (low 5, best 3, high 4): give low <= best <= high")],
        ),
        ({"high": math.inf}, [(("high",), "inf is not finite: give a number")]),
    ],
)
def test_impossible_ranges(numbers: dict[str, Any], flaws: Any) -> None:
    with pytest.raises(RecordError) as caught:
        Quantity(unit="t", **numbers)
    assert list(caught.value.flaws) == flaws


def test_more_than_all() -> None:
    assert Quantity(best=100, unit="percent").central == 100
    with pytest.raises(RecordError, match="101 percent is over 100: correct the number"):
        Quantity(low=3, high=101, unit="percent")


@pytest.mark.parametrize(
    ("numbers", "name"),
    [({"best": 101}, "best"), ({"low": 3, "best": 60, "high": 101}, "high")],
)
def test_the_number_that_is_more_than_all_is_named(numbers: dict[str, Any], name: str) -> None:
    with pytest.raises(RecordError) as caught:
        Quantity(**numbers, unit="percent")
    assert caught.value.flaws == (((name,), "101 percent is over 100: correct the number"),)


@pytest.mark.parametrize("record", [Quantity, Change])
def test_a_field_that_is_not_known_is_refused(record: type[Quantity | Change]) -> None:
    known = {"best": 1} if record is Quantity else {"start": 1, "end": 2}
    assert msgspec.convert({**known, "unit": "t"}, record)
    with pytest.raises(msgspec.ValidationError, match="unknown field `bset`"):
        msgspec.convert({**known, "unit": "t", "bset": 1}, record)


def test_changes_are_finite() -> None:
    assert Change(start=1, end=0, unit="t").end == 0
    with pytest.raises(RecordError) as caught:
        Change(start=math.inf, end=-math.inf, unit="t")
    assert (
        str(caught.value) == "inf is not finite: give a number; -inf is not finite: give a number"
    )


@given(st.lists(AMOUNTS, min_size=2, max_size=2).map(sorted))
def test_the_central_value_lies_within_the_range(ends: list[float]) -> None:
    low, high = ends
    central = Quantity(low=low, high=high, unit="t").central
    assert low * (1 - 1e-9) <= central <= high * (1 + 1e-9)


def test_large_numbers_are_written_out() -> None:
    assert str(Quantity(best=3498700, unit="persons")) == "3,498,700 persons"
    assert str(Quantity(low=4000000, high=4000000, unit="usd")) == "4,000,000 usd"
