"""What a cell of a table says: amounts, numbers and periods."""

from __future__ import annotations

import pytest

from trafficroutes.dataset.tables import cells
from trafficroutes.dataset.tables.cells import COMMA_UNCLEAR, CellError
from trafficroutes.dataset.tables.numbers import UNCLEAR


@pytest.mark.parametrize(
    ("text", "unit", "shown"),
    [
        ("5", "t", "5 t"),
        ("5-7", "kg", "5-7 kg"),
        (".5", "t", "0.5 t"),
        ("at least .75", "t", "at least 0.75 t"),
        ("at least 0.75", "t", "at least 0.75 t"),
        (">.75 t", "", "at least 0.75 t"),
        ("~ .5", "kg", "0.5 kg"),
        (".5-.75", "kg", "0.5-0.75 kg"),
        ("$.5", "", "0.5 usd"),
        ("ca.5", "t", "!"),
        ("..5", "t", "!"),
        (". 5", "t", "!"),
        (",5", "t", "!"),
        ("-.5", "t", "!"),
        ("5\u00bd", "t", "!"),
        ("5\u20137 tonnes a year", "", "5-7 t a year"),
        ("between 5 and 7", "t/yr", "5-7 t a year"),
        ("5 t - 7 t", "t", "5-7 t"),
        ("At least 5 t", "", "at least 5 t"),
        ("> 5", "t_per_year", "at least 5 t a year"),
        ("up to 5 p.a.", "", "!"),
        ("<= 5 kg p.a.", "", "up to 5 kg a year"),
        ("ca. 5.5", "kg per annum", "5.5 kg a year"),
        ("$5", "", "5 usd"),
        ("12,345.5 kg", "", "12,345.5 kg"),
        ("12,345 kg", "", "!"),
        ("1,234,567.5", "$ yearly", "1,234,567.5 usd a year"),
        ("5 t", "kg", "!"),
        ("5", "", "!"),
        ("5", "stone", "!"),
        ("many", "t", "!"),
        ("-5", "t", "!"),
        ("at least 5-7", "t", "!"),
        ("7-5", "t", "!"),
        ("1e99", "t", "1e+99 t"),
    ],
)
def test_amounts(text: str, unit: str, shown: str) -> None:
    if shown == "!":
        with pytest.raises(CellError, match=r".+"):
            cells.quantity(text, unit, None)
    else:
        assert str(cells.quantity(text, unit, None)) == shown


@pytest.mark.parametrize(
    ("text", "clear", "shown"),
    [
        ("1.200", True, "1.2 t"),
        ("0.200", False, "0.2 t"),
        ("1.2000", False, "1.2 t"),
        ("1.25", False, "1.25 t"),
        ("1,200.5", False, "1,200.5 t"),
    ],
)
def test_a_point_that_can_only_part_decimals(text: str, *, clear: bool, shown: str) -> None:
    assert str(cells.quantity(text, "t", None, marks=COMMA_UNCLEAR if clear else UNCLEAR)) == shown


@pytest.mark.parametrize("text", ["1.200", "at least 1.200", "1.200-1.500", "12.345 t"])
def test_a_point_that_may_part_thousands_is_refused(text: str) -> None:
    with pytest.raises(CellError, match="the point can mean two things: write 12"):
        cells.quantity(text, "t", None, marks=UNCLEAR)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2005", "2005"),
        ("2005.0", "2005"),
        ("2005\u20132008", "2005-2008"),
        ("2005/2006", "2005-2006"),
    ],
)
def test_periods(text: str, shown: str) -> None:
    assert str(cells.period(text)) == shown
