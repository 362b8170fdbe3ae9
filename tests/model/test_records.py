"""Records made in a script, without a file: they refuse what cannot be."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import msgspec
import pytest

from trafficroutes.errors import RecordError
from trafficroutes.model.checks import checked_before
from trafficroutes.model.quantity import Quantity
from trafficroutes.model.records import Citation, Grades, Leg, PlaceMember, Region
from trafficroutes.model.refs import CommodityRef, CountryRef, PlaceRef, SourceRef
from trafficroutes.model.years import Years

COCAINE = CommodityRef("cocaine")
COCAINE.dimension = "mass"


def citation(**fields: Any) -> Citation:
    return Citation(source=SourceRef("s"), locator="p. 1", credibility=1, **fields)


def leg(*citations: Citation, to: str = "MEX") -> Leg:
    return Leg(
        id="a", commodity=COCAINE, origin=PlaceRef("COL"), to=PlaceRef(to), citations=citations
    )


def flaws(make: Any) -> list[Any]:
    with pytest.raises(RecordError) as caught:
        make()
    return list(caught.value.flaws)


def test_years_of_a_citation() -> None:
    assert citation().years is None
    assert citation(period=2005).years == Years(2005, 2005)
    assert citation(period=Years(2005, None)).years == Years(2005, None)


def test_a_leg_names_all_its_flaws() -> None:
    without_basis = Quantity(best=5, unit="t")
    found = flaws(
        lambda: leg(
            citation(quantity=Quantity(best=5, unit="usd", basis="flow")),
            citation(),
            citation(quantity=without_basis),
            citation(quantity=Quantity(best=5, unit="cases", basis="seizure")),
            to="COL",
        )
    )
    assert [at for at, _ in found] == [
        ("to",),
        ("citations", 0, "quantity", "unit"),
        ("citations", 2, "quantity"),
        ("citations", 3, "quantity", "unit"),
    ]


def test_any_unit_fits_a_commodity_of_unknown_dimension() -> None:
    quantity = Quantity(best=5, unit="usd", basis="flow")
    made = Leg(
        id="a",
        commodity=CommodityRef("unknown"),
        origin=PlaceRef("COL"),
        to=PlaceRef("MEX"),
        citations=(citation(quantity=quantity),),
    )
    assert made.citations[0].quantity is quantity


def test_memberships() -> None:
    member = PlaceMember(place=PlaceRef("MRT"), left=2000)
    assert member.active(None)
    assert member.active(Years(1999, 2005))
    assert not member.active(Years(2001, 2005))
    assert flaws(lambda: PlaceMember(place=PlaceRef("MRT"), joined=2000, left=1999)) == [
        ((), "the period ends (1999) before it begins (2000): correct the years")
    ]


def test_grades_have_to_be_complete() -> None:
    assert flaws(
        lambda: Grades(reliability={"A": 1}, credibility=dict.fromkeys((1, 2, 3, 4, 5), 1))
    ) == [
        (("reliability",), "no value for B, C, D, E, F: add a probability for each"),
        (("credibility",), "no value for 6: add a probability for each"),
    ]


def test_regions_on_land_have_members() -> None:
    member = PlaceMember(place=CountryRef("FRA"))
    assert Region(name="Sea", label=(1, 2), sea=True).members == ()
    assert flaws(lambda: Region(name="Land", label=(1, 2)))[0][0] == ()
    assert flaws(lambda: Region(name="Sea", label=(1, 2), sea=True, members=(member,)))[0][0] == (
        "members",
    )


def test_records_cannot_be_changed() -> None:
    made: Any = citation()
    with pytest.raises(AttributeError):
        made.locator = "p. 2"


def test_a_record_error_is_a_value_error_to_the_reader_of_json() -> None:
    with pytest.raises(msgspec.ValidationError, match=r"ends \(2000\) before it begins \(2010\)"):
        msgspec.json.decode('{"from": 2010, "to": 2000}', type=Years)


def test_what_was_checked_before_is_not_checked_again_and_all_else_is() -> None:
    with checked_before():
        assert Years(2010, 2000).last == 2000
    with pytest.raises(RecordError):
        Years(2010, 2000)
    with checked_before(), ThreadPoolExecutor(1) as pool, pytest.raises(RecordError):
        pool.submit(Years, 2010, 2000).result()
