"""What the documents of chokepoints say in cases that the small data file has not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.networks import cite, data_of, drawn, leg
from trafficroutes.analysis.chokepoints.answer import chokepoints
from trafficroutes.report.chokepoints import chokepoints_document
from trafficroutes.report.form.document import Section, Table


def section(legs: Any, *, top: int | None = None, **more: Any) -> Section:
    data = data_of(legs)
    found = chokepoints(data, "COL", "ESP", weighting="equal", **more)
    return chokepoints_document(found, data, top=top).sections[0]


def table(found: Section, title: str) -> Table:
    return next(table for table in found.tables if table.title.startswith(title))


ROWS = "COL > VEN > BRA > ESP\nCOL > MEX > GNB > ESP"


def capacity(tonnes: float) -> dict[str, Any]:
    return cite(quantity={"best": tonnes, "unit": "t_per_year", "basis": "capacity"})


def test_capacities() -> None:
    legs = [leg("COL", "VEN", capacity(4)), leg("VEN", "ESP")]
    assert "Capacity: at most 4 t a year (a capacity is cited for 1 of 2 legs)" in (
        section(legs).lines
    )
    assert (
        "Capacity: a capacity is cited for 1 of 4 legs; the others count as unbounded, "
        "and a route uses only those" in section([*legs, *drawn("COL > MEX > ESP")]).lines
    )


def test_more_cuts_than_listed() -> None:
    found = section(ROWS, limit=3)
    assert (
        "Smallest cut: 2 countries; there are more such sets than the 3 listed and counted here"
        in found.lines
    )
    assert [line for line in found.answer if not line.startswith("Only in ")][:2] == [
        "No country is on every cited route.",
        "To stop all, at least 2 countries have to be closed at once.",
    ]


def test_top_counts_what_it_leaves_out() -> None:
    found = section(ROWS, top=1)
    assert table(found, "Countries in the smallest cuts: 1 of 4").rows[0][1] == "BRA"
    assert table(found, "Smallest cuts: 1 of 4").rows == ((1, "Brazil, Guinea-Bissau"),)
    assert len(table(found, "Legs in the smallest leg cuts: 1 of 6").rows) == 1


def test_what_no_leg_cut_stops() -> None:
    """Goods that left the Andes, country not stated, may as well be in Spain's part of them."""
    data = data_of("VEN > R:ANDES\nCOL > ESP", regions={"ANDES": ["COL", "ESP"]})
    found = chokepoints(data, "R:ANDES", "ESP", weighting="equal")
    lines = chokepoints_document(found, data).sections[0].lines
    assert "No set of legs cuts all routes: some go by a region to its members alone" in lines


def test_nothing_holds_two_rows_together() -> None:
    assert (
        "With directions forgotten, no single country or leg holds the routes together"
        in section(ROWS).lines
    )
    assert (
        "With directions forgotten, the routes fall apart without Venezuela, or without the "
        "legs Colombia > Venezuela, Venezuela > Spain" in section("COL > VEN > ESP").lines
    )


def test_a_gap_is_shown() -> None:
    data = data_of(ROWS)
    found = chokepoints(data, "COL", "ESP", weighting="equal", budget=1)
    lines = tuple(replace(one, proven=False, bound=0.75) for one in found.answers[0].budget)
    changed = replace(found, answers=(replace(found.answers[0], budget=lines),))
    shown = chokepoints_document(changed, data).sections[0]
    assert cell(table(shown, "Countries that most"), "proof") == "at most 75.0 %"
    assert cell(table(shown, "Countries that leave"), "proof") == "at least 0.75"


def cell(found: Table, key: str) -> object:
    return found.rows[0][[column.key for column in found.columns].index(key)]


def test_sizes_of_cuts_in_draws() -> None:
    found = section(ROWS, protect=["BRA", "VEN"], draws=40)
    told = next(line for line in found.lines if line.startswith("Countries in a smallest cut"))
    # The first way holds no country that may be cut, so where it stands nothing cuts all.
    assert "most often 1" in told
    assert "no set of countries cuts all in" in told
    only = section("COL > VEN > ESP", protect=["VEN"], draws=40)
    assert "Countries in a smallest cut, in draws: no set of countries cuts all in 100.0 %" in (
        only.lines
    )
    assert table(found, "In draws of the evidence").rows[0][2] > 0  # type: ignore[operator]
